"""``huiqi rules ACTION``: the rule author's tools. Each action is a module of this package with ``run(args)``."""

from __future__ import annotations

import argparse
from importlib import import_module


def run(args: argparse.Namespace) -> int:
    """Runs one action; its exit code."""
    module = import_module(f"service.commands.rules.{args.action.replace('-', '_')}")
    return int(module.run(args))
