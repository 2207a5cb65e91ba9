"""``huiqi verify``: replays a sealed evaluation offline and compares it byte for byte."""

from __future__ import annotations

import argparse

from service import catalogue
from service.commands.saying import console


def run(args: argparse.Namespace) -> int:
    """Raises SealBroken, PackNotFound; the caller turns them into sentences."""
    from rules import verify

    sealed = args.file.read_bytes()
    evaluation = verify(sealed.strip(b"\n"))
    data = {"pack": evaluation.pack, "on": evaluation.on.isoformat(), "count": len(evaluation.decisions)}
    console().print(catalogue.text("cli.verified", args.lang, data), style="green", markup=False)
    return 0
