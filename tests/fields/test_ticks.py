"""A form's boxes stand before their options or behind them; which of the two decides what was ticked."""

from __future__ import annotations

import pytest

from extractors.ticks import ticked, unticked
from tests.fields.lease_styles import CAPITALS
from tests.fields.paper import Got


@pytest.mark.parametrize(
    ("raw", "chosen"),
    [
        ("□居住 ☑办公 □商业", "办公"),
        ("居住□ 办公☑ 商业□", "办公"),
        ("用途为□居住☑办公□其他____", "办公"),
        ("办公用房☑ 其他□", "办公用房"),
        ("居住√办公□商业√", "居住、商业"),
        ("□居住□办公", ""),
        ("办公□", ""),
        ("☑办公", "办公"),
        ("办公", "办公"),
        ("居住□办公☑商业", None),  # before or behind: nobody can tell
    ],
)
def test_the_ticked_options_are_told_on_either_side_of_their_boxes(raw: str, chosen: str | None) -> None:
    assert ticked(raw) == chosen


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("支付方式:月付□季付☑年付□。", ["月付", "年付"]),
        ("支付方式:□月付☑季付□年付。", ["月付", "年付"]),
        ("支付方式□月付☑季付□年付,于每期开始前5日内支付。", ["月付", "年付"]),
        ("押金:☑收取,人民币8445元;□不收取。", ["不收取"]),
        ("租金按季付,无□。", []),
    ],
)
def test_an_option_is_empty_with_its_own_box(text: str, empty: list[str]) -> None:
    options = [one for one in ("月付", "季付", "年付", "8445", "不收取") if one in text]
    assert [one for one in options if unticked(text, text.index(one))] == empty


def test_what_stands_before_a_ticked_box_is_what_a_lease_says() -> None:
    told = "租与乙方使用。\n租赁用途：居住□ 办公☑ 商业□。\n"
    got = Got(CAPITALS.replace("租与乙方作饺子馆之用。\n", told))
    assert got["use"] == "办公"
