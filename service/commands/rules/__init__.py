"""``huiqi rules ACTION``: the rule author's tools. Each action is a module of this package with ``run(args)``."""

from __future__ import annotations

import argparse
from importlib import import_module


def run(args: argparse.Namespace) -> int:
    """Runs one action; its exit code. Packs are looked for in the office's own folder too, where one is set."""
    from rules.shipped import also
    from workers.settings import Settings

    module = import_module(f"service.commands.rules.{args.action.replace('-', '_')}")
    with also(Settings.from_env().packs):
        return int(module.run(args))
