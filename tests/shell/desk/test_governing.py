from __future__ import annotations

from pathlib import Path

import pytest

from vaxdesk.desk.governing import (
    find_weakness,
    list_stores,
    look_into_backup,
    name_backup,
    name_new_folder,
    read_house,
)
from vaxdesk.desk.keeping import back_up, change_password, renew_code
from vaxdesk.desk.starting import open_desk, open_with_code, start_store
from vaxdesk.store import KdfCost, Station
from vaxdesk.store.errors import BackupDamaged, CodeWrong

USER, PASSWORD = "Trần Thị Mai", "suối nhà lúa bến"
STATION = Station("Trạm Y tế xã Phú Nghĩa", "25222")


@pytest.fixture
def folder(profile: Path, tmp_path: Path) -> Path:
    """Give a new store."""
    start_store(tmp_path / "stores" / "store", STATION, USER, PASSWORD, cost=KdfCost(memory=64, passes=1, lanes=1))
    return tmp_path / "stores" / "store"


def test_a_store_says_whose_it_is_and_how_one_came_in(folder: Path) -> None:
    with open_desk(folder, USER, PASSWORD) as desk:
        house = read_house(desk)
        code = renew_code(desk)
    assert (house.station, house.code, house.users) == (STATION.name, "25222", ((USER, "lead"),))
    assert (house.by_code, house.practice, house.backup, house.deadline) == (False, False, None, None)
    with open_with_code(folder, code) as desk:
        assert read_house(desk).by_code
        change_password(desk, USER, "mười hai cây cầu")
        assert not read_house(desk).by_code


def test_a_new_recovery_code_makes_the_old_one_worthless(folder: Path) -> None:
    with open_desk(folder, USER, PASSWORD) as desk:
        old = renew_code(desk)
        new = renew_code(desk)
    with pytest.raises(CodeWrong), open_with_code(folder, old):
        pass
    with open_with_code(folder, new) as desk:
        assert desk.store.role == "lead"


def test_a_backup_tells_what_it_is_of_without_a_password(folder: Path, tmp_path: Path) -> None:
    with open_desk(folder, USER, PASSWORD) as desk:
        file, _ = back_up(desk, name_backup(tmp_path))
    copy = look_into_backup(file)
    assert (copy.file, copy.station, copy.users) == (file, STATION.name, ((USER, "lead"),))
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(BackupDamaged):
        look_into_backup(file)


def test_one_more_store_gets_a_folder_of_its_own(folder: Path) -> None:
    root = folder.parent
    assert name_new_folder(root) == root / "store-2"
    (root / "store-2").mkdir()
    assert name_new_folder(root) == root / "store-2"
    (root / "store-2" / "something").write_text("here")
    assert name_new_folder(root) == root / "store-3"
    assert list_stores(root) == (folder,)
    assert list_stores(root / "gone") == ()


@pytest.mark.parametrize("password", ["mười chữ cái", "bốn từ là đủ", "a" * 10])
def test_ten_characters_or_four_words_are_strong_enough(password: str) -> None:
    assert find_weakness(password) is None


@pytest.mark.parametrize("password", ["", "chín chữ!", "a b c d"])
def test_less_is_too_weak(password: str) -> None:
    assert find_weakness(password) is not None
