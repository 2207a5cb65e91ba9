"""The only module that touches durable_rules. It keeps to the narrow subset that was probed and found exact.

One ruleset per network and process, made on first use (so after any fork); a new session per evaluation, deleted in
``finally``; integers only; ids of our own; a result is asserted once and only where a rule waits for it; the state is
read for swallowed exceptions after every run; firings are counted.
"""

from __future__ import annotations

import copy
import itertools
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from durable.engine import MessageNotHandledException, MessageObservedException, Ruleset

from rules.errors import EngineFailed, ReadersDisagree, RunawayRules
from rules.network import BEGIN, Network, Rule, bucket


@dataclass(frozen=True, slots=True)
class Firing:
    """One rule fired: what it matched and what it produced."""

    order: int  #: from 1, within the evaluation
    rule: str
    node: str  #: key of the condition
    subject: int  #: number of the subject, 0: the case as a whole
    met: bool
    matched: tuple[str, ...]  #: ids of the messages, in the order of the patterns


@dataclass(slots=True)
class Session:
    """What one evaluation has come to. ``truths``: (node key, subject number) to met or not."""

    sid: str
    limit: int
    firings: list[Firing] = field(default_factory=list)
    truths: dict[tuple[str, int], bool] = field(default_factory=dict)
    asserted: set[int | tuple[int, int]] = field(default_factory=set)
    begun: bool = False  #: its first rule fired; only then may its state be deleted
    trouble: str = ""
    runaway: str = ""


class Engine:
    """A network made live. Calls are serialised: the C library is not safe for threads."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._sessions: dict[str, Session] = {}
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        definition = copy.deepcopy(network.definition())  # the library eats its argument
        definition[BEGIN]["run"] = self._begin
        for rule in network.rules:
            definition[rule.name]["run"] = self._action(rule)
        # a bare Ruleset: a Host would start two threads that never end
        self._ruleset = Ruleset(network.name, None, definition)

    def _begin(self, closure: Any) -> None:
        self._sessions[closure.s["sid"]].begun = True

    def _action(self, rule: Rule) -> Callable[[Any], None]:
        waited = rule.produces in self.network.consumed
        sort = bucket(rule.produces // 2)

        def act(closure: Any) -> None:
            session = self._sessions[closure.s["sid"]]
            matched = closure._m
            subject = int(matched[rule.subject_from]["u"]) if rule.subject_from else 0
            met = bool(rule.produces & 1)
            if len(session.firings) >= session.limit:
                session.runaway = session.runaway or rule.name
                return
            ids = tuple(message["id"] for message in matched.values())
            session.firings.append(Firing(len(session.firings) + 1, rule.name, rule.node, subject, met, ids))
            known = session.truths.setdefault((rule.node, subject), met)
            if known is not met:
                session.trouble = f"{rule.node} is both met and not met"
                return
            made = (rule.produces, subject)
            if waited and made not in session.asserted:
                session.asserted.add(made)
                closure.assert_fact({"id": f"n{rule.produces}.{subject}", "b": sort, "n": rule.produces, "u": subject})

        return act

    def open(self, subjects: Iterable[tuple[str, int]]) -> Run:
        """A new evaluation over these subjects (kind, number from 1)."""
        numbered = list(subjects)
        limit = (len(self.network.rules) + 1) * (len(numbered) + 1)
        with self._lock:
            session = Session(f"e{next(self._numbers)}", limit)
            self._sessions[session.sid] = session
        self.feed(session, [{"id": "begin", "begin": 1}])
        net = self.network
        first = [
            {"id": f"s{n}.{wave}", "s": net.announcement(kind, wave), "u": n}
            for kind, n in numbered
            for wave in range(net.waves(kind))
        ]
        return Run(self, session, first)

    def feed(self, session: Session, messages: list[dict[str, Any]]) -> None:
        """Assert messages and run to rest. Raises :class:`EngineFailed`."""
        if not messages:
            return
        with self._lock:
            try:
                handle = self._ruleset.assert_facts([{**message, "sid": session.sid} for message in messages])
            except (MessageNotHandledException, MessageObservedException) as error:
                raise EngineFailed(pack=self.network.name, detail=type(error).__name__) from error
            if not handle:  # starting actions without a handle kills the process
                raise EngineFailed(pack=self.network.name, detail="no state handle")
            errors: list[object] = []
            self._ruleset.do_actions(handle, lambda error, _state: errors.append(error))
            state = self._ruleset.get_state(session.sid)
        failed = next((str(error) for error in errors if error), "") or str(state.get("exception") or "")
        if session.runaway:
            raise RunawayRules(pack=self.network.name, rule=session.runaway, limit=session.limit)
        if session.trouble:
            raise ReadersDisagree(pack=self.network.name, node=session.trouble)
        if failed:
            raise EngineFailed(pack=self.network.name, detail=failed)

    def close(self, session: Session) -> None:
        with self._lock:
            self._sessions.pop(session.sid, None)
            if session.begun:
                self._ruleset.delete_state(session.sid)


class Run:
    """One evaluation in progress; a context manager, so that its state is always deleted."""

    def __init__(self, engine: Engine, session: Session, first: list[dict[str, Any]]) -> None:
        self._engine = engine
        self._session = session
        self._waiting = first

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.close(self._session)

    def compare(self, node: int, subject: int, sides: list[int]) -> None:
        """Queue a comparison whose sides are known."""
        message = {"id": f"t{node}.{subject}", "b": bucket(node), "t": node, "u": subject, "l": sides[0]}
        message |= {"r" if i == 0 else f"r{i}": side for i, side in enumerate(sides[1:])}
        self._waiting.append(message)

    def rest(self) -> None:
        """Hand over what waits and let every rule fire that can."""
        waiting, self._waiting = self._waiting, []
        self._engine.feed(self._session, waiting)

    @property
    def truths(self) -> dict[tuple[str, int], bool]:
        return self._session.truths

    @property
    def firings(self) -> tuple[Firing, ...]:
        return tuple(self._session.firings)


_ENGINES: dict[str, Engine] = {}
_MAKING = threading.Lock()


def engine_for(network: Network) -> Engine:
    """The one engine of a network in this process."""
    with _MAKING:
        if network.name not in _ENGINES:
            _ENGINES[network.name] = Engine(network)
        return _ENGINES[network.name]
