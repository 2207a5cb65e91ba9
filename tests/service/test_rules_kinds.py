"""``huiqi rules kinds``: what a rule author can take from papers."""

from __future__ import annotations

import json

import pytest

from extractors.kindfiles import load_kinds
from service import catalogue, cli
from service.commands.rules.supplied import supply
from service.fields import label


def test_every_kind_is_shown_with_its_fields_and_their_types(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rules", "kinds"]) == 0
    out = capsys.readouterr().out
    for kind, offer in supply().items():
        assert f"{kind} {catalogue.coded('kind', kind, 'zh')}" in out
        assert all(field in out for field in offer.fields)
    assert cli.main(["--lang", "en", "rules", "kinds", "financial_statement"]) == 0
    out = capsys.readouterr().out
    assert "revenue_prev_yuan" in out and "money" in out and "lessor" not in out


def test_kinds_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rules", "kinds", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown.keys() == load_kinds().keys()
    assert shown["social_insurance"]["insured_by_type.失业保险"] == ["count", "number"]
    assert shown["lease"]["rent_schedule"] == ["schedule"]
    assert "revenue" not in shown["financial_statement"], "a figure without its unit is no money"


def test_an_unknown_kind_is_answered_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rules", "kinds", "leese"]) == 2
    assert "lease" in capsys.readouterr().err


def test_fields_of_other_periods_have_their_names() -> None:
    assert label("revenue_prev_yuan", "zh") == label("revenue_yuan", "zh") + "（上期）"
    assert label("revenue_ytd", "zh") == label("revenue_yuan", "zh") + "（本年累计）"


@pytest.mark.parametrize("lang", catalogue.LANGUAGES)
def test_every_field_that_is_offered_has_its_name(lang: str) -> None:
    for kind, offer in supply().items():
        names = {field.partition(".")[0] for field in offer.fields if "." not in field}
        assert not {name for name in names if label(name, lang, kind) == name and name.endswith("_yuan")}, kind


def test_one_name_may_mean_another_thing_in_another_kind() -> None:
    assert label("scope", "zh", "business_licence") == "经营范围"
    assert label("scope", "zh", "financial_statement") == label("scope", "zh") == "口径"
