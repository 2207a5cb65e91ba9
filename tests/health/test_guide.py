"""The rule author's guide, in both languages: its walk is walked, and it names everything that a pack may hold."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from extractors.kindfiles import load_kinds
from rules import case_tables, expectations, load_conditions, packfiles, parse, types, yamlpos
from rules.author.coverage import coverage
from rules.author.lint import examine
from rules.decisions import STATUSES
from rules.errors import PackProblem, Place
from rules.model import OUTCOMES
from rules.parse import Names
from rules.shelves import at
from service.cli import parser
from tests.health.guides import GUIDES, PACK, Block, blocks, code, do, shown, write
from tests.health.sources import ROOT

LANGUAGES = sorted(GUIDES)
FAILING = "✗"  #: begins the block that shows a case with another outcome


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An author's own place: the samples, and nothing else yet."""
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HUIQI_PACKS", raising=False)
    return tmp_path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_walk_does_what_it_says(lang: str, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = 0
    for block in blocks(GUIDES[lang]):
        if block.file:
            write(block)
        elif block.language == "console":
            for command, expected, said in do(block, monkeypatch):
                assert shown(said, expected), f"$ {command}\n{said}"
                done += 1
    assert done > 10
    assert examine(PACK).diagnostics == ()
    found = coverage(at(office / PACK))
    assert found.complete, found.gaps
    _a_wrong_case(lang)


def _a_wrong_case(lang: str) -> None:
    """What the guide shows of a case that comes out otherwise is what the tool says."""
    told = next(block.text for block in blocks(GUIDES[lang]) if block.text.startswith(FAILING))
    cases = PACK / "cases" / "7.yaml"
    row = next(line for line in cases.read_text("utf-8").splitlines() if "49999.99" in line)
    cases.write_text(cases.read_text("utf-8").replace(row, row.replace("not_eligible", "eligible")), "utf-8")
    found = [result for result in coverage(at(PACK)).results if not result.passed]
    assert len(found) == 1
    assert f"{FAILING} {found[0].name} ({found[0].place})" in told
    first = found[0].failures[0]
    assert f"{first.place}: {getattr(first.text, lang)}" in told


def test_both_guides_write_the_same_rules() -> None:
    def rules(lang: str) -> list[Block]:
        return [b for b in blocks(GUIDES[lang]) if b.file and not b.file.startswith(("cases/", "CHANGES"))]

    assert rules("zh") == rules("en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_yaml_shown_can_be_read(lang: str) -> None:
    shown_ones = [b for b in blocks(GUIDES[lang]) if b.language == "yaml" and b.mode != "+"]
    assert len(shown_ones) > 10
    for block in shown_ones:
        yamlpos.parse(block.text, "guide")


# -- completeness -------------------------------------------------------------------------------------------------


def _keys() -> Iterator[str]:
    """Every key that a mapping of a pack may have: what the loaders open their mappings with."""
    for path in sorted((ROOT / "rules").glob("*.py")):
        text = path.read_text("utf-8")
        if "Obj(" not in text:
            continue
        module = import_module(f"rules.{path.stem}")
        calls = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Call)]
        for call in calls:
            if isinstance(call.func, ast.Name) and call.func.id == "Obj":
                for given in [*call.args[2:], *(keyword.value for keyword in call.keywords if keyword.arg != "what")]:
                    yield from _words(given, module)


def _words(given: ast.expr, module: object) -> Iterator[str]:
    for node in ast.walk(given):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.Name) and isinstance(found := getattr(module, node.id, None), tuple):
            yield from found


def _functions() -> set[str]:
    """As the expression language names them to whoever calls one that there is not."""
    with pytest.raises(PackProblem) as told:
        parse.expression("nothing_like_it()", Names({}, {}, {}, None), lambda _: Place("x"))
    return set(told.value.diagnostics[0].zh.rpartition("：")[2].split("、"))


def _troubles() -> set[str]:
    """Codes of what is known and still has no result, where they are raised."""
    text = "".join((ROOT / "rules" / f"{name}.py").read_text("utf-8") for name in ("functions", "world", "benefit"))
    lines = [line for line in text.splitlines() if "Uncomputable(" in line or "problem" in line or "no_choice" in line]
    return {word for line in lines for word in re.findall(r'"([a-z]+(?:_[a-z]+)+)"', line)}


def test_what_a_pack_may_hold_is_collected() -> None:
    assert {"otherwise", "one_of", "not_covered", "overrule", "complete", "missing_has", "zh"} <= set(_keys())
    assert {"due", "series_sum", "count", "yuan"} <= _functions()
    assert {"division_by_zero", "negative_amount", "choices_overlap"} <= _troubles()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_guide_names_everything_a_pack_may_hold(lang: str) -> None:
    text = code(GUIDES[lang])
    named = set(re.findall(r"[A-Za-z_]+", text))
    wanted = {
        *_keys(), *_functions(), *_troubles(), *OUTCOMES, *types.Type, *types.PER, *load_conditions._SORTS,
        *load_conditions._COMMON, *STATUSES, *expectations.WORDS, *case_tables.SHARED,
        *packfiles.FOLDERS, *load_kinds(),
    }  # fmt: skip
    assert not (wanted - {""}) - named, sorted((wanted - {""}) - named)
    assert not [name for name in packfiles.FILES if name not in text]
    signs = (*parse._COMPARE.values(), *parse._ARITHMETIC.values())
    assert not [sign for sign in signs if not re.search(rf"\w {re.escape(sign)} [\w{{]", text)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_mistake_it_names_is_one_the_tools_tell(lang: str) -> None:
    sources = "".join(path.read_text("utf-8") for path in sorted((ROOT / "rules").rglob("*.py")))
    told = set(re.findall(r"\b((?:pack|expr|yaml|lint)\.([a-z_]+))\b", code(GUIDES[lang])))
    told = {one for one in told if one[1] != "yaml"}  # the file pack.yaml
    assert len(told) > 20
    assert not [full for full, last in told if f'"{full}"' not in sources and f'"{last}"' not in sources]


# -- commands -----------------------------------------------------------------------------------------------------


def _choices(of: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found = [a for a in of._actions if isinstance(a, argparse._SubParsersAction)]
    return dict(found[0].choices) if found else {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_it_names_exists_and_every_tool_is_named(lang: str) -> None:
    text = code(GUIDES[lang])
    commands = _choices(parser())
    actions = _choices(commands["rules"])
    named = re.findall(r"huiqi (?:--lang en )?([a-z][a-z-]*)(?: ([a-z-]+))?", text)
    assert not [first for first, _ in named if first not in commands]
    assert {second for first, second in named if first == "rules"} == set(actions)
    options = {
        o for p in (*commands.values(), *actions.values(), parser()) for a in p._actions for o in a.option_strings
    }
    assert not [option for option in re.findall(r"(?<![\w-])--[a-z]+", text) if option not in options]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_links_lead_somewhere(lang: str) -> None:
    text = GUIDES[lang].read_text("utf-8")
    headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S), re.M)
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in slugs, target
        elif not target.startswith("http"):
            assert (GUIDES[lang].parent / target.partition("#")[0]).exists(), target
