"""How much of an untrusted file is worth reading, checked before anything is decoded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file. Each is checked from headers first, so that a bomb costs nothing."""

    #: bytes of the file; a 60-page colour scan at 300 dpi is about 30 MB
    max_bytes: int = 50_000_000
    #: pages of a PDF or TIFF; the longest paper of such a case (a yearly report) has about 250
    max_pages: int = 300
    #: pixels of one image, also of an image placed on a PDF page; 100 million is A3 at 600 dpi and 300 MB decoded
    max_pixels: int = 100_000_000
    #: points along the longer side of a page; 3,370 is A0, 14,400 the most that PDF 1.x allows
    max_page_points: float = 7_200.0
    #: bytes that the parts read of a zipped format may unpack to; a roster of 20,000 rows has about 30 MB of XML
    max_unpacked_bytes: int = 120_000_000
    #: filled cells of a spreadsheet, all sheets together; a roster of 20,000 persons with 10 columns
    max_cells: int = 200_000


DEFAULT_LIMITS = Limits()
