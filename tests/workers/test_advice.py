"""Advice is made after the decision and beside it: it can fail, be late or be lost, and the decision stands."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import func, select, text

import rules
from rules.answers.advise import advise
from tests.stack import ON, PACK, settings_in
from workers import advice, work
from workers.records import CaseState
from workers.store import Store
from workers.tables import Advised


def decided(store: Store, pack: str = PACK, trade: str = "other") -> str:
    """A case without papers, decided."""
    case = store.create_case(applicant=None, pack=pack, on=ON)
    return said(store, case.id, trade)


def said(store: Store, case_id: str, trade: str) -> str:
    store.add_statement(case_id, "enterprise.trade", "enterprise", trade, "applicant", "张三", "")
    store.jobs.submit(case_id)
    assert store.jobs.begin_decision(case_id)
    work.decide(store, case_id)
    return case_id


def test_advice_is_what_the_sealed_facts_give_and_leaves_the_seal_alone(store: Store) -> None:
    case_id = decided(store)
    before = store.decisions(case_id)
    assert before is not None and store.advice.latest(case_id) is None
    work.advise(store, case_id)
    kept, after = store.advice.latest(case_id), store.decisions(case_id)
    assert kept is not None and after == before and kept.revision == before.revision
    body = rules.opened(before.sealed)
    pack = rules.load_pack(PACK)
    found = advise(pack, rules.facts_from_json(body["inputs"], pack), ON)
    assert kept.data["changes"] == rules.to_json(found.changes)
    assert kept.data["open"] == rules.to_json(found.open)
    assert [one["fact"] for one in kept.data["next"]["questions"]] == [one.fact for one in found.next.questions]
    assert (kept.data["pack"], kept.data["content_hash"]) == (body["pack"], body["content_hash"])
    assert kept.data["changes"] and kept.data["open"], "the case shows nothing"


def test_a_case_decided_anew_is_advised_anew_and_only_the_latest_is_kept(store: Store) -> None:
    case_id = decided(store)
    work.advise(store, case_id)
    first = store.advice.latest(case_id)
    said(store, case_id, "catering")
    assert store.advice.latest(case_id) is None, "advice of an earlier decision is none of this one"
    work.advise(store, case_id)
    work.advise(store, case_id)  # a message that comes twice
    second = store.advice.latest(case_id)
    assert first is not None and second is not None
    assert second.revision > first.revision and second.data != first.data
    assert store.advice.revision(case_id) == second.revision == store.case(case_id).decided
    with store.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Advised)) == 1


def test_advice_that_cannot_be_made_costs_the_decision_nothing(store: Store, tmp_path: Path) -> None:
    draft = tmp_path / "good"
    shutil.copytree(PACK, draft)
    case_id = decided(store, str(draft))
    before = store.decisions(case_id)
    shutil.rmtree(draft)
    work.advise(store, case_id)
    assert store.advice.latest(case_id) is None
    assert (store.case(case_id).state, store.decisions(case_id)) == (CaseState.DONE, before)


def test_work_that_dies_over_it_is_not_begun_for_ever(store: Store) -> None:
    case_id = decided(store)
    begun = [store.advice.begin(case_id) for _ in range(advice.ATTEMPTS + 1)]
    assert [one is not None for one in begun] == [True] * advice.ATTEMPTS + [False]


def test_a_case_that_is_being_decided_anew_waits_for_that(store: Store) -> None:
    case_id = decided(store)
    store.add_statement(case_id, "enterprise.trade", "enterprise", "catering", "applicant", "张三", "")
    store.jobs.submit(case_id)
    assert store.advice.begin(case_id) is None
    assert store.advice.begin("none") is None


def test_a_data_folder_from_before_there_was_advice_keeps_working(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    old = Store(settings)
    case_id = decided(old)
    with old.database.write() as session:
        session.execute(text("DROP TABLE advice"))
    old.close()
    store = Store(settings)
    assert store.advice.latest(case_id) is None and store.decisions(case_id) is not None
    work.advise(store, said(store, case_id, "catering"))
    assert store.advice.latest(case_id) is not None
    store.close()
