"""A pack, or one entry, explained: what a civil servant checks against the notice, made from the conditions themselves.

Nothing here is written by hand for a pack: words come from :mod:`rules.sentences`, so they cannot drift from the rules.
Turning the explanation into text or a page is the caller's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rules import grammar, once, parameters, wording
from rules.author.explain_model import (
    Chosen,
    ContactNote,
    Dated,
    Derivation,
    Entry,
    Explanation,
    FactNote,
    Grant,
    Lookup,
    ParameterNote,
)
from rules.author.explain_outline import Outliner, named, spoken_of
from rules.book import Book
from rules.errors import RulesError
from rules.expressions import Call as FunctionCall
from rules.expressions import Expression, walk
from rules.facts import FactSet
from rules.model import Amount, Condition, Contact, Measure, Pack
from rules.naming import unrounded
from rules.schema import Text
from rules.sentences import Speaker
from rules.types import Value
from rules.validity import in_force
from rules.world import World


class EntryNotFound(RulesError):
    """The pack has no measure of this id. data: entry, pack, known."""

    code = "entry.not_found"


def explain(pack: Pack, entry: str | None = None, on: date | None = None) -> Explanation:
    """The whole pack, or one entry by its id; parameters as they stand at ``on`` (the pack's first day).

    Raises EntryNotFound, NotInForce.
    """
    on = on or pack.effective[0]
    in_force(pack, on)
    if entry is not None and entry not in pack.measures:
        known = ", ".join(pack.measures)
        raise EntryNotFound(entry=entry, pack=pack.reference, known=known)
    explainer = _Explainer(pack, on)
    measures = [pack.measures[entry]] if entry is not None else list(pack.measures.values())
    entries = tuple(explainer.entry(measure) for measure in measures)
    facts = _once(name for one in entries for name in one.facts)
    params = _once(name for one in entries for name in one.parameters)
    if entry is None:  # what no entry uses is shown too: the author wants to see it
        facts, params = _once((*facts, *pack.facts)), _once((*params, *pack.parameters))
    return Explanation(
        pack.reference, pack.content_hash, pack.title, pack.authority, pack.document_number, pack.jurisdiction,
        pack.issued, pack.effective, pack.scope, pack.not_covered, on, entry is None, entries,
        tuple(explainer.fact(name) for name in facts),
        tuple(explainer.parameter(name) for name in params),
    )  # fmt: skip


class _Explainer:
    def __init__(self, pack: Pack, on: date) -> None:
        self.pack = pack
        self.on = on
        self.speaker = Speaker(World(Book(pack, FactSet()), on))
        self.outline = Outliner(self.speaker)

    # -- measures ----------------------------------------------------------------------------------------------

    def entry(self, measure: Measure) -> Entry:
        clause = self.pack.notice.clauses[measure.clause]
        grant = self._grant(measure, measure.amount) if measure.amount else None
        whom = (*measure.contact_when, *(None for _ in measure.contacts))
        conditions = [measure.root, *(condition for condition in measure.contact_when if condition is not None)]
        facts, params = self._reach(conditions, grant)
        return Entry(
            measure.id,
            measure.clause,
            measure.title,
            measure.outcome,
            self.pack.notice.text[clause.start : clause.end].strip(),
            self.pack.subjects[measure.over].label if measure.over else None,
            self.outline.line(measure.applies) if measure.applies else None,
            self.outline.line(measure.when),
            grant,
            measure.deadline,
            measure.departments,
            tuple(self._contact(c, when) for c, when in zip(measure.contacts, whom, strict=False)),
            measure.note,
            facts,
            params,
        )

    def _contact(self, contact: Contact, when: Condition | None) -> ContactNote:
        return ContactNote(contact, self.speaker.requires(when) if when is not None else None)

    def _grant(self, measure: Measure, amount: Amount) -> Grant:
        formulas = amount.formulas
        whole = amount.value or amount.cap
        words = self._formula(whole.expression) if whole else Text("", "")
        if amount.low and amount.high:
            low, high = self._formula(amount.low.expression), self._formula(amount.high.expression)
            words = Text(f"最低{low.zh}，最高{high.zh}", f"at least {low.en}, at most {high.en}")
            if amount.either:
                words = Text(f"{low.zh}或者{high.zh}", f"{low.en} or {high.en}")
        beside = amount.cap if amount.cap and (amount.value or amount.low) else None
        kind = "one_of" if amount.either else "range" if amount.low else "amount" if amount.value else "cap"
        return Grant(
            kind,
            amount.label,
            words,
            self._formula(beside.expression) if beside else None,
            any(_rounds(f.expression) for f in formulas),
            amount.cite,
            beside.cite if beside else None,
            *named(*(f.expression for f in formulas)),
            once.partners(self.pack.measures, measure),
        )

    def _formula(self, expression: Expression) -> Text:
        return self.speaker.name(unrounded(expression))

    def _reach(self, conditions: Iterable[Condition], grant: Grant | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Every fact and parameter that conditions and grant rest on, in the order they come up."""
        spoken = [spoken_of(condition) for condition in conditions]
        if grant:
            spoken.append((grant.facts, grant.parameters))
        facts: dict[str, None] = {}
        params: dict[str, None] = {name: None for _, some in spoken for name in some}
        waiting = [name for some, _ in spoken for name in some]
        while waiting:
            name = waiting.pop(0)
            if name in facts:
                continue
            facts[name] = None
            inner, more = self._inside(name)
            params |= dict.fromkeys(more)
            waiting = [*inner, *waiting]
        return tuple(facts), tuple(params)

    def _inside(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The facts and parameters that a fact is worked out from or looked up by."""
        spec, derived = self.pack.facts[name], self.pack.derived.get(name)
        looked_up = (spec.registry.match,) if spec.registry else ()
        if derived is None:
            return looked_up, ()
        if derived.value is not None:
            return named(derived.value)
        conditions = derived.conditions
        spoken = [spoken_of(condition) for condition in conditions]
        return _once(n for some, _ in spoken for n in some), _once(n for _, some in spoken for n in some)

    # -- facts and parameters ----------------------------------------------------------------------------------

    def fact(self, name: str) -> FactNote:
        spec = self.pack.facts[name]
        return FactNote(
            name,
            self.speaker.namer.fact(name),
            spec.type.value,
            self.pack.subjects[spec.subject].label,
            self.pack.kinds_of(name),
            spec.declare,
            spec.attest,
            spec.ask,
            self._lookup(name),
            self._derivation(name),
        )

    def _lookup(self, name: str) -> Lookup | None:
        spec = self.pack.facts[name]
        if spec.registry is None:
            return None
        registry = self.pack.registries[spec.registry.list]
        otherwise = spec.registry.otherwise
        return Lookup(
            registry.name,
            registry.label,
            spec.registry.match,
            spec.registry.column,
            registry.complete,
            None if otherwise is None else self._value(name, otherwise),
            registry.source,
            len(registry.rows),
        )

    def _derivation(self, name: str) -> Derivation | None:
        derived = self.pack.derived.get(name)
        if derived is None:
            return None
        cited = derived.source.citation
        return Derivation(
            derived.source,
            self.outline.line(derived.when, cited) if derived.when is not None else None,
            tuple(Chosen(self._value(name, c.value), self.outline.line(c.when, cited)) for c in derived.choose),
            None if derived.otherwise is None else self._value(name, derived.otherwise),
            self._formula(derived.value) if derived.value is not None else None,
            *(named(derived.value) if derived.value is not None else ((), ())),
        )

    def _value(self, name: str, value: Value) -> Text:
        spec = self.pack.facts[name]
        return wording.exact(value, spec.type, spec.choices)

    def parameter(self, name: str) -> ParameterNote:
        parameter = self.pack.parameters[name]
        now = parameters.at(parameter, self.on)
        _, unit = grammar.measured(parameter.label, parameter.type)

        def shown(value: Value) -> Text:
            return grammar.with_unit(wording.exact(value, parameter.type), unit)

        return ParameterNote(
            name,
            parameter.label,
            shown(now.value),
            now.start,
            tuple(Dated(d.start, d.end, shown(d.value)) for d in parameter.values),
            parameters.source_at(parameter, self.on),
            parameter.discretion,
        )


def _rounds(expression: Expression) -> bool:
    return any(isinstance(node, FunctionCall) and node.name == "round_fen" for node in walk(expression))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
