"""A small writer of OFD files with the habits of several producers, for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

POINTS = 72 / 25.4


@dataclass(frozen=True)
class Habits:
    """How a producer writes the same page."""

    prefix: str = "ofd:"  #: of every element; empty: the default namespace
    namespace: str = "http://www.ofdspec.org/2016"
    absolute: bool = False  #: paths from the root of the package
    grouped: bool = True  #: equal steps as ``g n v``
    single: bool = False  #: one TextCode for each character
    scale: float = 1.0  #: sizes written this much larger, and a CTM that takes it back
    page_area: bool = True  #: whether the document states a size; else each page does
    indent: str = ""


@dataclass
class Text:
    x: float  #: mm, left
    y: float  #: mm, baseline
    text: str
    size: float = 4.0  #: mm
    extra: str = ""  #: further attributes
    children: str = ""


@dataclass
class Sheet:
    """One page: what stands on it, mm."""

    texts: list[Text] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    images: list[tuple[str, bytes, tuple[float, float, float, float]]] = field(default_factory=list)
    raw: str = ""  #: further objects, as they are


def advance(char: str, size: float) -> float:
    return size if ord(char) > 0x2E7F else size / 2


class Writer:
    def __init__(self, habits: Habits = Habits(), size: tuple[float, float] = (210.0, 297.0)) -> None:
        self.habits, self.size = habits, size
        self.parts: dict[str, bytes] = {}
        self.templates: list[Sheet] = []
        self.seals: list[tuple[int, tuple[float, float, float, float]]] = []  #: page from 1, place
        self.annotations: dict[int, str] = {}  #: page from 1: Annot elements, written with the prefix ``ofd:``
        self._media: list[tuple[str, str]] = []

    def element(self, name: str, attributes: Mapping[str, str] | None = None, inside: str = "") -> str:
        tag = f"{self.habits.prefix}{name}"
        told = "".join(f' {key}="{escape(value)}"' for key, value in (attributes or {}).items())
        return f"<{tag}{told}>{inside}</{tag}>" if inside else f"<{tag}{told}/>"

    def root(self, name: str, inside: str, attributes: Mapping[str, str] | None = None) -> bytes:
        prefix = self.habits.prefix.rstrip(":")
        own = {f"xmlns:{prefix}" if prefix else "xmlns": self.habits.namespace, **(attributes or {})}
        return ('<?xml version="1.0" encoding="UTF-8"?>\n' + self.element(name, own, inside)).encode()

    def path(self, part: str, base: str) -> str:
        if self.habits.absolute:
            return f"/{part}"
        folder = base.rpartition("/")[0]
        return part.removeprefix(f"{folder}/") if folder else part

    def text(self, one: Text, number: int) -> str:
        habits, k = self.habits, self.habits.scale
        steps = [advance(char, one.size) * k for char in one.text]
        top = one.y - one.size
        attributes = {
            "ID": str(number), "Boundary": f"{one.x} {top} {sum(steps) / k + 1} {one.size * 1.4}", "Font": "2",
            "Size": f"{one.size * k:g}",
        }  # fmt: skip
        if k != 1:
            attributes["CTM"] = f"{1 / k:.8g} 0 0 {1 / k:.8g} 0 0"
        codes = ""
        if habits.single:
            x = 0.0
            for char, step in zip(one.text, steps, strict=True):
                codes += self.element("TextCode", {"X": f"{x:g}", "Y": f"{one.size * k:g}"}, escape(char))
                x += step
        else:
            told = {"X": "0", "Y": f"{one.size * k:g}"}
            if len(steps) > 1:
                told["DeltaX"] = self.delta(steps[:-1])
            codes = self.element("TextCode", told, escape(one.text))
        written = self.element("TextObject", attributes, one.children + codes)
        return written.replace(" Font=", f" {one.extra} Font=", 1) if one.extra else written

    def delta(self, steps: Sequence[float]) -> str:
        if not self.habits.grouped:
            return " ".join(f"{step:g}" for step in steps)
        words: list[str] = []
        index = 0
        while index < len(steps):
            same = 1
            while index + same < len(steps) and steps[index + same] == steps[index]:
                same += 1
            words.append(f"g {same} {steps[index]:g}" if same > 1 else f"{steps[index]:g}")
            index += same
        return " ".join(words)

    def content(self, sheet: Sheet) -> str:
        objects = "".join(self.text(one, 100 + n) for n, one in enumerate(sheet.texts))
        for x0, y0, x1, y1 in sheet.lines:
            data = self.element("AbbreviatedData", {}, f"M 0 0 L {x1 - x0:g} {y1 - y0:g}")
            place = f"{x0} {y0} {max(x1 - x0, 0.1):g} {max(y1 - y0, 0.1):g}"
            objects += self.element("PathObject", {"ID": "9", "Boundary": place, "LineWidth": "0.25"}, data)
        for name, data_, (x, y, width, height) in sheet.images:
            number = str(500 + len(self._media))
            self._media.append((number, name))
            self.parts[f"Doc_0/Res/{name}"] = data_
            told = {"ID": "8", "ResourceID": number, "Boundary": f"{x} {y} {width} {height}"}
            objects += self.element("ImageObject", {**told, "CTM": f"{width} 0 0 {height} 0 0"})
        layer = self.element("Layer", {"ID": "7", "Type": "Body"}, objects + sheet.raw or " ")
        return self.element("Content", {}, layer)

    def build(self, sheets: Sequence[Sheet]) -> bytes:
        document = "Doc_0/Document.xml"
        area = self.element("PhysicalBox", {}, f"0 0 {self.size[0]:g} {self.size[1]:g}")
        pages = templates = ""
        for n, sheet in enumerate(self.templates):
            part = f"Doc_0/Tpls/Tpl_{n}/Content.xml"
            self.parts[part] = self.root("Page", self.content(sheet))
            templates += self.element("TemplatePage", {"ID": f"{60 + n}", "BaseLoc": self.path(part, document)})
        for n, sheet in enumerate(sheets):
            part = f"Doc_0/Pages/Page_{n}/Content.xml"
            inside = "".join(
                self.element("Template", {"TemplateID": f"{60 + t}", "ZOrder": "Background"})
                for t in range(len(self.templates))
            )
            if not self.habits.page_area:
                inside += self.element("Area", {}, area)
            self.parts[part] = self.root("Page", inside + self.content(sheet))
            pages += self.element("Page", {"ID": f"{n + 1}", "BaseLoc": self.path(part, document)})
        common = self.element("MaxUnitID", {}, "999")
        if self.habits.page_area:
            common += self.element("PageArea", {}, area)
        if self._media:
            media = "".join(
                self.element("MultiMedia", {"ID": number, "Type": "Image"}, self.element("MediaFile", {}, escape(name)))
                for number, name in self._media
            )
            res = self.root("Res", self.element("MultiMedias", {}, media), {"BaseLoc": "Res"})
            self.parts["Doc_0/DocumentRes.xml"] = res
            common += self.element("DocumentRes", {}, self.path("Doc_0/DocumentRes.xml", document))
        inside = self.element("CommonData", {}, common + templates) + self.element("Pages", {}, pages or " ")
        if self.annotations:
            inside += self.element("Annotations", {}, self.path("Doc_0/Annots/Annotations.xml", document))
            self._annotate()
        self.parts[document] = self.root("Document", inside)
        body = self.element("DocInfo", {}, self.element("DocID", {}, "0" * 32))
        body += self.element("DocRoot", {}, self.path(document, "OFD.xml"))
        if self.seals:
            body += self.element("Signatures", {}, self.path("Doc_0/Signs/Signatures.xml", "OFD.xml"))
            self._sign()
        self.parts["OFD.xml"] = self.root(
            "OFD", self.element("DocBody", {}, body), {"Version": "1.0", "DocType": "OFD"}
        )
        return zipped(self.parts)

    def _sign(self) -> None:
        stamps = "".join(
            self.element("StampAnnot", {"ID": "1", "PageRef": str(page), "Boundary": " ".join(f"{v:g}" for v in place)})
            for page, place in self.seals
        )
        self.parts["Doc_0/Signs/Sign_0/Signature.xml"] = self.root("Signature", self.element("SignedInfo", {}, stamps))
        entry = self.element("Signature", {"ID": "1", "Type": "Seal", "BaseLoc": "Sign_0/Signature.xml"})
        self.parts["Doc_0/Signs/Signatures.xml"] = self.root("Signatures", entry)

    def _annotate(self) -> None:
        entries = ""
        for page, annots in self.annotations.items():
            part = f"Doc_0/Annots/Page_{page}/Annotation.xml"
            self.parts[part] = self.root("PageAnnot", annots.replace("ofd:", self.habits.prefix))
            location = self.element("FileLoc", {}, f"Page_{page}/Annotation.xml")
            entries += self.element("Page", {"PageID": str(page)}, location)
        self.parts["Doc_0/Annots/Annotations.xml"] = self.root("Annotations", entries)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def saved(folder: Path, data: bytes, name: str = "paper.ofd") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path
