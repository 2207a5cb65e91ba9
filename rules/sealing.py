"""Sealed evaluations: canonical JSON with a digest that anyone can replay offline, years later. The form: SEAL.md.

The seal holds the facts that went in, so verifying means: the digest is right, the pack is the one named (by content
hash), and evaluating the sealed facts again gives the same decisions, amounts, proofs and citations, byte for byte.
Sentences are sealed as they were said; where today's program words them otherwise, verifying says so and goes on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

from rules import folding, seal_form
from rules.decisions import Evaluation
from rules.errors import RulesError, SealBroken
from rules.evaluation import READERS, evaluate
from rules.jsonform import facts_from_json, to_json
from rules.model import Pack
from rules.seal_form import Wording
from rules.seal_form import canonical as canonical

FORMAT: Final = "huiqi.evaluation/3"
#: as now, and texts were compared letter by letter
FORMAT_2: Final = "huiqi.evaluation/2"
#: likewise, and everything in one tree, with its repetitions
FORMAT_1: Final = "huiqi.evaluation/1"
FORMATS: Final = (FORMAT_1, FORMAT_2, FORMAT)
Find = Callable[[str, str], Pack]
_NEEDED: Final = ("pack", "pack_name", "pack_version", "content_hash", "on", "reader", "inputs", "decisions")


@dataclass(frozen=True, slots=True)
class Verified:
    """A seal that holds."""

    evaluation: Evaluation  #: decided again today, in today's words
    sealed: Mapping[str, Any]  #: what was sealed, unfolded; not to be changed
    format: str
    digest: str
    pack: Pack
    wordings: tuple[Wording, ...]  #: sentences that today's program words otherwise
    retraced: bool  #: the rule engine fired in another order


def seal(evaluation: Evaluation) -> bytes:
    """The evaluation as canonical JSON. ``digest`` is the sha256 of the same JSON without it."""
    parts, tree = folding.fold(to_json(evaluation, only=seal_form.FIELDS))
    body = {"format": FORMAT, "evaluation": tree, "parts": parts}
    return canonical({**body, "digest": _digest(body)})


def opened(sealed: bytes) -> dict[str, Any]:
    """The sealed evaluation unfolded, with ``format``, its digest checked. Not to be changed. Raises SealBroken."""
    body, _ = _checked(sealed)
    return body


def verify(sealed: bytes, find: Find) -> Evaluation:
    """The evaluation that a seal's facts give today; see :func:`check`. Raises SealBroken, PackNotFound."""
    return check(sealed, find).evaluation


def check(sealed: bytes, find: Find) -> Verified:
    """Replay a sealed evaluation; ``find(name, version)`` gives the pack.

    Raises SealBroken, and what ``find`` raises: PackNotFound, PublishedBroken.
    """
    body, digest = _checked(sealed)
    lacking = [key for key in _NEEDED if key not in body]
    if lacking or body["reader"] not in READERS:
        raise SealBroken(reason="shape", detail=", ".join(lacking) or "reader")
    try:
        on = date.fromisoformat(body["on"])
    except (TypeError, ValueError) as error:
        raise SealBroken(reason="shape", detail="on") from error
    pack = find(str(body["pack_name"]), str(body["pack_version"]))
    if pack.content_hash != body["content_hash"]:
        raise SealBroken(
            reason="pack", pack=pack.reference, expected=str(body["content_hash"])[:64], found=pack.content_hash
        )
    again = _again(body, pack, on)
    now = {"format": body["format"], **to_json(again, only=seal_form.FIELDS)}
    if canonical(seal_form.core(body)) != canonical(seal_form.core(now)):
        first, *more = islice(seal_form.core_differences(body, now), 1000)
        raise SealBroken(
            reason="replay", path=first.path, sealed=first.sealed, now=first.now, count=1 + len(more)
        )  # fmt: skip
    wordings = tuple(seal_form.wordings(body, now))
    retraced = canonical(seal_form.told(body)) != canonical(seal_form.told(now))
    return Verified(again, body, str(body["format"]), digest, pack, wordings, retraced)


def _again(body: Mapping[str, Any], pack: Pack, on: date) -> Evaluation:
    try:
        facts = facts_from_json(body["inputs"], pack)
        if canonical(to_json(facts, only=seal_form.FIELDS)) != canonical(body["inputs"]):
            raise SealBroken(reason="inputs", detail="inputs")
        return evaluate(pack, facts, on, reader=body["reader"], letters=body["format"] != FORMAT)
    except SealBroken:
        raise
    except RulesError as error:
        raise SealBroken(reason="refused", pack=pack.reference, detail=str(error)) from error


def _checked(sealed: bytes) -> tuple[dict[str, Any], str]:
    """(the evaluation unfolded, with its format; the digest, which is right)."""
    body = _read(sealed)
    form = body.get("format") if isinstance(body, dict) else None
    if form not in FORMATS:
        raise SealBroken(reason="format", format=str(form)[:40], known=", ".join(FORMATS))
    digest = body.pop("digest", None)
    try:
        found = _digest(body)
    except (ValueError, RecursionError) as error:  # text that is no Unicode, nested without end
        raise SealBroken(reason="shape", detail="text") from error
    if digest != found:
        raise SealBroken(reason="digest", expected=str(digest)[:64], found=found)
    if form == FORMAT_1:
        return body, found
    try:
        tree = folding.unfold(body["parts"], body["evaluation"])
    except (KeyError, TypeError, ValueError) as error:
        raise SealBroken(reason="shape", detail=str(error)) from error
    if not isinstance(tree, dict) or len(body) != 3:
        raise SealBroken(reason="shape", detail="evaluation")
    return {"format": form, **tree}, found


def _read(sealed: bytes) -> Any:
    try:
        return json.loads(sealed, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise SealBroken(reason="not_json", line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:  # not UTF-8, a key twice, NaN, nested without end
        raise SealBroken(reason="not_json", line=1, column=1) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two readers of JSON take two of one key differently: none may stand twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(word: str) -> Any:
    raise ValueError(word)


def _digest(body: Any) -> str:
    return hashlib.sha256(canonical(body)).hexdigest()
