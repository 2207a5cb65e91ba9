"""Registry lists: CSV files of names with a class, and how a name is looked up in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from rules import literals, schema
from rules.errors import PackProblem, Parts, Place, near, near_zh
from rules.model import FactSpec, Registry
from rules.names import normal_name
from rules.schema import Obj, Text, fail
from rules.texts import of
from rules.types import Value
from rules.yamlpos import Node


def load(name: str, node: Node, text: str | None, place: Place) -> Registry:
    """``{label, complete, source}`` of registries.yaml with the text of the CSV of the same name (None: no file)."""
    what = Text(f"名录 {name}", f"registry {name}")
    parts = Parts()
    obj = Obj(node, what, ("label", "complete", "source"), ("columns",), parts)
    label, complete = parts(lambda: obj.both("label")), parts(lambda: obj.flag("complete"))
    source = parts(lambda: obj.text("source"))
    if text is None:
        parts.tell(
            fail(
                place, "registry", f"registry {name} has no file registries/{name}.csv",
                f"名录 {name} 缺少文件 registries/{name}.csv，请放在旁边",
            ).diagnostics
        )  # fmt: skip
        parts.done()
    rows, places, columns = parts(lambda: _rows(f"registries/{name}.csv", text or "")) or ((), (), ())
    parts.done()
    for column, where, words in schema.pairs(obj.at("columns"), of("columns", what)) if "columns" in obj else ():
        parts(schema.label, words, Text(f"列 {column}", f"column {column}"))
        if column not in columns:
            parts.tell(
                fail(
                    where, "registry", f"registries/{name}.csv has no column {column!r}{near(column, columns)}",
                    f"registries/{name}.csv 没有列 {column!r}{near_zh(column, columns)}",
                ).diagnostics
            )  # fmt: skip
    parts.done()
    return Registry(name, label, complete, source, columns, rows, places)


_Rows = tuple[tuple[Mapping[str, str], ...], tuple[Mapping[str, Place], ...], tuple[str, ...]]


def _rows(shown: str, text: str) -> _Rows:
    """Rows, the place of each cell, and the columns."""
    parts = Parts()
    lines = list(_lines(shown, text))
    if not lines or "name" not in lines[0][1]:
        raise fail(
            Place(shown), "registry", "the first line must name the columns, `name` among them",
            "第一行应是列名，其中要有 name",
        )  # fmt: skip
    columns = tuple(lines[0][1])
    rows: list[Mapping[str, str]] = []
    places: list[Mapping[str, Place]] = []
    seen: dict[str, int] = {}
    for number, line, raw in lines[1:]:
        wrong = _row(shown, number, line, columns, seen)
        if wrong is not None:
            parts.tell(wrong.diagnostics)
            continue
        rows.append(dict(zip(columns, line, strict=True)))
        places.append(dict(zip(columns, _cells(shown, number, line, raw), strict=True)))
        seen[normal_name(rows[-1]["name"])] = number
    parts.done()
    return tuple(rows), tuple(places), columns


def _row(
    shown: str, number: int, line: list[str], columns: tuple[str, ...], seen: Mapping[str, int]
) -> PackProblem | None:
    place = Place(shown, number)
    if len(line) != len(columns):
        return fail(
            place, "registry",
            f"{len(line)} cells in a table of {len(columns)} columns; begin a remark with #, quote a cell with a comma",
            f"这一行有 {len(line)} 格，表有 {len(columns)} 列；备注行以 # 开头，格内有逗号请加引号",
        )  # fmt: skip
    name = line[columns.index("name")]
    key = normal_name(name)
    if not key:
        return fail(place, "registry", "a row without a name", "这一行没有名称（name）")
    if key in seen:
        return fail(
            place, "registry", f"{name} stands here a second time (first: line {seen[key]})",
            f"{name} 在这里第二次出现（第一次在第 {seen[key]} 行；全角半角、括号、空格不算区别），请删去一行",
        )  # fmt: skip
    return None


def _lines(shown: str, text: str) -> Iterator[tuple[int, list[str], str]]:
    """Lines that are neither empty nor remarks: number, cells, and the line as written."""
    raw = text.splitlines()
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        for line in reader:
            cells = [cell.strip() for cell in line]
            if any(cells) and not cells[0].startswith("#"):
                yield reader.line_num, cells, raw[reader.line_num - 1] if reader.line_num <= len(raw) else ""
    except csv.Error as error:
        raise fail(
            Place(shown, max(1, reader.line_num)), "registry", f"not readable as CSV: {error}",
            "不是正确的 CSV，请检查引号：整格要么都在引号内，要么没有引号",
        ) from error  # fmt: skip


def _cells(shown: str, number: int, line: list[str], raw: str) -> Iterator[Place]:
    at = 0
    for cell in line:
        found = max(at, raw.find(cell, at))
        yield Place(shown, number, found + 1)
        comma = raw.find(",", found + len(cell))
        at = comma + 1 if comma >= 0 else len(raw)


def index(registry: Registry) -> dict[str, Mapping[str, str]]:
    """The first row of each name and, where the list has that column, of each credit code; both normalised."""
    found: dict[str, Mapping[str, str]] = {}
    for row in registry.rows:
        for cell in (row["name"], row.get("credit_code")):
            if cell:
                found.setdefault(normal_name(cell), row)
    return found


def said(spec: FactSpec, row: Mapping[str, str]) -> Value | None:
    """What a row of the fact's list says of it; None for an empty cell."""
    column = spec.registry.column if spec.registry else None
    if column is None:
        return True
    return literals.from_text(row[column], spec.type, spec.choices) if row[column] else None
