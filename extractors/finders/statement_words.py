"""The language of statements: which item a label names, what a column's header says, titles, units and periods."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from extractors.model import Document
from extractors.tables.clean import clean


@dataclass(frozen=True, slots=True)
class Equation:
    name: str
    total: str
    plus: tuple[str, ...]
    minus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The content of statement_items.yaml, compiled."""

    names: dict[str, str]  #: label -> item
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    statement: dict[str, str]  #: item -> balance, income or cash
    only_checked: frozenset[str]  #: items that stand in equations only and are no fields
    signed: frozenset[str]  #: items that may be less than nothing
    equations: tuple[Equation, ...]
    profit_chain: dict[str, re.Pattern[str]]  #: what a step between revenue and operating profit does -> labels
    titles: dict[str, re.Pattern[str]]
    not_statements: re.Pattern[str]
    columns: dict[str, re.Pattern[str]]


@lru_cache(maxsize=1)
def words() -> Words:
    text = resources.files("extractors.finders").joinpath("statement_items.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    names: dict[str, str] = {}
    patterns: list[tuple[re.Pattern[str], str]] = []
    for item, entry in data["items"].items():
        for name in entry.get("names", ()):
            names[name] = item
        patterns += [(re.compile(p), item) for p in entry.get("patterns", ())]
    return Words(
        names=names,
        patterns=tuple(patterns),
        statement={item: entry["statement"] for item, entry in data["items"].items()},
        only_checked=frozenset(item for item, entry in data["items"].items() if entry.get("only_checked")),
        signed=frozenset(data["signed"]),
        profit_chain={way: re.compile("|".join(labels)) for way, labels in data["profit_chain"].items()},
        equations=tuple(
            Equation(e["name"], e["total"], tuple(e.get("plus", ())), tuple(e.get("minus", ())))
            for e in data["equations"]
        ),
        titles={kind: re.compile(p) for kind, p in data["titles"].items()},
        not_statements=re.compile(data["not_statements"]),
        columns={role: re.compile(p) for role, p in data["columns"].items()},
    )


_NUMBERING = re.compile(
    r"^([*#△▲☆★※√>·•]|[一二三四五六七八九十]{1,3}[、.,:]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.](?!\d)|\d{1,2}\))+"
)
_LEAD = re.compile(r"^(其中|减|加)[:;]")
_TOTAL = re.compile(r"\((合计|总计)\)")
_REMARK = re.compile(r"\([^()]*\)")
#: a remark that makes another item of the label: 营业收入(上年同期), 净利润(扣除非经常性损益后)
_OTHER_ITEM = re.compile(
    r"\([^()]*(上年|上期|去年|同期|预算|计划|预计|预测|目标|调整|抵[销消]|母公司|其中|扣[除非]|剔除|平均|年化|占|%)[^()]*\)"
)
#: with a colon these head the rows below and are no totals
_HEADINGS = frozenset(
    {"所有者权益", "股东权益", "净资产", "流动资产", "流动负债", "非流动资产", "非流动负债", "长期负债"}
)
#: (净亏损以“-”号填列) of which the scan or the cell kept the beginning only
_OPEN_REMARK = re.compile(r"\((净?亏损|净?损失|净?收益|净?减少|净?增加)[^()]*$")


#: the English of a form in two languages, after the Chinese
_LATIN = re.compile(r"(?<=[一-龥)])[A-Za-z][A-Za-z&,.:'’/() -]*[A-Za-z.)]$")
#: the English of a date or a year, after the Chinese: 2019年12月31日31December2019, 2019年度Year2019
_LATIN_DATE = re.compile(
    r"(?<=[年月日度末])(?:(?:as)?at|(?:forthe)?yearended)?(?:(?:\d{1,2}(?:st|nd|rd|th)?)?"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?(?:\d{1,2},)?|fy|year)(?:19|20)\d\d$",
    re.IGNORECASE,
)


