"""A lease photographed page by page, in a real Chromium: combined when handed in, or joined afterwards."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.service.conftest import Served
from tests.service.leasepages import FIRST, SECOND, THIRD, page_pdf

pytestmark = [pytest.mark.browser, pytest.mark.stack]
SLOW = 240_000  #: milliseconds a reading and a decision may take on a busy machine


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = []
    for name, lines in (("IMG_10.pdf", SECOND), ("IMG_9.pdf", FIRST), ("IMG_11.pdf", THIRD)):
        path = folder / name
        path.write_bytes(page_pdf(lines))
        made.append(path)
    return made


def test_pages_are_combined_put_in_order_and_handed_in_as_one(page: Page, served: Served, files: list[Path]) -> None:
    page.goto(served.address)
    page.set_input_files("#files", files)
    join = page.locator("#joinfiles")
    expect(join).to_be_disabled()
    for box in page.locator("#picked input[type=checkbox]").all():
        box.check()
    expect(join).to_have_text("合成一份（3 个文件）")
    join.click()
    names = page.locator("#picked .files li > span:first-child")
    expect(names).to_have_text(["IMG_9.pdf", "IMG_10.pdf", "IMG_11.pdf"])  # by number, not by letter
    page.click('#picked .files li:nth-child(2) [data-move="1"]')
    expect(names).to_have_text(["IMG_9.pdf", "IMG_11.pdf", "IMG_10.pdf"])
    page.keyboard.press("Enter")  # the last cannot go further down: the button up has the focus
    expect(names).to_have_text(["IMG_9.pdf", "IMG_10.pdf", "IMG_11.pdf"])
    page.fill("#on", "2020-05-15")
    page.click("#send")
    expect(page.locator(".summary [role=status]")).to_have_text("已完成", timeout=SLOW)
    lease = page.locator("#doc-1")
    expect(lease).to_contain_text("房屋租赁合同")
    expect(page.locator("ol.docs > li")).to_have_count(1)
    lease.locator("summary", has_text="识读出").click()
    lease.locator("[data-fact='field:1:rent_monthly_yuan']").click()
    expect(page.locator("#page-where")).to_contain_text("第 2/3 页（IMG_10.pdf）")
    expect(page.locator("#paper .box")).to_be_visible()
    lease.locator("summary", has_text="共 3 个文件").click()
    lease.get_by_role("button", name="拆开，各按一份材料计").click()
    expect(page.locator("ol.docs > li")).to_have_count(3, timeout=SLOW)


def test_what_looks_like_pages_of_one_paper_is_proposed(page: Page, served: Served, files: list[Path]) -> None:
    page.goto(served.address)
    page.set_input_files("#files", files)
    page.fill("#on", "2020-05-15")
    page.click("#send")
    expect(page.locator(".summary [role=status]")).to_have_text("已完成", timeout=SLOW)
    proposal = page.locator("[data-role=proposal]")
    expect(proposal).to_contain_text("看起来是同一份材料的几页")
    expect(proposal.locator("ol li")).to_have_text([re.compile("IMG_9"), re.compile("IMG_10"), re.compile("IMG_11")])
    proposal.get_by_role("button", name="合成一份").click()
    expect(page.locator("ol.docs > li")).to_have_count(1)
    expect(page.locator(".summary [role=status]")).to_have_text("已完成", timeout=SLOW)
    expect(page.locator("[data-role=proposal]")).to_have_count(0)
    expect(page.locator("#doc-1")).to_contain_text("房屋租赁合同")


def test_two_files_are_joined_by_hand(page: Page, served: Served, files: list[Path]) -> None:
    page.goto(served.address)
    page.set_input_files("#files", [files[0], files[2]])  # no title on either: nothing is proposed
    page.fill("#on", "2020-05-15")
    page.click("#send")
    expect(page.locator(".summary [role=status]")).to_have_text("已完成", timeout=SLOW)
    expect(page.locator("[data-role=proposal]")).to_have_count(0)
    fold = page.locator("#join")
    fold.locator("summary").click()
    fold.get_by_role("button", name="合成一份").click()
    expect(page.locator("body")).to_contain_text("请选中两个以上不同的文件")
    page.go_back()
    fold.locator("summary").click()
    for box in fold.locator("input[type=checkbox]").all():
        box.check()
    fold.locator('li:first-child [data-move="1"]').click()
    fold.get_by_role("button", name="合成一份").click()
    row = page.locator("ol.docs > li")
    expect(row).to_have_count(1, timeout=SLOW)
    expect(row.locator(".files li")).to_have_text([re.compile("IMG_11"), re.compile("IMG_10")])
