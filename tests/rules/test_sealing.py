"""A sealed evaluation replays to the same bytes, any change is noticed, and seals of old stay good."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import rules
from rules import cases, decisions, load_pack, model, seal_form, sealing, texts, types
from rules import facts as facts_module
from rules.errors import PackNotFound, SealBroken
from rules.facts import FactSet, SourceRef
from rules.jsonform import facts_from_json, to_json
from rules.model import Pack
from rules.sealing import canonical, check, opened, seal, verify

GOOD = load_pack(Path(__file__).parent / "good")
CASES = cases.load(GOOD)
SEALED = Path(__file__).parent / "sealed"


def find(name: str, version: str) -> Pack:
    assert (name, version) == ("good", "1.0.0")
    return GOOD


def of_old(name: str) -> bytes:
    return gzip.decompress((SEALED / name).read_bytes()).strip()


def resealed(body: dict[str, Any]) -> bytes:
    """With a digest that fits, as a forger would."""
    body = {key: value for key, value in body.items() if key != "digest"}
    return canonical({**body, "digest": hashlib.sha256(canonical(body)).hexdigest()})


def forged(sealed: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The seal's whole evaluation changed and sealed again."""
    whole = json.loads(json.dumps(opened(sealed)))
    form = whole.pop("format")
    change(whole)
    return resealed({"format": form, "evaluation": whole, "parts": []})


def broken(sealed: bytes) -> dict[str, str | int]:
    with pytest.raises(SealBroken) as caught:
        check(sealed, find)
    return caught.value.data


@pytest.fixture(scope="module")
def first() -> bytes:
    return seal(rules.evaluate(GOOD, CASES[0].facts, CASES[0].on))


@pytest.mark.parametrize("reader", ["durable", "plain"])
@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_a_seal_replays_to_the_same_bytes(case: cases.Case, reader: str) -> None:
    evaluation = rules.evaluate(GOOD, case.facts, case.on, reader=reader)
    sealed = seal(evaluation)
    found = check(sealed, find)
    assert found.evaluation.inputs == case.facts
    assert (found.wordings, found.retraced) == ((), False)
    assert seal(found.evaluation) == sealed
    assert b"/" + b"good" not in sealed, "no path of a machine is sealed"
    plain = json.loads(json.dumps(to_json(evaluation, only=seal_form.FIELDS)))
    assert opened(sealed) == {"format": sealing.FORMAT, **plain}


def test_a_seal_names_sheet_and_cells_and_paper_has_neither() -> None:
    case = CASES[0]
    cell = SourceRef("text_layer", "ab" * 32, 2, ((1.0, 2.0, 3.0, 4.0),), "50", sheet="花名册", cells=("C12", "C13"))
    paper = SourceRef("text_layer", "ab" * 32, 2, ((1.0, 2.0, 3.0, 4.0),), "50")
    for ref, held in ((cell, True), (replace(cell, sheet="", cells=("A1",)), True), (paper, False)):
        facts = replace(case.facts, facts=tuple(replace(fact, evidence=(ref,)) for fact in case.facts.facts))
        sealed = seal(rules.evaluate(GOOD, facts, case.on, reader="plain"))
        found = check(sealed, find)
        assert found.evaluation.inputs == facts
        told = [place for fact in found.sealed["inputs"]["facts"] for place in fact["evidence"]]
        assert told and all(("cells" in place and "sheet" in place) is held for place in told)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_facts_go_through_json_unchanged(case: cases.Case) -> None:
    assert facts_from_json(json.loads(json.dumps(to_json(case.facts))), GOOD) == case.facts


def test_a_changed_amount_breaks_the_seal(first: bytes) -> None:
    assert b"4500000" in first
    assert broken(first.replace(b"4500000", b"4600000"))["reason"] == "digest"


def test_a_forged_amount_does_not_replay_and_its_place_is_named(first: bytes) -> None:
    def change(body: dict[str, Any]) -> None:
        next(d for d in body["decisions"] if d["benefit"] and d["benefit"]["amount_fen"])["benefit"]["amount_fen"] += 1

    said = broken(forged(first, change))
    assert (said["reason"], said["count"]) == ("replay", 1)
    assert re.fullmatch(r"decisions\[\w+.*\]\.benefit\.amount_fen", str(said["path"]))
    assert int(said["sealed"]) == int(said["now"]) + 1


