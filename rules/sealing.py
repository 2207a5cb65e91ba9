"""Sealed evaluations: canonical JSON with a digest that anyone can replay offline, years later.

The seal holds the facts that went in, so verifying means: the digest is right, the pack is the one named (by content
hash), and evaluating the sealed facts again gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from rules.decisions import Evaluation
from rules.errors import SealBroken
from rules.evaluation import evaluate
from rules.jsonform import facts_from_json, to_json
from rules.model import Pack

FORMAT = "huiqi.evaluation/1"


def canonical(thing: Any) -> bytes:
    """JSON with sorted keys, no blanks, UTF-8: the same thing always gives the same bytes."""
    return json.dumps(thing, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def seal(evaluation: Evaluation) -> bytes:
    """The evaluation as canonical JSON. ``digest`` is the sha256 of the same JSON without it."""
    body = {"format": FORMAT, **to_json(evaluation)}
    return canonical({**body, "digest": hashlib.sha256(canonical(body)).hexdigest()})


def opened(sealed: bytes) -> dict[str, Any]:
    """The sealed JSON with its digest checked. Raises :class:`SealBroken`."""
    try:
        body = json.loads(sealed)
    except ValueError as error:
        raise SealBroken(reason="not_json") from error
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise SealBroken(reason="format")
    digest = body.pop("digest", None)
    if digest != hashlib.sha256(canonical(body)).hexdigest():
        raise SealBroken(reason="digest")
    return body


def verify(sealed: bytes, find: Callable[[str, str], Pack]) -> Evaluation:
    """Replay a sealed evaluation; ``find(name, version)`` gives the pack. Raises :class:`SealBroken`."""
    body = opened(sealed)
    pack = find(str(body["pack_name"]), str(body["pack_version"]))
    if pack.content_hash != body["content_hash"]:
        raise SealBroken(reason="pack", expected=str(body["content_hash"]), found=pack.content_hash)
    facts = facts_from_json(body["inputs"], pack)
    again = evaluate(pack, facts, date.fromisoformat(body["on"]), reader=body["reader"])
    if seal(again) != sealed:
        raise SealBroken(reason="replay")
    return again
