"""From bytes to fields with evidence: :func:`read`, :func:`classify`, :func:`extract`.

A library: no web, no queue, no database. Heavy readers (PaddleOCR, pdfplumber, OpenCV) are imported on first use,
inside ``backends/`` and ``prepare/``; importing this package imports none of them.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractors.classify import classify
    from extractors.draw import crop, draw
    from extractors.extract import extract
    from extractors.limits import Limits
    from extractors.reader import read
    from extractors.render import render

__all__ = ["Limits", "classify", "crop", "draw", "extract", "read", "render"]

_HOMES = {
    "Limits": "extractors.limits",
    "classify": "extractors.classify",
    "crop": "extractors.draw",
    "draw": "extractors.draw",
    "extract": "extractors.extract",
    "read": "extractors.reader",
    "render": "extractors.render",
}


class _Package(ModuleType):
    """Keeps the names above functions: importing the module ``extractors.extract`` would otherwise set the
    package's attribute ``extract`` to that module, and what ``from extractors import extract`` gives would hang
    on who imported what first."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _HOMES and isinstance(value, ModuleType):
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(home), name)
