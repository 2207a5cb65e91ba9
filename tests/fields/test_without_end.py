"""Pages with nothing on them, and numbers longer than any amount: nothing found, and nothing breaks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors import amounts, numerals
from extractors.extract import extract
from extractors.kindfiles import load_kinds
from extractors.model import Classified, Document, Page
from extractors.report import shown


@pytest.mark.parametrize("kind", sorted(load_kinds()))
def test_nothing_on_a_page_is_nothing_found(kind: str) -> None:
    document = Document("0" * 64, "blank.pdf", "application/pdf", (Page(1, 595.0, 842.0, ()),))
    assert not extract(document, Classified(kind, 1.0)).fields


def test_numbers_longer_than_any_amount_are_none() -> None:
    for text in ("1" * 6000 + "元", "亿" * 1500 + "元", "壹" * 3000 + "元整"):
        assert not list(amounts.find(text))
    assert numerals.number("亿" * 1500) is None and numerals.number("1" * 6000) is None
    assert shown(Decimal(10) ** 40) == "1" + "0" * 40
