"""``huiqi rules explain``: a pack, or one entry, as text that a civil servant can check against the notice."""

from __future__ import annotations

import argparse
import json
import sys

from service import uploads
from service.commands.saying import complain, sentence


def run(args: argparse.Namespace) -> int:
    """Exit code 2 for an entry or a day the pack has not. Raises PackInvalid, PackNotFound, ServiceError."""
    from rules import load_pack, to_json
    from rules.author.explain import EntryNotFound, explain
    from rules.errors import NotInForce
    from service.cli import MISUSED
    from service.commands.rules.explain_text import written
    from service.commands.rules.naming import named

    try:
        pack = load_pack(args.pack)
        explained = explain(pack, args.entry, uploads.as_of(args.on))
    except (EntryNotFound, NotInForce) as error:
        complain(sentence(error, args.lang) or str(error))
        return MISUSED
    if args.json:
        sys.stdout.write(json.dumps(to_json(explained), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(written(explained, args.lang, named(pack, args.lang)))
    return 0
