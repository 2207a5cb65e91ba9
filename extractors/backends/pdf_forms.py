"""What a PDF's pages would have a reader draw, counted before anything is drawn.

A page draws forms (pieces of page kept apart) and patterns, and these draw others. One that draws itself twice, a dozen
that each draw the next ten times, or instructions packed a thousandfold make of a kilobyte more than any machine holds;
PDFium then ends the whole process.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1
from pdfminer.psparser import PSLiteral

from extractors.backends import pdf_objects
from extractors.errors import DamagedFile, UnpacksTooLarge

pdf_objects.cut_circles()

#: drawing instructions of one page with all that it draws, bytes; the densest plans seen hold a tenth
MOST_BYTES = 120_000_000
#: what a form or an annotation costs beside its instructions, in bytes of them
_EACH = 400
_EACH_ANNOTATION = 4_000
#: forms within forms; PDFium itself follows no further
_DEEPEST = 28
_DRAWN = re.compile(rb"/([^\s/<>\[\](){}%]{1,127})\s{1,8}(Do|scn|SCN)\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


def check(source: Path | bytes) -> bool:
    """Whether the pages could be followed; False when pdfminer cannot.

    Raises DamagedFile for a form that draws itself, UnpacksTooLarge for pages that would draw more than is read.
    """
    with source.open("rb") if isinstance(source, Path) else io.BytesIO(source) as stream:
        try:
            document = PDFDocument(PDFParser(stream))
            pages = list(PDFPage.create_pages(document))
        except Exception:  # noqa: BLE001  pdfminer raises any type at all
            return False
        counted = _Counted()
        for number, page in enumerate(pages, 1):
            counted.page(page, number)
    return True


class _Counted:
    """The cost of each form seen so far, by identity of its stream."""

    def __init__(self) -> None:
        self._costs: dict[int, int] = {}
        self._kept: list[Any] = []  # so that no identity is given twice
        self._number = 1

    def page(self, page: Any, number: int) -> None:
        self._number = number
        total = 0
        for content in _streams(page.contents):
            total = self._bounded(total + self._drawn(content, _mapping(page.resources), ()))
        for annotation in _annotations(page):
            total = self._bounded(total + _EACH_ANNOTATION)
            for appearance in annotation:
                total = self._bounded(total + self._cost(appearance, {}, ()))
        self._bounded(total)

    def _bounded(self, total: int) -> int:
        if total > MOST_BYTES:
            raise UnpacksTooLarge(bytes=total, limit=MOST_BYTES)
        return total

    def _size(self, content: Any) -> int:
        """Bytes of instructions, of a stream that may be named any number of times."""
        known = self._costs.get(id(content))
        if known is None:
            known = self._costs[id(content)] = len(_instructions(content))
            self._kept.append(content)
        return known

    def _cost(self, form: Any, resources: dict[str, Any], within: tuple[int, ...]) -> int:
        if id(form) in within or len(within) > _DEEPEST:
            raise DamagedFile(page=self._number)
        known = self._costs.get(id(form))
        if known is None:
            own = _mapping(form.get("Resources")) or resources
            known = _EACH + self._drawn(form, own, (*within, id(form)))
            self._costs[id(form)] = known
            self._kept.append(form)
        return known

    def _drawn(self, content: Any, resources: dict[str, Any], within: tuple[int, ...]) -> int:
        named = {**_mapping(resources.get("Pattern")), **_mapping(resources.get("XObject"))}
        forms = {name: form for name in named if (form := _form(named[name])) is not None}
        if not forms:
            return self._size(content)
        data = _instructions(content)
        total = len(data)
        patterns: set[str] = set()
        for match in _DRAWN.finditer(data):
            name = _name(match[1])
            if name not in forms or name in patterns:
                continue
            if match[2] != b"Do":  # a pattern is made once, however often it fills
                patterns.add(name)
            total = self._bounded(total + self._cost(forms[name], resources, within))
        return total


def _name(raw: bytes) -> str:
    return _ESCAPED.sub(lambda m: bytes((int(m[1], 16),)), raw).decode("utf-8", "replace")


def _mapping(thing: Any) -> dict[str, Any]:
    try:
        found: dict[str, Any] = dict_value(thing) if thing is not None else {}
    except Exception:  # noqa: BLE001  what is no dictionary holds no forms
        return {}
    return found


def _form(thing: Any) -> PDFStream | None:
    """The form or pattern that an entry of a page's resources is; None for a picture or a shading."""
    try:
        stream = resolve1(thing)
        if not isinstance(stream, PDFStream):
            return None
        kind = resolve1(stream.get("Subtype"))
        drawn = (isinstance(kind, PSLiteral) and kind.name == "Form") or "PatternType" in stream
    except Exception:  # noqa: BLE001  an object that cannot be read draws nothing
        return None
    return stream if drawn else None


def _streams(things: Any) -> Iterator[PDFStream]:
    for thing in things or ():
        try:
            stream = resolve1(thing)
        except Exception:  # noqa: BLE001, S112  as above
            continue
        if isinstance(stream, PDFStream):
            yield stream


def _annotations(page: Any) -> Iterator[list[PDFStream]]:
    """The pictures of each annotation: filled fields and stamps are forms too."""
    try:
        listed = list_value(page.annots) if page.annots is not None else []
    except Exception:  # noqa: BLE001  as above
        return
    for annotation in listed:
        shown = _mapping(_mapping(annotation).get("AP")).get("N")
        states = _mapping(shown).values()
        yield [form for form in map(_form, (shown, *states)) if form is not None]


def _instructions(stream: Any) -> bytes:
    """Raises UnpacksTooLarge, where others would unpack whatever there is."""
    try:
        data: bytes = stream.get_rawdata() or b""
        filters = [getattr(resolve1(name), "name", "") for name, _ in stream.get_filters()]
        if getattr(stream, "decipher", None):  # what it holds is told only by unlocking it
            found: bytes = stream.get_data()
            return found
        packed = next((n for n, name in enumerate(filters) if name not in ("FlateDecode", "Fl")), len(filters))
        for _ in filters[:packed]:
            data = _inflated(data)
        if packed < len(filters):
            data = stream.get_data()
    except MemoryError as error:
        raise UnpacksTooLarge(bytes=MOST_BYTES, limit=MOST_BYTES) from error
    except UnpacksTooLarge:
        raise
    except Exception:  # noqa: BLE001  what cannot be unpacked draws nothing
        return b""
    return data if isinstance(data, bytes) else b""


def _inflated(data: bytes) -> bytes:
    """As much as can be unpacked: what is broken in the middle is drawn up to there."""
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(data, MOST_BYTES + 1)
    except zlib.error:
        return b""
    if len(found) > MOST_BYTES:
        raise UnpacksTooLarge(bytes=len(found), limit=MOST_BYTES)
    return found