def without_latin(text: str) -> str:
    """A clean label or header without its translation; 货币资金CashandBank is 货币资金."""
    return _LATIN.sub("", _LATIN_DATE.sub("", text))


@lru_cache(maxsize=8192)
def plain_label(label: str) -> str:
    """A row's label without numbering, leading words and remarks in brackets."""
    text = clean(label).replace("〔", "(").replace("〕", ")").replace("[", "(").replace("]", ")")
    text = without_latin(text)
    text = _OPEN_REMARK.sub("", text)
    for _ in range(3):
        text = _LEAD.sub("", _NUMBERING.sub("", text))
    text = _TOTAL.sub(r"\1", text)
    text = _REMARK.sub("", text)
    return text.strip(":;,.、*#-")


def is_open(label: str) -> bool:
    """Whether a bracket in the label is not closed: the rest stands on another line."""
    text = _OPEN_REMARK.sub("", clean(label))
    return text.count("(") > text.count(")")


def item_of(label: str) -> str | None:
    """The item a whole label names; None when it names none that is known."""
    text = plain_label(label)
    if not text or is_open(label) or _OTHER_ITEM.search(clean(label)):
        return None
    if text in _HEADINGS and clean(label).endswith(":"):
        return None
    known = words().names.get(text)
    if known is not None:
        return known
    return next((item for pattern, item in words().patterns if pattern.fullmatch(text)), None)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """``day`` and ``month`` are 0 where the text does not go down to them; ``first_month`` where it is a range."""

    year: int
    month: int = 0
    day: int = 0
    first_month: int = 0  #: of a range within the year; 0 when it is no range
    last_day: int = 0  #: on which a range ends; a balance drawn up for the range is of this day

    def text(self) -> str | None:
        """``YYYY``, ``YYYY-MM`` or a date; None for a range of months that none of these can say."""
        if self.day:
            return f"{self.year:04}-{self.month:02}-{self.day:02}"
        if self.first_month and self.first_month != self.month:
            return f"{self.year:04}" if (self.first_month, self.month) == (1, 12) else None
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"

    def at_end(self) -> Period:
        """The last day of a range told by its days; itself otherwise."""
        return Period(self.year, self.month, self.last_day) if self.last_day else self

    @property
    def whole_year(self) -> bool:
        return not self.month or (self.first_month, self.month) == (1, 12)


_Y = r"(?P<y>(?:19|20)\d\d)"
_PERIODS = [
    re.compile(
        _Y
        + r"[年.\-/](?P<f>1[0-2]|0?[1-9])[月.\-/]0?1日?(?:[-至到~]+|[^\d,。]{0,8}(?:止|至)[:;])"
        + r"(?:(?P=y)[年.\-/])?(?P<m>1[0-2]|0?[1-9])[月.\-/](?P<e>3[01]|[12]\d|0?[1-9])日?"
    ),
    re.compile(_Y + r"年12月31日止(?:的|之)?年度"),
    re.compile(_Y + r"年(?P<m>[69])月30日(?:止|之)(?P<since>[六九69]个月)"),
    re.compile(_Y + r"年?(?P<f>1[0-2]|0?[1-9])月?[-至到~]+(?:(?P=y)年)?(?P<m>1[0-2]|0?[1-9])月(?:份)?"),
    re.compile(_Y + r"[年.\-/](?P<m>1[0-2]|0?[1-9])[月.\-/](?P<d>3[01]|[12]\d|0?[1-9])(?!\d)日?"),
    re.compile(_Y + r"年度?(?P<m>1[0-2]|0?[1-9])月份?(?![-至到~\d])"),
    re.compile(_Y + r"[.\-/](?P<m>1[0-2]|0[1-9])(?!\d)(?![.\-/]\d)"),
    re.compile(_Y + r"(?:年第?|\.)(?P<m>1[0-2]|0?[1-9])期(?![末初])"),
    re.compile(r"(?:期间|月份|所属期|期别)[:;]" + _Y + r"(?P<m>1[0-2]|0[1-9])(?!\d)"),
    re.compile(_Y + r"年第?(?P<q>[一二三四1-4])季度"),
    re.compile(_Y + r"年(?P<n>前三季度)"),
    re.compile(_Y + r"年(?P<h>半年度|上半年)"),
    re.compile(_Y + r"(?:年度|年|年末|年终|年期末)(?!度?\d)"),
    re.compile(_Y + r"(?!\d)"),
]


