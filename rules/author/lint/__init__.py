"""``huiqi rules lint``: every mistake and every doubtful place of a pack in one run, each with its place.

An error is what the loader refuses; a warning is what loads and a careful author would look at. Each module beside
this one is one check: ``check(view)`` gives its warnings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rules import cases, loader, trees
from rules.author.lint import (
    amounts,
    bare,
    benefits,
    figures,
    files,
    labels,
    lists,
    logic,
    notice,
    sources,
    structure,
    unused,
)  # fmt: skip
from rules.author.lint.view import Offer as Offer
from rules.author.lint.view import Supply as Supply
from rules.author.lint.view import View
from rules.errors import Diagnostic, PackInvalid, PackProblem
from rules.model import Pack
from rules.trees import Tree

CHECKS: tuple[Callable[[View], Iterator[Diagnostic]], ...] = (
    files.check, labels.check, sources.check, unused.check, structure.check, logic.check, amounts.check, benefits.check,
    bare.check, notice.check, figures.check, lists.check,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one pack, sorted by place."""

    pack: str  #: name@version; the folder's name where the pack is refused
    diagnostics: tuple[Diagnostic, ...]
    counts: tuple[tuple[str, int], ...] = ()  #: measures, facts, parameters, cases; none where the pack is refused

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(d for d in self.diagnostics if d.severity == "error")

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        return tuple(d for d in self.diagnostics if d.severity == "warning")


def examine(source: Tree | Path | str, supply: Supply | None = None) -> Report:
    """Everything about a pack's files. ``supply``: what each document kind gives, where that is to be checked.

    Raises what :func:`rules.trees.at` does for a place that cannot be read, and nothing else.
    """
    reading = loader.Reading(source if isinstance(source, Tree) else trees.at(source))
    pack = reading.pack()
    found = list(reading.found)
    counts: tuple[tuple[str, int], ...] = ()
    if pack is None:
        found += files.texts(reading.files)
    else:
        number = 0
        try:
            number = len(cases.load(pack, reading.tree))
        except PackInvalid as problem:
            found += problem.diagnostics
        for name in reading.tree.within("cases", ".yaml"):  # read for their signs only
            try:
                reading.files.text(name)
            except PackProblem as problem:
                found += problem.diagnostics
        view = View(pack, reading.files, supply)
        found += [diagnostic for check in CHECKS for diagnostic in check(view)]
        counts = (
            ("measures", len(pack.measures)), ("facts", len(pack.facts)), ("parameters", len(pack.parameters)),
            ("cases", number),
        )  # fmt: skip
    wrong = {d.place for d in found if d.severity == "error"}
    told = {d for d in found if d.severity == "error" or d.place not in wrong}  # one place, one mistake
    return Report(pack.reference if pack else reading.tree.name, tuple(sorted(told)), counts)


def lint(pack: Pack, supply: Supply | None = None) -> tuple[Diagnostic, ...]:
    """Mistakes and warnings of a loaded pack, sorted by place; empty for a tidy one."""
    return examine(pack.path, supply).diagnostics
