"""Which criterion, group or measure of one pack is which of another: by id, else by citation and structure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from rules.author.diff_normal import Node, expression_key, oriented, searched, tree
from rules.author.diff_reach import formulas, parts_of
from rules.expressions import ParamRef, facts_of, params_of, sides
from rules.model import Citation, Condition, Derived, Measure, Pack, Test, Use


@dataclass(slots=True)
class Matched:
    """The conditions of one owner in both packs."""

    trees_a: dict[str, Node]  #: by part
    trees_b: dict[str, Node]
    pairs: dict[Node, Node] = field(default_factory=dict)  #: criteria and groups, of A to B
    back: dict[Node, Node] = field(default_factory=dict)

    def join(self, a: Node, b: Node) -> None:
        self.pairs[a] = b
        self.back[b] = a

    def free(self) -> tuple[list[Node], list[Node]]:
        """Criteria that have no partner yet."""
        old = [n for t in self.trees_a.values() for n in _open(t, self.pairs) if n.item and n not in self.pairs]
        new = [n for t in self.trees_b.values() for n in _open(t, self.back) if n.item and n not in self.back]
        return old, new


def rewritten(a: Node, b: Node) -> bool:
    """Partners of different sorts: what is inside them has no partners of its own."""
    return a.op != b.op and (a.op not in ("all", "any") or b.op not in ("all", "any")) and not (a.leaf and b.leaf)


def _open(node: Node, partners: dict[Node, Node]) -> Iterator[Node]:
    yield node
    if node not in partners or not rewritten(node, partners[node]):
        for child in node.children:
            yield from _open(child, partners)


def criteria(a: Measure | Derived, b: Measure | Derived) -> Matched:
    """Partners of the criteria first, then of the groups, by the criteria that they share."""
    found = Matched(
        {part: tree(c, part) for part, c in parts_of(a).items()},
        {part: tree(c, part) for part, c in parts_of(b).items()},
    )
    for alike in _WAYS:
        _join_all(found, alike)
    for part, top in found.trees_a.items():
        other = found.trees_b.get(part)
        if other is not None and not top.item and not other.item:
            found.join(top, other)
    _join_groups(found)
    return found


def _join_all(found: Matched, alike: Callable[[Node, Node], bool]) -> None:
    old, new = found.free()
    for node in old:
        partner = next((m for m in new if m not in found.back and alike(node, m)), None)
        if partner is not None:
            found.join(node, partner)


def _same_id_and_key(a: Node, b: Node) -> bool:
    return a.id is not None and a.id == b.id and a.key == b.key


def _words(node: Node) -> str:
    return node.condition.cite.quote if node.condition.cite else ""


def _same_key_and_words(a: Node, b: Node) -> bool:
    """Renumbered: another id, the same condition resting on the same words."""
    return a.id is not None and b.id is not None and a.key == b.key and _words(a) == _words(b)


def _same_id(a: Node, b: Node) -> bool:
    return a.id is not None and a.id == b.id


def _same_key_near(a: Node, b: Node) -> bool:
    return a.key == b.key and _siblings(a) == _siblings(b)


def _siblings(node: Node) -> frozenset[str]:
    return frozenset(n.signed for n in node.parent.children if n is not node) if node.parent else frozenset()


def _same_key(a: Node, b: Node) -> bool:
    return a.key == b.key


def _same_words(a: Node, b: Node) -> bool:
    """A criterion with an id that lost or got its id, or was rewritten on the same words."""
    return bool(_words(a)) and _words(a) == _words(b) and _left(a) == _left(b) and not _kept_apart(a, b)


def _kept_apart(a: Node, b: Node) -> bool:
    """Both have ids of their own and measure different things."""
    return a.id is not None and b.id is not None and _left(a) != _left(b)


def _same_fact(a: Node, b: Node) -> bool:
    """The same thing measured, in the same sort of group, with another threshold."""
    if a.op != "test" or b.op != "test" or _left(a) != _left(b) or (a.id and b.id):
        return False
    return (a.parent.op if a.parent else "") == (b.parent.op if b.parent else "")


def _same_threshold(a: Node, b: Node) -> bool:
    """Another fact held against the same parameter."""
    if not isinstance(a.condition, Test) or not isinstance(b.condition, Test) or (a.id and b.id):
        return False
    _, op, right = oriented(a.condition.test)
    _, other, given = oriented(b.condition.test)
    return op == other and isinstance(right[0], ParamRef) and expression_key(right[0]) == expression_key(given[0])


def _near_search(a: Node, b: Node) -> bool:
    """The same text searched for a longer or a shorter word, in the same sort of group."""
    if not isinstance(a.condition, Test) or not isinstance(b.condition, Test) or (a.id and b.id):
        return False
    if (a.parent.op if a.parent else "") != (b.parent.op if b.parent else "") or a.negated != b.negated:
        return False
    old, new = searched(a.condition.test), searched(b.condition.test)
    return old is not None and new is not None and old[0] == new[0] and (old[1] in new[1] or new[1] in old[1])


def _alone(a: Node, b: Node) -> bool:
    """The one condition of a part in both packs."""
    if not a.leaf or not b.leaf or a.id or b.id or a.part != b.part or a.parent is None or b.parent is None:
        return False
    return len(a.parent.children) == len(b.parent.children) == 1 and a.parent.parent is b.parent.parent is None


def _left(node: Node) -> str:
    condition = node.condition
    if isinstance(condition, Test):
        return expression_key(oriented(condition.test)[0])
    return condition.fact if isinstance(condition, Use) else node.op


#: the surest first
_WAYS = (
    _same_id_and_key, _same_key_and_words, _same_id, _same_key_near, _same_key, _same_words, _same_fact,
    _same_threshold, _near_search, _alone,
)  # fmt: skip


def _join_groups(found: Matched) -> None:
    """Groups without an id: those that share most of what stands directly in them."""
    old = [n for t in found.trees_a.values() for n in t.walk() if not n.item and n not in found.pairs]
    new = [n for t in found.trees_b.values() for n in t.walk() if not n.item and n not in found.back]
    scored = []
    for i, a in enumerate(old):
        for j, b in enumerate(new):
            inside = {found.pairs[n] for n in a.walk() if n in found.pairs}
            other = {n for n in b.walk() if n in found.back}
            shared = len(inside & other)
            if shared:
                whole = len([n for n in a.walk() if n.leaf]) + len([n for n in b.walk() if n.leaf])
                scored.append((-(2 * shared / whole), a.op != b.op, i, j))
    for _, _, i, j in sorted(scored):
        if old[i] not in found.pairs and new[j] not in found.back:
            found.join(old[i], new[j])


# -- measures ----------------------------------------------------------------------------------------------------------


def measures(a: Pack, b: Pack) -> list[tuple[Measure, Measure]]:
    """Which measure is which: the most alike first, so that entries numbered anew keep their partner."""
    old = {m.id: _features(m) for m in a.measures.values()}
    new = {m.id: _features(m) for m in b.measures.values()}
    scored = []
    for i, (x, one) in enumerate(old.items()):
        for j, (y, two) in enumerate(new.items()):
            score = (2.0 if x == y else 0.0) + sum(
                weight * _overlap(one[k], two[k]) for k, weight in enumerate(_WEIGHTS)
            )
            if score >= _LEAST:
                scored.append((-score, x != y, i, j, x, y))
    taken_a: set[str] = set()
    taken_b: set[str] = set()
    found: list[tuple[Measure, Measure]] = []
    for *_, x, y in sorted(scored):
        if x not in taken_a and y not in taken_b:
            taken_a.add(x)
            taken_b.add(y)
            found.append((a.measures[x], b.measures[y]))
    order = {m: n for n, m in enumerate(b.measures)}
    return sorted(found, key=lambda pair: order[pair[1].id])


#: title, quoted words, ids of criteria, facts and parameters
_WEIGHTS = (3.0, 3.0, 1.0, 2.0)
#: an equal id needs something else in common, another id nearly everything that counts
_LEAST = 3.0


def _features(measure: Measure) -> tuple[frozenset[str], ...]:
    nodes = [n for part, c in parts_of(measure).items() for n in tree(c, part).walk()]
    quotes = {c.quote for c in _cited(measure)}
    names = {name for n in nodes for name in _named(n.condition)}
    names |= {f"param.{p}" for e in formulas(measure.amount) for p in params_of(e)}
    names |= {f for e in formulas(measure.amount) for f in facts_of(e)}
    return (
        frozenset((measure.title.zh,)),
        frozenset(quotes),
        frozenset(n.id for n in nodes if n.id),
        frozenset(names),
    )


def _named(condition: Condition) -> Iterator[str]:
    if isinstance(condition, Use):
        yield condition.fact
    elif isinstance(condition, Test):
        yield from facts_of(*sides(condition.test))
        yield from (f"param.{p}" for p in params_of(*sides(condition.test)))


def _cited(measure: Measure) -> Iterator[Citation]:
    for part, condition in parts_of(measure).items():
        yield from (n.condition.cite for n in tree(condition, part).walk() if n.condition.cite)
    if measure.amount:
        yield measure.amount.cite


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0
