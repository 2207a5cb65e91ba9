"""What one paper says: the truth of its fields, and the ways of writing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from samples.generate.amounts import capitals
from samples.pages.lot import Lot
from samples.pages.sheet import mark

_CHINESE = "〇一二三四五六七八九"
#: ways of writing a date
DATE_STYLES = ("plain", "padded", "spaced", "dash", "slash", "dot", "chinese")


def _small(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _CHINESE[tens] + "十") + (_CHINESE[ones] if ones else "")


def written_date(day: date, style: str) -> str:
    """A date in one of DATE_STYLES."""
    match style:
        case "plain":
            return f"{day.year}年{day.month}月{day.day}日"
        case "padded":
            return f"{day.year}年{day.month:02}月{day.day:02}日"
        case "spaced":
            return f"{day.year} 年 {day.month} 月 {day.day} 日"
        case "dash":
            return day.isoformat()
        case "slash":
            return f"{day.year}/{day.month}/{day.day}"
        case "dot":
            return f"{day.year}.{day.month:02}.{day.day:02}"
        case "chinese":
            year = "".join(_CHINESE[int(digit)] for digit in str(day.year))
            return f"{year}年{_small(day.month)}月{_small(day.day)}日"
    raise ValueError(f"no such style of date: {style}")


@dataclass(slots=True)
class Facts:
    """``truth``: every field this kind may state; which of them a paper states follows from its marks.

    ``clash``: amounts that the words state where the figures state the truth: the paper contradicts itself.
    """

    truth: dict[str, Any]
    lot: Lot
    more: SimpleNamespace = field(default_factory=SimpleNamespace)  #: what the papers show besides
    dates: str = "plain"
    clash: dict[str, Decimal] = field(default_factory=dict)  #: by field, yuan
    clashed: set[str] = field(default_factory=set)  #: fields that the paper contradicts itself about
    unscored: set[str] = field(default_factory=set)  #: fields a sensible reader may see either way on this paper
    #: fields that follow from others: stated when all of those are
    implied: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __call__(self, names: str) -> str:
        """The value of the first of ``names`` as it is, marked."""
        return mark(names, str(self.truth[names.split()[0]] or ""))

    def day(self, names: str, style: str = "") -> str:
        value = self.truth[names.split()[0]]
        return mark(names, written_date(date.fromisoformat(value), style or self.dates)) if value else ""

    def yuan(self, names: str, *, per: int = 1, places: int = 2, comma: bool = True) -> str:
        """Figures; ``per`` 10000 for a table in 万元."""
        value = self.truth[names.split()[0]]
        if value is None:
            return ""
        amount = Decimal(value) / per
        return mark(names, f"{amount:,.{places}f}" if comma else f"{amount:.{places}f}")

    def big(self, names: str) -> str:
        """Words: 肆万伍仟元整."""
        return mark(names, capitals(Decimal(self.truth[names.split()[0]])))

    def both(self, names: str, form: str = "人民币{words}（￥{figures}）") -> str:
        """Words and figures; here a paper may contradict itself."""
        name = names.split()[0]
        wrong = self.clash.get(name)
        if wrong is None:
            return form.format(words=self.big(names), figures=self.yuan(names))
        self.clashed.add(name)
        return form.format(words=mark(name, capitals(wrong)), figures=self.yuan(name))

    def stated(self, marked: set[str]) -> dict[str, Any]:
        """The truth of a paper with these marks, as truth.json writes it."""
        out: dict[str, Any] = {}
        for name, value in self.truth.items():
            if name in self.unscored or (name in self.clashed and name not in marked):
                continue
            follows = self.implied.get(name)
            known = name in marked or (follows is not None and all(one in marked for one in follows))
            out[name] = value if known and name not in self.clashed else None
        if self.clashed:
            out["conflict"] = sorted(self.clashed)
        return out
