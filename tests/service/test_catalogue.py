"""Every code that the program can give has its sentence, in both languages, with the same blanks."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import extractors.errors
import rules.errors
import workers.bind
import workers.errors
from rules.facts import Conflict
from service import catalogue, errors
from workers.records import CaseState, DocumentState

ROOT = Path(__file__).resolve().parents[2]


def subclasses(cls: type[Any]) -> Iterator[type[Any]]:
    for one in cls.__subclasses__():
        yield one
        yield from subclasses(one)


def error_codes() -> set[str]:
    bases: list[type[Any]] = [extractors.errors.ExtractionError, rules.errors.RulesError]
    bases.append(workers.errors.WorkersError)
    typed = {str(vars(one)["code"]) for base in bases for one in (base, *subclasses(base)) if "code" in vars(one)}
    endings = {*workers.errors.ENDINGS, *workers.errors.DECISION_ENDINGS}
    return typed | endings | set(errors.STATUS)


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys() -> None:
    assert set(catalogue.sentences("zh")) == set(catalogue.sentences("en"))


def test_both_languages_fill_the_same_blanks() -> None:
    zh, en = catalogue.sentences("zh"), catalogue.sentences("en")
    assert {key: blanks(text) for key, text in zh.items()} == {key: blanks(text) for key, text in en.items()}


@pytest.mark.parametrize("code", sorted(error_codes()))
def test_every_error_has_a_sentence(code: str) -> None:
    assert f"error.{code}" in catalogue.sentences("zh")


@pytest.mark.parametrize("code", sorted(workers.bind.PROBLEMS))
def test_every_problem_of_binding_has_a_sentence(code: str) -> None:
    assert f"problem.{code}" in catalogue.sentences("zh")


def literal_first_arguments(folder: str, call: str) -> set[str]:
    """The literal texts that are the first argument of ``call(...)`` anywhere in a package."""
    found = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == call and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


def test_every_problem_that_extractors_tell_has_a_sentence() -> None:
    problems = literal_first_arguments("extractors", "Problem")
    checks = {f"check.{code}" for code in literal_first_arguments("extractors", "Verdict")}
    assert problems and checks
    missing = {code for code in problems | checks if f"problem.{code}" not in catalogue.sentences("zh")}
    assert not missing, f"write problem.<code> in service/catalogue for {sorted(missing)}"


def causes() -> set[str]:
    """``problem.CODE`` and ``conflict.CODE`` of everything that leaves a value unknown, where rules/ names them."""
    found = {f"conflict.{Conflict('', '', ()).code}"}
    for path in (ROOT / "rules").rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                found |= _causes(function)
    return found


def _causes(function: ast.FunctionDef) -> set[str]:
    given = {
        target.id: assign.value
        for assign in ast.walk(function)
        if isinstance(assign, ast.Assign)
        for target in assign.targets
        if isinstance(target, ast.Name)
    }
    found = set()
    for call in ast.walk(function):
        name = call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else ""
        if isinstance(call, ast.Call) and name == "Uncomputable":
            found |= {f"problem.{code}" for code in _texts(call.args[0])}
        elif isinstance(call, ast.Call) and name == "Cause":
            kind, code = (given.get(a.id, a) if isinstance(a, ast.Name) else a for a in (call.args[0], call.args[-1]))
            for each in _texts(kind) & {"problem", "conflict"}:
                found |= {f"{each}.{word}" for word in _texts(code)}
    return found


def _texts(node: ast.AST) -> set[str]:
    constants = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant))
    return {value for value in constants if isinstance(value, str) and value}


def test_every_cause_of_the_unknown_has_a_sentence() -> None:
    found = causes()
    assert {"problem.no_choice", "problem.negative_amount", "problem.schedule_gap", "conflict.values_differ"} <= found
    keys = {cause.replace("problem.", "trouble.") for cause in found}
    for lang in catalogue.LANGUAGES:
        assert not keys - set(catalogue.sentences(lang)), f"write a sentence in service/catalogue/{lang}"


def test_every_state_has_a_word() -> None:
    for state in CaseState:
        assert f"case.state.{state}" in catalogue.sentences("zh")
    for document in DocumentState:
        assert f"document.state.{document}" in catalogue.sentences("zh")


def test_every_kind_that_a_shipped_pack_reads_has_a_name() -> None:
    kinds = {path.stem for path in (ROOT / "extractors" / "kinds").glob("*.yaml")}
    assert kinds
    for kind in kinds:
        assert f"kind.{kind}" in catalogue.sentences("zh"), kind


def test_templates_and_code_name_only_sentences_that_exist() -> None:
    wanted = set()
    for path in (ROOT / "service").rglob("*"):
        if path.suffix in {".html", ".py", ".js"}:
            text = path.read_text(encoding="utf-8")
            wanted |= set(re.findall(r"""\bsay\(\s*["']([a-z_]+(?:\.[a-z_]+)+)["'](?!\s*~)""", text))
            wanted |= set(re.findall(r"""catalogue\.text\(\s*"([a-z_]+(?:\.[a-z_]+)+)\"""", text))
    assert len(wanted) > 80
    assert wanted <= set(catalogue.sentences("zh")), wanted - set(catalogue.sentences("zh"))


def test_a_code_nobody_listed_is_shown_and_not_lost() -> None:
    assert "some.new_code" in catalogue.coded("error", "some.new_code", "zh", {})


def test_sizes_and_numbers_are_written_for_people() -> None:
    assert "50 MB" in catalogue.text("error.file.too_large", "zh", {"limit": 50 * 1024 * 1024})
    assert "100,000,000" in catalogue.text("error.file.too_many_pixels", "en", {"limit": 100_000_000})


def test_data_can_never_reach_into_objects() -> None:
    """A blank is a name and nothing more: no attributes, no indexes."""
    for lang in catalogue.LANGUAGES:
        for key, text in catalogue.sentences(lang).items():
            assert all(name.isidentifier() for name in blanks(text)), key
