"""Registry lists: CSV files of names with a class, and how a name is looked up in them."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Mapping

from rules import schema
from rules.errors import Place
from rules.model import Registry
from rules.schema import Obj, fail
from rules.trees import Tree
from rules.yamlpos import Node

_BRACKETS = str.maketrans({"（": "(", "）": ")", "【": "(", "】": ")", "[": "(", "]": ")", "〔": "(", "〕": ")"})


def normal_name(name: str) -> str:
    """A name as it is compared: one width, one sort of brackets, no blanks, lower case."""
    folded = unicodedata.normalize("NFKC", name.translate(_BRACKETS)).translate(_BRACKETS)
    return "".join(folded.split()).casefold()


def load(name: str, node: Node, tree: Tree, place: Place) -> Registry:
    """``{label, complete, source}`` of registries.yaml with the CSV of the same name beside it."""
    obj = Obj(node, f"registry {name}", required=("label", "complete", "source"), optional=("columns",))
    file = f"registries/{name}.csv"
    if not tree.has(file):
        raise fail(place, "registry", f"registry {name} has no file {file}")
    rows, columns = _rows(tree, file)
    described = obj.get("columns")
    if described is not None:
        for column, where, words in schema.pairs(described, f"columns of registry {name}"):
            schema.label(words, f"column {column}")
            if column not in columns:
                raise fail(where, "registry", f"registries/{name}.csv has no column {column!r}")
    return Registry(name, obj.both("label"), obj.flag("complete"), obj.text("source"), columns, rows)


def _rows(tree: Tree, shown: str) -> tuple[tuple[Mapping[str, str], ...], tuple[str, ...]]:
    reader = csv.reader(io.StringIO(tree.text(shown).removeprefix("\ufeff")))
    lines = [(reader.line_num, [cell.strip() for cell in line]) for line in reader]
    lines = [(number, line) for number, line in lines if any(line) and not line[0].startswith("#")]
    if not lines or "name" not in lines[0][1]:
        raise fail(Place(shown), "registry", "the first line must name the columns, `name` among them")
    columns = tuple(lines[0][1])
    rows: list[Mapping[str, str]] = []
    seen: dict[str, int] = {}
    for number, line in lines[1:]:
        if len(line) != len(columns):
            raise fail(Place(shown, number), "registry", f"{len(line)} cells in a table of {len(columns)} columns")
        row = dict(zip(columns, line, strict=True))
        key = normal_name(row["name"])
        if not key:
            raise fail(Place(shown, number), "registry", "a row without a name")
        if key in seen:
            raise fail(
                Place(shown, number), "registry", f"{row['name']} stands here a second time (first: line {seen[key]})"
            )
        seen[key] = number
        rows.append(row)
    return tuple(rows), columns


def find(registry: Registry, name: str) -> Mapping[str, str] | None:
    """The row of a name or, where the list has that column, of a credit code."""
    key = normal_name(name)
    for row in registry.rows:
        if normal_name(row["name"]) == key or (row.get("credit_code") and normal_name(row["credit_code"]) == key):
            return row
    return None
