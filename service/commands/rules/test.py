"""``huiqi rules test``: a pack's cases, and what no case shows."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from service import catalogue
from service.commands.saying import complain, console, table

if TYPE_CHECKING:
    from rules.author.covered import Coverage, Criterion, Section

_COUNTS = {2: "right", 3: "right", 4: "right", 5: "right", 6: "right", 7: "right", 8: "right"}


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when a case comes out otherwise or a truth is not shown. Raises PackInvalid, PackNotFound."""
    from rules import load_pack, shipped_packs, to_json
    from rules.author.coverage import coverage
    from service.commands.rules.naming import named

    packs = [load_pack(name) for name in ([args.pack] if args.pack else shipped_packs())]
    found = [coverage(pack, reader=args.reader) for pack in packs]
    if args.json:
        sys.stdout.write(json.dumps([to_json(one) for one in found], ensure_ascii=False, indent=2) + "\n")
    else:
        for pack, one in zip(packs, found, strict=True):
            _show(one, named(pack, args.lang), args.lang)
    return 0 if all(one.complete for one in found) else 1


def _show(found: Coverage, called: str, lang: str) -> None:
    for title, sections in (("entries", found.entries), ("derived", found.derived)):
        if sections:
            console().print(table([_row(s, lang) for s in sections], _headings(title, lang), numbers=_COUNTS))
    for section in (*found.entries, *found.derived):
        for criterion in section.criteria:
            _proven(criterion, lang)
    for result in found.results:
        if not result.passed:
            complain(f"✗ {result.name} ({result.place})")
            for failure in result.failures:
                complain(f"    {failure.place}: {getattr(failure.text, lang)}")
    for gap in found.gaps:
        complain(f"{gap.place}: {getattr(gap.text, lang)}")
    for advice in found.advice:
        said = {"place": str(advice.place), "text": getattr(advice.text, lang)}
        console().print(catalogue.text("author_test.advice", lang, said), style="yellow", markup=False)
    _sum_up(found, called, lang)


def _headings(title: str, lang: str) -> tuple[str, ...]:
    words = (title, "title", "cases", "criteria", "met", "not_met", "unknown", "amount", "gaps")
    return tuple(catalogue.text(f"author_test.{word}", lang) for word in words)


def _row(section: Section, lang: str) -> tuple[str, ...]:
    shown = [_shown(section.criteria, word) for word in ("met", "not_met", "unknown")]
    amount = section.amount
    money = f"{len(amount.wanted) - len(amount.lacking)}/{len(amount.wanted)}" if amount else ""
    lacking = sum(len(c.lacking) for c in section.criteria) + (len(amount.lacking) if amount else 0)
    title = getattr(section.title, lang)
    return section.owner, title, str(section.cases), str(len(section.criteria)), *shown, money, str(lacking)


def _shown(criteria: tuple[Criterion, ...], word: str) -> str:
    """How many criteria some case shows so, of those that can be so."""
    able = [c for c in criteria if word not in c.impossible]
    return f"{sum(bool(getattr(c, word)) for c in able)}/{len(able)}"


def _proven(criterion: Criterion, lang: str) -> None:
    for word in criterion.impossible:
        data = {"place": str(criterion.place), "criterion": getattr(criterion.label, lang)}
        console().print(catalogue.text(f"author_test.never_{word}", lang, data), style="dim", markup=False)


def _sum_up(found: Coverage, called: str, lang: str) -> None:
    passed = sum(result.passed for result in found.results)
    sections = (*found.entries, *found.derived)
    data = {
        "pack": called,
        "count": len(found.results),
        "passed": passed,
        "entries": len(found.entries),
        "derived": len(found.derived),
        "criteria": sum(len(section.criteria) for section in sections),
        "gaps": len(found.gaps),
    }
    done = "complete" if found.complete else "incomplete"
    style = "green" if found.complete else "red"
    told = catalogue.text(f"author_test.{done}", lang, data)
    console().print(told, style=style, markup=False, soft_wrap=True)
