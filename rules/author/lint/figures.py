"""Numbers against the words they are taken from: of parameters, deadlines and caps; and figures that nobody quotes."""

from __future__ import annotations

from collections.abc import Iterator

from rules import expressions, figures
from rules.author.lint.notice import cited, sentences
from rules.author.lint.view import View, warn
from rules.errors import Diagnostic, Place
from rules.expressions import Literal, ParamRef
from rules.figures import Figure
from rules.model import Citation, Clause, DatedValue, Measure, Parameter
from rules.types import Type, Value
from rules.wording import exact
from rules.yamlpos import Listing, Mapping, Node

_COMPARED = (Type.MONEY, Type.RATIO, Type.COUNT, Type.DATE, Type.MONTH)
#: of numbers of things, those that a notice promises or asks for
_ASKED = ("人", "名", "户", "家", "个月")


def check(view: View) -> Iterator[Diagnostic]:
    for parameter in view.pack.parameters.values():
        yield from _parameter(view, parameter)
    for measure in view.pack.measures.values():
        yield from _deadline(view, measure)
        yield from _cap(view, measure)
    yield from _unquoted(view)


# -- values beside their quotations ------------------------------------------------------------------------------------


def _parameter(view: View, parameter: Parameter) -> Iterator[Diagnostic]:
    newest = _newest(parameter)
    quoted = (newest.source or parameter.source).citation
    if parameter.type not in _COMPARED or quoted is None:
        return
    place, node = view.parameters[parameter.name]
    values = node.items.get("values")
    for item, dated in zip(values.items if isinstance(values, Listing) else (), parameter.values, strict=False):
        if dated is newest:
            place = _inside(item, "value") or place
    yield from _compare(place, f"param.{parameter.name}", newest.value, parameter.type, quoted)


def _newest(parameter: Parameter) -> DatedValue:
    """Words of the notice speak of what it says now; older values are those of older words."""
    return max(parameter.values, key=lambda dated: dated.start)


def _deadline(view: View, measure: Measure) -> Iterator[Diagnostic]:
    if measure.deadline is not None:
        node = view.measure(measure.file)
        place = _inside(node, "deadline", "date") or node.place
        day, quoted = measure.deadline.day, measure.deadline.cite
        yield from _compare(place, f"deadline of {measure.id}", day, Type.DATE, quoted, f"{measure.id} 的 deadline")


def _cap(view: View, measure: Measure) -> Iterator[Diagnostic]:
    """A cap that is one amount, or is worked out with amounts: then one of them is the notice's."""
    cap = measure.amount.cap if measure.amount is not None else None
    if cap is None:
        return
    amounts: list[Value] = []
    for part in expressions.walk(cap.expression):
        if isinstance(part, Literal) and part.type is Type.MONEY:
            amounts.append(part.value)
        elif isinstance(part, ParamRef) and part.type is Type.MONEY:
            amounts.append(_newest(view.pack.parameters[part.name]).value)
    if not amounts or any(figures.agrees(amount, Type.MONEY, cap.cite.quote) for amount in amounts):
        return
    node = view.measure(measure.file)
    place = _inside(node, "amount", "cap", "value") or _inside(node, "amount", "cap") or node.place
    yield from _compare(place, f"cap of {measure.id}", amounts[0], Type.MONEY, cap.cite, f"{measure.id} 的 cap")


def _compare(
    place: Place, what: str, value: Value, kind: Type, quoted: Citation, what_zh: str | None = None
) -> Iterator[Diagnostic]:
    if figures.agrees(value, kind, quoted.quote) is False:
        said = exact(value, kind)
        yield warn(
            place, "figure",
            f"{what} is {said.en}, but the words it quotes name {_named(kind, quoted.quote, ', ')}: {quoted.quote!r}",
            f"{what_zh or what} 是{said.zh}，所引的原文却写着{_named(kind, quoted.quote, '、')}："
            f"{quoted.quote!r}；请核对",
        )  # fmt: skip


def _named(kind: Type, words: str, comma: str) -> str:
    wanted = Type.DATE if kind is Type.MONTH else kind
    return comma.join(dict.fromkeys(words[f.start : f.end].strip() for f in figures.found(words) if f.type is wanted))


def _inside(node: Node | None, *keys: str) -> Place | None:
    for key in keys:
        node = node.items.get(key) if isinstance(node, Mapping) else None
    return node.place if node is not None else None


# -- figures that no quotation holds -----------------------------------------------------------------------------------


def _unquoted(view: View) -> Iterator[Diagnostic]:
    """Of sentences that some rule cites a part of; the others are told of whole."""
    spans = cited(view)
    text = view.pack.notice.text
    for clause in view.pack.notice.clauses.values():
        for start, end in sentences(view, clause):
            if not any(a < end and start < b for a, b in spans):
                continue
            told: set[tuple[int, int]] = set()
            for figure in figures.found(text[start:end]):
                at = (start + figure.start, start + figure.end)
                if at in told or not _asked(figure) or any(a <= at[0] and at[1] <= b for a, b in spans):
                    continue
                told.add(at)
                measure = _measure(view, clause, at)
                if measure is not None and figure.words not in (measure.note.zh if measure.note else ""):
                    yield _figure(view, measure, clause, at)


def _asked(figure: Figure) -> bool:
    return figure.type is not Type.COUNT or figure.unit in _ASKED


def _measure(view: View, clause: Clause, at: tuple[int, int]) -> Measure | None:
    """The measure of the clause that cites words closest to the figure."""
    clauses = view.pack.notice.clauses
    taken = [(clauses[measure.clause], measure) for measure in view.pack.measures.values()]
    own = [measure for other, measure in taken if other.start < clause.end and clause.start < other.end]
    return min(own, key=lambda measure: _distance(cited(view, measure), at), default=None)


def _distance(spans: list[tuple[int, int]], at: tuple[int, int]) -> int:
    return min((max(at[0] - end, start - at[1], 0) for start, end in spans), default=at[1])


def _figure(view: View, measure: Measure, clause: Clause, at: tuple[int, int]) -> Diagnostic:
    text = view.pack.notice.text
    cut = "。；;，,\n"
    start = max(text.rfind(sign, clause.start, at[0]) for sign in cut) + 1 or clause.start
    end = min((found for sign in cut if (found := text.find(sign, at[1], clause.end)) >= 0), default=clause.end)
    figure, words = text[at[0] : at[1]].strip(), text[start:end].strip()
    return warn(
        view.measure(measure.file).items["id"].place, "figure_uncited",
        f"clause {clause.number} says {words!r}, but no rule quotes {figure}; quote it where it is used, "
        f"or tell of it in the note of {measure.id}",
        f"第 {clause.number} 条写有 {words!r}，却没有规则引用其中的 {figure}；请在用到它的地方引用，"
        f"或在 {measure.id} 的 note 里说明",
    )  # fmt: skip
