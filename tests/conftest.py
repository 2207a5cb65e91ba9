"""Fixtures that every test may use, and how property tests run."""

import os

from hypothesis import settings as hypothesis_settings

from tests.stack import postgres, settings, stack, store

__all__ = ["postgres", "settings", "stack", "store"]

# time is measured by `make bench`, never by a test; what CI says of a commit must not change from run to run
hypothesis_settings.register_profile("huiqi", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis_settings.load_profile("huiqi")
