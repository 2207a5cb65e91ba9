"""Patterns for text that a recogniser read: a character may have become one that looks like it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from extractors.strictyaml import load

_FILE = Path(__file__).with_suffix(".yaml")
#: a shorter match is too likely another word altogether
_SHORTEST = 4
#: share of the characters of a match that may be misread
_MISREAD = 0.5
_HAN = re.compile("[\u4e00-\u9fff]")


@lru_cache(maxsize=1)
def table() -> dict[str, str]:
    """For a character, those it may have been read as. Raises KindError."""
    return {char: node.text() for char, node in load(_FILE).mapping().items()}


def search(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first match in which some characters, not too many of them, are look-alikes of those of the pattern."""
    loose, own = _loosened(pattern)
    for match in loose.finditer(text):
        strange = sum(char not in own for char in match[0])
        if len(match[0]) >= _SHORTEST and strange <= _MISREAD * len(match[0]):
            return match
    return None


@lru_cache(maxsize=512)
def _loosened(pattern: re.Pattern[str]) -> tuple[re.Pattern[str], frozenset[str]]:
    """The pattern with each Chinese character standing for its look-alikes too; the characters it names itself."""
    source = pattern.pattern
    out: list[str] = []
    inside = False
    for index, char in enumerate(source):
        escaped = index > 0 and source[index - 1] == "\\"
        if char == "[" and not escaped and not inside:
            inside = True
        elif char == "]" and not escaped and inside:
            inside = False
        alike = table().get(char, "")
        ranged = "-" in (source[index + 1 : index + 2], source[index - 1 : index] if index else "")
        if not alike or (inside and ranged):
            out.append(char)
        else:
            out.append(f"{char}{alike}" if inside else f"[{char}{alike}]")
    return re.compile("".join(out), pattern.flags), frozenset(_HAN.findall(source))
