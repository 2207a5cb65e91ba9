"""Random packs and random partial facts over every operator, type, function and nesting that the schema allows."""

from __future__ import annotations

import json
import re
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from rules.facts import Conflict, Fact, FactSet, Overruling, State
from rules.model import Pack
from rules.types import FACT_TYPES, NUMERIC, ORDERED, RentStep, Type

NOTICE = "随机通知\n1.随机条款，符合条件的给予支持。\n"
CITE = {"clause": "1", "quote": "符合条件的给予支持"}
LABEL = {"zh": "标", "en": "label"}
CHOICES = ("red", "green", "blue")
OWNERS = ("enterprise", "item")

counts = st.integers(-3, 6) | st.integers(0, 10**7)
#: around and past 64 bits; past 128 bits once multiplied
large_counts = st.integers(-(10**30), 10**30) | st.sampled_from([2**62, 2**62 - 1, 2**63, -(2**63), 10**20, 10**40])
tenths = st.sampled_from([Fraction(n, 10) for n in range(-2, 12)])
shares = tenths | tenths | st.fractions(-2, 2, max_denominator=30)
large_shares = st.fractions(-2, 2, max_denominator=10**18)
days = st.dates(date(2020, 1, 1), date(2020, 6, 30))
months = st.sampled_from(["2020-01", "2020-02", "2020-03"])
#: many differ only in width, brackets, blanks or case: then they are compared as equal, or contained in one another
words = st.sampled_from(
    ["甲", "甲 ", "甲　", "甲乙", "甲 乙", "red", "Red", "ＲＥＤ", "abc", "Ａbc", "（甲乙）", "(甲乙)", "【甲 乙】",
     "〔甲乙]", "ß", "SS", "　", "ﾊﾞ甲"]
)  # fmt: skip
#: how a pack writes them
LITERALS = ('"甲"', '"甲 "', '"（甲乙）"', '"甲乙]"', '"ＲＥＤ"', '"ss"', '"Ａ"')


@st.composite
def schedules(draw: st.DrawFn) -> tuple[RentStep, ...]:
    steps = []
    for _ in range(draw(st.integers(1, 2))):
        start, end = sorted((draw(days), draw(days)))
        per = draw(st.sampled_from(["month", "quarter", "year", "total"]))
        steps.append(RentStep(start, end, draw(st.integers(0, 10**6)), per))
    return tuple(steps)


VALUES: dict[Type, st.SearchStrategy[Any]] = {
    Type.MONEY: counts,
    Type.COUNT: counts,
    Type.RATIO: shares,
    Type.NUMBER: shares,
    Type.DATE: days,
    Type.MONTH: months,
    Type.TEXT: words,
    Type.CHOICE: st.sampled_from(CHOICES),
    Type.BOOL: st.booleans(),
    Type.SCHEDULE: schedules(),
}

#: one fact set in some draws from these too
LARGE: dict[Type, st.SearchStrategy[Any]] = VALUES | {
    Type.MONEY: counts | large_counts,
    Type.COUNT: counts | large_counts,
    Type.RATIO: shares | large_shares,
    Type.NUMBER: shares | large_shares | large_counts,
}

