"""Named functions that YAML may call: where each lives, and which keys it takes. Nothing is imported to validate."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from extractors.clean import character
from extractors.strictyaml import Node


@dataclass(frozen=True, slots=True)
class Entry:
    """``keys`` names each key's form: text, texts, regex, regexes, choices (value: regex),
    number, flag, field, fields, any."""

    target: str  #: ``module:function``
    keys: Mapping[str, str] = field(default_factory=dict)
    required: frozenset[str] = frozenset()


@lru_cache(maxsize=256)
def resolve(target: str) -> Any:
    """The function that ``module:function`` names. Raises ImportError or AttributeError."""
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)


def compiled(node: Node) -> re.Pattern[str]:
    """A regular expression over normalised text. A full-width sign in it stands for itself, never for an operator."""
    text = "".join(
        char if char.isascii() else re.escape(character(char)) if character(char).isascii() else character(char)
        for char in node.text()
    )
    try:
        return re.compile(text)
    except re.error as error:
        node.fail(f"not a regular expression: {error}")


def checked(node: Node, form: str) -> Any:
    """The value of a key of that form. Raises KindError at the place of what does not fit."""
    if form in {"text", "field"}:
        return node.text()
    if form in {"texts", "fields"}:
        return tuple(child.text() for child in node.sequence())
    if form == "regex":
        return compiled(node)
    if form == "regexes":
        return tuple(compiled(child) for child in node.sequence())
    if form == "choices":
        return {name: compiled(child) for name, child in node.mapping().items()}
    if form == "number":
        return node.number()
    return node.flag() if form == "flag" else node.plain()
