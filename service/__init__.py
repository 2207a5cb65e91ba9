"""The web service: API, pages, catalogue, commands. :func:`create_app` makes the Flask application."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from workers.settings import Settings
    from workers.store import Store


def create_app(settings: Settings | None = None, store: Store | None = None) -> Flask:
    """The application over ``store``; both are made from the environment where they are not given."""
    from service.app import make  # Flask is not needed by commands that serve nothing

    return make(settings, store)
