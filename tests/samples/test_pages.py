"""The page maker: the same papers each time, true values at true places, on paper and on what a scanner makes of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageOps

from extractors import amounts, dates, numerals, reader
from extractors.clean import bare
from extractors.model import Page
from extractors.score import ScoreTable, score_one
from extractors.truthfile import truth_entries
from samples.generate.codes import credit_check
from samples.generate.paper import Cell
from samples.generate.scan import rng_of
from samples.pages.folder import moved, variant_of, write
from samples.pages.made import Made, chosen, make_one, papers
from samples.pages.registry import DEVELOPMENT, HELD_OUT, KINDS, Layout, halves, layouts, of_half
from samples.pages.sheet import Sheet, mark
from samples.pages.worn import CLEAN, DEGRADED, Treatment, file_of, wear

ROOT = Path(__file__).resolve().parent.parent.parent
SEED = 20


def _of(kind: str, name: str) -> Layout:
    return next(one for one in layouts() if (one.kind, one.name) == (kind, name))


# --- layouts and halves


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_layouts_enough_in_both_halves(kind: str) -> None:
    sides = [half for (of, _), half in halves().items() if of == kind]
    assert len(sides) >= 6
    assert sides.count(DEVELOPMENT) >= 3
    assert sides.count(HELD_OUT) >= 3


def test_a_half_brings_only_its_own_layouts() -> None:
    development = {(one.kind, one.name) for one in of_half(DEVELOPMENT)}
    drawn = {(one.kind, one.name) for one in chosen(SEED, 200, DEVELOPMENT, KINDS)}
    assert drawn == development
    assert not drawn & {(one.kind, one.name) for one in of_half(HELD_OUT)}


def test_the_name_of_a_held_out_paper_does_not_tell_its_layout() -> None:
    made = make_one(of_half(HELD_OUT)[0], SEED, 1)
    assert made.layout.name not in made.name
    _, _, truth = variant_of(made, "text", SEED)
    assert truth["layout"] == HELD_OUT


# --- the same each time


def test_the_same_seed_makes_the_same_bytes(tmp_path: Path) -> None:
    """In two processes, whose hashes of text differ."""
    for name in ("one", "two"):
        command = [sys.executable, "-m", "samples.pages", "--out", str(tmp_path / name), "--seed", "5", "--count", "2"]
        command += ["--kinds", "business_licence", "rent_reduction"]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert len(files) == 3 * 3
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes(), file


def test_another_seed_makes_other_papers_and_the_count_changes_none() -> None:
    few, many = list(papers(1, 4)), list(papers(1, 8))
    assert [one.pdf for one in few] == [one.pdf for one in many[:4]]
    assert all(one.pdf != other.pdf for one, other in zip(few, papers(2, 4), strict=True))


# --- what stands in the boxes


def _under(page: Page, box: list[float]) -> str:
    """The characters of the text layer whose middle lies in the box."""
    x0, top, x1, bottom = box
    out = ""
    for word in page.words:
        if not top <= word.box.middle <= bottom:
            continue
        wide = word.box.width / len(word.text)
        edges = word.edges or [word.box.x0 + wide * at for at in range(len(word.text) + 1)]
        for char, left, right in zip(word.text, edges, edges[1:], strict=False):
            if x0 - 0.5 <= (left + right) / 2 <= x1 + 0.5:
                out += char
    return out


def _says(text: str, value: Any, unit: int) -> bool:
    """Whether the text is a way of writing the value."""
    shown = re.sub(r"\s", "", text)
    if isinstance(value, list):
        return list(dates.month_list(shown)) == value if isinstance(value[0], str) else _rent(shown, value)
    if isinstance(value, Mapping):
        return int(shown) in value.values()
    if isinstance(value, int):
        whole = numerals.integer(shown.translate(str.maketrans("壹贰叁肆伍", "一二三四五")))
        return value in (whole, 12 * (whole or 0)) if whole is not None else int(shown) in (value, value / 12)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):  # of a period its end
        return [one.value.isoformat() for one in dates.find(shown, compact=True)][-1:] == [value]
    if re.fullmatch(r"\d{4}-\d{2}", value):
        return value in dates.find_months(shown, compact=True) or shown.startswith(value)
    if re.fullmatch(r"\d{4}", value):
        return bool(shown[:4] == value)
    if re.fullmatch(r"-?\d+\.\d\d", value):
        return _amount(shown, unit) == Decimal(value)
    return bare(shown) == bare(value)


def _amount(shown: str, unit: int) -> Decimal | None:
    words = amounts.words(shown)
    if words is not None:
        return words
    number = re.fullmatch(r"(?:人民币)?(-?[\d,]+(?:\.\d+)?)(万元)?(?:人民币)?", shown)
    return Decimal(number[1].replace(",", "")) * (10_000 if number[2] else unit) if number else None


def _rent(shown: str, value: list[dict[str, str]]) -> bool:
    return _amount(shown, 1) in {Decimal(step["amount_yuan"]) for step in value}


def _value(fields: Mapping[str, Any], name: str) -> Any:
    part, dot, rest = name.partition(".")
    return fields[part][rest] if dot else fields.get(name)


@pytest.mark.parametrize("one", layouts(), ids=lambda one: f"{one.kind}/{one.name}")
def test_each_value_stands_in_the_text_layer_at_its_boxes(one: Layout, tmp_path: Path) -> None:
    made = make_one(one, SEED, 7)
    path = tmp_path / "paper.pdf"
    path.write_bytes(made.pdf)
    document = reader.read(path)
    unit = 10_000 if made.fields.get("unit") == "万元" else 1
    for name, places in made.boxes.items():
        value = _value(made.fields, name)
        for place in places:
            found = "".join(_under(document.pages[line["page"] - 1], line["box"]) for line in place)
            assert bare(found) == bare("".join(line["text"] for line in place)), (name, place)
            if value is not None:
                assert _says(found, value, 1 if name == "area_m2" else unit), (name, found, value)
    if one.kind == "other":
        assert not made.fields
    else:
        assert sum(value is not None for value in made.fields.values()) >= 4 or "blank" in one.name


@pytest.mark.parametrize("one", layouts(), ids=lambda one: f"{one.kind}/{one.name}")
def test_a_stated_value_has_a_place_and_numbers_check(one: Layout) -> None:
    for number in range(2):
        made = make_one(one, SEED, 100 + number)
        follow = {"term_months", "deposit_yuan", "level", "carrier_type", "subtype", "roster_rows", "as_of_month"}
        for name, value in made.fields.items():
            if name.endswith("credit_code") and value:
                assert credit_check(value[:17]) == value[17]
            if value is not None and name not in {*follow, "conflict", "parent_only"}:
                assert made.boxes.get(name), (name, value)
        for places in made.boxes.values():
            assert all(line["box"][0] < line["box"][2] and line["text"] for place in places for line in place)


# --- contradictions


def _drawn(one: Layout, count: int) -> list[Made]:
    return [make_one(one, SEED, number) for number in range(count)]


def _capitals_and_figures(made: Made, name: str) -> set[Decimal]:
    texts = ("".join(line["text"] for line in place) for place in made.boxes.get(name, ()))
    return {amount for amount in (_amount(text, 1) for text in texts) if amount is not None}


def test_a_lease_contradicts_itself_only_where_it_is_marked() -> None:
    clashing = 0
    for made in _drawn(_of("lease", "table-of-terms"), 40):
        for name in ("rent_monthly_yuan", "deposit_yuan"):
            marked = name in made.clashes
            clashing += marked
            assert len(_capitals_and_figures(made, name)) == (2 if marked else 1), (made.name, name)
            assert (made.fields[name] is None) == marked
            assert (name in made.fields.get("conflict", ())) == marked
    assert 0 < clashing <= 15


def test_a_roster_contradicts_itself_only_where_it_is_marked() -> None:
    clashing = 0
    for made in _drawn(_of("training_roster", "register"), 40):
        [[line]] = made.boxes["trainee_count"]
        marked = "trainee_count" in made.clashes
        clashing += marked
        assert (int(line["text"]) != made.fields["roster_rows"]) == marked
        assert (made.fields["trainee_count"] is None) == marked
    assert 0 < clashing <= 15


def test_statements_add_up() -> None:
    for made in _drawn(_of("financial_statement", "balance-small-two-sides"), 5):
        for tail in ("_yuan", "_prev_yuan"):
            total, owed, own = (
                Decimal(made.fields[f"{name}{tail}"]) for name in ("total_assets", "total_liabilities", "total_equity")
            )
            assert total == owed + own


# --- scans and photos


def _darkest(picture: Image.Image) -> np.ndarray[Any, np.dtype[np.bool_]]:
    pixels = np.asarray(picture.convert("L"), dtype=np.float32)
    return np.asarray(pixels < pixels.max() * 0.4)


def _markers() -> tuple[bytes, dict[str, list[list[dict[str, Any]]]]]:
    """A page with black squares, and their boxes."""
    sheet = Sheet()
    boxes = {}
    for number, (x, y) in enumerate(((90, 110), (470, 130), (280, 420), (110, 720), (460, 700))):
        sheet.canvas.rect(x, sheet.height - y - 24, 24, 24, stroke=0, fill=1)
        boxes[f"marker{number}"] = [[{"page": 1, "box": [x, y, x + 24, y + 24], "text": "■"}]]
    return sheet.bytes(), boxes


@pytest.mark.parametrize("how", [CLEAN, *DEGRADED], ids=lambda how: how.name)
@pytest.mark.parametrize("lot", range(2))
def test_boxes_move_with_the_page(how: Treatment, lot: int, tmp_path: Path) -> None:
    """What is drawn on the page is dark in its box of the file as a viewer shows it, and white beside it."""
    pdf, boxes = _markers()
    rng = rng_of(f"markers/{lot}/{how.name}")
    pages = wear(pdf, (), how, rng)
    ending, data = file_of(pages, how, rng)
    file = tmp_path / f"page.{ending}"
    file.write_bytes(data)
    if ending == "jpg":
        shown = ImageOps.exif_transpose(Image.open(file))
        scale = how.dpi / 72
    else:
        scale = 2.0
        with pdfium.PdfDocument(file) as document:
            shown = document[0].render(scale=scale).to_pil()
    dark = _darkest(shown)
    for name, [[line]] in moved(boxes, pages).items():
        x0, top, x1, bottom = (value * scale for value in line["box"])
        wide, high = x1 - x0, bottom - top
        inner = dark[int(top + high * 0.3) : int(bottom - high * 0.3), int(x0 + wide * 0.3) : int(x1 - wide * 0.3)]
        assert inner.mean() > 0.95, name
        ring = dark[int(top - 6 * scale) : int(bottom + 6 * scale), int(x0 - 6 * scale) : int(x1 + 6 * scale)]
        rows, columns = np.nonzero(ring)
        off = 6 * scale
        near = 1.5 * scale + 1
        assert abs(columns.min() - off) < near
        assert abs(rows.min() - off) < near
        assert abs(columns.max() + 1 - off - wide) < near
        assert abs(rows.max() + 1 - off - high) < near


def test_a_folder_can_be_scored(tmp_path: Path) -> None:
    few = ("rent_reduction", "business_licence", "recognition_certificate")
    for variant, kinds in (("text", KINDS), ("degraded", few)):
        write(tmp_path, seed=SEED, count=len(kinds), kinds=kinds, variants=(variant,))
        listed = list(truth_entries(tmp_path / variant / "truth.json"))
        assert [entry["kind"] for _, entry in listed] == list(kinds)
        table = ScoreTable()
        for path, entry in listed:
            assert path.is_file()
            given = {
                n: {"value": v, "sure": True}
                for n, v in entry["fields"].items()
                if n not in ("conflict", "parent_only")
            }
            parts = {
                "parent_only": {"fields": {n: {"value": v} for n, v in entry["fields"].get("parent_only", {}).items()}}
            }
            conflicts = [{"name": name} for name in entry["fields"].get("conflict", ())]
            score_one(table, entry, {"kind": entry["kind"], "fields": given, "parts": parts, "conflicts": conflicts})
        assert not table.misses
        assert json.loads((tmp_path / variant / "truth.json").read_text("utf-8"))


# --- the sheet


def test_marks_follow_a_value_over_lines_and_pages() -> None:
    sheet = Sheet(margin=72)
    sheet.y = sheet.height - 72 - 20
    value = "北京市朝阳区和畅东路188号院9号楼22层2228室" * 2
    sheet.paragraph(f"甲方将坐落于<{mark('address', value)}>的房屋出租给乙方。")
    [place] = sheet.boxes()["address"]
    assert "".join(line["text"] for line in place) == value
    assert {line["page"] for line in place} == {1, 2}


def test_marks_follow_a_value_within_a_cell() -> None:
    sheet = Sheet()
    value = "北京澜沐商业管理有限责任公司"
    sheet.table([80, 90], [(Cell("名称"), Cell(f"（{mark('lessor', value)}）")), ("代码", mark("code", "91110105"))])
    [place] = sheet.boxes()["lessor"]
    assert len(place) > 1
    assert "".join(line["text"] for line in place) == value
    assert all(152 <= line["box"][0] < line["box"][2] <= 243 for line in place)
