"""What an evaluation hands back. Frozen; texts in both languages; money in fen. JSON through :mod:`rules.jsonform`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.facts import Conflict, FactSet
from rules.model import Citation, Contact, Deadline, Source
from rules.schema import Text
from rules.types import Value

#: what a decision may come to
STATUSES = ("eligible", "not_eligible", "undetermined", "permitted", "encouraged", "duty")


@dataclass(frozen=True, slots=True)
class ProofNode:
    """A condition with its truth and what it rests on."""

    id: str | None  #: the author's
    key: str  #: unique in the pack
    kind: str  #: all, any, not, test, derived
    label: Text
    truth: str  #: met, not_met, undetermined
    requires: Text  #: the condition in words
    finding: Text  #: what was found, in words
    test: str | None  #: as the author wrote it
    left: Value | None  #: of a test, where known
    right: tuple[Value | None, ...]
    gap: Text | None  #: how far a failed comparison is from being met
    cite: Citation | None
    facts: tuple[str, ...]  #: ids of the facts that decide it
    children: tuple[ProofNode, ...]
    rule: str | None  #: the rule that fired, where the rule engine read
    firing: int | None  #: its order


@dataclass(frozen=True, slots=True)
class Failing:
    """A criterion that is not met and decides the outcome."""

    id: str  #: the author's id, or the key where there is none
    label: Text
    requires: Text
    finding: Text
    value: Value | None
    threshold: Value | None
    gap: Text | None
    cite: Citation | None
    facts: tuple[str, ...]
    parts: tuple[str, ...]  #: ids of the criteria inside it that fail


@dataclass(frozen=True, slots=True)
class Missing:
    """An unknown fact whose value could change the outcome."""

    fact: str
    subject: str
    label: Text
    detail: str  #: which of several, "2020-02" for a month of a series; empty
    kinds: tuple[str, ...]  #: document kinds that would give it
    ask: Text | None
    who: str  #: applicant, reviewer, registry
    needed_for: str  #: condition, amount


@dataclass(frozen=True, slots=True)
class Trouble:
    """Values are there and give no result."""

    code: str  #: stable: division_by_zero, schedule_gap, …
    fact: str
    subject: str


@dataclass(frozen=True, slots=True)
class ParameterUse:
    name: str
    label: Text
    value: Value
    shown: Text
    source: Source
    discretion: bool
    since: date
    overruled_by: str | None = None
    overruled_at: str | None = None
    overruled_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a calculation."""

    label: Text
    formula: Text  #: with the names of the values
    filled: Text  #: with the numbers put in
    result: Text


@dataclass(frozen=True, slots=True)
class Benefit:
    kind: str  #: amount, range, one_of (low or high, nothing between), cap
    label: Text
    granted: bool  #: False: an estimate beside an open or non-binding decision
    amount_fen: int | None
    low_fen: int | None
    high_fen: int | None
    cap_fen: int | None
    capped: bool  #: the cap cut the amount
    written: str  #: the pack's expression
    formula: Text
    filled: Text
    steps: tuple[Step, ...]
    cite: Citation
    cap_cite: Citation | None


@dataclass(frozen=True, slots=True)
class Weak:
    """A value a decision uses that nobody confirmed and that is not sure."""

    fact: str
    subject: str
    id: str
    state: str


@dataclass(frozen=True, slots=True)
class Decision:
    measure: str
    title: Text
    clause: str
    outcome: str  #: what the measure gives: entitlement, up_to, range, encouraged, permitted, duty
    subject: str  #: "enterprise" or one of many; the bare kind where nobody has shown one
    status: str  #: one of STATUSES
    addressed: bool  #: False: the measure speaks of others
    provisional: bool
    weak: tuple[Weak, ...]  #: why provisional
    benefit: Benefit | None
    proof: ProofNode
    because: tuple[str, ...]  #: ids of the criteria that are met
    failing: tuple[Failing, ...]
    missing: tuple[Missing, ...]
    conflicts: tuple[Conflict, ...]
    troubles: tuple[Trouble, ...]
    parameters: tuple[ParameterUse, ...]
    citations: tuple[Citation, ...]
    departments: tuple[Text, ...]
    contacts: tuple[Contact, ...]
    deadline: Deadline | None
    deadline_passed: bool | None
    note: Text | None
    summary: Text
    pack: str  #: name@version
    content_hash: str
    on: date


@dataclass(frozen=True, slots=True)
class Total:
    """Sums over the subjects of a measure, or over the case (measure None). Only granted amounts are summed."""

    measure: str | None
    granted_fen: int  #: certain amounts
    low_fen: int  #: certain amounts and the low ends of ranges
    high_fen: int
    estimate_fen: int  #: of undetermined decisions whose amount can be computed
    decided: int
    undetermined: int


@dataclass(frozen=True, slots=True)
class DerivedFact:
    """A derived fact of the case, for showing; its id is ``derived:name@subject``."""

    id: str
    name: str
    subject: str
    label: Text
    value: Value | None
    shown: Text
    basis: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Evaluation:
    pack: str
    pack_name: str
    pack_version: str
    content_hash: str
    on: date
    reader: str  #: durable, plain
    inputs: FactSet
    decisions: tuple[Decision, ...]
    totals: tuple[Total, ...]
    derived: tuple[DerivedFact, ...]
    conflicts: tuple[Conflict, ...]
    looked_up: tuple[str, ...]  #: ids of facts a registry list gave
    firings: int
