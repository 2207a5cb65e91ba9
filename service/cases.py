"""``/api/v1/cases``: a case, its facts, its decisions, what people state about it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for
from werkzeug.datastructures import Headers

from rules.sealing import opened
from service import facts as fact_views
from service import language, records, statements, uploads
from service.app import parts
from service.errors import fail
from service.intake import hand_in, redecide
from workers.errors import UnknownCase
from workers.pipeline import as_of
from workers.records import CaseRecord

blueprint = Blueprint("cases", __name__, url_prefix="/api/v1/cases")
_MOST = 200  #: cases of one list


def find(case_id: str) -> CaseRecord:
    """Raises ServiceError ``case.unknown``."""
    try:
        return parts().store.case(case_id)
    except UnknownCase:
        raise fail("case.unknown", case=case_id[:80]) from None


def law(case: CaseRecord) -> Headers:
    """Headers that name what a case is judged by: the pack with its version, and the as-of date."""
    latest = parts().store.decisions(case.id)
    reference = latest.pack if latest else parts().packs.named(case.pack).reference
    headers = Headers({"Huiqi-Pack": reference, "Huiqi-As-Of": as_of(case).isoformat()})
    if latest:
        headers["Huiqi-Digest"] = latest.digest
    return headers


@blueprint.get("")
def index() -> Response:
    try:
        limit = min(_MOST, max(1, int(request.args.get("limit", "50"))))
    except ValueError:
        raise fail("request.bad") from None
    return jsonify({"cases": [records.case_line(one) for one in parts().store.cases(limit=limit)]})


@blueprint.post("")
def create() -> Response:
    on = uploads.as_of(request.form.get("on"))
    pack = parts().packs.named(request.form.get("pack") or parts().packs.default.name, on)
    applicant = uploads.applicant(request.form.get("applicant"))
    said = statements.declarations(pack, request.form.get("declarations"), applicant)
    case = hand_in(pack, applicant, on, said)
    return accepted(case)


def accepted(case: CaseRecord) -> Response:
    """202: it is kept; where to look for what becomes of it."""
    href = url_for("cases.show", case_id=case.id)
    answer = jsonify({"id": case.id, "href": href, "page": url_for("pages.case", case_id=case.id)})
    answer.status_code = 202
    answer.headers["Location"] = href
    answer.headers.extend(law(case))
    return answer


@blueprint.get("/<case_id>")
def show(case_id: str) -> Response:
    case = find(case_id)
    answer = jsonify(records.case(case, language.current(), parts().store.advice.revision(case.id)))
    answer.headers.extend(law(case))
    return answer


@blueprint.get("/<case_id>/facts")
def facts(case_id: str) -> Response:
    case = find(case_id)
    answer = jsonify(fact_views.of_case(case))
    answer.headers.extend(law(case))
    return answer


@blueprint.get("/<case_id>/decisions")
def decisions(case_id: str) -> Response:
    """The sealed evaluation, byte for byte: what ``huiqi verify`` checks.

    With ``?whole=1`` the same for reading: its parts in their places, without the digest.
    """
    case = find(case_id)
    latest = parts().store.decisions(case.id)
    if latest is None:
        raise fail("case.not_decided", case=case.id, state=case.state.value)
    if request.args.get("whole"):
        answer = jsonify(opened(latest.sealed))
    else:
        answer = Response(latest.sealed, mimetype="application/json")
    answer.headers.extend(law(case))
    answer.headers["Huiqi-Current"] = "true" if latest.revision == case.revision else "false"
    if request.args.get("download"):
        answer.headers["Content-Disposition"] = f'attachment; filename="huiqi-{case.id}.json"'
    return answer


@blueprint.get("/<case_id>/advice")
def advice(case_id: str) -> Response:
    """What would change each decision that fails, what is still open, what to bring or answer next.

    Made beside the latest decisions, after them and outside their seal.
    """
    case = find(case_id)
    found = parts().store.advice.latest(case.id)
    if found is None:
        raise fail("case.not_advised", case=case.id, state=case.state.value)
    answer = jsonify({"case": case.id, "revision": found.revision, **found.data})
    answer.headers.extend(law(case))
    answer.headers["Huiqi-Current"] = "true" if found.revision == case.revision else "false"
    return answer


@blueprint.post("/<case_id>/pack")
def refile(case_id: str) -> Response:
    """Files a case under another pack or version and has it decided anew; what was sealed before stays."""
    case = find(case_id)
    given: Any = request.get_json(silent=True)
    if not isinstance(given, dict) or not isinstance(given.get("pack"), str):
        raise fail("request.bad")
    pack = parts().packs.named(given["pack"], as_of(case))
    if pack.reference != case.pack:
        parts().store.refile(case.id, pack.reference)
        redecide(case.id)
    return accepted(find(case_id))


@blueprint.post("/<case_id>/statements")
def state_fact(case_id: str) -> Response:
    """A reviewer attests or an applicant declares a fact, or a reviewer sets a parameter that the notice leaves open;
    the case is decided anew.
    """
    case = find(case_id)
    given: Any = request.get_json(silent=True)
    if not isinstance(given, dict):
        raise fail("request.bad")
    method = given.get("method", "reviewer")
    if method not in {"reviewer", "applicant"}:
        raise fail("statement.method")
    pack = parts().packs.named(case.pack)
    sets = "parameter" in given
    said = statements.overruling(pack, given) if sets else statements.check(pack, given, method=method)
    parts().store.add_statement(case.id, said.fact, said.subject, said.value, said.method, said.by, said.reason)
    redecide(case.id)
    return accepted(find(case_id))
