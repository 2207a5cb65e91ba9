"""``huiqi``: the command line. Each command is loaded only when it is called.

Exit codes: 0 done; 1 done, and something was found wrong (a file that cannot be read, a failing rule case, a broken
seal, a sample case that did not end); 2 the command was called wrongly; 3 this machine or its settings do not allow it;
130 interrupted.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module, metadata
from pathlib import Path

from service.commands.rules import arguments

OK, FOUND_WRONG, MISUSED, NOT_POSSIBLE, INTERRUPTED = 0, 1, 2, 3, 130


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    top = argparse.ArgumentParser(
        prog="huiqi",
        description="From a company's documents to a cited decision on every measure of a support notice.",
        epilog="exit codes: 0 done, 1 found something wrong, 2 called wrongly, 3 not possible here, 130 interrupted",
    )
    top.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of what is printed (default zh)")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    extract = commands.add_parser("extract", help="fields of documents with evidence")
    extract.add_argument("files", nargs="+", type=Path, metavar="FILE")
    extract.add_argument("--json", action="store_true", help="one JSON object per document")

    score = commands.add_parser("score", help="compare what is read with a truth file")
    score.add_argument("truth", type=Path, metavar="PATH/truth.json")
    score.add_argument("--json", action="store_true")

    decide = commands.add_parser("decide", help="decisions on some files, without a queue")
    decide.add_argument("files", nargs="+", type=Path, metavar="FILE")
    decide.add_argument("--applicant", help="name of the enterprise")
    decide.add_argument("--on", metavar="YYYY-MM-DD", help="as-of date (default today)")
    decide.add_argument("--pack", help="name of a pack (default: the first one shipped)")
    decide.add_argument(
        "--declare", action="append", default=[], metavar="FACT=VALUE", help="what the applicant declares; repeatable"
    )
    decide.add_argument("--json", action="store_true", help="the sealed evaluation, for huiqi verify")

    screen = commands.add_parser("screen", help="decisions on a folder of tables, a whole district at once")
    screen.add_argument("pack", metavar="PACK", help="name of a pack, or its folder")
    screen.add_argument("folder", type=Path, metavar="FOLDER", help="CSV or Parquet files: cases, lease, statement, …")
    screen.add_argument("--on", metavar="YYYY-MM-DD", help="as-of date (default today)")
    screen.add_argument(
        "--out", type=Path, metavar="FILE", help="every decision: .csv (amounts in yuan) or .parquet (in fen)"
    )
    screen.add_argument("--json", action="store_true", help="the summary, for programs")

    serve = commands.add_parser("serve", help="everything in one command: web, workers, queue, database")
    web = commands.add_parser("web", help="the web server alone; needs HUIQI_REDIS_URL")
    worker = commands.add_parser("worker", help="the workers alone; needs HUIQI_REDIS_URL")
    for one in (serve, web):
        one.add_argument("--host", help="address to listen on (default 127.0.0.1)")
        one.add_argument("--port", type=int, help="port to listen on; 0: any free one (default 8000)")
    for one in (serve, web, worker):
        one.add_argument("--data", type=Path, help="folder of documents, database and queue (default .data)")

    demo = commands.add_parser("demo", help="the sample cases through the real queue, and a report")
    demo.add_argument("--out", type=Path, default=Path("out"), help="folder of report.html (default out)")
    demo.add_argument("--data", type=Path, default=Path(".data/demo"), help="made anew (default .data/demo)")
    demo.add_argument("--samples", type=Path, help="folder of sample cases (default: those of the project)")
    demo.add_argument("--case", action="append", default=[], help="only this case; repeatable")
    demo.add_argument("--variant", choices=("text", "scan"), help="only this variant")

    arguments.add(commands)

    verify = commands.add_parser("verify", help="replay a sealed decision and compare it byte for byte")
    verify.add_argument("file", type=Path)

    commands.add_parser("version", help="version of the program and of the packs")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code."""
    args = parser().parse_args(arguments)
    if args.command == "version":
        return version()
    from service.commands.saying import refused

    try:
        code = import_module(f"service.commands.{args.command}").run(args)
        return int(code)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # the reader of a pipe (head, less) has gone: nothing more to say, and nothing wrong
        sys.stderr.close()
        return OK
    except Exception as error:  # noqa: BLE001 - the outermost boundary: what has no sentence is raised again
        return refused(error, args.lang)


def version() -> int:
    """The program's version and that of each pack cases are decided by."""
    from rules.shelves import Shelves

    sys.stdout.write(f"huiqi {metadata.version('huiqi')}\n")
    shelves = Shelves()
    for name in shelves.published_names():
        pack = shelves.in_force(name)
        sys.stdout.write(f"{pack.reference}  {pack.content_hash[:12]}  {pack.document_number}\n")
    return OK


if __name__ == "__main__":
    sys.exit(main())
