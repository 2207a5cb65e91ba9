"""A sealed evaluation replays to the same bytes, and any change is noticed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import rules
from rules import cases, load_pack
from rules.errors import PackNotFound, SealBroken
from rules.facts import FactSet
from rules.jsonform import facts_from_json, to_json
from rules.model import Pack
from rules.sealing import seal, verify

GOOD = load_pack(Path(__file__).parent / "good")
CASES = cases.load(GOOD)


def find(name: str, version: str) -> Pack:
    assert (name, version) == ("good", "1.0.0")
    return GOOD


@pytest.mark.parametrize("reader", ["durable", "plain"])
@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_a_seal_replays_to_the_same_bytes(case: cases.Case, reader: str) -> None:
    sealed = seal(rules.evaluate(GOOD, case.facts, case.on, reader=reader))
    assert verify(sealed, find).inputs == case.facts
    assert b"/" + b"good" not in sealed, "no path of a machine is sealed"


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_facts_go_through_json_unchanged(case: cases.Case) -> None:
    assert facts_from_json(json.loads(json.dumps(to_json(case.facts))), GOOD) == case.facts


def test_a_changed_amount_breaks_the_seal() -> None:
    sealed = seal(rules.evaluate(GOOD, CASES[0].facts, CASES[0].on))
    assert b"4500000" in sealed
    with pytest.raises(SealBroken) as caught:
        verify(sealed.replace(b"4500000", b"4600000"), find)
    assert caught.value.data["reason"] == "digest"


def test_a_changed_fact_with_a_new_digest_still_does_not_replay() -> None:
    evaluation = rules.evaluate(GOOD, CASES[0].facts, CASES[0].on)
    other = rules.evaluate(GOOD, FactSet(), CASES[0].on)
    forged = to_json(evaluation) | {"inputs": to_json(other.inputs), "format": "huiqi.evaluation/1"}
    from hashlib import sha256

    from rules.sealing import canonical

    sealed = canonical(forged | {"digest": sha256(canonical(forged)).hexdigest()})
    with pytest.raises(SealBroken) as caught:
        verify(sealed, find)
    assert caught.value.data["reason"] == "replay"


@pytest.mark.parametrize("junk", [b"", b"{", b"[]", b'{"format": "other"}'])
def test_what_is_no_seal_is_said_to_be_none(junk: bytes) -> None:
    with pytest.raises(SealBroken):
        verify(junk, find)


def test_a_shipped_pack_verifies_by_name() -> None:
    pack = load_pack("chaoyang-2020-8")
    sealed = rules.seal(rules.evaluate(pack, FactSet(), date(2020, 5, 15), reader="plain"))
    assert rules.verify(sealed).pack == pack.reference
    with pytest.raises(PackNotFound):
        rules.find_shipped(pack.name, "0.0.1")
