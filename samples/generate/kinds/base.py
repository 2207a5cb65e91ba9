"""What every kind of paper shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from samples.generate.codes import credit_code
from samples.generate.paper import Paper

#: one value of truth.json: text, number, list, mapping or nothing
Truth = dict[str, Any]
Layout = Callable[[Any], Paper]


@dataclass(frozen=True, slots=True)
class Party:
    """An invented company, shop or office."""

    name: str
    body: str = ""  #: of its credit code, eight characters; nothing: no code is printed
    person: str = ""  #: legal representative
    address: str = ""
    office: str = "91"
    district: str = "110105"

    @property
    def code(self) -> str:
        return credit_code(self.body, office=self.office, district=self.district) if self.body else ""


def chinese(day: date) -> str:
    """``2020年3月1日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def padded(day: date) -> str:
    """``2020年03月01日``."""
    return f"{day.year}年{day.month:02}月{day.day:02}日"


def money(amount: Decimal | None) -> str | None:
    """As truth.json writes it: decimal text with two places."""
    return None if amount is None else f"{amount:.2f}"
