"""An explanation as Markdown that is also readable as it stands, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rules import once
from rules.author.explain_model import Dated, Derivation, Entry, Explanation, FactNote, Grant, Line, ParameterNote
from rules.clauses import PREAMBLE
from rules.model import Citation, Source
from rules.schema import Text
from rules.types import Type
from rules.wording import value
from service import catalogue

_INDENT = "   "


def written(explanation: Explanation, lang: str, called: str = "") -> str:
    """The whole text, ending in a newline. ``called``: the pack's name in the heading, where it is more than that."""
    return "\n".join(_Writer(explanation, lang, called).lines()).rstrip() + "\n"


class _Writer:
    def __init__(self, explanation: Explanation, lang: str, called: str) -> None:
        self.explanation = explanation
        self.called = called or explanation.pack
        self.lang = lang
        self.facts = {note.name: note for note in explanation.facts}
        self.parameters = {note.name: note for note in explanation.parameters}

    # -- small things ------------------------------------------------------------------------------------------

    def say(self, key: str, **data: object) -> str:
        return catalogue.text(f"explain.{key}", self.lang, data)

    def pick(self, text: Text) -> str:
        return text.zh if self.lang == "zh" else text.en

    def what(self, key: str, text: str) -> str:
        return self.say("colon", what=self.say(key), text=text)

    def row(self, parts: Iterable[str]) -> str:
        return catalogue.text("app.comma", self.lang).join(parts)

    def day(self, day: date) -> str:
        return self.pick(value(day, Type.DATE))

    def clause(self, number: str) -> str:
        return self.say("preamble") if number == PREAMBLE else self.say("clause", clause=number)

    def quoted(self, cite: Citation) -> str:
        quote = cite.quote.replace("“", "‘").replace("”", "’")
        return self.say("quoted", clause=self.clause(cite.clause), quote=quote)

    def papers(self, kinds: Iterable[str]) -> str:
        titles = (catalogue.coded("kind", kind, self.lang) for kind in kinds)
        marked = (catalogue.text("app.title_mark", self.lang, {"title": title}) for title in titles)
        return catalogue.text("app.or", self.lang).join(marked)

    def source(self, source: Source) -> str:
        return source.text + (f" <{source.url}>" if source.url else "")

    # -- the whole ---------------------------------------------------------------------------------------------

    def lines(self) -> Iterator[str]:
        yield from self._head()
        if self.explanation.whole:
            yield from self._overview()
        for entry in self.explanation.entries:
            yield from self._entry(entry)
        yield from self._derived()
        yield from self._facts()
        yield from self._parameters()

    def _head(self) -> Iterator[str]:
        e = self.explanation
        start, end = e.effective
        data = {"authority": self.pick(e.authority), "number": e.document_number, "issued": self.day(e.issued)}
        yield f"# {self.pick(e.title)}"
        yield ""
        yield f"- {self.say('pack', pack=self.called, hash=e.content_hash[:12])}"
        yield f"- {self.say('notice', jurisdiction=self.pick(e.jurisdiction), **data)}"
        dates = {"start": self.day(start), "end": self.day(end) if end else ""}
        yield f"- {self.say('effective_to' if end else 'effective', **dates)}"
        yield f"- {self.say('as_of', on=self.day(e.on))}"
        if e.whole:
            yield f"- {self.what('scope', self.pick(e.scope))}"
            yield f"- {self.what('not_covered', self.pick(e.not_covered))}"
        yield ""

    def _overview(self) -> Iterator[str]:
        yield f"## {self.say('overview')}"
        yield ""
        yield self.say("overview_head")
        yield "|---|---|---|---|---|"
        for entry in self.explanation.entries:
            departments = self.row(self.pick(d) for d in entry.departments)
            cells = (entry.id, self.clause(entry.clause), self.pick(entry.title), self._gives(entry), departments)
            yield f"| {' | '.join(_cell(cell) for cell in cells)} |"
        yield ""

    def _gives(self, entry: Entry) -> str:
        """In a few words: the amount where it is one, else what it is; the nature where no amount is stated."""
        if entry.grant is None:
            return self.say(f"outcome.{entry.outcome}")
        if entry.grant.kind in ("cap", "one_of"):
            return self._amount(entry.grant)
        return self.pick(entry.grant.label)

    # -- entries -----------------------------------------------------------------------------------------------

    def _entry(self, entry: Entry) -> Iterator[str]:
        yield f"## {self.say('entry', id=entry.id, title=self.pick(entry.title))}"
        yield ""
        yield f"{self.say('the_notice')} · {self.clause(entry.clause)}"
        yield ""
        yield from (f"> {line}".rstrip() for line in entry.notice.splitlines())
        yield ""
        yield f"**{self.what('outcome_label', self.say(f'outcome.{entry.outcome}'))}**"
        yield ""
        if entry.over is not None:
            yield self.say("over", subject=self.pick(entry.over))
            yield ""
        for key, line in (("applies", entry.applies), ("when", entry.when)):
            if line is not None:
                yield f"### {self.say(key)}"
                yield ""
                yield from self._outline(line)
                yield ""
        yield f"### {self.say('grants')}"
        yield ""
        yield from self._grant(entry.grant) if entry.grant else (self.say("grants_nothing"),)
        yield ""
        yield from self._office(entry)

    def _grant(self, grant: Grant) -> Iterator[str]:
        yield f"- {self.say('colon', what=self.pick(grant.label), text=self._amount(grant))}"
        yield f"{_INDENT}- {self.quoted(grant.cite)}"
        if grant.cap is not None and grant.cap_cite is not None:
            yield f"- {self.say('cap', cap=self.pick(grant.cap))}"
            yield f"{_INDENT}- {self.quoted(grant.cap_cite)}"
        if grant.rounded:
            yield f"- {self.say('rounding')}"
        if grant.same_as:
            yield f"- {self.pick(once.same(grant.same_as))}"
        yield from (f"- {line}" for line in (*self._origins(grant.facts), *self._used(grant.parameters)))

    def _amount(self, grant: Grant) -> str:
        formula = self.pick(grant.formula)
        if grant.kind == "amount":
            return formula
        return self.say("up_to" if grant.kind == "cap" else grant.kind, amount=formula)

    def _office(self, entry: Entry) -> Iterator[str]:
        if entry.deadline is not None:
            cite = self._bracket(self.quoted(entry.deadline.cite))
            yield f"- {self.what('deadline', self.day(entry.deadline.day))}{cite}"
        yield f"- {self.what('departments', self.row(self.pick(d) for d in entry.departments))}"
        for note in entry.contacts:
            contact = note.contact
            purpose = [self.pick(contact.purpose)] if contact.purpose else []
            people = " ".join((self.row(contact.names), self.row(contact.phones)))
            yield f"- {self.what('contacts', ' · '.join((*purpose, self.pick(contact.department), people)))}"
            if note.whom is not None:
                yield f"{_INDENT}- {self.say('contact_whom', whom=self.pick(note.whom))}"
        if entry.note is not None:
            yield f"- {self.what('note', self.pick(entry.note))}"
        yield ""

    def _bracket(self, text: str) -> str:
        return catalogue.text("app.bracket", self.lang, {"text": text}) if text else ""

    # -- outlines ----------------------------------------------------------------------------------------------

    def _outline(self, line: Line) -> Iterator[str]:
        """The lines of a group under its heading; a single condition as the only one."""
        if not line.parts:
            yield from self._numbered((line,), "", 0)
            return
        words = self.pick(line.words)
        yield self.say("group", words=words[:1].upper() + words[1:])
        yield from self._under(line, 0)
        yield ""
        yield from self._numbered(line.parts, "", 0)

    def _numbered(self, lines: Iterable[Line], prefix: str, depth: int) -> Iterator[str]:
        for n, line in enumerate(lines, 1):
            number = f"{prefix}{n}"
            words = self.pick(line.words)
            if line.parts:
                named = f"{self.pick(line.label)}{catalogue.text('app.colon', self.lang)}" if line.label else ""
                words = named + self.say("group", words=words)
            yield f"{_INDENT * depth}{number}. {words}"
            yield from self._under(line, depth + 1)
            yield from self._numbered(line.parts, f"{number}.", depth + 1)

    def _under(self, line: Line, depth: int) -> Iterator[str]:
        """What stands under a condition: its citation, where its facts come from, the parameters it uses."""
        said: list[str] = []
        if line.label is not None and not line.parts and self.pick(line.label) != self.pick(line.words):
            said.append(self.say("label_is", label=self.pick(line.label)))
        if line.cite is not None:
            said.append(self.quoted(line.cite))
        said.extend(self._origins(line.facts))
        said.extend(self._used(line.parameters))
        yield from (f"{_INDENT * depth}- {one}" for one in said)

    def _origins(self, names: tuple[str, ...]) -> Iterator[str]:
        """Where facts come from; each named where there are several."""
        for name in names:
            note = self.facts[name]
            named = f"{self.pick(note.label)} — " if len(names) > 1 else ""
            yield self.what("from", named + self._from(note))

    def _from(self, note: FactNote) -> str:
        ways: list[str] = []
        if note.derivation is not None:
            ways.append(self.say("from_rule", label=self.pick(note.label)))
        if note.kinds:
            ways.append(self.say("from_papers", papers=self.papers(note.kinds)))
        if note.lookup is not None:
            match = self.pick(self.facts[note.lookup.match].label)
            ways.append(self.say("from_list", match=match, list=self.pick(note.lookup.label)))
        if note.declared:
            ways.append(self.say("from_applicant"))
        if note.attested:
            ways.append(self.say("from_overruling" if note.derivation is not None else "from_reviewer"))
        return catalogue.text("app.semicolon", self.lang).join(ways) or self.say("from_nowhere")

    def _used(self, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            note = self.parameters[name]
            data = {"label": self.pick(note.label), "value": self.pick(note.value), "since": self.day(note.since)}
            if note.discretion:
                source, mark = self.source(note.source), self.say("discretion")
                said = self.say("used_open", discretion=mark, source=source, **data)
            else:
                said = self.say("used", **data)
            yield said + self._other_days(note)

    def _other_days(self, note: ParameterNote) -> str:
        """What the parameter is on other days than the one shown, in their order; empty where it is never otherwise."""
        dated = [self._one(one) for one in note.dated if one.start != note.since]
        return self.say("other_days", dated=catalogue.text("app.semicolon", self.lang).join(dated)) if dated else ""

    def _one(self, one: Dated) -> str:
        value, start = self.pick(one.value), self.day(one.start)
        if one.end is None:
            return self.say("from_day", value=value, start=start)
        return self.say("from_day_to", value=value, start=start, end=self.day(one.end))

    # -- facts -------------------------------------------------------------------------------------------------

    def _derived(self) -> Iterator[str]:
        notes = [(note, note.derivation) for note in self.facts.values() if note.derivation is not None]
        if not notes:
            return
        yield f"## {self.say('derived')}"
        yield ""
        yield self.say("derived_lead")
        yield ""
        for note, derivation in notes:
            yield f"### {self.pick(note.label)}"
            yield ""
            yield from self._derivation(note, derivation)
            yield ""

    def _derivation(self, note: FactNote, derivation: Derivation) -> Iterator[str]:
        yield f"- {self.what('basis', self.source(derivation.source))}"
        if derivation.source.citation is not None:
            yield f"- {self.quoted(derivation.source.citation)}"
        if note.attested:
            yield f"- {self.say('overruled')}"
        if note.declared:
            yield f"- {self.say('stated')}"
        yield ""
        if derivation.formula is not None:
            yield self.what("formula", self.pick(derivation.formula))
            yield from (f"- {line}" for line in self._origins(derivation.facts))
            yield from (f"- {line}" for line in self._used(derivation.parameters))
        if derivation.when is not None:
            yield from self._outline(derivation.when)
        for chosen in derivation.choices:
            yield self.say("choice", value=self.pick(chosen.value))
            yield from self._outline(chosen.when)
            yield ""
        if derivation.choices:
            other = derivation.otherwise
            yield self.say("otherwise", value=self.pick(other)) if other else self.say("undecided")

    def _facts(self) -> Iterator[str]:
        plain = [note for note in self.facts.values() if note.derivation is None]
        if not plain:
            return
        yield f"## {self.say('facts')}"
        yield ""
        kinds = dict.fromkeys(kind for note in plain for kind in note.kinds)
        for kind in kinds:
            yield from self._group(self.papers([kind]), [note for note in plain if kind in note.kinds])
        listed = {note.lookup.list: note.lookup for note in plain if note.lookup is not None}
        for name, lookup in listed.items():
            title = self.pick(lookup.label)
            yield from self._group(title, [n for n in plain if n.lookup is not None and n.lookup.list == name])
            rest = self.say("list_complete", otherwise=self.pick(lookup.otherwise)) if lookup.otherwise else ""
            yield f"- {self.say('list_line', list=title, rows=lookup.rows, source=lookup.source)}"
            yield f"- {rest or self.say('list_open')}"
            yield ""
        yield from self._group(self.say("by_applicant"), [note for note in plain if note.declared])
        yield from self._group(self.say("by_reviewer"), [note for note in plain if note.attested])

    def _group(self, title: str, notes: list[FactNote]) -> Iterator[str]:
        if not notes:
            return
        yield f"### {title}"
        yield ""
        for note in notes:
            ask = f" — {self.pick(note.ask)}" if note.ask is not None else ""
            yield f"- {self.pick(note.label)} `{note.name}`{ask}"
        yield ""

    def _parameters(self) -> Iterator[str]:
        if not self.parameters:
            return
        yield f"## {self.say('parameters')}"
        yield ""
        yield self.say("parameter_head")
        yield "|---|---|---|---|"
        for note in self.parameters.values():
            cells = (
                f"{self.pick(note.label)} `{note.name}`",
                self.row(self._dated(note)),
                self.say("open" if note.discretion else "settled"),
                self.source(note.source),
            )
            yield f"| {' | '.join(_cell(cell) for cell in cells)} |"
        yield ""

    def _dated(self, note: ParameterNote) -> Iterator[str]:
        for one in note.dated:
            data = {"value": self.pick(one.value), "start": self.day(one.start)}
            yield self.say("dated_to", end=self.day(one.end), **data) if one.end else self.say("dated", **data)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
