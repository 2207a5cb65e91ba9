"""Makers of bad input: each function writes one bad file into a folder and gives its path.

Plain Python and the project's own development libraries; nothing here needs a font or a sample.
Each maker's first line says what is wrong with the file and which error code reading it should give.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

#: a user password no reader is told
PASSWORD = "huiqi-sample"  # noqa: S105

#: points in ten metres: 10 m / 0.0254 m * 72
TEN_METRES = 10 / 0.0254 * 72

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def _write(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path


def pdf_bytes(
    pages: int = 1,
    *,
    text: str = "page",
    size: tuple[float, float] = A4,
    encryption: StandardEncryption | None = None,
) -> bytes:
    """A sound PDF of ``pages`` pages, each with ``text`` and its number; the same bytes every time."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1, encrypt=encryption)
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 12)
        canvas.drawString(72, size[1] - 72, f"{text} {number}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def sound_pdf(folder: Path, name: str = "sound.pdf", pages: int = 1) -> Path:
    """Nothing is wrong with it: the neighbour that must still be read."""
    return _write(folder, name, pdf_bytes(pages))


def empty_file(folder: Path, name: str = "empty.pdf") -> Path:
    """0 bytes: file.empty."""
    return _write(folder, name, b"")


def wrong_extension(folder: Path, name: str = "scan.pdf") -> Path:
    """A sound PNG called .pdf: its bytes decide, so it is read as an image."""
    buffer = io.BytesIO()
    Image.new("RGB", (320, 200), "white").save(buffer, "PNG")
    return _write(folder, name, buffer.getvalue())


def unknown_extension(folder: Path, name: str = "contract.docx") -> Path:
    """A zip container, none of the formats read here: file.unknown_format."""
    return _write(folder, name, b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(200))


def text_called_pdf(folder: Path, name: str = "notes.pdf") -> Path:
    """UTF-8 text whose name ends in .pdf: file.unknown_format."""
    return _write(folder, name, "房屋租赁合同\n甲方：北京示例有限公司\n".encode() * 20)


def truncated_pdf(folder: Path, name: str = "truncated.pdf") -> Path:
    """A PDF cut off in the middle of an object, no cross-reference table: file.damaged."""
    data = pdf_bytes(3)
    return _write(folder, name, data[: len(data) // 3])


def broken_stream_pdf(folder: Path, name: str = "broken-stream.pdf") -> Path:
    """The structure is whole, the page's content is noise: file.damaged, or a page without words."""
    data = bytearray(pdf_bytes(1))
    start = data.index(b"stream") + 8
    end = data.index(b"endstream")
    for at in range(start, end):
        data[at] = (data[at] * 7 + at) % 251
    return _write(folder, name, bytes(data))


def truncated_jpeg(folder: Path, name: str = "truncated.jpg") -> Path:
    """A JPEG cut off after a third: file.damaged."""
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((600, 800)).save(buffer, "JPEG", quality=80)
    data = buffer.getvalue()
    return _write(folder, name, data[: len(data) // 3])


def encrypted_pdf(folder: Path, name: str = "encrypted.pdf") -> Path:
    """A PDF that cannot be opened without a user password: file.encrypted."""
    lock = StandardEncryption(PASSWORD, ownerPassword=PASSWORD + "-owner", strength=128)
    return _write(folder, name, pdf_bytes(1, encryption=lock))


def owner_locked_pdf(folder: Path, name: str = "owner-locked.pdf") -> Path:
    """Opens without a password, only printing and copying are forbidden: a viewer shows it, so it is read."""
    lock = StandardEncryption("", ownerPassword=PASSWORD, canPrint=0, canCopy=0, strength=128)
    return _write(folder, name, pdf_bytes(1, encryption=lock))


def _pdf_of(objects: list[bytes]) -> bytes:
    """A PDF file of ``objects``, the first being the catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def no_pages_pdf(folder: Path, name: str = "no-pages.pdf") -> Path:
    """A well-formed PDF whose page tree is empty: file.no_pages."""
    catalogue = b"<< /Type /Catalog /Pages 2 0 R >>"
    return _write(folder, name, _pdf_of([catalogue, b"<< /Type /Pages /Kids [] /Count 0 >>"]))


def many_pages_pdf(folder: Path, name: str = "many-pages.pdf", pages: int = 500) -> Path:
    """500 real pages: file.too_many_pages."""
    return _write(folder, name, pdf_bytes(pages))


def wide_page_pdf(folder: Path, name: str = "wide.pdf") -> Path:
    """One page 10 m wide and as high as A4: file.page_too_large."""
    return _write(folder, name, pdf_bytes(1, size=(TEN_METRES, A4[1])))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _deflated_zeros(total: int) -> Iterator[bytes]:
    """``total`` zero bytes deflated piece by piece, so that making the file costs no memory."""
    packer = zlib.compressobj(9)
    block = bytes(1 << 20)
    whole, rest = divmod(total, len(block))
    for _ in range(whole):
        yield packer.compress(block)
    yield packer.compress(block[:rest])
    yield packer.flush()


def blank_png(folder: Path, name: str, width: int, height: int, *, bits: int = 1, colour: int = 0) -> Path:
    """A sound PNG of zeros; ``colour`` 0 is grey, 2 is RGB; ``bits`` per sample."""
    samples = {0: 1, 2: 3}[colour]
    row = 1 + (width * bits * samples + 7) // 8
    data = b"".join(_deflated_zeros(row * height))
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return _write(
        folder,
        name,
        _PNG_SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b""),
    )


def huge_image(folder: Path, name: str = "huge.png") -> Path:
    """20,000 x 20,000 pixels in about 50 kB: file.too_many_pixels, told from the header."""
    return blank_png(folder, name, 20_000, 20_000)


def image_bomb(folder: Path, name: str = "bomb.png") -> Path:
    """A header that claims 60,000 x 60,000 true-colour pixels (10 GB), with 1 MB of them: file.too_many_pixels."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    data = b"".join(_deflated_zeros(1 << 20))
    return _write(
        folder,
        name,
        _PNG_SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b""),
    )


def image_bomb_in_pdf(folder: Path, name: str = "bomb.pdf", side: int = 12_000) -> Path:
    """An A4 page that draws a 12,000 x 12,000 RGB image (432 MB) deflated to about 0.4 MB.

    The page itself is sound; what must hold is the reader's memory: file.too_many_pixels, or a page without words.
    """
    packed = b"".join(_deflated_zeros(side * side * 3))
    image = (
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB "
        b"/BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
    ) % (side, side, len(packed), packed)
    drawing = b"q 595 0 0 842 0 0 cm /Im Do Q"
    return _write(
        folder,
        name,
        _pdf_of(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                b"/Resources << /XObject << /Im 5 0 R >> >> >>",
                b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
                image,
            ]
        ),
    )


def over_limit_file(folder: Path, name: str = "big.pdf", size: int = 50_000_001) -> Path:
    """A sound PDF followed by zeros up to ``size`` bytes (a sparse file): file.too_large."""
    path = sound_pdf(folder, name)
    with path.open("r+b") as handle:
        handle.truncate(size)
    return path


def same_file_twice(folder: Path) -> tuple[Path, Path]:
    """The same bytes under two names: the second is a duplicate of the first, read once."""
    data = pdf_bytes(1, text="twice")
    return _write(folder, "first.pdf", data), _write(folder, "second.pdf", data)


#: names a client may send; a file system would refuse some of them, so they are for uploads, not for paths
BAD_NAMES: tuple[str, ...] = (
    "../../etc/passwd.pdf",
    "合同/2020/3月.pdf",
    "C:\\Users\\示例\\租赁合同.pdf",
    "租赁合同🏠📄.pdf",
    "长" * 296 + ".pdf",
    "x" * 296 + ".pdf",
    ".pdf",
    "..",
    "line\nbreak\x00nul.pdf",
    '"quoted" <b>bold</b>.pdf',
    " ",
)

#: every single bad file, by what is wrong with it
MAKERS: dict[str, Callable[[Path], Path]] = {
    "empty": empty_file,
    "wrong_extension": wrong_extension,
    "unknown_extension": unknown_extension,
    "text_called_pdf": text_called_pdf,
    "truncated_pdf": truncated_pdf,
    "broken_stream_pdf": broken_stream_pdf,
    "truncated_jpeg": truncated_jpeg,
    "encrypted_pdf": encrypted_pdf,
    "owner_locked_pdf": owner_locked_pdf,
    "no_pages_pdf": no_pages_pdf,
    "many_pages_pdf": many_pages_pdf,
    "wide_page_pdf": wide_page_pdf,
    "huge_image": huge_image,
    "image_bomb": image_bomb,
    "image_bomb_in_pdf": image_bomb_in_pdf,
    "over_limit": over_limit_file,
}
