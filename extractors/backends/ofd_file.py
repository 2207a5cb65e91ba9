"""An OFD file (GB/T 33190-2016) as its pages: where each page's parts are, how large it is, what is stamped on it.

Producers differ in prefixes, in absolute and relative paths, in which optional parts they leave out; all are taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractors.backends import packed
from extractors.backends.markup import Node, tree
from extractors.backends.ofd_matrix import Matrix
from extractors.backends.packed import Package
from extractors.errors import DamagedFile, EncryptedFile, NoPages, PageTooLarge, TooManyPages
from extractors.limits import Limits
from extractors.model import Box

#: points in a millimetre, the format's unit
POINTS = 72 / 25.4
#: A4, where a file states no size at all, mm
_A4 = (0.0, 0.0, 210.0, 297.0)
_ENTRY = "OFD.xml"
_CONTENT = "Content.xml"


@dataclass(frozen=True, slots=True)
class Resource:
    """A node of a resource part; ``part``: where its paths start from."""

    node: Node
    part: str


@dataclass(frozen=True, slots=True)
class Layer:
    """Content to draw, from back to front. ``shift``: its origin on the page, mm."""

    content: Node
    shift: tuple[float, float] = (0.0, 0.0)
    #: an annotation: its pictures are stamps and marks, its text counts only where it was typed onto the page
    annotation: str | None = None


@dataclass(frozen=True, slots=True)
class PageSource:
    number: int  #: from 1
    width: float  #: points
    height: float
    to_points: Matrix  #: millimetres of the page's own coordinates to points from its top left
    part: str
    layers: tuple[Layer, ...]
    seals: tuple[Box, ...]  #: points


class Ofd:
    """Parts are read as they are asked for; the pages' sizes are known from the start."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self.package = package
        if "encryptions.xml" in package.names:
            raise EncryptedFile()
        root = tree(package.read(_ENTRY))
        self._documents = [_Document(package, body) for body in root.all("DocBody")]
        self._pages = [(document, node) for document in self._documents for node in document.pages]
        if not self._pages:
            raise NoPages()
        if len(self._pages) > limits.max_pages:
            raise TooManyPages(pages=len(self._pages), limit=limits.max_pages)
        self._limits = limits

    def __len__(self) -> int:
        return len(self._pages)

    def page(self, index: int) -> tuple[PageSource, dict[str, Resource]]:
        """Page ``index`` (from 0) and the resources it may name. Raises DamagedFile, PageTooLarge."""
        document, node = self._pages[index]
        source, resources = document.page(node, index + 1)
        longest = max(source.width, source.height)
        if longest > self._limits.max_page_points:
            raise PageTooLarge(
                page=index + 1, width=round(source.width), height=round(source.height),
                limit=round(self._limits.max_page_points),
            )  # fmt: skip
        return source, resources


