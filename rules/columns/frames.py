"""The facts of many cases as frames, and how they come out of fact sets.

One frame for what a case has once, one for each kind of subject it has many of. Columns are named as facts; null is
unknown:

money, count      integer (money in fen)
ratio, number     integer, Decimal, or a struct ``{n, d}`` of integers, ``d`` above zero, without a common divisor
date              Date
month             integer, months since year 0 (:func:`rules.types.months_of`)
text, choice      String
bool              Boolean
schedule          a list of structs ``{start, end, amount, per}``: Dates, fen, one of :data:`rules.types.PER`

``<fact>!`` (Boolean) says where sources disagree about a fact, which is null there. A value given for a derived fact
that may be attested or declared stands over its derivation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from rules.book import Book
from rules.columns import cells
from rules.columns.errors import FrameRefused, unknown_facts
from rules.errors import nearest
from rules.facts import Fact, FactSet, State
from rules.model import FactSpec, Pack


@dataclass(frozen=True, slots=True)
class Frames:
    """Facts of many cases. ``case`` is unique in ``cases``; ``subject`` (``lease:1``) within a case."""

    cases: pl.DataFrame  #: ``case`` and facts of what a case has once
    many: Mapping[str, pl.DataFrame] = field(default_factory=dict)  #: by kind: ``case``, ``subject`` and its facts
    given: Mapping[str, FactSet] = field(default_factory=dict)  #: what a case came from, where it came from a fact set
    exact: frozenset[str] = frozenset()  #: cases that columns cannot hold: the exact lane

    def fact_set(self, pack: Pack, case: str) -> FactSet:
        """The facts of one case, confirmed by whoever gave the frames; the fact set it came from where there is one."""
        return self.given.get(case) or FactSet(*_facts(self, pack, case))


def check(pack: Pack, frames: Frames) -> None:
    """Raises :class:`FrameRefused` for a frame the pack's vocabulary does not allow."""
    once = [s.name for s in pack.subjects.values() if not s.many]
    _check_frame(pack, "cases", frames.cases, once, ("case",))
    if frames.cases["case"].has_nulls() or not frames.cases["case"].is_unique().all():
        raise FrameRefused("case_twice", frame="cases")
    kinds = [s.name for s in pack.subjects.values() if s.many]
    for kind, frame in frames.many.items():
        if kind not in kinds:
            raise FrameRefused("unknown_subject", frame=kind, near=nearest(kind, kinds) or "—")
        _check_frame(pack, kind, frame, [kind], ("case", "subject"))
        wanted, given = frames.cases.schema["case"], frame.schema["case"]
        if wanted != given:
            raise FrameRefused("wrong_type", frame=kind, column="case", wanted=str(wanted), dtype=str(given))


def _check_frame(pack: Pack, name: str, frame: pl.DataFrame, owners: list[str], keys: tuple[str, ...]) -> None:
    lacking = [key for key in keys if key not in frame.columns]
    if lacking:
        raise FrameRefused("missing_column", frame=name, column=lacking[0])
    wanted = [f.name for f in pack.facts.values() if f.subject in owners]
    for column, dtype in frame.schema.items():
        if column in keys:
            continue
        spec = pack.facts.get(column.removesuffix("!"))
        if spec is None or spec.name not in wanted:
            raise unknown_facts(name, [column], wanted)
        if spec.derived and not spec.stated:
            raise FrameRefused("derived", frame=name, column=column)
        if not (dtype == pl.Boolean if column.endswith("!") else cells.holds(spec.type, dtype)):
            raise FrameRefused("wrong_type", frame=name, column=column, wanted=spec.type.value, dtype=str(dtype))


# -- out of fact sets -----------------------------------------------------------------------------------------------


def of_fact_sets(pack: Pack, given: Mapping[str, FactSet]) -> Frames:
    """Frames of cases by name, with their disputes, subjects without facts and overrulings.

    Raises FactRefused, OverruleRefused, as :class:`rules.book.Book` does. Registry lists are looked up.
    """
    once: list[dict[str, Any]] = []
    many: dict[str, list[dict[str, Any]]] = {s.name: [] for s in pack.subjects.values() if s.many}
    apart = set()
    for case, facts in given.items():
        book = Book(pack, facts)
        rows: dict[str, dict[str, Any]] = {"": {"case": case}}
        for subjects in book.subjects.values():
            rows |= {subject: {"case": case, "subject": subject} for subject in subjects}
        for (name, subject), fact in book.facts.items():
            cell, holds = cells.written(fact.value, pack.facts[name].type)
            rows[subject if ":" in subject else ""][name] = cell
            if not holds:
                apart.add(case)
        for name, subject in book.conflicts:
            rows[subject if ":" in subject else ""][f"{name}!"] = True
        if book.overrulings:
            apart.add(case)
        once.append(rows.pop(""))
        for subject, row in rows.items():
            many[subject.partition(":")[0]].append(row)
    frames = {kind: _frame(pack, rows, ("case", "subject")) for kind, rows in many.items()}
    return Frames(_frame(pack, once, ("case",)), frames, dict(given), frozenset(apart))


def _frame(pack: Pack, rows: list[dict[str, Any]], keys: tuple[str, ...]) -> pl.DataFrame:
    """A frame of the columns that some row has."""
    columns = [*keys, *sorted({name for row in rows for name in row if name not in keys})]
    made = {}
    for name in columns:
        spec = pack.facts.get(name)
        dtype = pl.String if name in keys else cells.DTYPES[spec.type] if spec else pl.Boolean
        column = [row.get(name, False if name.endswith("!") else None) for row in rows]
        made[name] = pl.Series(name, column, dtype=dtype)
    return pl.DataFrame(made)


# -- and back, for the exact lane -----------------------------------------------------------------------------------


def _facts(frames: Frames, pack: Pack, case: str) -> tuple[tuple[Fact, ...], tuple[()], tuple[str, ...]]:
    facts: list[Fact] = []
    subjects: list[str] = []
    for frame in (frames.cases, *frames.many.values()):
        for row in frame.filter(pl.col("case") == case).iter_rows(named=True):
            if "subject" in row:
                subjects.append(row["subject"])
            facts += [
                _fact(spec, row.get("subject", spec.subject), cell)
                for name, cell in row.items()
                if cell is not None and (spec := pack.facts.get(name))
            ]
    return tuple(facts), (), tuple(subjects)


def _fact(spec: FactSpec, subject: str, cell: object) -> Fact:
    value = cells.read(cell, spec.type)
    return Fact(f"{spec.name}@{subject}", spec.name, subject, value, State.CONFIRMED, sure=True, confirmed=True)
