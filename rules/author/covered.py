"""What coverage says: the sections of a pack, their criteria, and in sentences what no case shows. Pure data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rules.errors import Place
from rules.runner import CaseResult
from rules.schema import Text

#: cases an entry has to have: met, failing, both sides of a boundary, unknown, and one for the author's own doubt
LEAST_CASES = 6


@dataclass(frozen=True, slots=True)
class Criterion:
    """How many cases show a condition met, not met, unknown."""

    key: str  #: unique in the pack
    id: str | None  #: the author's
    label: Text
    place: Place
    met: int
    not_met: int
    unknown: int
    impossible: tuple[str, ...]  #: of met, not_met, unknown: what no case can bring about, proven
    untried: tuple[Text, ...]  #: the limit of a comparison, members of a list: what no case has tried exactly

    @property
    def lacking(self) -> tuple[str, ...]:
        """Of met, not_met, unknown: what could be and no case shows."""
        shown = {"met": self.met, "not_met": self.not_met, "unknown": self.unknown}
        return tuple(word for word, cases in shown.items() if not cases and word not in self.impossible)


@dataclass(frozen=True, slots=True)
class AmountCover:
    """How many cases state, of the amount of an entry, that it is known, unknown, cut by its cap, or left whole."""

    place: Place
    known: int
    unknown: int
    capped: int
    whole: int
    wanted: tuple[str, ...]  #: of known, unknown, capped, whole: what can be and has to be shown

    @property
    def lacking(self) -> tuple[str, ...]:
        shown = {"known": self.known, "unknown": self.unknown, "capped": self.capped, "whole": self.whole}
        return tuple(word for word in self.wanted if not shown[word])


@dataclass(frozen=True, slots=True)
class Section:
    """An entry or a derived fact."""

    owner: str  #: "1a" or "enterprise.is_sme"
    derived: bool
    title: Text
    place: Place
    cases: int  #: that expect something of the entry; whose expectations rest on the derivation of the fact
    criteria: tuple[Criterion, ...]
    amount: AmountCover | None
    used_by: tuple[str, ...]  #: of a derived fact: the entries it bears on


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Something no case shows."""

    place: Place
    code: str  #: criterion, few_cases, amount; of advice: untried
    owner: str
    criterion: str | None  #: key of the condition
    truth: str  #: met, not_met, unknown; of an amount: known, unknown, capped, whole; empty: few cases
    text: Text  #: what to add


@dataclass(frozen=True, slots=True)
class Coverage:
    pack: str  #: name@version
    results: tuple[CaseResult, ...]
    entries: tuple[Section, ...]
    derived: tuple[Section, ...]
    gaps: tuple[Gap, ...]  #: by place
    advice: tuple[Gap, ...]  #: what an author may want to add; nobody is held to it

    @property
    def complete(self) -> bool:
        """Every case comes out as expected and nothing is left unshown."""
        return not self.gaps and all(result.passed for result in self.results)


def gaps_of(sections: Iterable[Section]) -> tuple[Gap, ...]:
    """What no case shows, by place."""
    found = (gap for section in sections for gap in _gaps(section))
    return tuple(sorted(found, key=lambda gap: (gap.place, _ORDER.index(gap.truth))))


def advice_of(sections: Iterable[Section]) -> tuple[Gap, ...]:
    """Limits and members of lists that no case tries exactly, by place."""
    found = []
    for section in sections:
        whose = _whose(section)
        for criterion in section.criteria:
            for untried in criterion.untried:
                text = Text(
                    f"{whose.zh}没有一个用例让“{criterion.label.zh}”{untried.zh}",
                    f"{whose.en}: no case tries “{criterion.label.en}” {untried.en}",
                )
                found.append(Gap(criterion.place, "untried", section.owner, criterion.key, "", text))
    return tuple(sorted(found, key=lambda gap: (gap.place, gap.text.zh)))


def _gaps(section: Section) -> Iterator[Gap]:
    whose = _whose(section)
    if not section.derived and section.cases < LEAST_CASES:
        text = Text(
            f"{whose.zh}只有{section.cases}个用例，至少要有{LEAST_CASES}个",
            f"{whose.en} has {section.cases} case(s) and needs at least {LEAST_CASES}",
        )
        yield Gap(section.place, "few_cases", section.owner, None, "", text)
    for criterion in section.criteria:
        for truth in criterion.lacking:
            zh, en = _TRUTHS[truth]
            label = criterion.label
            text = Text(f"{whose.zh}没有一个用例让“{label.zh}”{zh}", f"{whose.en}: no case makes “{label.en}” {en}")
            yield Gap(criterion.place, "criterion", section.owner, criterion.key, truth, text)
    if section.amount is not None:
        for shown in section.amount.lacking:
            zh, en = _AMOUNTS[shown]
            text = Text(f"{whose.zh}没有一个用例写明金额{zh}", f"{whose.en}: no case states an amount {en}")
            yield Gap(section.amount.place, "amount", section.owner, None, shown, text)


def _whose(section: Section) -> Text:
    if not section.derived:
        return Text(f"措施{section.owner}", f"entry {section.owner}")
    if not section.used_by:
        return Text(f"推导事实“{section.title.zh}”", f"derived fact “{section.title.en}”")
    users = "、".join(section.used_by), ", ".join(section.used_by)
    return Text(
        f"推导事实“{section.title.zh}”（用于措施{users[0]}）", f"derived fact “{section.title.en}” (entries {users[1]})"
    )


_TRUTHS = {
    "met": ("成立", "met"),
    "not_met": ("不成立", "not met"),
    "unknown": ("不能确定", "undetermined"),
}
_AMOUNTS = {
    "known": ("算得出来（amount 或 range、cap）", "that can be told (amount, range or cap)"),
    "unknown": ("算不出来（amount: null 或 range: null）", "that cannot be told yet (amount: null or range: null)"),
    "capped": ("超过上限、按上限给（amount 等于上限）", "that its cap cuts (amount at the cap)"),
    "whole": ("没有到上限（amount 低于上限）", "that stays below its cap"),
}
_ORDER = ("", *_TRUTHS, *(word for word in _AMOUNTS if word not in _TRUTHS))
