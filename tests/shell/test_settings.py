from __future__ import annotations

import json
from pathlib import Path

import pytest

from vaxdesk.settings import FILE, LANGUAGE, STORE, TABLE, Settings
from vaxdesk.systems.errors import DiskFailed, DiskReadOnly


def test_what_is_written_is_there_the_next_time(profile: Path) -> None:
    Settings().write(LANGUAGE, "en")
    assert Settings().read(LANGUAGE) == "en"
    assert Settings().folder.is_relative_to(profile)


def test_nothing_kept_means_the_defaults(profile: Path) -> None:
    kept: list[object] = [Settings().read(setting) for setting in TABLE]  # type: ignore[misc]
    assert kept == [setting.default for setting in TABLE]
    assert not (Settings().folder / FILE).exists()


def test_a_value_that_is_not_allowed_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="language can't be 'fr'"):
        Settings(tmp_path).write(LANGUAGE, "fr")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kept", ['{"language": "fr"}', '{"language": 7}', '{"language": null}'])
def test_a_value_that_is_not_allowed_is_not_believed(tmp_path: Path, kept: str) -> None:
    (tmp_path / FILE).write_text(kept)
    assert Settings(tmp_path).read(LANGUAGE) == "vi"


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff\xfe\x00", b'"vi"'])
def test_a_damaged_file_means_the_defaults_and_is_kept_aside(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE).write_bytes(damage)
    assert Settings(tmp_path).read(LANGUAGE) == "vi"
    assert (tmp_path / "settings.damaged.json").read_bytes() == damage
    Settings(tmp_path).write(LANGUAGE, "en")
    assert Settings(tmp_path).read(LANGUAGE) == "en"


def test_what_a_later_version_keeps_stays(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"text_size": 125, "language": "en"}')
    Settings(tmp_path).write(STORE, "D:\\kho tiêm")
    kept = json.loads((tmp_path / FILE).read_text(encoding="utf-8"))
    assert kept == {"text_size": 125, "language": "en", "store": "D:\\kho tiêm"}


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises((DiskFailed, DiskReadOnly)):
        Settings(tmp_path / "file" / "folder").write(LANGUAGE, "en")


def test_every_setting_has_a_key_of_its_own_and_an_allowed_default() -> None:
    assert len({setting.key for setting in TABLE}) == len(TABLE)
    assert all(setting.accepts(setting.default) for setting in TABLE)
