"""Degraded pages with known text, and how much of it a reading got right, character by character and row by row."""

from __future__ import annotations

import io
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from extractors.geometry import span_box
from extractors.model import Box, Page, Word
from samples.generate.paper import DISCLAIMER
from samples.generate.scan import rng_of
from samples.pages.made import papers
from samples.pages.registry import DEVELOPMENT
from samples.pages.worn import Treatment, Worn, wear

#: a character read further than this from any text (in heights of that text) belongs to none: a seal's, a scratch
_NEAR = 0.8
#: boxes share a row when their middles are nearer than this, in heights of the lower one
_SAME_ROW = 0.35
_MARKS = str.maketrans("“”‘’`。〔〕", "\"\"'''.()")
#: the foot of every sample page, set too small and too pale to be read from a fax
_FOOT = DISCLAIMER.split()


@dataclass(frozen=True, slots=True)
class Degraded:
    """A page as it comes in, and what stands on it."""

    name: str  #: treatment and paper
    treatment: str
    picture: Image.Image
    worn: Worn
    words: tuple[Word, ...]  #: of the text layer, boxes in points of the paper

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown, points."""
        scale = 72 / self.worn.dpi
        return self.picture.width * scale, self.picture.height * scale


@dataclass(slots=True)
class Count:
    characters: int = 0
    wrong: int = 0  #: edit distance, summed over the rows of the paper
    rows: int = 0  #: rows of the paper read in several words
    broken: int = 0  #: of these, those whose words do not stand in one row of the straightened page
    strays: str = ""  #: characters read where the paper has no text
    lines: list[tuple[str, str]] = field(default_factory=list)  #: rows read wrong: as they are, as they were read

    def add(self, other: Count) -> None:
        self.characters += other.characters
        self.wrong += other.wrong
        self.rows += other.rows
        self.broken += other.broken
        self.strays += other.strays
        self.lines += other.lines

    @property
    def share(self) -> float:
        """Characters right, percent."""
        return 100 * (1 - self.wrong / max(1, self.characters))


def degraded(treatments: Sequence[Treatment], count: int, seed: int) -> Iterator[Degraded]:
    """The first page of ``count`` papers in each treatment, after its JPEG."""
    from extractors.reader import read

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "paper.pdf")
        for made in papers(seed, count, DEVELOPMENT):
            path.write_bytes(made.pdf)
            words = tuple(word for word in read(path).pages[0].words if word.text not in _FOOT)
            for how in treatments:
                name = f"{how.name}/{made.name}"
                rng = rng_of(f"{seed}/{name}")
                worn = wear(made.pdf, [s for s in made.seals if s.page == 1], how, rng)[0]
                stored = io.BytesIO()
                worn.picture.save(stored, "JPEG", quality=int(rng.integers(*how.quality)))
                picture = Image.open(stored).convert("RGB")
                yield Degraded(name, how.name, picture, worn, words)


def counted(page: Page, paper: Degraded) -> Count:
    """How a page as read compares with its paper."""
    rows = _rows(paper.words)
    of_word = {id(word): number for number, row in enumerate(rows) for word in row}
    points = np.linalg.inv(paper.worn.matrix @ np.eye(3)) @ np.diag([paper.worn.dpi / 72, paper.worn.dpi / 72, 1.0])
    got: list[list[tuple[float, str, Word]]] = [[] for _ in rows]
    out = Count()
    for word in page.words:
        for at, character in enumerate(word.text):
            box = span_box(page, word, at, at + 1)
            x, y, w = points @ np.array([(box.x0 + box.x1) / 2, (box.top + box.bottom) / 2, 1.0])
            near = min(paper.words, key=lambda other: _distance(other.box, x / w, y / w), default=None)
            if near is None or _distance(near.box, x / w, y / w) > _NEAR:
                out.strays += character
                continue
            got[of_word[id(near)]].append((x / w, character, word))
    for row, read in zip(rows, got, strict=True):
        want = _plain("".join(word.text for word in row))
        have = _plain("".join(character for _, character, _ in sorted(read, key=lambda one: one[0])))
        wrong = _edits(want, have) if want.strip("-") else 0
        out.characters += len(want)
        out.wrong += wrong
        if wrong:
            out.lines.append((want, have))
        words = list({id(word): word for _, _, word in read}.values())
        if len(words) > 1 and len(row) > 1:
            out.rows += 1
            middles = [word.place.middle for word in words]
            out.broken += max(middles) - min(middles) > 0.6 * float(np.median([w.place.height for w in words]))
    return out


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.box.middle, one.box.x0)):
        for row in reversed(rows):
            last = row[-1].box
            least = _SAME_ROW * min(last.height, word.box.height)
            apart = all(word.box.x0 >= o.box.x1 - 1 or word.box.x1 <= o.box.x0 + 1 for o in row)
            if abs(last.middle - word.box.middle) < least and apart:
                row.append(word)
                break
        else:
            rows.append([word])
    return [sorted(row, key=lambda one: one.box.x0) for row in rows]


def _distance(box: Box, x: float, y: float) -> float:
    """From a box to a point, in heights of the box."""
    across = max(box.x0 - x, 0.0, x - box.x1)
    down = max(box.top - y, 0.0, y - box.bottom) + 0.2 * abs(y - box.middle)
    return max(across, down) / max(1.0, box.height)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(_MARKS).split())


def _edits(want: str, have: str) -> int:
    """Levenshtein distance."""
    if want == have:
        return 0
    before = list(range(len(have) + 1))
    for i, a in enumerate(want, start=1):
        row = [i]
        for j, b in enumerate(have, start=1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b)))
        before = row
    return before[-1]
