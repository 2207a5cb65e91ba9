"""Where a decision or a derived fact is not what a case expects, in the words and units of the case's author."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rules import wording
from rules.decisions import Decision
from rules.errors import Place
from rules.expectations import Expected, ExpectedFact
from rules.schema import Text
from rules.world import World


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that came out otherwise."""

    place: Place  #: of the expectation
    text: Text

    def __str__(self) -> str:
        return f"{self.place}: {self.text.en}"


def meant(decisions: tuple[Decision, ...], expected: Expected) -> list[Decision]:
    """The decisions an expectation can mean; one, where it is well said."""
    found = [d for d in decisions if d.measure == expected.measure]
    return [d for d in found if expected.subject in (None, d.subject)]


def other_value(world: World, wanted: ExpectedFact) -> Iterator[Failure]:
    found = world.value(wanted.name, wanted.subject).value
    if found != wanted.value:
        spec = world.pack.facts[wanted.name]
        got, hoped = (wording.value(value, spec.type, spec.choices) for value in (found, wanted.value))
        text = Text(
            f"{wanted.name} 实际为{got.zh}，预期为{hoped.zh}", f"{wanted.name} is {got.en}, expected {hoped.en}"
        )
        yield Failure(wanted.place, text)


def differences(decisions: tuple[Decision, ...], expected: Expected) -> Iterator[Failure]:
    found = meant(decisions, expected)
    name = expected.measure
    if len(found) != 1:
        known = ", ".join(d.subject for d in decisions if d.measure == name)
        text = Text(
            f"措施 {name} 分别对 {known} 作出决定；请用 subject 写明是哪一个",
            f"{name} is decided for {known}; name one of them as `subject`",
        )
        yield Failure(expected.place, text)
        return
    decision = found[0]
    for what, wanted, got in _compared(decision, expected):
        if wanted != got:
            why = _why(decision) if what is _STATUS else Text("", "")
            text = Text(
                f"措施 {name}：{what.zh}实际为 {_shown(got)}，预期为 {_shown(wanted)}{why.zh}",
                f"{name}: {what.en} is {_shown(got)}, expected {_shown(wanted)}{why.en}",
            )
            yield Failure(expected.place, text)
    lacking = [c for c in expected.because if c not in decision.because]
    if lacking:
        met = _shown(decision.because)
        text = Text(
            f"措施 {name}：because 中的 {_shown(lacking)} 没有成立；成立的是 {met}",
            f"{name}: of because, {_shown(lacking)} is not met; met are {met}",
        )
        yield Failure(expected.place, text)


def _why(decision: Decision) -> Text:
    """What stands behind an unexpected outcome."""
    failing = [f.id for f in decision.failing]
    missing = list(dict.fromkeys(m.fact for m in decision.missing))
    conflicts = list(dict.fromkeys(c.name for c in decision.conflicts))
    parts = [(words, found) for words, found in zip(_BEHIND, (failing, missing, conflicts), strict=True) if found]
    return Text(
        "".join(f"；{words.zh} {_shown(found)}" for words, found in parts),
        "".join(f"; {words.en} {_shown(found)}" for words, found in parts),
    )


_BEHIND = (Text("不成立的是", "not met:"), Text("还不知道", "unknown:"), Text("有争议的是", "disputed:"))
_STATUS = Text("结论", "status")


def _compared(decision: Decision, expected: Expected) -> Iterator[tuple[Text, object, object]]:
    benefit = decision.benefit
    yield _STATUS, expected.status, decision.status
    if expected.says_amount:
        yield Text("金额", "amount"), _yuan(expected.amount_fen), _yuan(benefit.amount_fen if benefit else None)
    if expected.says_range:
        low, high = expected.range_fen or (None, None)
        ends = (_yuan(benefit.low_fen), _yuan(benefit.high_fen)) if benefit else (None, None)
        yield Text("金额范围", "range"), (_yuan(low), _yuan(high)), ends
    if expected.cap_fen is not None:
        yield Text("上限", "cap"), _yuan(expected.cap_fen), _yuan(benefit.cap_fen if benefit else None)
    if expected.capped is not None:
        yield Text("是否按上限给", "capped"), expected.capped, benefit.capped if benefit else None
    if expected.failing is not None:
        yield Text("不成立的判断", "failing"), _set(expected.failing), _set(f.id for f in decision.failing)
    missing = _set(m.fact for m in decision.missing)
    if expected.missing is not None:
        yield Text("缺的事实", "missing"), _set(expected.missing), missing
    if expected.missing_has:
        wanted = _set(expected.missing_has)
        yield Text("缺的事实（只看写到的）", "missing (of those named)"), wanted, _both(wanted, missing)
    if expected.papers_has:
        wanted = _set(expected.papers_has)
        kinds = [kind for m in decision.missing for kind in m.kinds]
        yield Text("要补的材料（只看写到的）", "papers to bring (of those named)"), wanted, _both(wanted, kinds)
    if expected.troubles is not None:
        got = _set(t.code for t in decision.troubles)
        yield Text("算不出结果的原因", "values without a result"), _set(expected.troubles), got
    if expected.conflicts is not None:
        yield Text("有争议的事实", "conflicts"), _set(expected.conflicts), _set(c.name for c in decision.conflicts)
    if expected.provisional is not None:
        yield Text("是否暂定", "provisional"), expected.provisional, decision.provisional
    if expected.addressed is not None:
        yield Text("是否适用", "addressed"), expected.addressed, decision.addressed


def _set(words: Iterable[str]) -> list[str]:
    return sorted(set(words))


def _both(wanted: list[str], got: Iterable[str]) -> list[str]:
    there = set(got)
    return [word for word in wanted if word in there]


def _yuan(fen: int | None) -> str | None:
    """As a case writes money."""
    if fen is None:
        return None
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def _shown(value: object) -> str:
    """As a case would write it."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, list | tuple):
        return f"[{', '.join(_shown(item) for item in value)}]"
    return str(value)
