"""Broken files made from sound ones. Each maker takes the bytes and a source of chance, and gives other bytes.

``BLIND`` ones know nothing of the format and may change what the file says. Those of a format break its structure
and put in no text: what can still be read after them is what the sound file says.
"""

from __future__ import annotations

import io
import random
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence

Mutation = Callable[[bytes, random.Random], bytes]


def _place(data: bytes | bytearray, chance: random.Random) -> int:
    return chance.randrange(max(1, len(data)))


# -- whatever the format ---------------------------------------------------------------------------------------------


def cut_off(data: bytes, chance: random.Random) -> bytes:
    return data[: _place(data, chance)]


def head_lost(data: bytes, chance: random.Random) -> bytes:
    return data[chance.randrange(1, max(2, len(data) // 3)) :]


def bits_flipped(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 3, 30))):
        out[_place(out, chance)] ^= 1 << chance.randrange(8)
    return bytes(out)


def bytes_replaced(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 5, 50))):
        out[_place(out, chance)] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, 0x20, chance.randrange(256)))
    return bytes(out)


def block_removed(data: bytes, chance: random.Random) -> bytes:
    at, size = _place(data, chance), chance.choice((1, 16, 512, 4096))
    return data[:at] + data[at + size :]


def block_repeated(data: bytes, chance: random.Random) -> bytes:
    at, size = _place(data, chance), chance.choice((1, 16, 512, 4096))
    return data[: at + size] + data[at : at + size] * chance.choice((1, 50)) + data[at + size :]