#: from a day or month of one year to one of another: no period that can be told
_ACROSS = re.compile(
    r"((?:19|20)\d\d)[年.\-/]\d{1,2}(?:月|[月.\-/]\d{1,2}日?)?[-至到~]+((?:19|20)\d\d)[年.\-/]\d{1,2}(?!\d)"
)


def period_in(text: str, *, bare_year: bool = False) -> tuple[Period, tuple[int, int]] | None:
    """The first, most exact period in a clean text with its place; a bare ``2021`` only when asked for."""
    across = _ACROSS.search(text)
    if across is not None and across[1] != across[2]:
        return None
    for pattern in _PERIODS if bare_year else _PERIODS[:-1]:
        match = pattern.search(text)
        if match is None:
            continue
        found = match.groupdict()
        year = int(found["y"])
        if found.get("q"):
            quarter = "一二三四".find(found["q"]) + 1 or int(found["q"])
            return Period(year, 3 * quarter, 0, 3 * quarter - 2), match.span()
        if found.get("n"):
            return Period(year, 9, 0, 1), match.span()
        if found.get("h"):
            return Period(year, 6, 0, 1), match.span()
        month = int(found.get("m") or 0)
        if found.get("since"):
            return Period(year, month, 0, 1), match.span()
        if month > 12:
            continue
        first = int(found.get("f") or 0)
        if first > month:
            continue
        whole = 0 if first == month else first
        return Period(year, month, int(found.get("d") or 0), whole, int(found.get("e") or 0)), match.span()
    return None


_UNIT = re.compile(
    r"(?<!编制)(?<!编报)(?<!填报)(?<!报送)单位(?:为|均为|[A-Za-z]{3,12})?[:;]?(?:均?[为以])?(?:人民币|RMB|¥)?[(:]?(元|千元|万元|百万元|亿元)(?!/)"
)
_UNIT_BARE = re.compile(r"[(](?:人民币|单位[:;]?)?(元|千元|万元|百万元|亿元)[)]|人民币(千元|万元|百万元|亿元|元)$")
#: money that is not yuan; where several currencies are listed, 人民币 among them, nothing is said
_FOREIGN = re.compile(
    r"(?:单位|币种)(?:为)?[:;]?(?:千|万|百万)?(?P<one>美元|港元|港币|欧元|日元|英镑|澳元|新加坡元|韩元|USD|HKD|EUR|JPY|GBP)"
    r"|[(](?:千|万|百万)?(?P<two>美元|港元|港币|欧元|日元|英镑)[)]"
)
#: the currency told by itself, beside a unit that is only 元
_CURRENCY = re.compile(
    r"(?:币种|币别|本位币|货币)[:;]?(?:美元|港元|港币|欧元|日元|英镑|澳元|新加坡元|韩元|USD|HKD|EUR|JPY|GBP)"
)
_UNIT_LAST = re.compile(r"\((?:人民币|单位[:;]?)?(元|千元|万元|百万元|亿元)\)$")
UNITS = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10000),
    "百万元": Decimal(1000000),
    "亿元": Decimal(100000000),
}


def unit_of_label(label: str) -> str | None:
    """The unit that a row's own clean label ends with: 营业收入(元)."""
    match = _UNIT_LAST.search(label)
    return match[1] if match is not None else None


def unit_in(text: str) -> tuple[str, tuple[int, int]] | None:
    """The unit a clean caption or header states, with its place."""
    match = _UNIT.search(text) or _UNIT_BARE.search(text)
    if match is None:
        return None
    return next(g for g in match.groups() if g), match.span()


