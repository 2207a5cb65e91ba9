"""Signs in a pack's files that look right and are not: byte order marks, CRLF, tabs, invisible and decomposed signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rules.author.lint.view import View, warn
from rules.errors import Diagnostic, Place
from rules.packfiles import PackFiles

#: blanks and joiners that nobody sees, compatibility forms (ﬁ, ㎡ is wanted), halfwidth katakana and the like
_INVISIBLE = re.compile("[\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u205f-\u2064\ue000-\uf8ff\ufe00-\ufe0f\ufeff]")
#: an ideograph for compatibility looks like the common one and is another sign
_DOUBLE = re.compile("[\uf900-\ufaff\u2e80-\u2fdf]")
#: full-width letters and digits; full-width punctuation is how Chinese is written
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+")


def check(view: View) -> Iterator[Diagnostic]:
    return texts(view.files)


def texts(files: PackFiles) -> Iterator[Diagnostic]:
    """Of every file that has been read."""
    for name, text in files.texts.items():
        yield from _file(name, text)


def _file(name: str, text: str) -> Iterator[Diagnostic]:
    if text.startswith("\ufeff"):
        yield warn(
            Place(name), "bom", "the file begins with a byte order mark; save it as UTF-8 without BOM",
            "文件开头有 BOM 标记，请另存为不带 BOM 的 UTF-8",
        )  # fmt: skip
        text = text[1:]
    at = text.find("\r")
    if at >= 0:
        yield warn(
            Place(name, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)), "crlf",
            "lines end in CRLF; save the file with LF", "换行是 CRLF，请改为 LF 保存",
        )  # fmt: skip
    if text.isascii() and "\t" not in text:
        return
    for number, line in enumerate(text.split("\n"), 1):
        yield from _line(name, number, line.rstrip("\r"), verbatim=name == "notice.txt")


def _line(name: str, number: int, line: str, *, verbatim: bool) -> Iterator[Diagnostic]:
    tab = line.find("\t")
    if tab >= 0:
        yield warn(Place(name, number, tab + 1), "tab", "a tab; write blanks", "这里有制表符（Tab），请改为空格")
    found = _INVISIBLE.search(line)
    if found:
        yield warn(
            Place(name, number, found.start() + 1), "invisible",
            f"an invisible sign U+{ord(found[0]):04X}; delete it or write a plain blank",
            f"有看不见的字符 U+{ord(found[0]):04X}，请删去或改为普通空格",
        )  # fmt: skip
    found = _DOUBLE.search(line)
    if found:
        plain = unicodedata.normalize("NFKC", found[0])
        yield warn(
            Place(name, number, found.start() + 1), "lookalike",
            f"{found[0]!r} (U+{ord(found[0]):04X}) only looks like {plain!r}; write {plain!r}",
            f"{found[0]!r}（U+{ord(found[0]):04X}）只是看起来像 {plain!r}，请写 {plain!r}",
        )  # fmt: skip
    if line.isascii() or verbatim:
        return
    composed = unicodedata.normalize("NFC", line)
    if composed != line and not _DOUBLE.search(line):
        at = next(n for n, (a, b) in enumerate(zip(line, composed + " ", strict=False)) if a != b)
        yield warn(
            Place(name, number, at + 1), "decomposed",
            f"{line[at : at + 2]!r} is written as a letter and a mark; write one sign",
            f"{line[at : at + 2]!r} 是字母加附加符号，请写成一个字符",
        )  # fmt: skip
    wide = _WIDE.search(line.partition("#")[0]) if "quote" not in line else None
    if wide:
        plain = unicodedata.normalize("NFKC", wide[0])
        yield warn(
            Place(name, number, wide.start() + 1), "full_width",
            f"full-width {wide[0]!r}; write {plain!r}", f"全角的 {wide[0]!r}，请写半角 {plain!r}",
        )  # fmt: skip
