"""Errors of where packs are kept: archives, published versions, publishing. Each has a stable ``code`` and data."""

from __future__ import annotations

from rules.errors import PackNotFound, RulesError


class PackArchiveBroken(RulesError):
    """A pack's folder or archive cannot be taken in. data: place, reason (stable: no_archive, layout, too_large)."""

    code = "pack.archive_broken"


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


class PublishRefused(RulesError):
    """A version is not published. data: pack (name@version), reason (stable), and what the reason needs.

    reasons: exists (hash, found), not_above (last), changes (heading), lint (count), cases (failed, count),
    coverage (count), folder, example.
    """

    code = "pack.publish_refused"
