"""What stands on a page of an OFD file: words, rulings and pictures, out of its own content, its templates and its
annotations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.backends.glyphs import Drawn, Glyph, TextLayer, share, unknown, words_of
from extractors.backends.markup import Node
from extractors.backends.ofd_cover import is_opaque, is_page
from extractors.backends.ofd_file import Layer, Ofd, PageSource, Resource, no, numbers, yes
from extractors.backends.ofd_matrix import SAME, Matrix, around, moved, then
from extractors.backends.ofd_path import Path, is_white, paths
from extractors.backends.ofd_text import closer, glyphs
from extractors.backends.rulings import merged
from extractors.model import Box, Ruling

#: blocks in blocks and units in units: none is honestly deeper
_DEEPEST = 12
#: objects on one page; a drawing of outlines has some 20,000
_MOST = 200_000
#: annotations whose text was put over the page by a program: 下载次数, links, marker strokes
_NOT_READ = frozenset(("Watermark", "Highlight", "Link", "Path", "Stamp"))


@dataclass(frozen=True, slots=True)
class Picture:
    part: str | None  #: of the package; None where the file does not hold it
    to_points: Matrix  #: the unit square, in which every picture stands, to the page
    stamped: bool  #: of an annotation


@dataclass(frozen=True, slots=True)
class OfdPage:
    source: PageSource
    layer: TextLayer
    pictures: tuple[Picture, ...]


@dataclass(slots=True)
class _Found:
    glyphs: list[Glyph] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    white: list[Glyph] = field(default_factory=list)
    drawn: Drawn = field(default_factory=Drawn)
    objects: int = 0


def read(ofd: Ofd, index: int) -> OfdPage:
    """Page ``index`` (from 0). Raises DamagedFile, PageTooLarge, UnpacksTooLarge, ForbiddenMarkup."""
    source, resources = ofd.page(index)
    found = _Found()
    for layer in source.layers:
        _Walk(ofd, source, resources, layer, found).into(layer.content, _shifted(source.to_points, layer.shift), 0)
    width, height = source.width, source.height
    grounds = [p.box for p in found.paths if p.filled and not p.white]
    grounds += [around(picture.to_points, _UNIT) for picture in found.pictures]
    seen = [g for g in found.glyphs if _inside(g, width, height)]
    seen += [g for g in found.white if _inside(g, width, height) and _on(g, grounds)]
    lines = merged(_rulings(found.paths), width, height)
    images = [around(picture.to_points, _UNIT) for picture in found.pictures if not picture.stamped]
    layer_found = TextLayer(
        words=tuple(words_of(seen, lines)),
        rulings=tuple(lines),
        characters=len(seen),
        garbled=sum(unknown(g.text) for g in seen),
        image_share=share(images, width, height),
        curves=sum(1 for p in found.paths if p.curved),
    )
    return OfdPage(source, layer_found, tuple(found.pictures))


_UNIT = Box(0.0, 0.0, 1.0, 1.0)


class _Walk:
    """One layer, objects in the order they are drawn."""

    def __init__(
        self, ofd: Ofd, source: PageSource, resources: Mapping[str, Resource], layer: Layer, found: _Found
    ) -> None:
        self.ofd, self.source, self.resources, self.layer, self.found = ofd, source, resources, layer, found
        self.reads = layer.annotation not in _NOT_READ

    def into(self, node: Node, to_points: Matrix, depth: int) -> None:
        if depth > _DEEPEST:
            return
        for child in node.children:
            self.found.objects += 1
            if self.found.objects > _MOST or no(child, "Visible") or child.get("Alpha") == "0":
                continue
            if child.name in ("Layer", "PageBlock", "Content"):
                self.into(child, to_points, depth + 1)
            elif child.name == "TextObject" and self.reads:
                self._text(child, _placed(child, to_points))
            elif child.name == "PathObject" and self.reads:
                self.found.paths += paths(child, _placed(child, to_points))
            elif child.name == "ImageObject":
                self._picture(child, to_points)
            elif child.name == "CompositeObject":
                unit = self.resources.get(child.get("ResourceID"))
                if unit is not None:
                    self.into(unit.node, _placed(child, to_points), depth + 1)

    def _text(self, node: Node, to_points: Matrix) -> None:
        inked = not no(node, "Fill") or yes(node, "Stroke")
        colour = self._colour(node)
        if not inked or (colour is not None and colour.get("Alpha") == "0"):
            return
        again = self.found.drawn.again
        characters = closer([g for g in glyphs(node, to_points) if not again(g.text, round(g.em, 1), g.box)])
        self.found.objects += len(characters)  # one text placed again and again counts each time
        (self.found.white if is_white(colour) else self.found.glyphs).extend(characters)

    def _colour(self, node: Node) -> Node | None:
        """What a text is filled with: its own colour, or that of its drawing parameters and of theirs."""
        for _ in range(_DEEPEST):
            colour = node.first("FillColor")
            told = self.resources.get(node.get("DrawParam") or node.get("Relative"))
            if colour is not None or told is None:
                return colour
            node = told.node
        return None

    def _picture(self, node: Node, to_points: Matrix) -> None:
        place = numbers(node.get("Boundary"))
        if len(place) != 4:
            return
        own = node if len(numbers(node.get("CTM"))) == 6 else Node("", {**node.attributes, "CTM": _as_ctm(place)})
        media = self.resources.get(node.get("ResourceID"))
        part = None
        if media is not None:
            target = media.node.said("MediaFile")
            part = self.ofd.package.resolve(target, media.part) or self._anywhere(target)
        picture = Picture(part, _placed(own, to_points), self.layer.annotation is not None)
        self.found.pictures.append(picture)
        if part is not None and not picture.stamped and numbers(node.get("Alpha"))[:1] in ((), (255.0,)):
            self._cover(around(picture.to_points, _UNIT), part)

    def _cover(self, place: Box, part: str) -> None:
        """Forgets the text that a scan was laid over."""
        found, source = self.found, self.source
        if not (found.glyphs or found.white) or not is_page(place, source.width, source.height):
            return
        if is_opaque(self.ofd.package.read(part)):
            found.glyphs = [glyph for glyph in found.glyphs if not _on(glyph, [place])]
            found.white = [glyph for glyph in found.white if not _on(glyph, [place])]

    def _anywhere(self, target: str) -> str | None:
        """A picture by its name alone, where the path to it is wrong and the name is the only one."""
        name = "/" + target.replace("\\", "/").rpartition("/")[2].lower()
        found = [part for part in self.ofd.package.names if part.endswith(name)]
        return found[0] if len(found) == 1 else None


def _as_ctm(place: Sequence[float]) -> str:
    return f"{place[2]} 0 0 {place[3]} 0 0"


def _placed(node: Node, to_points: Matrix) -> Matrix:
    """From an object's coordinates to the page: its matrix, then its place."""
    place, matrix = numbers(node.get("Boundary")), numbers(node.get("CTM"))
    x, y = (place[0], place[1]) if len(place) == 4 else (0.0, 0.0)
    own = (matrix[0], matrix[1], matrix[2], matrix[3], matrix[4], matrix[5]) if len(matrix) == 6 else SAME
    return then(then(own, moved(x, y)), to_points)


def _shifted(to_points: Matrix, shift: tuple[float, float]) -> Matrix:
    return then(moved(*shift), to_points)


def _inside(glyph: Glyph, width: float, height: float) -> bool:
    x = (glyph.box.x0 + glyph.box.x1) / 2
    return 0 <= x <= width and 0 <= glyph.box.middle <= height


def _on(glyph: Glyph, grounds: Sequence[Box]) -> bool:
    x, y = (glyph.box.x0 + glyph.box.x1) / 2, glyph.box.middle
    return any(g.x0 <= x <= g.x1 and g.top <= y <= g.bottom for g in grounds)


def _rulings(found: Sequence[Path]) -> Iterator[Ruling]:
    for path in found:
        if not path.white:
            yield from path.lines
