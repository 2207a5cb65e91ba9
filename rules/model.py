"""What a pack is, after loading: vocabulary, parameters, registries, derived facts, measures, cases. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rules.errors import Place
from rules.expressions import Comparison, Expression
from rules.schema import Text
from rules.types import Type, Value


@dataclass(frozen=True, slots=True)
class Citation:
    """A span of the notice."""

    clause: str  #: number of the clause, "1"
    quote: str  #: verbatim
    start: int  #: character offset in notice.txt, inclusive
    end: int  #: exclusive


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from when it is not (only) the notice."""

    text: str
    citation: Citation | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class SubjectSpec:
    name: str
    label: Text
    many: bool
    document: str | None  #: document kind that makes one subject each


@dataclass(frozen=True, slots=True)
class FieldSource:
    kind: str  #: document kind
    field: str


@dataclass(frozen=True, slots=True)
class RegistryLookup:
    list: str
    match: str  #: fact whose text is looked up
    column: str | None  #: None: membership, for bool facts
    otherwise: Value | None  #: the value where a complete list has no match


@dataclass(frozen=True, slots=True)
class FactSpec:
    name: str  #: ``lease.area``
    subject: str
    type: Type
    label: Text
    choices: Mapping[str, Text] = field(default_factory=dict)  #: of a choice
    sources: tuple[FieldSource, ...] = ()
    attest: bool = False  #: a reviewer may state it; of a derived fact: over its derivation
    declare: bool = False  #: the applicant may state it
    ask: Text | None = None
    registry: RegistryLookup | None = None
    derived: bool = False

    @property
    def stated(self) -> bool:
        """A person may state it."""
        return self.attest or self.declare


@dataclass(frozen=True, slots=True)
class DatedValue:
    start: date
    end: date | None  #: inclusive; None: open
    value: Value
    source: Source | None = None  #: of this value, where it is not the parameter's: words a later notice replaced


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    type: Type
    label: Text
    values: tuple[DatedValue, ...]
    source: Source
    discretion: bool  #: the notice leaves it open; a reviewer may overrule it

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where its values come from, the one in force last first."""
        return tuple(dict.fromkeys(value.source or self.source for value in reversed(self.values)))


@dataclass(frozen=True, slots=True)
class Registry:
    name: str
    label: Text
    complete: bool
    source: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    places: tuple[Mapping[str, Place], ...] = field(default=(), repr=False, compare=False)  #: of each row's cells


@dataclass(frozen=True, slots=True)
class Test:
    """A leaf: one comparison."""

    key: str  #: stable: ``1a.small`` by the author's id, else the path ``1a:when.2``
    id: str | None
    label: Text | None
    cite: Citation | None  #: own or the nearest enclosing one
    test: Comparison
    scope: str | None  #: kind of the many-subject it speaks of, None: the case as a whole
    place: Place


@dataclass(frozen=True, slots=True)
class Gate:
    """all, any or not over children."""

    key: str
    id: str | None
    label: Text | None
    cite: Citation | None
    op: str  #: all, any, not
    children: tuple[Condition, ...]
    scope: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Use:
    """Stands for the condition of a derived bool."""

    key: str
    id: str | None
    label: Text | None
    cite: Citation | None
    fact: str
    scope: str | None
    place: Place


Condition = Test | Gate | Use


@dataclass(frozen=True, slots=True)
class Choice:
    value: Value
    when: Condition


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived fact has exactly one of ``when`` (bool), ``choose`` (choice) and ``value``."""

    fact: FactSpec
    source: Source
    when: Condition | None = None
    choose: tuple[Choice, ...] = ()
    otherwise: Value | None = None  #: where every choice is known not to hold
    value: Expression | None = None
    text: str = ""  #: the expression as written
    shown: bool = False  #: worked out for people to see; no rule has to use it

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """``when``, or those of its choices in their order."""
        return (*((self.when,) if self.when is not None else ()), *(choice.when for choice in self.choose))


@dataclass(frozen=True, slots=True)
class Formula:
    expression: Expression
    text: str  #: as written
    cite: Citation


@dataclass(frozen=True, slots=True)
class Amount:
    """What a measure grants. ``value``, or ``low`` and ``high``, or only a ``cap``.

    ``either``: ``low`` or ``high``, nothing between; the authority decides which.
    """

    label: Text
    cite: Citation
    value: Formula | None = None
    low: Formula | None = None
    high: Formula | None = None
    cap: Formula | None = None
    either: bool = False

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """Those it has, the cap last."""
        return tuple(f for f in (self.value, self.low, self.high, self.cap) if f is not None)


@dataclass(frozen=True, slots=True)
class Contact:
    purpose: Text | None
    department: Text
    names: tuple[str, ...]
    phones: tuple[str, ...]
    cite: Citation


@dataclass(frozen=True, slots=True)
class Deadline:
    day: date
    cite: Citation


@dataclass(frozen=True, slots=True)
class Measure:
    id: str
    clause: str
    title: Text
    outcome: str  #: one of OUTCOMES
    over: str | None  #: subject kind
    root: Condition  #: ``when``, or all of ``applies`` and ``when``
    applies: Condition | None
    when: Condition
    amount: Amount | None
    departments: tuple[Text, ...]
    contacts: tuple[Contact, ...]
    deadline: Deadline | None
    note: Text | None
    file: str
    place: Place
    #: for whom each contact is; None: for all. Beside the contacts, which a decision hands on as they are
    contact_when: tuple[Condition | None, ...] = ()
    #: a word for what is granted: measures of the same word grant one and the same, which counts once (rules.once)
    once: str | None = None


OUTCOMES = ("entitlement", "up_to", "range", "encouraged", "permitted", "duty")


@dataclass(frozen=True, slots=True)
class Clause:
    number: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Notice:
    text: str
    clauses: Mapping[str, Clause]


@dataclass(frozen=True, slots=True)
class Pack:
    name: str
    version: str
    title: Text
    authority: Text
    document_number: str
    jurisdiction: Text
    issued: date
    effective: tuple[date, date | None]  #: inclusive
    scope: Text
    not_covered: Text
    notice: Notice
    subjects: Mapping[str, SubjectSpec]
    facts: Mapping[str, FactSpec]  #: derived ones too
    parameters: Mapping[str, Parameter]
    registries: Mapping[str, Registry]
    derived: Mapping[str, Derived]  #: in an order in which each needs only earlier ones
    needs: Mapping[str, frozenset[str]]  #: of a derived fact: the facts its derivation speaks of
    measures: Mapping[str, Measure]
    content_hash: str  #: sha256 over the files that decide (everything but cases/ and *.md)
    path: str  #: folder it was loaded from; for people, never sealed

    @property
    def reference(self) -> str:
        return f"{self.name}@{self.version}"

    def holds(self, on: date) -> bool:
        """Whether the pack is in force on a day."""
        start, end = self.effective
        return start <= on and (end is None or on <= end)

    def kinds_of(self, fact: str) -> tuple[str, ...]:
        """Document kinds that give a fact, in the pack's order."""
        return tuple(dict.fromkeys(s.kind for s in self.facts[fact].sources))
