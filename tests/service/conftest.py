"""One whole service and one browser for all tests of the pages."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import waitress
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from service import create_app
from tests.stack import settings_in
from workers.supervisor import Stack

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True, slots=True)
class Served:
    """The whole service: web server, queue, workers."""

    address: str
    stack: Stack


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Stack(settings_in(tmp_path_factory.mktemp("browser"))) as stack:
        server = waitress.create_server(create_app(stack.settings, stack.store), host="127.0.0.1", port=0, threads=4)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield Served(f"http://127.0.0.1:{server.effective_port}", stack)
        server.close()


@pytest.fixture(scope="session")
def address(served: Served) -> str:
    return served.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


def _bad(said: ConsoleMessage) -> bool:
    return said.type == "error"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must not complain; a second one comes from ``page.context``."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    # that an answer is a refusal is told in the page and held by the test; the browser tells it as well
    refused = "Failed to load resource: the server responded with a status of 400"
    opened.on("console", lambda one: troubles.append(one.text) if _bad(one) and refused not in one.text else None)
    yield opened
    context.close()
    assert troubles == []
