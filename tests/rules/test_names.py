"""Texts are compared as names: width, brackets, blanks and letter case make no difference, in any of the readers."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rules import Fact, FactSet, State, evaluate, loader
from rules.author.diff import diff
from rules.author.lint.prover import Always
from rules.author.possible import Possible
from rules.decisions import Evaluation
from rules.errors import SealBroken
from rules.model import Pack
from rules.names import normal_name
from rules.screen import frames_of, screen
from rules.sealing import FORMAT_1, FORMAT_2, check, opened, seal
from rules.types import Value
from tests.rules import random_packs
from tests.rules.random_packs import CITE, HEAD, LABEL, NOTICE
from tests.rules.test_sealing import resealed

ON = date(2020, 5, 15)
SEEN: Counter[str] = Counter()

#: one of each way in which texts meet; ``item.`` in a test makes it one over items
TESTS = {
    "same": "enterprise.a == enterprise.b",
    "other": "enterprise.a != enterprise.b",
    "among": 'enterprise.a in {"甲（ 乙）", enterprise.b}',
    "holds": "contains(enterprise.a, enterprise.b)",
    "holds_word": 'contains(enterprise.a, "（乙")',
    "begins": "starts_with(enterprise.a, enterprise.b)",
    "begins_word": 'starts_with(enterprise.a, "ＡＢ")',
    "agreed": 'agree(enterprise.a, enterprise.b) == "ａ B[C]"',
    "agreeing": "enterprise.both != enterprise.never",
    "found": "at(item.count, item.name, enterprise.a) == 1",
    "named": "at(item.name, item.month, month(\"2020-02\")) == enterprise.a",
    "item": "item.name == enterprise.a",
    "item_holds": "contains(item.name, enterprise.b)",
    "word": 'enterprise.choice == "Red"',
}  # fmt: skip


def build(tests: dict[str, str]) -> Pack:
    owned = {"a": "text", "b": "text", "never": "text", "choice": "choice"}
    facts: dict[str, dict[str, object]] = {f"enterprise.{n}": {"type": t} for n, t in owned.items()}
    facts["enterprise.choice"]["choices"] = {"Red": "红", "red": "红色"}
    facts |= {f"item.{n}": {"type": t} for n, t in {"name": "text", "month": "month", "count": "count"}.items()}
    for name, fact in facts.items():
        fact |= {"label": LABEL, "from": [{"kind": "paper", "field": name.partition(".")[2]}]}
    subjects = {"enterprise": {"label": LABEL}, "item": {"label": LABEL, "many": True}}
    both = {"fact": "enterprise.both", "type": "text", "label": LABEL, "source": {"text": "例"}}
    files: dict[str, object] = {
        "pack.yaml": HEAD,
        "vocabulary/facts.yaml": {"subjects": subjects, "facts": facts},
        "derived/all.yaml": [both | {"value": "agree(enterprise.a, enterprise.b)"}],
    }
    for id_, test in tests.items():
        files[f"measures/{id_}.yaml"] = {
            "id": id_, "clause": "1", "title": LABEL, "outcome": "duty", "departments": [LABEL],
            "when": {"id": "it", "label": LABEL, "test": test, "cite": CITE},
        } | ({"over": "item"} if test.startswith(("item.", "contains(item.")) else {})  # fmt: skip
    texts = {name: json.dumps(content, ensure_ascii=False) for name, content in files.items()}
    return loader.load(random_packs.write(Path(mkdtemp()), {"notice.txt": NOTICE, **texts}))


@cache
def pack() -> Pack:
    return build(TESTS)


def case(**values: Value) -> FactSet:
    """``name_1`` is ``item.name`` of ``item:1``."""
    facts = []
    for place, value in values.items():
        name, _, number = place.partition("_")
        fact, subject = (f"item.{name}", f"item:{number}") if number else (f"enterprise.{name}", "enterprise")
        facts.append(Fact(place, fact, subject, value, State.CONFIRMED))
    return FactSet(tuple(facts))


def truths(evaluation: Evaluation) -> dict[str, str]:
    return {f"{d.measure} {d.subject}".removesuffix(" enterprise"): d.status for d in evaluation.decisions}


# -- the same text, written in many ways -------------------------------------------------------------------------------

_WIDE = {n: n + 0xFEE0 for n in range(ord("!"), ord("~") + 1)}
_DRESSED = (
    lambda core: core,
    lambda core: core.upper(),
    lambda core: core.translate(_WIDE),
    lambda core: " ".join(core),
    lambda core: f"　{core}\t",
    lambda core: core.replace("(", "（").replace(")", "】"),
    lambda core: core.replace("(", "〔").replace(")", "]").title(),
)
CORES = ("甲(乙)", "甲(乙", "甲", "乙)", "ab(c)", "ab", "b")


def written(core: str) -> st.SearchStrategy[tuple[str, str]]:
    """A core with a text that is it."""
    return st.sampled_from(_DRESSED).map(lambda dress: (core, dress(core)))


texts = st.sampled_from(CORES).flatmap(written)


def expected(a: str, b: str, items: list[tuple[str, str, int]]) -> dict[str, str]:
    """By the cores alone."""

    def said(truth: bool | None) -> str:
        return "undetermined" if truth is None else "duty" if truth else "not_eligible"

    hits = {count for core, _, count in items if core == a}
    february = {core for core, month, _ in items if month == "2020-02"}
    found = {
        "same": a == b, "other": a != b, "among": a in ("甲(乙)", b), "holds": b in a, "holds_word": "(乙" in a,
        "begins": a.startswith(b), "begins_word": a.startswith("ab"), "agreed": a == "ab(c)" if a == b else None,
        "agreeing": None, "found": hits == {1} if len(hits) == 1 else None,
        "named": february == {a} if len(february) == 1 else None, "word": False,
    }  # fmt: skip
    for number, (core, _, _) in enumerate(items, 1):
        found |= {f"item item:{number}": core == a, f"item_holds item:{number}": b in core}
    return {name: said(truth) for name, truth in found.items()}


@settings(max_examples=60, phases=(Phase.generate,), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_how_a_text_is_written_makes_no_difference(data: st.DataObject) -> None:
    cases, wanted = {}, {}
    for number in range(4):
        a, b = data.draw(texts), data.draw(texts)
        a = data.draw(st.sampled_from([a, (b[0], a[1] if a[0] == b[0] else b[1])]))
        item = st.tuples(texts | written(a[0]), st.sampled_from(["2020-01", "2020-02"]), st.integers(1, 2))
        items = data.draw(st.lists(item, min_size=1, max_size=3))
        values: dict[str, Value] = {"a": a[1], "b": b[1], "choice": "red"}
        for n, (text, month, count) in enumerate(items, 1):
            values |= {f"name_{n}": text[1], f"month_{n}": month, f"count_{n}": count}
        cases[str(number)] = case(**values)
        wanted[str(number)] = expected(a[0], b[0], [(text[0], month, count) for text, month, count in items])
    for name, facts in cases.items():
        plain = evaluate(pack(), facts, ON, reader="plain")
        assert truths(plain) == wanted[name], "plain"
        assert truths(evaluate(pack(), facts, ON)) == wanted[name], "durable"
        SEEN.update(f"{m.split()[0]} {s}" for m, s in wanted[name].items())
    decisions = screen(pack(), frames_of(pack(), cases), ON, chunk=3).decisions
    assert decisions is not None
    found: dict[str, dict[str, str]] = {name: {} for name in cases}
    for row in decisions.iter_rows(named=True):
        found[row["case"]][f"{row['measure']} {row['subject']}".removesuffix(" enterprise")] = row["status"]
    assert found == wanted, "columns"


def test_every_test_came_out_both_ways() -> None:
    if not SEEN:
        test_how_a_text_is_written_makes_no_difference()
    two_ways = set(TESTS) - {"agreeing", "word"}
    lacking = {(t, s) for t in two_ways for s in ("duty", "not_eligible") if not SEEN[f"{t} {s}"]}
    assert not lacking, SEEN


# -- what is shown and sealed ------------------------------------------------------------------------------------------


def test_values_stay_as_they_are_written() -> None:
    """Of two that agree the first speaks."""
    for first, second in (("甲（乙）", "甲 (乙)"), ("甲 (乙)", "甲（乙）")):
        evaluation = evaluate(pack(), case(a=first, b=second), ON)
        assert [d.value for d in evaluation.derived] == [first]
        proof = next(d for d in evaluation.decisions if d.measure == "same").proof
        assert (proof.truth, proof.left, proof.right) == ("met", first, (second,))


def test_words_of_a_choice_and_blanks_are_what_they_are() -> None:
    assert truths(evaluate(pack(), case(choice="Red"), ON))["word"] == "duty"
    assert truths(evaluate(pack(), case(choice="red"), ON))["word"] == "not_eligible"
    # a fact of blanks only: nothing to tell it by, so every text contains it, in each reader
    facts = case(a="甲", b="　 ")
    wanted = {"same": "not_eligible", "holds": "duty", "begins": "duty"}
    for reader in ("plain", "durable"):
        assert wanted.items() <= truths(evaluate(pack(), facts, ON, reader=reader)).items()
    decisions = screen(pack(), frames_of(pack(), {"one": facts}), ON).decisions
    assert decisions is not None
    assert wanted.items() <= dict(decisions.select("measure", "status").iter_rows()).items()


@pytest.mark.parametrize("name", ["㈱甲", "ﬁ", "Straße", "甲\u00a0乙", "İ", "①", "（（", "e\u0301", "ｶﾞ"])
def test_what_columns_leave_to_python_is_the_same(name: str) -> None:
    for other in (name.upper(), normal_name(name), f" {name}"):
        facts = case(a=name, b=other)
        decisions = screen(pack(), frames_of(pack(), {"one": facts}), ON, measures=["same"]).decisions
        assert decisions is not None
        assert decisions["status"][0] == truths(evaluate(pack(), facts, ON, reader="plain"))["same"]


# -- seals of old formats ----------------------------------------------------------------------------------------------


def find(name: str, version: str) -> Pack:
    return pack()


@pytest.mark.parametrize("reader", ["plain", "durable"])
@pytest.mark.parametrize("form", [FORMAT_1, FORMAT_2])
def test_a_seal_of_an_old_format_is_replayed_letter_by_letter(form: str, reader: str) -> None:
    facts = case(a="甲（乙）", b="甲(乙)", choice="red", name_1="甲(乙)", count_1=1, month_1="2020-02")
    old = evaluate(pack(), facts, ON, reader=reader, letters=True)
    assert truths(old)["same"] == truths(old)["holds"] == truths(old)["item item:1"] == "not_eligible"
    assert truths(old)["agreed"] == truths(old)["found"] == "undetermined"
    body = opened(seal(old))
    del body["format"]
    whole = {"format": form, **body} if form == FORMAT_1 else {"format": form, "evaluation": body, "parts": []}
    assert truths(check(resealed(whole), find).evaluation) == truths(old)
    with pytest.raises(SealBroken):  # and a new one is not
        check(seal(old), find)


# -- the tools that read rules -----------------------------------------------------------------------------------------


def test_two_literals_that_are_one_name_are_one_to_the_tools() -> None:
    one, two = (build({"same": f'enterprise.a == "{word}"'}) for word in ("甲（乙）", "甲 (乙)"))
    assert diff(one, two).changes == ()
    one, two = (build({"same": f'enterprise.a in {{"{word}", "丙"}}'}) for word in ("甲（乙）", "甲 (乙)"))
    assert diff(one, two).changes == ()
    one, two = (build({"same": f'contains(enterprise.a, "{word}")'}) for word in ("（乙", "(乙"))
    assert diff(one, two).changes == ()
    one, two = (build({"same": f'enterprise.choice == "{word}"'}) for word in ("Red", "red"))
    assert [c.kind for c in diff(one, two).changes] == ["criterion.choices"]


def test_the_prover_knows_that_two_literals_are_one_name() -> None:
    words = {"one": "甲（乙）", "two": "甲 (乙)", "other": "乙"}
    made = build({id_: f'enterprise.a == "{word}"' for id_, word in words.items()})
    one, two, other = (made.measures[id_].root for id_ in words)
    always = Always(made)
    assert always.impossible((one, True), (two, False)) and always.impossible((one, True), (other, True))
    assert not always.impossible((one, True), (two, True))
    constant = build({"one": '"甲（乙）" == "甲 (乙)"'}).measures["one"].root
    assert Possible(made).truths(constant) == {True}
