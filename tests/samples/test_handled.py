"""What handling leaves on a sheet is there, is where it should be, and spares what is printed inside the margins."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from samples.pages.handled import bled_through, bound, cornered, pierced
from samples.pages.sheet import Sheet
from samples.pages.worn import CLEAN, DEGRADED, wear

DPI = 100
WIDE, HIGH = 826, 1169


def white() -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.full((HIGH, WIDE, 3), 255.0, dtype=np.float32)


@pytest.mark.parametrize("lot", range(6))
def test_the_reverse_shows_mirrored_and_faint(lot: int) -> None:
    other = Image.new("RGB", (WIDE, HIGH), "white")
    ImageDraw.Draw(other).rectangle((100, 200, 250, 260), fill="black")
    seen = 255 - bled_through(white(), other, 0.2, np.random.default_rng(lot))[:, :, 0]
    rows, columns = np.nonzero(seen > 20)
    assert 0.15 * 255 < seen.max() <= 0.2 * 255 + 1
    # what stands 100 to 250 from the left stands as far from the right, give or take how the sheets lie
    assert abs(columns.min() - (WIDE - 250)) < 0.02 * WIDE and abs(columns.max() - (WIDE - 100)) < 0.02 * WIDE
    assert abs(rows.min() - 200) < 0.02 * HIGH and abs(rows.max() - 260) < 0.02 * HIGH


def test_ink_on_the_page_stays_as_dark_as_it_was() -> None:
    page = white()
    page[300:320, 200:400] = 0
    out = bled_through(page, Image.new("RGB", (WIDE, HIGH), "black"), 0.2, np.random.default_rng(1))
    assert out[310, 300, 0] == 0 and out[600, 600, 0] == pytest.approx(0.8 * 255, abs=1)


@pytest.mark.parametrize("lot", range(8))
def test_the_spine_darkens_one_edge_and_nothing_else(lot: int) -> None:
    out = bound(white(), 0.6, np.random.default_rng(lot))[:, :, 0]
    edge = min(out[HIGH // 2, 0], out[0, WIDE // 2])
    assert edge == pytest.approx(0.4 * 255, abs=2)
    assert out[HIGH - 1, WIDE - 1] > 253 and out[HIGH // 2, WIDE // 2] > 253


@pytest.mark.parametrize("lot", range(12))
def test_staples_and_punches_stay_in_the_margin(lot: int) -> None:
    out = pierced(white(), DPI, np.random.default_rng(lot))[:, :, 0]
    rows, columns = np.nonzero(out < 250)
    assert rows.size > 10
    assert columns.max() < 62 * DPI / 72 and (rows.max() < 62 * DPI / 72 or columns.max() < 32 * DPI / 72)


@pytest.mark.parametrize("lot", range(8))
@pytest.mark.parametrize("ground", [40.0, 248.0])
def test_a_corner_is_gone_and_only_one(lot: int, ground: float) -> None:
    out = cornered(white(), 0.08, ground, np.random.default_rng(lot))[:, :, 0]
    corners = [out[y, x] for y in (1, HIGH - 2) for x in (1, WIDE - 2)]
    assert sorted(round(float(c)) for c in corners) == sorted([round(ground), 255, 255, 255])
    assert np.count_nonzero(out < 254) < 0.01 * out.size
    assert (out[round(0.1 * WIDE) : -round(0.1 * WIDE), round(0.1 * WIDE) : -round(0.1 * WIDE)] == 255).all()


def test_the_page_printed_behind_shows_on_the_page_before() -> None:
    """Of two pages the second is the first one's reverse, and a page without one has lines like its own behind it."""
    sheet = Sheet()
    sheet.text(90, 100, "正面")
    sheet.new_page()
    sheet.canvas.rect(90, sheet.height - 500, 120, 60, stroke=0, fill=1)
    pdf = sheet.bytes()
    still = replace(CLEAN, dpi=150, skew=(0.0, 0.0), noise=(0.0, 0.0), blur=(0.0, 0.0), grey=0.0)
    for share in (0.0, 0.2):
        first, _ = wear(pdf, (), replace(still, bleed=(share, share)), np.random.default_rng(3))
        scale = 150 / 72
        x, y = (sheet.width - 150) * scale, 470 * scale
        seen = np.asarray(first.picture)[round(y), round(x)].mean()
        paper = np.asarray(first.picture)[round(700 * scale), round(300 * scale)].mean()
        assert (seen < 0.85 * paper) == (share > 0)


def test_the_treatments_are_among_the_degraded() -> None:
    told = {how.name: how for how in DEGRADED}
    bound_copy, thin = told["bound-copy"], told["thin-paper"]
    assert bound_copy.binding and bound_copy.pierced and bound_copy.cut and thin.bleed[1]
