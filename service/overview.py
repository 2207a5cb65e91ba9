"""What a case comes to: figures, groups of cards, the next things to bring or to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service import catalogue, language
from service.cards import OPEN, Card, askable, money
from service.cards import papers as paper_names
from service.facts import CaseFacts, Clash, Shown
from workers.periods import of_period

_MOST_LINES = 6  #: of the next steps
_FIRST = 4  #: open measures shown while too little is known of any


@dataclass(frozen=True, slots=True)
class Figure:
    label: str
    value: str
    tone: str


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    title: str
    hint: str
    cards: tuple[Card, ...]
    folded: bool


@dataclass(frozen=True, slots=True)
class FactRow:
    shown: Shown
    others: tuple[Shown, ...]  #: other readings of a disputed fact
    disputed: bool
    askable: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class SubjectFacts:
    label: str
    rows: tuple[FactRow, ...]


def figures(known: CaseFacts, cards: Sequence[Card]) -> list[Figure]:
    """The totals at the head of a case. Only what is granted is summed; a cap is never an amount."""
    if known.evaluation is None:
        return []
    total = next(one for one in known.evaluation["totals"] if one["measure"] is None)
    low, high = total["low_fen"], total["high_fen"]
    granted = money(low) if low == high else language.say("benefit.range", low=money(low), high=money(high))
    eligible = sum(card.status == "eligible" for card in cards)
    waiting = sum(card.status == "undetermined" and card.near for card in cards)
    far = sum(card.status == "undetermined" for card in cards) - waiting
    if (waiting or (far and not eligible)) and not high:
        granted = language.say("figure.not_yet")  # a bare 0 would read as a refusal
    weak = any(card.provisional_mark and card.status == "eligible" and card.benefit for card in cards)
    found = [
        Figure(language.say("figure.granted_weak" if weak else "figure.granted"), granted, "good" if high else ""),
        Figure(language.say("figure.eligible"), language.say("figure.measures", count=eligible), ""),
        Figure(
            language.say("figure.undetermined" if waiting or not far else "figure.far"),
            language.say("figure.measures", count=waiting or far),
            "wait" if waiting or far else "",
        ),
    ]
    if disputed := disputes(cards):
        count = language.say("figure.places", count=len(disputed))
        found.append(Figure(language.say("figure.conflicts"), count, "bad"))
    return found


def disputes(cards: Sequence[Card]) -> list[Clash]:
    """Every dispute that a decision waits for, once."""
    return [clash for clash, _ in to_settle(cards)]


def groups(cards: Sequence[Card]) -> list[Group]:
    """Granted first, then what a person can still settle, then what is open to all, then the rest, folded."""
    eligible = [card for card in cards if card.status == "eligible"]
    near = [card for card in cards if card.status == "undetermined" and card.near]
    near.sort(key=lambda card: (not card.conflicts, -card.settled, -(card.benefit.fen if card.benefit else 0)))
    far = [card for card in cards if card.status == "undetermined" and not card.near]
    if not near and not eligible:  # few papers so far: what they bear on most
        near = sorted((card for card in far if card.settled), key=lambda card: -card.settled)[:_FIRST]
        far = [card for card in far if card not in near]
    sorts: list[tuple[str, list[Card], bool]] = [
        ("eligible", eligible, False),
        ("undetermined", near, False),
        ("open", [card for card in cards if card.status in OPEN], bool(eligible or near)),
        ("not_eligible", [card for card in cards if card.status == "not_eligible"], True),
        ("far", far, True),
    ]
    return [
        Group(name, language.say(f"group.{name}"), language.say(f"group.{name}_hint"), tuple(some), folded)
        for name, some, folded in sorts
        if some
    ]


def to_settle(cards: Sequence[Card]) -> list[tuple[Clash, str]]:
    """What a reviewer has to settle before anything else, each with the card that waits for it first."""
    found: dict[tuple[str, str], tuple[Clash, str]] = {}
    for card in cards:
        for clash, _ in card.conflicts:
            found.setdefault((clash.name, clash.subject), (clash, card.anchor))
    return list(found.values())


def next_steps(cards: Sequence[Card]) -> list[str]:
    """For a case without advice: what to bring or to say, each with the measures it bears on; the weightiest first."""
    near = [card for card in cards if card.status == "undetermined" and card.near]
    lines: list[str] = []
    papers: dict[tuple[str, ...], list[str]] = {}
    wants: dict[tuple[str, ...], list[str]] = {}
    people: dict[str, list[str]] = {}
    for card in near:
        worth = language.say("app.bracket", text=card.benefit.amount) if card.benefit else ""
        for need in card.missing:
            if need.on_paper:
                papers.setdefault(need.kinds, []).append(f"{card.measure} {card.title}{worth}")
                wants.setdefault(need.kinds, []).append(need.label)
            else:
                people.setdefault(need.who, []).append(need.label)
    for kinds, measures in sorted(papers.items(), key=lambda item: -len(set(item[1]))):
        # a case may hold a paper of this kind already: only what the new one must state tells which to bring
        stating = language.say("app.bracket", text=_joined(wants[kinds]))
        lines.append(language.say("case.bring_line", document=paper_names(kinds) + stating, measures=_joined(measures)))
    for who, wanted in people.items():
        name = catalogue.coded("who", who, language.current())
        lines.append(language.say("case.answer_line", who=name, facts=_joined(wanted)))
    return lines[:_MOST_LINES]


def subjects(known: CaseFacts) -> list[SubjectFacts]:
    """The facts table: the enterprise first, then each paper's subject; disputed facts with every reading."""
    found: dict[str, list[FactRow]] = {}
    clashes: list[Clash] = known.clashes
    for clash in clashes:
        if clash.readings:
            spec = known.pack.facts.get(clash.name)
            first, *others = clash.distinct
            row = FactRow(first, tuple(others), True, askable(spec, clash.subject, "reviewer"))
            found.setdefault(clash.subject, []).append(row)
    for fact in known.facts.values():
        spec = known.pack.facts.get(fact.name)
        found.setdefault(fact.subject, []).append(
            FactRow(fact, (), known.disputed(fact.id), askable(spec, fact.subject, "reviewer"))
        )
    for fact in known.derived.values():
        if fact.raw is not None:
            found.setdefault(fact.subject, []).append(FactRow(fact, (), False, None))
    ordered = sorted(found, key=lambda subject: (subject != "enterprise", *_by_number(subject)))
    return [SubjectFacts(known.subject_label(subject), tuple(found[subject])) for subject in ordered]


def _by_number(subject: str) -> tuple[str, int, str]:
    one = of_period(subject)
    kind, _, number = (one.whole if one else subject).partition(":")
    return kind, int(number) if number.isdecimal() else 0, subject


def _joined(words: Iterable[str]) -> str:
    return language.say("app.comma").join(dict.fromkeys(words))
