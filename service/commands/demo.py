"""``huiqi demo``: the sample cases through the real queue, printed, and a report that stands alone."""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flask import Flask
from rich.console import Console

from service import catalogue, language
from service.commands import report, showing
from service.commands.progress import follow
from service.commands.samplecases import SampleCase, SampleWrong, load
from service.commands.saying import complain, console
from workers.records import CaseRecord, CaseState
from workers.settings import Settings
from workers.supervisor import Stack

_ADVICE_SECONDS = 30
_MARK = "huiqi-demo"  #: file that says a data folder was made by the demo and may be made anew


@dataclass(frozen=True, slots=True)
class Run:
    """One variant of a sample case in the queue."""

    sample: SampleCase
    variant: str
    case_id: str

    def title(self, lang: str) -> str:
        variant = catalogue.text(f"cli.demo_variant_{self.variant}", lang)
        title = self.sample.title.get(lang) or self.sample.title["zh"]
        return catalogue.text("cli.demo_case", lang, {"title": title, "variant": variant})


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when a case came to no decision, 3 when there are no samples or the data folder is not ours."""
    began = time.monotonic()
    folder = args.samples or Path(__file__).resolve().parents[2] / "samples"
    try:
        samples = [one for one in load(folder) if not args.case or one.name in args.case]
    except SampleWrong as error:
        complain(catalogue.text("cli.bad_sample", args.lang, {"path": error.path, "problem": error.problem}))
        return 3
    if not samples:
        complain(catalogue.text("cli.no_samples", args.lang, {"path": folder}))
        return 3
    if not _fresh(args.data):
        complain(catalogue.text("cli.data_not_demo", args.lang, {"path": args.data}))
        return 3
    from service import create_app

    out = console()
    settings = replace(Settings.from_env(), data_dir=args.data)
    with Stack(settings) as stack:
        app = create_app(stack.settings, stack.store)
        runs = [_submit(stack, app, one, variant) for one, variant in _variants(samples, args.variant)]
        count = sum(len(one.sample.variants[one.variant]) for one in runs)
        _say(out, "cli.demo_start", args.lang, count=len(runs), files=count, data=args.data)
        ended = follow(stack.store, [(one.case_id, one.title(args.lang)) for one in runs], args.lang)
        if not ended:
            return 1
        _await_advice(stack, runs)
        with _speaking(app, args.lang):
            undone = _print(stack, runs, out, args.lang)
            path = report.write(args.out, [(one.title(args.lang), stack.store.case(one.case_id)) for one in runs])
    _say(out, "cli.demo_time", args.lang, seconds=round(time.monotonic() - began))
    _say(out, "cli.demo_report", args.lang, path=path)
    _say(out, "cli.demo_open", args.lang, data=args.data)
    return 1 if undone else 0


def _fresh(folder: Path) -> bool:
    """Makes the data folder anew; False where it holds something that the demo did not make."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _MARK).exists():
            return False
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).touch()
    return True


def _variants(samples: Sequence[SampleCase], only: str | None) -> Iterator[tuple[SampleCase, str]]:
    for sample in samples:
        for variant in sample.variants:
            if only in (None, variant):
                yield sample, variant


def _submit(stack: Stack, app: Flask, sample: SampleCase, variant: str) -> Run:
    """Hands a variant in, the way the web service does: kept first, then queued."""
    from service.app import parts

    with app.app_context():
        pack = parts().packs.named(sample.pack, sample.on)
        said = sample.said(pack)
    store = stack.store
    case = store.create_case(applicant=sample.applicant, pack=pack.reference, on=sample.on)
    for path in sample.variants[variant]:
        store.add_document(case.id, path.name, path.read_bytes())
    for one in said:
        store.add_statement(case.id, one.fact, one.subject, one.value, one.method, one.by, one.reason)
    stack.queue.submit(case.id)
    return Run(sample, variant, case.id)


def _await_advice(stack: Stack, runs: Sequence[Run]) -> None:
    """Advice follows a decision by a moment; what has not come by then is left out, as on the page."""
    end = time.monotonic() + _ADVICE_SECONDS
    for one in runs:
        while stack.store.advice.revision(one.case_id) is None and time.monotonic() < end:
            time.sleep(0.2)


@contextmanager
def _speaking(app: Flask, lang: str) -> Iterator[None]:
    """The context in which facts and decisions are put into words, as in a request of that language."""
    with app.test_request_context(f"/?lang={lang}"):
        app.preprocess_request()
        yield


def _print(stack: Stack, runs: Sequence[Run], out: Console, lang: str) -> int:
    """Every case with what matters; returns how many came to no decision."""
    from service.app import parts

    undone = 0
    verdicts: dict[str, list[list[showing.Verdict]]] = {}
    for one in runs:
        record = stack.store.case(one.case_id)
        out.rule(one.title(lang), align="left")
        out.print(f"{record.applicant} · {language.say('case.on', date=record.on)}", markup=False)
        found = showing.case(record, parts().packs.of(record, parts().store), lambda line: out.print(line))
        if not _decided(record):
            undone += 1
            state = language.say(f"case.state.{record.state}")
            complain(language.say("cli.demo_not_done", title=one.sample.name, variant=one.variant, state=state))
        else:
            verdicts.setdefault(one.sample.name, []).append(found)
    out.rule()
    for name, both in verdicts.items():
        if len(both) == 2:
            differing = sorted({verdict.measure for verdict in set(both[0]) ^ set(both[1])})
            key = "cli.demo_differ" if differing else "cli.demo_agree"
            said = language.say(key, measures=language.say("app.comma").join(differing))
            out.print(f"{name}：{said}", markup=False, style="yellow" if differing else "green")
    return undone


def _decided(record: CaseRecord) -> bool:
    return record.state == CaseState.DONE and record.decided == record.revision


def _say(out: Console, key: str, lang: str, **data: Any) -> None:
    out.print(catalogue.text(key, lang, data), markup=False)
