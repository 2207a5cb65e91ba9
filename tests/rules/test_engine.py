"""The fence around durable_rules: what was found to break it stays outside; trouble is an error, never an answer."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from rules import compile as compiling
from rules import evaluate, load_pack, runner
from rules.cases import load as load_cases
from rules.encode import SAFE, Words, sides
from rules.engine import Engine, engine_for
from rules.errors import EngineFailed, RunawayRules
from rules.evaluation import network_of
from rules.facts import FactSet
from rules.network import WAITING_LIMIT, Network, Rule, bucket
from rules.types import Type

GOOD = Path(__file__).parent / "good"
ON = date(2020, 5, 15)
OPERATORS = {
    "$eq": int.__eq__,
    "$neq": int.__ne__,
    "$lt": int.__lt__,
    "$lte": int.__le__,
    "$gt": int.__gt__,
    "$gte": int.__ge__,
}


def chain(name: str, *patterns: dict[str, object], produces: int = 3) -> Network:
    return Network(name, rules=[Rule(f"{name} rule", list(patterns), produces, "m", "key")])


@pytest.mark.parametrize("operator", sorted(OPERATORS))
def test_integers_are_compared_exactly_over_the_whole_safe_range(operator: str) -> None:
    right = {"l": {"$m": "r"}} if operator == "$eq" else {operator: {"l": {"$m": "r"}}}
    engine = Engine(chain(f"range {operator}", {"m": {"$and": [{"b": 0}, {"t": 1}, right]}}))
    edges = [sign * (2**power + step) for power in (0, 31, 32, 53, 61) for step in (-1, 0, 1) for sign in (1, -1)]
    pairs = [(a, b) for a in [*edges, SAFE - 1, 1 - SAFE] for b in (a - 1, a, a + 1) if abs(a) < SAFE and abs(b) < SAFE]
    wrong = []
    for a, b in pairs:
        with engine.open([]) as run:
            run.compare(1, 0, [a, b])
            try:
                run.rest()
                fired = bool(run.truths)
            except EngineFailed as error:  # the library refuses a message that no rule takes
                assert error.data["detail"] == "MessageNotHandledException"
                fired = False
        if fired is not OPERATORS[operator](a, b):
            wrong.append((a, b))
    assert len(pairs) > 50
    assert wrong == []


def test_numbers_beyond_the_safe_range_are_sent_as_their_order() -> None:
    assert sides([10**30, 10**30 + 1, 10**30], Type.MONEY, Words()) == [0, 1, 0]
    assert sides([SAFE - 1, 3], Type.COUNT, Words()) == [SAFE - 1, 3]
    assert sides([SAFE, 3], Type.COUNT, Words()) == [0, -1]


def test_words_are_numbered_by_their_text() -> None:
    words = Words()
    assert sides(["甲", "乙", "甲"], Type.TEXT, words) == [1, 2, 1]
    assert sides(["2020-03", "2020-04"], Type.MONTH, words) == [24242, 24243]


def test_a_session_in_which_nothing_fires_can_be_deleted() -> None:
    """Deleting one used to free pointers the library never set: the process died some time later."""
    pack = load_pack(GOOD)
    for _ in range(50):
        evaluate(pack, FactSet(), ON)


def test_sessions_do_not_pile_up() -> None:
    """The library holds 1,022 sessions; the 1,023rd would be a MemoryError."""
    engine = Engine(chain("sessions", {"m": {"$and": [{"b": 0}, {"t": 1}]}}))
    for _ in range(1100):
        with engine.open([]) as run:
            run.compare(1, 0, [1, 1])
            run.rest()
            assert run.truths == {("key", 0): True}


def test_no_table_of_the_network_outgrows_the_library() -> None:
    """512 tests may follow one test, 255 joins may wait for one message; the library checks neither properly."""
    net = network_of(load_pack("chaoyang-2020-8"))
    assert len(net.rules) > 1000
    assert len({bucket(node.number) for node in net.nodes.values()}) < 200
    assert max(net.waiting.values()) <= WAITING_LIMIT
    assert max(len(rule.patterns) for rule in net.rules) <= 16
    assert len(net.rules) + 1 < 4096


def test_a_rule_that_feeds_itself_is_stopped_and_named() -> None:
    net = Network("runaway", consumed={2 * 1 + 1})
    net.rules = [Rule("feeds itself", [{"m": {"$and": [{"b": 0}, {"t": 1}]}}], 3, "m", "key")]
    engine = Engine(net)
    with engine.open([]) as run:
        for subject in range(5):  # five firings where the network can have two
            run.compare(1, subject, [1, 1])
        with pytest.raises(RunawayRules) as caught:
            run.rest()
    assert caught.value.data["rule"] == "feeds itself"


def test_an_exception_in_an_action_fails_the_evaluation() -> None:
    engine = Engine(Network("swallowed", rules=[Rule("broken", [{"m": {"t": 1}}], 3, "nobody", "key")]))
    with engine.open([]) as run, pytest.raises(EngineFailed) as caught:
        run.compare(1, 0, [1, 1])
        run.rest()
    assert "nobody" in str(caught.value.data["detail"])


def test_threads_share_one_engine() -> None:
    pack = load_pack(GOOD)
    case = load_cases(pack)[0]
    results: list[bool] = []

    def work() -> None:
        results.extend(runner.run_case(pack, case).passed for _ in range(20))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 80
    net = network_of(pack)
    assert engine_for(net) is engine_for(net)


def test_compiling_is_pure() -> None:
    pack = load_pack(GOOD)
    assert compiling.network(pack).definition() == compiling.network(pack).definition()


def test_the_plain_reader_does_not_load_durable_rules() -> None:
    code = (
        "import sys, datetime, rules\n"
        f"pack = rules.load_pack({str(GOOD)!r})\n"
        "rules.evaluate(pack, rules.FactSet(), datetime.date(2020, 5, 15), reader='plain')\n"
        "assert not [m for m in sys.modules if m.startswith('durable')], 'durable was loaded'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
