"""The tables. The database is the only truth about work: what is in Celery's queue can be lost at any moment."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import JSON, DateTime, ForeignKey, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

#: raised by every change of a table; a table that an older database lacks is made when it is opened
SCHEMA: Final = "1"


class UtcTime(TypeDecorator[datetime]):
    """An instant; goes in and comes out with its time zone, UTC (SQLite would drop it)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    type_annotation_map = {datetime: UtcTime(), str: Text(), dict[str, Any]: JSON(), bytes: LargeBinary()}  # noqa: RUF012


class Meta(Base):
    __tablename__ = "meta"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Work:
    """What every piece of work has: reading a document, deciding a case."""

    attempts: Mapped[int] = mapped_column(default=0)  #: how often it was begun since it last succeeded
    claim: Mapped[str | None]  #: identity of the process at it, None: nobody
    claimed: Mapped[datetime | None]  #: when that process began
    beat: Mapped[datetime | None]  #: its last sign of life
    queued: Mapped[datetime | None]  #: when a message was last sent for it, None: never
    error_code: Mapped[str | None]
    error_data: Mapped[dict[str, Any] | None]


class Case(Work, Base):
    __tablename__ = "cases"

    id: Mapped[str] = mapped_column(primary_key=True)
    applicant: Mapped[str | None]
    pack: Mapped[str]
    on: Mapped[date | None] = mapped_column("as_of")
    created: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(index=True)
    revision: Mapped[int] = mapped_column(default=0)
    decided: Mapped[int | None]

    documents: Mapped[list[Document]] = relationship(order_by="Document.number")
    statements: Mapped[list[Statement]] = relationship(order_by="Statement.id")


class Document(Work, Base):
    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("case_id", "number"), Index("documents_state", "state", "queued"))

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    filename: Mapped[str]
    size: Mapped[int]
    media_type: Mapped[str]
    state: Mapped[str]
    pages_done: Mapped[int] = mapped_column(default=0)
    pages_total: Mapped[int | None]
    kind: Mapped[str | None]
    duplicate_of: Mapped[str | None] = mapped_column(ForeignKey("documents.id"))
    created: Mapped[datetime]
    ended: Mapped[datetime | None]
    read_version: Mapped[str | None]  #: of the artefacts that this document's facts rest on
    extract_version: Mapped[str | None]

    parts: Mapped[list[Part]] = relationship(
        order_by="Part.place", foreign_keys="Part.document_id", lazy="selectin", cascade="all, delete-orphan"
    )


class Part(Base):
    """A file that is some pages of a document of several files."""

    __tablename__ = "parts"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)  #: in the document, from 1
    source_id: Mapped[str] = mapped_column(ForeignKey("documents.id"))  #: what it was handed in as
    sha256: Mapped[str] = mapped_column(index=True)
    filename: Mapped[str]
    size: Mapped[int]
    media_type: Mapped[str]


class Statement(Base):
    __tablename__ = "statements"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    fact: Mapped[str]
    subject: Mapped[str]
    value: Mapped[Any] = mapped_column(JSON)
    method: Mapped[str]
    by: Mapped[str] = mapped_column("stated_by")
    reason: Mapped[str]
    at: Mapped[datetime]


class Artefact(Base):
    """What a stage made of some bytes: found again by what went in, so that nothing is read twice."""

    __tablename__ = "artefacts"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    stage: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(primary_key=True)
    created: Mapped[datetime]
    data: Mapped[bytes]  #: zlib-compressed JSON of extractors.serial


class Decided(Base):
    """Every decision run of a case, the latest last; none is ever changed."""

    __tablename__ = "evaluations"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    revision: Mapped[int]
    created: Mapped[datetime]
    pack: Mapped[str]  #: name@version
    facts: Mapped[dict[str, Any]]
    sealed: Mapped[bytes]
    digest: Mapped[str]


class Advised(Base):
    """What would change a decision run's outcome and what to bring next: beside it, never in its seal."""

    __tablename__ = "advice"

    decided_id: Mapped[int] = mapped_column(ForeignKey("evaluations.id"), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    attempts: Mapped[int]  #: how often it was begun
    created: Mapped[datetime]
    data: Mapped[bytes | None]  #: zlib-compressed JSON; None until it is made
