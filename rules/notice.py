"""The notice's own text: its clauses, and the place of every quotation in it."""

from __future__ import annotations

import re

from rules.errors import near
from rules.model import Citation, Clause, Notice, Source
from rules.schema import Obj, fail
from rules.yamlpos import Node

_CLAUSE = re.compile(r"^(\d+)[\.．、]", re.MULTILINE)
#: a heading between clauses ("二、强化…") or the closing words end the clause before them
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]+、|各街乡、)", re.MULTILINE)
PREAMBLE = "preamble"


def parse(text: str) -> Notice:
    """Clauses by their numbers at the beginning of a line; what stands before the first is the preamble."""
    starts = [(m.start(), m[1]) for m in _CLAUSE.finditer(text)]
    stops = sorted([s for s, _ in starts] + [m.start() for m in _HEADING.finditer(text)] + [len(text)])
    clauses: dict[str, Clause] = {}
    first = starts[0][0] if starts else len(text)
    clauses[PREAMBLE] = Clause(PREAMBLE, 0, first)
    for start, number in starts:
        if number not in clauses:  # a numbered list inside a clause does not begin a second clause 1
            clauses[number] = Clause(number, start, next(s for s in stops if s > start))
    return Notice(text, clauses)


def cite(node: Node, notice: Notice, what: str, clause: str | None = None) -> Citation:
    """``{clause, quote}`` with the quote found verbatim inside that clause."""
    obj = Obj(
        node, f"cite of {what}", required=("clause", "quote") if clause is None else ("quote",), optional=("clause",)
    )
    number = obj.text("clause") if "clause" in obj else clause
    return quote(obj, "quote", number or "", notice, what)


def quote(obj: Obj, key: str, number: str, notice: Notice, what: str) -> Citation:
    """The quotation under ``key`` of ``obj`` within clause ``number``."""
    words = obj.text(key)
    clause = notice.clauses.get(number)
    if clause is None:
        raise fail(
            obj.where("clause"), "unknown_clause", f"the notice has no clause {number!r}{near(number, notice.clauses)}"
        )
    start = notice.text.find(words, clause.start, clause.end)
    if start < 0:
        elsewhere = notice.text.find(words)
        hint = ""
        if elsewhere >= 0:
            found = next((c.number for c in notice.clauses.values() if c.start <= elsewhere < c.end), None)
            hint = f"; it stands in clause {found}" if found else "; it stands outside the clauses"
        raise fail(obj.at(key).place, "quote", f"{what} quotes words that are not in clause {number}: {words!r}{hint}")
    return Citation(number, words, start, start + len(words))


def source(node: Node, notice: Notice, what: str) -> Source:
    """``{text, clause?, quote?, url?}``; clause and quote come together and are checked."""
    obj = Obj(node, f"source of {what}", required=("text",), optional=("clause", "quote", "url"))
    citation = None
    if "clause" in obj or "quote" in obj:
        if "clause" not in obj or "quote" not in obj:
            raise fail(obj.place, "missing_key", f"source of {what} gives a clause and a quote together, or neither")
        citation = quote(obj, "quote", obj.text("clause"), notice, what)
    return Source(obj.text("text"), citation, obj.text("url") if "url" in obj else None)
