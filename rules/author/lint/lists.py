"""Registry lists: rows that two different names lead to."""

from __future__ import annotations

from collections.abc import Iterator

from rules.author.lint.view import View, warn
from rules.errors import Diagnostic
from rules.names import normal_name


def check(view: View) -> Iterator[Diagnostic]:
    for registry in view.pack.registries.values():
        seen: dict[str, str] = {}
        for row, places in zip(registry.rows, registry.places, strict=True):
            code = normal_name(row.get("credit_code", ""))
            first = seen.setdefault(code, row["name"]) if code else row["name"]
            if first != row["name"]:
                yield warn(
                    places["credit_code"], "registry_code",
                    f"{first} and {row['name']} have one credit code; a lookup by code finds the first only",
                    f"{first} 和 {row['name']} 的统一社会信用代码相同，按代码只能查到前一个，请核对",
                )  # fmt: skip
