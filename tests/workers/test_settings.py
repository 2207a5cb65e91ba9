"""Settings come from the environment once, are checked, and reach child processes unchanged."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from workers.errors import SettingInvalid
from workers.settings import PREFIX, Settings, described


def test_nothing_set_gives_the_embedded_defaults() -> None:
    plain = Settings.from_env({"PATH": "/bin", "HUIQI_REDIS_URL": ""})
    assert plain == Settings()
    assert plain.redis_url is None
    assert plain.database == f"sqlite:///{Path('.data').resolve() / 'huiqi.db'}"
    assert plain.concurrency >= 1


def test_what_a_child_reads_is_what_its_parent_had(tmp_path: Path) -> None:
    given = Settings(data_dir=tmp_path, max_pages=7, redis_url="redis://queue:6379/0", host="0.0.0.0")  # noqa: S104
    assert Settings.from_env(given.to_env()) == given


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("MAX_PAGES", "many", "must be a whole number (most pages of a document)"),
        ("MAX_PAGES", "0", "must be between 1 and 10000"),
        ("PORT", "70000", "must be between 0 and 65535"),
        ("STALE_SECONDS", "6", "must be at least 3 x HUIQI_HEARTBEAT_SECONDS (5)"),
        ("REDIS_URL", "amqp://queue", "must start with redis://"),
        ("DATABASE_URL", "mysql://u:secret@host/db", "must start with sqlite:///"),
        ("MAX_PAGE", "7", "no such setting; did you mean HUIQI_MAX_PAGES?"),
    ],
)
def test_a_wrong_value_is_told_with_its_name_and_what_to_write(name: str, value: str, words: str) -> None:
    with pytest.raises(SettingInvalid) as caught:
        Settings.from_env({PREFIX + name: value})
    assert PREFIX + name in str(caught.value)
    assert words in str(caught.value)
    assert "secret" not in str(caught.value)


def test_settings_never_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().max_pages = 1  # type: ignore[misc]


def test_every_setting_is_described() -> None:
    names = [name for name, _, meaning in described() if meaning]
    assert names == [PREFIX + one.name.upper() for one in fields(Settings)]
