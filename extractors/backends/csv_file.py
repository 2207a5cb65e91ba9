"""A table written as text: which encoding, which separator, and whether it is a table at all."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from extractors.backends.sheets import COLUMNS, ROWS, Filled, Sheet
from extractors.errors import DamagedFile, TooManyCells
from extractors.limits import Limits

_SEPARATORS = ",\t;|"
#: rows looked at to find the separator
_TRIED = 200
#: characters of one field; without a bound a quotation mark never closed takes the rest of the file
_FIELD = 32_767
#: a text with more of these than one in a hundred characters is no text
_CONTROLS = frozenset(chr(code) for code in range(32) if chr(code) not in "\t\n\r\f\x1a")


def looks_like_table(data: bytes) -> bool:
    """Whether ``data`` (the beginning of a file, at least a few lines of it) is text in two columns or more."""
    text = decoded(data, whole=False)
    if text is None or not text.strip() or text.lstrip()[:1] == "<":
        return False
    controls = sum(text.count(char) for char in _CONTROLS)
    return controls * 100 <= len(text) and separator(text) is not None


def decoded(data: bytes, *, whole: bool = True) -> str | None:
    """Text by its byte order mark, else UTF-8, else GB 18030 (which holds GBK and GB 2312); None where it is neither.

    ``whole``: False where ``data`` may end in the middle of a character.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data, encodings = (data if whole else data[: len(data) // 2 * 2]), ["utf-16"]
    elif b"\0" in data:
        return None
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        for cut in range(1 if whole else 4):
            try:
                return data[: len(data) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
    return None


def separator(text: str) -> str | None:
    """The character that cuts most lines into the same number of columns, two at least; None: no table.

    A table may begin with a title and end with a note: six lines of ten must agree, and two at least.
    """
    best: tuple[float, int, str] | None = None
    for candidate in _SEPARATORS:
        try:
            rows = [row for row in _rows(islice(_lines(text), _TRIED), candidate) if any(map(str.strip, row))]
        except csv.Error:
            continue
        filled = [len(row) for row in rows if len(row) > 1]
        if len(filled) < 2:
            continue
        width, _ = Counter(filled).most_common(1)[0]
        # rows of a table end where their last filled column ends, or are all of one length
        near = sum(1 for count in filled if abs(count - width) <= 1 or count > 2)
        share = near / len(rows)
        # prose has commas too, but blanks or words in any number between them
        prose = sum(len(cell) > 60 for row in rows for cell in row) * 4 > sum(map(len, rows))
        if share >= 0.6 and not prose and (best is None or (share, width) > best[:2]):
            best = (share, width, candidate)
    return best[2] if best else None


def read(path: Path, limits: Limits) -> list[Sheet]:
    """Raises DamagedFile, TooManyCells."""
    text = decoded(path.read_bytes())
    mark = separator(text) if text is not None else None
    if text is None or mark is None:
        raise DamagedFile()
    sheet = Sheet("")
    try:
        for number, row in enumerate(_rows(_lines(text.replace("\x1a", "")), mark)):
            for column, value in enumerate(row):
                shown, forced = _unforced(value)
                if not shown.strip():
                    continue
                if len(sheet.cells) >= limits.max_cells or number >= ROWS or column >= COLUMNS:
                    raise TooManyCells(limit=limits.max_cells)
                number_like = not forced and _is_number(shown)
                sheet.cells[number, column] = Filled(
                    shown.replace("\r\n", "\n").strip("\r\n"), "right" if number_like else "left", 11.0, number_like
                )
    except csv.Error as error:
        raise DamagedFile() from error
    if sheet.cells and not text.endswith(("\n", "\r", "\x1a", '"', mark)):
        sheet.cut.add(max(sheet.cells))  # a file cut off ends so too, in the middle of a number
    return [sheet]


def _unforced(value: str) -> tuple[str, bool]:
    """``="001"`` and ``001\\t`` are how exports keep a spreadsheet from taking a code for a number."""
    plain = value.strip("\t ")
    if plain.startswith('="') and plain.endswith('"') and len(plain) > 3:
        return plain[2:-1], True
    return value.strip("\t"), value != value.strip("\t")


def _is_number(text: str) -> bool:
    plain = text.strip().strip("()-+¥￥%").replace(",", "")
    return bool(plain) and plain.replace(".", "", 1).isdecimal()


def _lines(text: str) -> Iterator[str]:
    return iter(io.StringIO(text, newline=""))


def _rows(lines: Iterable[str], mark: str) -> Iterable[list[str]]:
    csv.field_size_limit(_FIELD)
    return csv.reader(lines, delimiter=mark, skipinitialspace=False, strict=False)
