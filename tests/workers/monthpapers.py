"""Workbooks of several months for tests: a statement a sheet, and a list of the insured with a line a month."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

NAME = "北京晨星餐饮管理有限公司"


def monthly_statements(months: Mapping[str, tuple[int, int, int]]) -> bytes:
    """An income statement a sheet; by ``YYYY-MM``: revenue, that of the same month a year before, net profit."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for month, (revenue, before, profit) in months.items():
        year, number = month.split("-")
        rows = [
            ("利润表",),
            (f"编制单位：{NAME}", None, f"{year}年{int(number)}月", "单位：元"),
            ("项目", "行次", "本期金额", "上年同期金额"),
            ("一、营业收入", 1, revenue, before),
            ("减：营业成本", 2, revenue - profit, before - 900),
            ("三、利润总额", 30, profit, 900),
            ("减：所得税费用", 31, 0, 0),
            ("四、净利润", 32, profit, 900),
        ]
        _fill(book.create_sheet(month), rows)
    return _bytes(book)


def insured_by_month(counts: Mapping[str, tuple[int, int]]) -> bytes:
    """By ``YYYY-MM``: how many are insured, and how many of them against unemployment."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "缴费"
    rows: list[tuple[Any, ...]] = [
        ("社会保险单位缴费明细",),
        (f"单位名称：{NAME}",),
        ("费款所属期", "参保人数", "失业保险参保人数", "应缴金额"),
    ]
    rows += [(f"{m[:4]}年{m[5:]}月", all_, some, all_ * 1900) for m, (all_, some) in counts.items()]
    _fill(sheet, rows)
    return _bytes(book)


def _fill(sheet: Any, rows: Sequence[Sequence[Any]]) -> None:
    for r, values in enumerate(rows, 1):
        for c, value in enumerate(values, 1):
            sheet.cell(r, c, value)


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
