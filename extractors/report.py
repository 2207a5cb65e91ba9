"""An extraction as the JSON data that the command line prints and the score reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from extractors.model import Document, Evidence, Extraction, Field, RentPeriod, Value


def shown(value: Value | RentPeriod) -> Any:
    """Plain data: amounts as decimal text with at least fen, dates ISO, lists and mappings of the same."""
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, RentPeriod):
        return {
            "from": value.start.isoformat(),
            "to": value.end.isoformat(),
            "amount_yuan": _decimal(value.amount),
            "per": value.per,
        }
    if isinstance(value, tuple):
        return [shown(item) for item in value]
    if isinstance(value, Mapping):
        return {name: shown(item) for name, item in value.items()}
    return value


def _decimal(value: Decimal) -> str:
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent > -2 and value.adjusted() < 24:  # as far as a Decimal is exact
        value = value.quantize(Decimal("0.01"))
    return format(value, "f")


def _plain_number(name: str, value: Value) -> Any:
    """Numbers that are no money are written as they are: an area of 93, not 93.00."""
    if isinstance(value, Decimal) and name.endswith(("_m2", "_ratio")):
        return format(value, "f")
    return shown(value)


def _evidence(evidence: Evidence) -> dict[str, Any]:
    cells = {"sheet": evidence.sheet, "cells": list(evidence.cells)} if evidence.cells else {}
    return {
        **cells,
        "page": evidence.page,
        "boxes": [[round(v, 2) for v in (b.x0, b.top, b.x1, b.bottom)] for b in evidence.boxes],
        "text": evidence.text,
        "method": str(evidence.method),
        "confidence": round(evidence.confidence, 4),
    }


def _field(field: Field) -> dict[str, Any]:
    return {
        "value": _plain_number(field.name, field.value),
        "sure": field.sure,
        "confidence": field.confidence,
        "evidence": [_evidence(evidence) for evidence in field.evidence],
        "checks": list(field.checks),
    }


def to_report(document: Document, extraction: Extraction) -> dict[str, Any]:
    """One object for a document: file, kind, fields, missing, conflicts, problems; with series and parts if any."""
    report: dict[str, Any] = {
        "file": document.name,
        "sha256": document.sha256,
        "kind": extraction.kind.kind,
        "kind_confidence": extraction.kind.confidence,
        "runner_up": extraction.kind.runner_up,
        "fields": {field.name: _field(field) for field in extraction.fields},
        "missing": {missing.name: missing.reason for missing in extraction.missing},
        "conflicts": [
            {
                "name": conflict.name,
                "code": conflict.code,
                "readings": [_field(reading) for reading in conflict.readings],
            }
            for conflict in extraction.conflicts
        ],
        "problems": [
            {"code": problem.code, "data": dict(problem.data), "page": problem.page} for problem in extraction.problems
        ],
    }
    if extraction.series:
        parts = extraction.series.parts.items()
        told = {name: {field.name: _field(field) for field in part.fields} for name, part in parts}
        report["series"] = {"by": extraction.series.by, "parts": told}
    if extraction.parts:
        report["parts"] = {name: to_report(document, part) for name, part in extraction.parts.items()}
    return report
