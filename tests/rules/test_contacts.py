"""A contact may say whom it is for, in a condition; a decision names those that may be the applicant's."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from rules import FactSet, evaluate, load_pack, loader
from rules.author.lint import lint
from rules.errors import PackInvalid
from rules.facts import Fact, SourceRef, State

HERE = Path(__file__).parent
SEEN = """- fact: enterprise.seen
  type: count
  label: {zh: 供人查看, en: for people to see}
  source: {text: 测试}
  value: enterprise.staff
"""
CONTACT = "  - department: 办公室\n    names: [张三]\n"


def pack(folder: Path, when: str) -> Path:
    """The good pack, whose one contact of 1a stands there twice: for everybody, and for whom ``when`` says."""
    made = folder / "good"
    shutil.copytree(HERE / "good", made)
    file = made / "measures" / "1.yaml"
    text = file.read_text(encoding="utf-8")
    place = text.index(CONTACT)
    own = text[place:].replace("    names: [张三]\n", f"    when: {{test: '{when}'}}\n    names: [张三]\n")
    file.write_text(text + own, encoding="utf-8")
    return made


def shown(made: Path, lessor_class: str | None, reader: str = "plain") -> int:
    facts: tuple[Fact, ...] = ()
    if lessor_class is not None:
        by = SourceRef("reviewer", by="审核员", reason="核对")
        facts = (Fact("f", "lease.lessor_class", "lease:1", lessor_class, State.ATTESTED, (by,)),)
    evaluation = evaluate(load_pack(made), FactSet(facts, subjects=("lease:1",)), date(2020, 5, 15), reader=reader)
    (decision,) = [d for d in evaluation.decisions if d.measure == "1a"]
    return len(decision.contacts)


@pytest.mark.parametrize("reader", ["plain", "durable"])
def test_a_contact_for_others_is_left_out_and_one_that_may_be_right_stays(tmp_path: Path, reader: str) -> None:
    made = pack(tmp_path, 'lease.lessor_class == "state"')
    assert shown(made, "state", reader) == 2
    assert shown(made, None, reader) == 2
    assert shown(made, "other", reader) == 1


def test_where_every_contact_is_for_others_all_are_shown(tmp_path: Path) -> None:
    made = pack(tmp_path, 'lease.lessor_class == "state"')
    file = made / "measures" / "1.yaml"
    text = file.read_text(encoding="utf-8")
    first = "    when: {test: 'lease.lessor_class == \"state\"'}\n"
    file.write_text(
        text.replace("  - department: 办公室\n    names", f"  - department: 办公室\n{first}    names"), "utf-8"
    )
    assert shown(made, "other") == 2


def test_a_mistake_in_whom_a_contact_is_for_is_told_at_its_word(tmp_path: Path) -> None:
    with pytest.raises(PackInvalid) as caught:
        loader.load(pack(tmp_path, 'lease.lessor_clas == "state"'))
    (found,) = caught.value.diagnostics
    assert (found.code, found.place.file) == ("expr.unknown_fact", "measures/1.yaml")
    assert "did you mean 'lease.lessor_class'" in found.message


def test_a_derived_fact_that_is_there_to_be_seen_is_not_called_unused(tmp_path: Path) -> None:
    made = tmp_path / "good"
    shutil.copytree(HERE / "good", made)
    file = made / "derived" / "size.yaml"
    text = file.read_text(encoding="utf-8") + SEEN
    file.write_text(text, "utf-8")
    assert [d.code for d in lint(load_pack(made)) if "enterprise.seen" in d.message] == ["lint.unused_fact"]
    file.write_text(text + "  shown: true\n", "utf-8")
    assert [d.code for d in lint(load_pack(made)) if "enterprise.seen" in d.message] == []
