"""Pictures that are drawn from what was read show no identity or mobile number; everything else they show."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.model import Box, Page, Word
from extractors.reader import read
from extractors.render import render
from extractors.veil import veiled
from service.images import DPI, DRAWN, PageImages
from tests.reading.ofd_writer import Sheet, Text, Writer, saved

HEAD = "序号,姓名,证件号码,联系电话,月缴费基数\n"


def csv(folder: Path, name: str, rows: str, head: str = HEAD) -> Path:
    path = folder / f"{name}.csv"
    path.write_text(head + rows, encoding="utf-8")
    return path


def drawn(path: Path, page: int = 1) -> bytes:
    return render(path, page, dpi=72).tobytes()


def texts(path: Path) -> dict[str, str]:
    pages = read(path).pages
    found: dict[str, str] = {}
    for page in pages:
        for word in veiled(page, pages).words:
            assert word.cell is not None
            found[word.cell] = found.get(word.cell, "") + word.text
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,孙一,11010519900307001X,,5000\n", "1,孙一,11010519851112001X,,5000\n"),
        ("1,孙一,,13800001234,5000\n", "1,孙一,,13877771234,5000\n"),
        ("1,孙一,110105900307001,,5000\n", "1,孙一,110105851112001,,5000\n"),
    ],
    ids=["identity", "mobile", "identity of 15 digits, by its heading"],
)
def test_two_sheets_that_differ_in_the_middle_of_such_a_number_look_the_same(
    tmp_path: Path, one: str, other: str
) -> None:
    assert drawn(csv(tmp_path, "a", one)) == drawn(csv(tmp_path, "b", other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,孙一,11010519900307001X,,5000\n", "1,孙一,11010519900307002X,,5000\n"),
        ("1,孙一,,,5000\n", "1,孙一,,,6000\n"),
    ],
    ids=["end of an identity number", "amount"],
)
def test_what_may_be_seen_still_tells_them_apart(tmp_path: Path, one: str, other: str) -> None:
    assert drawn(csv(tmp_path, "a", one)) != drawn(csv(tmp_path, "b", other))


def test_only_the_picture_is_masked(tmp_path: Path) -> None:
    path = csv(tmp_path, "a", "1,孙一,11010519900307001X,13800001234,5000\n")
    assert texts(path) == {
        **dict(zip(("A1", "B1", "C1", "D1", "E1"), HEAD.strip().split(","), strict=True)),
        "A2": "1",
        "B2": "孙一",
        "C2": "110***********001X",
        "D2": "138****1234",
        "E2": "5000",
    }
    assert "11010519900307001X" in {word.text for word in read(path).pages[0].words}


def test_a_label_to_the_left_counts_and_a_credit_code_stays(tmp_path: Path) -> None:
    rows = "统一社会信用代码,91110105MA01W2Y55P\n身份证号码,110105900307001\n编号,110105900307001\n"
    found = texts(csv(tmp_path, "a", rows, head="单位情况,\n"))
    assert (found["B2"], found["B3"], found["B4"]) == ("91110105MA01W2Y55P", "110*********001", "110105900307001")


def test_a_heading_counts_on_the_sheets_next_pages(tmp_path: Path) -> None:
    rows = "".join(f"{n},孙一,110105900307{n % 900 + 100},,5000\n" for n in range(1, 400))
    path = csv(tmp_path, "a", rows)
    assert len(read(path).pages) > 1
    numbers = {text for cell, text in texts(path).items() if cell.startswith("C") and cell != "C1"}
    assert all("*" in number for number in numbers)


def test_a_number_on_two_lines_of_a_cell_is_one() -> None:
    upper = Word("110105199003", Box(0, 0, 60, 10), Box(0, 0, 60, 10), cell="A1")
    lower = Word("07001X", Box(0, 12, 30, 22), Box(0, 12, 30, 22), cell="A1")
    page = Page(1, 100, 100, (upper, lower), sheet="名单")
    assert [word.text for word in veiled(page).words] == ["110*********", "**001X"]


def test_a_page_drawn_from_an_ofd_file_too(tmp_path: Path) -> None:
    made = []
    for name, number in (("a", "11010519900307001X"), ("b", "11010519851112001X")):
        sheet = Sheet(texts=[Text(20, 30, "参保人员名单"), Text(20, 50, f"孙一 {number}")])
        made.append(drawn(saved(tmp_path, Writer().build([sheet]), f"{name}.ofd")))
    assert made[0] == made[1]


def test_no_picture_drawn_before_is_shown(tmp_path: Path) -> None:
    old, new = tmp_path / f"{'0' * 64}-1-{DPI}.png", tmp_path / f"{'0' * 64}-1-{DPI}-{DRAWN}.png"
    for path in (old, new):
        path.write_bytes(b"a picture")
    images = PageImages(tmp_path)
    assert not old.exists()
    assert images.page(tmp_path / "no such file", "0" * 64, 1) == new
