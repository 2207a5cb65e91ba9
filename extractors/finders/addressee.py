"""To whom a letter is written: the organisation on a line of its own, with a colon, above what it is told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from extractors.finders.base import Candidate
from extractors.model import Document
from extractors.textmap import TextMap

_LINE = re.compile(
    r"(?m)^(?P<v>(?!各|有关|关于)[^\n\t:;,。“”\"]{4,45}(?:公司|集团|中心|研究院|学校|学院|大学|协会|合作社|厂|店|园|基地|事务所|合伙\)))"
    r"(?:\([^()\n]{1,40}\))?[ \t]*:[ \t]*$"
)
_YOU = re.compile(r"[你贵](?:单位|公司|机构|院|校|园|企业|中心)")


def addressee(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """``above``: what the text below must say of the one addressed (by default 你单位, 贵公司 …)."""
    textmap = TextMap.of(document, flow=False)
    above: re.Pattern[str] = spec.get("above", _YOU)
    return [
        Candidate(match["v"], textmap.evidence(*match.span("v")), 1.0)
        for match in _LINE.finditer(textmap.text)
        if above.search(textmap.text, match.end())
    ]
