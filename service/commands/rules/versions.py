"""``huiqi rules versions``: what is published of each pack, and where its working copy stands."""

from __future__ import annotations

import argparse
import json
import sys

from service import catalogue
from service.commands.saying import console, table


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when a working copy bears the number of a published version and is another.

    Raises PackNotFound, PackInvalid, PublishedBroken.
    """
    from rules import to_json
    from rules.author.standing import standing
    from rules.shipped import shelves

    shelf = shelves()
    found = [standing(shelf, name) for name in ([args.pack] if args.pack else shelf.names())]
    if args.json:
        sys.stdout.write(json.dumps(to_json(found), ensure_ascii=False, indent=2) + "\n")
    elif not found:
        console().print(catalogue.text("versions.none", args.lang), markup=False)
    else:
        words = [catalogue.text(f"versions.{key}", args.lang) for key in ("version", "published", "hash", "note")]
        rows: list[tuple[str, ...]] = []
        for one in found:
            rows += [
                (f"{one.name}@{v.version}", v.published.isoformat(), v.content_hash[:12], v.note) for v in one.versions
            ]
            if one.draft:
                said = catalogue.text(f"versions.draft_{one.draft.state}", args.lang, {"version": one.draft.version})
                label = catalogue.text("versions.draft", args.lang)
                rows.append((one.name, label, one.draft.content_hash[:12], said))
        console().print(table(rows, (words[0], words[1], words[2], words[3])))
    return 1 if any(one.draft and one.draft.state == "clash" for one in found) else 0
