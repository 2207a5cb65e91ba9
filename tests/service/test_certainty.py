"""What the page says of how certain a value is: one word that decides, a number only where it helps."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from extractors import confidence
from extractors.model import Box, Classified, Conflict, Evidence, Extraction, Field, Method
from rules.facts import Fact, SourceRef, State
from rules.shelves import Shelves
from service import certainty
from tests.service.helpers import LEASE, LICENCE, ON, finish, service, upload
from workers.settings import Settings

SURE_WITH_NUMBER = re.compile(r"可靠[^<]*\d+\s*%|\d+\s*%\s*(</?[^>]+>\s*)*可靠")
SPEC = Shelves.beside(None).in_force("chaoyang-2020-8", ON).facts["enterprise.name"]


@pytest.mark.parametrize("share", [0.3, 0.62, 0.949, 0.97, 1.0, None])
def test_the_word_decides_and_the_number_never_speaks_against_it(share: float | None) -> None:
    assert certainty.worded(True, share, "zh") == "可靠"
    said = certainty.worded(False, share, "zh")
    assert said.startswith("待核")
    # what any value of that certainty would be sure with is no reason to doubt it
    least = min(least for ways in confidence.thresholds().values() for least in ways.values())
    assert ("%" in said) == (share is not None and share < least)


def test_a_number_is_rounded_down() -> None:
    assert certainty.worded(False, 0.629, "en") == "to verify (about 62% certain)"


def read(document: str, name: str, kind: str, top: float, sure: bool, share: float) -> Extraction:
    seen = Evidence(document, 1, (Box(10, top, 90, top + 12),), "北京示例餐饮有限公司", Method.OCR, 0.97)
    field = Field(name, seen.text, (seen,), share, sure)
    other = Field(
        "legal_representative",
        "王一",
        (Evidence(document, 1, (Box(10, 300, 90, 312),), "王一", Method.OCR, 0.5),),
        0.2,
        False,
    )
    return Extraction(document, Classified(kind, 1.0), (field, other))


def ref(extraction: Extraction) -> SourceRef:
    seen = extraction.fields[0].evidence[0]
    boxes = tuple((box.x0, box.top, box.x1, box.bottom) for box in seen.boxes)
    return SourceRef("ocr", seen.document, 1, boxes, seen.text, seen.confidence)


def joined(*papers: Extraction) -> Fact:
    refs = tuple(ref(paper) for paper in papers)
    return Fact("a", SPEC.name, "enterprise", "北京示例餐饮有限公司", State.EXTRACTED, refs, sure=True)


def test_a_fact_of_several_papers_is_as_certain_as_its_surest() -> None:
    worse = read("a" * 64, "name", "business_licence", 40, False, 0.55)
    best = read("b" * 64, "unit_name", "social_insurance", 80, True, 0.98)
    for papers in ((worse, best), (best, worse)):
        assert certainty.of_fact(joined(*papers), SPEC, papers) == 0.98
    assert certainty.of_fact(joined(worse), SPEC, [worse]) == 0.55


def test_a_reading_of_a_dispute_has_its_own_certainty() -> None:
    paper = read("a" * 64, "name", "business_licence", 40, False, 0.5)
    disputed = Extraction(paper.document, paper.kind, conflicts=(Conflict("name", paper.fields[:1], "two_values"),))
    assert certainty.of_fact(joined(paper), SPEC, [disputed]) == 0.5


def test_what_no_paper_gives_has_no_share() -> None:
    said = Fact("a", SPEC.name, "enterprise", "甲", State.ATTESTED, (SourceRef("reviewer", by="李"),), confirmed=True)
    assert certainty.of_fact(said, SPEC, []) is None


def places(shown: Mapping[str, Any]) -> list[tuple[int, int, str]]:
    return [(one["document"], one["page"], str(one["boxes"])) for one in shown["evidence"]]


def test_no_page_says_sure_beside_a_share(settings: Settings) -> None:
    app, store = service(settings)
    papers = sorted(LICENCE.parent.glob("*.pdf"))
    assert {LICENCE, LEASE} <= set(papers)
    with app.test_client() as client:
        case = json.loads(upload(client, [(path.name, path.read_bytes()) for path in papers]).data)["id"]
        finish(store, case)
        page = client.get(f"/cases/{case}").get_data(as_text=True)
        known = json.loads(client.get(f"/api/v1/cases/{case}/facts").data)
    assert "可靠" in page and "<meter" not in page
    assert not SURE_WITH_NUMBER.search(page)
    by_place: dict[tuple[int, int, str], set[float]] = {}
    for field in known["fields"]:
        for key in places(field):
            by_place.setdefault(key, set()).add(field["confidence"])
    from_papers = [one for one in known["facts"] if one["state"] == "extracted"]
    assert len(from_papers) > 15
    for fact in from_papers:
        assert fact["confidence"] in set().union(*(by_place.get(key, set()) for key in places(fact))), fact["name"]
        assert fact["standing"].startswith("可靠" if fact["sure"] else "待核")
