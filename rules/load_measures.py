"""Measures, one per file of ``measures/*.yaml``."""

from __future__ import annotations

from rules import expressions, notice, parse, schema
from rules.load_conditions import Conditions, joined
from rules.model import OUTCOMES, Amount, Citation, Contact, Deadline, Formula, Measure, Notice
from rules.parse import Names
from rules.schema import Obj, Text, fail
from rules.types import Type
from rules.yamlpos import Mapping, Node

_REQUIRED = ("id", "clause", "title", "outcome", "when", "departments")
_OPTIONAL = ("over", "applies", "amount", "contacts", "deadline", "note")


def load(node: Node, names: Names, text: Notice) -> Measure:
    obj = Obj(node, "a measure", required=_REQUIRED, optional=_OPTIONAL)
    id_ = obj.text("id")
    clause = obj.text("clause")
    if clause not in text.clauses:
        raise fail(obj.at("clause").place, "unknown_clause", f"the notice has no clause {clause!r}")
    over = None
    if "over" in obj:
        many = [s.name for s in names.subjects.values() if s.many]
        over = schema.one_of(obj.at("over"), f"over of {id_}", many)
    names = Names(names.facts, names.params, names.subjects, over)
    reader = Conditions(names, text, id_, cited=True)
    applies = reader.read(obj.at("applies"), f"{id_}:applies") if "applies" in obj else None
    when = reader.read(obj.at("when"), f"{id_}:when")
    root = joined(f"{id_}:decision", applies, when, obj.place) if applies else when
    outcome = schema.one_of(obj.at("outcome"), f"outcome of {id_}", OUTCOMES)
    amount = _amount(obj.at("amount"), names, text, id_, outcome) if "amount" in obj else None
    if amount is None and outcome in ("up_to", "range"):
        raise fail(obj.where("outcome"), "amount", f"{id_} grants {outcome} and needs an amount")
    return Measure(
        id_, clause, obj.both("title"), outcome, over, root, applies, when, amount,
        tuple(schema.label(d, f"a department of {id_}") for d in obj.list("departments")),
        tuple(_contact(c, text, clause, id_) for c in obj.list("contacts")),
        _deadline(obj.at("deadline"), text, id_) if "deadline" in obj else None,
        obj.both_or_none("note"), obj.place.file, obj.place,
    )  # fmt: skip


def _formula(node: Node, names: Names, cite: Citation, what: str) -> Formula:
    written = schema.scalar(node, what)
    found = parse.expression(written.text, names, written.inner)
    if found.type is not Type.MONEY:
        raise fail(written.place, "type", f"{what} must be money, not a {found.type}")
    return Formula(found, written.text, cite)


def _amount(node: Node, names: Names, text: Notice, id_: str, outcome: str) -> Amount:
    obj = Obj(node, f"amount of {id_}", required=("label", "cite"), optional=("value", "low", "high", "one_of", "cap"))
    cite = notice.cite(obj.at("cite"), text, f"amount of {id_}")
    got = {k: _formula(obj.at(k), names, cite, f"{k} of {id_}") for k in ("value", "low", "high") if k in obj}
    either = obj.list("one_of")
    if either:
        if len(either) != 2 or got:
            raise fail(obj.where("one_of"), "amount", f"one_of of {id_} names the two amounts, and stands alone")
        got = {k: _formula(n, names, cite, f"one_of of {id_}") for k, n in zip(("low", "high"), either, strict=True)}
    cap = None
    if "cap" in obj:
        where: Node = obj.at("cap")
        if isinstance(where, Mapping):  # {value, cite}: the cap has words of its own
            own = Obj(where, f"cap of {id_}", required=("value", "cite"))
            cap = _formula(own.at("value"), names, notice.cite(own.at("cite"), text, f"cap of {id_}"), f"cap of {id_}")
        else:
            cap = _formula(where, names, cite, f"cap of {id_}")
    shape = frozenset(got)
    if shape not in (frozenset(), {"value"}, {"low", "high"}) or (not shape and cap is None):
        raise fail(obj.place, "amount", f"amount of {id_} has a value, low and high, one_of, or only a cap")
    wanted = {"up_to": not shape and cap is not None, "range": shape == {"low", "high"}, "entitlement": bool(shape)}
    if not wanted.get(outcome, True):
        raise fail(obj.place, "amount", f"amount of {id_} does not fit its outcome {outcome}")
    return Amount(obj.both("label"), cite, got.get("value"), got.get("low"), got.get("high"), cap, bool(either))


def _contact(node: Node, text: Notice, clause: str, id_: str) -> Contact:
    obj = Obj(
        node, f"a contact of {id_}", required=("department", "names", "phones", "quote"), optional=("for", "clause")
    )
    number = obj.text("clause") if "clause" in obj else clause
    cite = notice.quote(obj, "quote", number, text, f"a contact of {id_}")
    for part in (*obj.list("names"), *obj.list("phones")):
        if schema.text(part, "a contact") not in cite.quote:
            raise fail(part.place, "quote", f"{schema.text(part, 'a contact')!r} does not stand in the quoted line")
    purpose: Text | None = obj.both_or_none("for")
    department = schema.label(obj.at("department"), f"department of a contact of {id_}")
    return Contact(purpose, department, obj.texts("names"), obj.texts("phones"), cite)


def _deadline(node: Node, text: Notice, id_: str) -> Deadline:
    obj = Obj(node, f"deadline of {id_}", required=("date", "cite"))
    return Deadline(obj.day("date"), notice.cite(obj.at("cite"), text, f"deadline of {id_}"))


def params_of(measure: Measure) -> frozenset[str]:
    """Parameters that stand in the measure's own amount."""
    amount = measure.amount
    if amount is None:
        return frozenset()
    parts = [f.expression for f in (amount.value, amount.low, amount.high, amount.cap) if f]
    return expressions.params_of(*parts)
