"""A replay in the terminal: the totals first, then each case that changed, then what could not be replayed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import replace

from rules import wording
from rules.author.replay_model import SORTS, Cause, Flip, Lost, Need, NotReplayed, Replay, Replayed, Verdict
from rules.schema import Text
from service import catalogue
from service.commands.saying import console, table

#: of the cases that share a change, so many are named; ``--json`` names all
_NAMED = 30


def show(done: Replay, names: tuple[str, str], lang: str) -> None:
    """Prints all of it. ``names``: of the packs, for the heading."""
    _Shown(done, names, lang).all()


def _same(flip: Flip) -> Hashable:
    """Everything of a change but its case."""
    return replace(flip, case="")


class _Shown:
    def __init__(self, done: Replay, names: tuple[str, str], lang: str) -> None:
        self.done = done
        self.names = names
        shared: defaultdict[Hashable, list[Flip]] = defaultdict(list)
        for flip in done.flips:
            shared[_same(flip)].append(flip)
        #: changes that several cases have alike, each told once
        self.shared = {key: flips for key, flips in shared.items() if len(flips) > 1}
        self.lang = lang
        self.out = console()

    def say(self, key: str, **data: object) -> str:
        return catalogue.text(f"author_replay.{key}", self.lang, data)

    def word(self, text: Text) -> str:
        return text.zh if self.lang == "zh" else text.en

    def line(self, text: str, style: str | None = None) -> None:
        self.out.print(text, style=style, markup=False)

    def all(self) -> None:
        done = self.done
        a, b = self.names
        head = self.say("head", cases=len(done.cases), a=a, b=b)
        self.out.print(head, style="bold", markup=False, soft_wrap=True)
        self.line(self.say("read_by", reader=self.say(f"reader.{done.reader}")), "dim")
        self._totals()
        if not done.flips and done.cases:
            self.line(self.say("nothing"), "green")
        if self.shared:
            self.line(f"\n{self.say('shared')}", "bold")
        for flips in self.shared.values():
            self._flip(flips[0])
            self._cases(flips)
        for case in done.cases:
            own = [flip for flip in case.flips if _same(flip) not in self.shared]
            if own or case.lost or case.as_filed is False:
                self._case(case, own)
        if done.not_replayed:
            self.line(f"\n{self.say('not_replayed', count=len(done.not_replayed))}", "bold")
            for one in done.not_replayed:
                self.line(f"  {self.say('not_replayed_one', case=one.case, reason=self._reason(one))}", "red")

    def _totals(self) -> None:
        moved = [
            m for m in self.done.moved if m.measure is None or any(getattr(m, c) for c in SORTS if c != "unchanged")
        ]
        headings = tuple(self.say(f"column.{c}") for c in ("measure", *SORTS, "moved"))
        rows = [
            (
                f"{m.measure} {self.word(m.title)}" if m.measure and m.title else self.say("all"),
                *(str(getattr(m, c)) for c in SORTS),
                self._span(m.low_fen, m.high_fen),
            )
            for m in moved
        ]
        self.out.print(table(rows, headings, numbers=dict.fromkeys(range(1, len(headings)), "right")))

    def _span(self, low: int, high: int) -> str:
        if low == high:
            return self._yuan(low)
        return f"{self._yuan(low)} … {self._yuan(high)}"

    def _yuan(self, fen: int) -> str:
        sign = "+" if fen > 0 else ""
        return f"{sign}{self.word(wording.yuan(fen))}"

    def _cases(self, flips: Sequence[Flip]) -> None:
        named = catalogue.text("app.comma", self.lang).join(flip.case for flip in flips[:_NAMED])
        key = "cases" if len(flips) <= _NAMED else "cases_more"
        self.line(f"      {self.say(key, count=len(flips), cases=named)}")

    def _case(self, case: Replayed, own: Sequence[Flip]) -> None:
        self.line(f"\n{self.say('case', case=case.case, on=case.on.isoformat(), pack=case.sealed_under)}", "bold")
        if case.as_filed is False:
            self.line(f"  {self.say('not_as_filed', a=self.done.diff.names[0])}", "red")
        for lost in case.lost:
            self.line(f"  {self._lost(lost)}", "yellow")
        for flip in own:
            self._flip(flip)
        if len(own) < len(case.flips):
            self.line(f"  {self.say('and_shared', count=len(case.flips) - len(own))}", "dim")
        if case.needed:
            self.line(f"  {self.say('needs_newly', facts=self._names(case.needed))}", "yellow")
        self.line(f"  {self.say('unchanged_case', count=case.unchanged)}", "dim")

    def _names(self, some: tuple[Need, ...]) -> str:
        return catalogue.text("app.comma", self.lang).join(f"{self.word(n.label)} ({n.fact})" for n in some)

    def _lost(self, lost: Lost) -> str:
        pack = self.done.diff.names[0 if lost.pack == "a" else 1]
        reason = catalogue.coded("author_replay.reason", lost.reason, self.lang)
        subject = ""
        if lost.subject not in ("", "enterprise", lost.what):
            subject = catalogue.text("app.bracket", self.lang, {"text": lost.subject})
        return self.say("lost", pack=pack, what=lost.what, subject=subject, reason=reason)

    def _flip(self, flip: Flip) -> None:
        subject = f" · {flip.subject}" if ":" in flip.subject else ""
        moved = self._moved(flip)
        data = {"measure": flip.measure, "title": self.word(flip.title), "subject": subject, "money": moved}
        self.line(f"  ■ {self.say('flip', old=self._status(flip.old), new=self._status(flip.new), **data)}")
        for cause in flip.causes:
            self.line(f"      {self._cause(cause)}", "dim")
        for number in flip.changes:
            self.line(f"      {self.say('by_change', text=self.word(self.done.diff.changes[number].text))}")
        if not flip.changes:
            self.line(f"      {self.say('no_change_found')}", "red")
        if flip.missing:
            self.line(f"      {self.say('missing', facts=self._names(flip.missing))}", "yellow")

    def _moved(self, flip: Flip) -> str:
        if not flip.moved_low_fen and not flip.moved_high_fen:
            return ""
        return self.say("money", moved=self._span(flip.moved_low_fen, flip.moved_high_fen))

    def _status(self, verdict: Verdict) -> str:
        status = catalogue.text(f"author_replay.status.{verdict.status}", self.lang)
        if verdict.high_fen:
            low, high = self.word(wording.yuan(verdict.low_fen)), self.word(wording.yuan(verdict.high_fen))
            return f"{status} {low if low == high else f'{low} – {high}'}"
        return f"{status} ≤ {self.word(wording.yuan(verdict.cap_fen))}" if verdict.cap_fen is not None else status

    def _cause(self, cause: Cause) -> str:
        old, new = (catalogue.text(f"author_replay.truth.{t}", self.lang) for t in (cause.old, cause.new))
        said = self.word(cause.finding)
        finding = catalogue.text("app.bracket", self.lang, {"text": said}) if said else ""
        return self.say("because", label=self.word(cause.label), old=old, new=new, finding=finding)

    def _reason(self, one: NotReplayed) -> str:
        return catalogue.coded("error", one.code, self.lang, dict(one.data))
