"""What stands beside a decision, kept beside it: made after the decision is stored, never inside its seal.

A case whose advice is lacking (it was decided by an earlier version, or the search did not end in time) is complete
without it.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workers.database import Database
from workers.records import CaseState
from workers.tables import Advised, Case, Decided

#: a message comes again where its process died over it; a third death would prove nothing new
ATTEMPTS: Final = 2


@dataclass(frozen=True, slots=True)
class ToAdvise:
    """The latest decisions of a case, which lack their advice."""

    decided_id: int
    sealed: bytes


@dataclass(frozen=True, slots=True)
class AdviceRecord:
    revision: int  #: of the case, as of its latest decisions
    data: Mapping[str, Any]  #: see :class:`rules.answers.model.Advice`


class Advices:
    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, case_id: str) -> ToAdvise | None:
        """What is to be advised on; None where advice is there, the case is decided anew, or it was tried enough."""
        with self._database.write() as session:
            case = session.get(Case, case_id, with_for_update=True)
            latest = _latest(session, case_id)
            if case is None or latest is None or case.state != CaseState.DONE or case.decided != latest.revision:
                return None
            row = session.get(Advised, latest.id)
            if row is None:
                row = Advised(decided_id=latest.id, case_id=case_id, attempts=0, created=datetime.now(UTC))
                session.add(row)
            if row.data is not None or row.attempts >= ATTEMPTS:
                return None
            row.attempts += 1
            return ToAdvise(latest.id, latest.sealed)

    def keep(self, case_id: str, decided_id: int, advice: Mapping[str, Any]) -> None:
        """Keeps the advice and drops that of earlier decisions, which nobody can act on any more."""
        data = zlib.compress(json.dumps(advice, ensure_ascii=False, separators=(",", ":")).encode(), 6)
        with self._database.write() as session:
            row = session.get(Advised, decided_id)
            if row is not None:
                row.data = data
            session.execute(delete(Advised).where(Advised.case_id == case_id, Advised.decided_id < decided_id))

    def latest(self, case_id: str) -> AdviceRecord | None:
        """The advice beside the latest decisions; None where there is none."""
        with self._database.read() as session:
            latest = _latest(session, case_id)
            row = None if latest is None else session.get(Advised, latest.id)
            if latest is None or row is None or row.data is None:
                return None
            return AdviceRecord(latest.revision, json.loads(zlib.decompress(row.data)))

    def revision(self, case_id: str) -> int | None:
        """The revision that the latest advice rests on, without reading it."""
        chosen = (
            select(Decided.revision)
            .join(Advised, Advised.decided_id == Decided.id)
            .where(Decided.case_id == case_id, Advised.data.is_not(None))
        )
        with self._database.read() as session:
            return session.scalars(chosen.order_by(Decided.id.desc()).limit(1)).first()


def _latest(session: Session, case_id: str) -> Decided | None:
    chosen = select(Decided).where(Decided.case_id == case_id)
    return session.scalars(chosen.order_by(Decided.id.desc()).limit(1)).first()
