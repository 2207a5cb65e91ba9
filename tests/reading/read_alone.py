"""A process of its own that reads files under the limits of a worker, and tells of each what came of it.

``python -m tests.reading.read_alone``: paths on the standard input, one a line; a line of JSON on the standard output
for each. What kills or hangs the process is for the one who started it to see.
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from extractors.errors import ExtractionError
from extractors.extract import extract
from extractors.model import Document, Evidence, Extraction, Method
from extractors.reader import read
from extractors.report import to_report
from extractors.serial import from_data, to_data
from workers import limits

#: MiB; the worker's own default is higher
MEMORY_MB = 2048
#: what is rounded in evidence, points
_SLACK = 0.1


def outcome(path: Path) -> dict[str, Any]:
    """``error``: the code of a typed error; or ``document`` told; or ``crash``: how reading went wrong."""
    started = time.process_time()
    told: dict[str, Any] = {"name": path.name}
    try:
        told |= _told(path)
    except ExtractionError as error:
        told["error"] = error.code
    except Exception:  # noqa: BLE001  every other exception is what is looked for here
        told["crash"] = traceback.format_exc()
    told["seconds"] = time.process_time() - started
    return told


def _told(path: Path) -> dict[str, Any]:
    document = read(path)
    extraction = extract(document)
    json.dumps(to_report(document, extraction), allow_nan=False)
    for thing in (document, extraction):
        json.dumps(stored := to_data(thing), allow_nan=False)
        assert to_data(from_data(stored)) == stored
    return {
        "wrong": wrongs(document, extraction),
        "kind": extraction.kind.kind,
        "text": "".join(word.text for page in document.pages for word in page.words),
        "read": any(page.method is Method.OCR for page in document.pages),
        "fields": {
            field.name: {
                "value": str(field.value),
                "sure": field.sure,
                "text": [evidence.text for evidence in field.evidence],
            }
            for field in extraction.fields
        },
    }


def wrongs(document: Document, extraction: Extraction) -> list[str]:
    """What does not hold of a document and its fields that must hold of every one."""
    found: list[str] = []
    sizes = {page.number: (page.width, page.height) for page in document.pages}
    if sorted(sizes) != list(range(1, len(document.pages) + 1)):
        found.append(f"pages {sorted(sizes)}")
    for field in (*extraction.fields, *(r for c in extraction.conflicts for r in c.readings)):
        if not 0 <= field.confidence <= 1:
            found.append(f"{field.name}: confidence {field.confidence}")
        if not field.evidence:
            found.append(f"{field.name}: no evidence")
        found += [f"{field.name}: {wrong}" for evidence in field.evidence for wrong in _misplaced(evidence, sizes)]
    return found


def _misplaced(evidence: Evidence, sizes: dict[int, tuple[float, float]]) -> list[str]:
    if evidence.page not in sizes:
        return [f"page {evidence.page} of {len(sizes)}"]
    width, height = sizes[evidence.page]
    found = [] if evidence.boxes else ["evidence without a box"]
    for box in evidence.boxes:
        if not (-_SLACK <= box.x0 <= box.x1 <= width + _SLACK and -_SLACK <= box.top <= box.bottom <= height + _SLACK):
            found.append(f"{box} on a page of {width} x {height}")
    return found


def main() -> None:
    limits.bound(MEMORY_MB)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(outcome(Path(line.rstrip("\n")))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
