"""What a pack is called in a heading: ``name@version``, and that it is a draft where it is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service import catalogue

if TYPE_CHECKING:
    from rules.model import Pack


def named(pack: Pack, lang: str) -> str:
    """A draft and the published version may bear the same number: the heading must tell which of them was read."""
    from rules.author.standing import unpublished
    from rules.shipped import shelves

    state = unpublished(shelves(), pack)
    mark = catalogue.text(f"author_naming.{state}", lang, {"version": pack.version}) if state else ""
    return f"{pack.reference}{mark}"
