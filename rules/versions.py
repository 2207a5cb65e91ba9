"""Version numbers of packs: three whole numbers."""

from __future__ import annotations

import re
from typing import Final

_VERSION: Final = re.compile(r"[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}")


def is_version(text: str) -> bool:
    return _VERSION.fullmatch(text) is not None


def number(version: str) -> tuple[int, ...]:
    """For comparing: 1.10.0 is above 1.9.0."""
    return tuple(int(part) for part in version.split("."))
