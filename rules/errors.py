"""Typed errors of the rules. Each has a stable ``code`` and the data its message needs.

Errors in a pack are read by rule authors, in their files: they carry a place and an English sentence of their own.
Errors of an evaluation are read by the service, whose catalogue holds the sentences under ``error.<code>``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import ClassVar


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in a pack. Lines and columns from 1."""

    file: str  #: path relative to the pack, with forward slashes
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One mistake (or warning) in a pack."""

    place: Place
    code: str  #: stable, ``pack.unknown_key``
    message: str  #: what is wrong and what to do, in English

    def __str__(self) -> str:
        return f"{self.place}: {self.message} [{self.code}]"


class RulesError(Exception):
    """Base of everything the rules raise on purpose."""

    code: ClassVar[str] = "rules.failed"

    def __init__(self, message: str = "", **data: str | int) -> None:
        self.data: dict[str, str | int] = data
        super().__init__(message or (f"{self.code} {data}" if data else self.code))


class PackProblem(RulesError):
    """One mistake at one place; the loader collects them into a :class:`PackInvalid`."""

    code = "pack.invalid"

    def __init__(self, place: Place, code: str, message: str) -> None:
        self.diagnostic = Diagnostic(place, code, message)
        super().__init__(str(self.diagnostic), path=place.file, line=place.line, column=place.column)


class PackInvalid(RulesError):
    """A pack that cannot be used. ``diagnostics`` is never empty; sorted by place."""

    code = "pack.invalid"

    def __init__(self, pack: str, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: Sequence[Diagnostic] = tuple(sorted(set(diagnostics)))
        lines = "\n".join(str(d) for d in self.diagnostics)
        super().__init__(f"{pack}: {len(self.diagnostics)} mistake(s)\n{lines}", pack=pack)


class PackNotFound(RulesError):
    """data: pack, known."""

    code = "pack.not_found"


class NotInForce(RulesError):
    """The as-of date lies outside the pack's effective dates. data: pack, on, from, to."""

    code = "pack.not_in_force"


class FactRefused(RulesError):
    """A fact that the pack's vocabulary does not allow. data: fact, subject, reason (stable), near."""

    code = "fact.refused"


class OverruleRefused(RulesError):
    """A reviewer overrules a parameter that is unknown or leaves no discretion. data: parameter, reason."""

    code = "overrule.refused"


class EngineFailed(RulesError):
    """The rule engine reported an exception or gave no handle. data: pack, detail."""

    code = "engine.failed"


class RunawayRules(EngineFailed):
    """More firings than the network can have. data: pack, rule, limit."""

    code = "engine.runaway"


class ReadersDisagree(RulesError):
    """Two readers of one pack came to different truths: a bug, never shown as a decision. data: node, subject."""

    code = "engine.readers_disagree"


class SealBroken(RulesError):
    """A sealed evaluation does not verify. data: reason (stable: not_json, digest, pack, replay)."""

    code = "seal.broken"


def near(word: str, known: Iterable[str]) -> str:
    """``"; did you mean 'x'?"`` for a word close to a known one, else an empty text."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""
