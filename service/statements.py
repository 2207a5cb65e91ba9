"""What a person states about a fact, checked against the pack's vocabulary before it is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from rules.model import FactSpec, Pack
from rules.types import PER, Type
from service.errors import fail
from service.uploads import LONGEST_NAME
from workers import stated
from workers.periods import of_period
from workers.records import OVERRULING

LONGEST_REASON = 1000  #: characters
LONGEST_VALUE = 2000  #: characters of a value
_LARGEST = 10**17  #: fen, persons …; beyond is a slip of the hand
_NUMBERS = (Type.MONEY, Type.COUNT, Type.RATIO, Type.NUMBER)
_NUMBER = re.compile(r"\d+(\.\d+)?")
_TRUTHS = {"true": True, "false": False, "是": True, "否": False}
_MOST = 100  #: declarations of one request


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that the pack's vocabulary allows. ``value`` is plain JSON; money in yuan as decimal text."""

    fact: str  #: of an overruling: the parameter
    subject: str
    value: Any
    method: str
    by: str
    reason: str


def check(pack: Pack, given: Mapping[str, Any], *, method: str, by: str | None = None) -> Said:
    """``given`` has fact, value, and as needed subject, by, reason. Raises ServiceError ``statement.*``.

    A reviewer may state any fact of the vocabulary, a derived one only where the pack lets it be attested, and must say
    who and why; an applicant only what the pack lets an applicant declare.
    """
    name = str(given.get("fact") or "")
    spec = pack.facts.get(name)
    if spec is None:
        raise fail("statement.fact", fact=name[:80], pack=pack.reference)
    if not (spec.declare if method == "applicant" else spec.attest or not spec.derived):
        raise fail("statement.not_allowed", fact=name)
    speaker, reason = who(given, by), why(given, required=method == "reviewer")
    subject, stated = _subject(pack, spec, given.get("subject")), value(spec, given.get("value"))
    return Said(name, subject, stated, method, speaker, reason)


def overruling(pack: Pack, given: Mapping[str, Any]) -> Said:
    """``given`` has parameter, value (None takes it back), by, reason. Raises ServiceError ``statement.*``.

    Only a reviewer, and only a parameter that the notice leaves to discretion.
    """
    name = str(given.get("parameter") or "")
    parameter = pack.parameters.get(name)
    if parameter is None or not parameter.discretion:
        raise fail("statement.parameter", parameter=name[:80])
    speaker, reason = who(given), why(given)
    raw = given.get("value")
    value = None if raw is None else _value(parameter.name, parameter.type, raw)
    return Said(name, "", value, OVERRULING, speaker, reason)


def who(given: Mapping[str, Any], by: str | None = None) -> str:
    """Who states something; ``by`` where the request does not say. Raises ServiceError ``statement.by``."""
    name = " ".join(str(given.get("by") or by or "").split())
    if not name or len(name) > LONGEST_NAME:
        raise fail("statement.by", limit=LONGEST_NAME)
    return name


def why(given: Mapping[str, Any], *, required: bool = True) -> str:
    """The reason, which a reviewer must give. Raises ServiceError ``statement.reason``."""
    reason = str(given.get("reason") or "").strip()
    if len(reason) > LONGEST_REASON or (required and not reason):
        raise fail("statement.reason", limit=LONGEST_REASON)
    return reason


def _subject(pack: Pack, spec: FactSpec, given: object) -> str:
    """``enterprise``, ``lease:1`` or ``statement:1-2020-02``; where a fact has many subjects, the first is meant when
    none is named."""
    many = pack.subjects[spec.subject].many
    text = str(given or (f"{spec.subject}:1" if many else spec.subject))
    one = of_period(text)
    kind, _, number = (one.whole if one else text).partition(":")
    if kind != spec.subject or bool(number) != many or (many and not (number.isascii() and number.isdecimal())):
        raise fail("statement.subject", fact=spec.name, subject=text[:80])
    return text


def value(spec: FactSpec, given: object) -> Any:
    """The value in the form it is kept in, from JSON or from a form's text. Raises ServiceError ``statement.value``."""
    plain = _value(spec.name, spec.type, given)
    try:
        stated.value(spec, plain)
    except ValueError:
        raise fail("statement.value", fact=spec.name, type=spec.type.value, value=str(given)[:80]) from None
    return plain


def _value(name: str, kind: Type, given: object) -> Any:
    wrong = fail("statement.value", fact=name, type=kind.value, value=str(given)[:80])
    try:
        plain = _plain(kind, given)
        typed = stated.of_type(kind, plain)
    except (ValueError, KeyError):
        raise wrong from None
    if isinstance(typed, int | Fraction) and not 0 <= typed < _LARGEST:
        raise wrong
    if kind is Type.SCHEDULE and not _orderly(typed):
        raise wrong
    return plain


def _orderly(steps: Any) -> bool:
    """Rent steps that a lease could state: each ends after it begins, none goes into the next."""
    in_order = all(before.end < after.start for before, after in pairwise(steps))
    return in_order and all(s.start <= s.end and 0 <= s.amount < _LARGEST and s.per in PER for s in steps)


def _plain(kind: Type, given: object) -> Any:
    """What a form sends as text, as JSON: ``true``, a list of rent steps, a number without its commas."""
    if not isinstance(given, str):
        return given
    text = given.strip()
    if len(text) > LONGEST_VALUE:
        raise ValueError(kind)
    if kind is Type.BOOL:
        return _TRUTHS[text.casefold()]
    if kind is Type.SCHEDULE:
        return json.loads(text)
    if kind in _NUMBERS:
        plain = text.replace(",", "").replace("，", "")
        share = kind is Type.RATIO and plain.endswith(("%", "％"))
        plain = plain[:-1].rstrip() if share else plain
        if not _NUMBER.fullmatch(plain):
            raise ValueError(text)
        return str(Decimal(plain) / 100) if share else plain
    return text


def declarations(pack: Pack, given: str | None, applicant: str | None) -> list[Said]:
    """The declarations of a new case: a JSON list of ``{fact, subject?, value, reason?}``."""
    try:
        listed = json.loads(given) if given else []
    except ValueError:
        raise fail("case.declarations") from None
    if not isinstance(listed, list) or len(listed) > _MOST or not all(isinstance(one, dict) for one in listed):
        raise fail("case.declarations")
    return [check(pack, one, method="applicant", by=applicant or "申请人") for one in listed]
