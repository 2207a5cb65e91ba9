"""From a world at rest to the decision on each measure and subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rules import parameters, support, wording
from rules.benefit import Calculator, Worked
from rules.decisions import Decision, Missing, ParameterUse, Trouble, Weak
from rules.facts import Cause, Conflict, Key, Outcome
from rules.model import Amount, Citation, Condition, Contact, Gate, Measure
from rules.plain import PlainReader
from rules.proof import Prover
from rules.schema import Text
from rules.sentences import Speaker
from rules.supply import supply
from rules.world import Truth, World

GRANTING = ("entitlement", "up_to", "range")
_NOTHING = Outcome(True)


class Decider:
    def __init__(self, world: World, prover: Prover, speaker: Speaker) -> None:
        self.world = world
        self.prover = prover
        self.speaker = speaker
        self.calculator = Calculator(world, speaker)
        self.plain = PlainReader(world)  # whom a contact is for decides nothing and is no rule of the network

    def decide(self, measure: Measure, subject: str) -> Decision:
        truth = self.world.truth(measure.root, subject)
        status = _status(truth, measure.outcome)
        ground = support.of(self.world, measure.root, subject)
        worked = self._benefit(measure.amount, subject, status)
        addressed = measure.applies is None or self.world.truth(measure.applies, subject) is not False
        keys = ground.facts | worked.ground.facts
        weak = self._weak(keys) if truth is not None else ()
        causes = {"condition": ground.causes, "amount": worked.ground.causes}
        params = ground.params | worked.ground.params
        return Decision(
            measure=measure.id,
            title=measure.title,
            clause=measure.clause,
            outcome=measure.outcome,
            subject=subject,
            status=status,
            addressed=addressed,
            provisional=bool(weak),
            weak=weak,
            benefit=worked.benefit,
            proof=self.prover.tree(measure.root, subject),
            because=tuple(dict.fromkeys(self.prover.because(measure.root, subject))),
            failing=self.prover.failing(measure.root, subject) if truth is False else (),
            missing=self._missing(causes),
            conflicts=self._conflicts(causes),
            troubles=_troubles(causes),
            parameters=tuple(self._parameter(name) for name in sorted(params)),
            citations=tuple(dict.fromkeys(_citations(measure))),
            departments=measure.departments,
            contacts=self._contacts(measure, subject),
            deadline=measure.deadline,
            deadline_passed=None if measure.deadline is None else self.world.on > measure.deadline.day,
            note=measure.note,
            summary=self._summary(status, addressed, worked, {c.kind for c in ground.causes}),
            pack=self.world.pack.reference,
            content_hash=self.world.pack.content_hash,
            on=self.world.on,
        )

    def _contacts(self, measure: Measure, subject: str) -> tuple[Contact, ...]:
        """Those that may be the applicant's; all where none is."""
        whens = measure.contact_when or (None,) * len(measure.contacts)
        paired = zip(measure.contacts, whens, strict=True)
        kept = (c for c, when in paired if when is None or self.plain.truth(when, subject) is not False)
        return tuple(kept) or measure.contacts

    def _benefit(self, amount: Amount | None, subject: str, status: str) -> Worked:
        if amount is None or status == "not_eligible":
            return Worked(None, _NOTHING)
        return self.calculator.work(amount, subject, granted=status == "eligible")

    # -- what it rests on --------------------------------------------------------------------------------------

    def _weak(self, keys: Iterable[Key]) -> tuple[Weak, ...]:
        facts = [self.world.book.facts[key] for key in sorted(keys)]
        return tuple(Weak(f.name, f.subject, f.id, f.state.value) for f in facts if not f.firm)

    def _parameter(self, name: str) -> ParameterUse:
        parameter = self.world.pack.parameters[name]
        value = self.world.parameters[name]
        ruling = self.world.book.overrulings.get(name)
        source = parameters.source_at(parameter, self.world.on)
        return ParameterUse(
            name, parameter.label, value, wording.exact(value, parameter.type), source, parameter.discretion,
            parameters.at(parameter, self.world.on).start,
            ruling.by if ruling else None, ruling.at if ruling else None, ruling.reason if ruling else None,
        )  # fmt: skip

    # -- what is open ------------------------------------------------------------------------------------------

    def _missing(self, causes: dict[str, frozenset[Cause]]) -> tuple[Missing, ...]:
        """Every unknown fact that could change the outcome; what a settled part has made idle is left out.

        Never too few. It may be too many where one fact stands in several tests that are open together (``x < 5`` or
        ``x >= 3`` holds whatever x is): to tell would take a search over all their values. :mod:`rules.answers` makes
        that search within a limit, and says of each fact whether it is proved to matter.
        """
        found: dict[tuple[str, str, str], Missing] = {}
        for needed_for, some in causes.items():
            for cause in sorted(c for c in some if c.kind == "missing"):
                found.setdefault((cause.fact, cause.subject, cause.code), self._one_missing(cause, needed_for))
        return tuple(one for one in found.values() if not self._follows(one, found.values()))

    def _follows(self, one: Missing, all_: Iterable[Missing]) -> bool:
        """It speaks of a paper nobody has shown and is worked out from the paper, which is asked for already."""
        spec = self.world.pack.facts.get(one.fact)
        if spec is None or not spec.derived or ":" in one.subject or not self.world.pack.subjects[spec.subject].many:
            return False
        return any(other.subject == one.subject and other.kinds for other in all_)

    def _one_missing(self, cause: Cause, needed_for: str) -> Missing:
        pack = self.world.pack
        if cause.fact.endswith("."):  # nobody has shown a subject of this kind, and its number is asked for
            kind = pack.subjects[cause.subject]
            documents = (kind.document,) if kind.document else ()
            return Missing(cause.subject, cause.subject, kind.label, "", documents, None, "applicant", needed_for)
        by = supply(self.world, (cause.fact, cause.subject))
        label = pack.facts[cause.fact].label
        return Missing(cause.fact, cause.subject, label, cause.code, by.kinds, by.ask, by.who, needed_for)

    def _conflicts(self, causes: dict[str, frozenset[Cause]]) -> tuple[Conflict, ...]:
        found = []
        for cause in sorted(c for some in causes.values() for c in some if c.kind == "conflict"):
            given = self.world.book.conflicts.get((cause.fact, cause.subject))
            found.append(given or self._between(cause))
        return tuple(dict.fromkeys(found))

    def _between(self, cause: Cause) -> Conflict:
        """A dispute found by `agree` or `at`: between facts that are each undisputed."""
        facts = self.world.book.facts
        return Conflict(cause.fact, cause.subject, tuple(facts[key] for key in cause.readings), cause.code)

    # -- words -------------------------------------------------------------------------------------------------

    def _summary(self, status: str, addressed: bool, worked: Worked, kinds: set[str]) -> Text:
        """``kinds``: of the causes that leave the decision open."""
        if not addressed:
            return Text("本条措施不适用于该申请人", "this measure does not address the applicant")
        if status == "undetermined":
            return _open(kinds)
        zh, en = _SUMMARY[status]
        benefit = worked.benefit
        if benefit is None or status == "not_eligible":
            return Text(zh, en)
        label, filled = benefit.label, benefit.filled
        return Text(f"{zh}；{label.zh}：{filled.zh}", f"{en}; {label.en}: {filled.en}")


