"""Who is at a piece of work: an identity that tells, on the same machine, whether that process still lives."""

from __future__ import annotations

import os
import socket
from functools import lru_cache
from pathlib import Path


def me() -> str:
    """``host|pid namespace|pid|start``: never the same for two processes, even when a pid comes again."""
    return _identity(os.getpid())


@lru_cache(maxsize=4)
def _identity(pid: int) -> str:
    return f"{_machine()}|{pid}|{_started(pid) or 0}"


def pid_of(identity: str) -> int:
    return int(identity.split("|")[2])


def is_dead(identity: str) -> bool:
    """True only if that process certainly is no more; False where it cannot be seen from here."""
    host, space, pid, started = identity.split("|")
    if f"{host}|{space}" != _machine():
        return False
    return str(_started(int(pid)) or 0) != started


def _machine() -> str:
    try:
        space = Path("/proc/self/ns/pid").readlink().as_posix()
    except OSError:
        space = "-"
    return f"{socket.gethostname()}|{space}"


def _started(pid: int) -> str | None:
    """Start time of a process in clock ticks since boot; None: no such process, or a dead one not yet collected."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    after_name = stat.rsplit(")", 1)[1].split()  # the name may hold spaces and brackets
    return None if after_name[0] in {"Z", "X"} else after_name[19]
