"""Broken files of every format: a typed error or a document that holds, soon, and no sure value the file does not say.

Files are read by a process of their own under a worker's limits; chance is seeded, so that each run reads the same.
"""

from __future__ import annotations

import csv
import io
import json
import random
import select
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.utils import ImageReader

from extractors.errors import DamagedFile, UnpacksTooLarge
from extractors.reader import read
from tests.reading import mutations, pages, read_alone, workbooks
from tests.reading.mutations import Mutation
from tests.reading.ofd_writer import Sheet, Text, Writer

ROOT = Path(__file__).parents[2]
#: seconds of the processor that a file may take; reading the models once counts too
SECONDS = 20.0
#: seconds by the clock after which a file hangs, on a machine however loaded
HANGS = 240.0

LICENCE = (
    ("", "营业执照"),
    ("", "统一社会信用代码：91110105MA01ABCD19"),
    ("名称", "北京晨星餐饮管理有限公司"),
    ("类型", "有限责任公司(自然人独资)"),
    ("法定代表人", "王小明"),
    ("注册资本", "壹佰万元整"),
    ("成立日期", "2018年06月12日"),
    ("住所", "北京市朝阳区建国路88号"),
)


def pdf(packed: int) -> bytes:
    def draw(canvas: Any) -> None:
        for number, (label, value) in enumerate(LICENCE):
            canvas.drawString(40, 270 - 24 * number, label)
            canvas.drawString(120, 270 - 24 * number, value)

    return pages.pdf_with(draw, invariant=1, pageCompression=packed)


def ofd() -> bytes:
    lines = [
        Text(x, 40 + 10 * n, text)
        for n, row in enumerate(LICENCE)
        for x, text in zip((25, 60), row, strict=True)
        if text
    ]
    return Writer().build([Sheet(texts=lines, lines=[(20, 30, 190, 30), (20, 130, 190, 130)])])


def table(encoding: str, mark: str) -> bytes:
    out = io.StringIO(newline="")
    rows = [["利润表"], ["编制单位：北京晨星餐饮管理有限公司", "2020年3月", "", "单位：元"], *workbooks.INCOME]
    csv.writer(out, delimiter=mark).writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        written = workbooks.statements(Path(folder) / "book.xlsx").read_bytes()
    # without the hour it was written at, the same bytes every time
    return mutations.zipped(
        {name: part for name, part in mutations.unzipped(written).items() if "docProps" not in name}
    )


def picture(form: str) -> bytes:
    out = io.BytesIO()
    pages.drawn(pages.LEASE[:6], width=380, height=210, dpi=110).image.convert("L").save(out, form)
    return out.getvalue()


def scan() -> bytes:
    image = ImageReader(io.BytesIO(picture("JPEG")))
    return pages.pdf_with(lambda c: c.drawImage(image, 0, 0, 400, 221), invariant=1, pageCompression=0)


@dataclass(frozen=True)
class Seed:
    """A sound file and what is done to it: so many times each mutation that keeps its words, and each blind one."""

    make: Callable[[], bytes]
    keeping: Sequence[Mutation] = ()
    blind: Sequence[Mutation] = mutations.BLIND
    times: tuple[int, int] = (2, 2)

    def broken(self, name: str, start: int = 0) -> Iterator[tuple[str, bool, bytes]]:
        """Name, whether the words are kept, and bytes of each broken file."""
        sound = self.make()
        for keeps, group, times in ((True, self.keeping, self.times[0]), (False, self.blind, self.times[1])):
            for change in group:
                for number in range(start, start + times):
                    chance = random.Random(f"{name} {change.__name__} {number}")  # noqa: S311  no secret
                    yield f"{change.__name__} {number}", keeps, change(sound, chance)


