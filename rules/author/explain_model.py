"""What a pack says, laid out for people: frozen data that a page, a text or a program can show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.model import Citation, Contact, Deadline, Source
from rules.schema import Text


@dataclass(frozen=True, slots=True)
class Line:
    """A condition of an outline. A group has the lines of its parts below it."""

    key: str  #: of the condition, unique in the pack
    id: str | None  #: the author's
    kind: str  #: test, use (a derived yes/no fact), all, any, none (of its parts), not_all (of its parts)
    words: Text  #: made from the condition; for a group what is asked of its parts
    label: Text | None  #: the author's, where it says it in other words
    cite: Citation | None  #: None where the line around it cites the same
    facts: tuple[str, ...]  #: names of the facts it speaks of; empty for groups
    parameters: tuple[str, ...]
    parts: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """One value of a derived fact, and when it is that."""

    value: Text
    when: Line


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a fact is worked out: exactly one of ``when``, ``choices`` and ``formula``."""

    source: Source
    when: Line | None
    choices: tuple[Chosen, ...]
    otherwise: Text | None  #: where none of the choices holds
    formula: Text | None  #: with the names of the values
    facts: tuple[str, ...]  #: of the formula
    parameters: tuple[str, ...]  #: of the formula


@dataclass(frozen=True, slots=True)
class Lookup:
    """A list that gives a fact."""

    list: str
    label: Text
    match: str  #: fact that is looked up in it
    column: str | None  #: None: being on the list is what counts
    complete: bool
    otherwise: Text | None  #: for names that are not on a complete list
    source: str
    rows: int


@dataclass(frozen=True, slots=True)
class FactNote:
    """Where a fact comes from."""

    name: str
    label: Text  #: as the sentences call it
    type: str
    subject: Text
    kinds: tuple[str, ...]  #: document kinds that give it
    declared: bool  #: the applicant may state it
    attested: bool  #: a reviewer may state it, over a derivation too
    ask: Text | None
    lookup: Lookup | None
    derivation: Derivation | None


@dataclass(frozen=True, slots=True)
class Dated:
    start: date
    end: date | None  #: inclusive; None: open
    value: Text


@dataclass(frozen=True, slots=True)
class ParameterNote:
    name: str
    label: Text
    value: Text  #: at the as-of date
    since: date
    dated: tuple[Dated, ...]  #: all its values
    source: Source
    discretion: bool  #: the notice leaves it open


@dataclass(frozen=True, slots=True)
class Grant:
    """What a measure gives."""

    kind: str  #: amount, range, one_of (nothing between), cap
    label: Text
    formula: Text  #: with the names of the values; of a cap the cap
    cap: Text | None  #: beside an amount or a range
    rounded: bool  #: to the fen, by the formula itself
    cite: Citation
    cap_cite: Citation | None
    facts: tuple[str, ...]
    parameters: tuple[str, ...]
    same_as: tuple[str, ...] = ()  #: other measures that grant the same benefit, which counts once in sums


@dataclass(frozen=True, slots=True)
class ContactNote:
    contact: Contact
    whom: Text | None  #: for whom it is, made from the condition; None: for all


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure."""

    id: str
    clause: str
    title: Text
    outcome: str  #: one of rules.model.OUTCOMES
    notice: str  #: the clause, verbatim
    over: Text | None  #: what it is decided for one by one
    applies: Line | None  #: whom it addresses; None: everybody
    when: Line
    grant: Grant | None
    deadline: Deadline | None
    departments: tuple[Text, ...]
    contacts: tuple[ContactNote, ...]
    note: Text | None
    facts: tuple[str, ...]  #: all it rests on, those that others are worked out from too
    parameters: tuple[str, ...]  #: likewise


@dataclass(frozen=True, slots=True)
class Explanation:
    """A pack, or one entry of it with everything it rests on."""

    pack: str  #: name@version
    content_hash: str
    title: Text
    authority: Text
    document_number: str
    jurisdiction: Text
    issued: date
    effective: tuple[date, date | None]  #: inclusive
    scope: Text
    not_covered: Text
    on: date  #: the day the parameters are shown for
    whole: bool  #: False: one entry only
    entries: tuple[Entry, ...]
    facts: tuple[FactNote, ...]
    parameters: tuple[ParameterNote, ...]

    def fact(self, name: str) -> FactNote:
        return next(note for note in self.facts if note.name == name)

    def parameter(self, name: str) -> ParameterNote:
        return next(note for note in self.parameters if note.name == name)
