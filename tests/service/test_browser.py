"""A person's way through the pages in a real Chromium: hand in, wait, click a value, click a clause, attest."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.service.helpers import LEASE, LICENCE

pytestmark = [pytest.mark.browser, pytest.mark.stack]
SLOW = 240_000  #: milliseconds a reading and a first decision may take on a busy machine


def test_from_papers_to_decisions_and_back_to_the_page(page: Page, address: str) -> None:
    page.goto(address)
    page.set_input_files("#files", [str(LICENCE), str(LEASE)])
    expect(page.locator("#picked li")).to_have_count(2)
    page.fill("#applicant", "示例餐饮")
    page.fill("#on", "2020-05-15")
    page.get_by_text("补充声明").click()
    page.check('input[name="fact:enterprise.industry"][value="catering"]')
    page.click("#send")
    page.wait_for_url("**/cases/*")
    expect(page.locator(".summary [role=status]")).to_have_text("已完成", timeout=SLOW)

    # a value: the page it stands on, with its box inside the picture
    lessor = page.locator("table.facts tr", has=page.get_by_role("rowheader", name="出租方", exact=True))
    lessor.locator("button[data-fact]").click()
    box = page.locator(".sheet .box").first
    expect(box).to_be_visible(timeout=30_000)
    expect(page.locator("#page-where")).to_contain_text(LEASE.name)
    assert page.locator(".sheet img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
    inside, around = box.bounding_box(), page.locator(".sheet").bounding_box()
    assert inside and around
    assert around["x"] <= inside["x"] and inside["x"] + inside["width"] <= around["x"] + around["width"]
    assert around["y"] <= inside["y"] and inside["y"] + inside["height"] <= around["y"] + around["height"]

    # a clause: the notice opens with exactly the quoted words marked, and in sight
    page.locator(".measure details.why > summary").first.click()
    cite = page.locator(".measure details.why[open] a.cite[data-start]").first
    quote = cite.get_attribute("title")
    cite.click()
    mark = page.locator("#notice mark")
    expect(mark).to_have_text(str(quote))
    expect(mark).to_be_in_viewport()

    # a reviewer's word: the case is decided anew
    page.locator("details.rest > summary").evaluate_all("all => all.forEach(one => one.parentElement.open = true)")
    page.locator('button[data-attest*="enterprise.in_good_order"]:visible').first.click()
    page.select_option("#attest-input", "true")
    page.fill("#attest-by", "李审核")
    page.click("#attest-send")
    assert page.locator("#attest").is_visible(), "a reason is required"
    page.fill("#attest-reason", "查无处罚记录")
    page.click("#attest-send")
    stated = page.locator("table.facts tr", has=page.get_by_role("rowheader", name="在朝阳区规范经营", exact=True))
    expect(stated).to_contain_text("查无处罚记录", timeout=SLOW)


def test_a_bad_file_is_told_and_the_page_can_be_used_by_keyboard(page: Page, address: str, tmp_path: Path) -> None:
    bad = tmp_path / "说明.pdf"
    bad.write_bytes(b"just text")
    page.goto(address)
    page.set_input_files("#files", str(bad))
    page.locator("#send").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/*")
    expect(page.locator("#doc-1 .alert")).to_contain_text("不是可识读的格式", timeout=SLOW)
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()


def test_the_page_works_on_a_narrow_screen(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 800}, locale="zh-CN")
    page = context.new_page()
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.get_by_text("English").click()
    expect(page.locator("h1")).to_contain_text("Hand in your papers")
    context.close()
