"""A benefit that several measures grant counts once, wherever amounts of several measures are added."""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rules import Fact, FactSet, State, evaluate, loader, once
from rules.answers.advise import advise
from rules.author.explain import explain
from rules.author.replay import Filed, replay
from rules.decisions import Decision, Evaluation, Total
from rules.model import Pack
from rules.sealing import check, seal
from tests.rules import random_packs
from tests.rules.random_packs import CITE, HEAD, LABEL, NOTICE

ON = date(2020, 5, 15)
SEEN: Counter[str] = Counter()


def whole(evaluation: Evaluation) -> Total:
    return evaluation.totals[-1]


# -- a pack of three: two waive one rent, one pays another thing -------------------------------------------------------


def three(folder: Path, *words: str | None) -> Pack:
    """Measures a, b, c with these words for `once`; each holds where the fact of its name is true."""
    facts = {
        f"enterprise.{m}": {"type": "bool", "label": LABEL, "from": [{"kind": f"paper_{m}", "field": m}]} for m in "abc"
    }
    facts["enterprise.rent"] = {"type": "money", "label": LABEL, "from": [{"kind": "lease", "field": "rent"}]}
    files: dict[str, object] = {
        "pack.yaml": HEAD,
        "vocabulary/facts.yaml": {"subjects": {"enterprise": {"label": LABEL}}, "facts": facts},
    }
    for id_, word, amount in zip("abc", words, ("yuan(45)", "enterprise.rent", "yuan(7)"), strict=True):
        files[f"measures/{id_}.yaml"] = {
            "id": id_, "clause": "1", "title": LABEL, "outcome": "entitlement", "departments": [LABEL],
            "when": {"test": f"enterprise.{id_}", "cite": CITE},
            "amount": {"label": LABEL, "value": amount, "cite": CITE},
        } | ({"once": word} if word else {})  # fmt: skip
    texts = {name: json.dumps(content, ensure_ascii=False) for name, content in files.items()}
    return loader.load(random_packs.write(folder, {"notice.txt": NOTICE, **texts}))


def known(**values: object) -> FactSet:
    return FactSet(
        tuple(Fact(n, f"enterprise.{n}", "enterprise", v, State.CONFIRMED) for n, v in values.items())  # type: ignore[arg-type]
    )


def test_the_largest_counts(tmp_path: Path) -> None:
    pack = three(tmp_path, "rent", "rent", None)
    total = whole(evaluate(pack, known(a=True, b=True, c=True, rent=5000), ON))
    assert (total.granted_fen, total.low_fen, total.high_fen, total.estimate_fen) == (5700, 5700, 5700, 0)
    total = whole(evaluate(pack, known(a=True, b=True, c=True, rent=100), ON))
    assert (total.granted_fen, total.decided) == (5200, 3)


def test_what_is_open_adds_what_it_has_more(tmp_path: Path) -> None:
    pack = three(tmp_path, "rent", "rent", None)
    assert whole(evaluate(pack, known(a=True, rent=5000), ON)).estimate_fen == 500 + 700
    assert whole(evaluate(pack, known(a=True, rent=100), ON)).estimate_fen == 700
    assert whole(evaluate(pack, known(rent=5000), ON)).estimate_fen == 5000 + 700
    apart = three(tmp_path / "apart", None, None, None)
    assert whole(evaluate(apart, known(rent=5000), ON)).estimate_fen == 4500 + 5000 + 700


def test_each_says_that_it_is_the_benefit_of_the_other(tmp_path: Path) -> None:
    pack = three(tmp_path, "rent", "rent", None)
    a, b, c = evaluate(pack, known(a=True, b=True, c=True, rent=5000), ON).decisions
    assert a.note is not None and a.note.zh == "与b为同一项权益，合计只计一次。"
    assert b.note is not None and b.note.en == "The same benefit as a: counted once in the sum."
    assert c.note is None
    a, b, _ = evaluate(pack, known(a=True, b=False, rent=5000), ON).decisions
    assert a.note is None and b.note is None, "nothing is counted twice"
    a, b, _ = evaluate(pack, known(a=True, rent=5000), ON).decisions
    assert a.note is not None and b.note is not None, "one is granted, the other still may be"


def test_the_sentence_follows_the_packs_own_note(tmp_path: Path) -> None:
    pack = three(tmp_path, "rent", "rent", None)
    noted = replace(pack.measures["a"], note=replace(pack.measures["a"].title, zh="须经认定。", en="On recognition."))
    evaluation = evaluate(replace(pack, measures={**pack.measures, "a": noted}), known(a=True, b=True, rent=1), ON)
    note = evaluation.decisions[0].note
    assert note is not None
    assert note.zh == "须经认定。与b为同一项权益，合计只计一次。"
    assert note.en == "On recognition. The same benefit as b: counted once in the sum."


def test_a_seal_holds_it(tmp_path: Path) -> None:
    pack = three(tmp_path, "rent", "rent", None)
    evaluation = evaluate(pack, known(a=True, b=True, c=True, rent=5000), ON)
    found = check(seal(evaluation), lambda name, version: pack)
    assert whole(found.evaluation).granted_fen == 5700 and found.wordings == ()


