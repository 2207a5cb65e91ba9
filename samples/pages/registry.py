"""Which layouts there are: each kind's facts, its layouts by name, and the half each name belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from samples.pages.facts import Facts
from samples.pages.lot import Lot
from samples.pages.sheet import Sheet

#: what a layout asks of its facts: names understood by the kind's ``draw``
Wants = Mapping[str, Any]
Draw = Callable[[Lot, Wants], Facts]
Make = Callable[[Facts], Sheet]

KINDS = (
    "lease",
    "rent_reduction",
    "business_licence",
    "recognition_certificate",
    "financial_statement",
    "social_insurance",
    "training_roster",
    "other",
)
DEVELOPMENT, HELD_OUT = "development", "held-out"
_MODULES = (
    "lease_forms",
    "lease_rents",
    "lease_texts",
    "rentcut",
    "licence",
    "licence_notice",
    "recognition",
    "balance",
    "income",
    "bundle",
    "social_certificates",
    "social_lists",
    "training",
    "other",
    "other_contracts",
)


@dataclass(frozen=True, slots=True)
class Layout:
    kind: str
    name: str
    draw: Draw
    make: Make
    wants: Wants


_layouts: dict[tuple[str, str], Layout] = {}


def layout(kind: str, name: str, draw: Draw, **wants: Any) -> Callable[[Make], Make]:
    """Registers a function that draws one layout of ``kind`` under ``name``."""

    def register(make: Make) -> Make:
        if kind not in KINDS or (kind, name) in _layouts:
            raise ValueError(f"layout {kind}/{name} is of no kind, or there already")
        _layouts[kind, name] = Layout(kind, name, draw, make, MappingProxyType(wants))
        return make

    return register


@cache
def layouts() -> tuple[Layout, ...]:
    """All layouts in the order of KINDS and their names."""
    for module in _MODULES:
        import_module(f"samples.pages.kinds.{module}")
    return tuple(sorted(_layouts.values(), key=lambda one: (KINDS.index(one.kind), one.name)))


@cache
def halves() -> Mapping[tuple[str, str], str]:
    """The half of each layout, from halves.yaml. Raises ValueError where file and layouts do not agree."""
    loaded = yaml.safe_load(Path(__file__).with_name("halves.yaml").read_text("utf-8"))
    out: dict[tuple[str, str], str] = {}
    for kind, sides in loaded.items():
        for half, names in sides.items():
            if half not in (DEVELOPMENT, HELD_OUT):
                raise ValueError(f"halves.yaml: no half {half}")
            for name in names:
                if (kind, name) in out:
                    raise ValueError(f"halves.yaml: {kind}/{name} stands twice")
                out[kind, name] = half
    known = {(one.kind, one.name) for one in layouts()}
    if known != set(out):
        raise ValueError(f"halves.yaml and the layouts differ: {sorted(known ^ set(out))}")
    return MappingProxyType(out)


def of_half(half: str) -> tuple[Layout, ...]:
    """The layouts of DEVELOPMENT or HELD_OUT, or ``all``."""
    return tuple(one for one in layouts() if half in ("all", halves()[one.kind, one.name]))
