"""One chunk of cases under one pack: the value of every fact and expression and the truth of every condition.

Says what :mod:`rules.world` and :mod:`rules.plain` say, for all rows at once. Each expression and each condition is
worked out once, in the sheet it belongs to: what speaks of the case alone in the sheet of cases, and is carried over
to the rows of its subjects. ``disputed`` is World's cause of kind "conflict", which ``agree`` and ``at`` ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import reduce
from operator import and_, or_

import polars as pl

from rules.book import Book
from rules.columns import exact, values
from rules.columns.aggregates import work
from rules.columns.exact import Flags, Int, Num
from rules.columns.rent import due
from rules.columns.sheet import Sheet, gathered
from rules.columns.texts import compared
from rules.columns.values import Agreed, Plain, Steps, Val, either, known
from rules.expressions import AGGREGATES, Arithmetic, Call, Expression, FactRef, own_facts, sides, walk
from rules.facts import FactSet
from rules.model import Condition, Derived, Gate, Pack, Test
from rules.names import folds
from rules.types import Type
from rules.world import World


class Reader:
    """``sheets``: the cases under "" and one sheet for each kind of which a case has many."""

    def __init__(self, pack: Pack, on: date, sheets: Mapping[str, Sheet], given: Mapping[str, Val]) -> None:
        self.pack = pack
        self.sheets = sheets
        self.given = given  #: facts that have a column, by name
        self._constants = World(Book(pack, FactSet()), on)

    # -- places ------------------------------------------------------------------------------------------------

    def sheet_of(self, fact: str) -> Sheet:
        owner = self.pack.facts[fact].subject
        return self.sheets[owner if self.pack.subjects[owner].many else ""]

    def home(self, *expressions: Expression) -> Sheet:
        """The sheet that expressions belong to: that of the subject at hand, or the cases."""
        for expression in expressions:
            for name in own_facts(expression):
                if self.sheet_of(name).kind:
                    return self.sheet_of(name)
        return self.sheets[""]

    def carried(self, val: Val, source: Sheet, target: Sheet) -> Val:
        """A value of the cases, or of the sheet itself, in the rows of the sheet."""
        return val if source is target else gathered(val, source, target, target.case)

    def _flag(self, e: pl.Expr | None, source: Sheet, target: Sheet) -> pl.Expr | None:
        if e is None or source is target:
            return e
        found = gathered(Plain(source.keep(e)[0]), source, target, target.case)
        return found.e if isinstance(found, Plain) else None

    # -- facts -------------------------------------------------------------------------------------------------

    def fact(self, name: str) -> Agreed:
        """The value of a fact in its own sheet, and where it is disputed."""
        sheet = self.sheet_of(name)
        key = ("fact", name)
        if key not in sheet.memory:
            sheet.memory[key] = self._fact(name, sheet)
        return _agreed(sheet.memory[key])

    def _fact(self, name: str, sheet: Sheet) -> Agreed:
        given = self.given.get(name)
        mark = f"{name}!"
        conflict = pl.col(mark) if mark in sheet.columns else None
        derived = self.pack.derived.get(name)
        if derived is None:
            return Agreed(given or values.nothing(self.pack.facts[name].type), conflict)
        made = self._derive(derived, sheet)
        if given is None and conflict is None:
            return made
        said = given or values.nothing(self.pack.facts[name].type)
        stated = known(said) if conflict is None else known(said) | conflict
        flags: Flags = []
        val = sheet.hold(values.pick(stated, said, made.val, flags), flags)
        return Agreed(val, either(conflict, None if made.disputed is None else made.disputed & ~stated))

    def _derive(self, derived: Derived, sheet: Sheet) -> Agreed:
        if derived.value is not None:
            found = self.value(derived.value)
            home = self.home(derived.value)
            return Agreed(self.carried(found.val, home, sheet), self._flag(found.disputed, home, sheet))
        if derived.when is not None:
            return Agreed(Plain(self.truth(derived.when, sheet)), self.open(derived.when, sheet))
        return self._choose(derived, sheet)

    def _choose(self, derived: Derived, sheet: Sheet) -> Agreed:
        kind = derived.fact.type
        flags: Flags = []
        truths = [(c, self.truth(c.when, sheet)) for c in derived.choose]
        met = {v: _any([t for c, t in truths if c.value == v]) for v in dict.fromkeys(c.value for c, _ in truths)}
        met = {v: sheet.keep(t.fill_null(value=False))[0] for v, t in met.items()}
        val = values.nothing(kind)
        if derived.otherwise is not None:
            none = sheet.keep((~_any([t for _, t in truths])).fill_null(value=False))[0]
            val = values.pick(none, values.constant(derived.otherwise, kind, flags), val, flags)
        for chosen, truth in met.items():
            val = sheet.hold(values.pick(truth, values.constant(chosen, kind, flags), val, flags))
        several = sum((t.cast(pl.UInt8) for t in met.values()), pl.lit(0, dtype=pl.UInt8))
        val = sheet.hold(values.pick(several <= 1, val, values.nothing(kind), flags), flags)
        asked = [d & t.is_null() for c, t in truths if (d := self.open(c.when, sheet)) is not None]
        disputed = sheet.keep(_any(asked) & (several == 0))[0] if asked else None
        return Agreed(val, disputed)

    # -- expressions -------------------------------------------------------------------------------------------

    def value(self, expression: Expression) -> Agreed:
        """The value of an expression in its home sheet."""
        if isinstance(expression, FactRef):
            return self.fact(expression.name)
        sheet = self.home(expression)
        if expression not in sheet.memory:
            flags: Flags = []
            if any(isinstance(e, FactRef) or (isinstance(e, Call) and e.over) for e in walk(expression)):
                found = self._worked(expression, sheet, flags)
                disputed = None if found.disputed is None else sheet.keep(found.disputed)[0]
                sheet.memory[expression] = Agreed(sheet.hold(found.val, flags), disputed)
            else:
                sheet.memory[expression] = self._constant(expression, flags)
                sheet.settle(flags)
        return _agreed(sheet.memory[expression])

    def _constant(self, expression: Expression, flags: Flags) -> Agreed:
        outcome = self._constants.evaluate(expression, "")
        disputed = any(cause.kind == "conflict" for cause in outcome.causes)
        return Agreed(values.constant(outcome.value, expression.type, flags), pl.lit(value=True) if disputed else None)

    def at(self, expression: Expression, sheet: Sheet) -> Agreed:
        """The value of an expression in the rows of a sheet."""
        found, home = self.value(expression), self.home(expression)
        if home is sheet:
            return found
        key = ("carried", expression)
        if key not in sheet.memory:
            val = self.carried(found.val, home, sheet)
            sheet.memory[key] = Agreed(val, self._flag(found.disputed, home, sheet))
        return _agreed(sheet.memory[key])

    def _worked(self, expression: Expression, sheet: Sheet, flags: Flags) -> Agreed:
        if isinstance(expression, Call) and expression.name in AGGREGATES:
            return work(self, expression, sheet, flags)
        args = (expression.left, expression.right) if isinstance(expression, Arithmetic) else _args(expression)
        parts = [self.at(a, sheet) for a in args]
        if isinstance(expression, Call) and expression.name == "agree":
            type_ = expression.type
            said = [(p.val, p.disputed) for p in parts]
            return values.agree(said, sheet.hold, lambda val: compared(val, type_, sheet), flags)
        # a dispute inside an argument is one of the whole, as long as the argument is unknown, which it then is
        disputed = either(*(p.disputed for p in parts))
        op = expression.op if isinstance(expression, Arithmetic) else _name(expression)
        return Agreed(_operate(op, expression.type, [p.val for p in parts], sheet, flags), disputed)

    # -- conditions --------------------------------------------------------------------------------------------

    def truth(self, condition: Condition, sheet: Sheet) -> pl.Expr:
        """True, false or null in the rows of the sheet, which is that of the condition's scope or below it."""
        home = self.sheets[condition.scope or ""]
        if home is not sheet:
            key = ("truth", _shape(condition))
            if key not in sheet.memory:
                val = gathered(Plain(self.truth(condition, home)), home, sheet, sheet.case)
                sheet.memory[key] = val.e if isinstance(val, Plain) else None
            return _expr(sheet.memory[key])
        key = ("truth", _shape(condition))
        if key not in sheet.memory:
            flags: Flags = []
            sheet.memory[key] = sheet.keep(self._truth(condition, sheet, flags))[0]
            sheet.settle(flags)
        return _expr(sheet.memory[key])

    def _truth(self, condition: Condition, sheet: Sheet, flags: Flags) -> pl.Expr:
        if isinstance(condition, Test):
            left, *right = (self.at(side, sheet).val for side in sides(condition.test))
            if folds(condition.test):
                left, *right = (compared(val, Type.TEXT, sheet) for val in (left, *right))
            return _compared(condition.test.op, left, right, flags)
        if isinstance(condition, Gate):
            parts = [self.truth(child, sheet) for child in condition.children]
            if condition.op == "not":
                return ~parts[0]
            return _any(parts) if condition.op == "any" else reduce(and_, parts)
        found = self.fact(condition.fact).val
        return found.e if isinstance(found, Plain) else pl.lit(None, dtype=pl.Boolean)

    def open(self, condition: Condition, sheet: Sheet) -> pl.Expr | None:
        """Where the condition is undetermined and a dispute is among the causes (:func:`rules.support.of`)."""
        key = ("open", condition.key)
        if key not in sheet.memory:
            found = self._open(condition, sheet)
            sheet.memory[key] = None if found is None else sheet.keep(found & self.truth(condition, sheet).is_null())[0]
        kept = sheet.memory[key]
        return None if kept is None else _expr(kept)

    def _open(self, condition: Condition, sheet: Sheet) -> pl.Expr | None:
        if isinstance(condition, Test):
            return either(*(self.at(side, sheet).disputed for side in sides(condition.test)))
        if isinstance(condition, Gate):
            return either(*(self.open(child, sheet) for child in condition.children))
        return self._flag(self.fact(condition.fact).disputed, self.sheet_of(condition.fact), sheet)