SEEDS: Mapping[str, Seed] = {
    "open.pdf": Seed(lambda: pdf(0), mutations.PDF, times=(2, 1)),
    "packed.pdf": Seed(lambda: pdf(1), mutations.PDF[:2], times=(1, 1)),
    "scan.pdf": Seed(scan, mutations.PDF[3:6], mutations.BLIND[:4], times=(1, 1)),
    "paper.ofd": Seed(ofd, mutations.ZIPPED, (*mutations.BLIND, *mutations.ZIPPED_BLIND), times=(4, 2)),
    "book.xlsx": Seed(xlsx, mutations.ZIPPED, (*mutations.BLIND, *mutations.ZIPPED_BLIND), times=(4, 2)),
    "old.xls": Seed(lambda: (Path(__file__).parent / "files" / "old.xls").read_bytes(), times=(0, 4)),
    "gbk.csv": Seed(lambda: table("gbk", ","), blind=(*mutations.BLIND, *mutations.CSV)),
    "utf16.csv": Seed(lambda: table("utf-16", "\t"), blind=(*mutations.BLIND, *mutations.CSV), times=(0, 1)),
    "photo.png": Seed(lambda: picture("PNG"), blind=(*mutations.BLIND, mutations.png_header), times=(0, 1)),
    "photo.jpg": Seed(lambda: picture("JPEG"), blind=(*mutations.BLIND, mutations.jpeg_header), times=(0, 1)),
    "photo.tif": Seed(lambda: picture("TIFF"), blind=(*mutations.BLIND[:4], mutations.tiff_entry), times=(0, 1)),
}


class Alone:
    """The process that reads, begun anew for each format."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", read_alone.__name__],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, text=True,
        )  # fmt: skip

    def __enter__(self) -> Alone:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def read(self, path: Path) -> dict[str, Any]:
        """What came of the file; ``crash`` where nothing did."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], HANGS)
        if not ready:
            return {"crash": f"no answer within {HANGS} seconds"}
        line = self._process.stdout.readline()
        if not line:
            return {"crash": f"the process ended with {self._process.wait()}"}
        told: dict[str, Any] = json.loads(line)
        return told


def wrongs(sound: dict[str, Any], told: dict[str, Any], *, keeps: bool) -> list[str]:
    """What is wrong with the outcome of a broken file, beside that of the sound one."""
    if "crash" in told:
        return [told["crash"]]
    found = list(told.get("wrong", ()))
    if told["seconds"] > SECONDS:
        found.append(f"took {told['seconds']:.0f} seconds")
    if "error" in told:
        return found
    # a page read by eye holds other characters than its text layer; a sure value must be the sound file's all the same
    same = keeps or told["read"] or not Counter(told["text"]) - Counter(sound["text"])
    for name, field in told["fields"].items():
        if not field["sure"]:
            continue
        before = sound["fields"].get(name)
        if same and (before is None or not _equal(before["value"], field["value"])):
            found.append(f"sure of {name} {field} where the file says {before}")
        if not told["read"] and any(_bare(text) not in _bare(told["text"]) for text in _pieces(field["text"])):
            found.append(f"sure of {name} by words that do not stand there: {field['text']}")
    return found


def _equal(one: str, other: str) -> bool:
    """As values: another number format shows the same amount with other zeros."""
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return one == other


def _pieces(texts: Sequence[str]) -> list[str]:
    return [piece for text in texts for piece in text.split()]


def _bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", SEEDS)
def test_a_broken_file_is_an_error_or_a_document_that_holds(tmp_path: Path, name: str) -> None:
    seed = SEEDS[name]
    path = tmp_path / name
    path.write_bytes(seed.make())
    came: Counter[str] = Counter()
    with Alone() as alone:
        sound = alone.read(path)
        assert "error" not in sound
        assert not wrongs(sound, sound, keeps=True), sound
        for what, keeps, data in seed.broken(name):
            path.write_bytes(data)
            told = alone.read(path)
            found = wrongs(sound, told, keeps=keeps)
            assert not found, f"{what}: {found}"
            came["error" if "error" in told else "read"] += 1
    # a mutation that changes nothing, or breaks all, would prove nothing
    # (of a PNG every piece carries a checksum)
    assert came["error"] and (came["read"] or name == "photo.png"), came


@pytest.mark.parametrize("change", mutations.PDF_BOMBS, ids=lambda change: change.__name__)
def test_a_page_that_would_draw_without_end_is_refused_before_it_is_drawn(tmp_path: Path, change: Mutation) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(change(pdf(0), random.Random(1)))  # noqa: S311  no secret
    with pytest.raises((DamagedFile, UnpacksTooLarge)):
        read(path)


def test_the_sound_files_hold_sure_values(tmp_path: Path) -> None:
    """Else nothing above could be wrongly sure."""
    with Alone() as alone:
        for name in ("open.pdf", "packed.pdf", "paper.ofd", "book.xlsx", "gbk.csv", "utf16.csv"):
            path = tmp_path / name
            path.write_bytes(SEEDS[name].make())
            told = alone.read(path)
            assert sum(field["sure"] for field in told["fields"].values()) >= 3, (name, told)
