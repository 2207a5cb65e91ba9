"""What a measure grants: exact money, rounded half-up to fen at the end, the cap named, the numbers put in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rules import wording
from rules.decisions import Benefit, Step
from rules.expressions import AGGREGATES, Call, Expression, FactRef, children, walk
from rules.facts import Cause, Outcome, known, unknown
from rules.model import Amount, Formula
from rules.naming import unrounded
from rules.schema import Text
from rules.sentences import Speaker
from rules.types import Type, half_up
from rules.world import World


@dataclass(frozen=True, slots=True)
class Worked:
    """A benefit with the ground it stands on; ``benefit`` is None where nothing can be said yet."""

    benefit: Benefit | None
    ground: Outcome


class Calculator:
    def __init__(self, world: World, speaker: Speaker) -> None:
        self.world = world
        self.speaker = speaker

    def work(self, amount: Amount, subject: str, granted: bool) -> Worked:
        formulas = amount.formulas
        results = {id(f): self._result(f, subject) for f in formulas}
        parts = tuple(results.values())
        if not all(p.known for p in parts):
            return Worked(None, unknown(parts=tuple(p for p in parts if not p.known)))
        ground = known(True, parts)

        def fen(formula: Formula | None) -> Fraction | None:
            if formula is None:
                return None
            value = results[id(formula)].value
            return Fraction(value) if isinstance(value, int | Fraction) else None

        cap = fen(amount.cap)
        value, low, high = (_cut(fen(f), cap) for f in (amount.value, amount.low, amount.high))
        over = [fen(f) for f in (amount.value, amount.high)]
        capped = cap is not None and any(v is not None and v > cap for v in over)
        main = amount.value or amount.low or amount.cap
        formula, filled = self._formula(amount, subject)
        benefit = Benefit(
            kind=_kind(amount),
            label=amount.label,
            granted=granted,
            amount_fen=value,
            low_fen=low,
            high_fen=high,
            cap_fen=None if cap is None else half_up(cap),
            capped=capped,
            written=main.text if main else "",
            formula=formula,
            filled=self._closed(filled, value, low, high, cap, capped, amount.either, self._rounded(amount, subject)),
            steps=tuple(self._all_steps(formulas, subject)),
            cite=amount.cite,
            cap_cite=amount.cap.cite if amount.cap else None,
        )
        return Worked(benefit, ground)

    def _result(self, formula: Formula, subject: str) -> Outcome:
        result = self.world.evaluate(formula.expression, subject)
        if isinstance(result.value, int | Fraction) and result.value < 0:
            name = next((n.name for n in walk(formula.expression) if isinstance(n, FactRef)), "")
            return unknown(Cause("problem", name, subject, "negative_amount"), parts=(result,))
        return result

    def _formula(self, amount: Amount, subject: str) -> tuple[Text, Text]:
        def both(filled: bool) -> Text:
            def say(f: Formula) -> Text:
                inner = unrounded(f.expression)
                return self.speaker.filled(inner, subject) if filled else self.speaker.name(inner)

            if amount.low and amount.high:
                low, high = say(amount.low), say(amount.high)
                return _span(low, high, amount.either)
            main = amount.value or amount.cap
            words = say(main) if main else Text("", "")
            return words if amount.value else Text(f"最高{words.zh}", f"up to {words.en}")

        return both(False), both(True)

    def _rounded(self, amount: Amount, subject: str) -> bool:
        """Whether a formula gives parts of a fen."""
        formulas = [f for f in (amount.value, amount.low, amount.high) if f is not None]
        values = [self.world.evaluate(unrounded(f.expression), subject).value for f in formulas]
        return any(isinstance(value, Fraction) and value.denominator != 1 for value in values)

    @staticmethod
    def _closed(
        filled: Text,
        value: int | None,
        low: int | None,
        high: int | None,
        cap: Fraction | None,
        capped: bool,
        either: bool,
        rounded: bool,
    ) -> Text:
        """The filled formula with its result, the cap where it cut, the rounding where there was any."""
        if value is None and (low is None or high is None):
            return filled
        if value is not None:
            result = wording.yuan(value)
        else:
            result = _span(wording.yuan(low or 0), wording.yuan(high or 0), either)
        if capped and cap is not None:
            most = wording.yuan(cap)
            zh, en = f"超过上限{most.zh}，按{result.zh}", f"over the cap of {most.en}: {result.en}"
            return Text(f"{filled.zh}，{zh}", f"{filled.en}, {en}")
        if filled.zh == result.zh:
            return filled
        zh, en = ("（四舍五入到分）", " (rounded to the fen)") if rounded else ("", "")
        return Text(f"{filled.zh} ＝ {result.zh}{zh}", f"{filled.en} = {result.en}{en}")

    def _all_steps(self, formulas: Sequence[Formula], subject: str) -> Iterator[Step]:
        """The steps of each formula; what an earlier one already said is not said again."""
        said: set[Step] = set()
        for formula in formulas:
            steps = list(self._steps(formula.expression, subject))
            # of two sources that must agree one may be unknown: it gave nothing
            yield from (step for step in steps if step not in said and step.result != wording.UNKNOWN)
            said.update(steps)

    def _steps(self, expression: Expression, subject: str) -> Iterator[Step]:
        """Derived values and function calls inside an expression, innermost first."""
        # what an aggregate sums is read for each of its own subjects, never for this one
        gathered = AGGREGATES.get(expression.name, 0) if isinstance(expression, Call) else 0
        for number, child in enumerate(children(expression)):
            for each in self._gathered(expression) if number < gathered else (subject,):
                yield from self._steps(child, each)
        if isinstance(expression, FactRef):
            derived = self.world.pack.derived.get(expression.name)
            if derived and derived.value is not None:
                yield from self._steps(derived.value, subject)
                yield self._step(derived.fact.label, derived.value, expression, subject)
        elif isinstance(expression, Call) and expression.type is Type.MONEY and expression.name != "round_fen":
            result = self._shown(expression, subject)
            name = self.speaker.name(expression)
            yield Step(name, name, result, result)

    def _gathered(self, expression: Expression) -> tuple[str, ...]:
        """The subjects an aggregate runs over."""
        kind = expression.over if isinstance(expression, Call) else None
        return self.world.book.subjects[kind] if kind else ()

    def _step(self, label: Text, inner: Expression, whole: Expression, subject: str) -> Step:
        return Step(label, self.speaker.name(inner), self.speaker.filled(inner, subject), self._shown(whole, subject))

    def _shown(self, expression: Expression, subject: str) -> Text:
        return wording.value(self.world.evaluate(expression, subject).value, expression.type)


def _kind(amount: Amount) -> str:
    if amount.value:
        return "amount"
    if amount.either:
        return "one_of"
    return "range" if amount.low else "cap"


def _span(low: Text, high: Text, either: bool) -> Text:
    if either:
        return Text(f"{low.zh}或{high.zh}", f"{low.en} or {high.en}")
    return Text(f"{low.zh} 至 {high.zh}", f"{low.en} to {high.en}")


def _cut(value: Fraction | None, cap: Fraction | None) -> int | None:
    if value is None:
        return None
    return half_up(value if cap is None else min(value, cap))
