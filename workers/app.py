"""The Celery app: JSON messages over Redis, acknowledged only after the work, one message at a time per process.

Importing this loads neither PaddleOCR nor durable_rules, so that the web process can send messages with it.
"""

from __future__ import annotations

from typing import Any, Final

from celery import Celery

from workers.settings import Settings

READ: Final = "huiqi.read_document"
DECIDE: Final = "huiqi.decide_case"
#: two queues, so that a decision never waits behind a hundred documents
DOCUMENTS: Final = "documents"
DECISIONS: Final = "decisions"
#: seconds between the soft time limit (an exception) and the hard one (SIGKILL)
GRACE_SECONDS: Final = 15


def broker(settings: Settings, *, timeout: float | None = None) -> dict[str, Any]:
    """Options of the connection to Redis; ``timeout`` in seconds for those who cannot wait.

    They try once and again at once: kombu's own pauses between attempts (0, 2, 4 s) are for those who can.
    """
    options: dict[str, Any] = {"visibility_timeout": settings.visibility_seconds}
    if timeout is not None:
        options |= {"socket_timeout": timeout, "socket_connect_timeout": timeout}
        options |= {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}
    return options


def make_app(settings: Settings, *, timeout: float | None = None) -> Celery:
    """An app for these settings, whose Redis must be known (the supervisor fills it in for the embedded one)."""
    app = Celery("huiqi", broker=settings.redis_url, set_as_current=timeout is None)
    app.conf.update(
        accept_content=["json"],
        task_serializer="json",
        task_ignore_result=True,  # the state of work is in the database
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_acks_on_failure_or_timeout=True,
        task_routes={READ: {"queue": DOCUMENTS}, DECIDE: {"queue": DECISIONS}},
        task_annotations={
            READ: _limits(settings.document_seconds),
            DECIDE: _limits(settings.decision_seconds),
        },
        task_publish_retry=False,  # what cannot be sent now is sent by the reaper
        broker_transport_options=broker(settings, timeout=timeout),
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        worker_concurrency=settings.concurrency,
        worker_prefetch_multiplier=1,
        worker_max_memory_per_child=settings.recycle_memory_mb * 1024,
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        worker_hijack_root_logger=True,
        worker_redirect_stdouts_level="INFO",
    )
    return app


def _limits(seconds: int) -> dict[str, int]:
    return {"soft_time_limit": seconds, "time_limit": seconds + GRACE_SECONDS}
