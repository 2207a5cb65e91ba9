"""Progress of cases in the queue: bars in a terminal, a line for each ended document in a pipe or a log."""

from __future__ import annotations

import time
from collections.abc import Sequence

from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from service import catalogue, records
from service.commands.saying import complain, console
from workers.records import ENDED, CaseRecord, CaseState
from workers.store import Store

_PAUSE = 0.4  #: seconds between two looks
_STUCK = 900  #: seconds without any change after which waiting makes no sense
_OVER = frozenset({CaseState.DONE, CaseState.FAILED})


def follow(store: Store, cases: Sequence[tuple[str, str]], lang: str) -> bool:
    """Waits until every case (id, title) is over; False when nothing moves any more."""
    out = console()
    bars = Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TextColumn("{task.completed:.0f}/{task.total:.0f}"),
        TextColumn("{task.fields[state]}", style="dim"),
        TimeElapsedColumn(),
        console=out,
        disable=not out.is_terminal,
    )
    with bars:
        tasks = {case_id: bars.add_task(title, total=1, state="") for case_id, title in cases}
        titles = dict(cases)
        told: set[str] = set()
        before: list[object] = []
        moved = time.monotonic()
        while True:
            found = [store.case(case_id) for case_id in tasks]
            now: list[object] = [(c.state, [(d.state, d.pages_done) for d in c.documents]) for c in found]
            if now != before:
                before, moved = now, time.monotonic()
            for case in found:
                _bar(bars, tasks[case.id], case, lang)
                if not out.is_terminal:
                    for line in _lines(case, titles[case.id], told, lang):
                        out.print(line, markup=False)
            if all(case.state in _OVER for case in found):
                return True
            if time.monotonic() - moved > _STUCK:
                log = store.settings.data_dir / "logs"
                complain(catalogue.text("cli.demo_slow", lang, {"seconds": _STUCK, "log": log}))
                return False
            time.sleep(_PAUSE)


def _bar(bars: Progress, task: TaskID, case: CaseRecord, lang: str) -> None:
    """A document counts one; a document being read counts the share of its pages."""
    done = 0.0
    for document in case.documents:
        if document.state in ENDED:
            done += 1
        elif document.pages_total:
            done += document.pages_done / document.pages_total
    state = catalogue.text(f"case.state.{case.state}", lang)
    bars.update(task, completed=done, total=len(case.documents), state=state)


def _lines(case: CaseRecord, title: str, told: set[str], lang: str) -> list[str]:
    lines = []
    for document in case.documents:
        if document.state in ENDED and document.id not in told:
            told.add(document.id)
            lines.append(f"{title}  {document.filename}：{records.state_text(document, lang)}")
    if case.state in _OVER and case.id not in told:
        told.add(case.id)
        lines.append(f"{title}：{catalogue.text(f'case.state.{case.state}', lang)}")
    return lines