def test_forged_facts_do_not_replay(first: bytes) -> None:
    empty = to_json(FactSet(), only=seal_form.FIELDS)
    assert broken(forged(first, lambda body: body.update(inputs=empty)))["reason"] == "replay"
    whole = opened(first) | {"inputs": empty, "format": sealing.FORMAT_1}
    assert broken(resealed(whole))["reason"] == "replay"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda b: b.pop("reader"), "shape"),
        (lambda b: b.update(reader="tea leaves"), "shape"),
        (lambda b: b.update(on="yesterday"), "shape"),
        (lambda b: b.update(on="1999-01-01"), "refused"),
        (lambda b: b.update(inputs={}), "inputs"),
        (lambda b: b["inputs"]["facts"][0].update(name="enterprise.moon"), "inputs"),
        (lambda b: b["inputs"]["facts"][0].update(extra=1), "inputs"),
        (lambda b: b.update(content_hash="0" * 64), "pack"),
        (lambda b: b["decisions"].pop(), "replay"),
        (lambda b: b["decisions"][0].pop("status"), "replay"),
        (lambda b: b["decisions"][0].update(added=None), "replay"),
        (lambda b: b["decisions"][0].update(status={"zh": "可享受", "en": "yes"}), "replay"),
    ],
)
def test_each_way_of_forging_has_its_reason(first: bytes, change: Callable[[Any], object], reason: str) -> None:
    assert broken(forged(first, change))["reason"] == reason


@pytest.mark.parametrize(
    ("junk", "reason"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b'{"a": NaN}', "not_json"),
        (b'{"a": 1, "a": 2}', "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"[]", "format"),
        (b'{"format": "other"}', "format"),
        (b'{"format": "huiqi.evaluation/2"}', "digest"),
        (resealed({"format": "huiqi.evaluation/2"}), "shape"),
        (resealed({"format": "huiqi.evaluation/2", "evaluation": {"@": 0}, "parts": []}), "shape"),
        (resealed({"format": "huiqi.evaluation/2", "evaluation": {"@": 0}, "parts": [{"@": 0}]}), "shape"),
        (resealed({"format": "huiqi.evaluation/1"}), "shape"),
    ],
)
def test_what_is_no_seal_is_said_to_be_none(junk: bytes, reason: str) -> None:
    assert broken(junk)["reason"] == reason


