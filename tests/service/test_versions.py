"""Cases stay with the version they are filed under, an office's own packs serve without a restart, and what the
commands say of versions and seals."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from rules.author.publish import publish
from rules.sealing import canonical, opened
from service import cli
from tests.rules import tiny
from tests.service.helpers import LICENCE, code, finish, png, service, upload
from workers import checks, embedded
from workers.settings import Settings
from workers.store import Store

DAY = date(2020, 6, 1)
SEALED = Path(__file__).resolve().parents[1] / "rules" / "sealed"
STAFF = {"fact": "enterprise.staff", "value": "150", "by": "李审核", "reason": "查过花名册"}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office's folder with ``tiny`` 1.0.0 (at most 100 staff) published, and a draft of 1.1.0 (at most 200)."""
    folder = tiny.write(tmp_path / "office" / "tiny")
    publish(folder, None, DAY)
    tiny.write(folder, "1.1.0", limit=200, change="上限改为200人")
    return folder.parent


@pytest.fixture(scope="module")
def queue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a real queue that nobody works at: a queue that is away keeps each request waiting for some seconds."""
    folder = tmp_path_factory.mktemp("queue")
    (folder / "logs").mkdir()
    socket = embedded.Socket(folder)
    server = embedded.start(socket, folder)
    yield socket.url
    server.stop(1)
    socket.clean()


@pytest.fixture
def settings(office: Path, tmp_path: Path, queue: str) -> Settings:
    return replace(Settings(), data_dir=tmp_path / "data", packs=office, redis_url=queue)


@pytest.fixture
def running(settings: Settings) -> Iterator[tuple[FlaskClient, Store]]:
    app, store = service(settings)
    yield app.test_client(), store
    store.close()


def filed(client: FlaskClient, store: Store, **form: str) -> str:
    """A case of 150 staff, decided."""
    case_id = str(upload(client, [("a.pdf", LICENCE.read_bytes())], **form).get_json()["id"])
    finish(store, case_id)
    assert client.post(f"/api/v1/cases/{case_id}/statements", json=STAFF).status_code == 202
    finish(store, case_id)
    return case_id


def decided(client: FlaskClient, case_id: str) -> tuple[str, str]:
    """(the version that decided, the status of the only entry)."""
    body = opened(client.get(f"/api/v1/cases/{case_id}/decisions").data)
    return body["pack"], body["decisions"][0]["status"]


def test_a_case_stays_with_its_version_until_it_is_filed_under_another(
    running: tuple[FlaskClient, Store], office: Path
) -> None:
    client, store = running
    case_id = filed(client, store, pack="tiny")
    assert store.case(case_id).pack == "tiny@1.0.0"
    assert decided(client, case_id) == ("tiny@1.0.0", "not_eligible")

    publish(office / "tiny", None, DAY)  # while the service runs
    client.post(f"/api/v1/cases/{case_id}/statements", json=STAFF)
    finish(store, case_id)
    assert decided(client, case_id) == ("tiny@1.0.0", "not_eligible")
    new = filed(client, store, pack="tiny")
    assert decided(client, new) == ("tiny@1.1.0", "eligible")

    before = client.get(f"/api/v1/cases/{case_id}/decisions").data
    answer = client.post(f"/api/v1/cases/{case_id}/pack", json={"pack": "tiny"})
    assert (answer.status_code, store.case(case_id).pack) == (202, "tiny@1.1.0")
    assert client.get(f"/cases/{case_id}").headers["Huiqi-Pack"] == "tiny@1.0.0", "until it is decided anew"
    assert client.get(f"/api/v1/cases/{case_id}/decisions").data == before
    finish(store, case_id)
    assert decided(client, case_id) == ("tiny@1.1.0", "eligible")
    assert client.get(f"/cases/{case_id}").headers["Huiqi-Pack"] == "tiny@1.1.0"

    back = client.post(f"/api/v1/cases/{case_id}/pack", json={"pack": "tiny@1.0.0"})
    finish(store, case_id)
    assert back.status_code == 202 and decided(client, case_id) == ("tiny@1.0.0", "not_eligible")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"pack": "tiny@9.9.9"}, "pack.unknown"),
        ({"pack": "moon"}, "pack.unknown"),
        ({"pack": "/etc"}, "pack.unknown"),
        ({"pack": "../tiny"}, "pack.unknown"),
        ({"pack": 1}, "request.bad"),
        ({}, "request.bad"),
    ],
)
def test_a_pack_that_is_not_there_is_refused_and_the_case_stays(
    running: tuple[FlaskClient, Store], given: dict[str, object], expected: str
) -> None:
    client, store = running
    case = store.create_case(applicant=None, pack="tiny@1.0.0", on=date(2020, 5, 15))
    answer = client.post(f"/api/v1/cases/{case.id}/pack", json=given)
    assert code(answer) == expected
    assert store.case(case.id) == case


def test_a_path_is_never_a_pack_of_the_web(running: tuple[FlaskClient, Store], office: Path) -> None:
    client, _ = running
    assert code(upload(client, [("a.png", png())], pack=str(office / "tiny"))) == "pack.unknown"


def test_packs_are_shown_with_their_versions(running: tuple[FlaskClient, Store], office: Path) -> None:
    client, _ = running
    listed = {one["name"]: one["version"] for one in client.get("/api/v1/packs").get_json()["packs"]}
    assert listed["tiny"] == "1.0.0" and "chaoyang-2020-8" in listed
    publish(office / "tiny", None, DAY)
    shown = client.get("/api/v1/packs/tiny").get_json()
    assert (shown["version"], shown["versions"]) == ("1.1.0", ["tiny@1.0.0", "tiny@1.1.0"])
    assert client.get("/api/v1/packs/tiny@1.0.0").get_json()["version"] == "1.0.0"
    assert client.get("/packs/tiny@1.0.0/notice").headers["Huiqi-Pack"] == "tiny@1.0.0"


def test_a_case_of_before_versions_keeps_the_one_that_decided_it(office: Path, settings: Settings) -> None:
    app, store = service(settings)
    case_id = filed(app.test_client(), store, pack="tiny")
    store.refile(case_id, "tiny")  # as they were filed then
    waiting = store.create_case(applicant=None, pack="tiny", on=None)
    store.close()
    publish(office / "tiny", None, DAY)
    again = Store(settings)
    assert (again.case(case_id).pack, again.case(waiting.id).pack) == ("tiny@1.0.0", "tiny")
    again.close()


def test_the_start_up_check_looks_at_every_version(office: Path, settings: Settings) -> None:
    assert checks.packs(settings).ok
    archive = office / "published" / "tiny" / "1.0.0.zip"
    archive.write_bytes(archive.read_bytes().replace(b"value: 100", b"value: 999"))
    assert checks.packs(settings).code == "pack.published_broken"
    assert checks.packs(replace(settings, packs=office / "typo")).code == "pack.folder_missing"


def test_a_case_whose_version_is_gone_says_so_and_tells_nothing_of_the_server(
    running: tuple[FlaskClient, Store], office: Path
) -> None:
    _, store = running
    case = store.create_case(applicant=None, pack="tiny@1.0.0", on=date(2020, 5, 15))
    store.add_document(case.id, LICENCE.name, LICENCE.read_bytes())
    (office / "published" / "tiny" / "1.0.0.zip").write_bytes(b"PK")
    finish(store, case.id)
    error = store.case(case.id).error
    assert error is not None
    assert error == ("pack.unavailable", {"pack": "tiny@1.0.0", "reason": "pack.published_broken"})
    assert str(office) not in json.dumps(error)


def test_the_whole_evaluation_can_be_read_without_putting_parts_together(
    running: tuple[FlaskClient, Store],
) -> None:
    client, store = running
    case_id = filed(client, store, pack="tiny")
    sealed = client.get(f"/api/v1/cases/{case_id}/decisions").data
    assert client.get(f"/api/v1/cases/{case_id}/decisions?whole=1").get_json() == opened(sealed)


# -- the command line -----------------------------------------------------------------------------------------------


@pytest.fixture
def huiqi(office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Huiqi:
    monkeypatch.setenv("HUIQI_PACKS", str(office))
    return Huiqi(capsys)


class Huiqi:
    """Runs a command in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: object) -> tuple[int, str, str]:
        """(exit code, what was printed, what was complained)."""
        result = cli.main([str(word) for word in words])
        out, err = self.capsys.readouterr()
        return result, out, err


