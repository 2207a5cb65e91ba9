"""A truth file: for each document of a folder its kind and what stands in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class BadTruth(ValueError):
    """No usable truth file. ``code`` is stable; ``data`` fills the sentence that stands in the service's catalogue
    under ``truth.<code>``: number (the entry, from 1), line (of the file, from 1)."""

    def __init__(self, code: str, **data: int) -> None:
        self.code = code
        self.data: dict[str, int] = data
        super().__init__(f"{code} {data}" if data else code)


def truth_entries(path: Path) -> list[tuple[Path, Mapping[str, Any]]]:
    """Each entry of a truth file with the path of its document, all looked at before the first is returned.

    Raises BadTruth for what is no truth file, OSError for a file that cannot be opened.
    """
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadTruth("not_utf8") from error
    except json.JSONDecodeError as error:
        raise BadTruth("not_json", line=error.lineno) from error
    except RecursionError as error:
        raise BadTruth("not_json", line=1) from error
    if not isinstance(data, list):
        raise BadTruth("not_list")
    if not data:
        raise BadTruth("empty")
    return [(path.parent / entry["file"], entry) for number, entry in enumerate(data, 1) if _checked(entry, number)]


def _checked(entry: Any, number: int) -> bool:
    """True. Raises BadTruth for an entry of another shape."""
    if not isinstance(entry, Mapping):
        raise BadTruth("no_entry", number=number)
    for name in ("file", "kind"):
        if not isinstance(entry.get(name), str) or not entry[name].strip():
            raise BadTruth(f"no_{name}", number=number)
    for name in ("fields", "boxes"):
        if not isinstance(entry.get(name) or {}, Mapping):
            raise BadTruth(f"bad_{name}", number=number)
    conflict = (entry.get("fields") or {}).get("conflict") or []
    if not isinstance(conflict, list) or not all(isinstance(name, str) for name in conflict):
        raise BadTruth("bad_conflict", number=number)
    return True
