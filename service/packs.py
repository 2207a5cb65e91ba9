"""``/api/v1/packs``: what a case is judged by, and the notice's own text."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for

from rules.model import Pack
from service.app import parts
from service.errors import fail

blueprint = Blueprint("packs", __name__, url_prefix="/api/v1/packs")


def _line(pack: Pack) -> dict[str, Any]:
    return {
        "name": pack.name,
        "version": pack.version,
        "title": asdict(pack.title),
        "document_number": pack.document_number,
        "href": url_for("packs.show", name=pack.reference),
    }


@blueprint.get("")
def index() -> Response:
    return jsonify({"packs": [_line(parts().packs.named(name)) for name in parts().packs.names()]})


@blueprint.get("/<name>")
def show(name: str) -> Response:
    """Scope, vocabulary and measures of a pack: ``name`` in its newest version, or ``name@version``."""
    pack = parts().packs.named(name)
    start, end = pack.effective
    body = {
        **_line(pack),
        "content_hash": pack.content_hash,
        "authority": asdict(pack.authority),
        "jurisdiction": asdict(pack.jurisdiction),
        "issued": pack.issued.isoformat(),
        "effective": {"from": start.isoformat(), "to": end.isoformat() if end else None},
        "scope": asdict(pack.scope),
        "not_covered": asdict(pack.not_covered),
        "versions": parts().packs.versions(pack.name),
        "notice": url_for("packs.notice", name=pack.reference),
        "measures": [
            {"id": m.id, "clause": m.clause, "title": asdict(m.title), "outcome": m.outcome, "over": m.over}
            for m in pack.measures.values()
        ],
        "facts": [
            {
                "name": spec.name,
                "type": spec.type.value,
                "label": asdict(spec.label),
                "choices": {value: asdict(label) for value, label in spec.choices.items()},
                "from": [asdict(source) for source in spec.sources],
                "attest": spec.attest,
                "declare": spec.declare,
                "derived": spec.derived,
            }
            for spec in pack.facts.values()
        ],
    }
    return _named(jsonify(body), pack)


@blueprint.get("/<name>/notice")
def notice(name: str) -> Response:
    """The notice's text and the character span of each clause; with ``?clause=N`` that clause alone."""
    pack = parts().packs.named(name)
    clauses = pack.notice.clauses
    wanted = request.args.get("clause")
    if wanted is not None and wanted not in clauses:
        raise fail("clause.unknown", clause=wanted[:20])
    spans = [
        {"clause": c.number, "start": c.start, "end": c.end}
        for c in clauses.values()
        if wanted is None or c.number == wanted
    ]
    text = pack.notice.text if wanted is None else pack.notice.text[clauses[wanted].start : clauses[wanted].end]
    body = {"pack": pack.reference, "document_number": pack.document_number, "text": text, "clauses": spans}
    return _named(jsonify(body), pack)


def _named(answer: Response, pack: Pack) -> Response:
    answer.headers["Huiqi-Pack"] = pack.reference
    return answer
