"""What a sentence tells of another lease than the one at hand: the one before, or the one that is sublet under."""

from __future__ import annotations

import re

from extractors.finders.patterns import sentence

#: 原租赁合同; 甲方与丙方于2019年6月1日签订《房屋租赁合同》: a paper calls itself 本合同
FORMER = re.compile(
    r"原(?:租赁|出租|承租|合同|租约)|上家|前手"
    r"|签(?:订|署|立)(?:了|的)?(?:编号[^《》。;\n]{0,24}的?)?《[^《》。;\n]{0,20}(?:租赁|租房|承租)[^《》。;\n]{0,10}》(?![^。;\n]{0,40}本(?:合同|协议))"
)


def of_another(text: str, at: int) -> bool:
    """Whether what stands at ``at`` of ``text`` belongs to a sentence about another lease."""
    start, _ = sentence(text, at)
    return FORMER.search(text, start, at) is not None
