"""A case's facts checked against a pack's vocabulary and indexed; registry lists looked up."""

from __future__ import annotations

from collections.abc import Mapping

from rules import registries
from rules.errors import FactRefused, OverruleRefused, near
from rules.facts import REVIEWED, Conflict, Fact, FactSet, Key, Overruling, SourceRef, State
from rules.model import FactSpec, Pack
from rules.names import normal_name
from rules.types import Type, fits


class Book:
    """The facts of one case, by (name, subject). Raises :class:`FactRefused`, :class:`OverruleRefused`."""

    def __init__(self, pack: Pack, given: FactSet) -> None:
        self.pack = pack
        self.facts: dict[Key, Fact] = {}
        self.conflicts: dict[Key, Conflict] = {}
        self.overrulings: Mapping[str, Overruling] = self._overrulings(given)
        self.unasked = frozenset(given.unasked)
        self.subjects: dict[str, tuple[str, ...]] = self._subjects(given)
        groups: dict[Key, list[Fact]] = {}
        for fact in given.facts:
            self._check(fact)
            groups.setdefault((fact.name, fact.subject), []).append(fact)
        for conflict in given.conflicts:
            self._known(conflict.name, conflict.subject)
            self.conflicts[conflict.name, conflict.subject] = conflict
        for key, group in groups.items():
            self._settle(key, group)
        self._look_up()

    def decided(self, kind: str | None) -> tuple[str, ...]:
        """Subjects a measure over ``kind`` is decided for: those of the case, or the one nobody has shown yet.

        A measure over no kind of subject is decided once, for the enterprise.
        """
        return ("enterprise",) if kind is None else self.subjects[kind] or (kind,)

    # -- checks ------------------------------------------------------------------------------------------------

    def _known(self, name: str, subject: str) -> FactSpec:
        spec = self.pack.facts.get(name)
        if spec is None:
            raise FactRefused(fact=name, subject=subject, reason="unknown_fact", near=near(name, self.pack.facts))
        if spec.derived and not spec.stated:
            raise FactRefused(fact=name, subject=subject, reason="derived")
        self._kind(name, subject, spec.subject)
        return spec

    def _kind(self, name: str, subject: str, wanted: str) -> None:
        kind, colon, rest = subject.partition(":")
        many = self.pack.subjects[wanted].many
        if kind != wanted or many != bool(colon and rest):
            raise FactRefused(fact=name, subject=subject, reason="wrong_subject")

    def _check(self, fact: Fact) -> None:
        spec = self._known(fact.name, fact.subject)
        if not fits(fact.value, spec.type) or (spec.type is Type.CHOICE and fact.value not in spec.choices):
            raise FactRefused(fact=fact.name, subject=fact.subject, reason="wrong_type", type=spec.type.value)
        if fact.state is State.DECLARED and not spec.declare:
            raise FactRefused(fact=fact.name, subject=fact.subject, reason="not_declarable")
        stated = fact.state in REVIEWED or fact.state is State.DECLARED
        if fact.state is State.DERIVED or (spec.derived and not stated):
            raise FactRefused(fact=fact.name, subject=fact.subject, reason="derived")

    def _subjects(self, given: FactSet) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {s.name: [] for s in self.pack.subjects.values() if s.many}
        named = [*given.subjects, *(f.subject for f in given.facts), *(c.subject for c in given.conflicts)]
        for subject in named:
            kind = subject.partition(":")[0]
            if kind not in self.pack.subjects:
                known = near(kind, self.pack.subjects)
                raise FactRefused(fact="", subject=subject, reason="unknown_subject", near=known)
            if kind in found and subject not in found[kind]:
                self._kind("", subject, kind)
                found[kind].append(subject)
        return {kind: tuple(sorted(subjects, key=_by_number)) for kind, subjects in found.items()}

    def _overrulings(self, given: FactSet) -> dict[str, Overruling]:
        found: dict[str, Overruling] = {}
        for ruling in given.overrulings:
            parameter = self.pack.parameters.get(ruling.parameter)
            if parameter is None:
                raise OverruleRefused(parameter=ruling.parameter, reason="unknown_parameter")
            if not parameter.discretion:
                raise OverruleRefused(parameter=ruling.parameter, reason="no_discretion")
            if not ruling.reason.strip() or not ruling.by.strip():
                raise OverruleRefused(parameter=ruling.parameter, reason="no_reason")
            if not fits(ruling.value, parameter.type):
                raise OverruleRefused(parameter=ruling.parameter, reason="wrong_type")
            found[ruling.parameter] = ruling
        return found

    # -- several sources of one fact ---------------------------------------------------------------------------

    def _settle(self, key: Key, group: list[Fact]) -> None:
        """A reviewer's word ends a dispute; else equal values join and different ones are a conflict."""
        reviewed = [f for f in group if f.state in REVIEWED]
        if reviewed:
            self.conflicts.pop(key, None)
        speaking = reviewed or group
        if key in self.conflicts:
            return
        if len({_comparable(f) for f in speaking}) > 1:
            self.conflicts[key] = Conflict(key[0], key[1], tuple(speaking))
            return
        self.facts[key] = _joined(speaking)

    def _look_up(self) -> None:
        for spec in self.pack.facts.values():
            if spec.registry is None:
                continue
            many = self.pack.subjects[spec.subject].many
            for subject in self.subjects[spec.subject] if many else (spec.subject,):
                self._look_up_one(spec, subject)

    def _look_up_one(self, spec: FactSpec, subject: str) -> None:
        key = (spec.name, subject)
        given = self.facts.get(key)
        matched = self.facts.get((spec.registry.match, subject)) if spec.registry else None
        if key in self.conflicts or matched is None or (given and given.state in REVIEWED):
            return
        found = self._row(spec, matched)
        if found is None:
            return
        if given is not None and _comparable(given) != _comparable(found):
            del self.facts[key]
            self.conflicts[key] = Conflict(spec.name, subject, (given, found))
            return
        self.facts[key] = _joined([found, given] if given else [found])

    def _row(self, spec: FactSpec, matched: Fact) -> Fact | None:
        if spec.registry is None:
            return None
        registry = self.pack.registries[spec.registry.list]
        row = registries.index(registry).get(normal_name(str(matched.value)))
        column = spec.registry.column
        value = spec.registry.otherwise if row is None else registries.said(spec, row)
        words = "" if row is None else row["name"] if column is None else f"{row['name']}: {row[column]}"
        if value is None:
            return None
        source = SourceRef("registry", text=words, reason=f"{registry.name}: {registry.source}")
        return Fact(
            f"registry:{spec.name}@{matched.subject}", spec.name, matched.subject, value, State.LOOKED_UP,
            (source, *matched.evidence), sure=matched.firm, basis=(matched.id,),
        )  # fmt: skip


def _comparable(fact: Fact) -> object:
    """Texts that differ only in width, brackets or blanks are the same."""
    return normal_name(fact.value) if isinstance(fact.value, str) else fact.value


def _joined(group: list[Fact]) -> Fact:
    """One fact out of several that agree: the firmest speaks, all evidence is kept."""
    best = next((f for f in group if f.firm), group[0])
    if len(group) == 1:
        return best
    evidence = tuple(dict.fromkeys(e for f in [best, *group] for e in f.evidence))
    return Fact(
        best.id, best.name, best.subject, best.value, best.state, evidence,
        any(f.sure for f in group), any(f.confirmed for f in group), best.basis,
    )  # fmt: skip


def _by_number(subject: str) -> tuple[int, str]:
    number = subject.partition(":")[2].partition("-")[0]
    return (int(number) if number.isdecimal() else 10**9, subject)
