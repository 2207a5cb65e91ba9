"""What the answers say of cases worked out by hand, in both languages."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache

from rules import cases, evaluate, load_pack
from rules.answers import Advice, advise
from rules.answers.changes import changes
from rules.answers.cores import Reach
from rules.answers.model import Changes, ChangeSet, NextStep
from rules.answers.trial import Budget, Trial, changed
from rules.decisions import Decision
from rules.facts import FactSet, Key
from rules.jsonform import to_json
from rules.model import Pack
from rules.schema import Text
from rules.types import Value

ON = date(2020, 5, 15)


@cache
def _pack() -> Pack:
    return load_pack("chaoyang-2020-8")


@cache
def _cases() -> dict[str, FactSet]:
    return {case.name: case.facts for case in cases.load(_pack())}


def _case(words: str) -> FactSet:
    (found,) = [facts for name, facts in _cases().items() if words in name]
    return found


def _with(facts: FactSet, **others: Value) -> FactSet:
    """``enterprise__trade="x"``: the case with another value."""
    values: dict[Key, Value] = {}
    for written, value in others.items():
        subject, _, name = written.partition("__")
        kind = subject.partition("_")[0]
        values[f"{kind}.{name}", subject.replace("_", ":")] = value
    return changed(facts, values)


@cache
def _advice(words: str) -> Advice:
    return advise(_pack(), _case(words), ON)


def _changes(facts: FactSet, measure: str, subject: str = "") -> Changes:
    """What :func:`advise` says of one decision, without the rest."""
    subject = subject or _pack().measures[measure].over or "enterprise"
    trial = Trial(_pack(), Reach(_pack()), facts, ON, Budget(2000, 400))
    return changes(trial, _pack().measures[measure], subject if subject == "enterprise" else f"{subject}:1")


def _decision(facts: FactSet, measure: str) -> Decision:
    evaluation = evaluate(_pack(), facts, ON, reader="plain")
    return next(d for d in evaluation.decisions if d.measure == measure)


def _step(advice: Advice, kind: str) -> NextStep:
    return next(s for s in advice.next.documents if s.kind == kind)


# -- what would change ---------------------------------------------------------------------------------------------


def test_a_drop_of_79_9_percent_lacks_five_thousand_yuan() -> None:
    """5,000,000 before; 80 % down is 1,000,000; 1,005,000 is 79.9 %; 1,005,000 is 80 % down from 5,025,000."""
    full = _case("收入从500万元降到100万元")
    months = [f for f in full.facts if f.name == "statement.revenue" and f.value != 0]
    now = {f.subject: f.value for f in full.facts if f.name == "statement.month" and str(f.value) >= "2020-02"}
    last = next(f for f in months if f.subject in now)
    assert isinstance(last.value, int)
    facts = changed(full, {(last.name, last.subject): last.value + 500_000})
    assert _decision(facts, "16b").status == "not_eligible"
    sets = _changes(facts, "16b").sets
    lower, higher = sorted(sets, key=lambda s: s.changes[0].to, reverse=True)
    (change,) = lower.changes
    assert (change.fact, change.value, change.to, change.bounds) == (
        "enterprise.period_revenue", 100_500_000, "at_most", (100_000_000,),
    )  # fmt: skip
    assert lower.sentence == Text(
        "如果2020年2月至4月生产经营收入不超过1,000,000元（现为1,005,000元），则符合本条。",
        "If the operating revenue of February to April 2020 is at most 1,000,000 yuan (now 1,005,000 yuan), "
        "this measure holds.",
    )
    assert [(c.fact, c.to, c.bounds) for c in higher.changes] == [
        ("enterprise.period_revenue_before", "at_least", (502_500_000,))
    ]
    assert {part.fact for part in change.parts} == {"statement.revenue"}


def test_a_revenue_of_less_than_nothing_is_no_advice() -> None:
    """Revenue rose from 8 to 9 million: 1 - 9,000,000 / -0.01 is above 80 %, too."""
    facts = changed(
        _case("收入从500万元降到100万元"),
        {
            ("enterprise.period_revenue", "enterprise"): 900_000_000,
            ("enterprise.period_revenue_before", "enterprise"): 800_000_000,
        },
    )
    sets = _changes(facts, "16b").sets
    assert [(c.fact, c.bounds) for one in sets for c in one.changes] == [("enterprise.period_revenue", (160_000_000,))]


def test_another_landlord_would_do_and_nothing_else() -> None:
    (one,) = _changes(_case("出租方是其他业主，不符合"), "1a").sets
    (change,) = one.changes
    assert (change.fact, change.to) == ("lease.lessor_class", "one_of")
    assert change.bounds == ("district_soe", "district_institution")
    assert one.granted
    assert one.sentence.zh == ("如果出租方类别为“区属国有企业”或“区属事业单位”（现为“其他业主（房东）”），则符合本条。")
    assert one.sentence.en == (
        "If the class of the lessor is “district state-owned enterprise” or “district public institution” "
        "(now “other owner”), this measure holds."
    )


def test_two_faults_have_to_change_together() -> None:
    facts = _with(_case("出租方是其他业主，不符合"), enterprise__kept_operation="closed_otherwise")
    (one,) = _changes(facts, "1a").sets
    assert {c.fact for c in one.changes} == {"lease.lessor_class", "enterprise.kept_operation"}
    assert "，且" in one.sentence.zh
    assert " and " in one.sentence.en


def test_what_is_unknown_besides_is_named_apart() -> None:
    facts = _case("出租方是其他业主，不符合")
    facts = replace(facts, facts=tuple(f for f in facts.facts if f.name != "enterprise.fits_capital"))
    (one,) = _changes(facts, "1a").sets
    assert not one.granted
    assert [n.fact for n in one.still] == ["enterprise.fits_capital"]
    assert one.sentence.zh.endswith("则有望符合本条，还需确认：符合首都城市战略定位。")
    assert one.sentence.en.endswith(
        "this measure may hold; still to be settled: fits the capital's strategic positioning."
    )


def test_one_layoff_too_many_is_solved_to_whole_people() -> None:
    """31 insured, 25 left: 5.5 % of 31 is 1.7, so 30 may stay; of 30 or fewer a fifth may go: 30 before will do."""
    sets = _changes(_case("参保31人减少6人"), "1a").sets
    found = {(c.to, c.bounds[0]) for one in sets for c in one.changes if c.fact == "headcount.count"}
    assert ("at_most", 30) in found
    assert any(to in ("between", "at_least") and least == 30 for to, least in found)


def test_space_for_a_hundred_and_one_people() -> None:
    """2.5 square metres each: 101 people need 252.5, and 250 are enough for 100."""
    sets = _changes(_case("每人不到2.5平方米"), "14b").sets
    bounds = {c.fact: c.bounds for one in sets for c in one.changes}
    assert bounds == {"enterprise.work_area": (Fraction(505, 2),), "enterprise.people_on_site": (1, 100)}


def test_a_cut_for_no_sme_is_traced_to_the_tenants() -> None:
    sets = _changes(_case("减免都不是为中小微企业"), "2").sets
    assert [[c.fact for c in one.changes] for one in sets] == [["cut.tenant_is_sme"]] * 2
    assert [one.changes[0].subject for one in sets] == ["cut:1", "cut:2"]


def _turned(facts: FactSet, measure: str, subject: str, one: ChangeSet) -> str:
    values = {(c.fact, c.subject): c.tried for c in one.changes}
    evaluation = evaluate(_pack(), changed(facts, values), ON, reader="plain")
    return next(d.status for d in evaluation.decisions if (d.measure, d.subject) == (measure, subject))


def test_every_set_turns_its_decision() -> None:
    facts = _case("300人且年营业收入1亿元的餐饮企业，不是中小微企业")
    advice = _advice("300人且年营业收入1亿元的餐饮企业，不是中小微企业")
    assert len(advice.changes) > 8
    for each in advice.changes:
        outcome = _pack().measures[each.measure].outcome
        granted = "eligible" if outcome in ("entitlement", "up_to", "range") else outcome
        assert each.sets
        one = each.sets[-1]
        assert _turned(facts, each.measure, each.subject, one) == (granted if one.granted else "undetermined")


# -- what to bring -------------------------------------------------------------------------------------------------


def test_the_social_insurance_record_alone_unlocks_the_rent() -> None:
    """Rent of 30,000 a month until 15 April: 45,000 yuan."""
    advice = _advice("没有任何社会保险记录")
    step = advice.next.documents[0]
    assert (step.kind, step.details) == ("social_insurance", ("2020-01", "2020-04"))
    gains = {gain.measure: gain for gain in step.alone}
    assert (gains["1a"].worth.kind, gains["1a"].worth.most_fen) == ("amount", 4_500_000)
    assert (step.sum_alone.least_fen, step.sum_alone.most_fen) == (4_500_000, 4_500_000)
    assert step.sentence.zh.startswith("补交《社会保险记录》（2020-01、2020-04）：可直接定下")
    assert "，可得45,000元；" in step.sentence.zh
    assert "worth 45,000 yuan; " in step.sentence.en
    open_ = next(o for o in advice.open if o.measure == "1a")
    assert {(n.fact, n.detail) for n in open_.matters} == {
        ("headcount.count", "2020-01"),
        ("headcount.count", "2020-04"),
    }


def test_an_amount_that_only_the_paper_tells_is_not_invented() -> None:
    step = _step(advise(_pack(), _case("没有花名册，不能确定"), ON), "training_roster")
    (gain,) = [g for g in step.alone if g.measure == "16a"]
    assert gain.worth.kind == "unknown"
    assert "16a" in step.sum_alone.unknown
    assert step.sum_alone.most_fen == 0
    assert "（16a）的金额要待材料载明后才能算出" in step.sentence.zh
    assert "(16a) of an amount not known before the papers state it" in step.sentence.en


def test_others_that_are_needed_besides_are_named() -> None:
    facts = _case("没有任何社会保险记录")
    facts = replace(facts, facts=tuple(f for f in facts.facts if f.name != "enterprise.in_good_order"))
    step = _step(advise(_pack(), facts, ON), "social_insurance")
    (gain,) = [g for g in step.together if g.measure == "1a"]
    assert [n.fact for n in gain.others] == ["enterprise.in_good_order"]
    assert gain.papers == ()
    assert gain.in_sum
    assert "1a" not in {g.measure for g in step.alone}


def test_a_case_without_anything_ends_within_its_limits() -> None:
    named = {"business_licence": Text("营业执照", "business licence")}
    advice = advise(_pack(), FactSet(), ON, kinds=named)
    assert advice.tried <= 6000
    labels = {step.kind: step.label for step in advice.next.documents}
    assert labels["business_licence"] == named["business_licence"]
    assert labels["lease"] == Text("租赁合同", "lease")
    assert advice.next.questions[0].before_next.zh


def test_the_advice_is_json_and_the_same_every_time() -> None:
    again = advise(_pack(), _case("没有任何社会保险记录"), ON)
    first, second = (json.dumps(to_json(a), ensure_ascii=False) for a in (_advice("没有任何社会保险记录"), again))
    assert first == second


def test_every_text_is_there_in_both_languages() -> None:
    advice = _advice("300人且年营业收入1亿元的餐饮企业，不是中小微企业")
    texts = [s.sentence for c in advice.changes for s in c.sets]
    texts += [s.sentence for s in (*advice.next.documents, *advice.next.questions)]
    assert len(texts) > 10
    assert all(t.zh and t.en for t in texts)
    chinese = [t.en for t in texts if any("\u4e00" <= letter <= "\u9fff" for letter in t.en)]
    assert all("“" in text for text in chinese), "only words of the papers themselves stay Chinese, in quotes"


def test_the_rule_engine_is_not_needed() -> None:
    code = "import sys, rules.answers; sys.exit('durable' in ' '.join(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
