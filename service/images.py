"""Page images for people. Untrusted files are opened only in a short-lived child with limits; its PNGs are kept."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from service.errors import fail

#: how pages are drawn; raised when that changes, so that no picture drawn before is shown (1: numbers of persons on
#: sheets were not masked)
DRAWN = 2
DPI = 130  #: dots per inch; an A4 page is 1,075 pixels wide, twice the panel that shows it
_SECONDS = 60  #: longest time a page may take to be drawn
_MEMORY = 2 * 1024**3  #: bytes of address space a drawing child may use
_MOST = 2000  #: page images kept; the oldest are dropped beyond

_CHILD = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[5]), int(sys.argv[5])))
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[6]), int(sys.argv[6])))
from extractors.errors import ExtractionError
from extractors.render import render
try:
    image = render(Path(sys.argv[1]), int(sys.argv[2]), dpi=int(sys.argv[3]))
except (ExtractionError, IndexError, MemoryError):
    sys.exit(3)
image.save(sys.argv[4], format="PNG", optimize=False, compress_level=6)
"""


class PageImages:
    """PNG files of pages in ``folder``, by document digest, page and resolution; made when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for old in folder.glob("*.png"):
            if not old.stem.endswith(f"-{DPI}-{DRAWN}"):
                old.unlink(missing_ok=True)
        self._busy = threading.BoundedSemaphore(2)  # pages drawn at the same time

    def page(self, blob: Path, sha256: str, number: int) -> Path:
        """The image of page ``number`` (from 1). Raises ServiceError ``page.unrenderable``."""
        target = self.folder / f"{sha256}-{number}-{DPI}-{DRAWN}.png"
        if target.exists():
            return target
        with self._busy:
            if not target.exists():
                self._draw(blob, number, target)
        return target

    def _draw(self, blob: Path, number: int, target: Path) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")
        limits = [str(_MEMORY), str(_SECONDS)]
        command = [sys.executable, "-c", _CHILD, str(blob), str(number), str(DPI), str(draft), *limits]
        try:
            done = subprocess.run(command, timeout=_SECONDS, capture_output=True, check=False)  # noqa: S603
        except subprocess.TimeoutExpired:
            draft.unlink(missing_ok=True)
            raise fail("page.unrenderable", page=number) from None
        if done.returncode != 0:
            draft.unlink(missing_ok=True)
            raise fail("page.unrenderable", page=number)
        draft.replace(target)
        self._trim()

    def _trim(self) -> None:
        kept = sorted(self.folder.glob(f"*-{DRAWN}.png"), key=lambda path: path.stat().st_mtime)
        for path in kept[: max(0, len(kept) - _MOST)]:
            path.unlink(missing_ok=True)
