"""Everything beside the web server, started and watched: the embedded Redis, the Celery worker, the reaper.

With a Redis URL in the settings it starts the worker and the reaper only: a node of a larger installation.
"""

from __future__ import annotations

import fcntl
import logging
import os
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from sqlalchemy.exc import SQLAlchemyError

from workers import embedded
from workers.child import Child
from workers.errors import DataDirInUse, QueueUnavailable, StackFailed, WorkersError
from workers.queue import Queue
from workers.settings import PREFIX, Settings
from workers.store import Store

log = logging.getLogger(__name__)

#: how often the programs are looked at, seconds
WATCH_SECONDS: Final = 0.3
#: a program that dies sooner than this after its start is broken rather than unlucky, seconds
SOON_SECONDS: Final = 20.0
LONGEST_PAUSE: Final = 30.0


class Stack:
    """A context manager. Inside it, cases that are handed to :attr:`queue` are read and decided.

    Raises DataDirInUse when another stack runs in the data folder, StackFailed when a part does not start.
    """

    def __init__(self, settings: Settings) -> None:
        self._embedded = settings.redis_url is None
        self.settings_given = settings
        settings = settings.absolute()
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        self._socket = embedded.Socket(settings.data_dir) if self._embedded else None
        #: as given, with the embedded Redis's URL filled in
        self.settings = replace(settings, redis_url=self._socket.url) if self._socket else settings
        self._lock: IO[str] | None = None
        self._stop = threading.Event()
        self._up = threading.Event()
        self._failure: WorkersError | None = None
        #: what keeps the stack from working just now, for the health page; None: nothing
        self.problem: str | None = None
        self._redis: Child | None = None
        self._worker: Child | None = None
        self._deaths = 0
        self._not_before = 0.0

    def __enter__(self) -> Stack:
        if self._embedded:
            self._lock = _locked(self.settings.data_dir)
        try:
            self.store = Store(self.settings)
            self.queue = Queue(self.settings, self.store)
            # one thread starts and stops all programs: the kernel ties their lives to the thread that started them
            self._keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)
            self._keeper.start()
            self._up.wait()
            if self._failure is not None:
                self._keeper.join()
                raise self._failure
        except BaseException:
            self._unlock()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._keeper.join()
        self.queue.close()
        self.store.close()
        self._unlock()

    @property
    def worker_pid(self) -> int | None:
        """Process id of the Celery worker's parent process; None while it is being started."""
        return None if self._worker is None else self._worker.pid

    @property
    def redis_pid(self) -> int | None:
        """Process id of the embedded Redis; None where there is none."""
        return None if self._redis is None else self._redis.pid

    # -- in the keeper's thread ---------------------------------------------------------------------------------

    def _keep(self) -> None:
        try:
            try:
                self._start_redis()
                self._start_worker()
            except WorkersError as error:
                self._failure = error
                return
            finally:
                self._up.set()
            reaped = 0.0
            while not self._stop.wait(WATCH_SECONDS):
                try:
                    self._watch()
                    if time.monotonic() - reaped >= self.settings.reaper_seconds:
                        reaped = time.monotonic()
                        self._reap()
                except (SQLAlchemyError, StackFailed) as error:  # a database or disk that is away comes back
                    self.problem = str(error)
                    log.warning("%s", error)
        finally:
            self._stop_all()

    def _start_redis(self) -> None:
        if self._socket is not None:
            self._redis = embedded.start(self._socket, self.settings.data_dir)
            self.store.jobs.forget_queue()

    def _start_worker(self) -> None:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        self._worker = Child(
            [sys.executable, "-m", "workers.worker"],
            log=self.settings.data_dir / "logs" / f"worker-{os.getpid()}.log"
            if not self._embedded
            else self.settings.data_dir / "logs" / "worker.log",
            env={**inherited, **self.settings.to_env()},
        )

    def _watch(self) -> None:
        if self._redis is not None and not self._redis.alive():
            log.warning("the embedded Redis ended, starting it again")
            self._start_redis()
        if self._worker is not None and not self._worker.alive():
            lived = time.monotonic() - self._worker.started
            self._deaths = self._deaths + 1 if lived < SOON_SECONDS else 1
            pause = 0.0 if self._deaths == 1 else min(LONGEST_PAUSE, 2.0 ** (self._deaths - 2))
            self._not_before = time.monotonic() + pause
            self.problem = f"the worker ended: {self._worker.last_words(3)}"
            log.warning("the worker ended after %.1f s, starting it again in %.1f s", lived, pause)
            self._worker.stop(0)  # whatever it left behind
            self._worker = None
            self.store.jobs.forget_queue()
        if self._worker is None and time.monotonic() >= self._not_before:
            self._start_worker()
        elif self._worker is not None and time.monotonic() - self._worker.started > SOON_SECONDS:
            self._deaths, self.problem = 0, None

    def _reap(self) -> None:
        try:
            empty = self.queue.waiting() == 0
        except QueueUnavailable as error:
            self.problem = str(error)
            return
        due = self.store.jobs.reap(queue_empty=empty)
        if due:
            log.info("sent again: %s", due)
            self.queue.send(due)

    def _stop_all(self) -> None:
        if self._worker is not None:
            if not self._worker.stop(self.settings.stop_seconds):
                try:
                    self.store.jobs.forgive_dead()  # we cut the work off; that is not its fault
                except SQLAlchemyError as error:
                    log.warning("%s", error)
            self._worker = None
        if self._redis is not None:
            self._redis.stop(5)
            self._redis = None
        if self._socket is not None:
            self._socket.clean()

    def _unlock(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def _locked(data_dir: Path) -> IO[str]:
    """The open lock file of a data folder; the lock is gone with the process, however it ends."""
    file = (data_dir / "stack.lock").open("a+", encoding="ascii")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        pid = file.read().strip()
        file.close()
        raise DataDirInUse(data_dir=str(data_dir), pid=pid) from None
    file.seek(0)
    file.truncate()
    file.write(str(os.getpid()))
    file.flush()
    return file
