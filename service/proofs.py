"""A proof tree cut down to what a person must see: what decides the outcome, never the fifteen trades it is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from service import language
from service.facts import CaseFacts, Shown

_MANY = 4  #: alternatives of a failed "any" that are worth listing one by one


@dataclass(frozen=True, slots=True)
class Row:
    truth: str  #: met, not_met, undetermined
    label: str
    detail: str  #: what was found, and how far it is from the threshold
    gate: str | None
    cite: Mapping[str, Any] | None
    facts: tuple[Shown, ...]
    children: tuple[Row, ...]


def rows(root: Mapping[str, Any], known: CaseFacts) -> tuple[Row, ...]:
    """The criteria of a decision: the root's own parts, groups without a name of their own dissolved."""
    return tuple(_row(node, known, None) for node in criteria(root))


def criteria(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The parts of the outermost conjunction."""
    if node["kind"] == "all" and not node["id"]:
        return [part for child in node["children"] for part in criteria(child)]
    return [node]


def tally(root: Mapping[str, Any]) -> dict[str, int]:
    truths = [node["truth"] for node in criteria(root)]
    return {
        "met": truths.count("met"),
        "failed": truths.count("not_met"),
        "unknown": truths.count("undetermined"),
    }


def _row(node: Mapping[str, Any], known: CaseFacts, cited: object) -> Row:
    kind = node["kind"]
    cite = node["cite"]
    children = _worth(node)
    shown = _facts(node["facts"], known) if kind in {"test", "derived"} and not children else ()
    own = None if cite is None or (cite["clause"], cite["start"], cite["end"]) == cited else cite
    here = (cite["clause"], cite["start"], cite["end"]) if cite else cited
    return Row(
        node["truth"],
        language.pick(node["label"]),
        _detail(node, shown),
        kind if kind in {"all", "any", "not"} and len(children) > 1 else None,
        own,
        shown,
        tuple(_row(child, known, here) for child in children),
    )


def _worth(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Children that bear on the outcome; a chain of single unnamed groups is skipped."""
    children: list[Mapping[str, Any]] = list(node["children"])
    if node["kind"] == "any":
        if node["truth"] == "not_met" and len(children) > _MANY:
            children = [child for child in children if _partly(child)]
        elif node["truth"] != "not_met":
            children = [child for child in children if child["truth"] == node["truth"] and _open(node, child)]
    if len(children) == 1 and not children[0]["id"] and children[0]["kind"] in {"all", "any"}:
        return _worth(children[0])
    return children


def _open(node: Mapping[str, Any], child: Mapping[str, Any]) -> bool:
    """Of many open alternatives only those with something already met are worth naming."""
    return node["truth"] == "met" or len(node["children"]) <= _MANY or _partly(child)


def _partly(node: Mapping[str, Any]) -> bool:
    if not node["children"]:
        return bool(node["truth"] == "met")
    return any(_partly(child) for child in node["children"])


def _facts(ids: Iterable[str], known: CaseFacts) -> tuple[Shown, ...]:
    found = (known.find(one) for one in ids)
    return tuple(one for one in found if one is not None)


def _detail(node: Mapping[str, Any], shown: tuple[Shown, ...]) -> str:
    """``从业人员为28；要求：低于300；差 3``; empty where the label and the fact beside it say it all."""
    if node["kind"] != "test":
        return ""
    parts = []
    finding = language.pick(node["finding"])
    if not (len(shown) == 1 and shown[0].value in finding) and not isinstance(node["left"], bool):
        parts.append(finding)
    requires = language.pick(node["requires"])
    if requires != language.pick(node["label"]) and not isinstance(node["left"], bool):
        parts.append(language.say("compare.requires", text=requires))
    if node["gap"] is not None and node["truth"] == "not_met":
        parts.append(language.say("compare.short_by", gap=language.pick(node["gap"])))
    return language.say("app.semicolon").join(part for part in parts if part)
