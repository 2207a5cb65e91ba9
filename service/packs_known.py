"""The packs that cases may be judged by: those the project ships, each loaded once."""

from __future__ import annotations

from functools import cached_property

from rules.model import Pack
from service.errors import fail


class KnownPacks:
    """By name; loading a pack needs no rule engine."""

    @cached_property
    def _all(self) -> dict[str, Pack]:
        from rules import load_pack, shipped_packs

        return {name: load_pack(name) for name in shipped_packs()}

    @property
    def default(self) -> Pack:
        """The pack of a case that names none."""
        return next(iter(self._all.values()))

    def named(self, name: str) -> Pack:
        """Raises ServiceError ``pack.unknown``."""
        try:
            return self._all[name]
        except KeyError:
            raise fail("pack.unknown", pack=name[:80], known=", ".join(self._all)) from None

    def names(self) -> list[str]:
        return list(self._all)
