"""Three measures of the Chaoyang pack (2, 16a, 16b) written by hand for other rule engines, and cases for all of them.

As a user of those engines would write them: status and amount on known facts. CLIPS through ``clipspy``, GoRules' ZEN
through ``zen-engine``. Amounts are integer fen; the high end where the measure gives a range.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from typing import Any

from rules import Fact, FactSet, State

MEASURES = ("2", "16a", "16b")
CARRIERS = ("office_building", "mall", "startup_base", "culture_park")
TRADES = ("tech", "city_operation", "life_service")
ELIGIBLE, NOT_ELIGIBLE = "eligible", "not_eligible"

Case = Mapping[str, Any]
Answer = tuple[tuple[str, int], ...]  #: of each measure: status, fen
Engine = Callable[[Case], Answer]

_CLIPS = (
    """(deftemplate case (slot carrier) (slot recognised) (multislot cuts) (slot insured) (slot trainees) (slot sme)
         (slot trade) (slot unemployment) (slot affected) (slot now) (slot before) (slot persons))""",
    "(deftemplate decision (slot measure) (slot fen))",
    """(deffunction total ($?cuts)
         (bind ?sum 0) (progn$ (?cut ?cuts) (bind ?sum (+ ?sum ?cut))) ?sum)""",
    f"""(defrule m2 (case (carrier {" | ".join(CARRIERS)}) (recognised yes) (cuts $?cuts&:(> (total ?cuts) 0)))
         => (assert (decision (measure m2) (fen (min 100000000 (div (+ (* 3 (total ?cuts)) 5) 10))))))""",
    """(defrule m16a (case (insured yes) (trainees ?n&:(>= ?n 1)))
         => (assert (decision (measure m16a) (fen (* 100000 ?n)))))""",
    f"""(defrule m16b
         (case (sme yes) (trade {" | ".join(TRADES)}) (unemployment yes) (affected yes) (now ?now)
               (before ?before&:(>= (* 10 (- ?before ?now)) (* 8 ?before))) (trainees ?n) (persons ?p))
         => (assert (decision (measure m16b) (fen (+ (* 300000 ?n) (* 154000 ?p))))))""",
)

_ZEN = {
    "m2": f"carrier in {list(CARRIERS)} and recognised and sum(cuts) > 0"
    " ? min([100000000, floor((sum(cuts) * 3 + 5) / 10)]) : null",
    "m16a": "insured and trainees >= 1 ? trainees * 100000 : null",
    "m16b": f"sme and trade in {list(TRADES)} and unemployment and affected and (before - now) * 10 >= before * 8"
    " ? trainees * 300000 + persons * 154000 : null",
}


def clips() -> Engine:
    import clips as engine

    environment = engine.Environment()
    for construct in _CLIPS:
        environment.build(construct)
    template = environment.find_template("case")

    def decide(case: Case) -> Answer:
        environment.reset()
        template.assert_fact(**{name: _clips_value(engine, value) for name, value in case.items()})
        environment.run()
        fen = {fact["measure"]: fact["fen"] for fact in environment.facts() if fact.template.name == "decision"}
        return tuple(_answer(fen.get(f"m{measure}")) for measure in MEASURES)

    return decide


def _clips_value(engine: Any, value: Any) -> Any:
    if isinstance(value, bool):
        return engine.Symbol("yes" if value else "no")
    return engine.Symbol(value) if isinstance(value, str) else value


def zen() -> Engine:
    import zen as engine

    def node(id_: str, kind: str, **content: Any) -> dict[str, Any]:
        return {"id": id_, "name": id_, "type": kind, "position": {"x": 0, "y": 0}, **content}

    expressions = [{"id": key, "key": key, "value": value} for key, value in _ZEN.items()]
    graph = {
        "nodes": [
            node("in", "inputNode"),
            node("measures", "expressionNode", content={"expressions": expressions}),
            node("out", "outputNode"),
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "measures", "type": "edge"},
            {"id": "2", "sourceId": "measures", "targetId": "out", "type": "edge"},
        ],
    }
    decision = engine.ZenEngine().create_decision(json.dumps(graph))

    def decide(case: Case) -> Answer:
        result = decision.evaluate(dict(case))["result"]
        return tuple(_answer(result.get(f"m{measure}")) for measure in MEASURES)

    return decide


def _answer(fen: int | None) -> tuple[str, int]:
    return (NOT_ELIGIBLE, 0) if fen is None else (ELIGIBLE, int(fen))


def random_case(number: int) -> Case:
    """Everything known; about half of the measures are granted. The same number gives the same case."""
    chance = random.Random(number)  # noqa: S311 - test data

    def likely() -> bool:
        return chance.random() < 0.85

    before = chance.randrange(1, 10**9)
    return {
        "carrier": chance.choice(CARRIERS), "recognised": likely(),
        "cuts": [chance.randrange(0, 3 * 10**8) for _ in range(chance.randint(1, 3))],
        "insured": likely(), "trainees": chance.randint(0, 40), "sme": likely(), "trade": chance.choice(TRADES),
        "unemployment": likely(), "affected": likely(), "now": before * chance.choice((10, 20, 30)) // 100,
        "before": before, "persons": chance.randint(0, 40),
    }  # fmt: skip


def facts(case: Case) -> FactSet:
    """The same case in the pack's vocabulary."""
    stated = {
        "enterprise.carrier_type": case["carrier"], "enterprise.carrier_recognised": case["recognised"],
        "enterprise.pays_social_insurance": case["insured"], "enterprise.trainees": case["trainees"],
        "enterprise.is_sme": case["sme"], "enterprise.key_trade": case["trade"],
        "enterprise.unemployment_insured": case["unemployment"], "enterprise.affected": case["affected"],
        "enterprise.period_revenue": case["now"], "enterprise.period_revenue_before": case["before"],
        "enterprise.temp_post_persons": case["persons"],
    }  # fmt: skip
    given = [_attested(name, "enterprise", value) for name, value in stated.items()]
    for number, cut in enumerate(case["cuts"], 1):
        given.append(_attested("cut.reduction", f"cut:{number}", cut))
        given += [_attested(f"cut.{name}", f"cut:{number}", True) for name in ("by_applicant", "in_epidemic")]
        given.append(_attested("cut.tenant_is_sme", f"cut:{number}", True))
    return FactSet(tuple(given))


def _attested(name: str, subject: str, value: Any) -> Fact:
    return Fact(f"{name}@{subject}", name, subject, value, State.ATTESTED, sure=True, confirmed=True)
