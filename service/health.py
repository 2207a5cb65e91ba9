"""``/api/v1/health``: whether this web process can do its work; asked by whoever supervises it."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from service.app import parts
from workers.errors import QueueUnavailable

blueprint = Blueprint("health", __name__, url_prefix="/api/v1/health")


@blueprint.get("")
def show() -> Response:
    """200 while the database answers. A queue that is away is told, but is no failure: papers are kept meanwhile."""
    parts().store.cases(limit=1)
    try:
        waiting: int | None = parts().queue.waiting()
    except QueueUnavailable:
        waiting = None
    return jsonify({"status": "ok", "queue": "unavailable" if waiting is None else "ok"})
