"""``huiqi verify``: decides a sealed case again, offline, and compares what comes out byte for byte."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from service import catalogue
from service.commands.saying import console, sentence

_OTHER = {"zh": "en", "en": "zh"}
_SHOWN = 3  #: of the sentences that are worded otherwise


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when the seal does not hold, or its pack is not here. Raises SettingInvalid, OSError."""
    from rules.errors import PackInvalid, PackNotFound, SealBroken
    from rules.pack_errors import PublishedBroken
    from rules.sealing import check
    from rules.shelves import Shelves
    from workers.settings import Settings

    shelves = Shelves.beside(Settings.from_env().packs)
    try:
        found = check(args.file.read_bytes(), shelves.find)
    except SealBroken as error:
        data = {"file": args.file, **error.data}
        _fail(catalogue.text(f"verify.broken.{error.data['reason']}", args.lang, data))
        return 1
    except PublishedBroken as error:
        detail = catalogue.text(f"publish.published_broken.{error.data['reason']}", args.lang, error.data)
        _fail(f"{sentence(error, args.lang)} {detail}")
        return 1
    except (PackNotFound, PackInvalid) as error:
        _fail(sentence(error, args.lang) or "")
        return 1

    def say(key: str, style: str = "", **data: object) -> None:
        text = catalogue.text(f"verify.{key}", args.lang, data)
        console().print(text, style=style, markup=False, soft_wrap=True)

    evaluation = found.evaluation
    say(
        "done", "green", pack=evaluation.pack, on=evaluation.on.isoformat(), count=len(evaluation.decisions)
    )  # fmt: skip
    say("measures", measures=catalogue.text("app.comma", args.lang).join(_measures(found.sealed)))
    say("pack", hash=found.pack.content_hash, place=found.pack.path)
    say("format", format=found.format, digest=found.digest)
    say("compared", facts=len(evaluation.inputs.facts))
    if not shelves.is_published(found.pack):
        say("draft", "yellow")
    if found.wordings:
        pairs = list(dict.fromkeys((one.sealed, one.now) for one in found.wordings))
        say("words", "yellow", count=len(pairs))
        for pair in pairs[:_SHOWN]:
            # where only the other language is worded otherwise, that one is shown
            lang = args.lang if len({getattr(text, args.lang, None) for text in pair}) == 2 else _OTHER[args.lang]
            for key, text in zip(("said", "now"), pair, strict=True):
                say(key, text=getattr(text, lang) if text else catalogue.text("verify.nothing", args.lang))
    if found.retraced:
        say("trace", "yellow")
    return 0


def _fail(text: str) -> None:
    console(stderr=True).print(f"✗ {text}", style="red", markup=False, soft_wrap=True)


def _measures(sealed: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(str(decision["measure"]) for decision in sealed["decisions"]))