def blocks_swapped(data: bytes, chance: random.Random) -> bytes:
    if len(data) < 4:
        return data
    a, b, c = sorted(chance.sample(range(len(data)), 3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def zeros_inside(data: bytes, chance: random.Random) -> bytes:
    at, size = _place(data, chance), chance.choice((4, 64, 2048))
    return data[:at] + bytes(size) + data[at + size :]


def numbers_blown_up(data: bytes, chance: random.Random) -> bytes:
    """Four bytes that may be a length, a count or a size, as large as they go."""
    at = _place(data, chance)
    return data[:at] + chance.choice((b"\xff" * 4, b"\x7f\xff\xff\xff", b"\0\0\0\x80", b"\x80\0\0\0")) + data[at + 4 :]


BLIND: Sequence[Mutation] = (
    cut_off, head_lost, bits_flipped, bytes_replaced, block_removed, block_repeated, blocks_swapped, zeros_inside,
    numbers_blown_up,
)  # fmt: skip


# -- PDF -------------------------------------------------------------------------------------------------------------


def _rewritten(pattern: bytes, *others: bytes) -> Mutation:
    """One of ``others`` in the place of the pattern's first or of all its finds."""

    def change(data: bytes, chance: random.Random) -> bytes:
        other = chance.choice(others)
        return re.sub(pattern, lambda _: other, data, count=chance.choice((0, 1)))

    change.__name__ = "pdf " + pattern.decode("latin-1")[:24]
    return change


def _first_page(data: bytes) -> bytes:
    """``N 0 R`` of the first page in a PDF whose objects stand open."""
    kids = re.search(rb"/Kids\s*\[\s*(\d+ \d+ R)", data)
    return kids[1] if kids else b"3 0 R"


def page_tree_loop(data: bytes, chance: random.Random) -> bytes:
    """The tree of pages holds itself."""
    tree = re.search(rb"/Pages (\d+ \d+ R)", data)
    kids = b" ".join([tree[1] if tree else b"2 0 R"] * chance.choice((1, 3)) + [_first_page(data)])
    return re.sub(rb"/Kids\s*\[[^\]]*\]", lambda _: b"/Kids [ " + kids + b" ]", data)


def same_page_often(data: bytes, chance: random.Random) -> bytes:
    kids = b" ".join([_first_page(data)] * chance.choice((2, 20)))
    return re.sub(rb"/Kids\s*\[[^\]]*\]", lambda _: b"/Kids [ " + kids + b" ]", data)


def form_in_itself(data: bytes, _: random.Random) -> bytes:
    """Every page draws a form that draws itself; the table of objects is left out, as after a repair."""
    body = b"q /Fx Do /Fx Do Q"
    form = (
        b"9001 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << /XObject << /Fx 9001 0 R >> "
        b">> /Length %d >>\nstream\n%s\nendstream\nendobj\n9002 0 obj\n<< /Length 6 >>\nstream\n/Fx Do\nendstream\n"
        b"endobj\n" % (len(body), body)
    )
    data = re.sub(rb"/Contents (\d+ \d+ R)", rb"/Contents [ \1 9002 0 R ]", data)
    data = re.sub(rb"/Resources\s*<<", b"/Resources << /XObject << /Fx 9001 0 R >> ", data)
    at = data.rfind(b"xref\n0")
    return data[:at] + form + data[data.rfind(b"trailer") :]


def _drawing(data: bytes, entry: bytes, thing: bytes, drawn: bytes) -> bytes:
    """Every page with ``entry`` among its resources, object 9001 as it, and ``drawn`` instead of its own drawing."""
    data = re.sub(rb"/Resources\s*<<", lambda _: b"/Resources << " + entry, data)
    data = re.sub(rb"/Contents \d+ \d+ R", b"/Contents 9002 0 R", data)
    page = b"9002 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(drawn), drawn)
    return data[: data.rfind(b"xref\n0")] + thing + page + data[data.rfind(b"trailer") :]


def pattern_in_itself(data: bytes, _: random.Random) -> bytes:
    """A pattern that is filled with itself."""
    body = b"/Pattern cs /P scn 0 0 9 9 re f /P scn 0 0 5 5 re f"
    pattern = (
        b"9001 0 obj\n<< /Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 1 /YStep 1 "
        b"/Resources << /Pattern << /P 9001 0 R >> >> /Length %d >>\nstream\n%s\nendstream\nendobj\n"
    ) % (len(body), body)
    return _drawing(data, b"/Pattern << /P 9001 0 R >> ", pattern, b"/Pattern cs /P scn 0 0 300 300 re f")


def forms_upon_forms(data: bytes, _: random.Random) -> bytes:
    """A dozen forms, each of which draws the next ten times."""
    forms = b"".join(
        b"%d 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F %d 0 R >> >> "
        b"/Length 60 >>\nstream\n%s\nendstream\nendobj\n" % (number, number + 1, b"/F Do " * 10)
        for number in (9001, *range(9003, 9014))
    ).replace(b"/F 9002 0 R", b"/F 9003 0 R")
    return _drawing(data, b"/XObject << /F 9001 0 R >> ", forms, b"/F Do")


def instructions_packed(data: bytes, chance: random.Random) -> bytes:
    """A page's instructions packed a thousandfold, once or twice."""
    times = chance.choice((1, 2))
    packed = b" " * 130_000_000
    for _ in range(times):
        packed = zlib.compress(packed)
    content = b"9001 0 obj\n<< /Filter [ %s ] /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        b"/FlateDecode " * times, len(packed), packed,
    )  # fmt: skip
    data = re.sub(rb"/Contents \d+ \d+ R", b"/Contents 9001 0 R", data)
    return data[: data.rfind(b"xref\n0")] + content + data[data.rfind(b"trailer") :]


def contents_repeated(data: bytes, _: random.Random) -> bytes:
    """A page of a hundred thousand pieces, all the same."""
    return re.sub(rb"/Contents (\d+ \d+ R)", lambda m: b"/Contents [ " + (m[1] + b" ") * 100_000 + b"]", data)


#: what would draw more than any machine holds; each always ends the same
PDF_BOMBS: Sequence[Mutation] = (
    form_in_itself,
    pattern_in_itself,
    forms_upon_forms,
    instructions_packed,
    contents_repeated,
)


def reference_to_itself(data: bytes, chance: random.Random) -> bytes:
    """An object that is nothing but a reference to itself, in the place of one that matters."""
    key = chance.choice((rb"/MediaBox \[[^\]]*\]", rb"/Font \d+ \d+ R", rb"/Length \d+", rb"/Kids \[[^\]]*\]"))
    name = key.split(b" ")[0]
    data = re.sub(key, lambda _: name + b" 9001 0 R", data)
    return data[: data.rfind(b"xref\n0")] + b"9001 0 obj\n9001 0 R\nendobj\n" + data[data.rfind(b"trailer") :]


PDF: Sequence[Mutation] = (
    reference_to_itself,
    page_tree_loop,
    same_page_often,
    _rewritten(rb"/MediaBox \[[^\]]*\]", b"/MediaBox [ 0 0 1e30 1e30 ]", b"/MediaBox [ 0 0 0 0 ]",
               b"/MediaBox [ nan 0 inf 842 ]", b"/MediaBox [ 595 842 0 0 ]", b"/MediaBox [ 0 0 ]", b"/MediaBox 5",
               b"/MediaBox [ -99999 -99999 -99000 -99000 ]", b"", b"/MediaBox [ (a) /B null 1 ]"),
    _rewritten(rb"/Rotate -?\d+", b"/Rotate 45", b"/Rotate -90", b"/Rotate 99999999999999999999", b"/Rotate /N",
               b"/Rotate 1e9", b"/Rotate 90.5", b"/Rotate [ 90 ]", b"/Rotate 180"),
    _rewritten(rb"/BaseFont /\S+", b"/BaseFont /", b"", b"/BaseFont 7"),
    _rewritten(rb"/DescendantFonts \[[^\]]*\]", b"/DescendantFonts [ ]", b"", b"/DescendantFonts [ 1 0 R ]"),
    _rewritten(rb"/Type /Page\b", b"/Type /Pages", b"/Type /Catalog", b""),
    _rewritten(rb"/Kids", b"/Kidz", b"/Kids null /X"),
    _rewritten(rb"/Count \d+", b"/Count 2147483647", b"/Count -1", b"/Count 99999999999999999999", b"/Count /N"),
    _rewritten(rb"/Length \d+", b"/Length 0", b"/Length 999999999", b"/Length -5", b"/Length 1 0 R", b""),
    _rewritten(rb"/Filter \[[^\]]*\]", b"/Filter [ /LZWDecode ]", b"/Filter /Nothing", b"/Filter 3", b""),
    _rewritten(rb"/Font \d+ \d+ R", b"/Font 999 0 R", b"/Font null", b"/Font 1 0 R", b""),
    _rewritten(rb"/Contents \d+ \d+ R", b"/Contents 999 0 R", b"/Contents [ 1 0 R 2 0 R ]", b"/Contents 1 0 R"),
    _rewritten(rb"/Size \d+", b"/Size 1", b"/Size 4294967296", b"/Size -1"),
    _rewritten(rb"startxref\s+\d+", b"startxref\n0", b"startxref\n99999999999", b"startxref\n-1", b""),
    _rewritten(rb"/Root \d+ \d+ R", b"/Root 999 0 R", b"", b"/Root /Catalog"),
    _rewritten(rb"%PDF-1\.\d", b"%PDF-9.9", b"%PDF-"),
)  # fmt: skip


# -- zipped formats --------------------------------------------------------------------------------------------------


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes], *more: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # of duplicate names, which are meant
        for name, data in (*parts.items(), *more):
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _in_part(change: Mutation, *, named: str) -> Mutation:
    """A mutation of one part inside the archive."""

    def inside(data: bytes, chance: random.Random) -> bytes:
        parts = unzipped(data)
        name = chance.choice(sorted(parts))
        return zipped({**parts, name: change(parts[name], chance)})

    inside.__name__ = f"{named} inside the archive"
    return inside


