"""The cases of every shipped pack, by name, and that they show every criterion met, not met and unknown."""

from __future__ import annotations

from functools import cache

import pytest

from rules import cases, load_pack, shipped_packs
from rules.author.coverage import coverage
from rules.author.covered import Coverage


@cache
def covered(pack: str) -> Coverage:
    """One run of all cases serves every test here."""
    return coverage(load_pack(pack))


def every_case() -> list[tuple[str, str]]:
    return [(pack, case.name) for pack in shipped_packs() for case in cases.load(load_pack(pack))]


@pytest.mark.parametrize(("pack", "name"), every_case(), ids=lambda word: word)
def test_case(pack: str, name: str) -> None:
    [result] = [result for result in covered(pack).results if result.name == name]
    assert result.failures == ()


@pytest.mark.parametrize("pack", shipped_packs())
def test_the_cases_show_every_criterion(pack: str) -> None:
    assert [f"{gap.place}: {gap.text.zh}" for gap in covered(pack).gaps] == []
