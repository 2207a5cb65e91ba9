"""A program that the supervisor runs: started so that it cannot outlive us, stopped politely and then surely."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from workers import tether

#: a log longer than this is begun anew at the next start, bytes
LOG_BYTES: Final = 10 * 1024 * 1024
#: how long a program may take to die after SIGKILL, seconds
KILL_SECONDS: Final = 10


class Child:
    """One running program. Create and stop it from one and the same thread: Linux ties its life to that thread."""

    def __init__(self, command: Sequence[str], *, log: Path, env: Mapping[str, str] | None = None) -> None:
        tied = [sys.executable, "-I", "-S", str(Path(tether.__file__)), str(os.getpid()), *command]
        log.parent.mkdir(parents=True, exist_ok=True)
        fresh = log.exists() and log.stat().st_size > LOG_BYTES
        with log.open("wb" if fresh else "ab") as out:
            self._process = subprocess.Popen(  # noqa: S603  our own commands only
                tied,
                env=None if env is None else dict(env),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches the supervisor alone, which then stops things in order
            )
        self.log = log
        self.started = time.monotonic()

    @property
    def pid(self) -> int:
        return self._process.pid

    def alive(self) -> bool:
        return self._process.poll() is None

    def stop(self, seconds: float) -> bool:
        """SIGTERM, ``seconds`` to finish, then SIGKILL for it and all it started. True if it went by itself."""
        willing = True
        if self.alive():
            self._process.terminate()
            try:
                self._process.wait(seconds)
            except subprocess.TimeoutExpired:
                willing = False
        self._kill_group()
        self._process.wait(KILL_SECONDS)
        return willing

    def _kill_group(self) -> None:
        """Kills the program and all that it started, and waits until they are gone."""
        end = time.monotonic() + KILL_SECONDS
        with contextlib.suppress(ProcessLookupError, PermissionError):
            while time.monotonic() < end:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.poll()
                time.sleep(0.01)

    def last_words(self, lines: int = 15) -> str:
        """The end of its log, for an error message."""
        with self.log.open("rb") as log:
            log.seek(max(0, self.log.stat().st_size - 8192))
            return "\n".join(log.read().decode("utf-8", "replace").splitlines()[-lines:])
