"""Papers as spreadsheets: the truth names the cells of each value, and reading them back gives value and cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractors.extract import extract
from extractors.model import Document, Evidence
from extractors.reader import read
from samples.pages.folder import SHEET, write
from samples.pages.workbook import KINDS

Paper = tuple[Path, dict[str, Any]]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[Paper]:
    out = tmp_path_factory.mktemp("sheets")
    write(out, seed=11, count=18, half="development", kinds=KINDS, variants=[SHEET])
    truth = json.loads((out / SHEET / "truth.json").read_text("utf-8"))
    return [(out / SHEET / entry["file"], entry) for entry in truth]


def held(document: Document) -> dict[str, str]:
    """Text by cell."""
    found: dict[str, str] = {}
    for page in document.pages:
        for word in page.words:
            where = f"{page.sheet}!{word.cell}" if page.sheet else str(word.cell)
            found[where] = found.get(where, "") + word.text
    return found


def named(evidence: Evidence) -> Iterator[str]:
    for cell in evidence.cells:
        yield f"{evidence.sheet}!{cell}" if evidence.sheet else cell


def test_both_forms_are_made_and_every_named_cell_is_there(papers: list[Paper]) -> None:
    assert {path.suffix for path, _ in papers} == {".xlsx", ".csv"}
    for path, entry in papers:
        cells = held(read(path))
        places = [where for some in entry["cells"].values() for where in some]
        assert places and "boxes" not in entry
        assert not [where for where in places if where not in cells], path.name


def test_values_are_found_in_the_cells_that_the_truth_names(papers: list[Paper]) -> None:
    right = elsewhere = sure_wrong = known = 0
    for path, entry in papers:
        fields = {field.name: field for field in extract(read(path)).fields}
        for name, value in entry["fields"].items():
            if not name.endswith("_yuan") or name not in entry["cells"]:
                continue
            known += 1
            field = fields.get(name)
            if field is None:
                continue
            if f"{field.value:.2f}" == value:
                right += 1
                elsewhere += not {c for e in field.evidence for c in named(e)} & set(entry["cells"][name])
            else:
                sure_wrong += field.sure
    assert known > 50 and right >= 0.9 * known
    assert (elsewhere, sure_wrong) == (0, 0)


def test_the_same_seed_makes_the_same_cells(tmp_path: Path, papers: list[Paper]) -> None:
    write(tmp_path, seed=11, count=18, half="development", kinds=KINDS, variants=[SHEET])
    again = json.loads((tmp_path / SHEET / "truth.json").read_text("utf-8"))
    assert again == [entry for _, entry in papers]
