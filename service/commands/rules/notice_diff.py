"""``huiqi rules notice-diff OLD NEW``: what rests on words that an amended notice changed."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rules.author.notice_diff_align import one_line
from rules.clauses import PREAMBLE
from service import catalogue
from service.commands.saying import complain, console

if TYPE_CHECKING:
    from rules.author.notice_diff_model import Fate, NoticeDiff, Piece, Rest, Sentence

_MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
_STYLES = {"same": "", "gone": "red strike", "new": "bold green"}


def run(args: argparse.Namespace) -> int:
    """Exit code 1 where something a rule rests on changed. Raises PackInvalid, PackNotFound, FileNotFoundError."""
    from rules import load_pack, to_json
    from rules.author.notice_diff import notice_diff
    from service.cli import MISUSED

    try:
        text = Path(args.old).is_file() and not args.old.endswith(".zip")
        if text and not args.pack:
            complain(catalogue.text("author_notice.needs_pack", args.lang))
            return MISUSED
        new = _read(args.new)
        old = _read(Path(args.old)) if text else None
    except UnicodeDecodeError as error:
        complain(catalogue.text("author_notice.not_utf8", args.lang, {"path": str(error.reason)}))
        return MISUSED
    found = notice_diff(load_pack(args.pack or args.old), new, old=old)
    if args.json:
        sys.stdout.write(json.dumps({"same": found.same, **to_json(found)}, ensure_ascii=False, indent=2) + "\n")
    else:
        _Shown(found, args.lang).all()
    return 0 if found.same else 1


def _read(path: Path) -> str:
    """Raises FileNotFoundError; UnicodeDecodeError whose reason is the path."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        error.reason = str(path)
        raise


class _Shown:
    def __init__(self, found: NoticeDiff, lang: str) -> None:
        self.found = found
        self.lang = lang
        self.out = console()

    def say(self, key: str, **data: object) -> str:
        return catalogue.text(f"author_notice.{key}", self.lang, data)

    def line(self, text: str, style: str | None = None) -> None:
        self.out.print(text, style=style, markup=False)

    def all(self) -> None:
        found = self.found
        self.line(self.say("head", pack=found.pack), "bold")
        if found.same:
            self.line(self.say("same"), "green")
        if found.clauses:
            comma = catalogue.text("app.comma", self.lang)
            self.line(self.say("clauses", pairs=comma.join(f"{a} → {b}" for a, b in found.clauses)))
        for state in ("gone", "changed", "respelled", "nearby", "stands"):
            fates = [f for f in found.fates if f.state == state]
            if fates:
                self.line(
                    f"\n{catalogue.text(f'author_notice.fate.{state}', self.lang, {'count': len(fates)})}", "bold"
                )
            if state == "nearby":
                self._nearby(fates)
            elif state != "stands":
                for fate in fates:
                    self._fate(fate)
        laid_out = [f for f in found.fates if f.laid_out]
        if laid_out:
            comma = catalogue.text("app.comma", self.lang)
            owners = comma.join(dict.fromkeys(f.rest.owner for f in laid_out))
            self.line(f"\n{self.say('laid_out', count=len(laid_out), owners=owners)}", "dim")
        if found.unplaced:
            self.line(f"\n{self.say('unplaced', count=len(found.unplaced))}", "bold")
            for rest in found.unplaced:
                self.line(f"  · {self._rest(rest)}")
                self.line(f"      {rest.cite.quote}", "dim")
        self._sentences("added", found.added)
        self._rewritten()
        self._sentences("vanished", found.vanished)

    def _rest(self, rest: Rest) -> str:
        label = rest.label.zh if self.lang == "zh" else rest.label.en
        item = f".{rest.item}" if rest.item else ""
        sort = catalogue.text(f"author_notice.sort.{rest.sort}", self.lang)
        return self.say("rest", sort=sort, owner=rest.owner, item=item, label=label, clause=rest.cite.clause)

    def _fate(self, fate: Fate) -> None:
        self.line(f"  · {self._rest(fate.rest)}")
        if fate.rest.place:
            self.line(f"      {fate.rest.place}", "dim")
        self._pieces(fate.pieces)
        if fate.start is not None:
            key = "now_at" if fate.clause else "now_outside"
            words = one_line(fate.words)
            self.line(f"      {self.say(key, clause=fate.clause, words=words)}", "dim")

    def _nearby(self, fates: Sequence[Fate]) -> None:
        """Each sentence that changed once, with all that quotes the rest of it."""
        for pieces in dict.fromkeys(f.pieces for f in fates):
            self._pieces(pieces, "  · ")
            for fate in (f for f in fates if f.pieces == pieces):
                self.line(f"      {self._rest(fate.rest)}", "dim")

    def _pieces(self, pieces: Sequence[Piece], lead: str = "      ") -> None:
        """Red struck out and green; in a pipe [-old-] and {+new+}."""
        from rich.text import Text

        line = Text(lead)
        for piece in pieces:
            before, after = ("", "") if self.out.is_terminal else _MARKS[piece.op]
            line.append(f"{before}{piece.words}{after}", style=_STYLES[piece.op])
        self.out.print(line)

    def _sentences(self, key: str, some: Sequence[Sentence]) -> None:
        if not some:
            return
        self.line(f"\n{catalogue.text(f'author_notice.{key}', self.lang, {'count': len(some)})}", "bold")
        for sentence in some:
            shown = "sentence" if sentence.clause not in ("", PREAMBLE) else "outside"
            self.line(f"  · {self.say(shown, clause=sentence.clause, text=one_line(sentence.text))}")
            if sentence.figures:
                self.line(f"      {self.say('figures', figures=self._list(sentence.figures))}", "yellow")

    def _rewritten(self) -> None:
        """Those that nothing rests on: the others have been shown with what rests on them."""
        some = [r for r in self.found.rewritten if not r.cited]
        if some:
            self.line(f"\n{self.say('rewritten', count=len(some))}", "bold")
        for one in some:
            self._pieces(one.pieces)
            if one.figures_gone or one.figures_new:
                old, new = self._list(one.figures_gone), self._list(one.figures_new)
                self.line(f"      {self.say('figures_moved', old=old, new=new)}", "yellow")

    def _list(self, some: Sequence[str]) -> str:
        return catalogue.text("app.comma", self.lang).join(some) or self.say("none")
