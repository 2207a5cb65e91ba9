"""Numbers of natural persons, made unreadable in what is shown and kept beside a value.

No field is a person's identity or mobile number, yet the text around a value may hold one. An extraction leaves
this package with them masked: 110***********0013, 138****1234. The pages themselves stay as they were read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from extractors import identifiers
from extractors.model import Classified, Conflict, Evidence, Extraction, Field, Problem, Series, Value

#: province, city and county; day of birth; up to four signs more, fewer where a line or cell broke the number.
#: Blanks and line ends may stand between any two of them
_GAP = r"[ \t\r\n\u3000]?"


def _spread(*parts: str) -> str:
    return _GAP.join(parts)


_REGION = _spread(r"[1-68]", r"[0-9]", r"\d", r"\d", r"\d", r"\d")
_YEAR = rf"(?:{_spread('1', '9', '[0-9]', '[0-9]')}|{_spread('2', '0', '[0-4]', '[0-9]')})"
_MONTH = rf"(?:{_spread('0', '[1-9]')}|{_spread('1', '[0-2]')})"
_DAY = rf"(?:{_spread('0', '[1-9]')}|{_spread('[12]', '[0-9]')}|{_spread('3', '[01]')})"
_IDENTITY = re.compile(
    rf"(?<![0-9A-Za-z]){_spread(_REGION, _YEAR, _MONTH, _DAY)}(?:{_GAP}\d){{0,3}}(?:{_GAP}[\dXx])?(?![0-9A-Za-z])"
)
#: issued until 1999, without the century and the check sign
_OLD_IDENTITY = re.compile(
    rf"(?<![0-9A-Za-z]){_spread(_REGION, '[0-9]', '[0-9]', _MONTH, _DAY)}(?:{_GAP}\d){{3}}(?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![0-9A-Za-z.])1[3-9]\d(?:[ -]?\d{4}){2}(?![0-9A-Za-z])")
_OF_PERSON = re.compile(r"(身份证?|证件|社会保障|公民|居民)[^\n:：]{0,8}[:：]?\s*$")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
#: provinces, as the first two digits of an identity number name them
_PROVINCES = re.compile(r"1[1-5]|2[123]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|8[123]")


def text(shown: str) -> str:
    """``shown`` with the middle of every identity and mobile number replaced by ``*``."""
    shown = _IDENTITY.sub(_identity, shown)
    shown = _OLD_IDENTITY.sub(_old_identity, shown)
    return _MOBILE.sub(lambda match: _starred(match[0], 3, 4), shown)


def _identity(match: re.Match[str]) -> str:
    number = re.sub(r"\s", "", match[0]).upper()
    if not _PROVINCES.match(number) or identifiers.is_valid(number):
        return match[0]  # a company's code can look like one, and has its own check
    whole = len(number) == 18
    if len(re.findall(r"\s", match[0])) > 2 and not (whole and checked(number)):
        return match[0]  # numbers that only stand beside each other: a cell or line breaks one in two or three
    return _starred(match[0], 3, 4 if whole else 0)


def _old_identity(match: re.Match[str]) -> str:
    number = re.sub(r"\s", "", match[0])
    said = bool(_OF_PERSON.search(match.string[max(0, match.start() - 24) : match.start()]))
    return _starred(match[0], 3, 3) if said and _PROVINCES.match(number) else match[0]


def checked(number: str) -> bool:
    """Whether the last of 18 signs is the check of the others, as GB 11643 has it."""
    if len(number) != 18 or not number[:17].isdecimal():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == number[17].upper()


def _starred(shown: str, first: int, last: int) -> str:
    signs = [index for index, char in enumerate(shown) if char.isalnum()]
    hidden = set(signs[first : len(signs) - last])
    return "".join("*" if index in hidden else char for index, char in enumerate(shown))


def masked(extraction: Extraction) -> Extraction:
    """The extraction with the numbers of natural persons masked in every text it carries."""
    return replace(
        extraction,
        kind=classified(extraction.kind),
        fields=tuple(_field(field) for field in extraction.fields),
        conflicts=tuple(_conflict(conflict) for conflict in extraction.conflicts),
        problems=tuple(_problem(problem) for problem in extraction.problems),
        parts={name: masked(part) for name, part in extraction.parts.items()},
        series=extraction.series and _series(extraction.series),
    )


def _series(series: Series) -> Series:
    return replace(series, parts={name: masked(part) for name, part in series.parts.items()})


def classified(kind: Classified) -> Classified:
    """The kind with its reasons masked."""
    return replace(kind, reasons=tuple(_evidence(one) for one in kind.reasons))


def _evidence(one: Evidence) -> Evidence:
    shown = text(one.text)
    return one if shown == one.text else replace(one, text=shown)


def _field(field: Field) -> Field:
    return replace(field, value=_value(field.value), evidence=tuple(_evidence(one) for one in field.evidence))


def _conflict(conflict: Conflict) -> Conflict:
    return replace(conflict, readings=tuple(_field(reading) for reading in conflict.readings))


def _problem(problem: Problem) -> Problem:
    data = {name: text(value) if isinstance(value, str) else value for name, value in problem.data.items()}
    return replace(problem, data=data)


def _value(value: Value) -> Value:
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Mapping):
        return {name: _value(inner) for name, inner in value.items()}
    if isinstance(value, tuple):
        words = tuple(text(inner) for inner in value if isinstance(inner, str))
        return words if len(words) == len(value) else value
    return value
