"""What stands beside a decision: what would change it, what is still open, what to bring or ask next.

Frozen; texts in both languages; money in fen. JSON through :func:`rules.jsonform.to_json`. Never sealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.schema import Text
from rules.types import Value


@dataclass(frozen=True, slots=True)
class Named:
    """A fact by its name."""

    fact: str
    subject: str
    label: Text
    detail: str = ""  #: which of several papers nobody has shown: "2020-02" for a month; empty
    who: str = ""  #: applicant, reviewer, registry
    kinds: tuple[str, ...] = ()  #: document kinds that give it


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that would have to be other than it is."""

    fact: str
    subject: str
    label: Text
    value: Value | None  #: now; known, for only known facts are changed
    origin: str  #: how the value came: a state of rules.facts.State (extracted, declared, attested, looked_up, …)
    kinds: tuple[str, ...]  #: document kinds that state it
    #: at_least, at_most, between (bounds belong to it); above, below, inside (they do not);
    #: is, one_of, contains, starts_with (one of the words); other_than (none of the values)
    to: str
    bounds: tuple[Value, ...]  #: exact, each with the other changes of the set made
    tried: Value  #: the value with which the decision was worked out again
    parts: tuple[Named, ...]  #: of what is added up or has to agree: the facts it comes from
    words: Text  #: what it would have to be and what it is


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Facts that would have to change together; no part of them is enough."""

    changes: tuple[Change, ...]
    granted: bool  #: True: the measure holds then; False: it holds then if ``still`` turns out well
    still: tuple[Named, ...]  #: unknown facts on which it then depends
    disputed: tuple[Named, ...]  #: facts on which sources disagree, on which it then depends
    sentence: Text


@dataclass(frozen=True, slots=True)
class Stuck:
    """A comparison that fails and that no single fact in it turns: its result as a whole would have to change."""

    criterion: str  #: key of the condition
    requires: Text
    facts: tuple[Named, ...]
    sentence: Text


@dataclass(frozen=True, slots=True)
class Changes:
    """For one decision that is not_eligible. ``sets``: smallest first."""

    measure: str
    title: Text
    subject: str
    sets: tuple[ChangeSet, ...]
    stuck: tuple[Stuck, ...]
    cut: bool  #: the search ended at its limit: there may be more, or smaller, sets


@dataclass(frozen=True, slots=True)
class Open:
    """For one decision that is undetermined: which of its missing facts matter."""

    measure: str
    title: Text
    subject: str
    matters: tuple[Named, ...]  #: proved: with some values of the other unknown facts, this one's value decides
    amount: tuple[Named, ...]  #: needed to compute what is granted
    unproven: tuple[Named, ...]  #: listed as missing, and no such values were found
    attainable: bool  #: some values of the unknown facts make the measure hold
    cut: bool  #: the search ended at its limit


@dataclass(frozen=True, slots=True)
class Worth:
    """What a measure would give. ``kind``: amount, range, one_of, cap (most_fen is the cap), unknown, none."""

    kind: str
    least_fen: int | None
    most_fen: int | None


@dataclass(frozen=True, slots=True)
class Gain:
    """A decision that a paper or an answer could bring about, on its own or with others."""

    measure: str
    title: Text
    subject: str
    worth: Worth
    others: tuple[Named, ...]  #: what is needed besides, one fact each; empty: nothing
    papers: tuple[str, ...]  #: document kinds that give those; what they do not give has to be asked
    in_sum: bool  #: counted; False: it cannot come true together with those that are


@dataclass(frozen=True, slots=True)
class Sum:
    """Over measures that can come true together, beyond what is granted already."""

    least_fen: int
    most_fen: int
    unknown: tuple[str, ...]  #: measures whose amount is not known before the paper
    #: measures of which several grant one and the same benefit, which counts once; what is granted already too
    once: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NextStep:
    """A document to bring, or a question to answer."""

    kind: str  #: document kind; empty for a question
    fact: str  #: of a question; empty for a document
    subject: str
    label: Text
    who: str  #: applicant, reviewer
    ask: Text | None
    details: tuple[str, ...]  #: which papers of the kind: months, periods; empty: any
    states: tuple[Named, ...]  #: the unknown facts it would give
    alone: tuple[Gain, ...]  #: decisions that it can bring about by itself
    together: tuple[Gain, ...]  #: decisions that it can bring about only with others
    helps: tuple[str, ...]  #: measures of which it gives a fact that matters
    sum_alone: Sum
    sum_all: Sum  #: alone and together with the others
    sentence: Text
    before_next: Text  #: why it stands before the one that follows


@dataclass(frozen=True, slots=True)
class Next:
    """Best first."""

    documents: tuple[NextStep, ...]
    questions: tuple[NextStep, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """``pack``: name@version. Made from the same facts and date as the evaluation that it stands beside."""

    pack: str
    content_hash: str
    on: date
    changes: tuple[Changes, ...]
    open: tuple[Open, ...]
    next: Next
    tried: int  #: how often a case with other values was worked out
    cut: bool  #: a limit was reached somewhere; what is said holds, more may be true
