"""Every sentence a person reads, in Chinese and English, by stable key.

The files of ``zh`` are the source, those of ``en`` have the same keys; a test holds them together, and holds both to
the codes that extractors, rules and workers can raise.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("zh", "en")
DEFAULT = "zh"
_HERE = Path(__file__).parent
_MEBIBYTE = 1024 * 1024


class _Filler(string.Formatter):
    """Fills ``{name}`` from the data of a code; what the data lacks shows as ``?``, a message is never lost for it."""

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        return kwargs.get(field_name, "?"), field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        """``:size`` shows bytes as MB, ``:n`` groups thousands; both leave text alone."""
        if not isinstance(value, int):
            return str(value)
        if format_spec == "size":
            return f"{value / _MEBIBYTE:.1f}".removesuffix(".0") + " MB"
        return f"{value:,}" if format_spec == "n" else str(value)


_FILLER = _Filler()


@lru_cache(maxsize=len(LANGUAGES))
def sentences(lang: str) -> Mapping[str, str]:
    """All sentences of one language by dotted key. Raises KeyError for a language that is not shipped."""
    if lang not in LANGUAGES:
        raise KeyError(lang)
    flat: dict[str, str] = {}
    for file in sorted((_HERE / lang).glob("*.yaml")):
        _flatten(yaml.safe_load(file.read_text(encoding="utf-8")), "", flat)
    return flat


def _flatten(node: Any, prefix: str, into: dict[str, str]) -> None:
    for key, value in node.items():
        if not isinstance(key, str):
            raise TypeError(f"catalogue key {prefix}{key!r} is not text: YAML reads on, off, yes, no as true, false")
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            _flatten(value, f"{name}.", into)
        elif name in into:
            raise TypeError(f"catalogue entry {name} is given in two files")
        elif isinstance(value, str):
            into[name] = value
        else:
            raise TypeError(f"catalogue entry {name} is {type(value).__name__}, not text (quote it)")


def text(key: str, lang: str = DEFAULT, data: Mapping[str, Any] | None = None) -> str:
    """The sentence for ``key`` with ``data`` filled in. Raises KeyError when the catalogue lacks it."""
    return _FILLER.vformat(sentences(lang)[key], (), dict(data or {}))


def coded(group: str, code: str, lang: str = DEFAULT, data: Mapping[str, Any] | None = None) -> str:
    """The sentence for a code that came from data (a stored error, a problem, a reason).

    A stored record may be older or newer than this catalogue: an unknown code is shown with the group's general
    sentence and the code itself, so that nothing is silently blank.
    """
    key = f"{group}.{code}"
    if key in sentences(lang):
        return text(key, lang, data)
    return text(f"{group}.unlisted", lang, {**(data or {}), "code": code})
