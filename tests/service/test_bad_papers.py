"""One case that holds every sort of bad file beside good ones: each is told by itself, the rest goes on."""

from __future__ import annotations

from pathlib import Path

from service import catalogue
from tests import badfiles
from tests.service.helpers import LEASE, LICENCE, finish, service, upload
from workers.settings import Settings

#: error code of each bad file under the limits below; what is not listed here is read, or is asked about separately
CODES = {
    "empty": "file.empty",
    "unknown_extension": "file.unknown_format",
    "text_called_pdf": "file.unknown_format",
    "truncated_pdf": "file.damaged",
    "truncated_jpeg": "file.damaged",
    "encrypted_pdf": "file.encrypted",
    "no_pages_pdf": "file.no_pages",
    "many_pages_pdf": "file.too_many_pages",
    "wide_page_pdf": "file.page_too_large",
    "huge_image": "file.too_many_pixels",
    "image_bomb": "file.too_many_pixels",
}
MOST_BYTES = 3_000_000


def test_every_bad_file_is_told_by_itself_and_the_good_ones_are_decided_on(tmp_path: Path) -> None:
    app, store = service(Settings(data_dir=tmp_path / "data", max_bytes=MOST_BYTES))
    files = [(LICENCE.name, LICENCE.read_bytes())]
    files += [(f"{name}.pdf", badfiles.MAKERS[name](tmp_path / name).read_bytes()) for name in CODES]
    over = badfiles.over_limit_file(tmp_path, size=MOST_BYTES + 1)
    files += [(over.name, over.read_bytes()), ("again.pdf", LICENCE.read_bytes()), (LEASE.name, LEASE.read_bytes())]
    client = app.test_client()
    answer = upload(client, files)
    assert answer.status_code == 202
    finish(store, answer.get_json()["id"])
    case = client.get(answer.headers["Location"]).get_json()
    assert case["state"] == "done"
    first, *bad, twice, last = case["documents"]
    assert [one["error"]["code"] if one["error"] else None for one in bad] == [*CODES.values(), "file.too_large"]
    assert (first["state"], last["state"]) == ("read", "read")
    assert (twice["state"], twice["duplicate_of"]) == ("duplicate", first["number"])
    page = client.get(answer.get_json()["page"]).get_data(as_text=True)
    for one in bad:
        assert one["error"]["message"] == catalogue.coded("error", one["error"]["code"], "zh", one["error"]["data"])
        assert "请" in one["error"]["message"], "says what to do"
        assert one["error"]["message"] in page
    store.close()


def test_odd_file_names_are_only_names(tmp_path: Path) -> None:
    app, store = service(Settings(data_dir=tmp_path / "data"))
    client = app.test_client()
    names = [name for name in badfiles.BAD_NAMES if "\n" not in name]  # a header cannot carry a line break
    files = [(name, badfiles.pdf_bytes(text=f"paper {n}")) for n, name in enumerate(names)]
    answer = upload(client, files)
    assert answer.status_code == 202
    finish(store, answer.get_json()["id"])
    case = client.get(answer.headers["Location"]).get_json()
    assert [one["state"] for one in case["documents"]] == ["read"] * len(names)
    assert all(one["filename"].strip() for one in case["documents"])
    page = client.get(answer.get_json()["page"]).get_data(as_text=True)
    assert "<b>bold</b>" not in page
    assert not list(tmp_path.rglob("*passwd*"))
    store.close()


def test_health_tells_the_database_and_the_queue(tmp_path: Path) -> None:
    app, store = service(Settings(data_dir=tmp_path / "data"))
    answer = app.test_client().get("/api/v1/health")
    assert (answer.status_code, answer.get_json()) == (200, {"status": "ok", "queue": "unavailable"})
    store.close()
