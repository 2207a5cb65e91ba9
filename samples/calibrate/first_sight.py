"""What extraction made of a layout when it met it for the first time, kept for good.

Once somebody has worked on a layout nearly every place on it is right, and it says nothing more of layouts to come.
So the first observations of each layout of the development half are kept: those of layouts that are new to the file
are added whenever confidence is measured.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from extractors.confidence import Signs
from samples.calibrate.observe import Observation

FILE = Path(__file__).with_name("first_sight.csv")
_COLUMNS = (
    "kind", "layout", "field", "type", "place", "confirmed", "offers", "rivals", "doubtful", "failed", "right", "wrong",
)  # fmt: skip


def load(path: Path = FILE) -> list[Observation]:
    """Every value of a text layer seen at first sight. Raises ValueError for what is no such file."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        if tuple(rows.fieldnames or ()) != _COLUMNS:
            raise ValueError(f"{path.name}: columns {', '.join(_COLUMNS)} are expected")
        return [one for row in rows for one in _seen(row)]


def _seen(row: dict[str, str]) -> list[Observation]:
    signs = Signs(
        row["type"],
        "text_layer",
        float(row["place"]),
        1.0,
        int(row["confirmed"]),
        int(row["offers"]),
        int(row["rivals"]),
        row["doubtful"] == "1",
        int(row["failed"]),
    )
    return [
        Observation("", row["layout"], "", row["kind"], row["field"], signs, False, right)
        for right in (True, False)
        for _ in range(int(row["right" if right else "wrong"]))
    ]


def fresh(known: Sequence[Observation], seen: Iterable[Observation]) -> list[Observation]:
    """Those of ``seen`` whose layout is not among ``known``."""
    layouts = {(one.kind, one.layout) for one in known}
    return [one for one in seen if (one.kind, one.layout) not in layouts]


def save(seen: Iterable[Observation], path: Path = FILE) -> None:
    """Writes all of them, equal ones counted together."""
    right: Counter[tuple[str, ...]] = Counter()
    count: Counter[tuple[str, ...]] = Counter()
    for one in seen:
        signs = one.signs
        numbers = (signs.confirmed, signs.offers, signs.rivals, int(signs.doubtful or one.held_back), signs.failed)
        key = (one.kind, one.layout, one.name, signs.type, f"{signs.place:.4g}", *map(str, numbers))
        count[key] += 1
        right[key] += one.right
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(_COLUMNS)
        rows.writerows([*key, right[key], count[key] - right[key]] for key in sorted(count))
