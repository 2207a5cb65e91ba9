"""Filed cases under two packs: what flips, why, what money moves; what cannot be replayed is told."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rules import evaluate, loader, seal
from rules.author.replay import MANY, quicker, replay
from rules.author.replay_columns import columns
from rules.author.replay_files import filed
from rules.author.replay_model import Filed, Replay
from rules.author.replay_read import of_decision, plain
from rules.cases import load as load_cases
from rules.errors import PackInvalid
from rules.facts import Fact, FactSet, Overruling, State
from rules.model import Pack
from rules.sealing import FORMAT_1, canonical, opened
from tests.rules import random_packs
from tests.rules.diff_edits import GOOD, Edit, changed

A = loader.load(GOOD)
ON = date(2020, 5, 15)
DROP = ("parameters/limits.yaml", "value: 0.80}, {from", "value: 0.60}, {from")
CAP = ("measures/2.yaml", "yuan(1000000)", "yuan(2000000)")


def sealed(pack: Pack, facts: FactSet, on: date = ON) -> bytes:
    return seal(evaluate(pack, facts, on, reader="plain"))


def case(name: str, **facts: object) -> Filed:
    """A case with confirmed facts; ``cut_amount=1`` is cut:1.amount."""
    return Filed(name, sealed(A, fact_set(**facts)))


def fact_set(**facts: object) -> FactSet:
    given = []
    for word, value in facts.items():
        kind, _, own = word.partition("_")
        subject = "enterprise" if kind == "enterprise" else f"{kind}:1"
        given.append(Fact(word, f"{kind}.{own}", subject, value, State.CONFIRMED, confirmed=True))  # type: ignore[arg-type]
    return FactSet(tuple(given))


def both(folder: Path, cases: list[Filed], *edits: Edit) -> Replay:
    """The replay by the plain reader, after the columns came to the same."""
    b = changed(folder, *edits)
    done = replay(A, b, cases, reader=plain)
    in_bulk = replay(A, b, cases, reader=columns)
    assert (in_bulk.cases, in_bulk.moved, in_bulk.not_replayed) == (done.cases, done.moved, done.not_replayed)
    return done


def test_a_raised_cap_moves_money_and_nothing_else(tmp_path: Path) -> None:
    cases = [case("大户", cut_amount=500_000_000), case("小户", cut_amount=100_000), case("没有减租")]
    done = both(tmp_path, cases, CAP)
    (flip,) = done.flips
    assert (flip.case, flip.measure, flip.subject) == ("大户", "2", "enterprise")
    assert (flip.old.low_fen, flip.new.low_fen, flip.moved_low_fen) == (100_000_000, 150_000_000, 50_000_000)
    assert [done.diff.changes[n].text.zh for n in flip.changes] == ["2：上限由100万元提高到200万元"]
    assert flip.causes == ()  # no criterion changed
    total = done.moved[-1]
    assert (total.measure, total.repriced, total.gained, total.lost, total.low_fen) == (None, 1, 0, 0, 50_000_000)
    assert [c.unchanged for c in done.cases] == [2, 3, 3]
    assert all(c.as_filed for c in done.cases)


def test_a_measure_that_only_one_pack_has_was_never_open(tmp_path: Path) -> None:
    """Refused by a new measure, or by one that is gone: nothing that was undetermined came to no."""
    measure = (GOOD / "measures" / "2.yaml").read_text(encoding="utf-8").replace("id: 2", "id: 9", 1)
    b = changed(tmp_path, ("measures/9.yaml", "", measure))
    for old, new in ((A, b), (b, A)):
        facts = fact_set(cut_amount=0)
        done = replay(old, new, [Filed("一", sealed(old, facts))], reader=plain)
        (flip,) = done.flips
        assert flip.measure == "9" and {flip.old.status, flip.new.status} == {"absent", "not_eligible"}
        assert (done.moved[-1].one_sided, done.moved[-1].settled, done.moved[-1].opened) == (1, 0, 0)


def resealed(one: Filed, **other: object) -> Filed:
    """The seal with other contents and a right digest."""
    body = {**opened(one.sealed), "format": FORMAT_1, **other}
    return replace(one, sealed=canonical({**body, "digest": sha256(canonical(body)).hexdigest()}))


def revenue(name: str, now: int, staff: int = 10) -> Filed:
    facts = [Fact("s", "enterprise.staff", "enterprise", staff, State.CONFIRMED)]
    for number, month in enumerate(("2020-02", "2020-03", "2020-04"), 1):
        for word, value in (("month", month), ("revenue", now), ("before", 1_000_000)):
            facts.append(Fact(f"{word}{number}", f"statement.{word}", f"statement:{number}", value, State.CONFIRMED))
    return Filed(name, sealed(A, FactSet(tuple(facts))))


def test_a_lower_threshold_flips_and_says_why(tmp_path: Path) -> None:
    done = both(tmp_path, [revenue("降七成", 300_000), revenue("降一成", 900_000), revenue("降九成", 100_000)], DROP)
    (flip,) = done.flips
    assert (flip.case, flip.old.status, flip.new.status) == ("降七成", "not_eligible", "eligible")
    assert (flip.moved_low_fen, flip.moved_high_fen) == (500_000, 3_000_000)
    (cause,) = flip.causes
    assert (cause.criterion, cause.old, cause.new) == ("drop", "not_met", "met")
    assert cause.finding.zh == "收入同比降幅为70%"
    (number,) = flip.changes
    assert cause.changes == flip.changes
    said = done.diff.changes[number].text
    assert said.zh == "参数“收入下降幅度”（drop）自2020年1月1日至2020年6月30日由80%降低到60%；影响3（更宽）"
    assert said.en == (
        "parameter “drop of revenue” (drop): from 1 January 2020 to 30 June 2020 it falls from 80% to 60%; "
        "touches 3 (looser)"
    )
    assert (done.moved[-1].gained, done.moved[-1].low_fen, done.moved[-1].high_fen) == (1, 500_000, 3_000_000)


def test_a_new_criterion_that_needs_a_new_fact_opens_the_case(tmp_path: Path) -> None:
    old = (GOOD / "measures" / "2.yaml").read_text(encoding="utf-8")
    cut = old[old.index("when:") : old.index("amount:")]
    inner = "".join(f"      {line}\n" for line in cut.splitlines()[1:])
    rooms = (
        "      id: rooms\n      label: {zh: 房间够多, en: rooms enough}\n      test: enterprise.rooms > 3\n"
        '      cite: {clause: "2", quote: 业主}\n'
    )
    gate = f"when:\n  all:\n    -{inner[5:]}    -{rooms[5:]}"
    spec = (
        "  enterprise.rooms:\n    {type: count, label: {zh: 房间数, en: rooms}, from: [{kind: lease, field: rooms}]}\n"
    )
    new, fact = ("measures/2.yaml", cut, gate), ("vocabulary/facts.yaml", "", spec)
    done = both(tmp_path, [case("减租", cut_amount=100_000)], new, fact)
    (flip,) = done.flips
    assert (flip.old.status, flip.new.status, flip.moved_low_fen) == ("eligible", "undetermined", -30_000)
    assert [(c.criterion, c.old, c.new) for c in flip.causes] == [("rooms", "absent", "undetermined")]
    assert [n.fact for n in flip.missing] == ["enterprise.rooms"] == [n.fact for n in done.cases[0].needed]
    assert {done.diff.changes[n].kind for n in flip.changes} >= {"criterion.added"}
    assert (done.moved[-1].lost, done.moved[-1].opened) == (1, 0)


def test_facts_that_the_other_pack_does_not_take_are_named_and_the_rest_is_used(tmp_path: Path) -> None:
    facts = FactSet(
        (
            Fact("a", "enterprise.trade", "enterprise", "catering", State.DECLARED),
            Fact("b", "lease.lessor_class", "lease:1", "state", State.ATTESTED),
            Fact("c", "cut.amount", "cut:1", 100_000, State.EXTRACTED),
        ),
        overrulings=(Overruling("drop", Fraction(1, 2), "审核员", "2020-05-01", "口径"),),
    )
    edits = (
        (
            "vocabulary/facts.yaml",
            "    declare: true\n    ask: {zh: 请说明行业",
            "    attest: true\n    ask: {zh: 请说明行业",
        ),
        ("vocabulary/facts.yaml", "choices: {state: 国有, other: 其他}", "choices: {public: 国有, other: 其他}"),
        ("measures/1.yaml", 'lease.lessor_class == "state"', 'lease.lessor_class == "public"'),
        ("registries/owners.csv", "公司,,state,", "公司,,public,"),
        ("parameters/limits.yaml", "  discretion: true\n", ""),
    )
    done = both(tmp_path, [Filed("一", sealed(A, facts))], *edits)
    (one,) = done.cases
    assert {(x.what, x.subject, x.reason, x.pack) for x in one.lost} == {
        ("enterprise.trade", "enterprise", "not_declarable", "b"),
        ("lease.lessor_class", "lease:1", "wrong_type", "b"),
        ("drop", "", "no_discretion", "b"),
    }
    assert [f.measure for f in one.flips] == [] or all(f.measure != "2" for f in one.flips)  # the cut still counts


def test_a_fact_that_b_no_longer_has(tmp_path: Path) -> None:
    file = "vocabulary/facts.yaml"
    text = (GOOD / file).read_text(encoding="utf-8")
    gone = text[text.index("  enterprise.name:") : text.index("  enterprise.staff:")]
    done = both(tmp_path, [case("一", enterprise_name="甲公司", cut_amount=100)], (file, gone, ""))
    assert [(x.what, x.reason) for x in done.cases[0].lost] == [("enterprise.name", "unknown_fact")]
    assert done.flips == ()


def test_what_cannot_be_replayed_is_listed_and_not_used(tmp_path: Path) -> None:
    good = case("好", cut_amount=500_000_000)
    other = resealed(good, pack_name="别的通知")
    early = resealed(good, on="2019-01-01")
    empty = resealed(good, inputs=None)
    files = [
        good,
        Filed("改过", good.sealed.replace(b"500000000", b"900000000")),
        Filed("不是封存", b"{}"),
        Filed("空", b""),
        replace(other, name="别的通知"),
        replace(early, name="早了"),
        replace(empty, name="没有事实"),
    ]
    done = both(tmp_path, files, CAP)
    assert [c.case for c in done.cases] == ["好"]
    assert [(n.case, n.code, dict(n.data).get("reason")) for n in done.not_replayed] == [
        ("改过", "seal.broken", "digest"),
        ("不是封存", "seal.broken", "format"),
        ("空", "seal.broken", "not_json"),
        ("别的通知", "replay.other_pack", None),
        ("早了", "pack.not_in_force", None),
        ("没有事实", "seal.broken", "inputs"),
    ]
    assert done.moved[-1].low_fen == 50_000_000


def test_a_seal_of_other_rules_says_so(tmp_path: Path) -> None:
    b = changed(tmp_path, CAP)
    facts = fact_set(cut_amount=500_000_000)
    done = replay(A, b, [Filed("新规则封存", sealed(b, facts)), Filed("旧规则封存", sealed(A, facts))])
    assert [c.as_filed for c in done.cases] == [None, True]


def test_a_seal_that_its_own_pack_does_not_come_to_is_marked(tmp_path: Path) -> None:
    """The digest is right and the decisions are not those of the facts: forged, or of a reader that erred."""
    one = case("一", cut_amount=100_000)
    decisions = json.loads(json.dumps(opened(one.sealed)["decisions"]))
    decisions[1]["benefit"]["amount_fen"] = 99_999_999
    done = replay(A, changed(tmp_path, CAP), [one, resealed(one, decisions=decisions), resealed(one, decisions=[1])])
    assert [c.as_filed for c in done.cases] == [True, False, False]


def test_a_measure_that_only_one_pack_has(tmp_path: Path) -> None:
    b = changed(tmp_path, CAP)
    gone = tmp_path / "gone"
    gone.mkdir()
    without = changed(gone)
    (Path(without.path) / "measures" / "2.yaml").unlink()
    without = loader.load(Path(without.path))
    filed_cases = [case("一", cut_amount=100_000)]
    lost = replay(A, without, filed_cases)
    assert [(f.measure, f.old.status, f.new.status, f.moved_low_fen) for f in lost.flips] == [
        ("2", "eligible", "absent", -30_000)
    ]
    assert [lost.diff.changes[n].kind for n in lost.flips[0].changes] == ["measure.removed"]
    won = replay(without, b, filed_cases)
    assert [(f.old.status, f.new.status, f.moved_low_fen) for f in won.flips] == [("absent", "eligible", 30_000)]


def test_a_measure_numbered_anew_is_followed(tmp_path: Path) -> None:
    done = both(tmp_path, [case("一", cut_amount=500_000_000)], CAP, ("measures/2.yaml", "id: 2", "id: 7"))
    assert [(f.measure, f.old.status, f.new.status) for f in done.flips] == [("7", "eligible", "eligible")]


def test_files_folders_and_lines(tmp_path: Path) -> None:
    one, two = case("a", cut_amount=1), case("b", cut_amount=2)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "one.json").write_bytes(one.sealed + b"\n")
    (tmp_path / "many.json").write_bytes(one.sealed + b"\n\n" + two.sealed + b"\n")
    (tmp_path / "empty.json").touch()
    (tmp_path / "pretty.json").write_text(json.dumps(json.loads(two.sealed), indent=1, ensure_ascii=False))
    (tmp_path / "notes.txt").write_text("no seal")
    found = {f.name: f.sealed for f in filed(tmp_path)}
    assert set(found) == {"deep/one.json", "many.json:1", "many.json:3", "empty.json", "pretty.json"}
    done = replay(A, A, filed(tmp_path))
    assert [c.case for c in done.cases] == ["deep/one.json", "many.json:1", "many.json:3", "pretty.json"]
    assert [f.name for f in filed(tmp_path / "deep" / "one.json")] == ["one.json"]
    (tmp_path / "deep" / "letter.txt").write_text("几行\n字\n不是封存\n", encoding="utf-8")
    assert [f.name for f in filed(tmp_path / "deep" / "letter.txt")] == ["letter.txt"]
    with pytest.raises(FileNotFoundError):
        list(filed(tmp_path / "none"))


def test_every_case_of_the_pack_stays_under_the_same_pack() -> None:
    cases = [Filed(c.name, sealed(A, c.facts, c.on)) for c in load_cases(A)]
    done = replay(A, A, cases)
    assert done.flips == () and not done.not_replayed and all(c.as_filed for c in done.cases)
    assert done.moved[-1].unchanged == sum(c.unchanged for c in done.cases)


def test_many_cases_of_a_day_are_read_in_bulk() -> None:
    """Columns are made for each day: a few cases a day are read one by one."""
    assert quicker([ON] * MANY) is columns and quicker([ON] * (MANY - 1)) is plain
    assert quicker([date(2020, 5, n) for n in range(1, 31)] * (MANY - 1)) is plain
    assert quicker([]) is plain


RANDOM = settings(
    max_examples=25, phases=(Phase.generate,), deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


@RANDOM
@given(st.data())
def test_the_verdicts_are_those_of_the_decisions(data: st.DataObject) -> None:
    """And the money moved is the difference of the totals; both readers say the same."""
    files = data.draw(random_packs.pack_files())
    other = {**files, "parameters/all.yaml": data.draw(random_packs.pack_files())["parameters/all.yaml"]}
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        a = loader.load(random_packs.write(Path(one), files))
        try:
            b = loader.load(random_packs.write(Path(two), other))
        except PackInvalid:
            return
        facts = [data.draw(random_packs.fact_sets(a)) for _ in range(3)]
        for pack in (a, b):
            for given_facts, verdicts in zip(facts, plain(pack, [(f, ON) for f in facts]), strict=True):
                decided = evaluate(pack, given_facts, ON, reader="plain").decisions
                assert {(d.measure, d.subject): of_decision(d) for d in decided} == verdicts
        cases = [Filed(str(n), sealed(a, f)) for n, f in enumerate(facts)]
        done = replay(a, b, cases)
        old, new = ([evaluate(pack, f, ON, reader="plain").totals[-1] for f in facts] for pack in (a, b))
        assert done.moved[-1].low_fen == sum(t.low_fen for t in new) - sum(t.low_fen for t in old)
        assert done.moved[-1].high_fen == sum(t.high_fen for t in new) - sum(t.high_fen for t in old)
        assert all(f.changes for f in done.flips), "no flip without a change behind it"
        assert replay(a, b, cases, reader=columns).moved == done.moved
