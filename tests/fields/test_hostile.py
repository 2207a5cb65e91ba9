"""Text made to be slow: extraction ends soon and gives nothing sure."""

from __future__ import annotations

import time

import pytest

from extractors.extract import extract
from tests.fields.paper import paper

HEAD = "^房屋租赁合同\n出租方：\n承租方：\n租赁期限 月租金 押金\n"
#: seconds; a lease of this size is read in a fraction of it on an idle core
LIMIT = 20.0


@pytest.mark.parametrize("piece", ["_", "年月日", "租金", "(", "1,", "壹", "甲方:", "2020年", "押金为_"])
def test_repetition_does_not_hang(piece: str) -> None:
    document = paper(HEAD + piece * (6000 // len(piece)))
    started = time.perf_counter()
    extraction = extract(document)
    assert time.perf_counter() - started < LIMIT
    assert not [field for field in extraction.fields if field.sure]
