"""Facts and expressions in words, Chinese and English: their names, their values put in, their units.

Every fact has a name of its own: the author's label, told apart where two facts share one. So no two expressions over
different facts read alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rules import grammar, wording
from rules.expressions import Arithmetic, Call, Expression, FactRef, Literal, ParamRef, facts_of, sides, walk
from rules.grammar import bracketed, quoted, with_article
from rules.model import Condition, FactSpec, Gate, Pack, Test
from rules.schema import Text
from rules.types import NUMERIC, Type, Value
from rules.world import World

_SYMBOLS_ZH = {"+": "＋", "-": "－", "*": "×", "/": "÷"}
_SYMBOLS_EN = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_NONE = Text("", "")
_SAME_UNIT = ("sum", "at", "series_sum", "min", "max", "abs", "agree")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a pack's facts are called; the same for every case."""

    names: dict[str, Text]
    units: dict[str, Text]
    taken: frozenset[str]  #: every name, in both languages
    keys: dict[tuple[str, Type], set[str]]  #: by what the values of aggregates are looked up
    terms: dict[str, set[tuple[Expression, ...]]]  #: start and end that go with a schedule
    choices: dict[str, dict[str, Text]]  #: of a fact that has some; values that share a word are told apart
    said: dict[tuple[Value, ...], dict[tuple[str, bool], Text]]  #: what conditions ask for, by the parameters' values


_VOCABULARIES: dict[tuple[str, str], Vocabulary] = {}
_MOST = 32


def vocabulary(pack: Pack) -> Vocabulary:
    """The vocabulary of a pack, made once per process."""
    key = (pack.reference, pack.content_hash)
    if key not in _VOCABULARIES:
        if len(_VOCABULARIES) >= _MOST:
            _VOCABULARIES.clear()
        _VOCABULARIES[key] = _vocabulary(pack)
    return _VOCABULARIES[key]


def _vocabulary(pack: Pack) -> Vocabulary:
    split = {name: grammar.measured(spec.label, spec.type) for name, spec in pack.facts.items()}
    names = _named(pack, {name: short for name, (short, _) in split.items()})
    keys: dict[tuple[str, Type], set[str]] = {}
    terms: dict[str, set[tuple[Expression, ...]]] = {}
    for call in _calls(pack):
        if call.name in ("at", "series_sum") and isinstance(call.args[1], FactRef):
            keys.setdefault((_facts_named(call.args[0]), call.args[1].type), set()).add(call.args[1].name)
        if call.name == "due":
            terms.setdefault(repr(call.args[0]), set()).add(call.args[1:3])
    taken = frozenset(word for text in names.values() for word in (text.zh, text.en))
    units = {name: unit for name, (_, unit) in split.items()}
    choices = {name: _told_apart(spec) for name, spec in pack.facts.items() if spec.choices}
    return Vocabulary(names, units, taken, keys, terms, choices, {})


