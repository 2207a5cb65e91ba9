"""The documents of a case held against one another: which are one paper, and what does not agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from extractors.model import Document, Extraction
from extractors.report import shown
from workers import agreement, likeness, pageseries, samepaper
from workers.records import APART, StatementRecord

#: what was read of a document, by the sha256 of its bytes; None where that is not at hand
Read = Callable[[str], Document | None]


@dataclass(frozen=True, slots=True)
class Together:
    copies: tuple[samepaper.Copy, ...] = ()
    findings: tuple[agreement.Finding, ...] = ()
    series: tuple[pageseries.Series, ...] = ()  #: documents that look like pages of one

    @property
    def first(self) -> Mapping[str, str]:
        """Document ids of copies, with that of the first document of the same paper."""
        return {copy.document_id: copy.of for copy in self.copies}


def compare(
    sources: Sequence[tuple[str, Extraction]],
    statements: Iterable[StatementRecord],
    on: date,
    read: Read | None,
    single: Collection[str] = (),
) -> Together:
    """``sources``: document ids with what was found, in the order of the case. ``single``: those of a page each."""
    many = Counter(extraction.kind.kind for _, extraction in sources)
    papers = [
        samepaper.Paper(id_, found, _print(found, read) if read and many[found.kind.kind] > 1 else None)
        for id_, found in sources
    ]
    apart = _apart(statements, [id_ for id_, _ in sources])
    copies = samepaper.copies(papers, apart)
    copied = {copy.document_id for copy in copies}
    first = [agreement.Paper(id_, found) for id_, found in sources if id_ not in copied]
    sheets = [(id_, found) for id_, found in sources if id_ in single and id_ not in copied] if read else []
    return Together(copies, agreement.findings(first, on), _series(sheets, read, apart) if read else ())


def _series(
    sheets: Sequence[tuple[str, Extraction]], read: Read, apart: Collection[frozenset[str]]
) -> tuple[pageseries.Series, ...]:
    if len(sheets) < 2:
        return ()
    there = [(id_, found.kind.kind, read(found.document)) for id_, found in sheets]
    found = pageseries.series([pageseries.Sheet(id_, kind, document) for id_, kind, document in there if document])
    return tuple(one for one in found if not any(pair <= {*one.documents} for pair in apart))


def _print(extraction: Extraction, read: Read) -> likeness.Print | None:
    document = read(extraction.document) if extraction.kind.kind in samepaper.kinds() else None
    return likeness.of(document) if document else None


def _apart(statements: Iterable[StatementRecord], ids: Sequence[str]) -> set[frozenset[str]]:
    """The pairs of documents that a person last declared two papers."""
    by_number = {id_.rpartition("-")[2]: id_ for id_ in ids}
    found: dict[frozenset[str], bool] = {}
    for statement in statements:
        numbers = statement.subject.split("-") if statement.method == APART else []
        if len(numbers) == 2 and all(number in by_number for number in numbers):
            found[frozenset(by_number[number] for number in numbers)] = statement.value is not None
    return {pair for pair, apart in found.items() if apart}


def to_data(together: Together) -> dict[str, Any]:
    """``copies``, ``findings``, ``series`` as plain JSON; a reading names its document and field, where it stands."""
    return {
        "copies": [
            {"document": one.document_id, "of": one.of, "basis": one.basis, "likeness": one.likeness}
            for one in together.copies
        ],
        "series": [{"documents": list(one.documents), "basis": one.basis} for one in together.series],
        "findings": [
            {
                "check": one.check,
                "relation": one.relation,
                "disputed": one.disputed,
                "readings": [
                    {"document": r.document_id, "field": r.field.name, "value": shown(r.field.value)}
                    for r in one.readings
                ],
            }
            for one in together.findings
        ],
    }
