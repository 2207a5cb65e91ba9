"""The report: one HTML file that needs nothing else, with a picture of every place that a decision rests on."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import render_template

from extractors.draw import crop, draw
from extractors.model import Box, Page
from extractors.render import render
from service import cards, language, nextsteps, notices, overview, pagefiles, records
from service.app import parts
from service.facts import CaseFacts, Shown
from service.places import Place
from service.proofs import Row
from workers.pipeline import CHINA
from workers.records import CaseRecord

_DPI = 120
_WIDEST = 1100  #: pixels of a crop
_BESIDE = 110  #: points kept left and right of a value: its label stands there
_STATIC = Path(__file__).resolve().parents[1] / "static"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A fact with the pictures of its places."""

    anchor: str
    fact: Shown
    pictures: tuple[tuple[Place, str], ...]  #: data URI of each crop


class Pictures:
    """Crops around places, each page drawn once."""

    def __init__(self, known: CaseFacts) -> None:
        self._known = known
        self._blobs = {d.number: d for d in known.case.documents}
        self._last: tuple[tuple[int, int], Any] | None = None

    def of(self, place: Place) -> str:
        """JPEG data URI of the place with its boxes drawn in, some of its surroundings kept."""
        page = Page(place.page, place.width, place.height, ())
        boxes = [Box(*box) for box in place.boxes]
        around = [Box(b.x0 - _BESIDE, b.top, b.x1 + _BESIDE, b.bottom) for b in boxes]
        picture = crop(draw(self._page(place), boxes, page), around, page, margin=36)
        if picture.width > _WIDEST:
            picture = picture.resize((_WIDEST, round(picture.height * _WIDEST / picture.width)))
        out = BytesIO()
        picture.save(out, format="JPEG", quality=72, optimize=True)
        return f"data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode()}"

    def _page(self, place: Place) -> Any:
        key = (place.number, place.page)
        if self._last is None or self._last[0] != key:
            file = pagefiles.of(self._blobs[place.number], place.page)
            self._last = (key, render(parts().store.blob_path(file.sha256), file.page, dpi=_DPI))
        return self._last[1]


class CaseReport:
    """One case of the report, as its template wants it."""

    def __init__(self, anchor: str, title: str, record: CaseRecord) -> None:
        self.anchor = anchor
        self.title = title
        self.record = record
        self.pack = parts().packs.of(record, parts().store)
        self.known = CaseFacts(record, self.pack)
        self.decided = cards.cards(self.known)
        self.groups = overview.groups(self.decided)
        self.figures = overview.figures(self.known, self.decided)
        disputed = language.say("app.comma").join(clash.label for clash in overview.disputes(self.decided))
        settle = language.say("case.conflict_line", facts=disputed) if disputed else ""
        steps = nextsteps.lines(nextsteps.of(self.known)) if self.known.advice else overview.next_steps(self.decided)
        self.bring = [settle, *steps] if settle else steps
        latest = parts().store.decisions(record.id)
        self.digest = latest.digest if latest else ""
        self.documents = [(one, records.state_text(one, language.current())) for one in record.documents]

    @cached_property
    def exhibits(self) -> list[Exhibit]:
        """Facts that the unfolded decisions rest on, in the order of their pages."""
        used: dict[str, Shown] = {}
        for group in self.groups:
            if not group.folded:
                for card in group.cards:
                    for fact in _used(card):
                        used.setdefault(fact.id, fact)
        pictures = Pictures(self.known)
        ordered = sorted(
            (fact for fact in used.values() if fact.places), key=lambda f: (f.places[0].number, f.places[0].page)
        )
        return [
            Exhibit(
                self.anchor_of(fact), fact, tuple((place, pictures.of(place)) for place in fact.places if place.boxes)
            )
            for fact in ordered
        ]

    def anchor_of(self, fact: Shown) -> str:
        return f"{self.anchor}-{re.sub(r'[^A-Za-z0-9]+', '-', fact.id)}"


def _used(card: cards.Card) -> Iterator[Shown]:
    yield from card.provisional
    for clash, _ in card.conflicts:
        yield from clash.readings
    for row in card.tree:
        yield from _facts(row)


def _facts(row: Row) -> Iterator[Shown]:
    yield from row.facts
    for child in row.children:
        yield from _facts(child)


def write(folder: Path, cases: Sequence[tuple[str, CaseRecord]]) -> Path:
    """Writes ``report.html`` into ``folder``. Needs the request context of an application."""
    reports = [CaseReport(f"case-{number}", title, record) for number, (title, record) in enumerate(cases, 1)]
    packs = {one.pack.name: one.pack for one in reports}
    css = (_STATIC / "base.css").read_text(encoding="utf-8") + (_STATIC / "case.css").read_text(encoding="utf-8")
    page = render_template(
        "report.html",
        reports=reports,
        notices=[(pack, notices.paragraphs(pack.notice)) for pack in packs.values()],
        css=css + (_STATIC / "report.css").read_text(encoding="utf-8"),
        made=datetime.now(CHINA).strftime("%Y-%m-%d %H:%M"),
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "report.html"
    path.write_text(page, encoding="utf-8")
    return path
