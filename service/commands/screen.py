"""``huiqi screen``: a whole folder of enterprises by one pack, in columns, and what each measure would come to."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service import catalogue, uploads
from service.commands.saying import complain, console, sentence, table
from workers.pipeline import CHINA

if TYPE_CHECKING:
    import polars as pl

    from rules.model import Pack
    from rules.screen import MeasureCount, Screening

_NUMBERS = {2: "right", 3: "right", 4: "right", 5: "right", 6: "right"}
_FEN = "_fen"


def run(args: argparse.Namespace) -> int:
    """Exit code 2 for files that cannot be screened. Raises PackInvalid, PackNotFound, NotInForce,
    ServiceError.
    """
    from rules.columns.errors import AmountTooLarge, FrameRefused
    from rules.errors import FactRefused
    from rules.screen import read_folder, screen
    from rules.shelves import Shelves
    from service.cli import MISUSED
    from workers.settings import Settings

    on = uploads.as_of(args.on) or datetime.now(tz=CHINA).date()
    pack = Shelves.beside(Settings.from_env().packs).in_force(args.pack, on)
    try:
        with ExitStack() as open_:
            out = _Out(args.out, open_) if args.out else None
            frames = read_folder(pack, args.folder)
            found = screen(pack, frames, on, keep=False, write=out.add if out else None)
            if out:
                out.finish(found)
    except (FrameRefused, AmountTooLarge, FactRefused) as error:
        complain(sentence(error, args.lang) or str(error))
        return MISUSED
    if args.json:
        from rules import to_json

        sys.stdout.write(json.dumps(to_json(found), ensure_ascii=False, indent=2) + "\n")
    else:
        _show(found, pack, args)
    return 0


class _Out:
    """A file of decisions, written chunk by chunk; whole or not there. CSV or Parquet by its name."""

    def __init__(self, path: Path, open_: ExitStack) -> None:
        from rules.columns.errors import FrameRefused

        self.path = path
        if path.suffix.lower() not in (".csv", ".parquet"):
            raise FrameRefused("out_suffix", frame=path.name)
        if not path.absolute().parent.is_dir():
            raise FileNotFoundError(2, "", str(path.parent))
        self._folder = Path(open_.enter_context(tempfile.TemporaryDirectory(dir=path.absolute().parent)))
        self._parts = 0

    def add(self, decisions: pl.DataFrame) -> None:
        decisions.write_parquet(self._folder / f"{self._parts:06d}.parquet")
        self._parts += 1

    def finish(self, found: Screening) -> None:
        import polars as pl

        if not self._parts:
            return
        until = pl.DataFrame(
            [(one.measure, one.deadline, one.deadline_passed if one.deadline else None) for one in found.measures],
            schema={"measure": pl.String, "deadline": pl.Date, "deadline_passed": pl.Boolean},
            orient="row",
        )
        whole = pl.scan_parquet(self._folder / "*.parquet")
        whole = whole.join(until.lazy(), on="measure", how="left", maintain_order="left")
        made = self._folder / "whole"
        if self.path.suffix.lower() == ".csv":
            _in_yuan(whole).sink_csv(made, include_bom=True)
        else:
            whole.sink_parquet(made)
        made.replace(self.path)


def _in_yuan(decisions: pl.LazyFrame) -> pl.LazyFrame:
    """Amounts as people write them, ``15000.00``, under headings that say so: amount_yuan, …"""
    import polars as pl

    names = decisions.collect_schema().names()
    fen = {name: pl.col(name) for name in names if name.endswith(_FEN)}
    yuan = [
        pl.concat_str(e // 100, pl.lit("."), (e % 100).cast(pl.String).str.zfill(2)).alias(name)
        for name, e in fen.items()
    ]
    return decisions.with_columns(yuan).rename({name: f"{name.removesuffix(_FEN)}_yuan" for name in fen})


def _show(found: Screening, pack: Pack, args: argparse.Namespace) -> None:
    lang = args.lang
    headings = ("measure", "title", "met", "not_eligible", "not_addressed", "undetermined", "yuan", "deadline")
    rows = [_row(one, pack, lang) for one in found.measures]
    out = console()
    out.print(table(rows, tuple(catalogue.text(f"screen.{h}", lang) for h in headings), numbers=_NUMBERS))
    data: dict[str, Any] = {"pack": found.pack, "on": str(found.on), "cases": found.cases, "exact": found.exact_cases}
    out.print(catalogue.text("screen.done", lang, data), soft_wrap=True)
    late = [one for one in found.measures if one.deadline_passed and one.met]
    if late:
        listed = catalogue.text("app.comma", lang).join(one.measure for one in late)
        said = catalogue.text("screen.late", lang, {"count": sum(one.met for one in late), "measures": listed})
        out.print(said, soft_wrap=True)
    if args.out:
        out.print(catalogue.text("screen.written", lang, {"path": str(args.out)}), soft_wrap=True)


def _row(one: MeasureCount, pack: Pack, lang: str) -> tuple[str, ...]:
    measure = pack.measures[one.measure]
    counts = (f"{number:,}" for number in (one.met, one.not_eligible, one.not_addressed, one.undetermined))
    return (one.measure, getattr(measure.title, lang), *counts, _yuan(one, lang), _until(one, lang))


def _until(one: MeasureCount, lang: str) -> str:
    if one.deadline is None:
        return ""
    return catalogue.text("screen.passed" if one.deadline_passed else "screen.until", lang, {"date": str(one.deadline)})


def _yuan(one: MeasureCount, lang: str) -> str:
    """What is granted in all; a range, and what is granted up to a cap, are never shown as an amount."""
    parts = []
    if one.amount_fen:
        parts.append(_fen(one.amount_fen))
    if one.high_fen:
        data = {"low": _fen(one.low_fen), "high": _fen(one.high_fen)}
        parts.append(catalogue.text("screen.between", lang, data))
    if one.cap_fen:
        parts.append(catalogue.text("screen.up_to", lang, {"cap": _fen(one.cap_fen)}))
    return catalogue.text("screen.and", lang).join(parts)


def _fen(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"
