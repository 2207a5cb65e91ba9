"""What a file is called, for people; and what its first bytes say it is."""

from __future__ import annotations

import unicodedata
from typing import Final

from extractors import sniff

#: longest name kept; longer ones lose their middle, so that the ending still shows
LONGEST: Final = 400
UNNAMED: Final = "(无名文件)"


def shown(filename: str) -> str:
    """The name as given, made safe to store and to show: slashes and emoji stay, controls become ``\\ufffd``.

    Also replaced: lone surrogates (no database takes them) and the marks that turn the direction of writing,
    which make ``fdp.exe`` look like ``exe.pdf``. It is never used as a path.
    """
    name = "".join(_shown(char) for char in unicodedata.normalize("NFC", filename)).strip()
    if len(name) > LONGEST:
        name = f"{name[: LONGEST - 61]}…{name[-60:]}"
    return name or UNNAMED


def _shown(char: str) -> str:
    if char == "\N{ZERO WIDTH JOINER}":  # inside emoji
        return char
    return "\ufffd" if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"} else char


def media_type(data: bytes) -> str:
    """By the bytes, before the file is read; application/octet-stream where they are none of the formats read.

    A file whose bytes must be looked into further is told apart by who reads it, away from the web process.
    """
    return sniff.media_type(data[: sniff.HEAD_BYTES]) or "application/octet-stream"