def entities(data: bytes, chance: random.Random) -> bytes:
    """A document type: entities that grow, or that name another file."""
    grow = b'<!DOCTYPE a [<!ENTITY l "lol">' + b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&l%s;" % (b"" if n == 1 else b"%d" % (n - 1)) * 10) for n in range(1, 10)
    )
    named = b'<!DOCTYPE a [<!ENTITY l9 SYSTEM "file:///dev/zero">'
    body = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", data)
    return chance.choice((grow, named)) + b"]>" + re.sub(rb"(<[^!?/][^>]*[^/]>)", rb"\1&l9;", body, count=1)


def references_lost(data: bytes, chance: random.Random) -> bytes:
    """What names another part or object names one that is not there, itself, or nonsense."""
    wrong = chance.choice((b"99999", b"-1", b"", b"../../../../etc/passwd", b"/", b"1" * 400, b"A\xc3\x97"))
    keys = rb'((?<![\w:])(?:BaseLoc|ResourceID|TemplateID|Target|r:id|Id|ID|s|r|t|ref|Font|sheetId)=")[^"]*'
    return re.sub(keys, lambda m: m[1] + wrong, data, count=chance.choice((0, 1, 2)))


def numbers_odd(data: bytes, chance: random.Random) -> bytes:
    """Sizes, matrices and widths that are none; no text is touched, for text stands in no attribute."""
    odd = chance.choice((b"NaN", b"inf", b"1e308", b"-1e308", b"0", b"", b"9" * 30, b"1e-300", b"0x10"))
    keys = rb'((?<![\w:])(?:Size|Boundary|CTM|DeltaX|DeltaY|X|Y|width|ht|min|max|customWidth|numFmtId|sz|val)=")[^"]*'
    return re.sub(keys, lambda m: m[1] + odd, data, count=chance.choice((0, 1, 3)))


def deeply_nested(data: bytes, chance: random.Random) -> bytes:
    depth = chance.choice((200, 20_000))
    at = data.rfind(b"</")
    return data[:at] + b"<g>" * depth + b"</g>" * depth + data[at:]


def duplicate_names(data: bytes, chance: random.Random) -> bytes:
    parts = unzipped(data)
    name = chance.choice(sorted(parts))
    return zipped(parts, (name, b""), (name.upper(), parts[name]))


