"""Finder for amounts of money that a noun before them explains: 押金人民币壹拾万元整（￥100,000.00）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractors import amounts
from extractors.finders.base import Candidate
from extractors.model import Document
from extractors.textmap import TextMap
from extractors.ticks import unticked

#: a place where an amount is to be filled in and is not
BLANK = re.compile(r"[为:计是每月年约共人民币大写小写¥(\s]*(?:_{2,}|(?<=[:为¥)])[\s(]*元|[ \t_]{1,}(?:万|仟|佰|拾|元))")
_ENDS = "。;\n"


def candidates(
    textmap: TextMap, one: amounts.Amount, twin: amounts.Amount | None, score: float, tags: Mapping[str, str]
) -> Iterator[Candidate]:
    """An amount, and the same written the other way, each with its own place."""
    pair = {"pair": str(one.start)} if twin else {}
    for amount in (one, twin):
        if amount is None:
            continue
        own = {**tags, **pair, "form": amount.form}
        if amount.doubtful and twin is None:
            own["doubtful"] = "true"
        evidence = textmap.evidence(amount.start, amount.end)
        if evidence:
            yield Candidate(textmap.text[amount.start : amount.end], evidence, score, value=amount.value, tags=own)


def clause_end(text: str, at: int, reach: int) -> int:
    """Where the sentence that goes on at ``at`` ends, at most ``reach`` characters on."""
    ends = [end for end in (text.find(char, at) for char in _ENDS) if end >= 0]
    return min([at + reach, len(text), *ends])


def amount(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """The first amount after one of the patterns ``after``, in the same sentence.

    ``reach``: at most so many characters further on (40). ``unless``: a pattern that may not stand between.
    ``then`` / ``not_then``: what must / must not follow the amount at once.
    """
    textmap = TextMap.of(document)
    text = textmap.text
    found: list[Candidate] = []
    for rank, expression in enumerate(spec["after"]):
        for match in expression.finditer(text):
            end = clause_end(text, match.end(), int(spec.get("reach", 40)))
            listed = list(amounts.find(text, match.end(), min(len(text), end + 40)))
            both = [pair for pair in amounts.pairs(listed, text) if pair[0].start < end]
            gap = text[match.end() : both[0][0].start if both else end]
            if "unless" in spec and spec["unless"].search(gap):
                continue
            score = 1 - 0.02 * rank
            # underscores up to the amount are the line it is written on
            if BLANK.match(gap.rstrip(" \t_¥(") if both else gap):
                found.append(Candidate("", textmap.evidence(*match.span()), score, blank=True))
                continue
            if not both:
                continue
            one, twin = both[0]
            if unticked(text, one.start):
                continue
            rest = text[(twin or one).end : (twin or one).end + 28]
            if ("then" in spec and not spec["then"].match(rest)) or (
                "not_then" in spec and spec["not_then"].match(rest)
            ):
                continue
            found += candidates(textmap, one, twin, score, {})
    return found
