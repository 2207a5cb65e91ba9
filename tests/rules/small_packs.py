"""Random packs whose facts have few values, so that every case of them can be worked out one by one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from rules.facts import Fact, FactSet, Key, State
from rules.model import Pack
from rules.types import Type, Value
from tests.rules.random_packs import CITE, HEAD, LABEL, NOTICE

#: every value that matters: thresholds lie strictly inside
DOMAIN: dict[Type, tuple[Value, ...]] = {
    Type.BOOL: (True, False),
    Type.CHOICE: ("red", "green", "blue"),
    Type.COUNT: (0, 1, 2, 3, 4, 5, 6),
    Type.MONEY: (0, 100, 200, 300, 400),
}
CHOICES = dict.fromkeys(("red", "green", "blue"), "色")
FACTS: dict[str, tuple[str, dict[str, Any]]] = {
    "b1": ("bool", {"from": [{"kind": "paper_a", "field": "b1"}]}),
    "b2": ("bool", {"from": [{"kind": "paper_b", "field": "b2"}]}),
    "b3": ("bool", {"attest": True, "ask": LABEL}),
    "b4": ("bool", {"declare": True, "ask": LABEL}),
    "c1": ("choice", {"from": [{"kind": "paper_a", "field": "c1"}], "choices": CHOICES}),
    "n1": ("count", {"from": [{"kind": "paper_a", "field": "n1"}]}),
    "n2": ("count", {"from": [{"kind": "paper_b", "field": "n2"}]}),
    "m1": ("money", {"from": [{"kind": "paper_b", "field": "m1"}]}),
}  # fmt: skip


class _Maker:
    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.ids = 0

    def pick(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def test(self) -> str:
        n = self.pick("n1", "n2")
        operator = self.pick("<", "<=", ">", ">=", "==", "!=")
        return str(
            self.pick(
                f"enterprise.{self.pick('b1', 'b2', 'b3', 'b4')}",
                f'enterprise.c1 == "{self.pick("red", "green")}"',
                'enterprise.c1 in {"red", "blue"}',
                f"enterprise.{n} {operator} {self.pick(1, 2, 3, 4, 5)}",
                f"enterprise.{n} {operator} {self.pick(1, 2, 3, 4, 5)}",
                f"enterprise.m1 {self.pick('<', '>=')} yuan({self.pick(1, 2, 3)})",
                f"enterprise.n1 + enterprise.n2 {self.pick('<', '>=')} {self.pick(2, 4, 6)}",
                f"2 * enterprise.n1 - 1 {self.pick('<=', '>')} {self.pick(2, 4, 6)}",
            )
        )

    def condition(self, depth: int) -> dict[str, Any]:
        self.ids += 1
        made: dict[str, Any] = {"id": f"c{self.ids}", "label": LABEL}
        if depth <= 0 or self.pick(True, False, False, False):
            if self.pick(True, False, False, False):
                return {"use": "enterprise.d1", "id": f"c{self.ids}"}
            return made | {"test": self.test()}
        gate = self.pick("all", "any", "not", "all", "any")
        if gate == "not":
            return made | {"not": self.condition(depth - 1)}
        return made | {gate: [self.condition(depth - 1) for _ in range(self.pick(2, 3))]}

    def measure(self, number: int) -> dict[str, Any]:
        made: dict[str, Any] = {
            "id": f"m{number}", "clause": "1", "title": LABEL, "outcome": "entitlement", "departments": [LABEL],
            "when": self.condition(3) | {"cite": CITE},
        }  # fmt: skip
        value = self.pick("yuan(7)", "yuan(5)", "2 * enterprise.m1", "yuan(3) * enterprise.n1", None)
        if value:
            made["amount"] = {"label": LABEL, "cite": CITE, "value": value}
        if value and self.pick(True, False):
            made["amount"]["cap"] = "yuan(6)"
        return made


@st.composite
def pack_files(draw: st.DrawFn) -> dict[str, str]:
    maker = _Maker(draw)
    inner = {"any": [{"test": maker.test()}, {"all": [{"test": maker.test()}, {"test": maker.test()}]}]}
    facts = {f"enterprise.{name}": {"type": kind, "label": LABEL} | more for name, (kind, more) in FACTS.items()}
    files: dict[str, Any] = {
        "pack.yaml": HEAD,
        "vocabulary/facts.yaml": {"subjects": {"enterprise": {"label": LABEL}}, "facts": facts},
        "parameters/all.yaml": [],
        "derived/all.yaml": [
            {"fact": "enterprise.d1", "type": "bool", "label": LABEL, "source": {"text": "随机"}, "when": inner}
        ],
    }
    for number in range(draw(st.integers(1, 3))):
        files[f"measures/m{number}.yaml"] = maker.measure(number)
    return {"notice.txt": NOTICE, **{name: json.dumps(content, ensure_ascii=False) for name, content in files.items()}}


def keys(pack: Pack) -> list[Key]:
    return [(name, "enterprise") for name, spec in pack.facts.items() if not spec.derived]


def known(values: dict[Key, Value]) -> FactSet:
    return FactSet(tuple(Fact(f"f{n}", *key, value, State.CONFIRMED) for n, (key, value) in enumerate(values.items())))


@st.composite
def cases(draw: st.DrawFn, pack: Pack, most_unknown: int) -> dict[Key, Value]:
    """Values of all facts but a few."""
    every = keys(pack)
    unknown = draw(st.lists(st.sampled_from(every), min_size=most_unknown // 2, max_size=most_unknown, unique=True))
    return {k: draw(st.sampled_from(DOMAIN[pack.facts[k[0]].type])) for k in every if k not in unknown}


def assignments(pack: Pack, some: Iterable[Key]) -> Iterator[dict[Key, Value]]:
    """Every way to give these facts a value."""
    names = list(some)
    for values in product(*(DOMAIN[pack.facts[name].type] for name, _ in names)):
        yield dict(zip(names, values, strict=True))


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = folder / "random" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder / "random"
