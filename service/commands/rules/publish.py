"""``huiqi rules publish``: freezes a pack's version for good."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import TYPE_CHECKING

from service import catalogue
from service.commands.saying import complain, console, place

if TYPE_CHECKING:
    from rules.published import Published


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when the version is not published. Raises PackNotFound, PackInvalid, PublishedBroken."""
    from rules.author.publish import publish
    from rules.pack_errors import PublishRefused
    from rules.shipped import shelves
    from workers.pipeline import CHINA

    folder = shelves().working_copy(args.pack)
    try:
        made = publish(folder, args.to, datetime.now(CHINA).date())
    except PublishRefused as refused:
        complain(catalogue.text(f"publish.refused.{refused.data['reason']}", args.lang, refused.data))
        for detail in refused.details:
            complain(f"  {getattr(detail, args.lang)}")
        return 1
    entry = made.entry
    data = {"pack": entry.reference, "hash": entry.content_hash[:12], "on": entry.published.isoformat()}
    if not made.new or made.fitness is None:
        console().print(catalogue.text("publish.same", args.lang, data), markup=False)
        _looked_for(entry, args.lang)
        return 0
    text = catalogue.text("publish.done", args.lang, {**data, "cases": made.fitness.cases})
    console().print(text, style="green", markup=False)
    console().print(
        catalogue.text("publish.kept", args.lang, {"archive": place(entry.place)}), markup=False, soft_wrap=True
    )
    _looked_for(entry, args.lang)
    return 0


def _looked_for(entry: Published, lang: str) -> None:
    """Says so where decisions do not look: a version there is published, and no case is decided by it."""
    from rules.shelves import PUBLISHED
    from rules.shipped import shelves

    shelf = entry.place.resolve().parent.parent
    looked = [one.published.resolve() for one in shelves().shelves]
    if shelf in looked:
        return
    key = "elsewhere" if shelf.name == PUBLISHED else "elsewhere_odd"
    data = {"folder": place(shelf), "parent": place(shelf.parent), "looked": place(looked[0]), "name": entry.name}
    told = catalogue.text(f"author_shelf.{key}", lang, data)
    console().print(told, style="yellow", markup=False, soft_wrap=True)