def test_papers_promise_it_once(tmp_path: Path) -> None:
    """Both measures come true by their papers, with one rent; what one grants already the other adds nothing to."""
    pack = three(tmp_path, "rent", "rent", None)
    (step,) = [s for s in advise(pack, known(a=True, c=False, rent=4000), ON).next.documents if s.kind == "paper_b"]
    assert (step.sum_alone.least_fen, step.sum_alone.most_fen, step.sum_alone.once) == (0, 0, ("a", "b"))
    assert "a、b中同一项权益只计一次" in step.sentence.zh
    (step,) = [s for s in advise(pack, known(a=True, c=False, rent=5000), ON).next.documents if s.kind == "paper_b"]
    assert (step.sum_alone.least_fen, step.sum_alone.most_fen) == (500, 500)
    alike = replace(pack.measures["b"], root=pack.measures["a"].root, when=pack.measures["a"].when)
    both = replace(pack, measures={**pack.measures, "b": alike})
    (step,) = [s for s in advise(both, known(c=False, rent=5000), ON).next.documents if s.kind == "paper_a"]
    assert {gain.measure for gain in step.alone} == {"a", "b"}
    assert (step.sum_alone.least_fen, step.sum_alone.most_fen) == (5000, 5000)


def test_a_replay_moves_it_once(tmp_path: Path) -> None:
    one, two = three(tmp_path / "one", None, None, None), three(tmp_path / "two", "rent", "rent", None)
    case = seal(evaluate(one, known(a=True, b=True, c=True, rent=5000), ON))
    done = replay(one, two, [Filed("case", case)])
    assert not done.flips, "no decision is another"
    assert (done.moved[-1].low_fen, done.moved[-1].high_fen) == (-4500, -4500)
    assert [c.kind for c in done.diff.changes] == ["total.once", "total.once"]


def test_another_word_for_the_same_measures_is_no_change(tmp_path: Path) -> None:
    one, two = three(tmp_path / "one", "rent", "rent", None), three(tmp_path / "two", "fee", "fee", None)
    assert replay(one, two, []).diff.changes == ()


def test_the_explanation_names_the_others(tmp_path: Path) -> None:
    pack = three(tmp_path, "rent", "rent", None)
    grants = {entry.id: entry.grant for entry in explain(pack).entries}
    assert {id_: grant.same_as for id_, grant in grants.items() if grant} == {"a": ("b",), "b": ("a",), "c": ()}


# -- random packs ------------------------------------------------------------------------------------------------------


def amounts(decision: Decision) -> tuple[int, int, int, int]:
    """Certain, least, most of what is granted; what it would come to while it is open."""
    benefit = decision.benefit
    if benefit is None or not (benefit.granted or decision.status == "undetermined"):
        return 0, 0, 0, 0
    certain = benefit.amount_fen or 0
    low, high = certain or benefit.low_fen or 0, certain or benefit.high_fen or 0
    return (certain, low, high, 0) if benefit.granted else (0, 0, 0, high)


@settings(max_examples=40, phases=(Phase.generate,), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_random_packs_count_once(data: st.DataObject) -> None:
    files = data.draw(random_packs.pack_files())
    with tempfile.TemporaryDirectory() as folder:
        pack = loader.load(random_packs.write(Path(folder), files))
    shared = {
        id_: replace(m, once=data.draw(st.sampled_from(["rent", "rent", "fee", None])) if m.amount else None)
        for id_, m in pack.measures.items()
    }
    twins = {f"{id_} again": replace(m, id=f"{id_} again") for id_, m in shared.items()}
    pack = replace(pack, measures=shared | twins)
    apart = replace(pack, measures={id_: replace(m, once=None) for id_, m in pack.measures.items()})
    for facts in [data.draw(random_packs.fact_sets(pack)) for _ in range(3)]:
        found, alone = (evaluate(each, facts, ON, reader="plain") for each in (pack, apart))
        # decisions stay as they are but for what they say of each other
        assert [replace(d, note=None) for d in found.decisions] == [replace(d, note=None) for d in alone.decisions]
        assert found.totals[:-1] == alone.totals[:-1]
        groups: dict[object, list[tuple[int, int, int, int]]] = defaultdict(list)
        speaking: Counter[object] = Counter()
        for number, decision in enumerate(found.decisions):
            word = pack.measures[decision.measure].once
            key = (word, decision.subject) if word else number
            groups[key].append(amounts(decision))
            speaking[key] += bool(decision.benefit) and decision.status in ("eligible", "undetermined")
        sums = [[max(part) for part in zip(*some, strict=True)] for some in groups.values()]
        total = whole(found)
        assert [total.granted_fen, total.low_fen, total.high_fen] == [sum(s[n] for s in sums) for n in range(3)]
        assert total.estimate_fen == sum(max(0, s[3] - s[2]) for s in sums)
        before = whole(alone)
        assert (total.decided, total.undetermined) == (before.decided, before.undetermined)
        told = sum(d.note is not None for d in found.decisions)
        assert told == sum(many for key, many in speaking.items() if many > 1 and isinstance(key, tuple))
        SEEN.update({"fewer": total != before, "told": told, "cases": 1})


def test_the_random_packs_share_benefits() -> None:
    if not SEEN:
        test_random_packs_count_once()
    assert SEEN["fewer"] > 3 and SEEN["told"] > 10, SEEN


def test_a_measure_of_its_own_shares_with_nobody(tmp_path: Path) -> None:
    pack = three(tmp_path, None, "rent", None)
    measures = pack.measures
    assert once.partners(measures, measures["a"]) == once.partners(measures, measures["b"]) == ()
