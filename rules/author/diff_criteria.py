"""What changed in the conditions of one measure or one derived fact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rules.author import diff_match, diff_tests
from rules.author.diff_match import Matched
from rules.author.diff_model import DECISION, SOURCE, TEXT, Change
from rules.author.diff_normal import Node
from rules.author.diff_side import Pair, Side, direction, effect_of, joined, listed
from rules.errors import Place
from rules.model import Derived, Measure, Use
from rules.schema import Text

_GATES = {"all": Text("须同时满足", "all of these"), "any": Text("满足其一即可", "any of these")}


@dataclass(slots=True)
class Owner:
    """A measure or a derived fact in both packs."""

    pair: Pair
    a: Measure | Derived
    b: Measure | Derived
    name: str  #: id of the measure in B, or name of the fact
    intro: Text  #: begins every sentence
    measures: tuple[str, ...]  #: that it can reach
    directed: bool  #: wider and stricter mean something (not for one of several choices)

    def changes(self) -> Iterator[Change]:
        found = diff_match.criteria(self.a, self.b)
        said: set[tuple[str, str]] = set()
        for top in found.trees_a.values():
            yield from self._gone(found, top)
        for top in found.trees_b.values():
            yield from self._come(found, top)
        for a, b in found.pairs.items():
            if (a.leaf and b.leaf) or diff_match.rewritten(a, b):
                yield from self._tests(a, b)
            yield from self._place(found, a, b)
            if a.item and b.item:
                yield from self._words(a, b, said)

    # -- one side only -----------------------------------------------------------------------------------------

    def _gone(self, found: Matched, node: Node) -> Iterator[Change]:
        if node in found.pairs and diff_match.rewritten(node, found.pairs[node]):
            return
        if node in found.pairs or any(n in found.pairs for n in node.walk()):
            if node.item and node not in found.pairs:
                yield self._single(node, self.pair.a, added=False)
            for child in node.children:
                yield from self._gone(found, child)
        else:
            yield self._single(node, self.pair.a, added=False)

    def _come(self, found: Matched, node: Node) -> Iterator[Change]:
        if node in found.back and diff_match.rewritten(node, found.back[node]):
            return
        if node in found.back or any(n in found.back for n in node.walk()):
            if node.item and node not in found.back:
                yield self._single(node, self.pair.b, added=True)
            for child in node.children:
                yield from self._come(found, child)
        else:
            yield self._single(node, self.pair.b, added=True)

    def _single(self, node: Node, side: Side, *, added: bool) -> Change:
        """A criterion or a whole group that only one pack has."""
        gate = node.parent.op if node.parent and len(node.parent.children) > 1 else "all"
        sign = (1 if gate == "any" else -1) * (1 if added else -1)
        if node.parent is not None and node.parent.turned():
            sign = -sign
        effect = effect_of(sign) if self.directed else ""
        label, says = side.called(node), side.says(node)
        if added:
            zh = "“满足其一”的一组里新增" if gate == "any" else "新增条件"
            en = "one more way to meet a group: " if gate == "any" else "new criterion "
        else:
            zh = "“满足其一”的一组里删去" if gate == "any" else "删去条件"
            en = "one way less to meet a group: " if gate == "any" else "criterion removed: "
        asks = Text("", "")
        if says != label:
            asks = Text(f"，要求{says.zh}", f", which requires {says.en}")
        words = Text(f"{zh}“{label.zh}”{asks.zh}", f"{en}“{label.en}”{asks.en}")
        place = node.condition.place
        return self._change(
            "criterion.added" if added else "criterion.removed", words, node, node, effect,
            before=None if added else says, after=says if added else None,
            places=(None, place) if added else (place, None),
        )  # fmt: skip

    # -- both sides --------------------------------------------------------------------------------------------

    def _tests(self, a: Node, b: Node) -> Iterator[Change]:
        for turn in diff_tests.turns(self.pair, a, b):
            sign = -turn.sign if b.turned() else turn.sign
            effect = effect_of(sign) if self.directed else ""
            label = self._named(b)
            words = Text(f"条件“{label.zh}”{turn.text.zh}", f"criterion “{label.en}”{_spaced(turn.text.en)}")
            named = b.condition.label is not None or isinstance(b.condition, Use)
            if not named and turn.kind != "criterion.parameter":  # its name would be its new words
                old, new = self.pair.a.speaker.requires(a.condition), self.pair.b.speaker.requires(b.condition)
                words = Text(f"“{old.zh}”改为“{new.zh}”", f"“{old.en}” becomes “{new.en}”")
            yield self._change(
                turn.kind, words, a, b, effect, before=turn.before, after=turn.after,
                places=(a.condition.place, b.condition.place), layer=turn.layer,
            )  # fmt: skip

    def _named(self, node: Node) -> Text:
        """Its label, without the ``not`` around it."""
        return self.pair.b.speaker.label(node.condition)

    def _place(self, found: Matched, a: Node, b: Node) -> Iterator[Change]:
        """Where it stands: in which part, in which group, negated or not."""
        places = (a.condition.place, b.condition.place)
        label = self.pair.b.called(b)
        if a.op in _GATES and b.op in _GATES and a.op != b.op and len(a.children) > 1 and len(b.children) > 1:
            sign = (1 if b.op == "any" else -1) * (-1 if b.turned() else 1)
            inside = listed([self.pair.b.called(child) for child in b.children])
            old, new = _GATES[a.op], _GATES[b.op]
            words = Text(
                f"“{inside.zh}”由{old.zh}改为{new.zh}", f"“{inside.en}”: from {old.en} to {new.en}"
            )  # fmt: skip
            effect = effect_of(sign) if self.directed else ""
            yield self._change("gate.operator", words, a, b, effect, before=old, after=new, places=places)
        if a.negated != b.negated:
            before, after = self.pair.a.says(a), self.pair.b.says(b)
            words = Text(f"由“{before.zh}”反转为“{after.zh}”", f"turned round: “{before.en}” becomes “{after.en}”")
            yield self._change("criterion.negated", words, a, b, "", before=before, after=after, places=places)
        if a.part != b.part:
            old, new = _part(a.part), _part(b.part)
            words = Text(
                f"条件“{label.zh}”由{old.zh}移到{new.zh}", f"criterion “{label.en}” moved from {old.en} to {new.en}"
            )
            yield self._change("criterion.part", words, a, b, "", before=old, after=new, places=places)
        elif a.parent is not None and b.parent is not None and found.pairs.get(a.parent) is not b.parent:
            yield self._moved(a, b, label)

    def _moved(self, a: Node, b: Node, label: Text) -> Change:
        old = _GATES.get(a.parent.op if a.parent else "", Text("并非", "not"))
        new = _GATES.get(b.parent.op if b.parent else "", Text("并非", "not"))
        sign = 0
        if a.parent and b.parent and a.parent.op != b.parent.op and a.turned() == b.turned():
            sign = {"any": 1, "all": -1}.get(b.parent.op, 0) * (-1 if b.parent.turned() else 1)
        others = [self.pair.b.called(n) for n in (b.parent.children if b.parent else []) if n is not b]
        beside = listed(others)
        words = Text(
            f"条件“{label.zh}”由“{old.zh}”移入“{new.zh}”" + (f"，与“{beside.zh}”并列" if others else ""),
            f"criterion “{label.en}” moved from “{old.en}” into “{new.en}”"
            + (f", beside “{beside.en}”" if others else ""),
        )
        effect = effect_of(sign) if self.directed else ""
        places = (a.condition.place, b.condition.place)
        return self._change("criterion.moved", words, a, b, effect, before=old, after=new, places=places)

    def _words(self, a: Node, b: Node, said: set[tuple[str, str]]) -> Iterator[Change]:
        """Id, citation, label."""
        places = (a.condition.place, b.condition.place)
        label = self._named(b)
        if a.id != b.id and a.id and b.id:
            words = Text(
                f"条件“{label.zh}”的编号由{a.id}改为{b.id}，含义不变",
                f"criterion “{label.en}” is now called {b.id} instead of {a.id}, with the same meaning",
            )
            before, after = Text(a.id, a.id), Text(b.id, b.id)
            yield self._change(
                "criterion.renamed", words, a, b, "", before=before, after=after, places=places, layer=SOURCE
            )
        old, new = a.condition.cite, b.condition.cite
        quotes = (old.quote if old else "", new.quote if new else "")
        if quotes[0] != quotes[1] and quotes not in said:
            said.add(quotes)
            words = Text(
                f"条件“{label.zh}”的依据由“{quotes[0] or '无'}”改为“{quotes[1] or '无'}”",
                f"criterion “{label.en}” now rests on “{quotes[1] or 'nothing'}” instead of “{quotes[0] or 'nothing'}”",
            )
            before, after = Text(quotes[0], quotes[0]), Text(quotes[1], quotes[1])
            yield self._change("cite.quote", words, a, b, "", before=before, after=after, places=places, layer=SOURCE)
        if a.condition.label != b.condition.label:
            words = reworded(a.condition.label, b.condition.label)
            yield self._change(
                "text", words, a, b, "", before=a.condition.label, after=b.condition.label, places=places, layer=TEXT
            )

    def _change(
        self,
        kind: str,
        words: Text,
        a: Node,
        b: Node,
        effect: str,
        *,
        before: Text | None,
        after: Text | None,
        places: tuple[Place | None, Place | None],
        layer: str = DECISION,
    ) -> Change:
        keys = dict.fromkeys(n.condition.key for top in (a, b) for n in top.walk())
        return self.pair.change(
            kind, layer, self.name, joined(self.intro, words, direction(effect)), item=b.id or a.id or b.condition.key,
            effect=effect, before=before, after=after, places=places,
            measures=self.measures, conditions=tuple(keys) if layer == DECISION else (),
        )  # fmt: skip


def reworded(old: Text | None, new: Text | None) -> Text:
    """Words for people that came, went or changed; the Chinese ones where only these did."""
    if old is None or new is None:
        given = old or new or Text("", "")
        zh, en = ("新增文字", "new words") if old is None else ("删去文字", "words removed:")
        return Text(f"{zh}“{given.zh}”", f"{en} “{given.en}”")
    before, after = (old.zh, new.zh) if old.en == new.en else (old.en, new.en)
    return Text(f"文字“{old.zh}”改为“{new.zh}”", f"words “{before}” become “{after}”")


def _spaced(words: str) -> str:
    return words if words.startswith(":") else f" {words}"


def _part(part: str) -> Text:
    if part == "applies":
        return Text("适用对象", "whom it addresses")
    if part == "when":
        return Text("条件", "the conditions")
    value = part.removeprefix("choice:").partition("#")[0]
    return Text(f"取值{value}的条件", f"the conditions of the choice {value}")
