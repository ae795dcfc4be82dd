"""The store's folder: who holds it, whether it may be written, whether it is where it was."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from vaxdesk.store import swap
from vaxdesk.store.errors import StoreDamaged, StoreExists, StoreInUse, StoreMissing, StoreReadOnly, StoreUnfinished
from vaxdesk.store.folder import StoreFolder
from vaxdesk.systems import System
from vaxdesk.systems.errors import DiskFailed, DiskReadOnly
from vaxdesk.systems.posix import PosixSystem

if TYPE_CHECKING:
    from tests.shell.store.conftest import Made


class Protect(Protocol):
    def __call__(self, folder: Path, only: str = "") -> AbstractContextManager[None]: ...


ID = "019a0000-0000-7000-8000-000000000001"

HOLD = """
import sys, time
from pathlib import Path
from vaxdesk.store.folder import StoreFolder
lock = StoreFolder(Path(sys.argv[1])).lock()
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_program_is_told_at_once_that_the_store_is_in_use(made: Made) -> None:
    command = [sys.executable, "-c", HOLD, str(made.folder.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreInUse) as refused:
            made.folder.lock()
        assert str(made.folder.path) in str(refused.value)
        other.kill()
        other.wait()
    made.folder.lock().release()


def test_the_same_program_cannot_open_a_store_twice(made: Made) -> None:
    with made.folder.lock(), pytest.raises(StoreInUse):
        StoreFolder(made.folder.path).lock()


def test_where_no_store_is_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        StoreFolder(tmp_path / "nowhere").lock()
    assert list(tmp_path.iterdir()) == []


def test_a_store_is_not_made_over_another(made: Made) -> None:
    before = {path.name: path.read_bytes() for path in made.folder.path.iterdir() if path.name != "lock"}
    with pytest.raises(StoreExists):
        StoreFolder(made.folder.path).begin_creation()
    assert {path.name: path.read_bytes() for path in made.folder.path.iterdir() if path.name != "lock"} == before


@pytest.mark.parametrize("name", ["store.db", "keyring.json", "keyring.copy.json"])
def test_a_store_of_which_only_one_file_is_left_still_counts_as_one(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"all that is left")
    with pytest.raises(StoreExists):
        StoreFolder(tmp_path).begin_creation()
    assert (tmp_path / name).read_bytes() == b"all that is left"


def test_a_making_that_was_cut_off_leaves_no_store_and_no_hindrance(
    tmp_path: Path, profile: Path, make_store: Callable[[Path], Made]
) -> None:
    folder = StoreFolder(tmp_path / "store")
    with folder.begin_creation():
        (folder.path / "store.db").write_bytes(b"half")
        (folder.path / "keyring.json").write_bytes(b"half")
    with pytest.raises(StoreMissing):
        StoreFolder(folder.path).lock()
    made = make_store(folder.path)
    with made.folder.lock():
        made.read_keyring()
        made.open().close()


def test_a_folder_asked_about_before_it_was_there_can_become_a_store(tmp_path: Path) -> None:
    folder = StoreFolder(tmp_path / "a" / "b")
    asked = [folder.read_only]
    with folder.begin_creation():
        asked.append(folder.read_only)
    assert asked == [True, False]
    assert folder.path.stat().st_mode & 0o777 == 0o700


def test_other_peoples_files_in_the_folder_stay(tmp_path: Path) -> None:
    for name in ("letter.part", "letter.next", "report.xlsx"):
        (tmp_path / name).touch()
    with StoreFolder(tmp_path).begin_creation():
        pass
    assert {"letter.part", "letter.next", "report.xlsx"} <= {path.name for path in tmp_path.iterdir()}


def test_a_file_where_the_folder_should_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "store").touch()
    with pytest.raises((DiskFailed, DiskReadOnly), match="store"):
        StoreFolder(tmp_path / "store").begin_creation()


def test_a_protected_store_is_held_for_reading_and_refuses_changes(
    open_folder: Path, profile: Path, make_store: Callable[[Path], Made], protected: Protect
) -> None:
    path = make_store(open_folder / "store").folder.path
    with protected(path):
        folder = StoreFolder(path)
        assert folder.read_only
        with folder.lock(), StoreFolder(path).lock(), pytest.raises(StoreReadOnly):
            folder.check_writable()
        with pytest.raises(DiskReadOnly):
            StoreFolder(path).begin_restore(replace=True)
    (path / "lock").unlink()
    with protected(path), StoreFolder(path).lock():
        pass
    StoreFolder(path).check_writable()


