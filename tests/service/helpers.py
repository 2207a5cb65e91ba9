"""A service over a real store, with a case worked on in this process: real reading, real rules."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from service import create_app
from workers import work
from workers.jobs import ToRead
from workers.settings import Settings
from workers.store import Store

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LICENCE = SAMPLES / "restaurant-district-landlord" / "text" / "01-营业执照.pdf"
LEASE = SAMPLES / "restaurant-district-landlord" / "text" / "02-房屋租赁合同.pdf"
ON = date(2020, 5, 15)


def service(settings: Settings) -> tuple[Flask, Store]:
    """The application and its store; what is handed in waits until :func:`finish`."""
    store = Store(settings)
    return create_app(settings, store), store


def upload(client: FlaskClient, files: Sequence[tuple[str, bytes]], **form: Any) -> Any:
    """POST /api/v1/cases."""
    data: dict[str, Any] = {"files": [(io.BytesIO(data), name) for name, data in files], "on": ON.isoformat(), **form}
    return client.post("/api/v1/cases", data=data, content_type="multipart/form-data")


def finish(store: Store, case_id: str) -> None:
    """Reads what waits, decides and advises, as the workers do, without the queue between."""
    for document_id in store.jobs.submit(case_id).documents:
        begun = store.jobs.begin_document(document_id)
        if isinstance(begun, ToRead):
            work.read(store, begun)
    if store.jobs.begin_decision(case_id):
        work.decide(store, case_id)
    work.advise(store, case_id)


def code(answer: Any) -> str:
    """The error code of an answer in the one error shape."""
    error = json.loads(answer.data)["error"]
    assert set(error) == {"code", "message", "message_en", "data"}
    assert error["message"] and error["message_en"]
    return str(error["code"])


def png(width: int = 40, height: int = 40) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, format="PNG")
    return out.getvalue()
