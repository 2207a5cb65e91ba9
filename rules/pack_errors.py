"""Errors of where packs are kept: archives, published versions, publishing. Each has a stable ``code`` and data."""

from __future__ import annotations

from collections.abc import Iterable

from rules.errors import PackNotFound, RulesError
from rules.texts import Text


class PackArchiveBroken(RulesError):
    """A pack's folder or archive cannot be taken in. data: place, reason (stable: no_archive, layout, too_large)."""

    code = "pack.archive_broken"


class PackFolderMissing(RulesError):
    """The folder set for an office's own packs is not there. data: folder."""

    code = "pack.folder_missing"


class PublishedBroken(RulesError):
    """A published version is not what its index says: somebody changed it after it was published.

    data: pack (name@version), place, reason (stable: index, missing, archive, content, name).
    """

    code = "pack.published_broken"


class VersionNotFound(PackNotFound):
    """The pack is known, this version of it is not. data: pack (name@version), known, folder (where it would stand)."""

    code = "pack.version_not_found"


class NotPublished(PackNotFound):
    """A pack of which only a draft exists: nothing is decided by a draft. data: pack, known, folder."""

    code = "pack.not_published"


class PackUnavailable(RulesError):
    """A case's pack cannot be used now; for those who handed it in, without places of the server. data: pack, reason
    (code of the cause).
    """

    code = "pack.unavailable"


class PublishRefused(RulesError):
    """A version is not published. data: pack (name@version), reason (stable), and what the reason needs.

    reasons: exists (hash, found), not_above (last), changes (heading), unfit (lint, cases, coverage: how many).
    """

    code = "pack.publish_refused"

    def __init__(self, details: Iterable[Text] = (), **data: str | int) -> None:
        super().__init__("", **data)
        self.details = tuple(details)  #: of an unfit pack: each mistake, failing case and gap, with its place
