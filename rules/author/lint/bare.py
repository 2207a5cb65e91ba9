"""Figures written inside expressions, where they have no source and no day from which another one applies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.author.lint.view import View, warn
from rules.errors import Diagnostic
from rules.yamlpos import Listing, Mapping, Node, Scalar

#: an amount, a day, a month, a number; texts are passed over whole
_TOKEN = re.compile(
    r"yuan\(\s*(?P<yuan>[\d.]+)\s*\)|(?:date|month)\(\s*[\"'][\d-]+[\"']\s*\)"
    r"|\"[^\"]*\"|'[^']*'|(?<![\w.])(?P<number>\d+(?:\.\d+)?)"
)
#: nothing and one, and whether there is any: no notice sets these
_PLAIN = (0.0, 1.0)
#: factors between units: months and days of a year, percent, thousands; and a year more or less, in months
_UNITS = frozenset(("12", "100", "365", "366", "1000", "10000"))
_BEFORE, _AFTER = re.compile(r"[*/]\s*$"), re.compile(r"\s*[*/]")
_YEAR = re.compile(r"[+-]\s*$")
_EXPRESSIONS = frozenset(("test", "value", "low", "high", "cap"))


def check(view: View) -> Iterator[Diagnostic]:
    for part in ("measures", "derived"):
        for _, node in view.within(part):
            for scalar in _expressions(node):
                yield from _figures(scalar)


def _expressions(node: Node) -> Iterator[Scalar]:
    """Tests, values of derived facts, amounts; not the values of ``choose``, which cannot be parameters."""
    if isinstance(node, Listing):
        for item in node:
            yield from _expressions(item)
    elif isinstance(node, Mapping):
        for key, child in node.items.items():
            if key == "choose" and isinstance(child, Listing):
                for choice in child:
                    if isinstance(choice, Mapping) and "when" in choice.items:
                        yield from _expressions(choice.items["when"])
            elif key in _EXPRESSIONS and isinstance(child, Scalar):
                yield child
            elif key == "one_of" and isinstance(child, Listing):
                yield from (item for item in child if isinstance(item, Scalar))
            else:
                yield from _expressions(child)


def _figures(expression: Scalar) -> Iterator[Diagnostic]:
    for found in _TOKEN.finditer(expression.text):
        written = found[0]
        if written[0] in "\"'" or float(found["yuan"] or found["number"] or 2) in _PLAIN:
            continue
        if _between_units(written, expression.text[: found.start()], expression.text[found.end() :]):
            continue
        yield warn(
            expression.inner(found.start()), "bare_figure",
            f"{written} stands in the expression, without source and date; make it a parameter and write param.NAME",
            f"算式里直接写了 {written}，没有出处，改动时也没有生效日期；请写进 parameters/，这里写 param.名称",
        )  # fmt: skip


def _between_units(written: str, before: str, after: str) -> bool:
    factor = written in _UNITS and (_BEFORE.search(before) or _AFTER.match(after))
    return bool(factor or (written == "12" and _YEAR.search(before)))
