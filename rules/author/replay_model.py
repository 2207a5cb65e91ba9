"""What :func:`rules.author.replay.replay` takes and hands back. Frozen; money in fen; sentences in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.author.diff_model import PackDiff
from rules.schema import Text

#: what a decision can have done between two packs: fields of :class:`Moved`
SORTS = ("gained", "lost", "one_sided", "opened", "settled", "repriced", "unchanged")


@dataclass(frozen=True, slots=True)
class Filed:
    """One sealed evaluation as it was filed."""

    name: str  #: of the case, or of the file that holds it; for people
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one measure comes to for one subject."""

    status: str  #: eligible, not_eligible, undetermined, permitted, encouraged, duty; absent: the pack has it not
    low_fen: int  #: granted: the amount, or the low end of a range; 0 where nothing certain is granted
    high_fen: int
    cap_fen: int | None  #: of what is granted up to a cap only


@dataclass(frozen=True, slots=True)
class Cause:
    """A criterion whose truth is another, with what changed in the packs to bring that about."""

    criterion: str  #: id, or key
    label: Text
    old: str  #: met, not_met, undetermined, absent
    new: str
    finding: Text  #: what the case says, in words of B where B has it
    changes: tuple[int, ...]  #: places in ``PackDiff.changes``


@dataclass(frozen=True, slots=True)
class Need:
    fact: str
    label: Text


@dataclass(frozen=True, slots=True)
class Flip:
    """One decision that comes out otherwise."""

    case: str
    measure: str  #: id in B, in A where B has it not
    title: Text
    subject: str
    old: Verdict
    new: Verdict
    causes: tuple[Cause, ...]
    changes: tuple[int, ...]  #: places in ``PackDiff.changes`` that brought it about
    missing: tuple[Need, ...]  #: what B still needs, where B leaves it open

    @property
    def moved_low_fen(self) -> int:
        return self.new.low_fen - self.old.low_fen

    @property
    def moved_high_fen(self) -> int:
        return self.new.high_fen - self.old.high_fen

    @property
    def status_changed(self) -> bool:
        return self.old.status != self.new.status


@dataclass(frozen=True, slots=True)
class Lost:
    """Something of the case that a pack cannot take in, and why."""

    what: str  #: name of a fact, parameter or subject
    subject: str
    reason: str  #: unknown_fact, wrong_type, not_declarable, derived, wrong_subject, unknown_subject, parameter
    pack: str  #: a or b


@dataclass(frozen=True, slots=True)
class Replayed:
    """One case under both packs."""

    case: str
    on: date
    sealed_under: str  #: name@version
    as_filed: bool | None  #: A decides as the seal says; None: the seal is of another pack than A
    flips: tuple[Flip, ...]
    unchanged: int  #: decisions that stay as they are
    lost: tuple[Lost, ...]
    needed: tuple[Need, ...]  #: facts that only B knows and that it misses in this case


@dataclass(frozen=True, slots=True)
class NotReplayed:
    """A filed case that could not be used."""

    case: str
    code: str  #: stable: seal.broken, pack.not_in_force, replay.other_pack, …
    data: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """Sums over all cases for one measure, or for all (measure None)."""

    measure: str | None
    title: Text | None
    gained: int  #: decisions that became eligible, permitted …
    lost: int  #: that were and are no more
    one_sided: (
        int  #: not granted, of a measure that only one of the packs has (what only B has and leaves open: opened)
    )
    opened: int  #: that became undetermined
    settled: int  #: that became not eligible out of undetermined
    repriced: int  #: same status, other money
    unchanged: int
    low_fen: int  #: money moved, certain part
    high_fen: int


@dataclass(frozen=True, slots=True)
class Replay:
    diff: PackDiff
    cases: tuple[Replayed, ...]
    not_replayed: tuple[NotReplayed, ...]
    moved: tuple[Moved, ...]  #: one for each measure with a decision, the sum last
    reader: str

    @property
    def flips(self) -> tuple[Flip, ...]:
        return tuple(f for c in self.cases for f in c.flips)
