"""Which measures grant one and the same benefit, and which no longer do: a change of sums, not of decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rules import once
from rules.author.diff_model import DECISION, Change
from rules.author.diff_side import Pair
from rules.model import Measure
from rules.schema import Text


def changes(pair: Pair, matched: Sequence[tuple[Measure, Measure]]) -> Iterator[Change]:
    """By meaning: another word for the same measures is no change, nor is a measure that went as a whole."""
    ids = {x.id: y.id for x, y in matched}
    order = list(pair.b.pack.measures)
    for a, b in matched:
        before = {ids[id_] for id_ in once.partners(pair.a.pack.measures, a) if id_ in ids}
        after = set(once.partners(pair.b.pack.measures, b))
        if before != after:
            joins, leaves = (sorted(some, key=order.index) for some in (after - before, before - after))
            yield pair.change(
                "total.once", DECISION, b.id, _words(b.id, joins, leaves), item="once",
                effect="more" if not joins else "less" if not leaves else "",
                places=(pair.a.places.at("measure", a.id, "once"), pair.b.places.at("measure", b.id, "once")),
                measures=(b.id,),
            )  # fmt: skip


def _words(id_: str, joins: list[str], leaves: list[str]) -> Text:
    zh, en = [], []
    if joins:
        zh.append(f"与{'、'.join(joins)}改为同一项权益，合计只计一次")
        en.append(f"now the same benefit as {', '.join(joins)}, counted once in sums")
    if leaves:
        zh.append(f"与{'、'.join(leaves)}不再是同一项权益，合计分别计算")
        en.append(f"no longer the same benefit as {', '.join(leaves)}, each counted in sums")
    return Text(f"{id_}：{'；'.join(zh)}", f"{id_}: {'; '.join(en)}")
