"""Decisions in the terminal: status, amount, grounds, the page and the clause behind each, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rich.markup import escape

from rules.model import Pack
from service import agreements, cards, catalogue, language, nextsteps, overview
from service.facts import CaseFacts, Shown
from service.proofs import Row
from workers.pipeline import as_of
from workers.records import CaseRecord, DocumentState

Print = Callable[[str], None]
_COLOURS = {"good": "green", "wait": "yellow", "no": "dim", "info": "blue"}
_MARKS = {"met": "[green]✓[/]", "not_met": "[red]✗[/]", "undetermined": "[yellow]？[/]"}
_DEEPEST = 2  #: levels below a criterion that are printed; the report and the service show all
_MOST_FACTS = 4  #: facts printed of one criterion


@dataclass(frozen=True, slots=True)
class Verdict:
    """What matters of a decision, for comparing two runs."""

    measure: str
    subject: str
    status: str
    headline: str


def case(record: CaseRecord, pack: Pack, out: Print) -> list[Verdict]:
    """Prints a decided case; needs the request context of an application. Returns the decisions that matter."""
    known = CaseFacts(record, pack)
    decided = cards.cards(known)
    if known.evaluation:
        named = record.applicant or next((f.value for f in known.facts.values() if f.name == "enterprise.name"), "")
        data = {"name": named or language.say("home.unnamed"), "pack": pack.reference, "on": as_of(record).isoformat()}
        out(f"[bold]{escape(language.say('decide.head', **data))}[/]")
    for document in record.documents:
        if document.state == DocumentState.FAILED and document.error:
            said = catalogue.coded("error", document.error.code, language.current(), document.error.data)
            out(f"[red]{escape(document.filename)}：{escape(said)}[/]")
    if record.error is not None:
        out(f"[red]{escape(catalogue.coded('error', record.error.code, language.current(), record.error.data))}[/]")
    figures = overview.figures(known, decided)
    out("  ".join(f"{figure.label} [bold]{escape(figure.value)}[/]" for figure in figures))
    for line in nextsteps.lines(nextsteps.of(known)):
        out(f"  [yellow]→[/] {escape(line)}")
    for line in agreements.lines(agreements.of(known)):
        out(f"  [yellow]![/] {escape(line)}")
    for group in overview.groups(decided):
        if group.folded:
            if group.name == "open":  # nothing to compute, yet something to do
                out(f"\n[bold]{group.title}[/]")
                for card in group.cards:
                    out(f"  [blue]■ {language.say(f'status.{card.status}')}[/] {card.measure} {escape(card.title)}")
                    for line in _where(card):
                        out(line)
                continue
            names = language.say("app.comma").join(_late(card) for card in group.cards)
            out(f"\n[dim]{group.title}：{names}[/]")
            for card in group.cards:
                for line in _remedy(card):
                    out(line)
            continue
        out(f"\n[bold]{group.title}[/]")
        for card in group.cards:
            for line in _card(card, known):
                out(line)
    return [
        Verdict(card.measure, card.subject, card.status, card.benefit.headline if card.benefit else "")
        for card in decided
        if card.status == "eligible" or card.near or card.status == "not_eligible"
    ]


def _card(card: cards.Card, known: CaseFacts) -> Iterator[str]:
    colour = _COLOURS[card.tone]
    status = language.say(f"status.{card.status}")
    marks = language.say("app.bracket", text=language.say("status.provisional")) if card.provisional_mark else ""
    amount = f"  [bold]{escape(card.benefit.headline)}[/]" if card.benefit else ""
    subject = f" · {card.subject}" if card.subject else ""
    yield f"  [{colour}]■ {status}{marks}[/] {card.measure} {escape(card.title)}{escape(subject)}{amount}"
    if card.benefit:
        for label, filled, result in card.benefit.steps:
            yield f"      {escape(label)} {escape(filled)} [bold]{escape(result)}[/]"
        if card.benefit.filled:
            yield f"      [bold]{escape(card.benefit.filled)}[/]"
    open_only = card.status == "undetermined"
    for row in card.tree:
        yield from [_settled(row)] if open_only and row.truth == "met" else _row(row, 0)
    if open_only:
        yield f"      [dim]{escape(card.tally)}[/]"
    for clash, _ in card.conflicts:
        yield f"      [red]{language.say('case.conflicts')}：{escape(clash.label)}[/]"
        for reading in clash.distinct:
            yield f"        {escape(reading.value)}  [dim]{escape(reading.source)}[/]"
    for parameter in card.parameters:
        if parameter["discretion"]:
            chosen = f"{parameter['label']}{language.say('app.colon')}{parameter['value']}"
            note = language.say("app.bracket", text=language.say("case.discretion"))
            yield f"      [dim]{escape(chosen)}{escape(note)}[/]"
    if card.missing:
        yield f"      [yellow]{language.say('case.missing')}[/]"
    for papers, labels in card.papers:
        brought = language.say("case.bring_paper", document=papers)
        yield f"        {escape(brought)} {escape(language.say('app.comma').join(labels))}"
    for need in card.answers:
        who = catalogue.coded("who", need.who, language.current())
        yield f"        {escape(who)}：{escape(need.ask or need.label)}"
    yield from _where(card)


def _late(card: cards.Card) -> str:
    """A measure by its number, and that its deadline has passed."""
    if not (card.deadline and card.deadline_passed):
        return card.measure
    passed = language.say("case.deadline_passed", date=card.deadline["day"])
    return card.measure + language.say("app.bracket", text=passed)


def _where(card: cards.Card) -> Iterator[str]:
    """Until when, and with whom: the deadline, the lead department and the first contact."""
    if card.deadline:
        key, colour = ("case.deadline_passed", "red") if card.deadline_passed else ("case.deadline", "dim")
        yield f"      [{colour}]{escape(language.say(key, date=card.deadline['day']))}[/]"
    if card.departments:
        listed = language.say("app.comma").join(card.departments)
        yield f"      [dim]{language.say('case.departments')}{language.say('app.colon')}{escape(listed)}[/]"
    for contact in card.contacts:
        names, phones = language.say("app.comma").join(contact.names), " / ".join(contact.phones)
        purpose = language.say("app.bracket", text=contact.purpose) if contact.purpose else ""
        yield f"      [dim]{escape(contact.department)}{escape(purpose)} {escape(names)} {escape(phones)}[/]"


def _remedy(card: cards.Card) -> Iterator[str]:
    """The smallest change by which a measure that fails would hold."""
    if card.remedy is not None and card.remedy.first:
        way = card.remedy.first[0]
        needed = language.say("advice.and").join(turn.words for turn in way.turns)
        subject = f" · {card.subject}" if card.subject else ""
        said = language.say("advice.needs_line", measure=f"{card.measure} {card.title}{subject}", changes=needed)
        yield f"  [dim]{escape(said)}{escape(way.then)}[/]"


def _settled(row: Row) -> str:
    """A criterion that is no question any more, in one line with the first paper behind it."""
    clause = f" [cyan]〔{language.say('case.clause', clause=row.cite['clause'])}〕[/]" if row.cite else ""
    fact = next(_placed(row), None)
    paper = f"  [dim]{escape(_fact(fact))}[/]" if fact else ""
    return f"      {_MARKS['met']} {escape(row.label)}{clause}{paper}"


def _placed(row: Row) -> Iterator[Shown]:
    yield from (fact for fact in row.facts if fact.places)
    for child in row.children:
        yield from _placed(child)


def _row(row: Row, depth: int) -> Iterator[str]:
    clause = f" [cyan]〔{language.say('case.clause', clause=row.cite['clause'])}〕[/]" if row.cite else ""
    detail = f"  [dim]{escape(row.detail)}[/]" if row.detail else ""
    yield f"      {'  ' * depth}{_MARKS[row.truth]} {escape(row.label)}{clause}{detail}"
    for fact in row.facts[:_MOST_FACTS]:
        yield f"      {'  ' * depth}    [dim]{escape(_fact(fact))}[/]"
    if len(row.facts) > _MOST_FACTS:
        more = language.say("cli.more_facts", count=len(row.facts) - _MOST_FACTS)
        yield f"      {'  ' * depth}    [dim]{more}[/]"
    if depth < _DEEPEST:
        for child in row.children:
            yield from _row(child, depth + 1)


def _fact(fact: Shown) -> str:
    return f"{fact.label}：{fact.value}  ← {fact.source}" if fact.source else f"{fact.label}：{fact.value}"