def outside_names(data: bytes, chance: random.Random) -> bytes:
    """Names that lead out of the archive, and one that is absolute."""
    parts = unzipped(data)
    odd = chance.choice(("../../../../tmp/huiqi-was-here", "/etc/huiqi", "C:\\huiqi", "a/../../b", "\u202egpj.exe"))
    name = chance.choice(sorted(parts))
    return zipped({(odd if key == name else key): value for key, value in parts.items()}, (odd, b"x"))


def bomb(data: bytes, chance: random.Random) -> bytes:
    """A part that unpacks to far more than is read."""
    parts = unzipped(data)
    name = chance.choice(sorted(parts))
    return zipped({**parts, name: parts[name][:200] + b" " * 125_000_000})


def part_lost(data: bytes, chance: random.Random) -> bytes:
    parts = unzipped(data)
    parts.pop(chance.choice(sorted(parts)))
    return zipped(parts)


def sizes_lie(data: bytes, chance: random.Random) -> bytes:
    """The archive's directory states other sizes than the parts have."""
    out, at = bytearray(data), -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        struct.pack_into("<I", out, at + chance.choice((20, 24, 42)), chance.choice((0, 1, 2**31, 2**32 - 1)))
    return bytes(out)


ZIPPED: Sequence[Mutation] = (
    _in_part(entities, named="entities"), _in_part(references_lost, named="references lost"),
    _in_part(numbers_odd, named="odd numbers"), _in_part(deeply_nested, named="nesting"),
    _in_part(cut_off, named="cut off"), duplicate_names, outside_names, part_lost, sizes_lie, bomb,
)  # fmt: skip
#: what a file says may change in these, as in the blind ones
ZIPPED_BLIND: Sequence[Mutation] = (
    _in_part(bits_flipped, named="bits flipped"), _in_part(block_removed, named="block removed"),
    _in_part(block_repeated, named="block repeated"), _in_part(blocks_swapped, named="blocks swapped"),
)  # fmt: skip


# -- pictures --------------------------------------------------------------------------------------------------------


def png_header(data: bytes, chance: random.Random) -> bytes:
    """Another width, height, depth or colour than the pixels have, with a checksum that agrees."""
    fields = list(struct.unpack(">IIBBBBB", data[16:29]))
    fields[chance.randrange(7)] = chance.choice((0, 1, 7, 16, 255))
    if chance.random() < 0.5:
        fields[chance.randrange(2)] = chance.choice((0, 1, 5_000, 200_000, 2**31 - 1))
    header = b"IHDR" + struct.pack(">IIBBBBB", *fields)
    return data[:12] + header + struct.pack(">I", zlib.crc32(header)) + data[33:]


def jpeg_header(data: bytes, chance: random.Random) -> bytes:
    """Another height, width or number of components in the frame's header."""
    at = next((at for mark in (b"\xff\xc0", b"\xff\xc2") if (at := data.find(mark)) >= 0), 0)
    out = bytearray(data)
    struct.pack_into(">H", out, at + chance.choice((5, 7)), chance.choice((0, 1, 65_500, 65_535)))
    if chance.random() < 0.3:
        out[at + 9] = chance.choice((0, 2, 255))
    return bytes(out)


def tiff_entry(data: bytes, chance: random.Random) -> bytes:
    """An entry of the first directory with another type, count or value; or a directory that follows itself."""
    out = bytearray(data)
    start = struct.unpack_from("<I", out, 4)[0]
    count = struct.unpack_from("<H", out, start)[0]
    if chance.random() < 0.2:
        struct.pack_into("<I", out, start + 2 + 12 * count, start)
        return bytes(out)
    entry = start + 2 + 12 * chance.randrange(max(1, count))
    struct.pack_into("<I", out, entry + chance.choice((4, 8)), chance.choice((0, 2, 99_999, 2**31, 2**32 - 1)))
    return bytes(out)


# -- tables written as text ------------------------------------------------------------------------------------------


def nuls_inside(data: bytes, chance: random.Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + b"\0" * chance.choice((1, 1000)) + data[at:]


def endless_line(data: bytes, chance: random.Random) -> bytes:
    """A line of a million columns, empty or not."""
    return data + chance.choice((b",", b"1,", b"\t")) * 1_000_000 + b"\n"


def endless_cell(data: bytes, chance: random.Random) -> bytes:
    return data + b'"' + chance.choice((b"1", b" ", b"_", b"(")) * chance.choice((30_000, 400_000))


def mixed_encodings(data: bytes, chance: random.Random) -> bytes:
    return data + "甲方,乙方,電話\n".encode(chance.choice(("gbk", "utf-8", "utf-16", "shift_jis"))) * 3


def quotes_open(data: bytes, chance: random.Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + b'"' + data[at:]


CSV: Sequence[Mutation] = (nuls_inside, endless_line, endless_cell, mixed_encodings, quotes_open)
