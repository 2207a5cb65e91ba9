"""Confidence is measured: bounds, maps and thresholds from labelled values."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import confidence
from extractors.confidence import WAYS, Signs, judged, mapped, stated, table
from extractors.errors import KindError
from extractors.values import TYPES
from samples.calibrate import first_sight
from samples.calibrate.fit import fit, presented
from samples.calibrate.observe import Observation
from samples.calibrate.plot import Panel, drawn
from samples.calibrate.statistics import bins, brier, calibration_error, isotonic, lower_bound, upper_bound
from samples.calibrate.writing import Told, tables_of, yaml_of

# --- statistics


@pytest.mark.parametrize(
    ("right", "count", "bound"),
    [(598, 598, 0.99500), (597, 597, 0.99499), (947, 948, 0.99501), (10, 10, 0.74113), (8, 10, 0.49310), (0, 9, 0.0)],
)
def test_the_bound_is_clopper_and_pearsons(right: int, count: int, bound: float) -> None:
    assert lower_bound(right, count) == pytest.approx(bound, abs=1e-5)
    assert upper_bound(count - right, count) == pytest.approx(1 - bound, abs=1e-5)


def test_of_nothing_nothing_is_known() -> None:
    assert (lower_bound(0, 0), upper_bound(0, 0)) == (0.0, 1.0)


_PAIRS = st.lists(st.tuples(st.integers(0, 40).map(lambda n: n / 8), st.booleans()), min_size=1, max_size=400)


@given(_PAIRS, st.integers(1, 60))
def test_a_map_rises_and_holds_every_value(values: list[tuple[float, bool]], least: int) -> None:
    steps = isotonic(values, least)
    assert sum(step.count for step in steps) == len(values)
    assert sum(step.right for step in steps) == sum(right for _, right in values)
    assert all(a.centre < b.centre and a.share < b.share for a, b in pairwise(steps))
    assert all(step.count >= min(least, len(values)) for step in steps)


def test_a_map_finds_the_shares_that_are_there() -> None:
    values = [(1.0, n % 2 == 0) for n in range(200)] + [(2.0, n % 10 > 0) for n in range(200)]
    assert [(step.centre, round(step.share, 1)) for step in isotonic(values)] == [(1.0, 0.5), (2.0, 0.9)]
    falling = [(1.0, True)] * 50 + [(2.0, False)] * 50
    assert [step.share for step in isotonic(falling)] == [0.5]


def test_errors_of_a_stated_confidence() -> None:
    honest = [(0.8, n % 5 > 0) for n in range(100)]
    assert calibration_error(honest) == pytest.approx(0)
    assert brier(honest) == pytest.approx(0.16)
    assert calibration_error([(1.0, n % 5 > 0) for n in range(100)]) == pytest.approx(0.2)
    assert [one.count for one in bins(honest, 4)] == [100]  # values of one confidence are never parted


# --- fitting


def _signs(**other: object) -> Signs:
    plain = Signs("name", "text_layer", 0.95, 1.0, 0, 2, 0, False, 0)
    return replace(plain, **other)  # type: ignore[arg-type]


def _one(signs: Signs, right: bool) -> Observation:
    return Observation("p", "layout", "", "lease", "lessor", signs, False, right)


def _seen() -> tuple[list[Observation], list[Observation]]:
    """Values whose names are wrong at weak places and whose money is always right; OCR errs where it doubts."""
    lot = random.Random(5)  # noqa: S311 - not for secrets
    placed, read = [], []
    for _ in range(3000):
        place = lot.choice((0.8, 0.9, 0.95))
        kind = lot.choice(("name", "money", "date"))
        bad = kind == "name" and place < 0.95 and lot.random() < 0.05
        placed.append(_one(_signs(type=kind, place=place), not bad))
        least = 1 - 10 ** -lot.uniform(0.2, 3.2)
        confirmed = lot.randint(0, 1)
        bad = bad or (least < 0.9 and lot.random() < (0.02 if confirmed else 0.3))
        way = "ocr_confirmed" if confirmed else "ocr"
        read.append(_one(_signs(type=kind, place=place, way=way, least=least, confirmed=confirmed), not bad))
    return placed, read


def test_thresholds_keep_out_what_was_wrong() -> None:
    placed, read = _seen()
    fitted = fit(placed, read, "2020-01-01")
    by = fitted.table
    assert not judged(_signs(place=0.8), by)[1]
    assert judged(_signs(place=0.95), by)[1]
    assert judged(_signs(type="money", place=0.8), by)[1]
    assert judged(_signs(way="ocr", least=0.999), by)[1]
    assert not judged(_signs(way="ocr", least=0.5), by)[1]
    # a certain reading at a place that would not be sure on a text layer
    assert not judged(_signs(way="ocr", least=0.999, place=0.8), by)[1]
    assert not judged(_signs(doubtful=True), by)[1] and not judged(_signs(failed=1), by)[1]
    for of in (placed, read):
        shown = presented(of, by)
        sure = [one.right for one, _, is_sure in shown if is_sure]
        assert len(sure) > 1000 and sum(sure) >= 0.995 * len(sure)
        assert calibration_error([(stated, one.right) for one, stated, _ in shown]) < 0.03
    supports = fitted.supports["name"]["text_layer"]
    assert supports.values > 200 and supports.wrong == 0


def test_hardly_any_values_make_nothing_sure_by_themselves() -> None:
    few = [_one(_signs(), True)] * 40
    seen = [_one(_signs(way="ocr", least=0.999), True)] * 40 + [
        _one(_signs(way="ocr_confirmed", confirmed=1), True)
    ] * 40
    fitted = fit(few, seen, "2020-01-01")
    assert {one.by for ways in fitted.supports.values() for one in ways.values()} <= {"none", "strictest"}
    assert not any(judged(_signs(type=name, way=way), fitted.table)[1] for name in TYPES for way in WAYS)


def test_without_values_there_is_nothing_to_fit() -> None:
    with pytest.raises(ValueError, match="no values"):
        fit([_one(_signs(), True)], [], "2020-01-01")


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    placed, read = _seen()
    fitted = fit(placed, read, "2020-01-01")
    path = tmp_path / "confidence.yaml"
    path.write_text(yaml_of(fitted, {"development_scan": 4}), "utf-8")
    got = table(path)
    assert got.measured == "2020-01-01"
    for one in (*placed[:50], *read[:50]):
        assert judged(one.signs, got) == judged(one.signs, fitted.table)
    shown = tables_of(fitted, [Told("development text", 3, presented(placed, got), None)])
    assert "development text" in shown and "99." in shown


@pytest.mark.parametrize(
    ("old", "new"),
    [("least: ", "least: -"), ("base:", "bose:"), ("    - [", "    - [3, "), ("  given: ", "  gave: ")],
)
def test_a_broken_table_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = Path(confidence.__file__).with_name("confidence.yaml").read_text("utf-8")
    assert old in text
    path = tmp_path / "confidence.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(KindError):
        table(path)


def test_a_plot_shows_every_way_that_has_values() -> None:
    values = [(0.99, n % 50 > 0) for n in range(100)]
    picture = drawn([Panel("a < b", {"ocr": values, "text_layer": []})], "note")
    assert picture.count("<circle") == 1 + 3  # one bin, three of the legend
    assert "a &lt; b" in picture


# --- what is shipped


def test_what_ships_was_measured_and_rises_with_every_sign() -> None:
    by = table()
    assert by.measured >= "2026-11-23"
    for points in by.maps.values():
        assert [mapped(points, at) for at in (-99, 99)] == [points[0][1], points[-1][1]]
    for name in TYPES:
        good, bad = _signs(type=name, place=0.95), _signs(type=name, place=0.7)
        assert stated(good, by)[1] >= stated(bad, by)[1]
        assert stated(good, by)[1] >= stated(replace(good, rivals=2), by)[1]
        clear, blurred = (replace(good, way="ocr", least=least) for least in (0.9999, 0.3))
        assert stated(clear, by)[1] > stated(blurred, by)[1]
        assert not judged(blurred, by)[1]


def test_first_sight_is_read_as_it_is_written(tmp_path: Path) -> None:
    seen = first_sight.load()
    assert len(seen) > 4000 and 0 < sum(not one.right for one in seen) < 0.05 * len(seen)
    first_sight.save(seen, tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == first_sight.FILE.read_bytes()
    known = [one for one in seen if one.layout != "letter"]
    assert {one.layout for one in first_sight.fresh(known, seen)} == {"letter"}
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    with pytest.raises(ValueError, match=r"bad\.csv"):
        first_sight.load(tmp_path / "bad.csv")
