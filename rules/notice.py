"""The notice's own text: its clauses, and the place of every quotation in it."""

from __future__ import annotations

from rules import clauses, quotes
from rules.clauses import PREAMBLE as PREAMBLE
from rules.errors import PackProblem, Parts, Place, near, near_zh
from rules.model import Citation, Clause, Notice, Source
from rules.schema import Obj, Text, fail
from rules.texts import Words, en, of, zh
from rules.yamlpos import Node


def parse(text: str) -> Notice:
    """The text with its clauses; see :mod:`rules.clauses` for what is one."""
    return Notice(text, clauses.found(text))


def clause_at(notice: Notice, offset: int) -> str:
    """Number of the clause, or of the point of a clause, that a character stands in; empty outside them."""
    inside = [c for c in notice.clauses.values() if c.start <= offset < c.end]
    return max(inside, key=lambda c: c.start).number if inside else ""


def cite(node: Node, notice: Notice, what: Words, clause: str | None = None) -> Citation:
    """``{clause, quote}`` with the quote found verbatim inside that clause."""
    obj = Obj(node, of("cite", what), ("clause", "quote") if clause is None else ("quote",), optional=("clause",))
    number = obj.text("clause") if "clause" in obj else clause
    return quote(obj, "quote", number or "", notice, what)


def unknown_clause(place: Place, number: str, notice: Notice) -> PackProblem:
    hint = near(number, notice.clauses) or f"; it has {', '.join(notice.clauses)}"
    return fail(
        place, "unknown_clause", f"the notice has no clause {number!r}{hint}",
        f"通知里没有第 {number!r} 条{near_zh(number, notice.clauses) or '；有：' + '、'.join(notice.clauses)}",
    )  # fmt: skip


def quote(obj: Obj, key: str, number: str, notice: Notice, what: Words) -> Citation:
    """The quotation under ``key`` of ``obj`` within clause ``number``."""
    words = obj.text(key)
    clause = notice.clauses.get(number)
    if clause is None:
        raise unknown_clause(obj.at("clause").place if "clause" in obj else obj.place, number, notice)
    start = notice.text.find(words, clause.start, clause.end)
    if start < 0:
        hint = _hint(words, notice, clause)
        raise fail(
            obj.at(key).place, "quote", f"{en(what)} quotes words that are not in clause {number}: {words!r}{hint.en}",
            f"{zh(what)}引用的话不在第 {number} 条里：{words!r}{hint.zh}",
        )  # fmt: skip
    return Citation(number, words, start, start + len(words))


def _hint(words: str, notice: Notice, clause: Clause) -> Text:
    """Where the words stand instead, or which words of the notice they resemble."""
    elsewhere = notice.text.find(words)
    if elsewhere >= 0:
        found = clause_at(notice, elsewhere)
        if found:
            return Text(f"；它在第 {found} 条", f"; it stands in clause {found}")
        return Text("；它不在任何一条之内", "; it stands outside the clauses")
    meant = quotes.nearest(words, notice.text, clause.start, clause.end)
    if meant is None:
        return Text("；请从 notice.txt 原样复制", "; copy it from notice.txt as it stands")
    return Text(
        f"；原文最接近的是 {meant.words!r}（{meant.why.zh}）",
        f"; nearest in the notice: {meant.words!r} ({meant.why.en})",
    )


def source(node: Node, notice: Notice, what: Words) -> Source:
    """``{text, clause?, quote?, url?}``; clause and quote come together and are checked."""
    parts = Parts()
    this = of("source", what)
    obj = Obj(node, this, ("text",), optional=("clause", "quote", "url"), parts=parts)
    text = parts(lambda: obj.text("text"))
    citation = None
    if ("clause" in obj) != ("quote" in obj):
        parts.tell(
            fail(
                obj.place, "missing_key", f"{this.en} gives a clause and a quote together, or neither",
                f"{this.zh}：clause 和 quote 要么都写，要么都不写",
            ).diagnostics
        )  # fmt: skip
    elif "clause" in obj:
        citation = parts(lambda: quote(obj, "quote", obj.text("clause"), notice, what))
    url = parts(lambda: obj.text("url")) if "url" in obj else None
    parts.done()
    return Source(text, citation, url)
