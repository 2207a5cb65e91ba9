"""The labelled papers that confidence is measured on, and those it is checked on."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import samples
from samples.pages.folder import write
from samples.pages.registry import DEVELOPMENT, HELD_OUT

_SAMPLES = Path(samples.__file__).parent


@dataclass(frozen=True, slots=True)
class Lot:
    """Papers made by one call of the page maker."""

    half: str
    variant: str  #: text, scan, degraded
    seed: int
    count: int

    @property
    def name(self) -> str:
        return f"{self.half}-{self.variant}-{self.seed}-{self.count}"


#: thresholds and map come from these alone …
FITTED = (
    Lot(DEVELOPMENT, "text", 101, 640),
    Lot(DEVELOPMENT, "scan", 102, 64),
    Lot(DEVELOPMENT, "degraded", 103, 160),
)
#: … and these, in layouts nobody has worked on, tell what they are worth
CHECKED = (
    Lot(HELD_OUT, "text", 201, 320),
    Lot(HELD_OUT, "scan", 202, 32),
    Lot(HELD_OUT, "degraded", 203, 72),
)


@cache
def maker_version() -> str:
    """A short hash of the page maker's sources: other sources may make other papers."""
    told = hashlib.sha256()
    for part in ("pages", "generate"):
        for path in sorted((_SAMPLES / part).rglob("*")):
            if path.suffix in {".py", ".yaml"}:
                told.update(path.relative_to(_SAMPLES).as_posix().encode() + b"\0" + path.read_bytes())
    return told.hexdigest()[:12]


def made(folder: Path, lot: Lot, *, any_version: bool = False) -> Path:
    """Path of the lot's truth.json below ``folder``; its papers are made when the maker has changed since.

    ``any_version``: papers that an earlier maker made will do; for a quick look, not for figures.
    """
    home = folder / lot.name
    stamp = home / "made"
    if not stamp.exists() or not (any_version or stamp.read_text() == maker_version()):
        shutil.rmtree(home, ignore_errors=True)
        write(home, seed=lot.seed, count=lot.count, half=lot.half, variants=(lot.variant,))
        stamp.write_text(maker_version())
    return home / lot.variant / "truth.json"


def cases() -> list[Path]:
    """The truth files of the sample cases, text layers and scans."""
    return sorted(_SAMPLES.glob("*/*/truth.json"))
