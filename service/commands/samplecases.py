"""Sample cases: ``<folder>/<case>/case.yaml`` with the documents of each variant in ``text/`` and ``scan/``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from rules.model import Pack
from service.statements import Said, check

VARIANTS = ("text", "scan")
_NOT_DOCUMENTS = {".json", ".yaml", ".md", ".txt"}
_KEYS = {"title", "applicant", "on", "pack", "declarations", "attestations"}


class SampleWrong(Exception):
    """``path`` and ``problem``, for people."""

    def __init__(self, path: Path, problem: str) -> None:
        self.path, self.problem = path, problem
        super().__init__(f"{path}: {problem}")


@dataclass(frozen=True, slots=True)
class SampleCase:
    name: str
    title: Mapping[str, str]
    applicant: str
    on: date
    pack: str
    declarations: tuple[Mapping[str, Any], ...]
    attestations: tuple[Mapping[str, Any], ...]
    variants: Mapping[str, tuple[Path, ...]]  #: documents by variant, in the order of their names

    def said(self, pack: Pack) -> list[Said]:
        """What the applicant declares and a reviewer attests. Raises ServiceError ``statement.*``."""
        declared = [check(pack, one, method="applicant", by=self.applicant) for one in self.declarations]
        return declared + [check(pack, one, method="reviewer") for one in self.attestations]


def load(folder: Path) -> list[SampleCase]:
    """Every case of the folder, by name. Raises SampleWrong."""
    return [_case(path) for path in sorted(folder.glob("*/case.yaml"))]


def _case(path: Path) -> SampleCase:
    try:
        # every scalar as text: the facts' own types say what it means, not YAML's guesses (`on` is no truth value)
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - builds text only
    except yaml.YAMLError as error:
        raise SampleWrong(path, str(error)) from error
    if not isinstance(raw, dict) or not {"title", "applicant", "on", "pack"} <= raw.keys() <= _KEYS:
        raise SampleWrong(path, f"keys must be {', '.join(sorted(_KEYS))}")
    try:
        on = date.fromisoformat(raw["on"])
    except ValueError as error:
        raise SampleWrong(path, str(error)) from error
    variants = {name: _documents(path.parent / name) for name in VARIANTS if (path.parent / name).is_dir()}
    return SampleCase(
        path.parent.name,
        raw["title"],
        raw["applicant"],
        on,
        raw["pack"],
        tuple(raw.get("declarations", ())),
        tuple(raw.get("attestations", ())),
        variants,
    )


def _documents(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(p for p in folder.iterdir() if p.is_file() and p.suffix.lower() not in _NOT_DOCUMENTS))
