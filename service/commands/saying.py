"""How commands speak: one console, and errors as sentences of the catalogue, never as tracebacks."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console

from service import catalogue

_UNKNOWN_PACK = ("pack.not_found", "pack.unknown")


def console(*, stderr: bool = False) -> Console:
    """A console that is also readable in a pipe or a log: wide there, plain, no control sequences."""
    plain = Console(stderr=stderr, highlight=False, soft_wrap=False)
    if plain.is_terminal:
        return plain
    return Console(stderr=stderr, highlight=False, width=160, no_color=True)


def sentence(error: BaseException, lang: str) -> str | None:
    """The catalogue's sentence for an error with a stable code; None for an error that has none."""
    code = getattr(error, "code", None)
    data = getattr(error, "data", None)
    if not isinstance(code, str):
        return None
    return catalogue.coded("error", code, lang, data if isinstance(data, Mapping) else {})


def place(path: Path) -> str:
    """A path as an editor finds it from here: relative where it is below the current folder."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def complain(text: str) -> None:
    """A sentence on the error stream."""
    console(stderr=True).print(text, style="red", markup=False)


def refused(error: BaseException, lang: str) -> int:
    """Tells why a command could not be done; its exit code. A bug is not hidden: it is raised again."""
    from rules.errors import NotInForce, PackInvalid, PackNotFound, SealBroken
    from service.cli import FOUND_WRONG, MISUSED, NOT_POSSIBLE
    from service.errors import ServiceError

    if isinstance(error, FileNotFoundError | IsADirectoryError | PermissionError):
        key = "cli.no_such_file" if isinstance(error, FileNotFoundError) else "cli.unreadable_path"
        complain(catalogue.text(key, lang, {"path": error.filename or ""}))
        return MISUSED
    said = sentence(error, lang)
    if said is None:
        raise error
    complain(said)
    if isinstance(error, NotInForce):
        complain(catalogue.text("decide.choose_day", lang))
    if getattr(error, "code", "") in _UNKNOWN_PACK and not os.environ.get("HUIQI_PACKS"):
        complain(catalogue.text("decide.packs_not_set", lang))
    if isinstance(error, PackInvalid):
        for found in error.diagnostics:
            complain(f"  {found.place} {found.code} {found.text.en if lang == 'en' else found.text.zh}")
    if isinstance(error, PackInvalid | SealBroken):
        return FOUND_WRONG
    if isinstance(error, NotInForce | PackNotFound | ServiceError):
        return MISUSED
    return NOT_POSSIBLE


def table(rows: list[tuple[str, ...]], headings: tuple[str, ...], *, numbers: Mapping[int, str] | None = None) -> Any:
    """A plain table; ``numbers``: justification of columns by index."""
    from rich.table import Table

    made = Table(box=None, pad_edge=False, header_style="bold")
    for index, heading in enumerate(headings):
        made.add_column(heading, justify=(numbers or {}).get(index, "left"))  # type: ignore[arg-type]
    for row in rows:
        made.add_row(*row)
    return made
