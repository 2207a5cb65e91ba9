"""Amounts that may come out below zero, caps below what they cap, ranges that end before they begin."""

from __future__ import annotations

from collections.abc import Iterator

from rules.author.lint.prover import Always, zero
from rules.author.lint.view import View, warn
from rules.errors import Diagnostic, Place
from rules.model import Amount, Formula, Measure
from rules.yamlpos import Mapping, Scalar


def check(view: View) -> Iterator[Diagnostic]:
    always = Always(view.pack, generous=True)
    for measure in view.pack.measures.values():
        if measure.amount is not None:
            yield from _amount(view, always, measure, measure.amount)


def _amount(view: View, always: Always, measure: Measure, amount: Amount) -> Iterator[Diagnostic]:
    granted = (measure.root, True)
    if always.impossible(granted):
        return
    for key in ("value", "low", "high", "cap"):
        formula: Formula | None = getattr(amount, key)
        if formula is None:
            continue
        nought = zero(formula.expression.type)
        if not always.never("<", formula.expression, nought, granted):
            yield warn(
                _place(view, measure, key), "negative_amount",
                f"the amount {formula.text!r} can come out below zero; write max(…, yuan(0)) or ask for it in `when`",
                f"金额 {formula.text!r} 可能小于零；请写 max(…, yuan(0))，或在条件里排除",
            )  # fmt: skip
    if amount.low and amount.high and always.never("<=", amount.low.expression, amount.high.expression, granted):
        yield warn(
            _place(view, measure, "low"), "low_above_high",
                "the lower amount is always above the upper one; exchange them",
            "下限总是高于上限，请对调",
        )  # fmt: skip
    least = amount.low or amount.value
    if least and amount.cap and always.never(">=", amount.cap.expression, least.expression, granted):
        yield warn(
            _place(view, measure, "cap"), "cap_below",
                "the cap is always below the amount, so the amount is never paid; correct one",
            "封顶总是低于金额本身，金额永远发不到，请核对",
        )  # fmt: skip


def _place(view: View, measure: Measure, key: str) -> Place:
    node = view.measure(measure.file).items["amount"]
    if not isinstance(node, Mapping):
        return node.place
    found = node.items.get(key) or node.items.get("one_of") or node
    if isinstance(found, Mapping) and found is not node:
        found = found.items.get("value", found)
    return found.inner(0) if isinstance(found, Scalar) else found.place
