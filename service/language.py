"""The language of one request: ``?lang=en`` (remembered in a cookie), Chinese otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, g, request

from rules import wording
from rules.schema import Text
from rules.types import Type, fits
from service import catalogue

_COOKIE = "lang"
_YEAR = 365 * 24 * 3600  # seconds


def current() -> str:
    """``zh`` or ``en`` for the request being answered."""
    lang: str = g.get("lang", catalogue.DEFAULT)
    return lang


def say(key: str, **data: Any) -> str:
    """A sentence of the catalogue in the request's language."""
    return catalogue.text(key, current(), data)


def pick(texts: Mapping[str, str] | Text | str | None) -> str:
    """The request's language out of ``{zh, en}``; Chinese where a pack has no English."""
    if texts is None:
        return ""
    if isinstance(texts, str):
        return texts
    if isinstance(texts, Text):
        return pick_text(texts)
    return texts.get(current()) or texts.get("zh") or ""


def pick_text(text: Text) -> str:
    """The request's language of a pack's text."""
    return text.en if current() == "en" else text.zh


def month(text: str) -> str:
    """``2020年1月`` for ``2020-01``; anything else as it stands."""
    return pick_text(wording.value(text, Type.MONTH)) if fits(text, Type.MONTH) else text


def register(app: Flask) -> None:
    """Settle the language before each request and give templates ``say``, ``coded`` and ``pick``."""

    @app.before_request
    def _settle() -> None:
        asked = request.args.get("lang") or request.cookies.get(_COOKIE)
        g.lang = asked if asked in catalogue.LANGUAGES else catalogue.DEFAULT

    @app.after_request
    def _remember(response: Response) -> Response:
        if request.args.get("lang") in catalogue.LANGUAGES:
            response.set_cookie(_COOKIE, current(), max_age=_YEAR, samesite="Lax", httponly=True)
        response.headers.setdefault("Content-Language", "zh-CN" if current() == "zh" else "en")
        return response

    def coded(group: str, code: str, data: Mapping[str, Any] | None = None) -> str:
        return catalogue.coded(group, code, current(), data)

    @app.context_processor
    def _helpers() -> dict[str, Any]:
        return {"say": say, "coded": coded, "pick": pick, "lang": current()}
