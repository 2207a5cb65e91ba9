"""Which kind a document is, from the anchors that the kinds' YAML names, with the places that say so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors import lookalikes
from extractors.kindfiles import OTHER, load_kinds
from extractors.kindmodel import Anchor, Kind
from extractors.model import Classified, Document, Evidence, Method
from extractors.textmap import TextMap

#: a title is a short line among the first lines of a page …
_TITLE_LENGTH = 42
_TITLE_LINES = 12
#: … of one of the first pages: an annual report's tables start late, a cover comes first
_TITLE_PAGES = 3
#: how much of a long document its anchors are sought in, in characters; the kinds here say what they are early on
_BODY = 40_000
_BLANKS = re.compile(r"[ \t]")
#: a title has no sentence in it
_SENTENCE = re.compile(r"[。;,]")
#: what heads a clause says what the clause is about: 第九条 合同解除 does not make a lease a rescission
_CLAUSE = re.compile(r"第[\d一二三四五六七八九十百]{1,4}[条款]|[(]?[\d一二三四五六七八九十]{1,3}[)、.](?!\d{2,})")


@dataclass(frozen=True, slots=True)
class _Title:
    text: str  #: without blanks: 营 业 执 照 is 营业执照
    start: int
    end: int
    recognised: bool  #: read by a recogniser, which takes a character for one that looks like it


def _titles(textmap: TextMap) -> list[_Title]:
    found: list[_Title] = []
    seen: dict[int, int] = {}
    recognised = {page.number for page in textmap.document.pages if page.method is Method.OCR}
    for line, start in zip(textmap.lines, textmap.starts, strict=True):
        nth = seen.get(line.page, 0)
        if line.page > textmap.document.pages[0].number + _TITLE_PAGES - 1 or nth >= _TITLE_LINES:
            continue
        end = textmap.text.find("\n", start)
        end = len(textmap.text) if end < 0 else end
        text = _BLANKS.sub("", textmap.text[start:end])
        if not text:
            continue
        seen[line.page] = nth + 1
        if len(text) <= _TITLE_LENGTH and not _SENTENCE.search(text):
            found.append(_Title(text, start, end, line.page in recognised))
    return found


def _found(anchor: Anchor, lines: TextMap, flow: TextMap, titles: list[_Title]) -> tuple[Evidence, ...] | None:
    if anchor.title:
        for title in titles:
            misread = title.recognised and lookalikes.search(anchor.pattern, title.text)
            if anchor.pattern.search(title.text) or misread:
                return lines.evidence(title.start, title.end)
        return None
    match = anchor.pattern.search(flow.text, 0, _BODY) or anchor.pattern.search(lines.text, 0, _BODY)
    if match is None:
        return None
    return (flow if match.string is flow.text else lines).evidence(match.start(), match.end())


def _score(kind: Kind, lines: TextMap, flow: TextMap, titles: list[_Title]) -> tuple[float, tuple[Evidence, ...]]:
    total = 0.0
    reasons: list[tuple[float, tuple[Evidence, ...]]] = []
    for anchor in kind.anchors:
        where = _found(anchor, lines, flow, titles)
        if where is not None:
            total += anchor.weight
            reasons.append((anchor.weight, where))
    named = [title for title in titles if not _CLAUSE.match(title.text)]
    for anchor in kind.against:
        if _found(anchor, lines, flow, named) is not None:
            total -= anchor.weight
    reasons.sort(key=lambda reason: -reason[0])
    return total, tuple(evidence for _, where in reasons for evidence in where)


def classify(document: Document) -> Classified:
    """The kind with the highest score among those that reach their threshold; ``other`` when none does.

    ``confidence`` is how far ahead of the threshold and of the next kind it is: 0.5 where it just holds.
    """
    if not any(page.words for page in document.pages):
        return Classified(OTHER, 1.0)
    lines, flow = TextMap.of(document, flow=False), TextMap.of(document)
    titles = _titles(lines)
    scored = sorted(
        ((_score(kind, lines, flow, titles), kind) for kind in load_kinds().values()),
        key=lambda item: (-(item[0][0] / item[1].threshold), item[1].name),
    )
    if not scored:
        return Classified(OTHER, 1.0)
    (best, reasons), kind = scored[0]
    ratio = best / kind.threshold
    following = scored[1] if len(scored) > 1 else None
    next_ratio = max(0.0, following[0][0] / following[1].threshold) if following else 0.0
    runner_up = following[1].name if following and following[0][0] > 0 else None
    if ratio < 1:
        doubt = min(1.0, max(0.0, ratio))
        return Classified(OTHER, round(1 - doubt / 2, 3), kind.name if best > 0 else None)
    if next_ratio >= 1 and ratio - next_ratio < 0.1:
        # two kinds claim it with equal right: a person has to say
        return Classified(OTHER, 0.5, kind.name, reasons)
    ahead = min(ratio - 1, ratio - next_ratio)
    return Classified(kind.name, round(min(1.0, 0.5 + ahead / 2), 3), runner_up, reasons)
