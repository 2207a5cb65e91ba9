"""One case under one pack at one date: the value of every fact and expression, three-valued.

Unknown goes through every operation with its causes; a dispute between sources is unknown with that as its cause.
Truths of conditions come from a reader (:mod:`rules.engine` or :mod:`rules.plain`); derived facts ask it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from rules import functions, parameters, support
from rules.book import Book
from rules.expressions import AGGREGATES, Arithmetic, Call, Expression, FactRef, Literal, ParamRef, children
from rules.facts import Cause, Key, Outcome, known, unknown
from rules.functions import Uncomputable
from rules.model import Condition, Derived, Pack, Test
from rules.names import normal_name
from rules.types import Type, Value, half_up

Truth = bool | None


class World:
    """``subject`` is the id of the many-subject in scope; anything where none is."""

    def __init__(self, book: Book, on: date, *, letters: bool = False) -> None:
        """``letters``: texts are compared letter by letter, as seals of old formats were made."""
        self.letters = letters
        self.book = book
        self.pack: Pack = book.pack
        self.on = on
        self.reader: Callable[[Condition, str], Truth] = lambda _c, _s: None
        self._values: dict[Key, Outcome] = {}
        self._sides: dict[Key, tuple[Outcome, ...]] = {}
        self.grounds: dict[Key, Outcome] = {}  #: memory of :func:`rules.support.of`, by condition key and subject
        self.parameters: dict[str, Value] = {}
        for name, parameter in self.pack.parameters.items():
            ruling = book.overrulings.get(name)
            self.parameters[name] = ruling.value if ruling else parameters.at(parameter, on).value

    def truth(self, condition: Condition, subject: str) -> Truth:
        return self.reader(condition, subject)

    def firm(self, key: Key) -> bool:
        fact = self.book.facts.get(key)
        return fact is not None and fact.firm

    # -- facts -------------------------------------------------------------------------------------------------

    def value(self, name: str, subject: str) -> Outcome:
        key = self.key(name, subject)
        if key not in self._values:
            derived = self.pack.derived.get(name)
            if derived is None or self.stated(key):
                self._values[key] = self._given(key)
            else:
                self._values[key] = self._derive(derived, key[1])
        return self._values[key]

    def stated(self, key: Key) -> bool:
        """Somebody's word stands (or disputes stand) for the fact; a derivation has to yield to it."""
        return key in self.book.facts or key in self.book.conflicts

    def key(self, name: str, subject: str) -> Key:
        """The fact of a subject, or of the one subject it can belong to."""
        owner = self.pack.facts[name].subject
        return (name, subject if self.pack.subjects[owner].many else owner)

    def _given(self, key: Key) -> Outcome:
        fact = self.book.facts.get(key)
        if fact is not None:
            return Outcome(fact.value, frozenset((key,)))
        conflict = self.book.conflicts.get(key)
        if conflict is not None:
            return unknown(Cause("conflict", *key, conflict.code))
        return unknown(Cause("missing", *key))

    def _derive(self, derived: Derived, subject: str) -> Outcome:
        if derived.value is not None:
            if isinstance(derived.value, Call) and derived.value.name == "agree":
                return self._agreed(derived.value, subject, (derived.fact.name, subject))
            return self.evaluate(derived.value, subject)
        if derived.when is not None:
            truth = self.truth(derived.when, subject)
            ground = support.of(self, derived.when, subject)
            return Outcome(truth, ground.facts, ground.params, ground.causes)
        return self._choose(derived, subject)

    def _choose(self, derived: Derived, subject: str) -> Outcome:
        truths = [(c, self.truth(c.when, subject)) for c in derived.choose]
        grounds = {id(c): support.of(self, c.when, subject) for c, _ in truths}
        met = [c for c, truth in truths if truth]
        if len({c.value for c in met}) > 1:
            parts = tuple(grounds[id(c)] for c in met)
            return unknown(Cause("problem", derived.fact.name, subject, "choices_overlap"), parts=parts)
        if met:
            return known(met[0].value, (grounds[id(met[0])],))
        open_ = tuple(grounds[id(c)] for c, truth in truths if truth is None)
        if open_:
            return unknown(parts=open_)
        if derived.otherwise is None:
            # nothing known fits: a person has to say, where a person may; else the pack has a hole
            kind = "missing" if derived.fact.stated else "problem"
            code = "" if derived.fact.stated else "no_choice"
            return unknown(Cause(kind, derived.fact.name, subject, code), parts=tuple(grounds.values()))
        return known(derived.otherwise, tuple(grounds.values()))

    # -- expressions -------------------------------------------------------------------------------------------

    def compared(self, value: Value, type_: Type) -> Value:
        """A value as it is compared with another of its type; it is shown as it is written."""
        return normal_name(value) if type_ is Type.TEXT and isinstance(value, str) and not self.letters else value

    def _same(self, one: Outcome, other: Outcome, type_: Type) -> bool:
        """Both known and equal."""
        if one.value is None or other.value is None:
            return False
        return self.compared(one.value, type_) == self.compared(other.value, type_)

    def sides(self, test: Test, subject: str) -> tuple[Outcome, ...]:
        """Left side first, then the right side or the members of the set."""
        place = (test.key, subject if test.scope else "")
        if place not in self._sides:
            self._sides[place] = tuple(self.evaluate(side, subject) for side in (test.test.left, *test.test.right))
        return self._sides[place]

    def evaluate(self, expression: Expression, subject: str) -> Outcome:
        if isinstance(expression, Literal):
            return Outcome(expression.value)
        if isinstance(expression, ParamRef):
            return Outcome(self.parameters[expression.name], params=frozenset((expression.name,)))
        if isinstance(expression, FactRef):
            return self.value(expression.name, subject)
        if isinstance(expression, Call) and expression.name in AGGREGATES:
            return self._aggregate(expression, subject)
        if isinstance(expression, Call) and expression.name == "agree":
            return self._agreed(expression, subject, self._named((expression,), subject))
        args = (expression.left, expression.right) if isinstance(expression, Arithmetic) else expression.args
        parts = tuple(self.evaluate(a, subject) for a in args)
        values = [p.value for p in parts if p.value is not None]
        if len(values) < len(parts):
            return unknown(parts=tuple(p for p in parts if not p.known))
        try:
            name = expression.op if isinstance(expression, Arithmetic) else expression.name
            if name in _SEARCHES:
                values = [self.compared(value, Type.TEXT) for value in values]
            return known(_OPERATIONS[name](*values), parts)
        except Uncomputable as problem:
            return unknown(Cause("problem", *self._named(args, subject), problem.code), parts=parts)

    def _named(self, args: tuple[Expression, ...], subject: str) -> Key:
        """The first fact among the arguments, for telling a person what could not be computed."""
        name = next((n for a in args for n in _names(a)), "")
        if not name:
            return ("", "")
        owner = self.pack.facts[name].subject
        # what an aggregate runs over is none of the subject at hand
        return self.key(name, subject) if subject.partition(":")[0] == owner else (name, owner)

    def _aggregate(self, call: Call, subject: str) -> Outcome:
        kind = call.over or ""
        subjects = self.book.subjects[kind]
        names = [a.name for a in call.args[: AGGREGATES[call.name]] if isinstance(a, FactRef)]
        if not subjects:  # nobody has shown one: unknown, never zero
            unshown = [cause for name in names for cause in self._unshown(name, kind, "")]
            return unknown(*(unshown or [Cause("missing", f"{kind}.", kind)]))
        if call.name == "count":
            return Outcome(len(subjects))
        if call.name == "sum":
            parts = tuple(self.value(names[0], s) for s in subjects)
            if not all(p.known for p in parts):
                return unknown(parts=tuple(p for p in parts if not p.known))
            return known(sum(_numbers(parts)), parts)
        keys = tuple(self.evaluate(a, subject) for a in call.args[2:])
        if not all(k.known for k in keys):
            return unknown(parts=tuple(k for k in keys if not k.known))
        if call.name == "at":
            return self._at(names[0], names[1], keys[0], kind)
        try:
            months = functions.month_range(str(keys[0].value), str(keys[1].value))
        except Uncomputable as problem:
            return unknown(Cause("problem", names[0], kind, problem.code), parts=keys)
        parts = tuple(self._at(names[0], names[1], known(month, keys), kind) for month in months)
        if not all(p.known for p in parts):
            return unknown(parts=tuple(p for p in parts if not p.known))
        return known(sum(_numbers(parts)), parts)

    def _unshown(self, name: str, kind: str, detail: str) -> tuple[Cause, ...]:
        """What is missing where no subject gives a fact: the fact, or the facts of that subject it is derived from."""
        derived = self.pack.derived.get(name)
        if derived is None or derived.fact.stated:
            return (Cause("missing", name, kind, detail),)
        inner = (n for n in sorted(self.pack.needs[name]) if self.pack.facts[n].subject == kind)
        return tuple(dict.fromkeys(c for n in inner for c in self._unshown(n, kind, detail)))

    def _at(self, value: str, key: str, wanted: Outcome, kind: str) -> Outcome:
        """The value of the subjects whose key is known and equal. Subjects with an unknown key are passed over."""
        keyed = [(s, self.value(key, s)) for s in self.book.subjects[kind]]
        type_ = self.pack.facts[key].type
        hits = [(s, k) for s, k in keyed if self._same(k, wanted, type_)]
        if not hits:  # one whose key is open may be the one, another may still be shown
            detail = "" if isinstance(wanted.value, bool) else str(wanted.value)
            maybe = tuple(k for s, k in keyed if not k.known and (key, s) not in self.book.unasked)
            return unknown(*self._unshown(value, kind, detail), parts=(wanted, *maybe))
        parts = tuple(self.value(value, s) for s, _ in hits)
        cause = Cause("conflict", value, kind, "values_differ")
        return self._agree(parts, self.pack.facts[value].type, cause, {value}, (wanted, *(k for _, k in hits)))

    def _agreed(self, call: Call, subject: str, name: Key) -> Outcome:
        parts = tuple(self.evaluate(a, subject) for a in call.args)
        cause = Cause("conflict", *name, "values_differ")
        return self._agree(parts, call.type, cause, {n for a in call.args for n in _names(a)})

    def _agree(
        self,
        parts: tuple[Outcome, ...],
        type_: Type,
        cause: Cause,
        spoken_by: set[str],
        ground: tuple[Outcome, ...] = (),
    ) -> Outcome:
        """The one value of those that are known. A dispute inside a part, or between parts, stays a dispute.

        Of texts that differ only in how they are written the first speaks.

        ``cause``: names a dispute between the parts. ``spoken_by``: names of the facts that give the values, not of
        those that only say which value is meant.
        """
        disputed = tuple(p for p in parts if any(c.kind == "conflict" for c in p.causes))
        if disputed:
            return unknown(parts=(*disputed, *ground))
        spoken = tuple(p for p in parts if p.known)
        if not spoken:
            return unknown(parts=(*parts, *ground))
        if not all(self._same(p, spoken[0], type_) for p in spoken):
            given = {n for each in spoken_by for n in self._givers(each)}
            readings = {key for p in spoken for key in p.facts if key[0] in given}
            cause = replace(cause, readings=tuple(sorted(readings)))
            return unknown(cause, parts=(*spoken, *ground))
        return known(spoken[0].value, (*spoken, *ground))  # type: ignore[arg-type]

    def _givers(self, name: str) -> set[str]:
        """The facts a value comes from: itself, or those its derivation speaks of."""
        derived = self.pack.derived.get(name)
        if derived is None:
            return {name}
        inner = _names(derived.value) if derived.value is not None else self.pack.needs[name]
        return {name}.union(*(self._givers(n) for n in inner))


