"""How certain a value is, and whether that is certain enough; the thresholds are data in ``confidence.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractors.drafts import Draft
from extractors.model import Method
from extractors.strictyaml import load
from extractors.values import TYPES

_FILE = Path(__file__).parent / "confidence.yaml"
_WAYS = ("text_layer", "ocr", "ocr_confirmed")
#: each independent confirmation takes this share of the remaining doubt away
_CONFIRMATION = 0.6
#: a value that was mended or stands loosely, or that a check speaks against, is worth this much of itself
_DOUBT = 0.7


@dataclass(frozen=True, slots=True)
class Thresholds:
    measured: str | None  #: date of the measurement; None for figures set by hand
    by_type: Mapping[str, Mapping[str, float]]  #: type -> way of reading -> least confidence


@lru_cache(maxsize=2)
def thresholds(path: Path = _FILE) -> Thresholds:
    """Raises KindError for a file that is not as it should be."""
    root = load(path).mapping(("measured", "default", "types"), ("default",))
    default = {way: node.number() for way, node in root["default"].mapping(_WAYS, _WAYS).items()}
    own = root["types"].mapping(TYPES) if "types" in root else {}
    by_type = {
        name: {**default, **{way: node.number() for way, node in own[name].mapping(_WAYS).items()}}
        if name in own
        else default
        for name in TYPES
    }
    measured = root["measured"].plain() if "measured" in root else None
    return Thresholds(None if measured is None else str(measured), by_type)


def judge(draft: Draft, kind: str) -> tuple[float, bool]:
    """Confidence 0..1 of a draft of the type ``kind``, and whether it is sure."""
    read = min(evidence.confidence for evidence in draft.evidence)
    doubt = 1 - draft.score * read
    doubt *= (1 - _CONFIRMATION) ** draft.confirmed
    confidence = 1 - doubt
    if draft.doubtful:
        confidence *= _DOUBT
    confidence *= _DOUBT ** len(draft.failed)
    seen = any(evidence.confidence < 1 or evidence.method is Method.OCR for evidence in draft.evidence)
    way = "text_layer" if not seen else "ocr_confirmed" if draft.confirmed else "ocr"
    # what the place is worth was already weighed when it was chosen; an unconfirmed OCR value is judged by its
    # characters alone, so that a good place does not hide a bad reading
    measure = min(confidence, read) if way == "ocr_confirmed" else read if way == "ocr" else confidence
    enough = measure >= thresholds().by_type[kind][way] and draft.score >= 0.6
    return round(confidence, 4), enough and not draft.doubtful and not draft.failed
