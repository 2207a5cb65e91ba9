"""Rule cases: a few facts and what must come of them, in the rule author's own words. Read from ``cases/*.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules import case_checks, case_tables, expectations, literals, schema, trees, yamlpos
from rules.errors import Diagnostic, PackInvalid, PackProblem, Place, near, near_zh
from rules.expectations import Expected, ExpectedFact
from rules.facts import Conflict, Fact, FactSet, Overruling, SourceRef, State
from rules.model import FactSpec, Pack
from rules.packfiles import PackFiles
from rules.schema import Obj, Text, fail
from rules.trees import Tree
from rules.yamlpos import Node

_KEYS = ("subjects", "conflicts", "declared", "unsure", "overrule", "note", "expect", "expect_facts")
_BY_CASE = SourceRef("reviewer", by="rule author", reason="rule case")


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    on: date
    facts: FactSet
    expected: tuple[Expected, ...]
    facts_expected: tuple[ExpectedFact, ...]
    place: Place


def load(pack: Pack, tree: Tree | None = None) -> tuple[Case, ...]:
    """Every case of a pack, by file and then as written. Raises :class:`PackInvalid` with every mistake.

    ``tree``: the pack's files, where they have been read already.
    """
    found: list[Case] = []
    wrong: list[Diagnostic] = []
    names: dict[str, Place] = {}
    tree = tree or trees.at(pack.path)
    files = PackFiles(tree)
    for shown in tree.within("cases", ".yaml"):
        try:
            items = _items(yamlpos.parse(files.text(shown), shown))
        except PackProblem as problem:
            wrong += problem.diagnostics
            continue
        for item in items:
            try:
                for written in case_tables.rows(item, pack) if case_tables.is_table(item) else (item,):
                    case = _case(written, pack)
                    _no_name_twice(case, names)
                    found.append(case)
            except PackProblem as problem:
                wrong += problem.diagnostics
    if wrong:
        raise PackInvalid(pack.name, wrong)
    return tuple(found)


def _no_name_twice(case: Case, names: dict[str, Place]) -> None:
    first = names.setdefault(case.name, case.place)
    if first != case.place:
        raise fail(
            case.place, "duplicate",
            f"the case {case.name!r} is given twice ({first})",
            f"用例“{case.name}”写了两次（另一处在 {first}）",
        )  # fmt: skip


def _items(node: Node) -> tuple[Node, ...]:
    """The cases of a file: a list, or ``{common: {on, facts}, cases: [...]}`` where each case adds to what is common.

    A case's fact stands over the common one; a bare ``null`` takes it away, so that it is unknown.
    """
    if isinstance(node, yamlpos.Listing):
        return node.items
    file = Obj(node, Text("用例文件", "a file of cases"), required=("common", "cases"))
    common = Obj(file.at("common"), "common", optional=("on", "facts"))
    return tuple(_with(common, schema.mapping(item, Text("用例", "a case"))) for item in file.list("cases"))


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
    below = schema.mapping(shared, Text("common 的 facts", "common facts"))
    above = schema.mapping(own, "facts") if own else yamlpos.Mapping({}, {}, below.place)
    items = {k: v for k, v in {**below.items, **above.items}.items() if not expectations.is_null(v)}
    return yamlpos.Mapping(items, {**below.keys, **above.keys}, above.place)


def _case(node: Node, pack: Pack) -> Case:
    obj = Obj(node, Text("用例", "a case"), required=("name", "on", "facts"), optional=_KEYS)
    name = obj.text("name")
    if "expect" not in obj and "expect_facts" not in obj:
        raise fail(
            obj.place, "missing_key",
            f"the case {name!r} expects nothing: it needs `expect` or `expect_facts`",
            f"用例“{name}”没有写预期：需要 expect 或 expect_facts",
        )  # fmt: skip
    on = obj.day("on")
    case_checks.in_force(on, obj, pack)
    declared, unsure = case_checks.places(obj, "declared"), case_checks.places(obj, "unsure")
    facts: list[Fact] = []
    for word, place, value in schema.pairs(obj.at("facts"), "facts"):
        spec, subject = expectations.named(word, place, pack)
        case_checks.may_be_given(spec, word, place)
        if word in declared:
            case_checks.may_be_declared(spec, word, declared[word])
        if word in unsure:
            case_checks.may_be_read(spec, word, unsure[word])
        read = literals.read(value, spec.type, word, spec.choices)
        state = State.DECLARED if word in declared else State.EXTRACTED if word in unsure else _usual(spec)
        checked = word not in declared and word not in unsure
        facts.append(Fact(f"case:{word}", spec.name, subject, read, state, (_BY_CASE,), checked, checked))
    given = {fact.id.removeprefix("case:") for fact in facts}
    for word, place in sorted((unsure | declared).items()):
        if word in given:
            continue
        raise fail(
            place, "unknown_fact",
            f"{name}: {word!r} is declared or unsure but has no value among the facts",
            f"{name}：{word!r} 写在 declared 或 unsure 里，但 facts 里没有它的值",
        )  # fmt: skip
    conflicts = []
    for item in obj.list("conflicts"):
        word = schema.text(item, Text("conflicts 的一项", "a conflict"))
        spec, subject = expectations.named(word, item.place, pack)
        case_checks.may_be_given(spec, word, item.place)
        conflicts.append(Conflict(spec.name, subject, ()))
    rulings = tuple(_ruling(word, place, value, pack) for word, place, value in _pairs(obj, "overrule"))
    expected = tuple(
        one for word, place, item in _pairs(obj, "expect") for one in expectations.of_measure(word, place, item, pack)
    )
    facts_expected = tuple(
        expectations.of_fact(word, place, item, pack) for word, place, item in _pairs(obj, "expect_facts")
    )
    # a paper of which a derived fact is expected is there, though nothing of it may be legible
    there = [wanted.subject for wanted in facts_expected if pack.facts[wanted.name].subject != wanted.subject]
    subjects = tuple(dict.fromkeys([*_subjects(obj, pack), *there]))
    made = FactSet(tuple(facts), tuple(conflicts), subjects, rulings)
    return Case(name, on, made, expected, facts_expected, obj.place)


def _pairs(obj: Obj, key: str) -> list[tuple[str, Place, Node]]:
    return list(schema.pairs(obj.at(key), key)) if key in obj else []


def _usual(spec: FactSpec) -> State:
    return State.CONFIRMED if spec.sources else State.ATTESTED


def _subjects(obj: Obj, pack: Pack) -> list[str]:
    found: list[str] = []
    for kind, place, node in _pairs(obj, "subjects"):
        if kind not in pack.subjects or not pack.subjects[kind].many:
            many = [s.name for s in pack.subjects.values() if s.many]
            raise fail(
                place, "unknown_subject",
                f"a case has no several {kind!r}{near(kind, many)}",
                f"没有可以有多个的主体 {kind!r}{near_zh(kind, many)}",
            )  # fmt: skip
        found += [
            f"{kind}:{n}" for n in range(1, int(schema.exact(node, Text(f"{kind} 的个数", f"number of {kind}"))) + 1)
        ]
    return found


def _ruling(word: str, place: Place, node: Node, pack: Pack) -> Overruling:
    parameter = pack.parameters.get(word)
    if parameter is None:
        raise fail(
            place, "unknown_param",
            f"no parameter {word!r}{near(word, pack.parameters)}",
            f"没有参数 {word!r}{near_zh(word, pack.parameters)}",
        )  # fmt: skip
    case_checks.may_be_overruled(parameter, place)
    value = literals.read(node, parameter.type, word)
    return Overruling(word, value, "rule author", "", "rule case")
