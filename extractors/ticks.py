"""A form's options with a box each, of which some are ticked: □居住 ☑办公, or 居住□ 办公☑."""

from __future__ import annotations

import re

_BOX = re.compile("[□☐☑√☒■✓✔]")
_EMPTY = "□☐"
#: an option stands within so many characters of its box
_REACH = 14
_ENDS = ",。;\n\t"
#: what may stand before the first box without being an option of it: 用途为□居住
_LEAD = re.compile(r"(?:^|[:：(（,，、为是按第选择式途质别型容法项下\W_])$")
_WORD = re.compile(r"[^\W_]")


def ticked(raw: str) -> str | None:
    """The options that are ticked, joined by 、; "" where none is. Without an empty box ``raw``, no tick around it.

    None where it cannot be told whether the boxes stand before their options or behind them.
    """
    boxes = list(_BOX.finditer(raw))
    if not any(box[0] in _EMPTY for box in boxes):
        return raw.strip(" \t☑√☒■✓✔")
    behind = _behind(raw, boxes)
    if behind is None:
        return None
    edges = [0, *(box.end() for box in boxes)] if behind else [*(box.end() for box in boxes), len(raw)]
    found: list[str] = []
    for number, box in enumerate(boxes):
        stop = box.start() if behind else boxes[number + 1].start() if number + 1 < len(boxes) else len(raw)
        text = raw[edges[number] : stop]
        if box[0] not in _EMPTY and _WORD.search(text):
            found.append(text.strip(" \t,.;:、，。；："))
    return "、".join(found)


def unticked(text: str, at: int) -> bool:
    """Whether what stands at ``at`` is an option whose box is empty, or may be."""
    low = max(text.rfind(char, 0, at) for char in "。;\n") + 1
    high = min((end for end in (text.find(char, at) for char in "。;\n") if end >= 0), default=len(text))
    boxes = list(_BOX.finditer(text, low, high))
    before = [box for box in boxes if box.end() <= at and _near(text, box.end(), at)]
    after = [box for box in boxes if box.start() >= at and _near(text, at, box.start())]
    behind = _behind(text[low:high], list(_BOX.finditer(text[low:high]))) if before or after else False
    if behind is not False and after and after[0][0] in _EMPTY:
        return True
    return behind is not True and bool(before) and before[-1][0] in _EMPTY


def _near(text: str, start: int, end: int) -> bool:
    return end - start <= _REACH and not any(char in _ENDS for char in text[start:end])


def _behind(text: str, boxes: list[re.Match[str]]) -> bool | None:
    """Whether the boxes stand behind their options; None where that cannot be told."""
    first = not _LEAD.search(text[: boxes[0].start()].rstrip(" "))
    last = not _WORD.search(text, boxes[-1].end())
    return first if first == last else None
