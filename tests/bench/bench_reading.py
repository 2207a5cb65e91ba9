"""Seconds per page: text layers, and scans beside PaddleOCR's default call and RapidOCR in one run.

Each reader runs in a process of its own and they are asked in turn, page by page; the best of the repeats is compared.
Characters are compared as bags: what is missing or too much, in any order, dashes apart (no detector finds a lone one).
"""

from __future__ import annotations

import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.bench.reading_engines import ENGINES, Answer, Engine
from tests.bench.scan_pages import RARE, Scan, clean, rare_roster, worn
from tests.bench.scan_wear import DPI
from tests.reading.pages import pdf_with

REPEATS = 2
OURS, BASE = "ours", "PaddleOCR default"
_TWINS = str.maketrans("（）：；，。！？“”￥〇", '():;,.!?""¥0')


def run() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        return [*_text_layer(Path(folder)), *_scans(Path(folder))]


def _text_layer(folder: Path) -> list[str]:
    """Pages with a text layer, and that memory does not grow with their number."""
    lines = []
    for count in (30, 300):
        path = folder / f"text{count}.pdf"
        path.write_bytes(pdf_with(_lines(count), size=(595, 842)))
        with Engine(OURS) as reader:
            answer = reader.read(path)
            lines.append(
                f"text layer, {count} pages of 40 lines: {answer.clock / count * 1000:.0f} ms per page with loading, "
                f"peak memory {reader.peak():.0f} MB"
            )
    return lines


def _lines(count: int) -> Any:
    def draw(c: Any) -> None:
        for number in range(count):
            c.setFont("STSong-Light", 11)
            for k in range(40):
                text = f"第{number}页第{k}行 出租方同意将房屋出租给承租方使用，月租金人民币叁万伍仟元整。"
                c.drawString(50, 790 - 18 * k, text)
            c.showPage()

    return draw


def _scans(folder: Path) -> list[str]:
    pages = clean()
    spoiled = [*worn(), rare_roster()]
    files = {page.name: folder / f"{page.name}.png" for page in [*pages, *spoiled]}
    for page in [*pages, *spoiled]:
        page.image.save(files[page.name], dpi=(DPI, DPI))
    names = [name for name in ENGINES if name != "RapidOCR" or find_spec("rapidocr")]
    lines = []
    with ExitStack() as stack:
        engines = {name: stack.enter_context(Engine(name)) for name in names}
        start = time.perf_counter()
        engines[OURS].read(files[pages[0].name])
        lines.append(f"first scan of a process, with loading: {time.perf_counter() - start:.1f} s")
        for name in names[1:]:
            engines[name].read(files[pages[0].name])
        timed: dict[str, dict[str, list[Answer]]] = {}
        for page in pages:
            timed[page.name] = {name: [] for name in names}
            for _ in range(REPEATS):
                for name in names:
                    timed[page.name][name].append(engines[name].read(files[page.name]))
        once = {page.name: {name: [engines[name].read(files[page.name])] for name in names} for page in spoiled}
        lines += _table("clean", pages, timed)
        lines += _table("degraded", spoiled[:-1], once)
        lines += _names(once[spoiled[-1].name])
        lines += [f"peak memory of {name}: {engine.peak():.0f} MB" for name, engine in engines.items()]
    return lines


def _table(title: str, pages: Sequence[Scan], answers: dict[str, dict[str, list[Answer]]]) -> list[str]:
    lines = []
    total: dict[str, list[float]] = {}
    for page in pages:
        cells = []
        for name, given in answers[page.name].items():
            clock, work = min(a.clock for a in given), min(a.work for a in given)
            wrong = float(wrong_characters(given[-1].texts, page.text))
            total[name] = [a + b for a, b in zip(total.get(name, [0.0] * 3), (clock, work, wrong), strict=True)]
            cells.append(f"{name} {clock:.2f} s ({work:.2f}), {wrong:.0f} wrong")
        lines.append(f"{title} {page.name}: {'; '.join(cells)}; of {len(_plain(page.text))}")
    characters = sum(len(_plain(page.text)) for page in pages)
    for name, (clock, work, wrong) in total.items():
        ratio = f"{total[BASE][0] / clock:.2f} by the clock and {total[BASE][1] / work:.2f} by processor time"
        lines.append(
            f"{title}, all pages, {name}: {ratio} of {BASE}'s rate; {len(pages) / clock * 60:.0f} pages a minute; "
            f"{100 - 100 * wrong / characters:.3f}% of {characters} characters"
        )
    return lines


def _names(answers: dict[str, list[Answer]]) -> list[str]:
    lines = []
    for name, given in answers.items():
        have = "".join(given[-1].texts)
        missed = [rare for rare in RARE if rare not in have]
        lines.append(f"rare characters of names, {name}: {len(missed)} of {len(RARE)} missed {''.join(missed)}")
    return lines


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.translate(_TWINS))
    return "".join(c for c in text.translate(_TWINS) if not c.isspace() and c not in "-—")


def wrong_characters(found: Sequence[str], truth: str) -> int:
    """Characters lost or invented, whatever their order."""
    have, want = Counter(_plain("".join(found))), Counter(_plain(truth))
    return max((want - have).total(), (have - want).total())
