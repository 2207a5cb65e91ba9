"""Rule cases: a few facts and what must come of them, in the rule author's own words. Read from ``cases/*.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules import literals, schema, trees, yamlpos
from rules.errors import Diagnostic, PackInvalid, PackProblem, Place, near
from rules.facts import Conflict, Fact, FactSet, Overruling, SourceRef, State
from rules.model import FactSpec, Pack
from rules.schema import Obj, fail
from rules.yamlpos import Node

_KEYS = ("subjects", "conflicts", "declared", "unsure", "overrule", "note")
STATUSES = ("eligible", "not_eligible", "undetermined", "permitted", "encouraged", "duty")
_BY_CASE = SourceRef("reviewer", by="rule author", reason="rule case")


@dataclass(frozen=True, slots=True)
class Expected:
    """What one decision must be; None: not said."""

    measure: str
    subject: str | None
    status: str
    amount_fen: int | None
    says_amount: bool  #: an ``amount`` of null says that nothing is granted
    range_fen: tuple[int, int] | None
    cap_fen: int | None
    capped: bool | None
    because: tuple[str, ...]
    failing: tuple[str, ...] | None
    missing: tuple[str, ...] | None
    missing_has: tuple[str, ...]
    conflicts: tuple[str, ...] | None
    provisional: bool | None
    addressed: bool | None
    place: Place


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    on: date
    facts: FactSet
    expected: tuple[Expected, ...]
    place: Place


def load(pack: Pack) -> tuple[Case, ...]:
    """Every case of a pack, by file and then as written. Raises :class:`PackInvalid` with every mistake."""
    found: list[Case] = []
    wrong: list[Diagnostic] = []
    names: dict[str, Place] = {}
    tree = trees.at(pack.path)
    for shown in tree.within("cases", ".yaml"):
        try:
            items = _items(yamlpos.parse(tree.text(shown), shown))
        except PackProblem as problem:
            wrong.append(problem.diagnostic)
            continue
        for item in items:
            try:
                case = _case(item, pack)
                if case.name in names:
                    raise fail(item.place, "duplicate", f"the case {case.name!r} is given twice ({names[case.name]})")
                names[case.name] = item.place
                found.append(case)
            except PackProblem as problem:
                wrong.append(problem.diagnostic)
    if wrong:
        raise PackInvalid(pack.name, wrong)
    return tuple(found)


def _items(node: Node) -> tuple[Node, ...]:
    """The cases of a file: a list, or ``{common: {on, facts}, cases: [...]}`` where each case adds to what is common.

    A case's fact stands over the common one; a bare ``null`` takes it away, so that it is unknown.
    """
    if isinstance(node, yamlpos.Listing):
        return node.items
    file = Obj(node, "a file of cases", required=("common", "cases"))
    common = Obj(file.at("common"), "common", optional=("on", "facts"))
    return tuple(_with(common, schema.mapping(item, "a case")) for item in file.list("cases"))


def _with(common: Obj, case: yamlpos.Mapping) -> yamlpos.Mapping:
    items, keys = dict(case.items), dict(case.keys)
    for key in ("on", "facts"):
        shared = common.get(key)
        if shared is None:
            continue
        keys.setdefault(key, common.where(key))
        own = items.get(key)
        items[key] = _overlaid(shared, own) if key == "facts" else own or shared
    return yamlpos.Mapping(items, keys, case.place)


def _overlaid(shared: Node, own: Node | None) -> yamlpos.Mapping:
    below = schema.mapping(shared, "common facts")
    above = schema.mapping(own, "facts") if own else yamlpos.Mapping({}, {}, below.place)
    items = {k: v for k, v in {**below.items, **above.items}.items() if not _is_null(v)}
    return yamlpos.Mapping(items, {**below.keys, **above.keys}, above.place)


def _is_null(node: Node) -> bool:
    return isinstance(node, yamlpos.Scalar) and node.plain and node.text in ("null", "~")


def _case(node: Node, pack: Pack) -> Case:
    obj = Obj(node, "a case", required=("name", "on", "facts", "expect"), optional=_KEYS)
    name = obj.text("name")
    on = obj.day("on")
    declared, unsure = set(obj.texts("declared")), set(obj.texts("unsure"))
    facts: list[Fact] = []
    for word, place, value in schema.pairs(obj.at("facts"), "facts"):
        spec, subject = _named(word, place, pack)
        given = literals.read(value, spec.type, word, spec.choices)
        state = State.DECLARED if word in declared else State.EXTRACTED if word in unsure else _usual(spec)
        checked = word not in declared | unsure
        facts.append(Fact(f"case:{word}", spec.name, subject, given, state, (_BY_CASE,), checked, checked))
        declared.discard(word)
        unsure.discard(word)
    for word in sorted(declared | unsure):
        raise fail(
            obj.place, "unknown_fact", f"{name}: {word!r} is declared or unsure but has no value among the facts"
        )
    conflicts = []
    for item in obj.list("conflicts"):
        word = schema.text(item, "a conflict")
        spec, subject = _named(word, item.place, pack)
        conflicts.append(Conflict(spec.name, subject, ()))
    rulings = tuple(_ruling(word, place, value, pack) for word, place, value in _pairs(obj, "overrule"))
    given_set = FactSet(tuple(facts), tuple(conflicts), tuple(_subjects(obj, pack)), rulings)
    wanted = [(word, place, item) for word, place, value in _pairs(obj, "expect") for item in _each(value)]
    expected = tuple(_expected(word, place, item, pack) for word, place, item in wanted)
    return Case(name, on, given_set, expected, obj.place)


def _pairs(obj: Obj, key: str) -> list[tuple[str, Place, Node]]:
    return list(schema.pairs(obj.at(key), key)) if key in obj else []


def _each(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, yamlpos.Listing) else (node,)


def _usual(spec: FactSpec) -> State:
    return State.CONFIRMED if spec.sources else State.ATTESTED


def _named(word: str, place: Place, pack: Pack) -> tuple[FactSpec, str]:
    """``lease:2.area``; ``lease.area`` is that of the first."""
    subject, _, own = word.partition(".")
    kind = subject.partition(":")[0]
    spec = pack.facts.get(f"{kind}.{own}")
    if spec is None:
        raise fail(place, "unknown_fact", f"no fact {word!r} in the vocabulary{near(f'{kind}.{own}', pack.facts)}")
    if pack.subjects[kind].many and ":" not in subject:
        subject = f"{kind}:1"
    return spec, subject


def _subjects(obj: Obj, pack: Pack) -> list[str]:
    found: list[str] = []
    for kind, place, node in _pairs(obj, "subjects"):
        if kind not in pack.subjects or not pack.subjects[kind].many:
            many = [s.name for s in pack.subjects.values() if s.many]
            raise fail(place, "unknown_subject", f"a case has no several {kind!r}{near(kind, many)}")
        found += [f"{kind}:{n}" for n in range(1, int(schema.exact(node, f"number of {kind}")) + 1)]
    return found


def _ruling(word: str, place: Place, node: Node, pack: Pack) -> Overruling:
    parameter = pack.parameters.get(word)
    if parameter is None:
        raise fail(place, "unknown_param", f"no parameter {word!r}{near(word, pack.parameters)}")
    value = literals.read(node, parameter.type, word)
    return Overruling(word, value, "rule author", "", "rule case")


def _expected(measure: str, place: Place, node: Node, pack: Pack) -> Expected:
    if measure not in pack.measures:
        raise fail(place, "unknown_measure", f"the pack has no measure {measure!r}{near(measure, pack.measures)}")
    obj = Obj(
        node, f"expected of {measure}", required=("status",),
        optional=(
            "subject", "amount", "range", "cap", "capped", "because", "failing", "missing", "missing_has", "conflicts",
            "provisional", "addressed",
        ),
    )  # fmt: skip
    amount = obj.get("amount")
    nothing = isinstance(amount, yamlpos.Scalar) and amount.plain and amount.text in ("null", "~", "")
    span = tuple(literals.money(n, "range") for n in obj.list("range"))
    if span and len(span) != 2:
        raise fail(obj.where("range"), "value", "a range is [low, high]")
    return Expected(
        measure,
        obj.text("subject") if "subject" in obj else None,
        schema.one_of(obj.at("status"), f"status of {measure}", STATUSES),
        None if amount is None or nothing else literals.money(amount, f"amount of {measure}"),
        "amount" in obj,
        (span[0], span[1]) if span else None,
        literals.money(obj.at("cap"), "cap") if "cap" in obj else None,
        obj.flag("capped") if "capped" in obj else None,
        obj.texts("because"),
        obj.texts("failing") if "failing" in obj else None,
        obj.texts("missing") if "missing" in obj else None,
        obj.texts("missing_has"),
        obj.texts("conflicts") if "conflicts" in obj else None,
        obj.flag("provisional") if "provisional" in obj else None,
        obj.flag("addressed") if "addressed" in obj else None,
        place,
    )
