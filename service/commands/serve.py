"""``huiqi serve``: web, workers, queue and database in one process group. Ctrl-C stops everything."""

from __future__ import annotations

import argparse
import signal
import socket
import threading
from dataclasses import replace
from types import FrameType
from typing import Any

from service import catalogue, uploads
from service.commands.saying import complain, console
from workers.settings import Settings


def settings_of(args: argparse.Namespace) -> Settings:
    """The environment's settings with the command line's on top. Raises SettingInvalid."""
    given: dict[str, Any] = {"data_dir": args.data, "host": getattr(args, "host", None)}
    given["port"] = getattr(args, "port", None)
    return replace(Settings.from_env(), **{key: value for key, value in given.items() if value is not None})


def run(args: argparse.Namespace) -> int:
    from service.app import make
    from workers.supervisor import Stack

    settings = settings_of(args)
    listener = listen(settings, args.lang)
    if listener is None:
        return 3
    stop = Stopper()
    with listener, Stack(settings) as stack:
        if not stop.asked:
            stop.serve(make(stack.settings, stack.store), listener, args.lang)
        console().print(catalogue.text("cli.stopping", args.lang), markup=False)
    console().print(catalogue.text("cli.stopped", args.lang), markup=False)
    return 0


def listen(settings: Settings, lang: str) -> socket.socket | None:
    """A bound socket, before anything is started; None (and a sentence) where the address is taken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        data = {"host": settings.host, "port": settings.port, "reason": error.strerror or str(error)}
        complain(catalogue.text("cli.address", lang, data))
        return None
    return listener


class Stopper:
    """The first SIGINT or SIGTERM ends the server's loop; while parts start or stop it is only remembered."""

    def __init__(self) -> None:
        self.asked = False
        self._serving = False
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, self._signal)

    def _signal(self, number: int, frame: FrameType | None) -> None:
        first, self.asked = not self.asked, True
        if first and self._serving:
            raise SystemExit(0)  # waitress's loop takes it as the wish to end

    def serve(self, app: Any, listener: socket.socket, lang: str) -> None:
        """Answers requests until a signal comes."""
        import waitress

        limit = int(app.config["MAX_CONTENT_LENGTH"])
        server = waitress.create_server(
            app,
            sockets=[listener],
            threads=8,
            ident="huiqi",
            max_request_body_size=limit + uploads.FORM_BYTES,  # the application refuses earlier, in its own words
        )
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        console().print(catalogue.text("cli.serving", lang, {"address": f"http://{shown}:{port}"}), markup=False)
        self._serving = True
        try:
            if not self.asked:
                server.run()
        except SystemExit:
            self.asked = True  # the signal came before or after waitress's own loop
        finally:
            self._serving = False
            server.close()

    def wait(self) -> None:
        """Until a signal comes, where there is nothing to serve."""
        event = threading.Event()
        while not self.asked:
            event.wait(0.3)
