"""Signs of life while a piece of work goes on, from a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from types import TracebackType

from sqlalchemy.exc import SQLAlchemyError

from workers.errors import ClaimLost

log = logging.getLogger(__name__)


class Heartbeat:
    """Calls ``beat`` every ``seconds`` until the block ends. After a ClaimLost it stops and :attr:`lost` is set."""

    def __init__(self, beat: Callable[[], None], seconds: float) -> None:
        self._beat = beat
        self._seconds = seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)
        self.lost: ClaimLost | None = None

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def check(self) -> None:
        """Raises the ClaimLost, so that work which is no longer ours ends at the next page."""
        if self.lost is not None:
            raise self.lost

    def _run(self) -> None:
        while not self._stop.wait(self._seconds):
            try:
                self._beat()
            except ClaimLost as lost:
                self.lost = lost
                return
            except SQLAlchemyError as error:  # a database that is away for a moment is no reason to stop
                log.warning("no sign of life: %s", error)
