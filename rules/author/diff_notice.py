"""Which clauses of the notice read otherwise; layout, width and another number of a clause do not count."""

from __future__ import annotations

from rules.author import notice_diff_align as aligning
from rules.clauses import PREAMBLE
from rules.schema import Text


def words(old: str, new: str) -> Text:
    """The sentence that tells it, for two texts that are not the same."""
    was, now = aligning.cut(old, new), aligning.cut(new, old)
    pairs = aligning.align(was, now)
    taken = set(pairs.values())
    touched = {j for i, j in pairs.items() if was.keys[i] != now.keys[j]} | (set(range(len(now.keys))) - taken)
    changed = dict.fromkeys(now.sentences[n].clause for n in sorted(touched))
    gone = dict.fromkeys(s.clause for n, s in enumerate(was.sentences) if n not in pairs)
    moved = aligning.clause_map(was, now, pairs)
    rest = [clause for clause in gone if moved.get(clause, clause) not in changed]
    if not changed and not rest:
        return Text(
            "通知原文只改了空白、换行、写法或条款编号",
            "the notice's text differs only in blanks, line breaks, spelling of signs or numbers of clauses",
        )
    zh = "、".join([*map(_zh, changed), *(f"{_zh(clause)}（删去）" for clause in rest)])
    en = ", ".join([*map(_en, changed), *(f"{_en(clause)} (words removed)" for clause in rest)])
    return Text(f"通知原文有改动：{zh}", f"the notice's text has changed: {en}")


def _zh(clause: str) -> str:
    return "通知首部" if clause == PREAMBLE else f"第{clause}条" if clause else "条款以外的文字"


def _en(clause: str) -> str:
    return "the preamble" if clause == PREAMBLE else f"clause {clause}" if clause else "words outside the clauses"