def foreign_in(text: str) -> bool:
    """Whether a clean caption or header says that the amounts are in another currency."""
    return bool(_FOREIGN.search(text))


def currency_in(text: str) -> bool:
    """Whether a clean caption names another currency by itself, whatever unit it tells."""
    return bool(_CURRENCY.search(text))


_CODE = re.compile(
    r"[(]?(编制|编报|填报)?单位|会[企小合民非]{1,2}\d{2}表|[年季月]报\d{2}表|币种[:;]|(企业|公司|机构|纳税人)名称[:;]"
    r"|\([^()]{0,8}人民币[千万百亿]{0,2}元\)$|^[^0-9]{2,40}公司(19|20)\d\d年(\d{1,2}月(\d{1,2}日)?|度)$"
)


def is_caption(text: str) -> bool:
    """Whether a clean line belongs above a table: unit, form number, who drew it up."""
    return bool(_CODE.search(text))


def title_in(text: str) -> str | None:
    """balance, income, cash or key when a short clean line is the title of such a table."""
    bare = without_latin(_REMARK.sub("", text))
    if len(bare) > 48 or any(mark in bare for mark in "。;,") or bare.endswith(":"):
        return None
    for kind, pattern in words().titles.items():
        if pattern.search(bare):
            if kind != "key" and not re.search(
                r"表((工作)?底稿|\(?续\)?|主要数据|数据|摘要|项目|-.{1,6})?([-_]?[年月季]报|[-_]半年报)?(\d{4}年.*)?$",
                bare,
            ):
                continue
            return kind
    return None


def scope_in(text: str) -> str | None:
    """合并 or 母公司 when the text says so; both named at once says nothing."""
    bare = re.sub(r"归属于?母公司|合并范围|合并日|企业合并|吸收合并", "", text)
    consolidated, parent = "合并" in bare, bool(re.search(r"母公司", bare))
    if consolidated == parent:
        return None
    return "合并" if consolidated else "母公司"


def heads_consolidated(document: Document) -> bool:
    """Whether a consolidated statement has its heading in the document, whatever could be read below it."""
    texts = (clean(word.text) for page in document.pages for word in page.words if "合并" in word.text)
    return any(title_in(text) not in (None, "key") and scope_in(text) == "合并" for text in texts)


_AMOUNT = re.compile(r"(?P<neg>[-(]{0,2})[¥$]?(?P<neg2>-?)(?P<n>\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?)(?P<close>\)?)")
#: the recogniser now and then takes a thousands mark for a point, or the point for a mark
_MISREAD = re.compile(r"(?P<neg>-?)(?P<int>\d{1,3}([,.]\d{3})+)[.,](?P<frac>\d{2})")


#: a point where three digits follow, and no fen: in 元 and 千元 a thousands mark that was misread
_POINTED = re.compile(r"[-(]*\d{1,3}([,.]\d{3})*\.\d{3}\)?")


def amount_in(text: str, *, pointed: bool = False) -> tuple[Decimal, bool] | None:
    """The figure of a cell and whether it stands there as it should; None when the cell holds no one figure.

    ``pointed``: a recogniser read the cell, and its unit has no thousandths.
    """
    bare = clean(text).replace("¥", "").removesuffix("元")
    if pointed and _POINTED.fullmatch(bare):
        read = amount_in(bare.replace(".", ","))
        return (read[0], False) if read is not None else None
    match = _AMOUNT.fullmatch(bare)
    if match is not None:
        opened, closed = match["neg"].count("("), len(match["close"])
        if opened != closed:
            return None
        value = Decimal(match["n"].replace(",", ""))
        negative = opened or "-" in match["neg"] or match["neg2"]
        return (-value if negative else value), True
    match = _MISREAD.fullmatch(bare)
    if match is None:
        return None
    value = Decimal(re.sub("[,.]", "", match["int"]) + "." + match["frac"])
    return (-value if match["neg"] else value), False
