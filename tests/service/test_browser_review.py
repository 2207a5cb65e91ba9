"""A reviewer at work in a real Chromium: what to do next, a dispute settled, a parameter changed, a rent attested."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from rules import opened
from rules.shelves import Shelves
from service.commands import samplecases
from tests.service.conftest import Served
from tests.service.helpers import SAMPLES
from tests.stack import until

pytestmark = [pytest.mark.browser, pytest.mark.stack]
SLOW = 240_000  #: milliseconds a reading and a decision may take on a busy machine
SAMPLE = "software-two-counts"  #: two records of January state different numbers of insured


@pytest.fixture(scope="module")
def case(served: Served) -> str:
    """The sample, decided and advised on; its id."""
    given = next(one for one in samplecases.load(SAMPLES) if one.name == SAMPLE)
    pack = Shelves.beside(None).in_force(given.pack, given.on)
    store = served.stack.store
    made = store.create_case(applicant=given.applicant, pack=pack.reference, on=given.on)
    for path in given.variants["text"]:
        store.add_document(made.id, path.name, path.read_bytes())
    for one in given.said(pack):
        store.add_statement(made.id, one.fact, one.subject, one.value, one.method, one.by, one.reason)
    served.stack.queue.submit(made.id)
    until(lambda: store.advice.latest(made.id), lambda found: found is not None, SLOW / 1000)
    return made.id


def at(page: Page, served: Served, case: str) -> Page:
    page.goto(f"{served.address}/cases/{case}")
    expect(page.locator(".summary [role=status]")).to_have_text("已完成", timeout=SLOW)
    return page


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('#live details').forEach(one => one.open = true)")


def advised(served: Served, case: str) -> None:
    """Waits until the case is decided and advised on as it now is."""
    store = served.stack.store
    until(
        lambda: (store.advice.revision(case), store.case(case).revision), lambda both: both[0] == both[1], SLOW / 1000
    )


def send(page: Page, reason: str) -> None:
    page.fill("#attest-by", "李审核")
    page.fill("#attest-reason", reason)
    page.click("#attest-send")
    expect(page.locator("#attest")).to_be_hidden(timeout=SLOW)


def settle(page: Page) -> Locator:
    return page.locator(".clash button[data-attest]").first


def test_the_next_steps_come_first_and_lead_to_their_measures(page: Page, served: Served, case: str) -> None:
    at(page, served, case)
    steps = page.locator("#next")
    expect(steps.locator("h2")).to_have_text("下一步")
    assert 1 <= steps.locator("ol").first.locator("> li").count() <= 3, "a person is met with a few, not with all"
    expect(steps).to_contain_text(re.compile(r"至多 [\d,]+元"))
    steps.locator("summary", has_text="与其他材料一起可得").first.click()
    link = steps.locator('details[open] a[href^="#measure-"]').first
    target = page.locator(str(link.get_attribute("href")))
    link.click()
    expect(target).to_be_in_viewport()
    unfold(page)
    needs = page.locator(".measure.not_eligible .needs").first
    expect(needs).to_contain_text("要符合本条，需要")
    needs.locator("button[data-fact]").first.click()
    expect(page.locator(".sheet .box").first).to_be_visible(timeout=30_000)


def test_the_other_language_keeps_the_place(page: Page, served: Served, case: str) -> None:
    at(page, served, case)
    page.locator("#group-not_eligible").click()
    article = page.locator("#live .measure.not_eligible").first
    article.scroll_into_view_if_needed()
    page.evaluate("window.scrollBy(0, 40)")
    page.locator("nav a[hreflang]").evaluate("one => one.click()")  # the mouse would first scroll to it
    expect(page.locator("#next h2")).to_have_text("Next steps")
    expect(article).to_be_in_viewport()
    expect(article).to_contain_text("This measure would hold if")
    page.locator("nav a[hreflang]").evaluate("one => one.click()")
    expect(page.locator("#next h2")).to_have_text("下一步")
    expect(article).to_be_in_viewport()


def test_what_the_notice_leaves_open_is_set_by_a_reviewer_and_taken_back(page: Page, served: Served, case: str) -> None:
    at(page, served, case)
    unfold(page)
    button = page.locator("button[data-attest*='\"parameter\"'][data-attest*='\"month\"']").first
    asked = button.evaluate("one => JSON.parse(one.dataset.attest)")
    row = page.locator(".measure li", has=page.locator(f'button[aria-label$="{asked["label"]}"]')).first
    before = row.locator("b.val").inner_text()
    button.click()
    expect(page.locator("#attest-ask")).to_contain_text(before)
    page.fill("#attest-input", "2020-03")
    send(page, "参照同区口径")
    advised(served, case)
    unfold(page)
    expect(row.locator("b.val")).to_have_text("2020年3月", timeout=SLOW)
    expect(row).to_contain_text("李审核")
    expect(row).to_contain_text("参照同区口径")
    body = opened(served.stack.store.decisions(case).sealed)  # type: ignore[union-attr]
    rulings = [(one["parameter"], one["value"], one["by"]) for one in body["inputs"]["overrulings"]]
    assert rulings == [(asked["parameter"], "2020-03", "李审核")]
    row.locator("button[data-attest]").click()
    page.fill("#attest-reason", "口径撤回")
    page.click("#attest-back")
    advised(served, case)
    unfold(page)
    expect(row.locator("b.val")).to_have_text(before, timeout=SLOW)
    expect(row).not_to_contain_text("参照同区口径")


def test_a_rent_schedule_is_attested_row_by_row(page: Page, served: Served, case: str) -> None:
    at(page, served, case)
    rent = page.locator("table.facts tr", has=page.locator("button[data-attest*='\"schedule\"']")).first
    rent.locator("button[data-attest]").click()
    rows = page.locator(".rent-step")
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="再加一段").click()
    for row, (start, end, amount) in enumerate(
        [("2019-06-01", "2020-05-31", "20,000"), ("2020-05-31", "2021-05-31", "22000.50")]
    ):
        rows.nth(row).locator('[name="from"]').fill(start)
        rows.nth(row).locator('[name="to"]').fill(end)
        rows.nth(row).locator('[name="amount"]').fill(amount)
    page.fill("#attest-by", "李审核")
    page.fill("#attest-reason", "与合同原件核对")
    with page.expect_event("console"):  # the browser itself reports the answer 400
        page.click("#attest-send")
    expect(page.locator("#attest-trouble")).to_be_visible()  # two periods share a day
    rows.nth(1).locator('[name="from"]').fill("2020-06-01")
    send(page, "与合同原件核对")
    expect(rent).to_contain_text("22,000.50", timeout=SLOW)
    expect(rent).to_contain_text("与合同原件核对")


def test_a_dispute_is_shown_settled_by_keyboard_and_seen_in_another_browser(
    page: Page, served: Served, case: str
) -> None:
    at(page, served, case)
    second = at(page.context.new_page(), served, case)
    page.locator("#next .first a").click()
    reading = page.locator(".clash button[data-fact]").first
    expect(reading).to_be_in_viewport()
    reading.click()
    expect(page.locator("#page-sure")).to_have_text("不一致")
    expect(page.locator("#page-sure")).to_have_class("tag bad")
    expect(page.locator(".sheet .box").first).to_be_visible(timeout=30_000)
    settle(page).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#attest")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#attest")).to_be_hidden()
    expect(settle(page)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("14")  # what the other record says
    page.keyboard.press("Tab")
    page.keyboard.type("李审核")
    page.keyboard.press("Tab")
    page.keyboard.type("以社保经办机构盖章的记录为准")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#attest-send")).to_be_focused()
    page.keyboard.press("Enter")
    for one in (page, second):
        one.bring_to_front()
        expect(one.locator(".clash")).to_have_count(0, timeout=SLOW)
        expect(one.locator("#next .first")).to_have_count(0)