class _Document:
    def __init__(self, package: Package, body: Node) -> None:
        self.package = package
        part = package.resolve(body.said("DocRoot"), _ENTRY)
        if part is None:
            raise DamagedFile()
        self.part = part
        self.root = tree(package.read(part))
        common = self.root.first("CommonData") or Node("", {})
        self.area = common.first("PageArea")
        self.templates = {t.get("ID"): t for t in common.all("TemplatePage")}
        self.pages = list(self.root.all("Pages", "Page"))
        self.resources: dict[str, Resource] = {}
        for name in ("PublicRes", "DocumentRes"):
            for told in common.all(name):
                self.resources |= self._resources(told.text, part)
        self.seals = self._seals(body)
        self.annotations = self._annotations()

    def page(self, node: Node, number: int) -> tuple[PageSource, dict[str, Resource]]:
        part = self._content(node.get("BaseLoc"))
        if part is None:
            raise DamagedFile()
        root = tree(self.package.read(part))
        resources = dict(self.resources)
        for told in root.all("PageRes"):
            resources |= self._resources(told.text, part)
        layers: list[tuple[int, Layer]] = [(1, Layer(content)) for content in root.all("Content")]
        area = root.first("Area")
        for used in root.all("Template"):
            template = self.templates.get(used.get("TemplateID"))
            found = self._content(template.get("BaseLoc")) if template else None
            if template is None or found is None:
                continue
            behind = tree(self.package.read(found))
            for told in behind.all("PageRes"):
                resources |= self._resources(told.text, found)
            front = (used.get("ZOrder") or template.get("ZOrder")) == "Foreground"
            layers += [(2 if front else 0, Layer(content)) for content in behind.all("Content")]
            area = area or behind.first("Area")
        layers += [(3, layer) for layer in self.annotations.get(node.get("ID"), ())]
        x, y, width, height = _size(area, self.area)
        to_points: Matrix = (POINTS, 0.0, 0.0, POINTS, -x * POINTS, -y * POINTS)
        seals = tuple(_box(place, x, y) for place in self.seals.get(node.get("ID"), ()))
        source = PageSource(
            number, width * POINTS, height * POINTS, to_points, part,
            tuple(layer for _, layer in sorted(layers, key=lambda item: item[0])), seals,
        )  # fmt: skip
        return source, resources

    def _content(self, target: str) -> str | None:
        """The part of a page; some writers name the folder it stands in."""
        return self.package.resolve(target, self.part) or self.package.resolve(f"{target}/{_CONTENT}", self.part)

    def _resources(self, target: str, base: str) -> dict[str, Resource]:
        """Multimedia, drawing parameters and composite units by id, with the part their paths start from."""
        held = self._part(target, base)
        if held is None:
            return {}
        root, part = held
        folder = part.rpartition("/")[0]
        start = f"{folder}/{root.get('BaseLoc')}/-" if root.get("BaseLoc") else part
        found: dict[str, Resource] = {}
        for group in root.children:
            for node in group.children:
                if node.get("ID"):
                    found[node.get("ID")] = Resource(node, start)
        return found

    def _seals(self, body: Node) -> dict[str, list[tuple[float, ...]]]:
        """Places of the signatures' stamps by page id, mm."""
        found: dict[str, list[tuple[float, ...]]] = {}
        listed = self._part(body.said("Signatures"), _ENTRY)
        for entry in listed[0].all("Signature") if listed else ():
            signed = self._part(entry.get("BaseLoc"), listed[1]) if listed else None
            for stamp in signed[0].all("SignedInfo", "StampAnnot") if signed else ():
                if len(place := numbers(stamp.get("Boundary"))) == 4:
                    found.setdefault(stamp.get("PageRef"), []).append(place)
        return found

    def _annotations(self) -> dict[str, list[Layer]]:
        found: dict[str, list[Layer]] = {}
        listed = self._part(self.root.said("Annotations"), self.part)
        for entry in listed[0].all("Page") if listed else ():
            held = self._part(entry.said("FileLoc"), listed[1]) if listed else None
            for annotation in held[0].all("Annot") if held else ():
                shown = annotation.first("Appearance")
                if shown is None or no(annotation, "Visible"):
                    continue
                place = numbers(shown.get("Boundary"))
                shift = (place[0], place[1]) if len(place) == 4 else (0.0, 0.0)
                kind = annotation.get("Type") or "Other"
                found.setdefault(entry.get("PageID"), []).append(Layer(shown, shift, kind))
                if kind == "Stamp" and len(place) == 4:
                    self.seals.setdefault(entry.get("PageID"), []).append(place)
        return found

    def _part(self, target: str, base: str) -> tuple[Node, str] | None:
        """A part beside the pages. One that is empty or broken is as good as none: the pages can be read without it."""
        part = self.package.resolve(target, base) if target else None
        if part is None:
            return None
        try:
            return tree(self.package.read(part)), part
        except DamagedFile:
            return None


def yes(node: Node, name: str) -> bool:
    """Whether an attribute says so: a boolean of XML is a word or a digit."""
    return node.get(name).strip().lower() in ("true", "1")


def no(node: Node, name: str) -> bool:
    """Whether an attribute denies it; one that is not there says nothing."""
    return node.get(name).strip().lower() in ("false", "0")


def numbers(text: str) -> tuple[float, ...]:
    """Numbers of an array, as far as they are any."""
    found: list[float] = []
    for piece in text.replace(",", " ").split():
        try:
            number = float(piece)
        except ValueError:
            return tuple(found)
        if abs(number) > 1e7 or number != number:
            return tuple(found)
        found.append(number)
    return tuple(found)


def _size(*areas: Node | None) -> tuple[float, float, float, float]:
    for area in areas:
        for name in ("PhysicalBox", "ApplicationBox", "ContentBox"):
            box = numbers(area.said(name)) if area else ()
            if len(box) == 4 and box[2] > 0 and box[3] > 0:
                return box[0], box[1], box[2], box[3]
    return _A4


def _box(place: Sequence[float], x: float, y: float) -> Box:
    left, top = (place[0] - x) * POINTS, (place[1] - y) * POINTS
    return Box(left, top, left + place[2] * POINTS, top + place[3] * POINTS)


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[Ofd]:
    """Raises DamagedFile, EncryptedFile, UnpacksTooLarge, ForbiddenMarkup, NoPages, TooManyPages."""
    with packed.opened(path, limits) as package:
        try:
            yield Ofd(package, limits)
        except KeyError as error:  # a part that was named is not there
            raise DamagedFile() from error
