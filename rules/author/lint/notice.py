"""What the notice says and no measure takes up: clauses, figures, telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.author.lint.view import View, warn
from rules.errors import Diagnostic, Place
from rules.model import Citation, Clause, Condition, Gate, Measure
from rules.notice import PREAMBLE
from rules.yamlpos import Listing, Mapping, Node, Scalar

#: an amount, a share, a date or a period in a sentence
_FIGURE = re.compile(r"\d[\d.,]*\s*(?:亿|万|千|百)?元|\d[\d.]*\s*[%％‰]|\d{4}\s*年|\d+\s*个?(?:月|日|天|倍)")
_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
#: with the area's number before it and the extension after it
_PHONE = re.compile(r"(?<!\d)(?:[（(]?0\d{2,3}[)）]?[-－ ]?)?\d{7,8}(?:[-－—–转]+\d{1,6})?(?!\d)|(?<!\d)1\d{10}(?!\d)")
#: digits of a number within its area, at least
_LOCAL = 7
#: a sentence of names and numbers of people to ask
_CONTACT = re.compile(r"联系人|联系电话|咨询电话|电话")


def check(view: View) -> Iterator[Diagnostic]:
    spans = cited(view)
    taken = [view.pack.notice.clauses[measure.clause] for measure in view.pack.measures.values()]
    taken_up = [*spans, *((clause.start, clause.end) for clause in taken)]
    told = 0  #: up to where nothing more needs to be said
    for clause in view.pack.notice.clauses.values():  # a clause before its points
        if clause.number == PREAMBLE or clause.start < told:
            continue
        if not any(start < clause.end and clause.start < end for start, end in taken_up):
            told = clause.end
            yield warn(
                _at(view, clause.start), "clause_uncited", f"no measure takes up clause {clause.number} of the notice",
                f"通知第 {clause.number} 条没有任何措施落实，请补上",
            )  # fmt: skip
        else:
            yield from _sentences(view, clause, spans)
    for measure in view.pack.measures.values():
        yield from _measure(view, measure)


def cited(view: View, only: Measure | None = None) -> list[tuple[int, int]]:
    """Spans of the notice that something of the pack cites, or that one measure does."""
    found: list[Citation | None] = []
    if only is None:
        found += [c for root in view.roots for c in _cites(root)]
        found += [source.citation for p in view.pack.parameters.values() for source in p.sources]
        found += [d.source.citation for d in view.pack.derived.values()]
    for measure in view.pack.measures.values() if only is None else (only,):
        found += _cites(measure.root)
        amount = measure.amount
        if amount is not None:
            found += [amount.cite, *(f.cite for f in amount.formulas)]
        found += [contact.cite for contact in measure.contacts]
        found += [measure.deadline.cite] if measure.deadline else []
    return sorted({(c.start, c.end) for c in found if c is not None})


def _cites(condition: Condition) -> Iterator[Citation | None]:
    yield condition.cite
    if isinstance(condition, Gate):
        for child in condition.children:
            yield from _cites(child)


def sentences(view: View, clause: Clause) -> Iterator[tuple[int, int]]:
    """Those of the clause itself that are no lists of people to ask: a point of it speaks for its own."""
    text, clauses = view.pack.notice.text, view.pack.notice.clauses.values()
    points = (c.start for c in clauses if clause.start < c.start < clause.end)
    for found in _SENTENCE.finditer(text, clause.start, min(points, default=clause.end)):
        if not _CONTACT.search(found[0]):
            yield found.span()


def _sentences(view: View, clause: Clause, spans: list[tuple[int, int]]) -> Iterator[Diagnostic]:
    for begin, end in sentences(view, clause):
        words = view.pack.notice.text[begin:end]
        figure = _FIGURE.search(words)
        if figure is not None and not any(a < end and begin < b for a, b in spans):
            yield warn(
                _at(view, begin + figure.start()), "sentence_uncited",
                f"no rule cites this sentence of clause {clause.number}, which names {figure[0]}: {words.strip()!r}",
                f"第 {clause.number} 条的这句话写有 {figure[0]}，却没有规则引用：{words.strip()!r}",
            )  # fmt: skip


def _at(view: View, offset: int) -> Place:
    before = view.pack.notice.text[:offset]
    return Place("notice.txt", before.count("\n") + 1, len(before) - before.rfind("\n"))


def _measure(view: View, measure: Measure) -> Iterator[Diagnostic]:
    node = view.measure(measure.file)
    if not measure.departments:
        yield warn(
            node.keys["departments"], "no_department", f"{measure.id} names no department; say who is in charge",
            f"{measure.id} 没有写牵头部门，请补上",
        )  # fmt: skip
    clause = view.pack.notice.clauses[measure.clause]
    there = _PHONE.search(view.pack.notice.text, clause.start, clause.end)
    if not measure.contacts and there:
        yield warn(
            node.items["id"].place, "no_contact",
            f"{measure.id} names no contact, though clause {clause.number} gives {there[0]}; add contacts",
            f"{measure.id} 没有写联系人，而第 {clause.number} 条写有 {there[0]}，请补上 contacts",
        )  # fmt: skip
    yield from _phones(measure, node)


def _phones(measure: Measure, node: Mapping) -> Iterator[Diagnostic]:
    """Numbers cut short, and numbers of a quoted line that no contact of the measure has."""
    listed = [phone for contact in measure.contacts for phone in contact.phones]
    items = node.items.get("contacts")
    told: set[str] = set()
    for contact, item in zip(measure.contacts, items if isinstance(items, Listing) else (), strict=True):
        phones = item.items["phones"] if isinstance(item, Mapping) else None
        for found in _PHONE.finditer(contact.cite.quote):
            number = found[0]
            if number in told or phones is None or any(_same(number, phone) for phone in listed):
                continue
            told.add(number)
            cut = next((p for p in _items(phones) if isinstance(p, Scalar) and p.text in number), phones)
            yield warn(
                cut.place, "phone",
                f"the quoted line has {number}, which no contact of {measure.id} gives as it stands",
                f"引用的那一行里有 {number}，而 {measure.id} 的联系人里没有照样写上，请补上或改正",
            )  # fmt: skip


def _same(number: str, phone: str) -> bool:
    """Whether a contact's number is the notice's; it may leave out the area's."""
    return number == phone or (len(re.sub(r"\D", "", phone)) >= _LOCAL and number.endswith(phone))


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Listing) else ()
