"""The packs that come with the program, and packs from other folders."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from rules import loader
from rules.errors import PackNotFound
from rules.model import Pack

FOLDER = Path(__file__).parent / "packs"


def shipped_packs() -> tuple[str, ...]:
    """Names of the packs that come with the program, sorted."""
    return tuple(sorted(p.parent.name for p in FOLDER.glob("*/pack.yaml")))


def load_pack(path: str | Path) -> Pack:
    """A pack from its folder, or a shipped one by its name. Raises PackNotFound, PackInvalid."""
    folder = Path(path)
    if not (folder / "pack.yaml").is_file() and isinstance(path, str) and path in shipped_packs():
        folder = FOLDER / path
    if not (folder / "pack.yaml").is_file():
        raise PackNotFound(pack=str(path), known=", ".join(shipped_packs()))
    return _loaded(folder.resolve(), loader.content_hash(folder))


@lru_cache(maxsize=16)
def _loaded(folder: Path, content_hash: str) -> Pack:
    """Loading again gives the same pack as long as its files are the same."""
    return loader.load(folder)


def find_shipped(name: str, version: str) -> Pack:
    """A shipped pack of exactly this version. Raises PackNotFound."""
    pack = load_pack(name)
    if pack.version != version:
        raise PackNotFound(pack=f"{name}@{version}", known=pack.reference)
    return pack
