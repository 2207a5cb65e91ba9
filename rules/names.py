"""Texts as they are compared: how a name is written does not make it another name."""

from __future__ import annotations

import unicodedata

from rules.expressions import Comparison, sides
from rules.types import Type

_BRACKETS = str.maketrans({"（": "(", "）": ")", "【": "(", "】": ")", "[": "(", "]": ")", "〔": "(", "〕": ")"})


def normal_name(name: str) -> str:
    """A text as it is compared: one width, one sort of brackets, no blanks, lower case."""
    folded = unicodedata.normalize("NFKC", name.translate(_BRACKETS)).translate(_BRACKETS)
    return "".join(folded.split()).casefold()


def folds(test: Comparison) -> bool:
    """Whether a comparison is one of texts, which are compared by :func:`normal_name`; words of a choice are not."""
    return all(side.type is Type.TEXT for side in sides(test))
