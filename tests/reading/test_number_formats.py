"""A number under a format is what a spreadsheet program shows: the examples are Excel's own display."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.backends.number_format import shown, shown_text

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("1234567.8899999999", "#,##0.00", "1,234,567.89"),
        ("0.30000000000000004", "General", "0.3"),
        ("123456789.12", "General", "123456789.12"),
        ("4.40101199001011E+17", "General", "4.40101199001011E+17"),
        ("-1234.5", "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        ("-1234.5", ACCOUNTING, "-1,234.50"),
        ("0", ACCOUNTING, "-"),
        ("0", "#,##0.00;-#,##0.00;", ""),
        ("-5", "0;[Red]-0", "-5"),
        ("-5", "0;[Red]0", "-5"),
        ("-5.5", "0.00_);[Red](0.00)", "(5.50)"),
        ("-0.001", "0.00", "0.00"),
        ("0.1567", "0.00%", "15.67%"),
        ("123456", '0!.0,"万"', "12.3万"),
        ("1234567", "#,##0,", "1,235"),
        ("1234567", '#,##0.00,,"百万"', "1.23百万"),
        ("110105199", "000000000000", "000110105199"),
        ("12", '"第"0"号"', "第12号"),
        ("12.5", "#.##", "12.5"),
        ("12", "#.##", "12"),
        ("12345.678", "0.00E+00", "1.23E+04"),
        ("5", '[>100]"多"0;[<=100]"少"0', "少5"),
        ("1234", "¥#,##0.00;¥-#,##0.00", "¥1,234.00"),
        ("1234", "[$¥-804]#,##0.00", "¥1,234.00"),
        ("1234.5", "G/通用格式", "1234.5"),
        ("1234.5", '[DBNum2][$-804]General"元"', "壹仟贰佰叁拾肆.伍元"),
        ("100200300", "[DBNum2]0", "壹亿零贰拾万零叁佰"),
        ("15", "[DBNum1]0", "十五"),
    ],
)
def test_numbers(raw: str, code: str, text: str) -> None:
    assert shown(raw, code) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ('yyyy"年"m"月"d"日"', "2020年3月5日"),
        ("yyyy/m/d", "2020/3/5"),
        ("yyyy\\-mm\\-dd;@", "2020-03-05"),
        ('yyyy"年"m"月"', "2020年3月"),
        ('m"月"', "3月"),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二〇年三月五日"),
        ("yyyy/m/d h:mm", "2020/3/5 12:30"),
        ("[$-804]aaaa", "星期四"),
        # which number is the month could only be guessed
        ("mm-dd-yy", "2020-03-05"),
        ("d/m/yyyy", "2020-03-05"),
        ("[$-F800]dddd, mmmm dd, yyyy", "2020-03-05"),
        ("mmm-yy", "2020-03"),
    ],
)
def test_dates(code: str, text: str) -> None:
    assert shown("43895.520833333336", code) == text


def test_dates_count_from_1904_where_the_file_says_so() -> None:
    assert shown("42433", "yyyy/m/d", from_1904=True) == "2020/3/5"


def test_the_calendar_of_1900_had_a_29th_of_february() -> None:
    assert [shown(day, "yyyy/m/d") for day in ("1", "59", "61")] == ["1900/1/1", "1900/2/28", "1900/3/1"]
    assert shown("-1", "yyyy/m/d") == "-1"


def test_hours_run_beyond_a_day() -> None:
    assert shown("1.5", "[h]:mm:ss") == "36:00:00"


def test_texts_may_have_words_around_them() -> None:
    assert shown_text("甲", "0;0;0;编号@") == "编号甲"
    assert shown_text("甲", "General") == "甲"


@pytest.mark.parametrize("raw", ["", "abc", "nan", "inf", "1e999"])
def test_what_is_no_number_is_refused(raw: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        shown(raw, "0.00")


@given(st.text(alphabet='0#?.,;%E+-"\\!_*[]@ymdhsGeneral年月日元DBNum12><=$804 /', max_size=24), st.floats(-1e12, 1e12))
def test_no_format_breaks_the_reader(code: str, number: float) -> None:
    assert isinstance(shown(repr(number), code), str)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_two_decimals_and_thousands_lose_nothing(number: object) -> None:
    assert shown(str(number), "#,##0.00;-#,##0.00").replace(",", "") == f"{number:.2f}".replace("-0.00", "0.00")