class Namer:
    """Names the facts and expressions of one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.pack = world.pack
        self._vocabulary = vocabulary(world.pack)
        self.taken = self._vocabulary.taken

    def said(self) -> dict[tuple[str, bool], Text]:
        """What conditions of this pack ask for under these parameters, kept for the cases that follow."""
        kept, key = self._vocabulary.said, tuple(self.world.parameters.values())
        if key not in kept and len(kept) >= _MOST:
            kept.clear()
        return kept.setdefault(key, {})

    # -- names -------------------------------------------------------------------------------------------------

    def fact(self, name: str) -> Text:
        return self._vocabulary.names[name]

    def name(self, expression: Expression) -> Text:
        """An expression with the names of its values."""
        return self._words(expression, None)

    def filled(self, expression: Expression, subject: str) -> Text:
        """An expression with the values put in; a name where a value is unknown."""
        return self._words(expression, subject)

    def choices(self, *options: Expression) -> dict[str, Text] | None:
        """The words of a choice."""
        for side in options:
            for node in walk(side):
                if isinstance(node, FactRef) and node.name in self._vocabulary.choices:
                    return self._vocabulary.choices[node.name]
        return None

    def constant(self, side: Expression) -> Value | None:
        """The value of what no case can change: a literal, a parameter, a day or month counted from them."""
        if isinstance(side, Literal):
            return side.value
        if isinstance(side, ParamRef):
            return self.world.parameters[side.name]
        counted = isinstance(side, Arithmetic) and side.type in (Type.DATE, Type.MONTH)
        if counted and all(isinstance(node, Literal | ParamRef | Arithmetic) for node in walk(side)):
            return self.world.evaluate(side, "").value
        return None

    def unit(self, expression: Expression) -> Text:
        """人, 米, 份 …; empty where the labels name none."""
        if isinstance(expression, FactRef):
            return self._vocabulary.units[expression.name]
        if isinstance(expression, Call):
            if expression.name == "count":
                return Text("份", "") if self.pack.subjects[expression.over or ""].document else Text("个", "")
            if expression.name == "days":
                return Text("天", "days")
            return self.unit(expression.args[0]) if expression.name in _SAME_UNIT else _NONE
        if isinstance(expression, Arithmetic) and expression.type in NUMERIC:
            left, right = self.unit(expression.left), self.unit(expression.right)
            if expression.op in "+-" and left == right:
                return left
            if expression.op in "*/" and self.constant(expression.right) is not None:
                return left
            if expression.op == "*" and self.constant(expression.left) is not None:
                return right
        return _NONE

    # -- words -------------------------------------------------------------------------------------------------

    def _words(self, expression: Expression, subject: str | None) -> Text:
        constant = self.constant(expression)
        if constant is not None:
            shown = wording.exact(constant, expression.type) if subject is None else None
            shown = shown or wording.value(constant, expression.type)
            return quoted(shown) if expression.type is Type.TEXT else shown
        if isinstance(expression, Call) and expression.name == "round_fen":
            inner = self._inner(expression.args[0], self._words(expression.args[0], subject))
            return Text(f"{inner.zh}（四舍五入到分）", f"{inner.en} (rounded to the fen)")
        if subject is not None and isinstance(expression, FactRef | Call):
            outcome = self.world.evaluate(expression, subject)
            if outcome.known:
                return wording.value(outcome.value, expression.type, self.choices(expression))
        if isinstance(expression, FactRef):
            return self.fact(expression.name)
        if isinstance(expression, Arithmetic):
            return self._arithmetic(expression, subject)
        if isinstance(expression, Call):
            return self._call(expression)
        raise TypeError(expression)

    def _arithmetic(self, node: Arithmetic, subject: str | None) -> Text:
        left, right = self._words(node.left, subject), self._words(node.right, subject)
        if node.type in (Type.DATE, Type.MONTH):
            return self._later(node, left, right)
        if isinstance(node.left, Arithmetic) and node.op in "*/" and node.left.op in "+-":
            left = bracketed(left)
        if isinstance(node.right, Arithmetic) and (node.op in "*/" or node.right.op in "+-"):
            right = bracketed(right)
        return Text(f"{left.zh}{_SYMBOLS_ZH[node.op]}{right.zh}", f"{left.en} {_SYMBOLS_EN[node.op]} {right.en}")

    def _later(self, node: Arithmetic, left: Text, right: Text) -> Text:
        """A day or month some days or months later."""
        left, right = self._inner(node.left, left), self._inner(node.right, right)
        number = Text(f"{right.zh}", with_article(right.en))
        days = node.type is Type.DATE
        if self.constant(node.right) is not None:
            number = grammar.with_unit(right, Text("", "days" if days else "months"))
            counted = f"第{number.zh}{'天' if days else '个月'}"
        else:
            counted = f"{number.zh}{'天' if days else '个月'}"
            number = Text("", f"{number.en} in {'days' if days else 'months'}")
        zh, en = ("之后", "after") if node.op == "+" else ("之前", "before")
        noun = "day" if days else "month"
        return Text(f"{left.zh}{zh}{counted}", f"{noun} {number.en} {en} {with_article(left.en)}")

    def _inner(self, expression: Expression, words: Text | None = None) -> Text:
        """As part of a phrase: in brackets unless it is one name."""
        words = words or self.name(expression)
        single = isinstance(expression, Literal | ParamRef | FactRef) or self.constant(expression) is not None
        if isinstance(expression, Call) and expression.name in ("sum", "count"):
            single = True
        return words if single else bracketed(words)

    def _call(self, call: Call) -> Text:
        if call.name == "count":
            label = self.pack.subjects[call.over or ""].label
            return Text(f"{label.zh}{self.unit(call).zh}数", f"number of {grammar.plural(label.en)}")
        if call.name == "sum":
            return self._sum(call)
        if call.name == "at":
            return self._at(call)
        if call.name == "series_sum":
            return self._series(call)
        if call.name == "due":
            return self._due(call)
        if call.name in PHRASES:
            return self.phrase(call, PHRASES[call.name])
        args = [self._inner(arg) for arg in call.args]
        both = len(args) == 2
        chinese, english = _LISTS[call.name][0 if both else 1]
        words = grammar.listed(args, "与" if both else "、", "and")
        return Text(chinese.format(words.zh), english.format(words.en))

    def _sum(self, call: Call) -> Text:
        """Over what the values are summed up."""
        paper, name = self.pack.subjects[call.over or ""], self.name(call.args[0])
        each = "各份" if paper.document else "各"
        return Text(
            f"{each}{paper.label.zh}{name.zh}合计", f"sum of {name.en} over the {grammar.plural(paper.label.en)}"
        )

    def phrase(self, call: Call, words: tuple[str, str]) -> Text:
        """The arguments of a call put into a phrase."""
        args = [self._inner(arg) for arg in call.args]
        return Text(words[0].format(*(a.zh for a in args)), words[1].format(*(a.en for a in args)))

    def _at(self, call: Call) -> Text:
        value, key, wanted = call.args
        paper = self.pack.subjects[call.over or ""].label
        name, named = self.name(value), self.name(key)
        if key.type is Type.BOOL and self.constant(wanted) is not None:
            held, marks = self.constant(wanted), quoted(named)
            if held and value == key:  # any of the papers for which something holds
                return Text(f"至少有一份{paper.zh}符合{marks.zh}", f"at least one {paper.en}: {marks.en}")
            zh, en = ("符合", "with") if held else ("不符合", "without")
            return Text(f"{name.zh}（取{zh}{marks.zh}的{paper.zh}）", f"{name.en} of the {paper.en} {en} {marks.en}")
        where = self._inner(wanted)
        if self._sole(value, key):
            return Text(f"{where.zh}的{name.zh}", f"{name.en} for {where.en}")
        return Text(f"{named.zh}为{where.zh}的{name.zh}", f"{name.en} where {with_article(named.en)} is {where.en}")

    def _series(self, call: Call) -> Text:
        value, key, first, last = call.args
        name, one, other = self.name(value), self.constant(first), self.constant(last)
        if isinstance(one, str) and isinstance(other, str):
            months = wording.span(one, other)
        else:
            start, end = self._inner(first), self._inner(last)
            months = Text(f"{start.zh}至{end.zh}", f"{start.en} to {end.en}")
        if self._sole(value, key):
            return Text(f"{months.zh}{name.zh}合计", f"sum of {name.en} for {months.en}")
        named = self.name(key)
        return Text(f"{months.zh}（按{named.zh}）{name.zh}合计", f"sum of {name.en} for {months.en} by {named.en}")

    def _sole(self, value: Expression, key: Expression) -> bool:
        """Whether a month or day alone says which key is meant."""
        return (
            key.type in (Type.MONTH, Type.DATE)
            and len(self._vocabulary.keys.get((_facts_named(value), key.type), ())) < 2
        )

    def _due(self, call: Call) -> Text:
        schedule, start, end, month = (self._inner(arg) for arg in call.args)
        zh, en = f"{month.zh}按{schedule.zh}应付的金额", f"amount due for {month.en} by the {schedule.en}"
        if len(self._vocabulary.terms.get(repr(call.args[0]), ())) > 1:
            zh, en = f"{zh}（{start.zh}至{end.zh}）", f"{en} ({start.en} to {end.en})"
        return Text(zh, en)


def _facts_named(expression: Expression) -> str:
    return ",".join(sorted(facts_of(expression)))


def unrounded(expression: Expression) -> Expression:
    """A formula without the rounding around it."""
    while isinstance(expression, Call) and expression.name == "round_fen":
        expression = expression.args[0]
    return expression


def _named(pack: Pack, short: dict[str, Text]) -> dict[str, Text]:
    """Of several facts with one label, the one fact of the case keeps it; those of its papers name their paper."""
    plain = {lang: Counter(getattr(f.label, lang) for f in pack.facts.values()) for lang in ("zh", "en")}
    alone = {
        lang: Counter(getattr(f.label, lang) for f in pack.facts.values() if not pack.subjects[f.subject].many)
        for lang in ("zh", "en")
    }

    def offered(spec: FactSpec, lang: str) -> list[str]:
        label, owner = getattr(spec.label, lang), getattr(pack.subjects[spec.subject].label, lang)
        full = [f"{owner}的{label}", f"{label}（{spec.name}）"] if lang == "zh" else []
        full = full or [f"{label} of the {owner}", f"{label} ({spec.name})"]
        shared = pack.subjects[spec.subject].many and plain[lang][label] > 1 and alone[lang][label] == 1
        return full if shared else [getattr(short[spec.name], lang), label, *full]

    zh, en = (grammar.unique({n: offered(s, lang) for n, s in pack.facts.items()}) for lang in ("zh", "en"))
    return {name: Text(zh[name], en[name]) for name in pack.facts}


def _told_apart(spec: FactSpec) -> dict[str, Text]:
    zh = grammar.unique({value: [text.zh, f"{text.zh}（{value}）"] for value, text in spec.choices.items()})
    en = grammar.unique({value: [text.en, f"{text.en} ({value})"] for value, text in spec.choices.items()})
    return {value: Text(zh[value], en[value]) for value in spec.choices}


def _calls(pack: Pack) -> Iterator[Call]:
    for expression in _expressions(pack):
        yield from (node for node in walk(expression) if isinstance(node, Call))


def _expressions(pack: Pack) -> Iterator[Expression]:
    for derived in pack.derived.values():
        if derived.value is not None:
            yield derived.value
        for condition in derived.conditions:
            yield from _compared(condition)
    for measure in pack.measures.values():
        yield from _compared(measure.root)
        if measure.amount:
            yield from (formula.expression for formula in measure.amount.formulas)


def _compared(condition: Condition | None) -> Iterator[Expression]:
    if isinstance(condition, Test):
        yield from sides(condition.test)
    elif isinstance(condition, Gate):
        for child in condition.children:
            yield from _compared(child)


PHRASES = {
    "abs": ("{0}的绝对值", "absolute value of {0}"),
    "days": ("{0}至{1}的天数", "number of days from {0} to {1}"),
    "contains": ("{0}含有{1}", "{0} contains {1}"),
    "starts_with": ("{0}以{1}开头", "{0} begins with {1}"),
}
#: of two, of more
_LISTS = {
    "min": (("{0}中较小的一个", "lesser of {0}"), ("{0}中最小的一个", "least of {0}")),
    "max": (("{0}中较大的一个", "greater of {0}"), ("{0}中最大的一个", "greatest of {0}")),
    "agree": (("{0}（两者须一致）", "{0} (which must agree)"), ("{0}（须一致）", "{0} (which must agree)")),
}
