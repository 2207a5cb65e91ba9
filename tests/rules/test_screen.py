"""The columnar reader over the shipped packs and over what random packs seldom reach."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from rules import cases, evaluate, load_pack, loader, shipped_packs
from rules.columns import decided, run
from rules.columns.errors import FrameRefused
from rules.columns.frames import Frames
from rules.errors import FactRefused, NotInForce
from rules.facts import Conflict, Fact, FactSet, Overruling, State
from rules.model import Pack
from rules.screen import Screening, frames_of, screen
from rules.types import RentStep, Value
from tests.rules import random_packs
from tests.rules.test_readers_agree import columnar, rows

ON = date(2020, 5, 15)
PACK = "chaoyang-2020-8"


def fact(name: str, value: Value, subject: str = "enterprise") -> Fact:
    return Fact(f"{name}@{subject}", name, subject, value, State.CONFIRMED, sure=True, confirmed=True)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(PACK)


@pytest.mark.parametrize("name", shipped_packs())
def test_every_case_of_a_shipped_pack_comes_out_as_by_the_plain_reader(name: str) -> None:
    pack = load_pack(name)
    by_day: dict[date, dict[str, FactSet]] = defaultdict(dict)
    for case in cases.load(pack):
        by_day[case.on][case.name] = case.facts
    assert by_day
    measures = list(pack.measures.values())
    for on, given in by_day.items():
        frames = frames_of(pack, given)
        found = screen(pack, frames, on, chunk=100).decisions
        assert found is not None
        every = frames.cases.select("case").with_row_index(".")
        wanted = decided.one_by_one(pack, measures, on, frames, every)
        wanted = wanted.select(every["case"].gather(wanted["."]).alias("case"), *decided.SCHEMA)
        keys = ["case", "measure", "subject"]
        assert found.sort(keys).equals(wanted.sort(keys))
        for case_name in list(given)[::80]:
            evaluation = evaluate(pack, given[case_name], on, reader="durable")
            assert columnar(pack, {case_name: given[case_name]}, on)[0][case_name] == rows(evaluation)


def decision(result: Screening, measure: str, case: str = "a", subject: str = "enterprise") -> dict[str, object]:
    assert result.decisions is not None
    key = (pl.col("case") == case) & (pl.col("measure") == measure) & (pl.col("subject") == subject)
    return result.decisions.filter(key).row(0, named=True)


def test_the_counts_are_those_of_the_decisions(pack: Pack) -> None:
    given = {case.name: case.facts for case in cases.load(pack)[:120]}
    result = screen(pack, frames_of(pack, given), ON, chunk=50)
    assert result.decisions is not None and result.cases == len(given)
    for one in result.measures:
        mine = result.decisions.filter(pl.col("measure") == one.measure)
        states = dict(mine["status"].cast(pl.String).value_counts().iter_rows())
        assert one.not_eligible + one.not_addressed == states.pop("not_eligible", 0)
        assert one.undetermined == states.pop("undetermined", 0)
        assert one.met == sum(states.values())
        granted = mine.filter(pl.col("status") == "eligible")
        assert (one.amount_fen, one.high_fen) == (granted["amount_fen"].sum(), granted["high_fen"].sum())


def test_what_an_overruling_touches_is_decided_alone_and_rightly(pack: Pack) -> None:
    base = (fact("enterprise.carrier_type", "mall"), fact("enterprise.carrier_recognised", value=True))
    cut = (
        fact("cut.reduction", 10**8, "cut:1"), fact("cut.by_applicant", True, "cut:1"),
        fact("cut.in_epidemic", True, "cut:1"), fact("cut.tenant_is_sme", True, "cut:1"),
    )  # fmt: skip
    open_ = next(p.name for p in pack.parameters.values() if p.discretion and p.name.startswith("layoff_rate"))
    ruled = FactSet((*base, *cut), overrulings=(Overruling(open_, 1, "审核人", "2020-05-01", "理由"),))
    given = {"a": FactSet((*base, *cut)), "b": ruled}
    result = screen(pack, frames_of(pack, given), ON)
    assert result.exact_cases == 1
    assert decision(result, "2", "a")["amount_fen"] == decision(result, "2", "b")["amount_fen"] == 3 * 10**7


def test_a_long_schedule_goes_to_the_exact_lane(pack: Pack) -> None:
    days = [date(2020, 1, 1), date(2020, 2, 1), date(2020, 3, 1), date(2020, 3, 11), date(2020, 4, 1), date(2020, 5, 1)]
    long = tuple(
        RentStep(a, date.fromordinal(b.toordinal() - 1), 31_000 + n, "month") for n, (a, b) in enumerate(pairwise(days))
    )
    term = (fact("lease.start_date", days[0], "lease:1"), fact("lease.end_date", date(2020, 4, 30), "lease:1"))
    given = {"a": FactSet((*term, fact("lease.rent_schedule", long, "lease:1"))), "b": FactSet(term)}
    found, alone = columnar(pack, given, ON)
    assert alone == 1
    assert found == {name: rows(evaluate(pack, facts, ON, reader="plain")) for name, facts in given.items()}


def test_disputes_and_subjects_without_facts_are_kept(pack: Pack) -> None:
    given = {
        "a": FactSet(conflicts=(Conflict("enterprise.in_good_order", "enterprise", ()),), subjects=("lease:1",)),
        "b": FactSet((fact("enterprise.in_good_order", value=False),)),
    }
    found, alone = columnar(pack, given, ON)
    assert not alone
    assert found == {name: rows(evaluate(pack, facts, ON, reader="plain")) for name, facts in given.items()}
    assert ("1a", "lease:1") in found["a"] and ("1a", "lease") in found["b"]


def test_a_dispute_about_a_derived_fact_stands_over_its_derivation(pack: Pack) -> None:
    small = (fact("enterprise.industry", "other"), fact("enterprise.headcount", 10))
    given = {
        "derived": FactSet(small),
        "disputed": FactSet(small, conflicts=(Conflict("enterprise.is_sme", "enterprise", ()),)),
        "stated": FactSet((*small, fact("enterprise.is_sme", value=False))),
    }
    result = screen(pack, frames_of(pack, given), ON)
    status = {case: decision(result, "17", case)["status"] for case in given}
    assert status == {"derived": "duty", "disputed": "undetermined", "stated": "not_eligible"}
    assert not result.exact_cases


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('date("2020-02-28") + enterprise.count', date(2020, 3, 1)),
        ('date("2020-02-28") + enterprise.count * 2000000', None),
        ('date("2020-02-28") - enterprise.count * 400000', None),
        ('date("2020-02-28") + enterprise.count / 4', None),
    ],
)
def test_days_that_do_not_exist_are_unknown(tmp_path: Path, expression: str, value: date | None) -> None:
    wanted = value or date(2020, 1, 1)
    files = random_packs.plain_files([{"test": f'{expression} == date("{wanted}")'}])
    made = loader.load(random_packs.write(tmp_path, files))
    status = decision(screen(made, frames_of(made, {"a": FactSet((count(2),))}), ON), "m0")["status"]
    assert status == ("eligible" if value else "undetermined")


def count(number: int) -> Fact:
    return Fact("f", "enterprise.count", "enterprise", number, State.CONFIRMED)


def test_a_part_of_the_measures_may_be_asked_for(pack: Pack) -> None:
    frames = frames_of(pack, {"a": FactSet((fact("enterprise.reinvests", value=False),))})
    result = screen(pack, frames, ON, measures=["9b"])
    assert [m.measure for m in result.measures] == ["9b"]
    assert result.decisions is not None and len(result.decisions) == 1
    names = run.wanted(pack, [pack.measures["9b"]])
    assert "enterprise.industry" in names and "lease.rent_schedule" not in names


def test_no_cases_are_no_decisions(pack: Pack) -> None:
    result = screen(pack, frames_of(pack, {}), ON)
    assert result.cases == 0 and result.decisions is not None and result.decisions.is_empty()
    assert list(result.decisions.columns) == ["case", *decided.SCHEMA]


def test_a_day_outside_the_pack_is_refused(pack: Pack) -> None:
    with pytest.raises(NotInForce):
        screen(pack, frames_of(pack, {}), date(2019, 1, 1))


def test_a_fact_set_the_vocabulary_does_not_allow_is_refused(pack: Pack) -> None:
    with pytest.raises(FactRefused):
        frames_of(pack, {"a": FactSet((fact("enterprise.nonsense", 1),))})


WRONG = {
    "unknown_fact": pl.DataFrame({"case": ["a"], "enterprise.reinvest": [True]}),
    "wrong_type": pl.DataFrame({"case": ["a"], "enterprise.reinvests": ["yes"]}),
    "derived": pl.DataFrame({"case": ["a"], "enterprise.rent_cut": [5]}),
    "case_twice": pl.DataFrame({"case": ["a", "a"]}),
    "missing_column": pl.DataFrame({"cases": ["a"]}),
}


@pytest.mark.parametrize("reason", WRONG)
def test_a_frame_the_vocabulary_does_not_allow_is_refused(pack: Pack, reason: str) -> None:
    with pytest.raises(FrameRefused) as refused:
        screen(pack, Frames(WRONG[reason]), ON)
    assert refused.value.code == f"screen.{reason}"


def test_money_as_a_float_is_refused(pack: Pack) -> None:
    with pytest.raises(FrameRefused) as refused:
        screen(pack, Frames(pl.DataFrame({"case": ["a"], "enterprise.guarantee_paid": [1.5]})), ON)
    assert refused.value.code == "screen.wrong_type"


def test_a_subject_of_no_case_is_refused(pack: Pack) -> None:
    lost = pl.DataFrame({"case": ["b"], "subject": ["training:1"], "training.count": [3]})
    with pytest.raises(FrameRefused) as refused:
        screen(pack, Frames(pl.DataFrame({"case": ["a"]}), {"training": lost}), ON)
    assert refused.value.code == "screen.unknown_case"


def test_cases_are_named_alike_in_every_frame(pack: Pack) -> None:
    other = pl.DataFrame({"case": [1], "subject": ["training:1"], "training.count": [3]})
    with pytest.raises(FrameRefused) as refused:
        screen(pack, Frames(pl.DataFrame({"case": ["a"]}), {"training": other}), ON)
    assert refused.value.code == "screen.wrong_type"


def test_the_door_alone_loads_no_polars() -> None:
    code = (
        "import sys, rules, rules.screen, rules.columns.errors; assert 'polars' not in sys.modules, 'polars was loaded'"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=False)
    assert done.returncode == 0, done.stderr