def _shape(condition: Condition) -> object:
    """Conditions of one shape have one truth: the same test stands in several measures."""
    if isinstance(condition, Test):
        return (condition.test.op, condition.test.left, condition.test.right)
    if isinstance(condition, Gate):
        return (condition.op, *(_shape(child) for child in condition.children))
    return ("use", condition.fact)


def _any(truths: list[pl.Expr]) -> pl.Expr:
    return reduce(or_, truths)


def _compared(op: str, left: Val, right: list[Val], flags: Flags) -> pl.Expr:
    """Null where any side is unknown, also of those after ``in``."""
    if op == "in":
        hits = [values.equal(left, other, flags) for other in right]
        settled = reduce(and_, [known(side) for side in (left, *right)])
        return pl.when(settled).then(_any(hits))
    if isinstance(left, Num) and isinstance(right[0], Num):
        return exact.compare(op, left, right[0], flags)
    same = values.equal(left, right[0], flags)
    return same if op == "==" else ~same


def _operate(op: str, kind: Type, parts: list[Val], sheet: Sheet, flags: Flags) -> Val:
    if op in _WORDS:
        words = [compared(p, Type.TEXT, sheet) for p in parts]
        return Plain(_WORDS[op](*(w.e for w in words if isinstance(w, Plain))))
    if op == "due":
        schedule = parts[0]
        start, end, month = (p for p in parts if isinstance(p, Num))
        if isinstance(schedule, Steps):
            return due(schedule, start, end, month, sheet, flags)
    numbers = [p for p in parts if isinstance(p, Num)]
    if op in ("min", "max"):
        return reduce(lambda a, b: _extreme(op, a, b, sheet, flags), numbers)
    if op == "abs":
        return Num(exact.magnitude(numbers[0].n), numbers[0].d)
    if op == "round_fen":
        return Num(exact.rounded(numbers[0], flags))
    if op == "days":
        return exact.subtract(numbers[1], numbers[0], flags)
    if kind in (Type.DATE, Type.MONTH):
        return _later(op, kind, numbers[0], numbers[1], flags)
    return _ARITHMETIC[op](numbers[0], numbers[1], flags)