_SUMMARY = {
    "eligible": ("符合条件", "eligible"),
    "not_eligible": ("不符合条件", "not eligible"),
    "encouraged": ("鼓励类措施，不构成应得权益", "encouraged, not an entitlement"),
    "permitted": ("通知准许，无需另行报批", "the notice permits it; no approval is needed"),
    "duty": ("由主管部门履行", "a duty of the departments"),
}


_OPEN = {
    "conflict": ("各处材料说法不一致，须由审核人员裁定", "sources disagree and a reviewer has to settle it"),
    "problem": (
        "已有数据算不出结果，须由审核人员核定",
        "the values at hand give no result and a reviewer has to settle it",
    ),
    "missing": ("还需补充材料或说明", "papers or statements are missing"),
}


def _open(kinds: set[str]) -> Text:
    """What stands in the way: a dispute, values without a result, facts nobody has given; only what does."""
    said = [words for kind, words in _OPEN.items() if kind in kinds]
    return Text(
        "尚不能确定：" + "；".join(zh for zh, _ in said), "cannot be determined yet: " + "; ".join(en for _, en in said)
    )


def _status(truth: Truth, outcome: str) -> str:
    if truth is None:
        return "undetermined"
    if not truth:
        return "not_eligible"
    return "eligible" if outcome in GRANTING else outcome


def _troubles(causes: dict[str, frozenset[Cause]]) -> tuple[Trouble, ...]:
    problems = sorted({c for some in causes.values() for c in some if c.kind == "problem"})
    return tuple(Trouble(c.code, c.fact, c.subject) for c in problems)


def _citations(measure: Measure) -> Iterator[Citation]:
    yield from _condition_citations(measure.root)
    if measure.amount:
        yield measure.amount.cite
        if measure.amount.cap:
            yield measure.amount.cap.cite
    if measure.deadline:
        yield measure.deadline.cite


def _condition_citations(condition: Condition) -> Iterator[Citation]:
    if condition.cite is not None:
        yield condition.cite
    if isinstance(condition, Gate):
        for child in condition.children:
            yield from _condition_citations(child)
