"""Words for a benefit that several measures grant (``once``) under which nothing counts once."""

from __future__ import annotations

from collections.abc import Iterator

from rules.author.lint.view import View, warn
from rules.errors import Diagnostic
from rules.model import Measure


def check(view: View) -> Iterator[Diagnostic]:
    groups: dict[str, list[Measure]] = {}
    for measure in view.pack.measures.values():
        if measure.once is not None:
            groups.setdefault(measure.once, []).append(measure)
    for word, some in groups.items():
        place = view.measure(some[0].file).items["once"].place
        if len(some) == 1:
            yield warn(
                place, "once_alone",
                f"no other measure says `once: {word}`, so nothing counts once; correct or delete it",
                f"没有别的措施写 once: {word}，谈不上只计一次，请核对或删去",
            )  # fmt: skip
        for other in some[1:]:
            if other.over != some[0].over:
                yield warn(
                    view.measure(other.file).items["once"].place, "once_over",
                    f"{other.id} and {some[0].id} say `once: {word}` and are decided over different subjects "
                    f"({other.over or 'the case'}, {some[0].over or 'the case'}), so both count; use another word",
                    f"{other.id} 与 {some[0].id} 都写 once: {word}，却按不同主体判断"
                    f"（{other.over or '整个申请'}、{some[0].over or '整个申请'}），仍会各计一次，请另取一个词",
                )  # fmt: skip