def test_a_protected_store_that_is_being_written_is_in_use(
    open_folder: Path, profile: Path, make_store: Callable[[Path], Made], protected: Protect
) -> None:
    folder = make_store(open_folder / "store").folder
    with folder.lock(), protected(folder.path), pytest.raises(StoreInUse):
        StoreFolder(folder.path).lock()


def test_a_database_alone_that_is_protected_makes_the_store_read_only(
    open_folder: Path, profile: Path, make_store: Callable[[Path], Made], protected: Protect
) -> None:
    folder = make_store(open_folder / "store").folder
    with protected(folder.path, only="store.db"):
        assert StoreFolder(folder.path).read_only
        with StoreFolder(folder.path).lock():
            pass
    assert not StoreFolder(folder.path).read_only


# -- what was cut off ----------------------------------------------------------------------------------------------


def stage(folder: Path, names: tuple[str, ...]) -> None:
    for name in names:
        swap.find_staged(folder, name).write_bytes(b"new " + name.encode())


def test_what_was_staged_and_never_counted_is_removed(made: Made) -> None:
    before = made.folder.database.read_bytes()
    stage(made.folder.path, ("store.db", "keyring.json"))
    made.folder.lock().release()
    assert made.folder.database.read_bytes() == before
    assert not list(made.folder.path.glob("*.next"))


@pytest.mark.parametrize("aside", [None, "replaced-20260102-030405"])
def test_files_change_places_all_or_none_wherever_the_power_fails(
    made: Made, aside: str | None, die_at: Callable[[int, Callable[[System], object]], bool]
) -> None:
    names = ("store.db", "keyring.json", "keyring.copy.json")
    path = made.folder.path
    old = {name: (path / name).read_bytes() for name in names}
    new = {name: b"new " + name.encode() for name in names}
    seen = set()
    for number in range(100):
        for left in path.glob("replaced-*"):
            shutil.rmtree(left)
        for name, octets in old.items():
            (path / name).write_bytes(octets)
        (path / "store.db-wal").write_bytes(b"old log")
        stage(path, names)

        def act(system: System) -> None:
            with swap.staging(path):
                swap.decide(system, path, names, aside=aside)

        killed = die_at(number, act)
        made.folder.lock().release()
        found = {name: (path / name).read_bytes() for name in names}
        assert found in (old, new)
        seen.add(found == new)
        assert (path / "store.db-wal").exists() is (found == old)
        if found == new and aside is not None:
            assert {name: (path / aside / name).read_bytes() for name in names} == old
            assert (path / aside / "store.db-wal").read_bytes() == b"old log"
        assert not list(path.glob("*.next"))
        assert not swap.is_pending(path)
        if not killed:
            break
    assert seen == {True, False}
    assert number > 5


@pytest.mark.parametrize(
    "plan",
    [
        b"",
        b"{}",
        b'{"format": "vaxdesk-swap/2", "names": [], "aside": null, "forget": null}',
        b'{"format": "vaxdesk-swap/1", "names": ["../../letter"], "aside": null, "forget": null}',
        b'{"format": "vaxdesk-swap/1", "names": [], "aside": "../elsewhere", "forget": null}',
    ],
)
def test_a_plan_that_is_damaged_or_forged_moves_nothing(made: Made, plan: bytes) -> None:
    stage(made.folder.path, ("store.db",))
    (made.folder.path / swap.FILE).write_bytes(plan)
    with pytest.raises(StoreDamaged):
        made.folder.lock()
    assert swap.find_staged(made.folder.path, "store.db").exists()
    made_lock = made.folder.system.lock(made.folder.path / "lock")
    made_lock.release()


def test_a_swap_that_waits_in_a_protected_folder_is_refused(
    open_folder: Path, profile: Path, make_store: Callable[[Path], Made], protected: Protect
) -> None:
    path = make_store(open_folder / "store").folder.path
    (path / swap.FILE).write_bytes(b"{}")
    with protected(path), pytest.raises(StoreUnfinished):
        StoreFolder(path).lock()


# -- place ---------------------------------------------------------------------------------------------------------


class FatSystem(PosixSystem):
    """A drive that knows no lasting identities."""

    def folder_identity(self, path: Path) -> str | None:
        assert path.exists()
        return None


@pytest.fixture(params=[PosixSystem, FatSystem])
def system(request: pytest.FixtureRequest) -> System:
    made: System = request.param()
    return made


