"""One paper after another: which layout, its content, its file and its truth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from samples.generate.paper import SealPlace
from samples.pages.facts import Facts
from samples.pages.lot import Lot
from samples.pages.registry import HELD_OUT, KINDS, Layout, halves, of_half
from samples.pages.sheet import Sheet, Told

Boxes = dict[str, list[list[dict[str, Any]]]]
#: the truth nests these, as extractors.score reads it
_PARTS = ("parent_only",)


@dataclass(frozen=True, slots=True)
class Made:
    """A paper as drawn. ``boxes``: of its values by field name, see :meth:`Sheet.boxes`."""

    number: int
    layout: Layout
    pdf: bytes
    fields: dict[str, Any]
    boxes: Boxes
    seals: tuple[SealPlace, ...]
    clashes: tuple[str, ...]  #: fields the paper contradicts itself about
    told: tuple[Told, ...]  #: its lines and tables as the layout gave them

    @property
    def held_out(self) -> bool:
        return halves()[self.layout.kind, self.layout.name] == HELD_OUT

    @property
    def name(self) -> str:
        """File name without its ending; of held-out papers it does not tell the layout."""
        shown = HELD_OUT if self.held_out else self.layout.name
        return f"{self.number:04}-{self.layout.kind}-{shown}"


def _fields(facts: Facts, sheet: Sheet) -> dict[str, Any]:
    flat = facts.stated({name for one in sheet.marks for name in one.names})
    out: dict[str, Any] = {}
    for name, value in flat.items():
        part, dot, rest = name.partition(".")
        if dot and part in _PARTS:
            out.setdefault(part, {})[rest] = value
        else:
            out[name] = value
    return out


def make_one(layout: Layout, seed: int, number: int) -> Made:
    """The paper ``number`` of a run; depends on seed, number and layout alone. Raises FontsMissing."""
    lot = Lot(f"{seed}/{number}/{layout.kind}/{layout.name}")
    facts = layout.draw(lot, layout.wants)
    sheet = layout.make(facts)
    pdf = sheet.bytes()
    fields = _fields(facts, sheet)
    known = (set(facts.truth) | facts.clashed) - (facts.unscored - facts.clashed)
    boxes = {name: places for name, places in sheet.boxes().items() if name in known}
    clashes = tuple(fields.get("conflict", ()))
    return Made(number, layout, pdf, fields, boxes, tuple(sheet.seals), clashes, tuple(sheet.told))


def chosen(seed: int, count: int, half: str, kinds: Sequence[str]) -> list[Layout]:
    """``count`` layouts: kinds in turn, each kind's layouts in turn in an order drawn from the seed."""
    lot = Lot(f"{seed}/order")
    turns = []
    for kind in KINDS:
        mine = lot.shuffled([one for one in of_half(half) if one.kind == kind])
        if kind in kinds and mine:
            turns.append(mine)
    return [turns[at % len(turns)][at // len(turns) % len(turns[at % len(turns)])] for at in range(count)]


def papers(seed: int, count: int, half: str = "all", kinds: Sequence[str] = KINDS) -> Iterator[Made]:
    """``count`` papers, the same for the same arguments."""
    for number, layout in enumerate(chosen(seed, count, half, kinds), start=1):
        yield make_one(layout, seed, number)
