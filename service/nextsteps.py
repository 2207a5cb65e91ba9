"""What to do next, as the advice beside a decision tells it: the best papers, then the best questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rules.functions import later
from rules.types import Type, fits
from rules.wording import span
from service import catalogue, language
from service.cards import anchor, askable, money
from service.facts import CaseFacts
from service.remedies import named

_MOST_LABELS = 3  #: of what a paper would tell
_FIRST = 3  #: papers, and groups of questions, shown at once


@dataclass(frozen=True, slots=True)
class Gain:
    """A measure that a step can bring about."""

    title: str
    subject: str
    anchor: str  #: of its card
    worth: str
    besides: str  #: what is needed as well


@dataclass(frozen=True, slots=True)
class Paper:
    title: str
    which: str  #: which of the kind: months
    alone: str  #: what it brings by itself, in words; empty where no money
    alone_gains: tuple[Gain, ...]
    together: str  #: what it brings with others, likewise
    together_gains: tuple[Gain, ...]
    states: str  #: what it would tell


@dataclass(frozen=True, slots=True)
class Question:
    label: str
    ask: str
    who: str  #: in words
    askable: Mapping[str, Any] | None
    send: str  #: words of the button


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions that bear on the same measures."""

    gains: tuple[Gain, ...]
    worth: str
    besides: str
    asked: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Next:
    papers: tuple[Paper, ...]
    more_papers: tuple[Paper, ...]
    questions: tuple[Questions, ...]
    more_questions: tuple[Questions, ...]

    @property
    def more_asked(self) -> int:
        return sum(len(group.asked) for group in self.more_questions)


def of(known: CaseFacts) -> Next | None:
    """None where the case has no advice, or nothing is left to do."""
    if known.advice is None:
        return None
    raw = known.advice["next"]
    papers = [_paper(one, known) for one in raw["documents"]]
    groups = _groups(raw["questions"], known)
    if not papers and not groups:
        return None
    return Next(tuple(papers[:_FIRST]), tuple(papers[_FIRST:]), tuple(groups[:_FIRST]), tuple(groups[_FIRST:]))


def _paper(raw: Mapping[str, Any], known: CaseFacts) -> Paper:
    title = catalogue.coded("kind", raw["kind"], language.current())
    title = language.pick(raw["label"]) if raw["kind"] in title else title  # a kind that the catalogue does not name
    return Paper(
        language.say("app.title_mark", title=title),
        _which(raw["details"]),
        _sum(raw["sum_alone"]) if raw["alone"] else "",
        tuple(_gain(one, known) for one in raw["alone"]),
        _sum(raw["sum_all"]) if raw["together"] else "",
        tuple(_gain(one, known) for one in raw["together"]),
        _labels(raw["states"]),
    )


def _which(details: Sequence[str]) -> str:
    """``2019年2月至4月、2020年1月``: months that follow each other as one span."""
    runs: list[list[str]] = []
    for one in sorted(details):
        if runs and fits(one, Type.MONTH) and fits(runs[-1][-1], Type.MONTH) and later(runs[-1][-1], 1) == one:
            runs[-1].append(one)
        else:
            runs.append([one])
    spans = (language.pick_text(span(run[0], run[-1])) if len(run) > 1 else language.month(run[0]) for run in runs)
    return language.say("app.comma").join(spans)


def _groups(raw: Iterable[Mapping[str, Any]], known: CaseFacts) -> list[Questions]:
    """Questions in order of what they bring, those for the same measures side by side."""
    found: dict[tuple[tuple[str, str], ...], list[Mapping[str, Any]]] = {}
    for one in raw:
        key = tuple((gain["measure"], gain["subject"]) for gain in (*one["alone"], *one["together"]))
        found.setdefault(key, []).append(one)
    groups = [(some, _group(some, known)) for some in found.values()]
    # all of a group answered, it may need no more: that comes before what needs a paper as well
    groups.sort(key=lambda pair: (bool(pair[1].besides), -max(one["sum_all"]["most_fen"] for one in pair[0])))
    return [group for _, group in groups]


