"""One pack of the two that are compared, with what is needed to talk about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.author.diff_model import Change
from rules.author.diff_normal import Node
from rules.author.diff_places import Places
from rules.author.diff_reach import Reach
from rules.book import Book
from rules.errors import Place
from rules.facts import FactSet
from rules.model import Gate, Pack
from rules.schema import Text
from rules.sentences import Speaker
from rules.world import World


@dataclass(slots=True)
class Side:
    pack: Pack
    on: date  #: parameters are shown with their value at this date
    speaker: Speaker
    places: Places
    reach: Reach

    def says(self, node: Node) -> Text:
        """The condition in words, its ``not`` included."""
        words = self.speaker.requires(node.condition)
        return Text(f"并非：{words.zh}", f"not: {words.en}") if node.negated else words

    def called(self, node: Node) -> Text:
        """The author's label of a criterion, or the condition in words."""
        if node.condition.label is None and isinstance(node.condition, Gate):
            return self.says(node)
        words = self.speaker.label(node.condition)
        return Text(f"并非：{words.zh}", f"not: {words.en}") if node.negated else words


def sides(a: Pack, b: Pack) -> tuple[Side, Side]:
    """Both at the first day on which both are in force, or each on its own first day."""
    first = max(a.effective[0], b.effective[0])
    return _side(a, first), _side(b, first)


def _side(pack: Pack, on: date) -> Side:
    start, end = pack.effective
    shown = min(max(on, start), end) if end else max(on, start)
    return Side(pack, shown, Speaker(World(Book(pack, FactSet()), shown)), Places(pack), Reach(pack))


@dataclass(slots=True)
class Pair:
    a: Side
    b: Side

    def change(
        self,
        kind: str,
        layer: str,
        owner: str,
        text: Text,
        *,
        item: str = "",
        effect: str = "",
        before: Text | None = None,
        after: Text | None = None,
        places: tuple[Place | None, Place | None] = (None, None),
        measures: tuple[str, ...] = (),
        conditions: tuple[str, ...] = (),
        amounts: tuple[str, ...] = (),
    ) -> Change:
        return Change(
            kind, layer, owner, item, effect, text, before, after, places[0], places[1], measures, conditions, amounts
        )


def joined(*texts: Text) -> Text:
    return Text("".join(t.zh for t in texts), "".join(t.en for t in texts))


def listed(texts: list[Text]) -> Text:
    return Text("、".join(t.zh for t in texts), ", ".join(t.en for t in texts))


def direction(effect: str) -> Text:
    return {"looser": Text("（更宽）", " (looser)"), "stricter": Text("（更严）", " (stricter)")}.get(
        effect, Text("", "")
    )


def effect_of(sign: int) -> str:
    """1: more cases meet it."""
    return "looser" if sign > 0 else "stricter" if sign < 0 else ""


def reached(measures: tuple[str, ...]) -> Text:
    """What a change touches, as the end of a sentence."""
    if not measures:
        return Text("；没有措施用到", "; no measure uses it")
    names = "、".join(measures)
    return Text(f"；影响{names}", f"; touches {', '.join(measures)}")
