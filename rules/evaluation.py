"""The one way from facts to decisions: check the facts, let a reader settle every condition, decide."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date

from rules import compile as compiling
from rules import once, wording
from rules.book import Book
from rules.decide import Decider
from rules.decisions import Decision, DerivedFact, Evaluation, Total
from rules.facts import FactSet, State
from rules.forward import ForwardReader
from rules.model import Pack
from rules.network import Network
from rules.plain import PlainReader
from rules.proof import Prover
from rules.sentences import Speaker
from rules.validity import in_force
from rules.world import World

READERS = ("durable", "plain")
_NETWORKS: dict[str, Network] = {}


def evaluate(pack: Pack, facts: FactSet, on: date, *, reader: str = "durable", letters: bool = False) -> Evaluation:
    """Decide every measure of the pack for every subject of the case.

    ``reader``: "durable" runs the rule engine and names the rules that fired; "plain" gives the same decisions
    without it. ``letters``: only for seals of old formats (:class:`rules.world.World`). Raises NotInForce, FactRefused,
    OverruleRefused, EngineFailed.
    """
    with at_rest(pack, facts, on, reader=reader, letters=letters) as (world, forward):
        return _decide(world, facts, reader, forward, len(forward.firings) if forward else 0)


@contextmanager
def at_rest(
    pack: Pack,
    facts: FactSet,
    on: date,
    *,
    reader: str = "durable",
    only: Collection[str] | None = None,
    letters: bool = False,
) -> Iterator[tuple[World, ForwardReader | None]]:
    """The world of a case with every condition settled, and the forward reader where that one read.

    ``only``: keys of the conditions that are asked for, with all below them (:func:`rules.reach.conditions`).
    Raises as :func:`evaluate` does.
    """
    in_force(pack, on)
    world = World(Book(pack, facts), on, letters=letters)
    if reader == "plain":
        world.reader = PlainReader(world).truth
        yield world, None
        return
    if reader != "durable":
        raise ValueError(f"reader must be one of {READERS}, not {reader!r}")
    with settled(world, only) as forward:
        yield world, forward


def decider_of(world: World, forward: ForwardReader | None) -> Decider:
    """Decides measures over a world at rest."""
    speaker = Speaker(world)
    return Decider(world, Prover(world, speaker, forward), speaker)


@contextmanager
def settled(world: World, only: Collection[str] | None = None) -> Iterator[ForwardReader]:
    """The world's truths from the rule engine, at rest."""
    from rules.engine import engine_for  # durable_rules is loaded only here, and only when it reads

    net = network_of(world.pack)
    ids = [(kind, subject) for kind in net.scopes for subject in world.book.decided(kind)]
    numbers = {subject: number for number, (_, subject) in enumerate(ids, 1)}
    with engine_for(net).open((kind, numbers[subject]) for kind, subject in ids) as run:
        forward = ForwardReader(world, net, run, numbers)
        world.reader = forward.truth
        forward.run(only)
        yield forward


def network_of(pack: Pack) -> Network:
    """The compiled network of a pack, made once per process."""
    key = f"{pack.reference}+{pack.content_hash}"
    if key not in _NETWORKS:
        _NETWORKS[key] = compiling.network(pack)
    return _NETWORKS[key]


def _decide(world: World, facts: FactSet, reader: str, forward: ForwardReader | None, firings: int) -> Evaluation:
    pack, book = world.pack, world.book
    decider = decider_of(world, forward)
    decisions = tuple(
        decider.decide(measure, subject) for measure in pack.measures.values() for subject in book.decided(measure.over)
    )
    decisions = once.told(pack.measures, decisions)
    return Evaluation(
        pack.reference, pack.name, pack.version, pack.content_hash, world.on, reader, facts, decisions,
        tuple(_totals(pack, decisions)), tuple(_derived(world)), tuple(book.conflicts.values()),
        tuple(sorted(f.id for f in book.facts.values() if f.state is State.LOOKED_UP)), firings,
    )  # fmt: skip


def _derived(world: World) -> Iterator[DerivedFact]:
    for name, derived in world.pack.derived.items():
        kind = derived.fact.subject
        for subject in world.book.decided(kind) if world.pack.subjects[kind].many else (kind,):
            outcome = world.value(name, subject)
            shown = wording.value(outcome.value, derived.fact.type, derived.fact.choices)
            basis = tuple(sorted(world.book.facts[key].id for key in outcome.facts))
            yield DerivedFact(
                f"derived:{name}@{subject}",
                name,
                subject,
                derived.fact.label,
                outcome.value,
                shown,
                basis,
                derived.source,
            )


def _totals(pack: Pack, decisions: tuple[Decision, ...]) -> Iterator[Total]:
    for measure in dict.fromkeys(d.measure for d in decisions):
        yield _total(measure, [d for d in decisions if d.measure == measure])
    yield once.total(pack.measures, decisions)


def _total(measure: str, some: list[Decision]) -> Total:
    granted = [d.benefit for d in some if d.benefit and d.benefit.granted]
    open_ = [d.benefit for d in some if d.benefit and d.status == "undetermined"]
    certain = sum(b.amount_fen or 0 for b in granted)
    return Total(
        measure,
        certain,
        certain + sum(b.low_fen or 0 for b in granted),
        certain + sum(b.high_fen or 0 for b in granted),
        sum(b.amount_fen or b.high_fen or 0 for b in open_),
        sum(d.status != "undetermined" for d in some),
        sum(d.status == "undetermined" for d in some),
    )
