"""Bad input ends in one typed error with its data, from headers alone, and soon."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from extractors import errors
from extractors.limits import Limits
from extractors.reader import read
from extractors.render import render
from tests import badfiles
from tests.reading.pages import jpeg, pdf_with

EXPECTED: dict[Callable[[Path], Path], type[errors.UnreadableFile]] = {
    badfiles.empty_file: errors.EmptyFile,
    badfiles.unknown_extension: errors.UnknownFormat,
    badfiles.text_called_pdf: errors.UnknownFormat,
    badfiles.truncated_pdf: errors.DamagedFile,
    badfiles.truncated_jpeg: errors.DamagedFile,
    badfiles.encrypted_pdf: errors.EncryptedFile,
    badfiles.no_pages_pdf: errors.NoPages,
    badfiles.many_pages_pdf: errors.TooManyPages,
    badfiles.wide_page_pdf: errors.PageTooLarge,
    badfiles.huge_image: errors.TooManyPixels,
    badfiles.image_bomb: errors.TooManyPixels,
    badfiles.image_bomb_in_pdf: errors.TooManyPixels,
    badfiles.over_limit_file: errors.TooLarge,
}


@pytest.mark.parametrize("make", EXPECTED, ids=lambda make: make.__name__)
def test_each_bad_file_has_its_error(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path)
    start = time.monotonic()
    with pytest.raises(EXPECTED[make]) as caught:
        read(path)
    assert caught.type is EXPECTED[make]
    assert time.monotonic() - start < 30


def test_an_error_carries_what_its_message_needs(tmp_path: Path) -> None:
    with pytest.raises(errors.TooManyPages) as pages:
        read(badfiles.many_pages_pdf(tmp_path))
    assert pages.value.data == {"pages": 500, "limit": Limits().max_pages}
    with pytest.raises(errors.TooManyPixels) as pixels:
        read(badfiles.huge_image(tmp_path))
    assert pixels.value.data == {"width": 20_000, "height": 20_000, "limit": Limits().max_pixels}


def test_no_pages_after_an_encrypted_file_is_still_no_pages(tmp_path: Path) -> None:
    """PDFium keeps the last error of the process; it must not stick to the next file."""
    with pytest.raises(errors.EncryptedFile):
        read(badfiles.encrypted_pdf(tmp_path))
    with pytest.raises(errors.NoPages):
        read(badfiles.no_pages_pdf(tmp_path))


def test_an_empty_user_password_opens_by_itself(tmp_path: Path) -> None:
    assert read(badfiles.owner_locked_pdf(tmp_path)).pages[0].words


def test_the_bytes_decide_not_the_name(tmp_path: Path) -> None:
    document = read(badfiles.wrong_extension(tmp_path))
    assert document.media_type == "image/png" and document.pages[0].words == ()


def test_noise_for_content_is_an_empty_page_or_an_error(tmp_path: Path) -> None:
    try:
        pages = read(badfiles.broken_stream_pdf(tmp_path)).pages
    except errors.DamagedFile:
        return
    assert all(not page.words for page in pages)


def test_a_cut_off_pdf_gives_the_pages_that_are_whole(tmp_path: Path) -> None:
    """The pages that arrived are worth having; PDFium finds them without the table at the end."""
    data = badfiles.pdf_bytes(3, text="rent")
    path = tmp_path / "cut.pdf"
    path.write_bytes(data[: data.rindex(b"xref\n0")])
    document = read(path)
    assert [w.text for p in document.pages for w in p.words] == ["rent", "1", "rent", "2", "rent", "3"]


def test_junk_before_and_after_a_pdf_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "mail.pdf"
    path.write_bytes(b"\r\n\r\n" + badfiles.pdf_bytes(1) + bytes(3_000_000))
    start = time.monotonic()
    assert [w.text for w in read(path).pages[0].words] == ["page", "1"]
    assert time.monotonic() - start < 5


def test_limits_are_the_callers(tmp_path: Path) -> None:
    two = badfiles.sound_pdf(tmp_path, pages=2)
    assert len(read(two, limits=Limits(max_pages=2)).pages) == 2
    with pytest.raises(errors.TooManyPages):
        read(two, limits=Limits(max_pages=1))
    with pytest.raises(errors.TooLarge):
        read(two, limits=Limits(max_bytes=100))
    with pytest.raises(errors.PageTooLarge):
        read(two, limits=Limits(max_page_points=500))


def test_a_tiff_with_too_many_frames_or_cut_off(tmp_path: Path) -> None:
    frames = [Image.new("L", (64, 64), 255) for _ in range(5)]
    path = tmp_path / "five.tif"
    frames[0].save(path, save_all=True, append_images=frames[1:])
    document = read(path)
    assert document.media_type == "image/tiff" and len(document.pages) == 5
    with pytest.raises(errors.TooManyPages):
        read(path, limits=Limits(max_pages=4))
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(errors.DamagedFile):
        read(path)


def test_an_image_within_a_pdf_counts_like_one_alone(tmp_path: Path) -> None:
    image = tmp_path / "scan.jpg"
    image.write_bytes(jpeg(Image.new("RGB", (1200, 1600), "white")))
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf_with(lambda c: c.drawImage(str(image), 0, 0, 400, 300)))
    with pytest.raises(errors.TooManyPixels):
        read(path, limits=Limits(max_pixels=1_000_000))


def test_rendering_refuses_what_reading_refuses(tmp_path: Path) -> None:
    for make in (badfiles.empty_file, badfiles.text_called_pdf, badfiles.encrypted_pdf, badfiles.huge_image):
        with pytest.raises(EXPECTED[make]):
            render(make(tmp_path), 1)


def test_a_rendering_never_has_more_pixels_than_its_limit(tmp_path: Path) -> None:
    from extractors.render import MAX_RENDER_PIXELS

    pdf = pdfium.PdfDocument.new()
    pdf.new_page(7000, 7000)
    out = io.BytesIO()
    pdf.save(out)
    path = tmp_path / "large.pdf"
    path.write_bytes(out.getvalue())
    picture = render(path, 1, dpi=600)
    assert picture.width * picture.height <= MAX_RENDER_PIXELS * 1.01