def test_publishing_by_name_and_listing(huiqi: Huiqi, office: Path) -> None:
    result, out, _ = huiqi("rules", "versions", "tiny")
    assert result == 0 and "tiny@1.0.0" in out and "工作副本 1.1.0，尚未发布" in out
    result, out, _ = huiqi("rules", "publish", "tiny")
    assert result == 0 and "已发布 tiny@1.1.0" in out
    assert (office / "published" / "tiny" / "1.1.0.zip").is_file()
    result, out, _ = huiqi("rules", "publish", office / "tiny")
    assert result == 0 and "无需再做" in out
    _, out, _ = huiqi("--lang", "en", "rules", "versions", "tiny", "--json")
    listed = json.loads(out)[0]
    assert [one["version"] for one in listed["versions"]] == ["1.0.0", "1.1.0"] and listed["draft"]["state"] == "same"


def test_publishing_tells_the_archive_as_it_is_found_from_here(
    huiqi: Huiqi, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office.parent)
    _, out, _ = huiqi("rules", "publish", "tiny")
    assert f"压缩包 {office.name}/published/tiny/1.1.0.zip\n" in out


def test_publishing_says_why_not(huiqi: Huiqi, office: Path) -> None:
    tiny.write(office / "tiny", "1.0.0", limit=300)
    result, _, err = huiqi("rules", "publish", "tiny")
    assert result == 1 and "提高版本号" in err
    assert huiqi("rules", "versions", "tiny")[0] == 1
    tiny.write(office / "tiny", "1.2.0")
    cases = office / "tiny" / "cases" / "cases.yaml"
    cases.write_text(cases.read_text("utf-8").replace("amount: 500", "amount: 501", 1), "utf-8")
    result, _, err = huiqi("--lang", "en", "rules", "publish", "tiny")
    assert result == 1 and "1 failing cases" in err and "cases/cases.yaml:" in err
    assert huiqi("rules", "publish", "moon")[0] == 2


