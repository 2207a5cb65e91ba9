"""Seconds per page: text layers, and scans beside PaddleOCR's own default call on the same pages in the same run.

Calls are interleaved, page by page, so that a busy neighbour slows both; the best of the repeats is compared.
PaddleOCR's default call runs the same weights with its own settings (batches of 6, all pixels, its own recogniser).
"""

from __future__ import annotations

import resource
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

from tests.reading.pages import drawn, pdf_with, with_table

REPEATS = 2
DPI = 150


def pages() -> dict[str, tuple[Image.Image, str]]:
    """Name -> (picture of a page at 150 dpi, its text)."""
    clauses = [
        f"第{number}条 乙方应于每月{number}日前支付当月租金人民币{number * 1375}元，逾期按日加收千分之五的违约金；"
        for number in range(1, 31)
    ]
    contract = drawn(clauses, width=595, height=842, size=11.2)
    header = ["序号", "姓名", "证件号码", "缴费基数", "单位缴费", "个人缴费"]
    rows = [header] + [
        [
            str(n),
            "赵钱孙李周吴郑王"[n % 8] + "子丑寅卯辰"[n % 5],
            f"11010519880{n:07d}",
            f"{5000 + 37 * n}.00",
            f"{800 + n}.16",
            f"{400 + n}.08",
        ]
        for n in range(1, 31)
    ]
    table = with_table(rows, (40, 80, 150, 300, 380, 450, 530))
    return {
        "contract": (scanned(contract.image), "".join(clauses)),
        "roster": (scanned(table), "".join(cell for row in rows for cell in row)),
    }


def scanned(image: Image.Image) -> Image.Image:
    """A little blur and noise, as a scanner gives; always the same."""
    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(0.6))).astype(np.float32)
    noise = np.random.default_rng(11).normal(0, 5, soft.shape)
    return Image.fromarray(np.clip(soft + noise, 0, 255).astype(np.uint8))


def run() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        return _text_layer(Path(folder)) + _scans(Path(folder))


def _text_layer(folder: Path) -> list[str]:
    from extractors.reader import read

    count = 20

    def draw(c: Any) -> None:
        for number in range(count):
            c.setFont("STSong-Light", 11)
            for k in range(40):
                c.drawString(
                    50,
                    790 - 18 * k,
                    f"第{number}页第{k}行 出租方同意将房屋出租给承租方使用，月租金人民币叁万伍仟元整。",
                )
            c.showPage()

    path = folder / "text.pdf"
    path.write_bytes(pdf_with(draw, size=(595, 842)))
    read(path)
    best, _ = _best([_timed(partial(read, path)) for _ in range(REPEATS)])
    return [f"text layer: {best / count * 1000:.0f} ms per page ({count} pages of 40 lines)"]


def _scans(folder: Path) -> list[str]:
    from extractors.reader import read

    samples = {}
    for name, (image, text) in pages().items():
        path = folder / f"{name}.png"
        image.save(path, dpi=(DPI, DPI))
        samples[name] = (path, image, text)
    first = next(iter(samples.values()))[0]
    start = time.perf_counter()
    read(first)
    lines = [f"first scan of a process, with loading: {time.perf_counter() - start:.1f} s"]
    alone = {name: _timed(partial(read, path)) for name, (path, _, _) in samples.items()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines.append(f"peak memory with our reader alone: {peak:.0f} MB")
    default = _default_paddle(folder)
    for name, (path, image, text) in samples.items():
        array = np.ascontiguousarray(np.asarray(image)[:, :, ::-1])
        default(array)
        ours, theirs = [alone[name]], []
        for _ in range(REPEATS):
            ours.append(_timed(partial(read, path)))
            theirs.append(_timed(partial(default, array)))
        (clock, work), (their_clock, their_work) = _best(ours), _best(theirs)
        wrong = _wrong([w.text for w in read(path).pages[0].words], text), _wrong(default(array), text)
        lines.append(
            f"scan {name}: {clock:.2f} s, PaddleOCR default {their_clock:.2f} s, ratio {their_clock / clock:.2f}; "
            f"processor {work:.2f} s and {their_work:.2f} s, ratio {their_work / work:.2f}; "
            f"characters wrong {wrong[0]} and {wrong[1]} of {len(_plain(text))}"
        )
    return lines


def _timed(call: Callable[[], Any]) -> tuple[float, float]:
    """Seconds by the clock and seconds of all processors of this process."""
    start, work = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - start, time.process_time() - work


def _best(times: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return min(t[0] for t in times), min(t[1] for t in times)


def _default_paddle(folder: Path) -> Callable[[Any], Sequence[str]]:
    """PaddleOCR as it comes, on the same weights: the default models are in no package."""
    from paddleocr import PaddleOCR

    from extractors.backends.weights import lay_out

    home = folder / "weights"
    home.mkdir()
    ocr = PaddleOCR(
        text_detection_model_name="PP-OCRv6_small_det",
        text_detection_model_dir=str(lay_out("small/det", home)),
        text_recognition_model_name="PP-OCRv6_small_rec",
        text_recognition_model_dir=str(lay_out("small/rec", home)),
        use_doc_orientation_classify=False,
        use_doc_unwarping=False,
        use_textline_orientation=False,
        engine="onnxruntime",
    )
    return lambda array: list(ocr.predict(array)[0]["rec_texts"])


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _wrong(found: Sequence[str], truth: str) -> int:
    """Characters lost or invented, whatever their order."""
    have, want = Counter(_plain("".join(found))), Counter(_plain(truth))
    return max((want - have).total(), (have - want).total())
