"""Tables: from a page's words and drawn lines to rows of cells, each with its words and so its boxes.

``tables_of(page)`` finds every table of one page, ruled or not, from a text layer or from OCR alike;
``stream(document)`` gives the rows of all tables and the lines of text between them in reading order.
"""

from __future__ import annotations

from extractors.tables.find import tables_of
from extractors.tables.grid import Cell, Table
from extractors.tables.stream import Line, Row, stream

__all__ = ["Cell", "Line", "Row", "Table", "stream", "tables_of"]
