"""A lease page by page, each page a file of its own, as people photograph them."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from tests.reading.pages import pdf_with

FIRST = (
    "房屋租赁合同",
    "出租方（甲方）：南京江岸置业有限公司",
    "承租方（乙方）：南京青石餐饮有限公司",
    "一、房屋坐落于南京市鼓楼区中山北路88号2层，建筑面积120平方米。",
)
SECOND = ("二、租赁期限自2021年8月1日起至2024年7月31日止。", "三、月租金为人民币9000元，押金18000元。")
THIRD = ("四、本合同一式两份，甲乙双方各执一份。", "甲方（盖章）：南京江岸置业有限公司", "签订日期：2021年7月20日")


def page_pdf(lines: Sequence[str], foot: str = "") -> bytes:
    """A page with a text layer; ``foot`` stands at its bottom."""

    def draw(canvas: Canvas) -> None:
        for index, line in enumerate(lines):
            canvas.drawString(60 if index else 230, 780 - 24 * index, line)
        canvas.drawCentredString(297, 40, foot)

    return pdf_with(draw, size=(595, 842))
