"""Grammar of the sentences that rules make, Chinese and English: what any label needs to stand in a sentence.

Labels are the pack author's and may be anything: where a form cannot be told from the label, a form is used that is
right for every label.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rules.schema import Text
from rules.types import Type

# -- quoting and listing -----------------------------------------------------------------------------------------


def quoted(text: Text) -> Text:
    """In quotation marks; marks inside become inner ones."""
    zh = text.zh.replace("“", "‘").replace("”", "’")
    return Text(f"“{zh}”", "“" + text.en.replace("“", "‘").replace("”", "’") + "”")


def bracketed(text: Text) -> Text:
    return Text(f"（{text.zh}）", f"({text.en})")


def listed(parts: Sequence[Text], zh: str, en: str) -> Text:
    """A、B或C; a, b or c."""
    if len(parts) == 1:
        return parts[0]
    head, last = parts[:-1], parts[-1]
    chinese = "、".join(p.zh for p in head).replace("”、“", "”“")  # quotation marks part what they enclose
    return Text(f"{chinese}{zh}{last.zh}", f"{', '.join(p.en for p in head)} {en} {last.en}")


_SHORT = re.compile(r"[^，；、。：或且与和]{1,12}")


def joined(parts: Sequence[Text], zh: str, en: str) -> Text:
    """Whole conditions: A或B where both are short; A，且B; A；B；且C."""
    if len(parts) == 2 and all(_SHORT.fullmatch(part.zh) for part in parts):
        return Text(zh.join(p.zh for p in parts), f" {en} ".join(p.en for p in parts))
    if len(parts) < 3:
        return Text(f"，{zh}".join(p.zh for p in parts), f", {en} ".join(p.en for p in parts))
    head, last = parts[:-1], parts[-1]
    return Text(f"{'；'.join(p.zh for p in head)}；{zh}{last.zh}", f"{'; '.join(p.en for p in head)}; {en} {last.en}")


# -- English nouns -----------------------------------------------------------------------------------------------

_DETERMINED = re.compile(
    r"(the|an?|this|that|these|those|each|every|all|any|no|its|their|his|her|whether)\b|[“\d(]", re.IGNORECASE
)
_AFTER_HEAD = re.compile(
    r"of|for|in|on|at|by|from|to|with|under|over|within|inside|outside|that|which|who|per|as|against|between|during"
    r"|before|after|above|below"
)
_PLURALS = frozenset(("people", "children", "premises"))
_SINGULARS = ("ss", "us", "is", "news", "series")


def with_article(name: str) -> str:
    return name if _DETERMINED.match(name) else f"the {name}"


def plural(noun: str) -> str:
    """leases, companies, branches; of a phrase the last word before "of", "for" …"""
    words = noun.split(" ")
    head = next((n for n, word in enumerate(words) if n and _AFTER_HEAD.fullmatch(word)), len(words)) - 1
    word = words[head]
    if word.endswith("s") and not word.endswith(_SINGULARS):
        return noun
    if re.search(r"[^aeiou]y$", word):
        word = f"{word[:-1]}ies"
    else:
        word += "es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s"
    return " ".join([*words[:head], word, *words[head + 1 :]])


def is_plural(noun: str) -> bool:
    """Whether the noun that a phrase is about is a plural: employees trained in all, total assets."""
    words = noun.partition(",")[0].split(" ")
    for n, word in enumerate(words):
        if n and _AFTER_HEAD.fullmatch(word):
            words = words[:n]
            break
    while len(words) > 1 and words[-1].endswith(("ed", "paid", "held", "given")):
        words.pop()
    head = words[-1].lower()
    return head in _PLURALS or (head.endswith("s") and not head.endswith(_SINGULARS))


def subject(name: str, *, whole: bool = True) -> tuple[str, str]:
    """A noun phrase as the subject of a sentence, and the form of "to be" it takes.

    ``whole``: it is one label, so that a comma in it opens an aside, and its noun may be a plural.
    """
    comma = "," if whole and "," in name else ""
    return f"{with_article(name)}{comma}", "are" if whole and is_plural(name) else "is"


# -- units -------------------------------------------------------------------------------------------------------

_UNIT = (
    r"(平方|立方)?(米|厘米|毫米|公里|千米)|公顷|亩|吨|公斤|千克|千瓦|千瓦时|度"
    r"|[人个家户间套台辆座张份件项次天日月年名岁]|个月|小时|分钟|人次"
)
_BRACKET = re.compile(rf"^(?P<name>.+)[（(](?P<unit>{_UNIT})[）)]$")
_COUNTED = re.compile(r"(?P<unit>[人个家户份件项次天年月台间套辆名])数$|(?P<person>人员|职工|员工)$")
_SUM = re.compile(r"(合计|总计|小计)$")
_EN_UNIT = re.compile(r"^(?P<name>.+), (?P<unit>[a-z]+(?: [a-z]+)?s)$")


def measured(label: Text, kind: Type) -> tuple[Text, Text]:
    """A label without its unit, and the unit: 间距（米） gives 间距 and 米; 参保人数 gives itself and 人."""
    if kind not in (Type.COUNT, Type.NUMBER):
        return label, Text("", "")
    name, unit = label, Text("", "")
    bracket = _BRACKET.match(label.zh)
    if bracket:
        english = _EN_UNIT.match(label.en)
        name = Text(bracket["name"], english["name"] if english else label.en)
        unit = Text(bracket["unit"], english["unit"] if english else "")
    elif counted := _COUNTED.search(_SUM.sub("", label.zh)):
        word = counted["unit"] or "人"
        unit = Text("个月" if word == "月" else word, "")
    return name, unit


def with_unit(number: Text, unit: Text) -> Text:
    """1 metre, 2.5 square metres."""
    english = unit.en
    if english and number.en == "1" and english.endswith("s"):
        english = english[:-1]
    return Text(f"{number.zh}{unit.zh}", f"{number.en} {english}".rstrip())


def unique(facts: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each fact the first of its names that no other fact has. The last names must be unique."""
    chosen: dict[str, str] = {}
    left = dict(facts)
    for level in range(max((len(names) for names in facts.values()), default=0)):
        offered = {fact: names[min(level, len(names) - 1)] for fact, names in left.items()}
        counts: dict[str, int] = {}
        for name in offered.values():
            counts[name] = counts.get(name, 0) + 1
        for fact, name in offered.items():
            if counts[name] == 1 and name not in chosen.values():
                chosen[fact] = name
                del left[fact]
    return chosen
