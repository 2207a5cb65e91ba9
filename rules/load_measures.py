"""Measures, one per file of ``measures/*.yaml``."""

from __future__ import annotations

from dataclasses import replace

from rules import expressions, notice, parse, quotes, schema
from rules.errors import PackProblem, Parts
from rules.load_conditions import Conditions, joined
from rules.model import OUTCOMES, Amount, Citation, Condition, Contact, Deadline, Formula, Measure, Notice
from rules.parse import Names
from rules.schema import Obj, Text, fail
from rules.texts import Words, en, of, zh
from rules.types import Type
from rules.yamlpos import Mapping, Node

_REQUIRED = ("id", "clause", "title", "outcome", "when", "departments")
_OPTIONAL = ("over", "applies", "amount", "contacts", "deadline", "note", "once")


def load(node: Node, names: Names, text: Notice) -> Measure:
    parts = Parts()
    obj = Obj(node, Text("一项措施", "a measure"), _REQUIRED, _OPTIONAL, parts)
    id_ = parts(lambda: obj.text("id")) or "?"
    clause = parts(lambda: _clause(obj, text))
    over = parts(lambda: _over(obj, names, id_)) if "over" in obj else None
    spoiled = "over" in obj and over is None
    names = replace(names, scope=over)
    outcome = parts(lambda: schema.one_of(obj.at("outcome"), of("outcome", id_), OUTCOMES))
    title, note = parts(lambda: obj.both("title")), parts(lambda: obj.both_or_none("note"))
    departments = parts(lambda: _departments(obj, id_))
    contacts = parts(lambda: _contacts(obj, text, clause, id_))
    deadline = parts(lambda: _deadline(obj.at("deadline"), text, id_)) if "deadline" in obj else None
    if spoiled:  # what each condition speaks of is not known
        parts.done()
    reader = Conditions(names, text, id_, cited=True)
    applies = parts(lambda: reader.read(obj.at("applies"), f"{id_}:applies")) if "applies" in obj else None
    when = parts(lambda: reader.read(obj.at("when"), f"{id_}:when"))
    contact_when = parts(lambda: _contact_whens(obj, names, text, id_))
    amount = None
    if "amount" in obj:
        amount = parts(lambda: _amount(obj.at("amount"), names, text, id_, outcome))
    elif outcome in ("up_to", "range"):
        parts.tell(
            fail(
                obj.at("outcome").place, "amount", f"{id_} grants {outcome} and needs an amount",
                f"{id_} 的 outcome 是 {outcome}，要写 amount",
            ).diagnostics
        )  # fmt: skip
    once = parts(lambda: _once(obj, id_)) if "once" in obj else None
    parts.done()
    root = joined(f"{id_}:decision", applies, when, obj.place) if applies else when
    return Measure(
        id_, clause, title, outcome, over, root, applies, when, amount, departments, contacts, deadline, note,
        obj.place.file, obj.place, contact_when, once,
    )  # fmt: skip


def _once(obj: Obj, id_: str) -> str:
    word = obj.text("once").strip()
    if "amount" not in obj:
        raise fail(
            obj.where("once"), "once", f"{id_} has no amount that could count once; delete `once`",
            f"{id_} 没有 amount，谈不上只计一次，请删去 once",
        )  # fmt: skip
    return word


def _clause(obj: Obj, text: Notice) -> str:
    clause = obj.text("clause")
    if clause not in text.clauses:
        raise notice.unknown_clause(obj.at("clause").place, clause, text)
    return clause


def _over(obj: Obj, names: Names, id_: str) -> str:
    if names.spoiled(f"{schema.scalar(obj.at('over'), of('over', id_)).text}."):
        raise PackProblem.several(())
    return schema.one_of(obj.at("over"), of("over", id_), [s.name for s in names.subjects.values() if s.many])


def _departments(obj: Obj, id_: str) -> tuple[Text, ...]:
    parts = Parts()
    what = Text(f"{id_} 的一个部门", f"a department of {id_}")
    found = tuple(parts(schema.label, d, what) for d in obj.list("departments"))
    parts.done()
    return found


def _contacts(obj: Obj, text: Notice, clause: str, id_: str) -> tuple[Contact, ...]:
    parts = Parts()
    found = tuple(parts(_contact, c, text, clause, id_) for c in obj.list("contacts"))
    parts.done()
    return found


def _contact_whens(obj: Obj, names: Names, text: Notice, id_: str) -> tuple[Condition | None, ...]:
    """Whom each contact is for; what says so is the line it quotes."""
    parts = Parts()
    found: list[Condition | None] = []
    for number, node in enumerate(obj.list("contacts"), 1):
        given = node.items.get("when") if isinstance(node, Mapping) else None
        reader = Conditions(names, text, f"{id_}:contact.{number}", cited=False)
        found.append(None if given is None else parts(reader.read, given, f"{reader.owner}:when"))
    parts.done()
    return tuple(found)


