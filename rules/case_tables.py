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

from rules import schema
from rules.errors import near, near_zh
from rules.expectations import is_null
from rules.model import Pack
from rules.schema import Obj, fail
from rules.yamlpos import Mapping, Node, Scalar

SHARED = ("on", "facts", "subjects", "conflicts", "declared", "unsure", "overrule", "note")
_NULL_SAYS = ("amount", "range")


def is_table(node: Node) -> bool:
    return isinstance(node, Mapping) and ("table" in node.items or "rows" in node.items)


def rows(node: Node, pack: Pack) -> Iterator[Mapping]:
    """The cases of a table, each as if it were written by itself. Raises :class:`rules.errors.PackProblem`."""
    obj = Obj(node, "a table of cases", required=("table", "given", "expect", "rows"), optional=SHARED)
    title = obj.text("table")
    given = [(schema.text(item, "a column of given"), item) for item in obj.list("given")]
    wanted = [(schema.text(item, "a column of expect"), item) for item in obj.list("expect")]
    for listed in (given, wanted):
        _no_column_twice(listed)
    if not obj.list("rows"):
        raise fail(obj.where("rows"), "empty", f"the table {title!r} has no rows", f"用例表“{title}”没有任何一行")
    for item in obj.list("rows"):
        cells = schema.listing(item, f"a row of {title}").items
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
        written = schema.scalar(name, f"the name of a row of {title}")
        items["name"] = Scalar(f"{title}：{written.text}", written.plain, written.block, name.place)
        items["facts"] = _facts(obj, [word for word, _ in given], facts, item)
        columns = [(word, column, cell) for (word, column), cell in zip(wanted, expected, strict=True)]
        items |= _expectations(columns, pack, item)
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


def _expectations(columns: list[tuple[str, Node, Node]], pack: Pack, row: Node) -> dict[str, Node]:
    """``expect`` and ``expect_facts`` of one row."""
    entries: dict[str, dict[str, Node]] = {}
    facts: dict[str, Node] = {}
    for word, column, cell in columns:
        subject, _, own = word.partition(".")
        if f"{subject.partition(':')[0]}.{own}" in pack.facts:
            facts[word] = cell
            continue
        entry, _, key = word.rpartition(".")
        if entry not in pack.measures:
            known = [*pack.facts, *pack.measures]
            raise fail(
                column.place, "column",
                f"{word!r} is neither a derived fact nor ENTRY.WORD{near(entry or word, known)}",
                f"{word!r} 既不是推导事实，也不是“措施.词”{near_zh(entry or word, known)}",
            )  # fmt: skip
        said = entries.setdefault(entry, {})
        if not is_null(cell) or key in _NULL_SAYS:
            said[key] = cell
    found: dict[str, Node] = {}
    if entries:
        inner: dict[str, Node] = {
            entry: Mapping(said, {key: node.place for key, node in said.items()}, row.place)
            for entry, said in entries.items()
        }
        found["expect"] = Mapping(inner, dict.fromkeys(inner, row.place), row.place)
    if facts:
        found["expect_facts"] = Mapping(facts, {word: node.place for word, node in facts.items()}, row.place)
    return found
