"""From a list of sheets to the folders text/ and scan/ with their truth."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samples.generate.kinds.base import Truth
from samples.generate.paper import Paper
from samples.generate.scan import USUAL, Wear, as_jpeg, as_pdf, scan


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document of a case."""

    name: str  #: file name without its extension
    kind: str  #: as in FIELDS of the truth
    content: Any
    layout: Callable[[Any], Paper]
    truth: Truth
    note: str = ""
    wear: Wear = USUAL
    photo: bool = False  #: scanned to a JPEG file instead of a PDF (one page)


@dataclass(frozen=True, slots=True)
class Folder:
    name: str  #: below samples/
    sheets: tuple[Sheet, ...]


def make(folder: Folder, *, scans: bool = True) -> dict[str, bytes]:
    """Every file of a folder, by its path below it; the same bytes in every run.

    Without ``scans`` only the papers with a text layer (and no truth): quick.
    """
    if not scans:
        return {f"text/{sheet.name}.pdf": sheet.layout(sheet.content).bytes() for sheet in folder.sheets}
    files: dict[str, bytes] = {}
    truths: dict[str, list[Truth]] = {"text": [], "scan": []}
    for sheet in folder.sheets:
        paper = sheet.layout(sheet.content)
        pdf = paper.bytes()
        pages = scan(pdf, paper.seals, sheet.wear, f"{folder.name}/{sheet.name}")
        if sheet.photo and len(pages) != 1:
            raise ValueError(f"{sheet.name} has {len(pages)} pages; a JPEG holds one")
        scanned = as_jpeg(pages[0], sheet.wear) if sheet.photo else as_pdf(pages, sheet.wear)
        made = {
            "text": (f"{sheet.name}.pdf", pdf),
            "scan": (f"{sheet.name}.{'jpg' if sheet.photo else 'pdf'}", scanned),
        }
        for variant, (file, data) in made.items():
            files[f"{variant}/{file}"] = data
            truth: Truth = {"file": file, "kind": sheet.kind, "fields": sheet.truth}
            truths[variant].append(truth | ({"note": sheet.note} if sheet.note else {}))
    for variant, entries in truths.items():
        files[f"{variant}/truth.json"] = (json.dumps(entries, ensure_ascii=False, indent=1) + "\n").encode()
    return files


def write(folder: Folder, root: Path) -> int:
    """Write a folder below ``root``, remove papers it no longer has; gives the number of bytes."""
    files = make(folder)
    for variant in ("text", "scan"):
        place = root / folder.name / variant
        place.mkdir(parents=True, exist_ok=True)
        for old in place.iterdir():
            if f"{variant}/{old.name}" not in files:
                old.unlink()
    for path, data in files.items():
        (root / folder.name / path).write_bytes(data)
    return sum(len(data) for data in files.values())
