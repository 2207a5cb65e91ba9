"""The sample cases as the tests read them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

import extractors
from extractors.model import Extraction
from workers import pipeline
from workers.records import CaseRecord, CaseState, DocumentRecord, DocumentState, StatementRecord

ROOT = Path(__file__).resolve().parent.parent.parent / "samples"
CASES = tuple(sorted(path.parent.name for path in ROOT.glob("*/case.yaml")))
FOLDERS = (*CASES, "single")
VARIANTS = ("text", "scan")
WHEN = datetime(2020, 5, 15, 1, 0, tzinfo=UTC)


def load_yaml(case: str, file: str) -> dict[str, Any]:
    loaded = yaml.safe_load((ROOT / case / file).read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def truth(folder: str, variant: str) -> list[dict[str, Any]]:
    loaded = json.loads((ROOT / folder / variant / "truth.json").read_text(encoding="utf-8"))
    assert isinstance(loaded, list)
    return loaded


def papers(folder: str, variant: str) -> list[Path]:
    """The documents of a variant in the order of a case: by name."""
    return sorted(path for path in (ROOT / folder / variant).iterdir() if path.suffix in {".pdf", ".jpg"})


@dataclass(frozen=True, slots=True)
class Run:
    """A case that went through the pipeline's own functions."""

    decided: pipeline.Decided
    extractions: dict[str, Extraction]  #: by document id
    names: dict[str, str]  #: file name by sha256


def extraction_of(path: Path) -> Extraction:
    work = pipeline.DocumentWork(path, path.name, extractors.Limits())
    *_, ended = pipeline.read_document(work, lambda done, total: None)
    assert ended.extraction is not None
    return ended.extraction


def _statements(case: str, given: dict[str, Any]) -> tuple[StatementRecord, ...]:
    rows = [(row, "applicant", given["applicant"]) for row in given["declarations"]]
    rows += [(row, "reviewer", row["by"]) for row in given["attestations"]]
    return tuple(
        StatementRecord(
            id=number,
            case_id=case,
            fact=row["fact"],
            subject=row.get("subject", "enterprise"),
            value=row["value"],
            method=method,
            by=by,
            reason=row["reason"],
            at=WHEN,
        )
        for number, (row, method, by) in enumerate(rows, start=1)
    )


def run(case: str, variant: str) -> Run:
    """Read, classify and extract every paper, bind, decide."""
    given = load_yaml(case, "case.yaml")
    documents, extractions, names = [], {}, {}
    for number, path in enumerate(papers(case, variant), start=1):
        data = path.read_bytes()
        sha256, identity = hashlib.sha256(data).hexdigest(), f"{case}-{number}"
        extraction = extraction_of(path)
        extractions[identity], names[sha256] = extraction, path.name
        documents.append(
            DocumentRecord(
                id=identity,
                case_id=case,
                number=number,
                sha256=sha256,
                filename=path.name,
                size=len(data),
                media_type="image/jpeg" if path.suffix == ".jpg" else "application/pdf",
                state=DocumentState.READ,
                pages_done=1,
                pages_total=1,
                attempts=1,
                error=None,
                kind=extraction.kind.kind,
                duplicate_of=None,
                created=WHEN,
                ended=WHEN,
            )
        )
    assert isinstance(given["on"], date)
    record = CaseRecord(
        id=case,
        applicant=given["applicant"],
        pack=given["pack"],
        on=given["on"],
        created=WHEN,
        state=CaseState.DECIDING,
        error=None,
        revision=1,
        decided=None,
        documents=tuple(documents),
        statements=_statements(case, given),
    )
    return Run(pipeline.decide_case(record, extractions), extractions, names)
