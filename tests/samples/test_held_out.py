"""The score on papers in layouts that nobody looks at while extraction is worked on: totals only, printed by CI.

What it prints is the figure to watch; the floors only tell a fall. Its misses are not shown on purpose: who reads them
works towards these layouts, and the score then says nothing about others.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import extractors
from extractors.report import to_report
from extractors.score import KIND, ScoreTable, Tally, score
from samples.pages.folder import write
from samples.pages.registry import HELD_OUT, KINDS

SEED = 7
PAPERS = 12 * len(KINDS)


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> ScoreTable:
    home = tmp_path_factory.mktemp("held-out")
    write(home, seed=SEED, count=PAPERS, half=HELD_OUT, variants=("text",))

    def report(path: Path) -> dict[str, object]:
        document = extractors.read(path)
        return to_report(document, extractors.extract(document))

    return score(home / "text" / "truth.json", report)


def _lines(table: ScoreTable) -> list[str]:
    heads = ("kind right", "right", "sure", "wrong", "sure+wrong", "missed", "invented", "place", "overlap")
    lines = [f"held-out layouts, {table.files} papers with a text layer, seed {SEED}", _line("", heads)]
    kinds = table.by_kind()
    right = 0
    for kind in KINDS:
        known = table.rows[kind, KIND]
        right += known.right
        of = known.right + known.wrong + known.missed
        lines.append(_line(kind, (f"{known.right}/{of}", *_cells(kinds.get(kind)))))
    lines.append(_line("total", (f"{right}/{table.files}", *_cells(table.total()))))
    return lines


def _cells(tally: Tally | None) -> tuple[str, ...]:
    if tally is None:
        return ()
    counts = (tally.right, tally.right_sure, tally.wrong, tally.wrong_sure, tally.missed, tally.invented)
    places = (f"{tally.near / tally.placed:.1%}", f"{tally.union / tally.placed:.1%}") if tally.placed else ()
    return (*map(str, counts), *places)


def _line(name: str, cells: tuple[str, ...]) -> str:
    return f"{name:<24}" + "".join(f"{cell:>11}" for cell in cells)


def test_the_score_on_held_out_layouts(scored: ScoreTable, record_property: Callable[[str, object], None]) -> None:
    record_property("shown", "\n".join(_lines(scored)))
    total = scored.total()
    stated = total.right + total.wrong + total.missed + total.invented
    assert stated > 900
    assert total.right >= 0.85 * stated
    assert total.wrong_sure <= 0.01 * (total.right_sure + total.wrong_sure)
    assert total.near >= 0.93 * total.placed
    assert total.wrong_page <= 0.005 * total.placed


def test_papers_of_no_known_kind_give_no_value(scored: ScoreTable) -> None:
    known = scored.rows["other", KIND]
    assert known.wrong <= 0.1 * (known.right + known.wrong)
