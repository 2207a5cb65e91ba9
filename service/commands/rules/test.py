"""``huiqi rules test``: a pack's cases."""

from __future__ import annotations

import argparse

from rules.model import Pack
from service import catalogue
from service.commands.saying import complain, console


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when a case comes out otherwise. Raises PackInvalid, PackNotFound."""
    from rules import load_pack, shipped_packs

    wrong = sum(_cases(load_pack(name), args.lang) for name in ([args.pack] if args.pack else shipped_packs()))
    return 1 if wrong else 0


def _cases(pack: Pack, lang: str) -> int:
    from rules import run_cases

    results = run_cases(pack)
    wrong = [one for one in results if not one.passed]
    for one in wrong:
        complain(f"✗ {one.name} ({one.place})")
        for failure in one.failures:
            complain(f"    {failure}")
    data = {"passed": len(results) - len(wrong), "count": len(results)}
    console().print(catalogue.text("cli.cases_run", lang, data), markup=False)
    return len(wrong)
