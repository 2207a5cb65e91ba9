"""References of a PDF that lead in a circle, cut: pdfminer follows an object that is a reference to itself for ever."""

from __future__ import annotations

from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFObjectNotFound
from pdfminer.pdftypes import PDFObjRef

_one = PDFDocument.getobj


def _followed(document: Any, number: int) -> Any:
    """The object of a number, through references to references. Raises PDFObjectNotFound for a circle of them."""
    seen = {number}
    found = _one(document, number)
    while isinstance(found, PDFObjRef):
        if found.objid in seen:
            raise PDFObjectNotFound(number)
        seen.add(found.objid)
        found = _one(document, found.objid)
    return found


def cut_circles() -> None:
    """Has every document of this process read so; pdfplumber makes its documents itself and takes no other."""
    PDFDocument.getobj = _followed  # type: ignore[method-assign, assignment]
