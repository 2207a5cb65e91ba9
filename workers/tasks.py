"""The two tasks, thin: claim the work in the database, do it, send what is due next."""

from __future__ import annotations

from celery import Celery

from workers import work
from workers.app import DECIDE, READ
from workers.jobs import Due
from workers.queue import Queue
from workers.settings import Settings
from workers.store import Store


class Context:
    """What a task needs, made in the child after the fork: no connection is ever shared between processes."""

    def __init__(self, settings: Settings) -> None:
        self.store = Store(settings)
        self.queue = Queue(settings, self.store)


_contexts: dict[str, Context] = {}


def after_fork(settings: Settings) -> None:
    _contexts["child"] = Context(settings)


def register(app: Celery) -> None:
    app.task(name=READ)(read_document)
    app.task(name=DECIDE)(decide_case)


def read_document(document_id: str) -> None:
    """Reads one document; may be sent any number of times."""
    context = _contexts["child"]
    begun = context.store.jobs.begin_document(document_id)
    context.queue.send(begun if isinstance(begun, Due) else work.read(context.store, begun))


def decide_case(case_id: str) -> None:
    """Decides one case from what is in the store, then advises on it; may be sent any number of times."""
    context = _contexts["child"]
    if context.store.jobs.begin_decision(case_id):
        context.queue.send(work.decide(context.store, case_id))
    work.advise(context.store, case_id)
