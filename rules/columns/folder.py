"""A folder of CSV or Parquet files as frames.

``cases`` (or the name of what a case has once, such as ``enterprise``) holds one row a case; a file named after a
kind of subject, such as ``lease``, one row a subject; a file named after a rent schedule, such as
``lease.rent_schedule``, one row a step. Column ``case`` names the case, ``subject`` the subject within it (``lease:1``
or ``1``; may be left out: then they are numbered as they stand). Other columns are named as facts.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from rules.columns import parsing
from rules.columns.cells import STEP
from rules.columns.errors import FrameRefused, unknown_facts
from rules.columns.frames import Frames
from rules.columns.parsing import Column
from rules.errors import nearest
from rules.model import FactSpec, Pack
from rules.types import Type

SUFFIXES = (".csv", ".parquet")
_STEP_COLUMNS = ("from", "to", "amount", "per")


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    stem: str
    columns: dict[str, Column]

    def column(self, name: str) -> Column:
        """Raises FrameRefused where the file has no such column."""
        if name not in self.columns:
            raise FrameRefused("missing_column", frame=self.name, column=name)
        return self.columns[name]


def read(pack: Pack, folder: Path) -> Frames:
    """Raises :class:`FrameRefused` with file, row and column of the first mistake."""
    if not folder.is_dir():
        raise FrameRefused("no_folder", frame=str(folder))
    once = [s.name for s in pack.subjects.values() if not s.many]
    many = [s.name for s in pack.subjects.values() if s.many]
    schedules = {f.name: f for f in pack.facts.values() if f.type is Type.SCHEDULE and not f.derived}
    files = _files(folder, ["cases", *once, *many, *schedules])
    heads = [stem for stem in ("cases", *once) if stem in files]
    if not heads:
        raise FrameRefused("no_cases", frame=str(folder), wanted=", ".join(("cases", *once)))
    if len(heads) > 1:
        raise FrameRefused("twice", frame=files[heads[0]].name, value=files[heads[1]].name)
    cases = _cases(pack, files[heads[0]], once)
    frames = {kind: _subjects(pack, files[kind], cases) for kind in many if kind in files}
    for name, spec in schedules.items():
        if name not in files:
            continue
        if pack.subjects[spec.subject].many:
            rows = frames.get(spec.subject, pl.DataFrame(schema={"case": pl.String, "subject": pl.String}))
            frames[spec.subject] = _with_steps(files[name], spec, rows, ("case", "subject"))
        else:
            cases = _with_steps(files[name], spec, cases, ("case",))
    return Frames(cases, frames)


# -- files ----------------------------------------------------------------------------------------------------------


def _files(folder: Path, known: list[str]) -> dict[str, _File]:
    found: dict[str, _File] = {}
    for path in sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES):
        stem = path.name[: -len(path.suffix)]
        if stem not in known:
            raise FrameRefused("unknown_file", frame=path.name, near=nearest(stem, known) or ", ".join(known))
        if stem in found:
            raise FrameRefused("twice", frame=found[stem].name, value=path.name)
        found[stem] = _opened(path, stem)
    if not found:
        raise FrameRefused("no_files", frame=str(folder))
    return found


def _opened(path: Path, stem: str) -> _File:
    try:
        if path.suffix.lower() == ".parquet":
            frame, heading = pl.read_parquet(path), 0
        else:
            _heading(path)
            frame, heading = pl.read_csv(path, infer_schema=False), 1
            _whole_rows(path, frame.width)
    except (pl.exceptions.PolarsError, csv.Error, UnicodeDecodeError, OSError) as error:
        raise FrameRefused("unreadable", frame=path.name, value=str(error).splitlines()[0][:200]) from error
    return _File(path.name, stem, {n: Column(path.name, n, frame[n], heading) for n in frame.columns})


def _heading(path: Path) -> None:
    """Polars renames the second of two columns of one name; here it is a mistake."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        names = next(csv.reader(lines), [])
    for number, name in enumerate(names):
        if name in names[:number]:
            raise FrameRefused("column_twice", frame=path.name, column=name)


def _whole_rows(path: Path, width: int) -> None:
    """Polars fills up a row that ends early; here it is a mistake. Rows with quotes are left to Polars."""
    whole = pl.read_csv(path, has_header=False, separator="\x01", quote_char=None, infer_schema=False)
    lines = whole.to_series().fill_null("")
    quoted = lines.str.contains('"', literal=True)
    if (lines.filter(quoted).str.count_matches('"') % 2 == 1).any():
        return  # a cell runs over several lines
    short = ~quoted & (lines.str.count_matches(",") + 1 < width) & (lines.str.strip_chars() != "")
    if short.any():
        raise FrameRefused("short_row", frame=path.name, row=(short.arg_max() or 0) + 1, wanted=width)