def _names(expression: Expression) -> Iterator[str]:
    """The facts that give the values of an expression, without those that only choose among them."""
    if isinstance(expression, FactRef):
        yield expression.name
    gathered = isinstance(expression, Call) and expression.name in AGGREGATES
    for child in children(expression)[: 1 if gathered else None]:
        yield from _names(child)


def _add(a: Value, b: Value) -> Value:
    return functions.later(a, b) if isinstance(a, date | str) else a + b  # type: ignore[operator,arg-type]


def _subtract(a: Value, b: Value) -> Value:
    return functions.later(a, -b) if isinstance(a, date | str) else a - b  # type: ignore[operator]


def _divide(a: Value, b: Value) -> Value:
    if b == 0:
        raise Uncomputable("division_by_zero")
    return Fraction(a) / Fraction(b)  # type: ignore[arg-type]


_SEARCHES = ("contains", "starts_with")
#: the types of the arguments were proved when the pack was loaded
_OPERATIONS: dict[str, Callable[..., Value]] = {
    "+": _add,
    "-": _subtract,
    "*": lambda a, b: a * b,
    "/": _divide,
    "min": min,
    "max": max,
    "abs": abs,
    "round_fen": half_up,
    "days": lambda a, b: (b - a).days,
    "due": functions.due,
    "contains": lambda a, b: b in a,
    "starts_with": lambda a, b: a.startswith(b),
}


def _numbers(parts: Iterable[Outcome]) -> Iterator[int | Fraction]:
    """What is added up: the loader lets only numbers in."""
    for part in parts:
        if not isinstance(part.value, int | Fraction):
            raise TypeError(part.value)
        yield part.value
