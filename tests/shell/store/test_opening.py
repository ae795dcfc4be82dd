from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.shell.store.stations import AT, PASSWORD, STREAM, make_keys, make_station, open_again
from vaxdesk.model.event import name_id
from vaxdesk.model.step import Fact
from vaxdesk.store import open_store
from vaxdesk.store.errors import PasswordWrong, StoreExists, StoreInUse, StoreMissing
from vaxdesk.store.folder import StoreFolder

AN = name_id("an")
NAME = Fact("set", STREAM, AN, field="full_name", value="Điểu Thị Sương")


@pytest.fixture(autouse=True)
def _own_profile(profile: Path) -> None:
    """Keep the places of these stores apart."""


def test_a_new_store_has_a_device_with_keys_of_its_own_and_its_user_leads(tmp_path: Path) -> None:
    with make_station(tmp_path / "store") as store:
        (secret,) = store.parcels.read_secrets()
        assert secret.device == store.device != ""
        assert (store.user, store.role) == ("Lan", "lead")
        assert not store.read_only
        assert all(ok for _, ok, _ in store.verify())


def test_a_store_that_stayed_where_it_was_is_the_same_device(tmp_path: Path) -> None:
    with make_station(tmp_path / "store") as store:
        device = store.device
    store, moved = open_again(tmp_path / "store")
    with store:
        assert (moved, store.device) == (False, device)


def test_a_folder_that_was_moved_is_the_same_device(tmp_path: Path) -> None:
    with make_station(tmp_path / "store") as store:
        device = store.device
    (tmp_path / "store").rename(tmp_path / "moved")
    store, moved = open_again(tmp_path / "moved")
    with store:
        assert (moved, store.device) == (False, device)


def test_a_copied_folder_takes_a_new_device_id_by_itself_so_that_nothing_forks(tmp_path: Path) -> None:
    with make_station(tmp_path / "store") as store:
        first = store.device
        with store.transaction():
            store.write([NAME])
    shutil.copytree(tmp_path / "store", tmp_path / "copy")
    copy, moved = open_again(tmp_path / "copy")
    with copy:
        assert moved
        second = copy.device
        assert second != first
        assert [secret.device for secret in copy.parcels.read_secrets()] == [second, first]
        with copy.transaction():
            copy.write([NAME])
        chains = copy.journal.read_chains()[STREAM]
        assert {device: seq for device, (seq, _) in chains.items()} == {first: 1, second: 1}
        assert all(ok for _, ok, _ in copy.verify())
    # From now on the profile knows the copy: the first one is the stranger.
    store, moved = open_again(tmp_path / "store")
    with store:
        assert moved
        assert store.device not in {first, second}


def test_an_older_state_put_back_after_something_left_the_device_is_a_new_device(tmp_path: Path) -> None:
    with make_station(tmp_path / "store") as store:
        first = store.device
    shutil.copytree(tmp_path / "store", tmp_path / "aside")
    store, _ = open_again(tmp_path / "store")
    with store:
        store.renew_place()
    for file in (tmp_path / "aside").iterdir():
        if file.is_file():
            shutil.copy2(file, tmp_path / "store" / file.name)
    store, moved = open_again(tmp_path / "store")
    with store:
        assert moved
        assert store.device != first


def test_a_wrong_password_opens_nothing_and_holds_nothing(tmp_path: Path) -> None:
    with make_station(tmp_path / "store"):
        pass
    with pytest.raises(PasswordWrong):
        open_store(tmp_path / "store", "Lan", "mật khẩu sai hẳn", make_keys, at=AT)
    open_store(tmp_path / "store", "Lan", PASSWORD, make_keys, at=AT)[0].close()


def test_a_store_is_opened_once_at_a_time(tmp_path: Path) -> None:
    with make_station(tmp_path / "store"), pytest.raises(StoreInUse):
        open_again(tmp_path / "store")
    open_again(tmp_path / "store")[0].close()


def test_where_there_is_no_store_none_is_opened_and_where_there_is_one_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        open_again(tmp_path / "store")
    with make_station(tmp_path / "store"):
        pass
    with pytest.raises(StoreExists):
        make_station(tmp_path / "store")


def test_a_making_that_fails_leaves_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("vaxdesk.store.opening._become_new_device", _fail)
        with pytest.raises(RuntimeError):
            make_station(tmp_path / "store")
    assert not StoreFolder(tmp_path / "store").is_store
    with make_station(tmp_path / "store") as store:
        assert store.count_people() == 0


def _fail(*_: object) -> None:
    raise RuntimeError
