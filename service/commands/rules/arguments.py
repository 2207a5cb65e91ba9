"""What ``huiqi rules ACTION`` takes. A pack is named by its folder, its name, or ``name@version``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

PACK = "folder, name or name@version of a pack"


def add(commands: Any) -> None:
    """The command with all its actions, under the subparsers ``commands``."""
    rules = commands.add_parser("rules", help="the rule author's tools")
    actions = rules.add_subparsers(dest="action", required=True, metavar="ACTION")
    _checking(actions)
    _reading(actions)
    _comparing(actions)
    _publishing(actions)


def _with_json(action: argparse.ArgumentParser) -> None:
    action.add_argument("--json", action="store_true", help="for programs")


def _checking(actions: Any) -> None:
    lint = actions.add_parser("lint", help="a pack's mistakes and doubtful places, by file, line and column")
    lint.add_argument("--strict", action="store_true", help="exit code 1 for warnings too")
    test = actions.add_parser("test", help="a pack's cases, and what no case drives")
    for action in (lint, test):
        action.add_argument("pack", nargs="?", help=f"{PACK} (default: every one there is)")
        _with_json(action)
    test.add_argument(
        "--reader",
        choices=("plain", "durable"),
        default="plain",
        help="what reads the conditions: the plain reader (default), or the rule engine (same answers, slower)",
    )


def _reading(actions: Any) -> None:
    explain = actions.add_parser("explain", help="a pack or one entry as readable Chinese or English")
    explain.add_argument("pack", help=PACK)
    explain.add_argument("entry", nargs="?", help="id of a measure, 1a")
    explain.add_argument("--on", metavar="YYYY-MM-DD", help="as-of date (default: the first day of the pack)")
    explain.add_argument("--lang", choices=("zh", "en"), default=argparse.SUPPRESS, help="language (default zh)")
    _with_json(explain)
    kinds = actions.add_parser("kinds", help="the kinds of papers, and the fields a pack can take from each")
    kinds.add_argument("kind", nargs="?", help="one kind (default: all)")
    _with_json(kinds)


def _comparing(actions: Any) -> None:
    diff = actions.add_parser("diff", help="what changed between two packs, by meaning")
    replay = actions.add_parser("replay", help="which filed cases flip under another pack, and the money moved")
    for action in (diff, replay):
        action.add_argument("a", metavar="A", help=PACK)
        action.add_argument("b", metavar="B", help=PACK)
        _with_json(action)
    diff.add_argument("--texts", action="store_true", help="labels, notes and questions too, each on a line of its own")
    replay.add_argument(
        "--on",
        default="cases",
        metavar="CASES",
        help="a file or folder of sealed decisions; or the word cases: those in the data folder (default)",
    )
    replay.add_argument("--data", type=Path, help="data folder of the service (default .data)")
    notice = actions.add_parser("notice-diff", help="which criteria rest on sentences that an amended notice changed")
    notice.add_argument("old", metavar="OLD", help=f"{PACK}, or a notice's text file beside --pack")
    notice.add_argument("new", metavar="NEW", type=Path, help="text file of the amended notice")
    notice.add_argument("--pack", help="pack whose criteria are meant, when OLD is a text file")
    _with_json(notice)


def _publishing(actions: Any) -> None:
    publish = actions.add_parser("publish", help="freeze a pack's version for good")
    publish.add_argument("pack", help="folder or name of the pack")
    publish.add_argument("--to", type=Path, metavar="FOLDER", help="where published versions are kept")
    versions = actions.add_parser("versions", help="the published versions of a pack, or of every pack")
    versions.add_argument("pack", nargs="?", help="name of a pack")
    _with_json(versions)
