"""``python -m samples.pages --out FOLDER``: papers with exact truth, for measuring extraction."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from samples.generate.fonts import FontsMissing
from samples.pages.folder import SHEET, VARIANTS, write
from samples.pages.registry import DEVELOPMENT, HELD_OUT, KINDS


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m samples.pages", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder; one below it for each variant")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same papers (1)")
    parser.add_argument("--count", type=int, default=len(KINDS) * 6, help="papers, each in every variant (48)")
    parser.add_argument("--half", choices=(DEVELOPMENT, HELD_OUT, "all"), default="all")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS, metavar="KIND", help=", ".join(KINDS))
    shown = ",".join((*VARIANTS, SHEET))
    parser.add_argument("--variants", default=",".join(VARIANTS), help=f"of {shown} (tables as XLSX or CSV)")
    args = parser.parse_args(given)
    args.variants = tuple(args.variants.split(","))
    if unknown := set(args.variants) - {*VARIANTS, SHEET}:
        parser.error(f"no such variant: {', '.join(sorted(unknown))}")
    if args.count < 1:
        parser.error("--count must be at least 1")
    return args


def main(given: list[str]) -> int:
    """Exit code 0; 1 when fonts are missing or the folder cannot be written."""
    args = _arguments(given)
    try:
        write(args.out, seed=args.seed, count=args.count, half=args.half, kinds=args.kinds, variants=args.variants)
    except FontsMissing as problem:
        sys.stderr.write(f"{problem}\n  apt-get install {' '.join(problem.packages)}\n")
        return 1
    except OSError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write(f"{args.count} papers ({args.half}) in {args.out}: {', '.join(args.variants)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
