"""Everything of a pack that rests on words of the notice."""

from __future__ import annotations

from collections.abc import Iterator

from rules.author.diff_places import Places
from rules.author.diff_reach import parts_of
from rules.author.notice_diff_model import Rest
from rules.book import Book
from rules.facts import FactSet
from rules.model import Condition, Derived, Gate, Measure, Pack
from rules.schema import Text
from rules.sentences import Speaker
from rules.world import World


def rests(pack: Pack) -> Iterator[Rest]:
    """Measure by measure, then derived facts, then parameters; what cites the same words inside one group only once."""
    found = _Found(pack)
    for measure in pack.measures.values():
        yield from found.measure(measure)
    for derived in pack.derived.values():
        yield from found.derived(derived)
    for name, parameter in pack.parameters.items():
        place = found.places.at("parameter", name, "source")
        for cite in dict.fromkeys(source.citation for source in parameter.sources):
            if cite:
                yield Rest("parameter", name, "", parameter.label, cite, place)


class _Found:
    def __init__(self, pack: Pack) -> None:
        self.places = Places(pack)
        self.speaker = Speaker(World(Book(pack, FactSet()), pack.effective[0]))

    def measure(self, measure: Measure) -> Iterator[Rest]:
        for condition in parts_of(measure).values():
            yield from self._criteria(measure.id, condition, None)
        amount = measure.amount
        if amount is not None:
            where = self.places.at("measure", measure.id, "amount", "cite")
            yield Rest("amount", measure.id, "", amount.label, amount.cite, where)
            if amount.cap is not None and amount.cap.cite != amount.cite:
                label = Text(f"{amount.label.zh}的上限", f"cap of the {amount.label.en}")
                place = self.places.at("measure", measure.id, "amount", "cap")
                yield Rest("cap", measure.id, "", label, amount.cap.cite, place)
        if measure.deadline is not None:
            place = self.places.at("measure", measure.id, "deadline")
            yield Rest("deadline", measure.id, "", Text("期限", "the deadline"), measure.deadline.cite, place)
        place = self.places.at("measure", measure.id, "contacts")
        for contact in measure.contacts:
            yield Rest("contact", measure.id, "", contact.purpose or contact.department, contact.cite, place)

    def derived(self, derived: Derived) -> Iterator[Rest]:
        name = derived.fact.name
        if derived.source.citation:
            place = self.places.at("fact", name, "source")
            yield Rest("derived", name, "", derived.fact.label, derived.source.citation, place)
        for condition in parts_of(derived).values():
            yield from self._criteria(name, condition, None)

    def _criteria(self, owner: str, condition: Condition, above: object) -> Iterator[Rest]:
        """A criterion that inherits the citation of its group is told with the group."""
        if condition.cite is not None and condition.cite != above:
            label = self.speaker.label(condition)
            yield Rest("criterion", owner, condition.id or "", label, condition.cite, condition.place)
        if isinstance(condition, Gate):
            for child in condition.children:
                yield from self._criteria(owner, child, condition.cite)
