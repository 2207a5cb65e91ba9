"""The loader of kinds: what is shipped loads, and every mistake is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.checks import CHECKS, DERIVATIONS
from extractors.confidence import thresholds
from extractors.errors import KindError
from extractors.finders import FINDERS, READERS
from extractors.kindfiles import load_kind, load_kinds
from extractors.registry import resolve

GOOD = """\
kind: receipt
title: {zh: 收据, en: receipt}
classify:
  threshold: 3
  titles:
    - {match: '收据', weight: 3}
fields:
  payer:
    type: name
    finders:
      - after_label: {labels: [交款单位], colon: 'yes'}
  amount_yuan:
    type: money
    finders:
      - amount: {after: ['金额']}
checks:
  - differ: {fields: [payer, amount_yuan]}
"""

BAD = [
    ("title: {zh: 收据, en: receipt}", "title: {zh: 收据, en: receipt}\ntitle: {zh: a, en: b}", 3, "twice"),
    ("threshold: 3", "treshold: 3", 4, "did you mean 'threshold'"),
    ("type: money", "type: monny", 13, "unknown type 'monny'"),
    ("- amount: {after", "- amout: {after", 15, "did you mean 'amount'"),
    ("{after: ['金额']}", "{after: ['金额(']}", 15, "not a regular expression"),
    ("{after: ['金额']}", "{until: 3}", 15, "unknown key 'until'"),
    ("{labels: [交款单位], colon: 'yes'}", "{colon: 'yes'}", 11, "'labels' is missing"),
    ("[payer, amount_yuan]", "[payer, amount]", 17, "'amount' is no field"),
    ("kind: receipt", "kind: recipe", 1, "the file is called 'receipt'"),
    ("weight: 3}", "weight: three}", 6, "a number is expected"),
    ("    type: name\n", "    type: name\n    pick: best\n", 10, "'pick' is one of"),
    ("fields:\n", "fields: [\n", 8, ""),
]


def _write(folder: Path, text: str) -> Path:
    path = folder / "receipt.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_good_file_loads(tmp_path: Path) -> None:
    kind = load_kind(_write(tmp_path, GOOD))
    assert list(kind.fields) == ["payer", "amount_yuan"]
    assert kind.fields["payer"].finders[0].score == 0.9
    assert kind.labels == ("交款单位",)


@pytest.mark.parametrize(("old", "new", "line", "words"), BAD, ids=[words or "broken" for *_, words in BAD])
def test_a_mistake_is_named_with_its_place(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert old in GOOD
    with pytest.raises(KindError) as caught:
        load_kind(_write(tmp_path, GOOD.replace(old, new, 1)))
    data = caught.value.data
    assert data["path"] == "receipt.yaml"
    assert words in str(data["problem"])
    if words:
        assert data["line"] == line
        assert int(data["column"]) >= 1


def test_an_empty_file_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(KindError):
        load_kind(_write(tmp_path, ""))


def test_what_is_shipped_loads() -> None:
    kinds = load_kinds()
    assert {"lease", "rent_reduction", "business_licence", "recognition_certificate"} <= set(kinds)
    for kind in kinds.values():
        assert kind.title["zh"] and kind.title["en"]
        assert kind.fields or kind.readers


@pytest.mark.parametrize("name", [*FINDERS, *READERS, *CHECKS, *DERIVATIONS])
def test_every_registered_name_leads_to_a_function(name: str) -> None:
    entry = next(table[name] for table in (FINDERS, READERS, CHECKS, DERIVATIONS) if name in table)
    assert callable(resolve(entry.target))


def test_thresholds_are_shares_and_never_easier_for_ocr() -> None:
    for name, ways in thresholds().items():
        assert all(0 < value <= 1 for value in ways.values()), name
        assert ways["ocr"] >= ways["ocr_confirmed"], name
