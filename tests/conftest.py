"""Fixtures that every test may use."""

from tests.stack import postgres, settings, stack, store

__all__ = ["postgres", "settings", "stack", "store"]
