"""For a decision that is not eligible: what would have to change, in facts, bounds and words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from rules.answers import cores, words
from rules.answers.cores import Leaf
from rules.answers.limits import Bound, bound
from rules.answers.model import Change, Changes, ChangeSet, Named, Stuck
from rules.answers.repair import Repair, Repairs, summed_parts
from rules.answers.trial import Spent, Trial
from rules.expressions import Arithmetic, walk
from rules.facts import Cause, Key
from rules.model import Measure
from rules.sentences import Speaker
from rules.supply import supply
from rules.types import Value
from rules.world import World

#: sets shown for one decision
SHOWN = 5


def changes(trial: Trial, measure: Measure, subject: str) -> Changes:
    """Never raises Spent: what was found before the limit is handed back, marked as cut."""
    trial.forget()
    repairs = Repairs(trial, measure.root, subject)
    found = repairs.find()
    order = sorted(found, key=lambda r: (len(r.values), r.truth is None))
    sets: list[ChangeSet] = []
    cut = repairs.cut
    for repair in order:
        if len(sets) == SHOWN:
            break
        try:
            if not _turns_a_divisor(repairs, repair):
                sets.append(_set(repairs, repair))
        except Spent:
            cut = True
            break
    # nothing found: what stands in the way is named, so that no decision is left without a word
    standing = repairs.stuck or cores.core(trial.base, measure.root, subject, True)
    stuck = tuple(_stuck(trial.base, leaf) for leaf in standing)
    return Changes(measure.id, measure.title, subject, tuple(sets), () if sets else stuck, cut)


def _turns_a_divisor(repairs: Repairs, repair: Repair) -> bool:
    """Whether it works only because something that is divided by changes its sign: right by the formula, and no advice.

    A drop against last year's revenue is large, too, where last year's revenue is less than nothing.
    """
    before, after = repairs.trial.base, repairs.trial.world(repair.values)
    for derived in before.pack.derived.values():
        kind = derived.fact.subject
        subject = kind if not before.pack.subjects[kind].many else repairs.subject
        if derived.value is None or subject.partition(":")[0] != kind:
            continue
        divisors = (n.right for n in walk(derived.value) if isinstance(n, Arithmetic) and n.op == "/")
        for divisor in divisors:
            if _signs_differ(*(world.evaluate(divisor, subject).value for world in (before, after))):
                return True
    return False


def _signs_differ(a: Value | None, b: Value | None) -> bool:
    return isinstance(a, int | Fraction) and isinstance(b, int | Fraction) and a * b < 0


def _set(repairs: Repairs, repair: Repair) -> ChangeSet:
    trial = repairs.trial
    made = tuple(_change(trial.base, key, repair, bound(repairs, repair, key)) for key in repair.values)
    world = trial.world(repair.values)
    causes: list[Cause] = []
    if repair.truth is None:
        leaves = cores.open_leaves(world, repairs.root, repairs.subject)
        causes = sorted({c for leaf in leaves for c in leaf.causes(world)})
    still = tuple(dict.fromkeys(named(world, c) for c in causes if c.kind == "missing"))
    disputed = tuple(dict.fromkeys(named(world, c) for c in causes if c.kind == "conflict"))
    granted = repair.truth is True
    said = words.sentence([change.words for change in made], granted, still, disputed)
    return ChangeSet(made, granted, still, disputed, said)


def _change(world: World, key: Key, repair: Repair, limit: Bound) -> Change:
    name, subject = key
    now = world.value(*key).value
    fact = world.book.facts.get(key)
    return Change(
        fact=name,
        subject=subject,
        label=words.label(world, key),
        value=now,
        origin=fact.state.value if fact else "derived",
        kinds=world.pack.kinds_of(name),
        to=limit.to,
        bounds=limit.bounds,
        tried=repair.values[key],
        parts=tuple(name_of(world, part) for part in summed_parts(world, key)),
        words=words.change(world, key, now, limit.to, limit.bounds),
    )


def _stuck(world: World, leaf: Leaf) -> Stuck:
    requires = Speaker(world).requires(leaf.condition)
    facts = tuple(name_of(world, key) for key in sorted(leaf.facts(world)))
    return Stuck(leaf.condition.key, requires, facts, words.stuck(requires, facts))


def name_of(world: World, key: Key) -> Named:
    by = supply(world, key)
    return Named(*key, words.label(world, key), "", by.who, by.kinds)


def named(world: World, cause: Cause) -> Named:
    """The fact of a cause; the kind of subject where nobody has shown one."""
    pack = world.pack
    if cause.fact.endswith("."):
        kind = pack.subjects[cause.subject]
        return Named(
            cause.subject, cause.subject, kind.label, "", "applicant", (kind.document,) if kind.document else ()
        )
    one = name_of(world, (cause.fact, cause.subject))
    return replace(one, detail=cause.code) if cause.kind == "missing" else one
