"""``huiqi rules replay A B --on CASES``: which filed cases come out otherwise, and the money moved."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from service import catalogue
from service.commands.saying import complain

if TYPE_CHECKING:
    from rules.author.replay_model import Filed
    from workers.settings import Settings


def run(args: argparse.Namespace) -> int:
    """Exit code 1 where a decision changes or a case cannot be replayed. Raises PackInvalid, PackNotFound."""
    from rules import load_pack, to_json
    from rules.author.replay import replay
    from service.cli import MISUSED
    from service.commands.rules.naming import named
    from service.commands.rules.replay_show import show

    a, b = load_pack(args.a), load_pack(args.b)
    where = Path(args.on) if args.on != "cases" else None
    if where is None and not _has_data(args):
        complain(catalogue.text("author_replay.no_data", args.lang, {"path": str(_settings(args).data_dir)}))
        return MISUSED
    filed = list(_filed(args, where))
    if not filed:
        path = str(where or _settings(args).data_dir)
        complain(catalogue.text("author_replay.no_cases", args.lang, {"path": path}))
        return MISUSED
    done = replay(a, b, filed)
    if args.json:
        sys.stdout.write(json.dumps(to_json(done), ensure_ascii=False, indent=2) + "\n")
    else:
        show(done, (named(a, args.lang), named(b, args.lang)), args.lang)
    return 1 if done.flips or done.not_replayed else 0


def _settings(args: argparse.Namespace) -> Settings:
    from workers.settings import Settings

    settings = Settings.from_env()
    return (replace(settings, data_dir=args.data) if args.data else settings).absolute()


def _has_data(args: argparse.Namespace) -> bool:
    """Opening a store would make one: a mistyped folder must not become an empty database."""
    settings = _settings(args)
    return bool(settings.database_url) or (settings.data_dir / "huiqi.db").is_file()


def _filed(args: argparse.Namespace, where: Path | None) -> Iterator[Filed]:
    from rules.author.replay_files import filed
    from rules.author.replay_model import Filed

    if where is not None:
        yield from filed(where)  # raises FileNotFoundError
        return
    from workers.store import Store

    store = Store(_settings(args))
    try:
        offset = 0
        while page := store.cases(limit=100, offset=offset):
            for case in page:
                decided = store.decisions(case.id)
                if decided is not None:
                    yield Filed(case.id, decided.sealed)
            offset += len(page)
    finally:
        store.close()
