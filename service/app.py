"""The application: its collaborators, its blueprints, its rules for every request; nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from service import errors, language, security, uploads
from service.images import PageImages
from service.packs_known import KnownPacks
from workers.queue import Queue
from workers.settings import Settings
from workers.store import Store

_KEY = "huiqi"


@dataclass(frozen=True, slots=True)
class Parts:
    """What the blueprints work with."""

    settings: Settings
    store: Store
    queue: Queue
    images: PageImages
    packs: KnownPacks


def parts() -> Parts:
    """The collaborators of the application that answers this request."""
    return cast(Parts, current_app.extensions[_KEY])


def make(settings: Settings | None = None, store: Store | None = None) -> Flask:
    """See :func:`service.create_app`."""
    from service import agreements, cases, documents, health, joining, packs, pages  # they need `parts` of this module

    settings = (settings or Settings.from_env()).absolute()
    app = Flask("service", static_folder="static", template_folder="templates")
    app.config["MAX_CONTENT_LENGTH"] = uploads.request_limit(settings)
    app.config["MAX_FORM_PARTS"] = settings.max_documents + uploads.EXTRA_PARTS
    app.config["MAX_FORM_MEMORY_SIZE"] = uploads.FORM_BYTES
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    store = store or Store(settings)
    images = PageImages(settings.data_dir / "pages")
    app.extensions[_KEY] = Parts(settings, store, Queue(settings, store), images, KnownPacks(settings.packs))
    language.register(app)
    security.register(app)
    errors.register(app)
    for part in (pages, cases, documents, agreements, joining, packs, health):
        app.register_blueprint(part.blueprint)
    return app
