"""How well extraction does on a folder with a ``truth.json``: per kind and field, right / wrong / sure but wrong …

Truth as in the corpus: a list of ``{"file", "kind", "fields"}``; a field that is null must come out as nothing; a
field that is not listed is not scored; ``conflict`` lists fields that must be reported as contradictory.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from extractors.clean import bare
from extractors.errors import ExtractionError

#: a file's report, as :func:`extractors.report.to_report` makes it
Extractor = Callable[[Path], Mapping[str, Any]]
#: under these names a truth nests fields: a part of the document, and the last row of a record
_NESTED = ("parent_only", "latest")
KIND = "(kind)"
FILE = "(file)"


@dataclass(slots=True)
class Tally:
    """Counts of one field of one kind."""

    right: int = 0
    wrong: int = 0  #: another value than the truth's
    wrong_sure: int = 0  #: of the wrong and invented ones, how many were presented as sure
    missed: int = 0  #: the truth has a value, none was given
    invented: int = 0  #: the truth says that nothing stands there, and a value was given
    right_sure: int = 0  #: of the right values, how many were sure

    def add(self, other: Tally) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True, slots=True)
class Miss:
    """One field that is not right."""

    file: str
    kind: str
    name: str
    outcome: str  #: wrong, missed, invented
    expected: Any
    got: Any
    sure: bool


@dataclass(slots=True)
class ScoreTable:
    rows: dict[tuple[str, str], Tally] = field(default_factory=dict)  #: by kind and field
    misses: list[Miss] = field(default_factory=list)
    files: int = 0

    def tally(self, kind: str, name: str) -> Tally:
        return self.rows.setdefault((kind, name), Tally())

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

        def counts(tally: Tally) -> dict[str, int]:
            return {name: getattr(tally, name) for name in Tally.__slots__}

        return {
            "files": self.files,
            "rows": [{"kind": k, "field": n, **counts(t)} for (k, n), t in sorted(self.rows.items())],
            "kinds": {kind: counts(tally) for kind, tally in self.by_kind().items()},
            "total": counts(self.total()),
            "misses": [{name: getattr(miss, name) for name in Miss.__slots__} for miss in self.misses],
        }


def _decimal(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = bare(str(value)).replace(",", "")
    if text[:1] not in "+-0123456789" or (len(text) > 17 and "." not in text):
        return None
    try:
        return Decimal(("-" if str(value).strip().startswith("-") else "") + text.lstrip("-"))
    except InvalidOperation:
        return None


def same(expected: Any, got: Any, name: str = "") -> bool:
    """Whether a value is the truth's: numbers exactly, texts after NFKC without blanks and end punctuation."""
    if isinstance(expected, Mapping):
        if not isinstance(got, Mapping):
            return False
        return all(same(value, got.get(key), str(key)) for key, value in expected.items())
    if isinstance(expected, list):
        return (
            isinstance(got, list)
            and len(expected) == len(got)
            and all(same(a, b, name) for a, b in zip(expected, got, strict=True))
        )
    if expected is None or got is None or isinstance(expected, bool) or isinstance(got, bool):
        return bool(expected == got)
    if name.endswith(("_no", "_code", "code")) or "-" in str(expected).lstrip("-"):
        return bare(str(expected)) == bare(str(got))
    one, other = _decimal(expected), _decimal(got)
    if one is not None and other is not None:
        return one == other
    return bare(str(expected)) == bare(str(got))


@dataclass(frozen=True, slots=True)
class _Given:
    value: Any
    sure: bool


def _given(report: Mapping[str, Any]) -> dict[str, _Given]:
    return {
        name: _Given(entry.get("value"), bool(entry.get("sure")))
        for name, entry in report.get("fields", {}).items()
        if entry.get("value") is not None
    }


def _nested(truth: Mapping[str, Any], report: Mapping[str, Any], where: str) -> dict[str, _Given]:
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


def _score_fields(
    table: ScoreTable, file: str, kind: str, truth: Mapping[str, Any], given: Mapping[str, _Given], prefix: str
) -> None:
    for name, expected in truth.items():
        tally = table.tally(kind, prefix + name)
        got = given.get(name)
        if got is None:
            if expected is None:
                tally.right += 1
            else:
                tally.missed += 1
                table.misses.append(Miss(file, kind, prefix + name, "missed", expected, None, False))
            continue
        if expected is not None and same(expected, got.value, name):
            tally.right += 1
            tally.right_sure += got.sure
            continue
        outcome = "invented" if expected is None else "wrong"
        setattr(tally, outcome, getattr(tally, outcome) + 1)
        tally.wrong_sure += got.sure
        table.misses.append(Miss(file, kind, prefix + name, outcome, expected, got.value, got.sure))


def _score_conflicts(
    table: ScoreTable, file: str, kind: str, names: list[str], report: Mapping[str, Any], given: Mapping[str, _Given]
) -> None:
    reported = {conflict["name"] for conflict in report.get("conflicts", ())}
    for name in names:
        tally = table.tally(kind, f"conflict:{name}")
        if name in reported and name not in given:
            tally.right += 1
        elif name in given:
            tally.wrong += 1
            tally.wrong_sure += given[name].sure
            table.misses.append(
                Miss(file, kind, f"conflict:{name}", "wrong", "conflict", given[name].value, given[name].sure)
            )
        else:
            tally.missed += 1
            table.misses.append(Miss(file, kind, f"conflict:{name}", "missed", "conflict", None, False))


def score_one(table: ScoreTable, entry: Mapping[str, Any], report: Mapping[str, Any] | None) -> None:
    """Adds one document. ``report`` None: it could not be read at all; everything it holds is missed."""
    kind, file = str(entry["kind"]), str(entry["file"])
    report = report or {}
    table.files += 1
    got_kind = report.get("kind")
    tally = table.tally(kind, KIND)
    if got_kind == kind:
        tally.right += 1
    else:
        known_elsewhere = got_kind not in (None, "other")
        tally.wrong += known_elsewhere
        tally.missed += not known_elsewhere
        table.misses.append(Miss(file, kind, KIND, "wrong" if known_elsewhere else "missed", kind, got_kind, False))
    fields = dict(entry.get("fields", {}))
    conflicts = list(fields.pop("conflict", ()))
    given = _given(report)
    for where in _NESTED:
        if isinstance(fields.get(where), Mapping):
            inner = fields.pop(where)
            _score_fields(table, file, kind, inner, _nested(inner, report, where), f"{where}.")
    _score_fields(table, file, kind, fields, given, "")
    if conflicts:
        _score_conflicts(table, file, kind, conflicts, report, given)


def truth_entries(path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Each entry of a truth file with the path of its document. Raises ValueError for what is no such file."""
    data = json.loads(path.read_text("utf-8"))
    if not isinstance(data, list):
        raise ValueError(f"{path.name}: a list of documents is expected")
    for entry in data:
        if not isinstance(entry, Mapping) or "file" not in entry or "kind" not in entry:
            raise ValueError(f"{path.name}: each document needs 'file' and 'kind'")
        yield path.parent / str(entry["file"]), entry


def score(truth_path: Path, extractor: Extractor) -> ScoreTable:
    """Runs ``extractor`` over every file that the truth names and compares.

    The extractor may raise :class:`extractors.errors.ExtractionError`: the document then counts as unread.
    """
    table = ScoreTable()
    for path, entry in truth_entries(truth_path):
        try:
            report = extractor(path)
        except ExtractionError as error:
            table.misses.append(Miss(str(entry["file"]), str(entry["kind"]), FILE, "missed", None, error.code, False))
            score_one(table, entry, None)
            continue
        score_one(table, entry, report)
    return table