#: every operator and function; {type} stands for any expression of the type
GRAMMAR: dict[Type, tuple[str, ...]] = {
    Type.MONEY: (
        "({money} + {money})", "({money} - {money})", "({money} * {number})", "({number} * {money})",
        "({money} / {number})", "(-{money})", "min({money}, {money})", "max({money}, {money}, {money})", "abs({money})",
        "round_fen({money})", "agree({money}, {money})", "agree({money}, {money}, {money})", "sum(item.money)",
        "at(item.money, item.money, {money})", "at(item.money, item.month, {month})",
        "at(item.money, item.text, {text})", "due({schedule}, {date}, {date}, {month})",
        "series_sum(item.money, item.month, {month}, {month})",
    ),
    Type.NUMBER: (
        "({number} + {number})", "({number} - {number})", "({number} * {number})", "({number} / {number})",
        "({money} / {money})", "(-{number})", "abs({number})", "min({number}, {number})", "{count}", "{ratio}",
        "sum(item.ratio)", "sum(item.number)", "agree({number}, {number})", "agree({ratio}, {count}, {number})",
        "max({count}, {ratio})", "at(item.number, item.ratio, {ratio})", "{number} * 1000000000000",
        "series_sum(item.number, item.month, {month}, {month})",
    ),
    Type.COUNT: (
        "({count} + {count})", "({count} - {count})", "({count} * {count})", "count(item)", "days({date}, {date})",
        "sum(item.count)", "at(item.count, item.date, {date})", "at(item.count, item.choice, {choice})",
        "max({count}, {count})", "abs({count})",
        "series_sum(item.count, item.month, {month}, {month})",
    ),
    Type.RATIO: ("({money} / {money})", "min({ratio}, {ratio})", "at(item.ratio, item.bool, {bool})"),
    Type.DATE: ("({date} + 1)", "({date} - {count})", "({date} + ({number} * {number}))", "max({date}, {date})",
        "at(item.date, item.count, {count})", "agree({date}, {date})"),
    Type.MONTH: ("({month} + 1)", "({month} - {count})", "({month} - ({number} * {number}))", "min({month}, {month})",
        "at(item.month, item.month, {month})", "agree({month}, {month})"),
    Type.TEXT: ("agree({text}, {text})", "at(item.text, item.month, {month})"),
    Type.BOOL: ("contains({text}, {text})", "starts_with({text}, {text})", "agree({bool}, {bool})",
        "at(item.bool, item.bool, {bool})", "at(item.bool, item.number, ({ratio} * 1))"),
    Type.CHOICE: ("agree({choice}, {choice})", "at(item.choice, item.month, {month})"),
    Type.SCHEDULE: ("agree({schedule}, {schedule})", "at(item.schedule, item.text, {text})"),
}  # fmt: skip


#: values that a derived fact chooses among
CHOSEN: dict[Type, list[Any]] = {
    Type.BOOL: [True, False, True], Type.MONEY: ["0.01", 2, "0.01"], Type.COUNT: [1, 0, 3],
    Type.RATIO: ["0.5", "0.3", 1], Type.DATE: ["2020-03-01", "2020-02-29"], Type.MONTH: ["2020-02", "2020-03"],
    Type.TEXT: ["甲", "（甲乙）", "Red"],
}  # fmt: skip

#: facts that lists give: one list says all, one only what stands in it
LISTED: dict[str, dict[str, Any]] = {
    "enterprise.listed": {"type": "bool", "registry": {"list": "whole", "match": "enterprise.text"}},
    "item.listed": {"type": "bool", "registry": {"list": "part", "match": "item.text"}},
    "item.sort": {"type": "choice", "registry": {"list": "part", "match": "item.text", "column": "class"}},
    "enterprise.rate": {
        "type": "ratio",
        "registry": {"list": "whole", "match": "enterprise.text", "column": "rate", "otherwise": "0.1"},
    },
}
LISTS = {
    "registries/registries.yaml": {
        "whole": {"label": LABEL, "complete": True, "source": "随机"},
        "part": {"label": LABEL, "complete": False, "source": "随机"},
    }
}
ROWS = {
    "registries/whole.csv": "name,rate\n甲,0.5\nＡＢＣ,\n",
    "registries/part.csv": "name,credit_code,class\n（甲 乙）,,red\n丙,RED,green\nabc,,\n",
}