def test_decide_takes_the_version_in_force_a_version_or_a_draft(huiqi: Huiqi, office: Path, tmp_path: Path) -> None:
    for word, reference in (("tiny", "tiny@1.0.0"), ("tiny@1.0.0", "tiny@1.0.0"), (office / "tiny", "tiny@1.1.0")):
        result, out, err = huiqi("decide", LICENCE, "--pack", word, "--on", "2020-05-15", "--json")
        assert result == 0 and json.loads(out)["evaluation"]["pack"] == reference
        assert ("草稿" in err) == (reference == "tiny@1.1.0")
        (tmp_path / "seal.json").write_text(out, "utf-8")
        result, out, _ = huiqi("verify", tmp_path / "seal.json")
        assert result == 0 and reference in out
        assert ("尚未发布" in out) == (reference == "tiny@1.1.0")


@pytest.mark.parametrize("name", ["format-1.json.gz", "format-2.json.gz"])
def test_verify_says_what_it_compared(huiqi: Huiqi, tmp_path: Path, name: str) -> None:
    sealed = gzip.decompress((SEALED / name).read_bytes())
    (tmp_path / "seal.json").write_bytes(sealed)
    result, out, err = huiqi("verify", tmp_path / "seal.json")
    assert (result, err) == (0, "")
    for word in ("chaoyang-2020-8@1.0.0", "2020-05-15", "30 项决定", "14a", "逐字节一致", json.loads(sealed)["digest"]):
        assert word in out
    assert "huiqi.evaluation/" + name[7] in out


def changed(**fields: str) -> bytes:
    body = json.loads(gzip.decompress((SEALED / "format-2.json.gz").read_bytes()))
    del body["digest"]
    body["evaluation"].update(fields)
    return canonical({**body, "digest": hashlib.sha256(canonical(body)).hexdigest()})


