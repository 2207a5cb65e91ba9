"""Sends messages for work that is due. The web service, the tasks and the reaper all go through here."""

from __future__ import annotations

import logging
from typing import Final

from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from workers.app import DECIDE, DECISIONS, DOCUMENTS, READ, make_app
from workers.errors import QueueUnavailable
from workers.jobs import Due
from workers.settings import Settings
from workers.store import Store

log = logging.getLogger(__name__)

#: how long the queue may take to answer, seconds
TIMEOUT: Final = 5.0


class Queue:
    """``settings`` must name a Redis: :attr:`workers.supervisor.Stack.settings` does."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._app = make_app(settings, timeout=TIMEOUT)
        self._store = store

    def submit(self, case_id: str) -> None:
        """Has a case's waiting documents read, and the case decided once all have ended.

        Safe to call again, and when the queue is down: the work is marked in the database and is sent later.
        Raises UnknownCase.
        """
        self.send(self._store.jobs.submit(case_id))

    def resubmit(self, case_id: str) -> None:
        """The same, but decides anew even if nothing has changed. Raises UnknownCase."""
        self.send(self._store.jobs.resubmit(case_id))

    def send(self, due: Due) -> None:
        """A message for each piece of work that is due; a queue that is down costs a warning only."""
        try:
            for name, ids in ((READ, due.documents), (DECIDE, due.cases)):
                for one in ids:
                    self._app.send_task(name, args=[one])
        except (OperationalError, OSError) as error:
            log.warning("queue unavailable, the reaper will send these later: %s (%s)", due, error)

    def waiting(self) -> int:
        """Messages that no worker has taken yet. Raises QueueUnavailable."""
        try:
            with self._app.connection_for_read() as connection:
                client = connection.default_channel.client
                return sum(int(client.llen(queue)) for queue in (DOCUMENTS, DECISIONS))
        except (OperationalError, RedisError, OSError) as error:
            raise QueueUnavailable(reason=str(error)) from error

    def close(self) -> None:
        self._app.close()