def _extreme(op: str, a: Num, b: Num, sheet: Sheet, flags: Flags) -> Num:
    first = exact.compare("<=" if op == "min" else ">=", a, b, flags)
    found = sheet.hold(values.pick(first, a, b, flags))
    return found if isinstance(found, Num) else a


def _later(op: str, kind: Type, start: Num, by: Num, flags: Flags) -> Num:
    if op == "-":
        by = Num(Int(0 - by.n.e, by.n.hi), by.d)
    first, last = (1, values.LAST_DAY) if kind is Type.DATE else (12, values.LAST_MONTH)
    return values.later(start, by, last, first, flags)


_WORDS: dict[str, Callable[..., pl.Expr]] = {
    "contains": lambda a, b: a.str.contains(b, literal=True),
    "starts_with": lambda a, b: a.str.starts_with(b),
}
_ARITHMETIC = {"+": exact.add, "-": exact.subtract, "*": exact.multiply, "/": exact.divide}


def _args(expression: Expression) -> tuple[Expression, ...]:
    return expression.args if isinstance(expression, Call) else ()


def _name(expression: Expression) -> str:
    return expression.name if isinstance(expression, Call) else ""


def _agreed(kept: object) -> Agreed:
    if not isinstance(kept, Agreed):
        raise TypeError(kept)
    return kept


def _expr(kept: object) -> pl.Expr:
    if not isinstance(kept, pl.Expr):
        raise TypeError(kept)
    return kept