def test_a_truncated_seal_says_where_it_ends(first: bytes) -> None:
    said = broken(first[: len(first) // 2])
    assert said["reason"] == "not_json" and int(said["column"]) > 1


def test_a_small_file_cannot_unfold_into_an_endless_one() -> None:
    parts: list[Any] = [[1] * 10]
    for number in range(60):
        parts.append([{"@": number}] * 10)
    bomb = resealed({"format": sealing.FORMAT, "evaluation": {"x": {"@": 60}}, "parts": parts})
    assert broken(bomb)["reason"] == "shape"


def test_other_words_are_noted_and_the_decision_still_verifies(first: bytes) -> None:
    def change(body: dict[str, Any]) -> None:
        body["decisions"][0]["summary"]["zh"] = "从前是这样写的"
        body["decisions"][0]["note"] = {"zh": "从前有一条说明", "en": "there was a note"}

    found = check(forged(first, change), find)
    assert {(w.path.rpartition(".")[2], w.sealed and w.sealed.zh) for w in found.wordings} == {
        ("summary", "从前是这样写的"),
        ("note", "从前有一条说明"),
    }
    assert found.evaluation.decisions == rules.evaluate(GOOD, CASES[0].facts, CASES[0].on).decisions


def test_another_order_of_firings_is_noted(first: bytes) -> None:
    def change(body: dict[str, Any]) -> None:
        body["firings"] += 1

    found = check(forged(first, change), find)
    assert found.retraced and not found.wordings


def test_an_indented_copy_is_still_the_same_seal(first: bytes) -> None:
    assert check(json.dumps(json.loads(first), indent=2).encode(), find).digest == json.loads(first)["digest"]


# -- seals of old ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["format-1.json.gz", "format-2.json.gz"])
def test_a_seal_of_old_verifies_for_ever(name: str) -> None:
    found = check(of_old(name), rules.find_shipped)
    assert found.pack.reference == "chaoyang-2020-8@1.0.0" and found.pack.path.endswith(".zip")
    rent = next(d for d in found.evaluation.decisions if d.measure == "1a")
    assert rent.benefit is not None and rent.benefit.amount_fen == 9_225_000
    sealed = next(d for d in found.sealed["decisions"] if d["measure"] == "1a")
    assert sealed["benefit"]["amount_fen"] == 9_225_000 and sealed["summary"]["zh"]


def test_both_formats_hold_the_same_and_the_second_is_several_times_smaller() -> None:
    one, two = of_old("format-1.json.gz"), of_old("format-2.json.gz")
    assert {**opened(one), "format": ""} == {**opened(two), "format": ""}
    assert len(one) > 3 * len(two)


# -- other software -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["format-1.json.gz", "format-2.json.gz"])
def test_the_digest_is_checked_by_the_code_of_the_description(name: str, tmp_path: Path) -> None:
    text = (Path(rules.__file__).parent / "SEAL.md").read_text(encoding="utf-8")
    program = re.search(r"```python\n(.*?)```", text, re.S)
    assert program is not None
    file, script = tmp_path / "seal.json", tmp_path / "check.py"
    script.write_text(program[1], encoding="utf-8")

    def run(content: bytes) -> str:
        file.write_bytes(content)
        done = subprocess.run(["python3", "-I", script, file], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    sealed = of_old(name)
    assert run(sealed + b"\n") == "ok"
    assert run(sealed.replace(b"9225000", b"9225001", 1)) == "changed"


def test_the_digest_is_checked_by_a_line_of_shell(tmp_path: Path) -> None:
    text = (Path(rules.__file__).parent / "SEAL.md").read_text(encoding="utf-8")
    line = re.search(r"```sh\n(.*?)```", text, re.S)
    assert line is not None
    sealed = of_old("format-2.json.gz")
    (tmp_path / "FILE").write_bytes(sealed + b"\n")
    done = subprocess.run(["sh", "-c", line[1]], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == json.loads(sealed)["digest"]


def test_the_parts_are_put_back_by_ten_lines_of_other_code() -> None:
    body = json.loads(of_old("format-2.json.gz"))

    def whole(thing: Any) -> Any:
        if isinstance(thing, dict):
            return whole(body["parts"][thing["@"]]) if "@" in thing else {k: whole(v) for k, v in thing.items()}
        return [whole(item) for item in thing] if isinstance(thing, list) else thing

    assert {"format": body["format"], **whole(body["evaluation"])} == opened(of_old("format-2.json.gz"))


# -- the form -------------------------------------------------------------------------------------------------------


def test_every_field_of_an_evaluation_is_in_the_form() -> None:
    """A new field belongs into a new format, or is said here to be left out of the seal on purpose."""
    left_out: set[tuple[str, str]] = set()
    homes = (decisions, facts_module, model, texts, types)
    classes = {n: c for home in homes for n, c in vars(home).items() if isinstance(c, type) and is_dataclass(c)}
    for name, sealed in seal_form.FIELDS.items():
        there = {f.name for f in fields(classes[name])} - {field for cls, field in left_out if cls == name}
        assert there == {field.rstrip("?") for field in sealed}, name


def test_a_shipped_pack_verifies_by_name() -> None:
    pack = load_pack("chaoyang-2020-8")
    sealed = rules.seal(rules.evaluate(pack, FactSet(), date(2020, 5, 15), reader="plain"))
    assert rules.verify(sealed).pack == pack.reference
    with pytest.raises(PackNotFound):
        rules.find_shipped(pack.name, "0.0.1")


def test_another_pack_of_the_same_name_and_version_is_not_taken(first: bytes) -> None:
    with pytest.raises(SealBroken) as caught:
        verify(first, lambda name, version: replace(GOOD, content_hash="f" * 64))
    assert caught.value.data["reason"] == "pack" and caught.value.data["found"] == "f" * 64
