"""``huiqi web``: the web server alone, beside workers that run elsewhere on the same database and Redis."""

from __future__ import annotations

import argparse

from service import catalogue
from service.commands.saying import complain, console
from service.commands.serve import Stopper, listen, settings_of
from workers.settings import Settings


def run(args: argparse.Namespace) -> int:
    from service.app import make

    settings = settings_of(args)
    if not shared(settings, args.lang):
        return 3
    listener = listen(settings, args.lang)
    if listener is None:
        return 3
    stop = Stopper()
    with listener:
        stop.serve(make(settings), listener, args.lang)
    console().print(catalogue.text("cli.stopped", args.lang), markup=False)
    return 0


def shared(settings: Settings, lang: str) -> bool:
    """Whether other processes can reach the queue; says so where they cannot."""
    if settings.redis_url is None:
        complain(catalogue.text("cli.needs_redis", lang))
    return settings.redis_url is not None
