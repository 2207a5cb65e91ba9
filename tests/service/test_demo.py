"""The demo on one sample case: through the real queue, printed with grounds, and a report that needs nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

_OPTIONS = ("--out", "out", "--data", "data", "--variant", "text", "--case", "restaurant-no-social-insurance")
pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [sys.executable, "-m", "service.cli", "demo", *_OPTIONS],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout, folder / "out" / "report.html"


def test_the_case_without_a_record_is_undetermined_and_names_it(shown: tuple[str, Path]) -> None:
    printed = shown[0]
    line = next(one for one in printed.splitlines() if " 1a " in one)
    assert "尚不能定" in line
    assert "补交《社会保险缴费记录》" in printed


def test_grounds_name_document_page_and_clause(shown: tuple[str, Path]) -> None:
    assert re.search(r"← 材料 \d+《[^》]+》第 \d+ 页", shown[0])
    assert "〔第1条〕" in shown[0]


def test_progress_is_readable_in_a_log_and_the_end_says_how_to_go_on(shown: tuple[str, Path]) -> None:
    assert "：已识读" in shown[0] and "\x1b[" not in shown[0]
    assert "huiqi serve --data data" in shown[0]


def test_what_the_notice_leaves_open_is_shown_where_it_was_used(shown: tuple[str, Path]) -> None:
    words = "通知未写明，可由审核人员改定"
    assert words in shown[0]
    assert words in shown[1].read_text(encoding="utf-8")


def test_the_best_next_paper_stands_first_with_what_it_brings(shown: tuple[str, Path]) -> None:
    first = next(line for line in shown[0].splitlines() if "→" in line)
    assert "补交《社会保险缴费记录》" in first and "单独可得57,000元" in first
    page = shown[1].read_text(encoding="utf-8")
    assert "单独可得57,000元" in page and "要符合 " in page


def test_the_report_stands_alone(shown: tuple[str, Path]) -> None:
    page = shown[1].read_text(encoding="utf-8")
    assert page.count('src="data:image/jpeg;base64,') > 3
    loads = re.findall(r'(?:src|href)="([^"]{0,40})', page)
    assert loads and all(one.startswith(("data:", "#")) for one in loads)
    assert "@import" not in page and "url(" not in page
    anchors, named = set(re.findall(r'href="#([^"]+)"', page)), set(re.findall(r'id="([^"]+)"', page))
    assert anchors <= named, anchors - named
