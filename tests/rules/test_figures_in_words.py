"""Figures in the words of notices: what is one, and which values agree with it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from rules.figures import agrees, found
from rules.types import Type, Value


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("给予每个单位不超过100万元奖励", ["100万元"]),
        ("按照每名职工500元—3000元", ["500元", "3000元"]),
        ("给予30—50万元奖励", ["30—50万元", "30—50万元"]),
        ("职工不超过１００人、为期三个月", ["１００人", "三个月"]),
        ("2020年2月、3月和4月使用费减半", ["2020年2月", "3月", "4月", "减半"]),
        ("第3个月起，第1条的一家企业给予一次性支持，4类行业，面积2.5平方米", []),
    ],
)
def test_figures_are_found_as_they_are_written(words: str, figures: list[str]) -> None:
    assert [figure.words for figure in found(words)] == figures
    assert all(words[figure.start : figure.end] == figure.words for figure in found(words))


@pytest.mark.parametrize(
    ("value", "kind", "words", "said"),
    [
        (100_000_000, Type.MONEY, "最高不超过100万元", True),
        (100_000_000, Type.MONEY, "最高不超过一百万元", True),
        (100_000_000, Type.MONEY, "最高不超过1,000,000元", True),
        (10_000_000, Type.MONEY, "最高不超过100万元", False),
        (3_500_000, Type.MONEY, "三万五千元", True),
        (30_000_000, Type.MONEY, "30—50万元", True),
        (40_000_000_000, Type.MONEY, "不满4亿元", True),
        (Fraction(3, 10), Type.RATIO, "百分之三十", True),
        (Fraction(1, 200), Type.RATIO, "百分之零点五", True),
        (Fraction(3, 10), Type.RATIO, "增长三成", True),
        (Fraction(1, 2), Type.RATIO, "使用费减半", True),
        (Fraction(1, 20), Type.RATIO, "15%", False),
        (24, Type.COUNT, "期限两年", True),
        (3, Type.COUNT, "一次性补贴", None),
        ("2020-03", Type.MONTH, "2020年2月至4月", True),
        ("2020-05", Type.MONTH, "2020年2月至4月", False),
        ("2020-03", Type.MONTH, "2020年2月、4月", False),
        (date(2020, 6, 30), Type.DATE, "在2020年6月底前完成", True),
        (date(2020, 6, 20), Type.DATE, "在2020年6月底前完成", False),
        (date(2022, 7, 30), Type.DATE, "2022年7月31日前提出", True),
        (date(2022, 7, 31), Type.DATE, "二〇二二年七月三十一日", True),
        (date(2022, 7, 31), Type.DATE, "7月15日", None),
        (100, Type.MONEY, "经营困难", None),
    ],
)
def test_a_value_agrees_with_the_words_or_not(value: Value, kind: Type, words: str, said: bool | None) -> None:
    assert agrees(value, kind, words) is said
