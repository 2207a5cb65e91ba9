"""What a seal holds: which fields of an evaluation, what of them is its core, and where two of them differ.

The fields are written down here and not taken from the dataclasses: a field added later changes no seal. See SEAL.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rules.texts import Text

#: fields by class, of every format; one marked ``?`` came later and is written only where there is something in it
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    name: tuple(names.split())
    for name, names in {
        "Evaluation": "pack pack_name pack_version content_hash on reader inputs decisions totals derived conflicts "
        "looked_up firings",
        "Decision": "measure title clause outcome subject status addressed provisional weak benefit proof because "
        "failing missing conflicts troubles parameters citations departments contacts deadline deadline_passed note "
        "summary pack content_hash on",
        "ProofNode": "id key kind label truth requires finding test left right gap cite facts children rule firing",
        "Failing": "id label requires finding value threshold gap cite facts parts",
        "Missing": "fact subject label detail kinds ask who needed_for",
        "Trouble": "code fact subject",
        "ParameterUse": "name label value shown source discretion since overruled_by overruled_at overruled_reason",
        "Step": "label formula filled result",
        "Benefit": "kind label granted amount_fen low_fen high_fen cap_fen capped written formula filled steps cite "
        "cap_cite",
        "Weak": "fact subject id state",
        "Total": "measure granted_fen low_fen high_fen estimate_fen decided undetermined",
        "DerivedFact": "id name subject label value shown basis source",
        "FactSet": "facts conflicts subjects overrulings unasked?",
        "Fact": "id name subject value state evidence sure confirmed basis",
        "SourceRef": "method document page boxes text confidence by at reason sheet? cells?",
        "Conflict": "name subject readings code",
        "Overruling": "parameter value by at reason",
        "Citation": "clause quote start end",
        "Contact": "purpose department names phones cite",
        "Deadline": "day cite",
        "Source": "text citation url",
        "Text": "zh en",
        "RentStep": "start end amount per",
    }.items()
}
_WORDS: Final = {"zh", "en"}
#: how the rule engine came to it: the name and the order of its firings
_TRACE: Final = frozenset(("rule", "firing", "firings"))
_SHORT: Final = 120


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two evaluations differ."""

    path: str  #: ``decisions[1a].benefit.amount_fen``
    sealed: str  #: JSON, shortened
    now: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence that is worded otherwise in one language or both; None where there is none."""

    path: str
    sealed: Text | None
    now: Text | None


def canonical(thing: Any) -> bytes:
    """JSON with sorted keys, no blanks, UTF-8: the same thing always gives the same bytes. Raises ValueError."""
    return json.dumps(thing, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def core(tree: Any) -> Any:
    """The evaluation without its sentences and without the order of firings: what a replay must give byte for byte.

    Their places stay, with null in them.
    """
    return _without(tree, _TRACE)


def told(tree: Any) -> Any:
    """The core with the order of firings."""
    return _without(tree, frozenset())


def _without(tree: Any, keys: frozenset[str]) -> Any:
    if isinstance(tree, dict):
        if tree.keys() == _WORDS:
            return None
        return {key: None if key in keys else _without(value, keys) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_without(item, keys) for item in tree]
    return tree


def core_differences(sealed: Any, now: Any) -> Iterator[Difference]:
    """Where the cores differ, as deep as can be said."""
    for path, a, b in _apart(core(sealed), core(now), ""):
        yield Difference(path, _short(a), _short(b))


def wordings(sealed: Any, now: Any) -> Iterator[Wording]:
    """Where the sentences of two evaluations with the same core differ."""
    for path, a, b in _apart(sealed, now, ""):
        if a != b:
            yield Wording(path, _text(a), _text(b))


def _apart(a: Any, b: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """The innermost places where two trees differ, and every text."""
    if a is b:
        return
    if _is_text(a) or _is_text(b):
        yield path, a, b
    elif isinstance(a, dict) and isinstance(b, dict):
        for key in sorted(a.keys() | b.keys()):
            inner = f"{path}.{key}" if path else key
            if key not in a or key not in b:
                yield inner, a.get(key), b.get(key)
            elif key not in _TRACE:
                yield from _apart(a[key], b[key], inner)
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for number, (one, other) in enumerate(zip(a, b, strict=True)):
            yield from _apart(one, other, f"{path}[{_named(one, number)}]")
    elif canonical(a) != canonical(b):
        yield path, a, b


def _text(thing: Any) -> Text | None:
    return Text(str(thing["zh"]), str(thing["en"])) if _is_text(thing) else None


def _is_text(thing: Any) -> bool:
    return isinstance(thing, dict) and thing.keys() == _WORDS


def _named(item: Any, number: int) -> str:
    if isinstance(item, dict):
        if isinstance(item.get("measure"), str):
            subject = item.get("subject", "enterprise")
            return str(item["measure"]) + ("" if subject == "enterprise" else f" {subject}")
        if isinstance(item.get("id"), str):
            return str(item["id"])
    return str(number)


def _short(thing: Any) -> str:
    text = canonical(thing).decode()
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
