"""What a rule case expects: of decisions, and of derived facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rules import literals, schema
from rules.decisions import STATUSES
from rules.errors import Place, near, near_zh
from rules.model import Condition, FactSpec, Gate, Pack
from rules.schema import Obj, Text, fail
from rules.types import Value
from rules.yamlpos import Listing, Node, Scalar

#: of a subject there can be several of
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
#: what may be said of a decision, beside its status
WORDS = (
    "subject", "amount", "range", "cap", "capped", "because", "failing", "missing", "missing_has", "papers_has",
    "conflicts", "troubles", "provisional", "addressed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expected:
    """What one decision must be; None: not said."""

    measure: str
    subject: str | None
    status: str
    amount_fen: int | None
    says_amount: bool  #: an ``amount`` of null says that nothing is granted
    range_fen: tuple[int, int] | None
    says_range: bool  #: a ``range`` of null says that none can be told
    cap_fen: int | None
    capped: bool | None
    because: tuple[str, ...]
    failing: tuple[str, ...] | None
    missing: tuple[str, ...] | None
    missing_has: tuple[str, ...]
    papers_has: tuple[str, ...]  #: document kinds that would give what is missing
    conflicts: tuple[str, ...] | None
    troubles: tuple[str, ...] | None  #: codes of values without a result
    provisional: bool | None
    addressed: bool | None
    place: Place


@dataclass(frozen=True, slots=True)
class ExpectedFact:
    """What a derived fact must come to; None: unknown."""

    name: str
    subject: str
    value: Value | None
    place: Place


def is_null(node: Node | None) -> bool:
    """A bare ``null`` or ``~``."""
    return isinstance(node, Scalar) and node.plain and node.text in ("null", "~", "")


def is_fact(word: str, pack: Pack) -> bool:
    """Whether a word names a fact of the vocabulary."""
    subject, _, own = word.partition(".")
    return f"{subject.partition(':')[0]}.{own}" in pack.facts


def named(word: str, place: Place, pack: Pack) -> tuple[FactSpec, str]:
    """``lease:2.area``; ``lease.area`` is that of the first."""
    subject, _, own = word.partition(".")
    kind = subject.partition(":")[0]
    spec = pack.facts.get(f"{kind}.{own}")
    if spec is None:
        raise fail(
            place, "unknown_fact",
            f"no fact {word!r} in the vocabulary{near(f'{kind}.{own}', pack.facts)}",
            f"词汇表里没有事实 {word!r}{near_zh(f'{kind}.{own}', pack.facts)}",
        )  # fmt: skip
    number = subject.partition(":")[2]
    if not pack.subjects[kind].many and ":" in subject:
        raise fail(
            place, "unknown_subject", f"there is one {kind} only: write {kind}.{own}, not {word!r}",
            f"{kind} 只有一个：请写 {kind}.{own}，不是 {word!r}",
        )  # fmt: skip
    if pack.subjects[kind].many and ":" in subject and not _NUMBER.fullmatch(number):
        raise fail(
            place, "unknown_subject", f"{word!r} names no {kind}: write {kind}:1.{own}, {kind}:2.{own}, …",
            f"{word!r} 没有写明是第几个 {kind}：请写 {kind}:1.{own}、{kind}:2.{own}……",
        )  # fmt: skip
    if pack.subjects[kind].many and ":" not in subject:
        subject = f"{kind}:1"
    return spec, subject


def of_measure(measure: str, place: Place, node: Node, pack: Pack) -> tuple[Expected, ...]:
    """One, or a list of them for the subjects of the measure."""
    if measure not in pack.measures:
        raise fail(
            place, "unknown_measure",
            f"the pack has no measure {measure!r}{near(measure, pack.measures)}",
            f"规则集里没有措施 {measure!r}{near_zh(measure, pack.measures)}",
        )  # fmt: skip
    items = node.items if isinstance(node, Listing) else (node,)
    criteria = dict(_criteria(pack.measures[measure].root))
    return tuple(_one(measure, place, item, criteria) for item in items)


def _criteria(condition: Condition) -> Iterator[tuple[str, bool]]:
    """Names by which a decision calls the criteria, and whether the author gave them."""
    yield (condition.id, True) if condition.id else (condition.key, False)
    for child in condition.children if isinstance(condition, Gate) else ():
        yield from _criteria(child)


def _named_criteria(obj: Obj, key: str, measure: str, criteria: Mapping[str, bool]) -> tuple[str, ...]:
    """Criteria that the measure has; of those without an id only ``failing`` can tell, by their key."""
    allowed = [name for name, given in criteria.items() if given or key == "failing"]
    shown = [name for name, given in criteria.items() if given]
    for item in obj.list(key):
        word = schema.text(item, Text(f"{key} 的一项", f"an item of {key}"))
        if word not in allowed:
            hint = near(word, shown) or (f"; it has {', '.join(shown)}" if shown else "; none of them has an id")
            hint_zh = near_zh(word, shown) or (f"；有：{'、'.join(shown)}" if shown else "；它的判断都没有写 id")
            raise fail(
                item.place, "unknown_criterion", f"{measure} has no criterion {word!r}{hint}",
                f"措施 {measure} 没有判断 {word!r}{hint_zh}",
            )  # fmt: skip
    return obj.texts(key)


def _one(measure: str, place: Place, node: Node, criteria: Mapping[str, bool]) -> Expected:
    obj = Obj(node, Text(f"对措施 {measure} 的预期", f"expected of {measure}"), required=("status",), optional=WORDS)
    amount, span = obj.get("amount"), obj.get("range")
    return Expected(
        measure,
        obj.text("subject") if "subject" in obj else None,
        schema.one_of(obj.at("status"), Text(f"措施 {measure} 的 status", f"status of {measure}"), STATUSES),
        None
        if amount is None or is_null(amount)
        else literals.money(amount, Text(f"措施 {measure} 的 amount", f"amount of {measure}")),
        "amount" in obj,
        None if span is None or is_null(span) else _range(span),
        "range" in obj,
        literals.money(obj.at("cap"), "cap") if "cap" in obj else None,
        obj.flag("capped") if "capped" in obj else None,
        _named_criteria(obj, "because", measure, criteria),
        _named_criteria(obj, "failing", measure, criteria) if "failing" in obj else None,
        obj.texts("missing") if "missing" in obj else None,
        obj.texts("missing_has"),
        obj.texts("papers_has"),
        obj.texts("conflicts") if "conflicts" in obj else None,
        obj.texts("troubles") if "troubles" in obj else None,
        obj.flag("provisional") if "provisional" in obj else None,
        obj.flag("addressed") if "addressed" in obj else None,
        place,
    )


def _range(node: Node) -> tuple[int, int]:
    ends = tuple(literals.money(n, "range") for n in schema.listing(node, "range").items)
    if len(ends) != 2:
        raise fail(node.place, "value", "a range is [low, high]", "range 应写成 [下限, 上限]")
    return ends[0], ends[1]


def of_fact(word: str, place: Place, node: Node, pack: Pack) -> ExpectedFact:
    spec, subject = named(word, place, pack)
    if not spec.derived:
        raise fail(
            place, "not_derived",
            f"{word} is given, not derived: a case expects derived facts only",
            f"{word} 不是推导事实；expect_facts 只写推导事实",
        )  # fmt: skip
    value = None if is_null(node) else literals.read(node, spec.type, word, spec.choices)
    return ExpectedFact(spec.name, subject, value, place)