class Maker:
    """Draws one pack as the mappings of its files."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.facts: dict[str, tuple[str, Type]] = {f"{o}.{t}": (o, t) for o in OWNERS for t in FACT_TYPES}
        self.facts |= {name: (name.partition(".")[0], Type(spec["type"])) for name, spec in LISTED.items()}
        self.made: set[str] = set()  #: derived facts
        self.decided: list[tuple[str, str]] = []  #: derived yes/no facts, (name, subject)
        self.ids = 0

    def pick(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def expression(self, kind: Type, scope: str | None, depth: int) -> str:
        if depth <= 0 or self.pick(True, True, False):
            return self.leaf(kind, scope)
        template = self.pick(*GRAMMAR[kind])
        return re.sub(r"\{(\w+)\}", lambda m: self.expression(Type(m[1]), scope, depth - 1), template)

    def leaf(self, kind: Type, scope: str | None) -> str:
        alike = NUMERIC if kind is Type.NUMBER else (kind,)
        options = [n for n, (owner, t) in self.facts.items() if t in alike and owner in ("enterprise", scope)]
        made = [name for name in options if name in self.made]
        if made and self.pick(True, False):
            return str(self.pick(*made))
        if kind not in (Type.CHOICE, Type.SCHEDULE):
            options += [f"param.{t}" for t in alike if t is not Type.NUMBER]
        written = {
            Type.MONEY: f"yuan({self.pick(0, 1, 2)})",
            Type.RATIO: "param.ratio",
            Type.COUNT: "param.count",
            Type.NUMBER: str(self.pick(0, 1, 2, 0.5, 0.3)),
            Type.DATE: 'date("2020-03-01")',
            Type.MONTH: 'month("2020-02")',
            Type.TEXT: self.pick(*LITERALS),
            Type.BOOL: "true",
        }
        return str(self.pick(*options, *([written[kind]] if kind in written else [])))

    def test(self, scope: str | None) -> str:
        kinds = [t for t in Type if t is not Type.SCHEDULE]
        kinds += [t for name, (owner, t) in self.facts.items() if name in self.made and t in kinds]
        kind = self.pick(*kinds)
        left = self.expression(kind, scope, 2)
        if kind is Type.BOOL and self.pick(True, False):
            return left
        operator = self.pick(*(("==", "!=", "<", "<=", ">", ">=") if kind in ORDERED else ("==", "!=")), "in")
        if kind is Type.CHOICE:
            left = self.leaf(kind, scope)
            rights = [f'"{c}"' for c in self.draw(st.sets(st.sampled_from(CHOICES), min_size=1))]
        else:
            rights = [self.expression(kind, scope, 1) for _ in range(self.pick(1, 2, 3))]
        if operator == "in":
            return f"{left} in {{{', '.join(rights)}}}"
        return f"{left} {operator} {rights[0]}"

    def condition(self, scope: str | None, depth: int) -> dict[str, Any]:
        made = self._condition(scope, depth)
        if self.pick(True, False):
            self.ids += 1
            made |= {"id": f"c{self.ids}", "label": LABEL}
        return made

    def _condition(self, scope: str | None, depth: int) -> dict[str, Any]:
        usable = [name for name, owner in self.decided if owner in ("enterprise", scope)]
        if usable and self.pick(True, False, False):
            return {"use": self.pick(*usable)}
        if depth <= 0 or self.pick(True, False, False):
            return {"test": self.test(scope)}
        gate = self.pick("all", "any", "not", "all", "any", "wide")
        if gate == "not":
            return {"not": self.condition(scope, depth - 1)}
        if gate == "wide":  # wider than the engine can join at once
            same = [{"test": self.test(scope)} for _ in range(3)]
            return {self.pick("all", "any"): (same * 7)[: self.pick(15, 16, 17, 20)]}
        return {gate: [self.condition(scope, depth - 1) for _ in range(self.pick(1, 2, 3))]}

    def derived(self, number: int) -> dict[str, Any]:
        owner = self.pick(*OWNERS)
        scope = None if owner == "enterprise" else owner
        name = f"{owner}.d{number}"
        entry: dict[str, Any] = {"fact": name, "label": LABEL, "source": {"text": "随机"}}
        if self.pick(True, False, False):
            entry |= {"attest": True, "ask": LABEL}
        sort = self.pick("when", "when", "choose", "value")
        if sort == "when":
            entry |= {"type": "bool", "when": self.condition(scope, 2)}
        elif sort == "choose" and self.pick(True, False):
            kind = self.pick(*CHOSEN)
            few = [{"value": v, "when": self.condition(scope, 1)} for v in CHOSEN[kind][: self.pick(1, 2, 3)]]
            entry |= {"type": kind.value, "choose": few}
            if self.pick(True, False):
                entry["otherwise"] = CHOSEN[kind][0]
        elif sort == "choose":
            options = [{"value": c, "when": self.condition(scope, 1)} for c in CHOICES[: self.pick(1, 2, 3)]]
            entry |= {"type": "choice", "choices": dict.fromkeys(CHOICES, "色"), "choose": options}
            if self.pick(True, False):
                entry["otherwise"] = "blue"
        else:
            kind = self.pick(*FACT_TYPES)
            entry |= {"type": kind.value, "value": self.expression(kind, scope, 2)}
            if kind is Type.CHOICE:
                entry["choices"] = dict.fromkeys(CHOICES, "色")
        kind = Type(entry["type"])
        self.facts[name] = (owner, kind)
        self.made.add(name)
        if kind is Type.BOOL:
            self.decided.append((name, owner))
        return entry

    def measure(self, number: int) -> dict[str, Any]:
        over = self.pick(None, "item")
        outcome, amount = self.amount(over)
        made: dict[str, Any] = {
            "id": f"m{number}", "clause": "1", "title": LABEL, "outcome": outcome, "departments": [LABEL],
            "when": self.condition(over, 3) | {"cite": CITE},
        }  # fmt: skip
        if over:
            made["over"] = over
        if self.pick(True, False):
            made["applies"] = self.condition(over, 1) | {"cite": CITE}
        if amount:
            made["amount"] = {"label": LABEL, "cite": CITE, **amount}
            once = self.pick("rent", "rent", "fee", None)
            made |= {"once": once} if once else {}
        return made

    def amount(self, over: str | None) -> tuple[str, dict[str, Any]]:
        """An outcome with every shape of amount that goes with it."""

        def money() -> str:
            return self.expression(Type.MONEY, over, 2)

        shape = self.pick("none", "value", "value", "range", "one_of", "cap")
        shapes: dict[str, dict[str, Any]] = {
            "none": {}, "value": {"value": money()}, "range": {"low": money(), "high": money()},
            "one_of": {"one_of": [money(), money()]}, "cap": {"cap": money()},
        }  # fmt: skip
        given = shapes[shape]
        if given and self.pick(True, False):
            given["cap"] = self.pick("param.money", money())
        granting = {"none": "entitlement", "cap": "up_to", "value": "entitlement"}.get(shape, "range")
        return self.pick(granting, granting, "encouraged", "permitted", "duty"), given


def _vocabulary() -> dict[str, Any]:
    facts = {}
    for owner in OWNERS:
        for kind in FACT_TYPES:
            facts[f"{owner}.{kind}"] = {
                "type": kind.value,
                "label": LABEL,
                "from": [{"kind": "paper", "field": kind.value}],
            }
        facts[f"{owner}.choice"]["choices"] = dict.fromkeys(CHOICES, "色")
    for name, spec in LISTED.items():
        facts[name] = spec | {"label": LABEL, "attest": True, "declare": True, "ask": LABEL}
    facts["item.sort"]["choices"] = dict.fromkeys(CHOICES, "色")
    return {"subjects": {"enterprise": {"label": LABEL}, "item": {"label": LABEL, "many": True}}, "facts": facts}


def _parameters(draw: st.DrawFn) -> list[dict[str, Any]]:
    given = {
        "money": draw(st.integers(0, 5)), "count": draw(st.integers(0, 5)),
        "ratio": draw(st.sampled_from(["0.1", "0.5"])),
        "date": "2020-03-10", "month": "2020-02", "text": "甲", "bool": True,
    }  # fmt: skip
    return [
        {
            "name": n,
            "type": n,
            "label": LABEL,
            "values": [
                {"from": "2020-01-01", "value": 0 if n in ("money", "count") else v, "to": "2020-02-29"},
                {"from": "2020-03-01", "value": v},
            ],
            "source": {"text": "随机"},
            "discretion": True,
        }
        for n, v in given.items()
    ]


HEAD = {
    "name": "random", "version": "1.0.0", "title": LABEL, "authority": "机关", "document_number": "无",
    "issued": "2020-01-01",
    "jurisdiction": "某地", "effective": {"from": "2020-01-01"}, "scope": LABEL, "not_covered": LABEL,
}  # fmt: skip


@st.composite
def pack_files(draw: st.DrawFn) -> dict[str, str]:
    """The files of a pack, as text. JSON is YAML."""
    maker = Maker(draw)
    derived = [maker.derived(n) for n in range(draw(st.integers(0, 4)))]
    measures = [maker.measure(n) for n in range(draw(st.integers(1, 3)))]
    files: dict[str, Any] = {
        "pack.yaml": HEAD,
        "vocabulary/facts.yaml": _vocabulary(),
        "parameters/all.yaml": _parameters(draw),
        **LISTS,
        "derived/all.yaml": derived,
        **{f"measures/{m['id']}.yaml": m for m in measures},
    }
    return {
        "notice.txt": NOTICE,
        **ROWS,
        **{name: json.dumps(content, ensure_ascii=False) for name, content in files.items()},
    }


def plain_files(conditions: list[dict[str, Any]]) -> dict[str, str]:
    """A pack of measures m0, m1, … with these conditions, over the vocabulary of the random ones."""
    files: dict[str, Any] = {"pack.yaml": HEAD, "vocabulary/facts.yaml": _vocabulary(), **LISTS}
    for number, condition in enumerate(conditions):
        files[f"measures/m{number}.yaml"] = {
            "id": f"m{number}", "clause": "1", "title": LABEL, "outcome": "entitlement", "departments": [LABEL],
            "when": condition | {"cite": CITE},
        }  # fmt: skip
    return {
        "notice.txt": NOTICE,
        **ROWS,
        **{name: json.dumps(made, ensure_ascii=False) for name, made in files.items()},
    }


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = folder / "random" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder / "random"


@st.composite
def fact_sets(draw: st.DrawFn, pack: Pack) -> FactSet:
    """Some facts known, some disputed, some unknown; none to three items; some derived facts stated by a reviewer."""
    subjects = [f"item:{n}" for n in range(1, draw(st.integers(0, 3)) + 1)]
    facts: list[Fact] = []
    conflicts: list[Conflict] = []
    density = draw(st.sampled_from([1, 3, 6, 6]))
    disputes = draw(st.booleans())
    values = LARGE if draw(st.integers(0, 5)) == 3 else VALUES
    for spec in pack.facts.values():
        if spec.derived and not (spec.attest and draw(st.booleans())):
            continue
        for subject in subjects if spec.subject == "item" else ["enterprise"]:
            chance = draw(st.integers(0, 6))
            if chance < density:
                for _ in range(2 if disputes and draw(st.integers(0, 5)) == 0 else 1):
                    states = [State.ATTESTED] if spec.derived else [State.EXTRACTED, State.CONFIRMED]
                    states += [State.DECLARED] if spec.declare else []
                    value = draw(values[spec.type])
                    sure = draw(st.booleans())
                    state = draw(st.sampled_from(states))
                    facts.append(Fact(f"f{len(facts)}", spec.name, subject, value, state, (), sure, False))
            elif disputes and chance == density:
                conflicts.append(Conflict(spec.name, subject, ()))
    rulings: tuple[Overruling, ...] = ()
    if draw(st.integers(0, 11)) == 7:
        ruled = draw(st.sampled_from(["money", "count", "ratio", "date", "month", "text", "bool"]))
        rulings = (Overruling(ruled, draw(VALUES[Type(ruled)]), "审核人", "2020-05-01", "理由"),)
    return FactSet(tuple(facts), tuple(conflicts), tuple(subjects), rulings)
