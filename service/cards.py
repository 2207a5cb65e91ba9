"""Decisions as cards for people: status, amount with its calculation, grounds, what is missing, whom to call."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rules.model import FactSpec, Parameter
from rules.wording import yuan
from service import catalogue, language, proofs, remedies
from service.facts import CaseFacts, Clash, Shown
from service.records import shown_time

TONES = {
    "eligible": "good",
    "undetermined": "wait",
    "not_eligible": "no",
    "permitted": "info",
    "encouraged": "info",
    "duty": "info",
}
BINDING = frozenset({"eligible"})
OPEN = frozenset({"permitted", "encouraged", "duty"})
_NEAR = 2 / 3  #: share of criteria met from which an open measure is worth a person's while


@dataclass(frozen=True, slots=True)
class Benefit:
    label: str
    headline: str
    note: str
    formula: str
    filled: str
    steps: tuple[tuple[str, str, str], ...]  #: label, numbers put in, result
    capped: bool
    granted: bool  #: False: an estimate
    cites: tuple[Mapping[str, Any], ...]
    fen: int  #: what it weighs in sorting
    amount: str  #: the amount alone

    @property
    def sum(self) -> bool:
        """Whether there is a calculation to show."""
        return bool(self.filled or self.steps)


@dataclass(frozen=True, slots=True)
class Need:
    fact: str
    label: str
    ask: str
    kinds: tuple[str, ...]
    who: str
    askable: Mapping[str, Any] | None

    @property
    def on_paper(self) -> bool:
        """A document gives it; what only a reviewer or a list can tell is not brought."""
        return bool(self.kinds) and self.who == "applicant"


@dataclass(frozen=True, slots=True)
class Contact:
    department: str
    purpose: str
    names: tuple[str, ...]
    phones: tuple[str, ...]
    cite: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Card:
    measure: str
    anchor: str
    clause: str
    title: str
    subject: str
    status: str
    tone: str
    provisional: tuple[Shown, ...]
    benefit: Benefit | None
    because: str
    tree: tuple[proofs.Row, ...]
    tally: str
    open: bool
    settled: float  #: 0..1, share of the criteria that are met
    near: bool  #: undetermined, but most of it is settled already
    missing: tuple[Need, ...]
    doubtful: tuple[Need, ...]  #: missing too, and nobody has shown that it would change anything
    remedy: remedies.Remedy | None  #: of what is not eligible: what would have to be otherwise
    conflicts: tuple[tuple[Clash, Mapping[str, Any] | None], ...]
    troubles: tuple[str, ...]  #: values are there and give no result
    parameters: tuple[Mapping[str, Any], ...]
    departments: tuple[str, ...]
    contacts: tuple[Contact, ...]
    deadline: Mapping[str, Any] | None
    deadline_passed: bool
    note: str
    provisional_mark: bool

    @property
    def papers(self) -> list[tuple[str, list[str]]]:
        """Documents that would help, in words, each with what it would tell."""
        found: dict[tuple[str, ...], list[str]] = {}
        for need in self.missing:
            if need.on_paper:
                found.setdefault(need.kinds, []).append(need.label)
        return [(papers(kinds), list(dict.fromkeys(labels))) for kinds, labels in found.items()]

    @property
    def answers(self) -> list[Need]:
        """What a person must say."""
        return [need for need in self.missing if not need.on_paper]


def papers(kinds: Sequence[str]) -> str:
    """``《营业执照》或《社会保险缴费记录》``."""
    titles = [catalogue.coded("kind", kind, language.current()) for kind in kinds]
    return language.say("app.or").join(language.say("app.title_mark", title=title) for title in titles)


def card(raw: Mapping[str, Any], known: CaseFacts) -> Card:
    """One decision of a sealed evaluation."""
    benefit = _benefit(raw)
    counts = proofs.tally(raw["proof"])
    criteria = sum(counts.values())
    missing, doubtful = _missing(raw, known)
    conflicts = tuple(_conflict(one, known) for one in raw["conflicts"])
    over = raw["subject"] != "enterprise"
    tree = proofs.rows(raw["proof"], known)
    return Card(
        measure=raw["measure"],
        anchor=anchor(raw["measure"], raw["subject"]),
        clause=raw["clause"],
        title=language.pick(raw["title"]),
        subject=known.subject_label(raw["subject"]) if over else "",
        status=raw["status"],
        tone=TONES[raw["status"]],
        provisional=tuple(found for weak in raw["weak"] if (found := known.find(weak["id"]))),
        benefit=benefit,
        because=_because(raw, tree),
        tree=tree,
        tally=language.say("case.tally", **counts),
        open=raw["status"] in BINDING,
        settled=counts["met"] / criteria,
        near=bool(conflicts) or counts["met"] >= _NEAR * criteria,
        missing=missing,
        doubtful=doubtful,
        remedy=remedies.remedy(known, raw["measure"], raw["subject"]) if raw["status"] == "not_eligible" else None,
        conflicts=conflicts,
        troubles=tuple(
            catalogue.coded("trouble", one["code"], language.current(), {"fact": known.label(one["fact"])})
            for one in raw["troubles"]
        ),
        parameters=tuple(_parameter(one, known) for one in raw["parameters"]),
        departments=tuple(language.pick(one) for one in raw["departments"]),
        contacts=tuple(_contact(one) for one in raw["contacts"]),
        deadline=raw["deadline"],
        deadline_passed=bool(raw["deadline_passed"]),
        note=language.pick(raw["note"]),
        provisional_mark=raw["provisional"],
    )


def _because(raw: Mapping[str, Any], tree: Sequence[proofs.Row]) -> str:
    """What a card says under its title; of what fails, where."""
    failed = list(dict.fromkeys(row.label for row in tree if row.truth == "not_met"))
    if raw["status"] != "not_eligible" or not failed:
        return language.pick(raw["summary"])
    return language.say("because.not_eligible", labels=language.say("app.comma").join(failed))


def anchor(measure: str, subject: str) -> str:
    """What the card of a decision is called in its page, behind ``measure-``."""
    return re.sub(r"[^A-Za-z0-9]+", "-", f"{measure}-{subject}")


def _missing(raw: Mapping[str, Any], known: CaseFacts) -> tuple[tuple[Need, ...], tuple[Need, ...]]:
    """What is missing: first what is proved to matter, and apart from it what is not, where something is."""
    weights = remedies.weights(known, raw["measure"], raw["subject"])
    proved: list[Need] = []
    others: list[Need] = []
    doubtful: list[Need] = []
    for one in raw["missing"]:
        matters = weights.get((one["fact"], one["subject"], one["detail"]))
        (proved if matters else others if matters is None else doubtful).append(need(one, known))
    if not proved:
        return (*others, *doubtful), ()
    return (*proved, *others), tuple(doubtful)


def askable(spec: FactSpec | None, subject: str, who: str) -> Mapping[str, Any] | None:
    """What the dialog needs to ask a person for a fact; None for what no person may state."""
    if spec is None:
        return None
    kind, _, number = subject.partition(":")
    method = "applicant" if who == "applicant" and spec.declare else "reviewer"
    if method == "reviewer" and spec.derived and not spec.attest:
        return None
    return {
        "fact": spec.name,
        "subject": subject if number or kind == "enterprise" else f"{kind}:1",
        "label": language.pick_text(spec.label),
        "ask": language.pick_text(spec.ask) if spec.ask else "",
        "type": spec.type.value,
        "choices": {value: language.pick_text(label) for value, label in spec.choices.items()},
        "method": method,
    }


def overrulable(spec: Parameter, now: str, *, overruled: bool) -> Mapping[str, Any] | None:
    """What the dialog needs to have a reviewer set a parameter; None where the notice leaves nothing open."""
    if not spec.discretion:
        return None
    return {
        "parameter": spec.name,
        "label": language.pick_text(spec.label),
        "ask": language.say("attest.overrule_ask", now=now),
        "type": spec.type.value,
        "choices": {},
        "method": "reviewer",
        "overruled": overruled,
    }


def need(raw: Mapping[str, Any], known: CaseFacts) -> Need:
    spec = known.pack.facts.get(raw["fact"])
    detail = language.say("app.bracket", text=raw["detail"]) if raw["detail"] else ""
    subject = f" · {known.subject_label(raw['subject'])}" if ":" in raw["subject"] else ""
    return Need(
        raw["fact"],
        f"{language.pick(raw['label'])}{detail}{subject}",
        language.pick(raw["ask"]),
        tuple(raw["kinds"]),
        raw["who"],
        askable(spec, raw["subject"], raw["who"]),
    )


def _conflict(raw: Mapping[str, Any], known: CaseFacts) -> tuple[Clash, Mapping[str, Any] | None]:
    key = (raw["name"], raw["subject"])
    clash = next((one for one in known.clashes if (one.name, one.subject) == key), None)
    if clash is None:
        # values of several subjects that should be one: each is a fact of its own
        readings = tuple(found for one in raw["readings"] if (found := known.find(one["id"])))
        clash = Clash(raw["name"], raw["subject"], known.label(raw["name"]), raw["code"], readings)
    return clash, askable(known.pack.facts.get(raw["name"]), raw["subject"], "reviewer")


def _benefit(raw: Mapping[str, Any]) -> Benefit | None:
    given = raw["benefit"]
    if given is None:
        return None
    headline, fen = _headline(given)
    if not headline:
        return None
    amount = headline
    if not given["granted"]:
        headline = language.say("benefit.estimate", amount=amount)
    filled = language.pick(given["filled"])
    plain = filled in {"", amount}  # a single value: nothing was put in
    return Benefit(
        language.pick(given["label"]),
        headline,
        _note(raw, given),
        "" if plain else language.pick(given["formula"]),
        "" if plain else filled,
        _steps(given["steps"]),
        given["capped"],
        given["granted"],
        tuple(one for one in (given["cite"], given["cap_cite"]) if one),
        fen,
        amount,
    )


def _steps(raw: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, str, str], ...]:
    """The lines of a calculation without those that only repeat the result of an earlier one."""
    found: list[tuple[str, str, str]] = []
    for step in raw:
        label, filled, result = (language.pick(step[key]) for key in ("label", "filled", "result"))
        if filled == result:
            filled = ""
        if (label, filled, result) in found:
            continue
        if not filled and any(result == before[2] and before[1] for before in found):
            continue
        found.append((label, filled, result))
    return tuple(found)


def _headline(given: Mapping[str, Any]) -> tuple[str, int]:
    """The amount, the range or the cap; empty where nothing can be computed yet."""
    amount, low, high, cap = (given[f"{name}_fen"] for name in ("amount", "low", "high", "cap"))
    if amount is not None:
        return money(amount), amount
    if low is not None and high is not None:
        words = "benefit.one_of" if given["kind"] == "one_of" else "benefit.range"
        return language.say(words, low=money(low), high=money(high)), high
    if cap is not None:
        return language.say("benefit.cap", cap=money(cap)), cap // 100
    return "", 0


def _note(raw: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    if given["kind"] == "cap":
        return language.say("benefit.up_to")
    if given["kind"] == "one_of":
        return language.say("benefit.one_of_note")
    if given["kind"] == "range":
        return language.say("benefit.range_note")
    if raw["outcome"] == "encouraged":
        return language.say("benefit.encouraged_note")
    return language.say("benefit.entitlement_note") if given["granted"] else ""


def money(fen: int) -> str:
    return language.pick_text(yuan(fen))


def _parameter(raw: Mapping[str, Any], known: CaseFacts) -> Mapping[str, Any]:
    by, at = raw["overruled_by"], raw["overruled_at"]
    spec = known.pack.parameters.get(raw["name"])
    when = shown_time(datetime.fromisoformat(at)) if at else ""
    return {
        "ask": overrulable(spec, language.pick(raw["shown"]), overruled=bool(by)) if spec else None,
        "said": language.say("case.overruled", by=by, at=when, reason=raw["overruled_reason"]) if by else "",
        "label": language.pick(raw["label"]),
        "value": language.pick(raw["shown"]),
        "source": raw["source"]["text"],
        "cite": raw["source"]["citation"],
        "discretion": raw["discretion"],
    }


def _contact(raw: Mapping[str, Any]) -> Contact:
    return Contact(
        language.pick(raw["department"]),
        language.pick(raw["purpose"]),
        tuple(raw["names"]),
        tuple(raw["phones"]),
        raw["cite"],
    )


def cards(known: CaseFacts) -> Sequence[Card]:
    """Every decision of the case's latest evaluation, in the pack's order."""
    return [card(raw, known) for raw in known.evaluation["decisions"]] if known.evaluation else []