def _formula(node: Node, names: Names, cite: Citation, what: Words) -> Formula:
    written = schema.scalar(node, what)
    found = parse.expression(written.text, names, written.inner)
    if found.type is not Type.MONEY:
        raise fail(
            written.place, "type", f"{en(what)} must be money, not a {found.type}",
            f"{zh(what)}应是金额，不是 {found.type}；金额写作 yuan(…)",
        )  # fmt: skip
    return Formula(found, written.text, cite)


def _amount(node: Node, names: Names, text: Notice, id_: str, outcome: str) -> Amount:
    what = of("amount", id_)
    parts = Parts()
    obj = Obj(node, what, ("label", "cite"), ("value", "low", "high", "one_of", "cap"), parts)
    label = parts(lambda: obj.both("label"))
    cite = parts(lambda: notice.cite(obj.at("cite"), text, what))
    got = {k: parts(_formula, obj.at(k), names, cite, of(k, id_)) for k in ("value", "low", "high") if k in obj}
    either = parts(lambda: obj.list("one_of"))
    if either:
        if len(either) != 2 or got:
            parts.tell(
                fail(
                    obj.where("one_of"), "amount", f"one_of of {id_} names the two amounts, and stands alone",
                    f"{id_} 的 one_of 写两个金额，并且不与 value、low、high 同用",
                ).diagnostics
            )  # fmt: skip
            parts.done()
        given = zip(("low", "high"), either, strict=True)
        got = {k: parts(_formula, n, names, cite, of("one_of", id_)) for k, n in given}
    cap = parts(lambda: _cap(obj.at("cap"), names, text, cite, id_)) if "cap" in obj else None
    parts.done()
    shape = frozenset(got)
    if shape not in (frozenset(), {"value"}, {"low", "high"}) or (not shape and cap is None):
        raise fail(
            obj.place, "amount", f"amount of {id_} has a value, low and high, one_of, or only a cap",
            f"{what.zh} 要么写 value，要么写 low 和 high，要么写 one_of，要么只写 cap",
        )  # fmt: skip
    wanted = {"up_to": not shape and cap is not None, "range": shape == {"low", "high"}, "entitlement": bool(shape)}
    if outcome and not wanted.get(outcome, True):
        raise fail(
            obj.place, "amount", f"amount of {id_} does not fit its outcome {outcome}",
            f"{what.zh} 与 outcome {outcome} 不配：entitlement 写 value，range 写 low 和 high，up_to 只写 cap",
        )  # fmt: skip
    return Amount(label, cite, got.get("value"), got.get("low"), got.get("high"), cap, bool(either))


def _cap(node: Node, names: Names, text: Notice, cite: Citation, id_: str) -> Formula:
    what = of("cap", id_)
    if not isinstance(node, Mapping):
        return _formula(node, names, cite, what)
    parts = Parts()
    own = Obj(node, what, ("value", "cite"), parts=parts)  # the cap has words of its own
    quoted = parts(lambda: notice.cite(own.at("cite"), text, what))
    found = parts(lambda: _formula(own.at("value"), names, quoted, what))
    parts.done()
    return found


def _contact(node: Node, text: Notice, clause: str, id_: str) -> Contact:
    what = Text(f"{id_} 的一个联系人", f"a contact of {id_}")
    parts = Parts()
    obj = Obj(node, what, ("department", "names", "phones", "quote"), ("for", "clause", "when"), parts)
    number = parts(lambda: obj.text("clause")) if "clause" in obj else clause
    purpose = parts(lambda: obj.both_or_none("for"))
    department = parts(lambda: schema.label(obj.at("department"), of("department", what)))
    names, phones = parts(lambda: obj.texts("names")), parts(lambda: obj.texts("phones"))
    if not number:  # a clause that does not exist has been told
        raise PackProblem.several(parts.found)
    cite = parts(lambda: notice.quote(obj, "quote", number, text, what))
    parts.done()
    for part in (*obj.list("names"), *obj.list("phones")):
        parts(_in_quote, part, cite.quote)
    parts.done()
    return Contact(purpose, department, names, phones, cite)


def _in_quote(part: Node, line: str) -> None:
    word = schema.text(part, "a contact")
    if word in line:
        return
    meant = quotes.nearest(word, line, 0, len(line))
    hint, hint_zh = (f"; it has {meant.words!r}", f"；那里写的是 {meant.words!r}") if meant else ("", "")
    raise fail(
        part.place,
        "quote",
        f"{word!r} does not stand in the quoted line{hint}",
        f"{word!r} 不在引用的那一行里{hint_zh}",
    )


def _deadline(node: Node, text: Notice, id_: str) -> Deadline:
    parts = Parts()
    obj = Obj(node, of("deadline", id_), ("date", "cite"), parts=parts)
    day = parts(lambda: obj.day("date"))
    cite = parts(lambda: notice.cite(obj.at("cite"), text, of("deadline", id_)))
    parts.done()
    return Deadline(day, cite)


def params_of(measure: Measure) -> frozenset[str]:
    """Parameters that stand in the measure's own amount."""
    amount = measure.amount
    if amount is None:
        return frozenset()
    return expressions.params_of(*(formula.expression for formula in amount.formulas))
