"""The rent of a lease is waived once, whichever paragraphs of clause 1 of the Chaoyang notice waive it."""

from __future__ import annotations

from datetime import date

from rules import evaluate, load_pack
from rules.facts import Fact, FactSet, State
from rules.types import RentStep, Value

ON = date(2020, 5, 15)
RENT = ("1a", "1b", "1d", "1e", "1f")


def case() -> FactSet:
    """A restaurant that also runs a kindergarten in premises of a district enterprise; 45,000 yuan for the months."""
    term = (date(2019, 7, 1), date(2020, 4, 15))
    values: dict[str, Value] = {
        f"enterprise.{name}": True
        for name in ("is_sme", "in_good_order", "fits_capital", "outside_clearance", "hardship", "kept_jobs",
                     "private_kindergarten", "opening_postponed")
    }  # fmt: skip
    for name in ("tenant_is_applicant", "in_beijing", "business_use", "teaching_use"):
        values[f"lease.{name}"] = True
    values |= {
        "enterprise.kept_operation": "open", "enterprise.trade": "catering", "lease.lessor_class": "district_soe",
        "lease.chain_branch": False,
        "lease.start_date": term[0], "lease.end_date": term[1],
        "lease.rent_schedule": (RentStep(*term, 3_000_000, "month"),),
    }  # fmt: skip
    return FactSet(
        tuple(
            Fact(n, n, "lease:1" if n.startswith("lease.") else "enterprise", v, State.ATTESTED)
            for n, v in values.items()
        )
    )


def test_two_paragraphs_waive_one_rent() -> None:
    evaluation = evaluate(load_pack("chaoyang-2020-8"), case(), ON, reader="plain")
    decided = {d.measure: d for d in evaluation.decisions if d.measure in RENT}
    assert {m for m, d in decided.items() if d.status == "eligible"} == {"1a", "1d"}
    assert {d.benefit.amount_fen for d in decided.values() if d.benefit and d.benefit.granted} == {4_500_000}
    total = evaluation.totals[-1]
    assert (total.granted_fen, total.low_fen, total.high_fen) == (4_500_000,) * 3
    notes = {m: d.note.zh for m, d in decided.items() if d.note}
    assert notes["1a"].endswith("与1d为同一项权益，合计只计一次。")
    assert notes["1d"].endswith("与1a为同一项权益，合计只计一次。")


def test_the_estimate_of_an_open_case_is_one_rent() -> None:
    """Nobody knows the landlord: five paragraphs are open with the same rent."""
    facts = case()
    facts = FactSet(tuple(f for f in facts.facts if f.name not in ("lease.lessor_class", "lease.chain_branch")))
    evaluation = evaluate(load_pack("chaoyang-2020-8"), facts, ON, reader="plain")
    open_ = {d.measure for d in evaluation.decisions if d.measure in RENT and d.status == "undetermined" and d.benefit}
    assert {"1a", "1b", "1d"} <= open_
    totals = {t.measure: t for t in evaluation.totals}
    assert sum(totals[m].estimate_fen for m in RENT) == 4_500_000 * len(open_)
    others = sum(t.estimate_fen for m, t in totals.items() if m not in (*RENT, None))
    assert totals[None].estimate_fen == 4_500_000 + others
