"""Sealed evaluations in files: one file, or every .json of a folder and below; one seal for each line."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path

from rules.author.replay_model import Filed


def filed(path: Path) -> Iterator[Filed]:
    """By name, sorted. Raises FileNotFoundError; nothing comes of a folder without seals."""
    if path.is_dir():
        files = sorted(p for p in path.rglob("*.json") if p.is_file())
    elif path.is_file():
        files = [path]
    else:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    for file in files:
        shown = file.relative_to(path).as_posix() if path.is_dir() else file.name
        seals = list(_seals(file.read_bytes()))
        for number, line in seals or [(1, b"")]:  # an empty file is told as no seal
            yield Filed(shown if len(seals) < 2 else f"{shown}:{number}", line)


def _seals(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(line, seal): one for each line, or the whole file where it is one seal laid out over several lines."""
    try:
        json.loads(data)
        yield 1, data.strip()
    except ValueError:
        lines = [(number, line.strip()) for number, line in enumerate(data.splitlines(), 1) if line.strip()]
        some = any(line.startswith(b"{") for _, line in lines)
        yield from lines if some else [(1, data.strip())]  # another sort of file is one wrong file, not many