def _group(some: Sequence[Mapping[str, Any]], known: CaseFacts) -> Questions:
    best = max(some, key=lambda one: one["sum_all"]["most_fen"])
    asked = {(one["fact"], one["subject"]) for one in some}
    gains = [*best["alone"], *best["together"]]
    kinds = [kind for gain in best["together"] for kind in gain["papers"]]
    others = [
        named(other)
        for gain in best["together"]
        for other in gain["others"]
        if (other["fact"], other["subject"]) not in asked and not other["kinds"]
    ]
    besides = [_titled(kind) for kind in dict.fromkeys(kinds)] + list(dict.fromkeys(others))
    return Questions(
        tuple(_gain(one, known) for one in gains),
        _sum(best["sum_all"]),
        language.say("app.comma").join(besides),
        tuple(_question(one, known) for one in some),
    )


def _question(raw: Mapping[str, Any], known: CaseFacts) -> Question:
    many = ":" in raw["subject"]
    about = f" · {known.subject_label(raw['subject'])}" if many else ""
    return Question(
        f"{language.pick(raw['label'])}{about}",
        language.pick(raw["ask"]),
        catalogue.coded("who", raw["who"], language.current()),
        askable(known.pack.facts.get(raw["fact"]), raw["subject"], raw["who"]),
        language.say("attest.answer" if raw["who"] == "reviewer" else "attest.declare"),
    )


def _gain(raw: Mapping[str, Any], known: CaseFacts) -> Gain:
    many = ":" in raw["subject"]
    papers = [_titled(kind) for kind in raw["papers"]]
    asked = [named(one) for one in raw["others"] if not one["kinds"]]
    return Gain(
        language.pick(raw["title"]),
        known.subject_label(raw["subject"]) if many else "",
        anchor(raw["measure"], raw["subject"]),
        _worth(raw["worth"]),
        language.say("app.comma").join(dict.fromkeys([*papers, *asked])),
    )


def _worth(raw: Mapping[str, Any]) -> str:
    """What a measure would give; empty where the notice grants no money."""
    kind, low, high = raw["kind"], raw["least_fen"], raw["most_fen"]
    if kind == "none":
        return ""
    if kind == "unknown" or high is None:
        return language.say("advice.unknown")
    if kind == "cap":
        return language.say("advice.most", amount=money(high))
    if low is None or low == high:
        return money(high)
    return language.say("benefit.one_of" if kind == "one_of" else "benefit.range", low=money(low), high=money(high))


def _sum(raw: Mapping[str, Any]) -> str:
    """``57,000元``, ``至多1,000,000元``; with what is not known before the paper is there."""
    low, high = raw["least_fen"], raw["most_fen"]
    parts = []
    if high:
        parts.append(money(high) if low == high else language.say("advice.most", amount=money(high)))
    if raw["unknown"]:
        key = "advice.unknown_besides" if parts else "advice.unknown_only"
        parts.append(language.say(key, count=len(raw["unknown"])))
    if high and raw.get("once"):  # advice kept from before sums told it lacks this
        parts.append(language.say("advice.once"))
    return language.say("app.comma_between").join(parts)


def _labels(some: Sequence[Mapping[str, Any]]) -> str:
    labels = list(dict.fromkeys(language.pick(one["label"]) for one in some))
    listed = language.say("app.comma").join(labels[:_MOST_LABELS])
    return language.say("advice.and_more", facts=listed, count=len(labels)) if len(labels) > _MOST_LABELS else listed


def _titled(kind: str) -> str:
    return language.say("app.title_mark", title=catalogue.coded("kind", kind, language.current()))


def lines(step: Next | None) -> list[str]:
    """The same in brief, for a terminal and the report."""
    if step is None:
        return []
    found = []
    for paper in step.papers:
        which = language.say("app.bracket", text=paper.which) if paper.which else ""
        worth = []
        for key, amount, gains in (
            ("alone", paper.alone, paper.alone_gains),
            ("together", paper.together, paper.together_gains),
        ):
            if gains:
                money_ = amount or language.say("advice.no_money")
                count = len({gain.title for gain in gains})
                said = language.say(f"advice.{key}_line", worth=money_, count=count, measures=_titles(gains))
                worth.append(said)
        body = language.say("app.semicolon").join(worth)
        found.append(language.say("advice.paper_line", paper=f"{paper.title}{which}", worth=body))
    for group in step.questions:
        asked = language.say("app.semicolon").join(
            f"{one.label}{language.say('app.bracket', text=one.who)}" for one in group.asked
        )
        count = len({gain.title for gain in group.gains})
        told = {"asked": asked, "worth": group.worth, "count": count, "measures": _titles(group.gains)}
        found.append(language.say("advice.question_line", **told))
    return found


def _titles(gains: Sequence[Gain]) -> str:
    return language.say("app.comma").join(dict.fromkeys(gain.title for gain in gains))
