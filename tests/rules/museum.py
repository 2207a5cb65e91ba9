"""The museum of bad packs: each exhibit is the good pack with one mistake, and what the author must read about it."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from rules.errors import Diagnostic
from rules.lint import Offer, Supply, examine
from rules.types import Type

HERE = Path(__file__).parent
GOOD = HERE / "good"
RULES = HERE.parents[1] / "rules"

#: what documents give in the museum
SUPPLY: Supply = {
    "business_licence": Offer({"name": frozenset((Type.TEXT,))}),
    "lease": Offer(
        {
            "lessee": frozenset((Type.TEXT,)),
            "lessor": frozenset((Type.TEXT,)),
            "rent_schedule": frozenset(),
            "start_date": frozenset((Type.DATE, Type.TEXT)),
            "end_date": frozenset((Type.DATE, Type.TEXT)),
        }
    ),
    "rent_reduction": Offer({"reduction_yuan": frozenset((Type.MONEY,))}),
    "social_insurance": Offer({"insured_count": frozenset((Type.COUNT, Type.NUMBER))}),
    "financial_statement": Offer(
        {
            "period": frozenset((Type.MONTH, Type.TEXT)),
            "revenue_yuan": frozenset((Type.MONEY,)),
            "revenue_prev_yuan": frozenset((Type.MONEY,)),
            "revenue_by_month_yuan.YYYY-MM": frozenset((Type.MONEY,)),
        }
    ),
}


@dataclass(frozen=True, slots=True)
class Exhibit:
    name: str
    hall: str  #: the file that describes it
    changes: tuple[dict[str, str], ...]
    found: tuple[dict[str, str], ...]  #: at, code, en, zh of everything that is said, and nothing else

    def build(self, folder: Path) -> Path:
        """The good pack with the mistake made."""
        pack = folder / "good"
        shutil.copytree(GOOD, pack)
        for change in self.changes:
            _make(pack, change)
        return pack


def _make(pack: Path, change: dict[str, str]) -> None:
    file = pack / change["file"]
    if "delete" in change:
        file.unlink()
        return
    if "bytes" in change:
        file.write_bytes(bytes.fromhex(change["bytes"]) + (file.read_bytes() if file.exists() else b""))
        return
    if "lines" in change:  # how the lines end
        file.write_bytes(file.read_bytes().replace(b"\n", change["lines"].encode()))
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    if "text" in change:
        assert change["text"] in text, f"{change['text']!r} is not in {change['file']}"
        file.write_text(text.replace(change["text"], change["by"], 1), encoding="utf-8")
    else:
        file.write_text(text + change["by"], encoding="utf-8")


@lru_cache(maxsize=1)
def exhibits() -> tuple[Exhibit, ...]:
    found = []
    for hall in sorted((HERE / "bad").glob("*.yaml")):
        for entry in yaml.safe_load(hall.read_text(encoding="utf-8")):
            changes = [_change(entry, entry), *(_change(entry, more) for more in entry.get("also", ()))]
            found.append(Exhibit(entry["mistake"], hall.stem, tuple(changes), tuple(entry["found"])))
    return tuple(found)


def _change(entry: dict[str, Any], change: dict[str, Any]) -> dict[str, str]:
    keys = ("text", "by", "delete", "bytes", "lines")
    return {"file": change.get("file", entry["file"]), **{k: change[k] for k in keys if k in change}}


@lru_cache(maxsize=1)
def usual() -> frozenset[Diagnostic]:
    """What is said of the good pack itself."""
    return frozenset(examine(GOOD, SUPPLY).diagnostics)


def said(pack: Path) -> tuple[list[Diagnostic], bool]:
    """What is said of a spoiled pack and not of the good one, and whether the pack loads all the same."""
    report = examine(pack, SUPPLY)
    if not report.counts:
        return list(report.diagnostics), False
    moved = {(d.place.file, d.code, d.message) for d in usual()}
    return [d for d in report.diagnostics if (d.place.file, d.code, d.message) not in moved], True


# -- the codes that the source can raise ---------------------------------------------------------------------------

#: how a call names its code: function -> what stands before the code
_RAISERS = {"fail": "pack.", "PackProblem": "", "tell": "", "Diagnostic": "", "warn": "lint."}


def codes() -> dict[str, str]:
    """Every code of the loader, the cases and the linter, with a place in the source that raises it."""
    found: dict[str, str] = {}
    for path in sorted(RULES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                for code in _codes(node, path):
                    found.setdefault(code, f"{path.relative_to(RULES.parent)}:{node.lineno}")
    return found


def _codes(node: ast.Call, path: Path) -> Iterator[str]:
    own = isinstance(node.func, ast.Attribute)
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name not in _RAISERS or len(node.args) < 2:
        return
    prefix = "expr." if name == "fail" and own and path.name == "parse.py" else _RAISERS[name]
    given = node.args[1]
    options = (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,)
    for option in options:
        if isinstance(option, ast.Constant) and isinstance(option.value, str) and option.value:
            yield prefix + option.value