# -- what they hold -------------------------------------------------------------------------------------------------


def _facts(pack: Pack, file: _File, owners: Iterable[str], keys: tuple[str, ...]) -> dict[str, pl.Series]:
    wanted = [f.name for f in pack.facts.values() if f.subject in owners]
    found = {}
    if strange := [name for name in file.columns if name not in (*keys, *wanted)]:
        raise unknown_facts(file.name, strange, wanted)
    for name, column in file.columns.items():
        if name in keys:
            continue
        spec = pack.facts[name]
        if spec.derived and not spec.stated:
            raise FrameRefused("derived", frame=file.name, column=name)
        if spec.type is Type.SCHEDULE:
            raise FrameRefused("steps_apart", frame=file.name, column=name)
        found[name] = parsing.fact(column, spec)
    return found


def _named(column: Column) -> pl.Series:
    """Names of cases, none empty."""
    integer = column.series.dtype.is_integer()
    names = column.series.cast(pl.String) if integer else column.text()
    if names.has_nulls():
        raise column.refused("empty_name", names.is_null())
    return names


def _cases(pack: Pack, file: _File, once: list[str]) -> pl.DataFrame:
    names = _named(file.column("case"))
    if not names.is_unique().all():
        raise file.column("case").refused("case_twice", ~names.is_first_distinct())
    return pl.DataFrame({"case": names, **_facts(pack, file, once, ("case",))})


def _subjects(pack: Pack, file: _File, cases: pl.DataFrame) -> pl.DataFrame:
    kind = file.stem
    column = file.column("case")
    names = _known(column, _named(column), cases["case"])
    frame = pl.DataFrame({"case": names, **_facts(pack, file, [kind], ("case", "subject"))})
    if "subject" not in file.columns:
        number = pl.int_range(1, pl.len() + 1).over("case").cast(pl.String)
        return frame.with_columns(subject=pl.lit(f"{kind}:") + number)
    frame = frame.with_columns(subject=_subject(file.column("subject"), kind))
    twice = ~frame.select(pl.struct("case", "subject").is_first_distinct()).to_series()
    if twice.any():
        raise file.column("subject").refused("subject_twice", twice)
    return frame


def _known(column: Column, names: pl.Series, cases: pl.Series) -> pl.Series:
    strange = ~names.is_in(cases.implode())
    if strange.any():
        raise column.refused("unknown_case", strange)
    return names


def _subject(column: Column, kind: str) -> pl.Series:
    names = column.series.cast(pl.String) if column.series.dtype.is_integer() else column.text()
    rest = names.str.strip_prefix(f"{kind}:")
    wrong = rest.is_null() | (rest == "") | rest.str.contains(":", literal=True)
    if wrong.any():
        raise column.refused("bad_subject", wrong, wanted=f"{kind}:1")
    return pl.select(pl.lit(f"{kind}:") + rest).to_series()


def _with_steps(file: _File, spec: FactSpec, rows: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    """The rows of the schedule's owner with its steps, in the order of the file."""
    for name in file.columns:
        if name not in (*keys, *_STEP_COLUMNS):
            raise FrameRefused(
                "unknown_fact", frame=file.name, column=name, near=nearest(name, (*keys, *_STEP_COLUMNS)) or "—"
            )
    case = file.column("case")
    named = {"case": _known(case, _named(case), rows["case"])}
    if "subject" in keys:
        named["subject"] = _subject(file.column("subject"), spec.subject)
    made = parsing.steps({name: file.column(name) for name in _STEP_COLUMNS})
    steps = pl.DataFrame(named).with_columns(made.to_struct("step"))
    lists = steps.group_by(keys, maintain_order=True).agg(pl.col("step").alias(spec.name))
    lists = lists.with_columns(pl.col(spec.name).cast(pl.List(STEP)))
    if len(lists.join(rows, on=list(keys), how="anti")):
        strange = ~steps.select(pl.struct(keys).is_in(rows.select(pl.struct(keys)).to_series().implode())).to_series()
        raise file.column(keys[-1]).refused("unknown_case", strange)
    return rows.join(lists, on=list(keys), how="left", maintain_order="left")
