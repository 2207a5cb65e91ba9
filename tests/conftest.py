"""Fixtures that every test may use, and how property tests run."""

import os

import pytest
from hypothesis import settings as hypothesis_settings

from tests.stack import postgres, settings, stack, store

__all__ = ["postgres", "settings", "stack", "store"]

# time is measured by `make bench`, never by a test; what CI says of a commit must not change from run to run
hypothesis_settings.register_profile("huiqi", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis_settings.load_profile("huiqi")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints what tests recorded as ``shown``: figures that CI tells beside passed and failed."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, text in report.user_properties if report.when == "call" else ():
                if name == "shown":
                    terminalreporter.section(report.nodeid)
                    terminalreporter.write_line(str(text))
