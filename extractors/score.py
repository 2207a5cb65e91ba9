"""How well extraction does on a folder with a ``truth.json``: per kind and field, right / wrong / sure but wrong …

Truth as in the corpus: a list of ``{"file", "kind", "fields"}``; a field that is null must come out as nothing; a
field that is not listed is not scored; ``conflict`` lists fields that must be reported as contradictory. ``boxes``,
where there are any, say for a field each place it stands at, line by line; evidence is then scored, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from extractors.alike import same
from extractors.errors import ExtractionError
from extractors.overlap import Overlap, overlap
from extractors.truthfile import truth_entries

#: a file's report, as :func:`extractors.report.to_report` makes it
Extractor = Callable[[Path], Mapping[str, Any]]
#: under these names a truth nests fields: a part of the document, and the last row of a record
_NESTED = ("parent_only", "latest")
KIND = "(kind)"
FILE = "(file)"
RIGHT, WRONG, MISSED, INVENTED = "right", "wrong", "missed", "invented"
#: evidence shares this much of what it and the truth cover together: it shows the value
NEAR = 0.5


@dataclass(frozen=True, slots=True)
class Answer:
    """One field of one document, and what came out of it."""

    file: str
    kind: str
    name: str
    outcome: str  #: right, wrong, missed, invented
    expected: Any
    got: Any
    sure: bool
    place: Overlap | None = None  #: of a right value whose truth has boxes


@dataclass(slots=True)
class Tally:
    """Counts of one field of one kind."""

    right: int = 0
    right_sure: int = 0  #: of the right values, how many were sure
    wrong: int = 0  #: another value than the truth's
    wrong_sure: int = 0  #: of the wrong and invented ones, how many were presented as sure
    missed: int = 0  #: the truth has a value, none was given
    invented: int = 0  #: the truth says that nothing stands there, and a value was given
    placed: int = 0  #: right values whose place the truth knows
    near: int = 0  #: of those, how many have evidence that shares at least NEAR with the truth
    wrong_page: int = 0  #: of those, how many have evidence on other pages only
    union: float = 0.0  #: sum of the shares that evidence and truth have in common
    covered: float = 0.0  #: sum of the shares of the truth that the evidence covers

    def add(self, other: Tally) -> None:
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    def count(self, answer: Answer) -> None:
        setattr(self, answer.outcome, getattr(self, answer.outcome) + 1)
        if answer.outcome == RIGHT:
            self.right_sure += answer.sure
        elif answer.outcome != MISSED:
            self.wrong_sure += answer.sure
        if answer.place is not None:
            self.placed += 1
            self.near += answer.place.union >= NEAR
            self.wrong_page += not answer.place.right_page
            self.union += answer.place.union
            self.covered += answer.place.covered

    def to_data(self) -> dict[str, int | float]:
        """The counts; of places, where there are any, the shares and means."""
        data: dict[str, int | float] = {
            name: getattr(self, name) for name in ("right", "right_sure", "wrong", "wrong_sure", "missed", "invented")
        }
        if self.placed:
            data |= {"placed": self.placed, "near": self.near, "wrong_page": self.wrong_page}
            data |= {
                "mean_overlap": round(self.union / self.placed, 4),
                "mean_covered": round(self.covered / self.placed, 4),
            }
        return data


@dataclass(slots=True)
class ScoreTable:
    rows: dict[tuple[str, str], Tally] = field(default_factory=dict)  #: by kind and field
    answers: list[Answer] = field(default_factory=list)
    files: int = 0

    def add(self, answer: Answer) -> None:
        self.answers.append(answer)
        self.rows.setdefault((answer.kind, answer.name), Tally()).count(answer)

    @property
    def misses(self) -> list[Answer]:
        """What is not right."""
        return [answer for answer in self.answers if answer.outcome != RIGHT]

    def by_kind(self) -> dict[str, Tally]:
        """Sums over the fields of each kind, without the rows for the kind itself."""
        sums: dict[str, Tally] = {}
        for (kind, name), tally in sorted(self.rows.items()):
            if name not in (KIND, FILE):
                sums.setdefault(kind, Tally()).add(tally)
        return sums

    def total(self) -> Tally:
        total = Tally()
        for tally in self.by_kind().values():
            total.add(tally)
        return total

    def to_data(self) -> dict[str, Any]:
        """Plain data for JSON."""
        told = ("file", "kind", "name", "outcome", "expected", "got", "sure")
        return {
            "files": self.files,
            "rows": [{"kind": k, "field": n, **tally.to_data()} for (k, n), tally in sorted(self.rows.items())],
            "kinds": {kind: tally.to_data() for kind, tally in self.by_kind().items()},
            "total": self.total().to_data(),
            "misses": [{name: getattr(miss, name) for name in told} for miss in self.misses],
            "places": [
                {"file": a.file, "name": a.name, "overlap": round(a.place.union, 4), "right_page": a.place.right_page}
                for a in self.answers
                if a.place is not None and (a.place.union < NEAR or not a.place.right_page)
            ],
        }


@dataclass(frozen=True, slots=True)
class _Given:
    value: Any
    sure: bool
    evidence: tuple[Mapping[str, Any], ...] = ()


def _given(report: Mapping[str, Any]) -> dict[str, _Given]:
    return {
        name: _Given(entry.get("value"), bool(entry.get("sure")), tuple(entry.get("evidence", ())))
        for name, entry in report.get("fields", {}).items()
        if entry.get("value") is not None
    }


def _nested(report: Mapping[str, Any], where: str) -> dict[str, _Given]:
    """The fields that answer a nested truth: of the part of that name, or inside a field whose value is a mapping."""
    part = report.get("parts", {}).get(where)
    if part is not None:
        return _given(part)
    entry = report.get("fields", {}).get(where)
    value = entry.get("value") if entry else None
    if isinstance(value, Mapping):
        sure = bool(entry.get("sure"))
        return {name: _Given(inner, sure) for name, inner in value.items() if inner is not None}
    return {}


class _Paper:
    """One document while it is scored."""

    def __init__(self, table: ScoreTable, entry: Mapping[str, Any]) -> None:
        self._table = table
        self._file, self._kind = str(entry["file"]), str(entry["kind"])
        self._boxes: Mapping[str, Any] = entry.get("boxes") or {}

    def answer(self, name: str, outcome: str, expected: Any, given: _Given | None = None) -> None:
        place = None
        if outcome == RIGHT and given is not None and name in self._boxes:
            place = overlap(self._boxes[name], given.evidence)
        value, sure = (None, False) if given is None else (given.value, given.sure)
        self._table.add(Answer(self._file, self._kind, name, outcome, expected, value, sure, place))

    def kind(self, got: str | None) -> None:
        outcome = RIGHT if got == self._kind else MISSED if got in (None, "other") else WRONG
        self._table.add(Answer(self._file, self._kind, KIND, outcome, self._kind, got, False))

    def fields(self, truth: Mapping[str, Any], given: Mapping[str, _Given], prefix: str = "") -> None:
        for name, expected in truth.items():
            got = given.get(name)
            if got is None:
                self.answer(prefix + name, RIGHT if expected is None else MISSED, expected)
            elif expected is None:
                self.answer(prefix + name, INVENTED, expected, got)
            else:
                self.answer(prefix + name, RIGHT if same(expected, got.value, name) else WRONG, expected, got)

    def conflicts(self, names: list[str], report: Mapping[str, Any], given: Mapping[str, _Given]) -> None:
        reported = {conflict["name"] for conflict in report.get("conflicts", ())}
        for name in names:
            if name in given:
                self.answer(f"conflict:{name}", WRONG, "conflict", given[name])
            else:
                self.answer(f"conflict:{name}", RIGHT if name in reported else MISSED, "conflict")


def score_one(table: ScoreTable, entry: Mapping[str, Any], report: Mapping[str, Any] | None) -> None:
    """Adds one document. ``report`` None: it could not be read at all; everything it holds is missed."""
    report = report or {}
    table.files += 1
    paper = _Paper(table, entry)
    paper.kind(report.get("kind"))
    truth = dict(entry.get("fields") or {})
    conflicts = list(truth.pop("conflict", None) or ())
    given = _given(report)
    for where in _NESTED:
        if isinstance(truth.get(where), Mapping):
            paper.fields(truth.pop(where), _nested(report, where), f"{where}.")
    paper.fields(truth, given)
    paper.conflicts(conflicts, report, given)


def score(truth_path: Path, extractor: Extractor) -> ScoreTable:
    """Runs ``extractor`` over every file that the truth names and compares.

    The extractor may raise :class:`extractors.errors.ExtractionError`: the document then counts as unread.
    Raises :class:`extractors.truthfile.BadTruth` before anything is extracted.
    """
    table = ScoreTable()
    for path, entry in truth_entries(truth_path):
        try:
            report = extractor(path)
        except ExtractionError as error:
            table.add(Answer(str(entry["file"]), str(entry["kind"]), FILE, MISSED, None, error.code, False))
            score_one(table, entry, None)
            continue
        score_one(table, entry, report)
    return table
