"""``huiqi rules lint``: a pack's mistakes and doubtful places."""

from __future__ import annotations

import argparse

from service import catalogue
from service.commands.saying import console


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when a pack has mistakes."""
    from rules import load_pack, shipped_packs

    for name in [args.pack] if args.pack else shipped_packs():
        pack = load_pack(name)  # raises PackInvalid with every mistake, PackNotFound
        counts = {"measures": len(pack.measures), "facts": len(pack.facts), "parameters": len(pack.parameters)}
        text = catalogue.text("cli.pack_fine", args.lang, {"pack": pack.reference, **counts})
        console().print(text, style="green", markup=False)
    return 0
