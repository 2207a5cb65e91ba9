"""Typed errors of the rules. Each has a stable ``code`` and the data its message needs.

Errors in a pack are read by rule authors, in their files: they carry a place and a sentence of their own, in both
languages.
Errors of an evaluation are read by the service, whose catalogue holds the sentences under ``error.<code>``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, ParamSpec, TypeVar, cast

from rules.texts import Text

#: error: the pack is refused; warning: it loads
Severity = Literal["error", "warning"]
_T = TypeVar("_T")
_P = ParamSpec("_P")


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
    zh: str = ""  #: the same in Chinese
    severity: Severity = "error"

    @property
    def text(self) -> Text:
        return Text(self.zh or self.message, self.message)

    def __str__(self) -> str:
        return f"{self.place}: {self.message} [{self.code}]"


class RulesError(Exception):
    """Base of everything the rules raise on purpose."""

    code: str = "rules.failed"

    def __init__(self, message: str = "", **data: str | int) -> None:
        self.data: dict[str, str | int] = data
        super().__init__(message or (f"{self.code} {data}" if data else self.code))


class PackProblem(RulesError):
    """Mistakes that end the reading of one entry; the loader collects them into a :class:`PackInvalid`.

    ``diagnostics`` may be empty: then the entry leans on something whose own mistake has been told already.
    """

    code = "pack.invalid"

    def __init__(self, place: Place, code: str, message: str, zh: str = "") -> None:
        self.diagnostics: tuple[Diagnostic, ...] = (Diagnostic(place, code, message, zh),)
        super().__init__(str(self.diagnostics[0]), path=place.file, line=place.line, column=place.column)

    @classmethod
    def several(cls, diagnostics: Iterable[Diagnostic]) -> PackProblem:
        problem = cls(Place(""), "", "")
        problem.diagnostics = tuple(diagnostics)
        return problem

    @property
    def diagnostic(self) -> Diagnostic:
        """The first."""
        return self.diagnostics[0]


class Parts:
    """Reads the independent parts of an entry, so that one wrong part does not hide the next.

    What a wrong part gives is a stand-in: nothing may look at it before :meth:`done`, which raises them all together.
    """

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []
        self.failed = False

    def __call__(self, read: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """What ``read`` gives for these arguments; in a loop they are handed over, for a lambda would see the last."""
        try:
            return read(*args, **kwargs)
        except PackProblem as problem:
            self.found.extend(problem.diagnostics)
            self.failed = True
            return cast(_T, None)

    def tell(self, diagnostics: Iterable[Diagnostic]) -> None:
        before = len(self.found)
        self.found.extend(diagnostics)
        self.failed = self.failed or len(self.found) > before

    def done(self) -> None:
        """Raises :class:`PackProblem` where any part was wrong."""
        if self.failed:
            raise PackProblem.several(self.found)


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


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name closest to a word; empty where none is close."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), "")


def near(word: str, known: Iterable[str]) -> str:
    """``"; did you mean 'x'?"`` for a word close to a known one, else an empty text."""
    close = nearest(word, known)
    return f"; did you mean {close!r}?" if close else ""


def near_zh(word: str, known: Iterable[str]) -> str:
    """:func:`near` in Chinese."""
    close = nearest(word, known)
    return f"；是不是想写 {close!r}？" if close else ""
