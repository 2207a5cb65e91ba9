"""The one way in: the advice for a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rules.answers.changes import changes
from rules.answers.cores import Reach
from rules.answers.model import Advice
from rules.answers.nextsteps import steps
from rules.answers.prospects import Outlook
from rules.answers.trial import Budget, Trial
from rules.facts import FactSet
from rules.model import Pack
from rules.schema import Text

#: how often a case with other values may be worked out: for what would change, for ways to come true, for the next
#: steps, for what matters
CHANGES, WAYS, STEPS, MATTERS = 2500, 2000, 600, 800
#: and in one search
EACH = 400


def advise(pack: Pack, facts: FactSet, on: date, *, kinds: Mapping[str, Text] | None = None) -> Advice:
    """What would change each decision that fails, what is still open, what to bring or ask next.

    Beside an evaluation of the same facts and date, never sealed with it; the plain reader alone is used. ``kinds``:
    what document kinds are called. Deterministic: the limits count trials, not time. Raises FactRefused,
    OverruleRefused, as an evaluation does.
    """
    reach = Reach(pack)
    spent = Budget(CHANGES, EACH)
    trial = Trial(pack, reach, facts, on, spent)
    failing = [
        (measure, subject)
        for measure in pack.measures.values()
        for subject in trial.base.book.decided(measure.over)
        if trial.base.truth(measure.root, subject) is False
    ]
    changed = tuple(changes(trial, measure, subject) for measure, subject in failing)
    budget = Budget(WAYS, EACH)
    outlook = Outlook(Trial(pack, reach, facts, on, budget))
    budget.more(STEPS)
    following = steps(outlook, kinds or {})
    budget.more(MATTERS)
    open_ = tuple(outlook.open(prospect) for prospect in outlook.prospects if prospect.pending)
    cut = budget.spent or spent.spent
    return Advice(pack.reference, pack.content_hash, on, changed, open_, following, spent.made + budget.made, cut)
