"""Tables of cases: what many cases share stands once, each row is one case in one line.

    - table: 零售业划型                                  # begins the name of every row
      facts: {enterprise.industry: retail}               # and on, subjects, declared, … as in a case
      given: [enterprise.headcount, enterprise.annual_revenue]
      expect: [enterprise.is_sme, 17.status]             # derived facts, or ENTRY.WORD of what is expected of an entry
      rows:
        - [299人，年收入2亿元, 299, 200000000, true, duty]

A bare ``null`` among the given takes the fact away; among the expected a derived fact is unknown, an ``amount`` or a
``range`` is none, and any other word is not said in that row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rules import schema
from rules.errors import near, near_zh
from rules.expectations import WORDS, is_fact, is_null, named
from rules.model import Pack
from rules.schema import Obj, Text, fail
from rules.yamlpos import Mapping, Node, Scalar

SHARED = ("on", "facts", "subjects", "conflicts", "declared", "unsure", "overrule", "note")
_NULL_SAYS = ("amount", "range")


def is_table(node: Node) -> bool:
    return isinstance(node, Mapping) and ("table" in node.items or "rows" in node.items)


def rows(node: Node, pack: Pack) -> Iterator[Mapping]:
    """The cases of a table, each as if it were written by itself. Raises :class:`rules.errors.PackProblem`."""
    obj = Obj(node, Text("用例表", "a table of cases"), required=("table", "given", "expect", "rows"), optional=SHARED)
    title = obj.text("table")
    given = [(schema.text(item, Text("given 的一列", "a column of given")), item) for item in obj.list("given")]
    wanted = [(schema.text(item, Text("expect 的一列", "a column of expect")), item) for item in obj.list("expect")]
    for listed in (given, wanted):
        _no_column_twice(listed)
    for word, column in given:
        named(word, column.place, pack)
    columns = [(_told_by(word, column, pack), column) for word, column in wanted]
    if not obj.list("rows"):
        raise fail(obj.where("rows"), "empty", f"the table {title!r} has no rows", f"用例表“{title}”没有任何一行")
    for item in obj.list("rows"):
        cells = schema.listing(item, Text(f"用例表“{title}”的一行", f"a row of {title!r}")).items
        if len(cells) != 1 + len(given) + len(wanted):
            shown = ", ".join(["name", *(word for word, _ in given), *(word for word, _ in wanted)])
            raise fail(
                item.place, "row",
                f"a row of {title!r} has {len(cells)} cells, its columns are: {shown}",
                f"用例表“{title}”这一行有 {len(cells)} 格，应依次为：{shown}",
            )  # fmt: skip
        name, facts, expected = cells[0], cells[1 : 1 + len(given)], cells[1 + len(given) :]
        keys = {key: obj.where(key) for key in SHARED if key in obj}
        items: dict[str, Node] = {key: obj.at(key) for key in keys}
        written = schema.scalar(name, Text(f"用例表“{title}”一行的名称", f"the name of a row of {title!r}"))
        items["name"] = Scalar(f"{title}：{written.text}", written.plain, written.block, name.place)
        items["facts"] = _facts(obj, [word for word, _ in given], facts, item)
        items |= _expectations([(c, cell) for (c, _), cell in zip(columns, expected, strict=True)], item)
        yield Mapping(items, {key: keys.get(key, item.place) for key in items}, item.place)


def _no_column_twice(columns: list[tuple[str, Node]]) -> None:
    seen: set[str] = set()
    for word, item in columns:
        if word in seen:
            raise fail(item.place, "duplicate", f"the column {word!r} stands here twice", f"列 {word!r} 在这里写了两次")
        seen.add(word)


def _facts(obj: Obj, names: list[str], cells: tuple[Node, ...], row: Node) -> Mapping:
    shared = schema.mapping(obj.at("facts"), "facts") if "facts" in obj else Mapping({}, {}, row.place)
    items = dict(shared.items) | dict(zip(names, cells, strict=True))
    kept = {name: node for name, node in items.items() if not is_null(node)}
    places = {name: shared.keys.get(name, node.place) for name, node in kept.items()}
    return Mapping(kept, places | {n: kept[n].place for n in names if n in kept}, row.place)


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column of ``expect`` tells of: a derived fact, or one word about an entry."""

    fact: str | None
    entry: str
    word: str


def _told_by(text: str, column: Node, pack: Pack) -> _Column:
    if is_fact(text, pack):
        return _Column(text, "", "")
    entry, _, word = text.rpartition(".")
    if entry not in pack.measures:
        known = [*pack.facts, *pack.measures]
        near_to = text if text.rpartition(".")[0].partition(":")[0] in pack.subjects else entry or text
        raise fail(
            column.place, "column",
            f"{text!r} is neither a derived fact nor ENTRY.WORD{near(near_to, known)}",
            f"{text!r} 既不是推导事实，也不是“措施.词”{near_zh(near_to, known)}",
        )  # fmt: skip
    if word not in ("status", *WORDS):
        raise fail(
            column.place, "column",
            f"{text!r}: of an entry a case cannot say {word!r}{near(word, WORDS)}",
            f"{text!r}：对一条措施不能写 {word!r}{near_zh(word, WORDS)}",
        )  # fmt: skip
    return _Column(None, entry, word)


def _expectations(cells: list[tuple[_Column, Node]], row: Node) -> dict[str, Node]:
    """``expect`` and ``expect_facts`` of one row."""
    entries: dict[str, dict[str, Node]] = {}
    facts: dict[str, Node] = {}
    for column, cell in cells:
        if column.fact is not None:
            facts[column.fact] = cell
            continue
        said = entries.setdefault(column.entry, {})
        if not is_null(cell) or column.word in _NULL_SAYS:
            said[column.word] = cell
    found: dict[str, Node] = {}
    if entries:
        inner: dict[str, Node] = {entry: _placed(said, row) for entry, said in entries.items()}
        found["expect"] = Mapping(inner, dict.fromkeys(inner, row.place), row.place)
    if facts:
        found["expect_facts"] = _placed(facts, row)
    return found


def _placed(items: dict[str, Node], row: Node) -> Mapping:
    """Each cell at its own place."""
    return Mapping(items, {key: node.place for key, node in items.items()}, row.place)
