"""The committed papers: as the generator makes them, as their truth says, small, and with numbers that check."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from samples.generate.amounts import capitals, figures
from samples.generate.cases import folders
from samples.generate.codes import credit_code, person
from samples.generate.collection import make
from samples.generate.fonts import FontsMissing, register
from samples.generate.kinds import balance, income, lease, licence, recognition, rentcut, social, training
from tests.samples.casefiles import CASES, FOLDERS, ROOT, VARIANTS, papers, truth

#: per kind, the names that truth may use; ``conflict`` beside them
NAMES = {
    "lease": "contract_no lessor lessee agent lessor_credit_code lessee_credit_code address area_m2 use start_date "
    "end_date term_months rent_monthly_yuan rent_yearly_yuan rent_schedule escalation deposit_yuan deposit_basis "
    "payment_cycle pay_day first_payment_yuan sign_date",
    "social_insurance": "subtype title unit_name unit_no credit_code insured_count insured_by_type roster_rows month "
    "as_of_month period_start period_end months_paid amount_paid_yuan arrears issuer print_date",
    "business_licence": "name credit_code type address registered_capital_yuan established term_start term_end "
    "issue_date registrar",
    "rent_reduction": "lessor lessee lessor_credit_code lessee_credit_code address months monthly_rent_yuan "
    "reduction_yuan sign_date",
    "training_roster": "unit_name credit_code course organizer start_date end_date trainee_count roster_rows "
    "print_date",
    "recognition_certificate": "holder credit_code title level issuer issue_date carrier_type",
    "financial_statement": "company report period unit scope audited",
    "other": "",
}
FIGURES = (
    "total_assets total_liabilities total_equity current_assets current_liabilities cash receivables fixed_assets "
    "revenue revenue_total profit_total net_profit net_profit_parent_holders operating_cash_flow"
)


def _known(kind: str) -> set[str]:
    names = {*NAMES[kind].split(), "conflict"}
    if kind == "financial_statement":
        names |= {f"{name}{column}_yuan" for name in FIGURES.split() for column in ("", "_prev", "_ytd")}
    return names


@pytest.fixture(scope="module")
def fonts() -> None:
    try:
        register()
    except FontsMissing as missing:
        pytest.skip(str(missing))


def _words(path: Path) -> str:
    """The text layer in normal form, without spaces and line ends."""
    document = pdfium.PdfDocument(path)
    try:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: str(folder.name))
def test_the_generator_gives_the_committed_papers(fonts: None, folder: Any) -> None:
    """Every text layer to the byte; the first scanned paper, which libraries may encode anew, to the eye."""
    first = folder.sheets[0].name
    texts = make(folder, scans=False)
    assert len(texts) == len(folder.sheets)
    for path, data in texts.items():
        assert data == (ROOT / folder.name / path).read_bytes(), path
    whole = make(replace(folder, sheets=folder.sheets[:1]))
    again = {path: data for path, data in whole.items() if path.startswith("scan/") and first in path}
    ((path, data),) = again.items()
    kept = (ROOT / folder.name / path).read_bytes()
    mine, theirs = (_picture(one, path) for one in (data, kept))
    assert mine.shape == theirs.shape
    assert float(np.abs(mine - theirs).mean()) < 1


def _picture(data: bytes, path: str) -> np.ndarray[Any, np.dtype[np.float32]]:
    if path.endswith(".jpg"):
        return np.asarray(Image.open(io.BytesIO(data)).convert("L"), dtype=np.float32)
    document = pdfium.PdfDocument(data)
    try:
        return np.asarray(document[0].render(scale=1).to_pil().convert("L"), dtype=np.float32)
    finally:
        document.close()


@pytest.mark.parametrize("folder", FOLDERS)
def test_truth_names_every_paper_and_known_fields(folder: str) -> None:
    kinds = []
    for variant in VARIANTS:
        entries = truth(folder, variant)
        assert [entry["file"] for entry in entries] == [path.name for path in papers(folder, variant)]
        for entry in entries:
            assert set(entry["fields"]) <= _known(entry["kind"]), entry["file"]
        kinds.append([(entry["kind"], entry["fields"]) for entry in entries])
    assert kinds[0] == kinds[1]


def _stated(fields: dict[str, Any]) -> Iterator[str]:
    """Values that stand on the paper in the same characters as in the truth."""
    for name, value in fields.items():
        if value is None:
            continue
        if name.endswith("_yuan") and name != "registered_capital_yuan":
            yield f"{float(value):,.2f}" if not value.startswith("-") else f"-{float(value[1:]):,.2f}"
        elif isinstance(value, str) and not name.endswith(
            ("_yuan", "date", "established", "term_start", "term_end", "month", "period", "subtype", "unit")
        ):
            yield value


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_text_paper_says_what_its_truth_says(folder: str) -> None:
    checked = 0
    for entry, path in zip(truth(folder, "text"), papers(folder, "text"), strict=True):
        words = _words(path)
        for value in _stated(entry["fields"]):
            assert re.sub(r"\s", "", unicodedata.normalize("NFKC", value)) in words, (path.name, value)
            checked += 1
    assert checked >= 6


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_scan_has_no_text_layer_and_is_small(folder: str) -> None:
    for path in papers(folder, "scan"):
        if path.suffix == ".pdf":
            assert _words(path) == ""
            document = pdfium.PdfDocument(path)
            pages = len(document)
            document.close()
        else:
            pages = 1
        assert path.stat().st_size < 150_000 * pages, path.name


def test_all_samples_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in ROOT.rglob("*") if path.is_file()) < 12_000_000


def test_each_case_is_whole() -> None:
    assert len(CASES) == 5
    for case in CASES:
        for file in ("case.yaml", "expected.yaml", "README.md"):
            assert (ROOT / case / file).stat().st_size > 300


def test_three_layouts_of_each_kind() -> None:
    for kind in (balance, income, lease, licence, recognition, rentcut, social, training):
        assert len(set(kind.LAYOUTS.values())) == 3, kind.__name__
    drawn = {sheet.layout for folder in folders() for sheet in folder.sheets}
    for kind in (balance, income, lease, licence, recognition, rentcut, social, training):
        assert set(kind.LAYOUTS.values()) <= drawn, kind.__name__


def test_credit_codes_check() -> None:
    """GB 32100: the weighted sum of all eighteen characters, the check weighing 1, is a multiple of 31."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1)
    seen = 0
    for folder in FOLDERS:
        for entry in truth(folder, "text"):
            for name, code in entry["fields"].items():
                if name.endswith("credit_code") and code:
                    seen += 1
                    total = sum(alphabet.index(char) * weight for char, weight in zip(code, weights, strict=True))
                    assert total % 31 == 0, code
    assert seen > 20
    # the example of GB 11714-1997: D2143569-X
    assert credit_code("D2143569")[8:17] == "D2143569X"


def test_amounts_in_words() -> None:
    from decimal import Decimal

    assert capitals(Decimal("45000.00")) == "肆万伍仟元整"
    assert capitals(Decimal("266666.68")) == "贰拾陆万陆仟陆佰陆拾陆元陆角捌分"
    assert capitals(Decimal("10005.03")) == "壹万零伍元零叁分"
    assert capitals(Decimal("100000500.10")) == "壹亿零伍佰元壹角整"
    assert capitals(Decimal("0.50")) == "伍角整"
    assert figures(Decimal("1234567.5")) == "1,234,567.50"
    with pytest.raises(ValueError, match="no words"):
        capitals(Decimal("1.005"))


def test_names_of_one_roster_differ() -> None:
    for first in (1, 101, 201):
        assert len({person(number) for number in range(first, first + 28)}) == 28
