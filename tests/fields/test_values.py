"""Numerals, amounts, dates, codes: what they say, and what they refuse to say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import amounts, dates, identifiers, numerals, values

_DIGITS = "零壹贰叁肆伍陆柒捌玖"


def _section(number: int) -> str:
    out, zero = "", False
    for unit, sign in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if zero and out else "") + _DIGITS[digit] + sign
            zero = False
        else:
            zero = True
    return out


def capitals(number: int) -> str:
    """A whole number as a cashier writes it (Chinese capitals), written apart from the parser it tests."""
    if number == 0:
        return "零"
    out = ""
    for worth, sign in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // worth % 10_000
        if part:
            gap = out and (part < 1000 or (number // (worth * 10_000) % 10 == 0 and part < 1000))
            out += ("零" if gap else "") + _section(part) + sign
    return out


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_capitals_read_back(number: int) -> None:
    assert numerals.integer(capitals(number)) == number


@given(st.integers(min_value=1, max_value=10**9), st.integers(0, 9), st.integers(0, 9))
def test_amounts_in_capitals_read_back_to_the_fen(yuan: int, jiao: int, fen: int) -> None:
    text = capitals(yuan) + "元"
    text += _DIGITS[jiao] + "角" if jiao else ("零" if fen else "")
    text += _DIGITS[fen] + "分" if fen else "整"
    assert amounts.words(text) == yuan + Decimal(jiao) / 10 + Decimal(fen) / 100


@given(st.decimals(min_value=0, max_value=10**11, places=2))
def test_amounts_in_figures_read_back(value: Decimal) -> None:
    [found] = amounts.find(f"租金￥{value:,.2f}元".replace("￥", "¥"))
    assert (found.value, found.form, found.doubtful) == (value, "figures", False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("伍千捌佰元整", "5800"),
        ("壹佰万元", "1000000"),
        ("肆万伍仟元整", "45000"),
        ("贰拾陆万陆仟陆佰陆拾陆元陆角捌分", "266666.68"),
        ("叁仟伍佰元零伍分", "3500.05"),
        ("零拾贰万叁仟零佰零拾零元整", "23000"),
        ("两千零五元整", "2005"),
        ("十五元整", "15"),
        ("廿万元整", "200000"),
        ("伍角", "0.5"),
    ],
)
def test_capitals(text: str, value: str) -> None:
    assert amounts.words(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["三万五元", "伍仟陆仟元", "佰元整", "仟佰拾元整", "元整", "", "壹贰叁元", "三百五元整"]
)
def test_what_no_cashier_writes_is_no_amount(text: str) -> None:
    assert amounts.words(text) is None


@pytest.mark.parametrize(
    ("text", "value", "doubtful"),
    [
        ("145,950.00", "145950.00", False),
        ("145.950.00", "145950.00", True),
        ("20,407,417,39", "20407417.39", True),
        ("45,O00.00", "45000.00", True),
        ("1250", "1250", False),
    ],
)
def test_damaged_figures_are_mended_only_where_one_reading_is_left(text: str, value: str, doubtful: bool) -> None:
    assert amounts.figures(text) == (Decimal(value), doubtful)


@pytest.mark.parametrize("text", ["1,23", "12,34,567", "1.2.3", "5,00"])
def test_figures_that_could_be_two_things_are_none(text: str) -> None:
    assert amounts.figures(text) is None


def test_percentages_and_bare_numbers_are_no_money() -> None:
    assert [a.value for a in amounts.find("税率6%,共3层,编号12345,租金500元")] == [Decimal(500)]


def test_units_of_ten_thousand() -> None:
    assert [a.value for a in amounts.find("注册资本500万元,另2.5亿元")] == [Decimal(5_000_000), Decimal("250000000")]


@given(st.dates(min_value=date(1949, 10, 1), max_value=date(2099, 12, 31)), st.integers(0, 5))
def test_dates_read_back_in_every_form(day: date, form: int) -> None:
    han = str.maketrans("0123456789", "〇一二三四五六七八九")
    small = ["", *"一二三四五六七八九十", "十一", "十二"]
    tens = {0: "", 1: "十", 2: "二十", 3: "三十"}
    text = [
        f"{day.year}年{day.month}月{day.day}日",
        f"__{day.year}__年_{day.month:02d}_月_{day.day:02d}_日",
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month:02d}/{day.day:02d}",
        f"{str(day.year).translate(han)}年{small[day.month]}月{tens[day.day // 10]}{small[day.day % 10]}日",
    ][form]
    assert [found.value for found in dates.find(f"自{text}起")] == [day]


@pytest.mark.parametrize(
    "text", ["年月日", "____年__月__日", "2019年__月__日", "2019年2月30日", "2019-13-01", "19年6月5日"]
)
def test_a_date_with_a_hole_is_none(text: str) -> None:
    assert list(dates.find(text)) == []


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2020年2月、3月和4月", ("2020-02", "2020-03", "2020-04")),
        ("2019年12月至2020年2月", ("2019-12", "2020-01", "2020-02")),
        ("2020年3月1日至4月30日", ("2020-03", "2020-04")),
        ("2020.2-2020.4", ("2020-02", "2020-03", "2020-04")),
        ("2020年3、4月", ("2020-03", "2020-04")),
        ("3月、4月", ()),
    ],
)
def test_months_of_a_phrase(text: str, months: tuple[str, ...]) -> None:
    assert dates.month_list(text) == months


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2050, 1, 1)), st.integers(1, 240))
def test_a_term_counted_in_months_is_that_of_its_dates(start: date, months: int) -> None:
    last = date.fromordinal(dates.add_months(start, months).toordinal() - 1)
    if dates.add_months(start, months).day == start.day:
        assert dates.months_between(start, last) == months


def test_a_part_of_a_month_is_no_number_of_months() -> None:
    assert dates.months_between(date(2019, 7, 1), date(2020, 4, 15)) is None


_BODY = st.text(identifiers.ALPHABET, min_size=9, max_size=9)


@given(st.integers(0, 999_999), _BODY)
def test_one_wrong_character_breaks_the_check(area: int, rest: str) -> None:
    body = f"91{area:06d}{rest}"
    code = body + identifiers.check_character(body)
    assert identifiers.is_valid(code)
    for index in range(8, 17):
        other = identifiers.ALPHABET[(identifiers.ALPHABET.index(code[index]) + 1) % 31]
        assert not identifiers.is_valid(code[:index] + other + code[index + 1 :])


def test_codes() -> None:
    assert identifiers.is_valid("91110108MA00H5K27M")
    assert not identifiers.is_valid("91110108MA007K2T80")
    mended = identifiers.read_code("9111O1O8MAOOH5K27M")
    assert mended is not None
    assert (mended.value, mended.valid, mended.mended) == ("91110108MA00H5K27M", True, True)
    assert list(identifiers.find("身份证号110105195804121126")) == []
    assert identifiers.read_code("911101O8MA0OH5K270") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "____",
        " / ",
        "XX",
        "甲方",
        "（签字）",
        "　　年　　月　　日",
        "仟佰拾元整",
        "——",
        "□□",
        "【　】",
        "无",
        "详见附件一",
        "***",
    ],
)
@pytest.mark.parametrize("kind", ["text", "name", "address", "money", "date", "credit_code", "code", "count", "area"])
def test_what_stands_for_nothing_is_nothing(kind: str, text: str) -> None:
    assert values.parse(kind, text).value is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("北京朝光物业管理有限公司（盖章）", "北京朝光物业管理有限公司"),
        ("____张三____", "张三"),
        ("上海云麓餐饮管理有限公司（以下简称“乙方”）", "上海云麓餐饮管理有限公司"),
        ("某某(中国)有限公司", None),
        ("应按时支付租金", None),
        ("13800138000", None),
        ("北京XX公司", None),
        ("阿里巴巴(中国)有限公司", "阿里巴巴(中国)有限公司"),
    ],
)
def test_names(text: str, name: str | None) -> None:
    assert values.parse("name", text).value == name


@pytest.mark.parametrize(
    ("text", "months"),
    [("三年", 36), ("2年零6个月", 30), ("18个月", 18), ("一年半", 18), ("半年", 6), ("壹拾贰个月", 12)],
)
def test_terms(text: str, months: int) -> None:
    assert values.parse("term_months", text).value == months


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_and_never_breaks(text: str) -> None:
    for kind in values.TYPES:
        reading = values.parse(kind, text)
        assert reading.value is None or not reading.blank