class Stored:
    """What the store keeps: its token."""

    def __init__(self, path: Path, system: System) -> None:
        path.mkdir(parents=True)
        (path / "store.db").touch()
        self.folder, self.token = StoreFolder(path, system), ""

    def keep(self, token: str) -> None:
        self.token = token

    def fits(self, path: Path | None = None) -> bool:
        folder = StoreFolder(path or self.folder.path, self.folder.system)
        return folder.place_fits(ID, self.token)


def test_a_store_fits_where_it_was_left(tmp_path: Path, profile: Path, system: System) -> None:
    stored = Stored(tmp_path / "store", system)
    assert not stored.fits()
    stored.folder.write_place(ID, stored.keep)
    assert stored.fits()
    assert not StoreFolder(tmp_path / "store", system).place_fits("019a0000-0000-7000-8000-000000000002", stored.token)


def test_a_copied_folder_is_noticed_and_the_first_one_goes_on(tmp_path: Path, profile: Path, system: System) -> None:
    stored = Stored(tmp_path / "store", system)
    stored.folder.write_place(ID, stored.keep)
    shutil.copytree(tmp_path / "store", tmp_path / "copy")
    assert not stored.fits(tmp_path / "copy")
    assert stored.fits()


def test_a_moved_folder_is_still_the_same(tmp_path: Path, profile: Path, system: System) -> None:
    stored = Stored(tmp_path / "store", system)
    stored.folder.write_place(ID, stored.keep)
    (tmp_path / "store").rename(tmp_path / "elsewhere")
    assert stored.fits(tmp_path / "elsewhere")


def test_a_store_carried_to_another_profile_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, profile: Path, system: System
) -> None:
    stored = Stored(tmp_path / "store", system)
    stored.folder.write_place(ID, stored.keep)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another"))
    assert not stored.fits()


def test_an_older_state_put_back_in_place_is_noticed(tmp_path: Path, profile: Path, system: System) -> None:
    stored = Stored(tmp_path / "store", system)
    stored.folder.write_place(ID, stored.keep)
    older = stored.token
    stored.folder.write_place(ID, stored.keep, old=older)
    assert stored.fits()
    stored.token = older
    assert not stored.fits()


def test_being_cut_off_while_the_token_changes_makes_no_stranger_of_the_store(
    tmp_path: Path, profile: Path, die_at: Callable[[int, Callable[[System], object]], bool]
) -> None:
    stored = Stored(tmp_path / "store", PosixSystem())
    kept = tmp_path / "kept"
    stored.folder.write_place(ID, stored.keep)

    def keep(token: str) -> None:
        kept.write_text(token, encoding="ascii")

    for number in range(20):
        kept.write_text(stored.token, encoding="ascii")

        def act(system: System) -> None:
            StoreFolder(tmp_path / "store", system).write_place(ID, keep, old=kept.read_text(encoding="ascii"))

        killed = die_at(number, act)
        stored.token = kept.read_text(encoding="ascii")
        assert stored.fits()
        if not killed:
            break
    assert number > 3


def test_a_folder_replaced_by_its_copy_is_noticed_where_the_drive_knows_folders(tmp_path: Path, profile: Path) -> None:
    stored = Stored(tmp_path / "store", PosixSystem())
    stored.folder.write_place(ID, stored.keep)
    shutil.copytree(tmp_path / "store", tmp_path / "copy")
    (tmp_path / "store").rename(tmp_path / "gone")
    (tmp_path / "copy").rename(tmp_path / "store")
    assert not stored.fits()


@pytest.mark.parametrize("octets", [b"", b"{}", b"[]", b'{"format": "vaxdesk-place/2"}', b"\xff"])
def test_a_damaged_marker_is_a_new_place_and_nothing_worse(tmp_path: Path, profile: Path, octets: bytes) -> None:
    stored = Stored(tmp_path / "store", PosixSystem())
    stored.folder.write_place(ID, stored.keep)
    marker = stored.folder.system.data_folder() / "places" / f"{ID}.json"
    assert marker.exists()
    marker.write_bytes(octets)
    assert not stored.fits()


def test_an_id_that_is_no_name_of_a_file_harms_nothing(tmp_path: Path, profile: Path) -> None:
    stored = Stored(tmp_path / "store", PosixSystem())
    stored.folder.write_place("../../x", stored.keep)
    assert stored.folder.place_fits("../../x", stored.token)
    assert not list(tmp_path.rglob("x.json"))
