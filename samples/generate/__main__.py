"""``python -m samples.generate [CASE …]``: make the papers of all cases, or of those named, anew."""

from __future__ import annotations

import sys
from pathlib import Path

from samples.generate.cases import folders
from samples.generate.collection import write
from samples.generate.fonts import FontsMissing, register

ROOT = Path(__file__).resolve().parent.parent


def main(names: list[str]) -> int:
    try:
        register()
    except FontsMissing as problem:
        sys.stderr.write(f"{problem}\n  apt-get install {' '.join(problem.packages)}\n")
        return 1
    known = {folder.name: folder for folder in folders()}
    if unknown := set(names) - set(known):
        sys.stderr.write(f"no such case: {', '.join(sorted(unknown))}; there are {', '.join(known)}\n")
        return 2
    for name, folder in known.items():
        if not names or name in names:
            size = write(folder, ROOT)
            sys.stdout.write(f"{name}: {len(folder.sheets)} documents, {size / 1024:.0f} KiB in both variants\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
