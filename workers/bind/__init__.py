"""From what documents say and people state to the facts of a pack's vocabulary: see :mod:`workers.bind.binding`."""

from __future__ import annotations

from workers.bind.binding import APPLICANT as APPLICANT
from workers.bind.binding import bind as bind
from workers.bind.bound import MISFIT as MISFIT
from workers.bind.bound import PROBLEMS as PROBLEMS
from workers.bind.bound import REFUSED as REFUSED
from workers.bind.bound import BindProblem as BindProblem
from workers.bind.bound import Bound as Bound
from workers.bind.bound import Dispute as Dispute
from workers.bind.bound import Source as Source
