"""``/api/v1/cases/ID/documents``: further files, one document with its fields, its pages as images."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request, send_file

from extractors.model import Box, Document, Page
from extractors.report import to_report
from service import facts as fact_views
from service import language, pagefiles, records
from service.app import parts
from service.cases import accepted, find, law
from service.errors import fail
from service.intake import add as add_files
from workers.errors import BlobMissing
from workers.records import CaseRecord, DocumentRecord, DocumentState

blueprint = Blueprint("documents", __name__, url_prefix="/api/v1/cases/<case_id>/documents")


def _document(case: CaseRecord, number: int) -> DocumentRecord:
    for one in case.documents:
        if one.number == number:
            return one
    raise fail("document.unknown", case=case.id, number=number)


def _read(record: DocumentRecord) -> Document:
    """What was read of a document. Raises ServiceError ``document.not_read``."""
    document = parts().store.document_read(record.sha256) if record.state == DocumentState.READ else None
    if document is None:
        raise fail("document.not_read", number=record.number, state=record.state.value)
    return document


@blueprint.post("")
def add(case_id: str) -> Response:
    return accepted(add_files(find(case_id)))


@blueprint.get("/<int:number>")
def show(case_id: str, number: int) -> Response:
    """One document with the fields found in it and the reason for each that was not."""
    case = find(case_id)
    record = _document(case, number)
    body = records.document(record, language.current())
    extraction = parts().store.extraction(record.id)
    if extraction is not None:
        body["report"] = to_report(_read(record), extraction)
    answer = jsonify(body)
    answer.headers.extend(law(case))
    return answer


@blueprint.get("/<int:number>/pages/<int:page>.png")
def page(case_id: str, number: int, page: int) -> Response:
    """A page as shown; with ``?fact=ID`` the boxes of that fact on this page are drawn in."""
    case = find(case_id)
    record = _document(case, number)
    document = _read(record)
    shown = next((one for one in document.pages if one.number == page), None)
    if shown is None:
        raise fail("page.unknown", page=page, pages=len(document.pages))
    file = pagefiles.of(record, page)
    try:
        blob = parts().store.blob_path(file.sha256)
    except BlobMissing:
        raise fail("page.unrenderable", page=page) from None
    path = parts().images.page(blob, file.sha256, file.page)
    fact = request.args.get("fact")
    if fact is None:
        answer = send_file(path, mimetype="image/png", conditional=True)
        # the address names the bytes, or the files in their order: what stands there never changes
        if not record.parts or request.args.get("v"):
            answer.headers["Cache-Control"] = "private, max-age=86400, immutable"
        return answer
    boxes = fact_views.boxes(case, fact, record.sha256, page)
    return Response(_drawn(path.read_bytes(), boxes, shown), mimetype="image/png")


def _drawn(png: bytes, boxes: list[Box], page: Page) -> bytes:
    from io import BytesIO

    from PIL import Image

    from extractors.draw import draw

    with Image.open(BytesIO(png)) as image:
        drawn = draw(image, boxes, page)
    out = BytesIO()
    drawn.save(out, format="PNG")
    return out.getvalue()
