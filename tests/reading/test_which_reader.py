"""Which pages are believed to have a text layer, and what stands behind the answer."""

from __future__ import annotations

from extractors.backends.glyphs import TextLayer
from extractors.reader import _why_not_text


def layer(**changes: object) -> TextLayer:
    plain: dict[str, object] = {
        "words": (),
        "rulings": (),
        "characters": 400,
        "garbled": 0,
        "image_share": 0.0,
        "curves": 0,
    }
    return TextLayer(**{**plain, **changes})  # type: ignore[arg-type]


def test_a_page_of_text_is_read_from_its_text_layer() -> None:
    assert _why_not_text(layer()) is None
    assert _why_not_text(layer(image_share=0.9)) is None  # a certificate printed on a picture
    assert _why_not_text(layer(characters=12)) is None  # a last page with a signature line


def test_a_page_without_believable_text_is_looked_at() -> None:
    assert _why_not_text(None) == "garbled_text"
    assert _why_not_text(layer(characters=0)) == "no_text"
    assert _why_not_text(layer(garbled=80)) == "garbled_text"
    assert _why_not_text(layer(characters=12, image_share=0.9)) == "mostly_image"
    assert _why_not_text(layer(characters=12, curves=3000)) == "mostly_image"


def test_a_few_private_bullets_do_not_make_a_page_garbled() -> None:
    assert _why_not_text(layer(garbled=8)) is None
