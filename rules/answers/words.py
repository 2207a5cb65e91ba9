"""The sentences of the advice, Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence

from rules import wording
from rules.answers.model import Named
from rules.facts import Key
from rules.model import FactSpec
from rules.schema import Text
from rules.types import Type, Value
from rules.world import World

#: more words than this are not listed in a sentence
LISTED = 6
_ZH = {
    "at_least": "不低于{0}", "at_most": "不超过{0}", "above": "高于{0}", "below": "低于{0}",
    "between": "在{0}至{1}之间", "inside": "高于{0}且低于{1}",
}  # fmt: skip
_EN = {
    "at_least": "at least {0}", "at_most": "at most {0}", "above": "above {0}", "below": "below {0}",
    "between": "between {0} and {1}", "inside": "above {0} and below {1}",
}  # fmt: skip
_COUNT_ZH = {"at_least": "至少为{0}"}
_DATE_ZH = {"at_least": "不早于{0}", "at_most": "不晚于{0}"}
_DATE_EN = {"at_least": "no earlier than {0}", "at_most": "no later than {0}"}


def shown(spec: FactSpec, value: Value | None) -> Text:
    """Exact where it is a bound or a value: sums counted out, shares not rounded."""
    if value is None:
        return wording.UNKNOWN
    if spec.type is Type.MONEY and isinstance(value, int):
        return wording.yuan(value)
    if spec.type in (Type.TEXT, Type.CHOICE):
        words = wording.value(value, spec.type, spec.choices)
        return Text(f"“{words.zh}”", f"“{words.en}”")
    return wording.exact(value, spec.type, spec.choices)


def label(world: World, key: Key) -> Text:
    """The fact's label; with the paper it stands in, where a case has several of the kind."""
    spec = world.pack.facts[key[0]]
    kind, _, number = key[1].partition(":")
    subjects = world.book.subjects.get(kind, ())
    if len(subjects) < 2:
        return spec.label
    paper = world.pack.subjects[kind].label
    months = [f for f in world.pack.facts.values() if f.subject == kind and f.type is Type.MONTH]
    known = [world.value(f.name, key[1]).value for f in months]
    if len(known) == 1 and known[0] is not None:
        month = wording.value(known[0], Type.MONTH)
        return Text(f"{month.zh}{paper.zh}的{spec.label.zh}", f"{spec.label.en} ({paper.en} of {month.en})")
    if not number:  # of one paper or another, as a dispute between papers is
        return Text(f"{paper.zh}的{spec.label.zh}", f"{spec.label.en} ({paper.en})")
    return Text(f"第{number}份{paper.zh}的{spec.label.zh}", f"{spec.label.en} ({paper.en} {number})")


def target(spec: FactSpec, to: str, bounds: tuple[Value, ...]) -> Text:
    """What a fact would have to be, as it follows its label."""
    words = [shown(spec, b) for b in bounds]
    if to in _ZH:
        dated = spec.type in (Type.DATE, Type.MONTH)
        zh, en = _ZH[to], _EN[to]
        if dated:
            zh, en = _DATE_ZH.get(to, zh), _DATE_EN.get(to, en)
        elif spec.type is Type.COUNT:
            zh = _COUNT_ZH.get(to, zh)
        return Text(zh.format(*(w.zh for w in words)), f"is {en.format(*(w.en for w in words))}")
    if to == "other_than":
        if not words:
            return Text("为其他值", "is another")
        return Text(f"不为{_or([w.zh for w in words], '、', '或', '等')}", f"is not {_or_en(words)}")
    verbs = {"contains": ("含有", "contains"), "starts_with": ("以", "begins with")}
    zh, en = verbs.get(to, ("为", "is"))
    after = "开头" if to == "starts_with" else ""
    return Text(f"{zh}{_or([w.zh for w in words], '、', '或', '等')}{after}", f"{en} {_or_en(words)}")


def change(world: World, key: Key, value: Value | None, to: str, bounds: tuple[Value, ...]) -> Text:
    """出租方类别为“区属国有企业”（现为“其他业主（房东）”）."""
    spec = world.pack.facts[key[0]]
    name, wanted, now = label(world, key), target(spec, to, bounds), shown(spec, value)
    if spec.type is Type.BOOL:
        yes = bounds == (True,)
        zh = f"“{name.zh}”{'属实' if yes else '不属实'}（现认定为{now.zh}）"
        return Text(zh, f"“{name.en}” is {'true' if yes else 'false'} (now: {now.en})")
    return Text(f"{name.zh}{wanted.zh}（现为{now.zh}）", f"the {name.en} {wanted.en} (now {now.en})")


def sentence(changes: Sequence[Text], granted: bool, still: Sequence[Named], disputed: Sequence[Named]) -> Text:
    """如果 …，且 …，则符合本条。还需确认：…."""
    zh, en = "，且".join(c.zh for c in changes), " and ".join(c.en for c in changes)
    if granted:
        return Text(f"如果{zh}，则符合本条。", f"If {en}, this measure holds.")
    zh, en = f"如果{zh}，则有望符合本条，", f"If {en}, this measure may hold; "
    more_zh, more_en = [], []
    if still:
        more_zh.append(f"还需确认：{named_zh(still)}")
        more_en.append(f"still to be settled: {named_en(still)}")
    if disputed:
        more_zh.append(f"还须裁定各处说法不一的：{named_zh(disputed)}")
        more_en.append(f"a reviewer has to settle what sources disagree on: {named_en(disputed)}")
    return Text(zh + "；".join(more_zh) + "。", en + "; ".join(more_en) + ".")


def named_zh(some: Sequence[Named]) -> str:
    return "、".join(dict.fromkeys(_detailed(n).zh for n in some))


def named_en(some: Sequence[Named]) -> str:
    return ", ".join(dict.fromkeys(_detailed(n).en for n in some))


def _detailed(named: Named) -> Text:
    if not named.detail:
        return named.label
    return Text(f"{named.label.zh}（{named.detail}）", f"{named.label.en} ({named.detail})")


def stuck(requires: Text, facts: Sequence[Named]) -> Text:
    """What no single fact turns."""
    zh = f"改变其中任何一项都不够，须使算式的结果满足：{requires.zh}（涉及{named_zh(facts)}）。"
    return Text(zh, f"No single one of its facts is enough; together they must give: {requires.en} "
                    f"(it rests on {named_en(facts)}).")  # fmt: skip


def _or(words: Sequence[str], between: str, last: str, more: str) -> str:
    some = list(dict.fromkeys(words))
    if len(some) > LISTED:
        return between.join(some[:LISTED]) + more
    return some[0] if len(some) == 1 else between.join(some[:-1]) + last + some[-1]


def _or_en(words: Sequence[Text]) -> str:
    some = list(dict.fromkeys(w.en for w in words))
    if len(some) > LISTED:
        return ", ".join(some[:LISTED]) + " or the like"
    return some[0] if len(some) == 1 else ", ".join(some[:-1]) + " or " + some[-1]
