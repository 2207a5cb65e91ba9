"""``huiqi worker``: the workers alone, beside a web server that runs elsewhere on the same database and Redis."""

from __future__ import annotations

import argparse

from service import catalogue
from service.commands.saying import console
from service.commands.serve import Stopper, settings_of
from service.commands.web import shared


def run(args: argparse.Namespace) -> int:
    from workers.supervisor import Stack

    settings = settings_of(args)
    if not shared(settings, args.lang):
        return 3
    stop = Stopper()
    with Stack(settings):
        console().print(catalogue.text("cli.working", args.lang, {"count": settings.concurrency}), markup=False)
        stop.wait()
    console().print(catalogue.text("cli.stopped", args.lang), markup=False)
    return 0
