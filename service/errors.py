"""One JSON error shape for the whole service: ``{"error": {"code", "message", "message_en", "data"}}``."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from service import catalogue

log = logging.getLogger(__name__)


class ServiceError(Exception):
    """Something the caller can put right. ``code`` is stable; the sentence stands in the catalogue."""

    def __init__(self, code: str, status: int, **data: str | int) -> None:
        self.code = code
        self.status = status
        self.data: Mapping[str, str | int] = data
        super().__init__(f"{code} {dict(data)}")


#: every code the service itself raises, with its HTTP status; openapi.yaml lists the same
STATUS: Mapping[str, int] = {
    "request.bad": 400,
    "request.not_found": 404,
    "request.method": 405,
    "request.too_large": 413,
    "request.too_many_parts": 413,
    "request.cross_origin": 403,
    "request.internal": 500,
    "case.unknown": 404,
    "case.no_documents": 400,
    "case.too_many_documents": 413,
    "case.not_decided": 404,
    "case.not_advised": 404,
    "case.date": 400,
    "case.applicant_too_long": 400,
    "case.declarations": 400,
    "document.unknown": 404,
    "document.not_read": 404,
    "page.unknown": 404,
    "page.unrenderable": 422,
    "join.too_few": 400,
    "join.not_pages": 400,
    "join.order": 400,
    "fact.unknown": 404,
    "fact.not_here": 404,
    "statement.fact": 400,
    "statement.not_allowed": 400,
    "statement.subject": 400,
    "statement.value": 400,
    "statement.parameter": 400,
    "statement.by": 400,
    "statement.reason": 400,
    "statement.method": 400,
    "pack.unknown": 404,
    "clause.unknown": 404,
    "queue.unavailable": 503,
}

_HTTP_CODES = {
    400: "request.bad",
    404: "request.not_found",
    405: "request.method",
    413: "request.too_large",
}


def fail(code: str, **data: str | int) -> ServiceError:
    """The error for a code of :data:`STATUS`; use as ``raise fail("case.unknown", id=…)``."""
    return ServiceError(code, STATUS[code], **data)


def shape(code: str, data: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The error object for a code, also for errors stored with a document."""
    filled = dict(data or {})
    return {
        "code": code,
        "message": catalogue.coded("error", code, "zh", filled),
        "message_en": catalogue.coded("error", code, "en", filled),
        "data": filled,
    }


def _answer(code: str, status: int, data: Mapping[str, Any]) -> tuple[Response | str, int]:
    body = shape(code, data)
    if request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json":
        return jsonify({"error": body}), status
    return render_template("error.html", error=body, status=status), status


def register(app: Flask) -> None:
    """Make every failure of ``app`` answer in the one shape (JSON for the API, a page for people)."""

    @app.errorhandler(ServiceError)
    def _service(error: ServiceError) -> tuple[Response | str, int]:
        return _answer(error.code, error.status, error.data)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> tuple[Response | str, int] | HTTPException:
        status = error.code or 500
        if status < 400:
            return error  # a redirect is no error
        return _answer(_HTTP_CODES.get(status, "request.bad" if status < 500 else "request.internal"), status, {})

    @app.errorhandler(Exception)
    def _crash(error: Exception) -> tuple[Response | str, int]:
        # the outermost boundary of a request: the trace goes to the log, never to the caller
        log.exception("request failed: %s %s", request.method, request.path, exc_info=error)
        return _answer("request.internal", 500, {})
