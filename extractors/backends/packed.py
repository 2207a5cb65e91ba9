"""Zipped formats (XLSX, OFD): parts read one by one, each bounded before it is unpacked."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from extractors.errors import DamagedFile, EncryptedFile, UnpacksTooLarge
from extractors.limits import Limits

#: bytes of a package's table of contents; a workbook or document of 300 pages has some 100 KB
_CONTENTS = 4_000_000
_END = b"PK\x05\x06"
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError)


def names(stream: BinaryIO) -> list[str]:
    """Names of the parts, as stored. Raises DamagedFile, UnpacksTooLarge."""
    _check_contents(stream)
    try:
        with zipfile.ZipFile(stream) as archive:
            return [info.filename for info in archive.infolist()]
    except _BROKEN as error:
        raise DamagedFile() from error


def _check_contents(stream: BinaryIO) -> None:
    """A table of contents is read whole by whoever opens the file: its stated size comes first."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 65_557))  # the record's 22 bytes and the longest comment
    tail = stream.read()
    at = tail.rfind(_END)
    stream.seek(0)
    if at < 0 or len(tail) < at + 16:
        raise DamagedFile()
    stated = int.from_bytes(tail[at + 12 : at + 16], "little")
    if stated > _CONTENTS:
        raise UnpacksTooLarge(bytes=stated, limit=_CONTENTS)


class Package:
    """Parts by their path. Paths are compared without case and with ``/``, as programs that write them are careless."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._archive = archive
        self._left = self._limit = limits.max_unpacked_bytes
        self._counted: set[str] = set()
        self._parts = {_plain(_named(info)): info for info in archive.infolist() if not info.is_dir()}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._parts)

    def __contains__(self, path: str) -> bool:
        return _plain(path) in self._parts

    def read(self, path: str) -> bytes:
        """The bytes of a part. Raises KeyError where there is none, EncryptedFile, DamagedFile, UnpacksTooLarge."""
        return b"".join(self.chunks(path))

    def chunks(self, path: str) -> Iterator[bytes]:
        """The same in pieces of 64 KB at most."""
        name = _plain(path)
        info = self._parts[name]
        again = name in self._counted  # a template is read for every page; it counts once
        self._counted.add(name)
        if info.flag_bits & 1:
            raise EncryptedFile()
        if not again and info.file_size > self._left:
            raise UnpacksTooLarge(bytes=info.file_size, limit=self._limit)
        try:
            with self._archive.open(info) as part:
                while piece := part.read(65_536):
                    self._left -= 0 if again else len(piece)
                    if self._left < 0:
                        raise UnpacksTooLarge(bytes=self._limit - self._left, limit=self._limit)
                    yield piece
        except _BROKEN as error:
            raise DamagedFile() from error

    def resolve(self, target: str, base: str) -> str | None:
        """The part that ``target`` names in the part ``base``: beside it, or from the root; None where there is none.

        A target is relative to the part that names it unless it begins with ``/``; some writers mean the root.
        """
        target = target.strip().replace("\\", "/")
        beside = posixpath.join(posixpath.dirname(base.replace("\\", "/")), target)
        for candidate in (target if target.startswith("/") else beside, target):
            for spelt in (candidate, unquote(candidate)):
                if spelt in self:
                    return _plain(spelt)
        return None


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[Package]:
    """Raises DamagedFile, UnpacksTooLarge."""
    with path.open("rb") as stream:
        _check_contents(stream)
        try:
            archive = zipfile.ZipFile(stream)
        except _BROKEN as error:
            raise DamagedFile() from error
        with archive:
            yield Package(archive, limits)


#: of a part's flags: its name is UTF-8; without it the format means a code page of 1981, and writers mean their own
_UTF8 = 0x800


def _named(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _UTF8 or info.filename.isascii():
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return info.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return info.filename


def _plain(path: str) -> str:
    return posixpath.normpath("/" + path.replace("\\", "/")).lstrip("/").lower()
