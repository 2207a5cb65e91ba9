"""What a sentence tells of another lease than the one at hand: the one before, or the one that is sublet under."""

from __future__ import annotations

import re

from extractors.finders.patterns import sentence

#: where a paper's title stands, and what it is about
_TITLE = 160
_OPENING = 600
#: the sentence has come to the lease at hand: 原租赁合同至2022年底,乙方租期自…
_OWN = re.compile(r"[,](?:乙方租|乙方的租|转租[期给]|本次|现)")
#: a lease is renewed: what such a paper says of the time from then on is its own
_RENEWS = re.compile(r"(?:续租|续签|续约|续期|延期|展期)[^。;:\n]{0,10}(?:合同|协议)")
_AGREED = re.compile(r"就[^。;\n]{0,16}(?:续租|续签|延长租期|延长租赁期限?)[^。;\n]{0,8}(?:事宜|达成|协议)")
#: a tenant takes the place of another: the lease goes on, and what is told of it holds
_TAKES_OVER = re.compile(
    r"(?:主体|承租[方人]?)[^。;:\n]{0,4}(?:变更|转让|转移)|(?:权利义务|租赁权)[^。;:\n]{0,6}(?:转让|转移|承继)"
)

#: 原租赁合同; 甲方与丙方于2019年6月1日签订《房屋租赁合同》: a paper calls itself 本合同
FORMER = re.compile(
    r"原(?:租赁|出租|承租|合同|租约)|上家|前手"
    r"|签(?:订|署|立)(?:了|的)?(?:编号[^《》。;\n]{0,24}的?)?《[^《》。;\n]{0,20}(?:租赁|租房|承租)[^《》。;\n]{0,10}》(?![^。;\n]{0,40}本(?:合同|协议))"
)


def of_another(text: str, at: int) -> bool:
    """Whether what stands at ``at`` of ``text`` belongs to a sentence about another lease."""
    start, _ = sentence(text, at)
    told = FORMER.search(text, start, at)
    return told is not None and not _OWN.search(text, told.end(), at) and not _TAKES_OVER.search(text, 0, _TITLE)


def renews(text: str) -> bool:
    """Whether the paper renews a lease, so that 续租 is what it is about and no option."""
    return _RENEWS.search(text, 0, _TITLE) is not None or _AGREED.search(text, 0, _OPENING) is not None