@pytest.mark.parametrize(
    ("sealed", "words"),
    [
        (b"hello", ("不是 JSON",)),
        (changed()[:5000], ("文件不完整",)),
        (b"[1]", ("huiqi.evaluation/1, huiqi.evaluation/2, huiqi.evaluation/3",)),
        (changed().replace(b"9225000", b"9225001"), ("封存后被改动过",)),
        (changed(content_hash="0" * 64), ("不是同一份规则",)),
        (changed(pack_version="7.0.0"), ("没有规则集版本 chaoyang-2020-8@7.0.0", "index.json 放入", "published")),
        (changed(pack_name="moon"), ("没有名为 moon@1.0.0 的规则集",)),
        (changed(on="2020-06-15"), ("重新测算的不同",)),
        (changed(on="2000-01-01"), ("不能在 chaoyang-2020-8@1.0.0 下测算",)),
    ],
)
def test_verify_says_how_a_seal_is_broken(huiqi: Huiqi, tmp_path: Path, sealed: bytes, words: tuple[str, ...]) -> None:
    (tmp_path / "seal.json").write_bytes(sealed)
    result, _, err = huiqi("verify", tmp_path / "seal.json")
    assert result == 1
    assert all(word in err for word in words), err


def test_verify_says_when_the_published_pack_was_changed(huiqi: Huiqi, office: Path, tmp_path: Path) -> None:
    _, out, _ = huiqi("decide", LICENCE, "--pack", "tiny", "--on", "2020-05-15", "--json")
    (tmp_path / "seal.json").write_text(out, "utf-8")
    index = office / "published" / "tiny" / "index.json"
    index.write_text(index.read_text("utf-8").replace("1.0.0", "1.0.1"), "utf-8")
    result, _, err = huiqi("verify", tmp_path / "seal.json")
    assert result == 1 and "没有规则集版本 tiny@1.0.0" in err
    index.write_text("{", "utf-8")
    result, _, err = huiqi("verify", tmp_path / "seal.json")
    assert result == 1 and "索引" in err


def test_publishing_elsewhere_says_that_no_decision_looks_there(huiqi: Huiqi, office: Path, tmp_path: Path) -> None:
    result, out, _ = huiqi("rules", "publish", "tiny", "--to", tmp_path / "pub")
    assert result == 0 and "✓ 已发布 tiny@1.1.0" in out
    assert f"注意：{tmp_path / 'pub'} 不在程序查找规则集的地方" in out and "移到那里" in out
    _, out, _ = huiqi("rules", "publish", "tiny", "--to", tmp_path / "pub")  # again: it is still nowhere
    assert "不在程序查找规则集的地方" in out
    _, out, _ = huiqi("rules", "publish", "tiny", "--to", tmp_path / "other" / "published")
    assert f"请设置 HUIQI_PACKS={tmp_path / 'other'}（" in out
    _, out, _ = huiqi("rules", "versions", "tiny")
    assert "尚未发布" in out
    _, out, _ = huiqi("rules", "publish", "tiny")
    assert "注意" not in out


@pytest.mark.parametrize("action", ["explain", "lint", "test"])
def test_a_heading_tells_a_draft_from_the_published_version(huiqi: Huiqi, office: Path, action: str) -> None:
    _, out, err = huiqi("rules", action, "tiny")
    assert "tiny@1.1.0（草稿）" in out + err
    huiqi("rules", "publish", "tiny")
    _, out, err = huiqi("rules", action, "tiny")
    assert "草稿" not in out + err
    tiny.write(office / "tiny", "1.1.0", limit=300, change="上限改为300人")
    _, out, err = huiqi("rules", action, "tiny")
    assert "tiny@1.1.0（草稿，与已发布的 1.1.0 不同，改完请提高版本号）" in out + err
    _, out, err = huiqi("rules", "explain", "tiny@1.1.0")
    assert "草稿" not in out + err


def test_diff_names_which_side_is_the_draft(huiqi: Huiqi) -> None:
    _, out, _ = huiqi("rules", "diff", "tiny@1.0.0", "tiny")
    assert out.startswith("tiny@1.0.0 → tiny@1.1.0（草稿）\n")
    _, out, _ = huiqi("--lang", "en", "rules", "diff", "tiny@1.0.0", "tiny")
    assert out.startswith("tiny@1.0.0 → tiny@1.1.0 (draft)\n")
