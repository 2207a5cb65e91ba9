"""Each value that extraction gives on labelled papers: the draft it was judged by, and whether it is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors import confidence
from extractors.classify import classify
from extractors.confidence import Signs, judged, told
from extractors.drafts import Draft
from extractors.extract import extract
from extractors.model import Document, Extraction, Field
from extractors.report import to_report
from extractors.score import INVENTED, RIGHT, WRONG, ScoreTable, score_one
from extractors.truthfile import truth_entries
from samples.calibrate.reading import Reading


@dataclass(frozen=True, slots=True)
class Observation:
    """One value given on a labelled paper."""

    paper: str
    layout: str
    treatment: str  #: how the page was worn; nothing for a text layer
    kind: str  #: of the paper
    name: str
    signs: Signs
    held_back: bool  #: presented as unsure for a reason that its signs do not tell
    right: bool

    @property
    def flagged(self) -> bool:
        """Something speaks against it: never sure."""
        return self.signs.flagged or self.held_back


def observed(truth: Path, reading: Reading, table: ScoreTable) -> Iterator[Observation]:
    """The values given on the papers of one truth file; ``table`` counts them and what was missed."""
    for path, entry in truth_entries(truth):
        document = reading(path)
        if document is None:
            score_one(table, entry, None)
            continue
        heard, extraction = _heard(document)
        before = len(table.answers)
        score_one(table, entry, to_report(document, extraction))
        fields = _fields(extraction)
        for answer in table.answers[before:]:
            given = fields.get(answer.name)
            if given is None or answer.outcome not in (RIGHT, WRONG, INVENTED):
                continue
            signs = heard.get((given.name, id(given.value), given.evidence))
            if signs is None:
                continue
            yield Observation(
                answer.file,
                str(entry.get("layout", "")),
                str(entry.get("treatment", "")),
                answer.kind,
                answer.name,
                signs,
                not given.sure and judged(signs, confidence.table())[1],
                answer.outcome == RIGHT,
            )


def _heard(document: Document) -> tuple[dict[tuple[str, int, object], Signs], Extraction]:
    heard: list[tuple[Draft, Signs]] = []
    with told(lambda draft, signs: heard.append((draft, signs))):
        extraction = extract(document, classify(document))
    # the drafts are still alive in ``heard``: an id is that of one value
    return {(d.name, id(d.value), d.evidence): signs for d, signs in heard}, extraction


def _fields(extraction: Extraction) -> dict[str, Field]:
    found = {field.name: field for field in extraction.fields}
    for part, inner in extraction.parts.items():
        found |= {f"{part}.{field.name}": field for field in inner.fields}
    return found
