"""Typed errors of the workers. Each has a stable ``code`` and the data its message needs.

The sentences for people stand in the service's catalogue under ``error.<code>``.
"""

from __future__ import annotations

from typing import ClassVar, Final


class WorkersError(Exception):
    """Base of everything the workers raise on purpose."""

    code: ClassVar[str] = "workers.failed"

    def __init__(self, **data: str | int) -> None:
        self.data: dict[str, str | int] = data
        super().__init__(f"{self.code} {data}" if data else self.code)


class SettingInvalid(WorkersError):
    """data: setting (environment variable), value, problem (English, what to write instead)."""

    code = "setting.invalid"

    def __str__(self) -> str:
        return f"{self.data['setting']}={self.data['value']!r}: {self.data['problem']}"


class UnknownCase(WorkersError):
    """data: case."""

    code = "case.unknown"


class UnknownDocument(WorkersError):
    """data: document."""

    code = "document.unknown"


class TooManyDocuments(WorkersError):
    """data: case, limit."""

    code = "case.too_many_documents"


class JoinTooFew(WorkersError):
    """Fewer than two documents are to be joined, or one is named twice."""

    code = "join.too_few"


class JoinNotPages(WorkersError):
    """A document whose pages cannot be pages of another: a sheet, a copy, one that is joined already.

    data: number, filename.
    """

    code = "join.not_pages"


class JoinOrder(WorkersError):
    """An order of files that does not name each of a document's files once. data: number."""

    code = "join.order"


class BlobMissing(WorkersError):
    """The database knows a document whose bytes are not in the store. data: sha256."""

    code = "store.blob_missing"


class SchemaDiffers(WorkersError):
    """The database was made by another version of the program. data: found, expected."""

    code = "store.schema_differs"


class QueueUnavailable(WorkersError):
    """The queue cannot be reached; what was handed in is kept and is done when it can. data: reason."""

    code = "queue.unavailable"


class DataDirInUse(WorkersError):
    """Another stack runs in this data folder. data: data_dir, pid."""

    code = "stack.data_dir_in_use"


class StackFailed(WorkersError):
    """A part of the stack does not start. data: part, reason."""

    code = "stack.failed"


class ClaimLost(WorkersError):
    """Somebody else has taken over this piece of work; what was found here is dropped. data: work."""

    code = "job.claim_lost"


#: a document that ended without being read, for reasons of the work and not of the file
GAVE_UP: Final = "job.gave_up"  #: its reader died at every attempt; data: attempts
TIMED_OUT: Final = "job.timed_out"  #: data: seconds
OUT_OF_MEMORY: Final = "job.out_of_memory"  #: data: limit_mb
FAILED: Final = "job.failed"  #: an error of the program; data: error (its type)
ENDINGS: Final = (GAVE_UP, TIMED_OUT, OUT_OF_MEMORY, FAILED)

#: a decision run that could not be made; the errors of the rules keep their own codes
DECISION_GAVE_UP: Final = "decision.gave_up"  #: its process died at every attempt; data: attempts
DECISION_TIMED_OUT: Final = "decision.timed_out"  #: data: seconds
DECISION_FAILED: Final = "decision.failed"  #: an error of the program; data: error (its type)
DECISION_ENDINGS: Final = (DECISION_GAVE_UP, DECISION_TIMED_OUT, DECISION_FAILED)
