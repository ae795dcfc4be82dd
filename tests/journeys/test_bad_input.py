"""What staff run into: one clear sentence each, the status of the contract, nothing lost, no traceback."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest

from tests.journeys.laptop import Laptop, see_whole
from vaxdesk.intake.samples import invent_people, plain_list, platform_workbook

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits, signals and rights are those of Linux")

SECRETS = ("Nguyễn Văn Mật", "070085009999", "0912999888")


# -- files that are no lists -------------------------------------------------------------------------------------------


def write_text(path: Path) -> None:
    path.write_text("Kính gửi Trạm Y tế\n", encoding="utf-8")


def write_nothing(path: Path) -> None:
    path.touch()


def write_locked(path: Path) -> None:
    plain = io.BytesIO(plain_list(invent_people(5, seed=1)))
    with path.open("wb") as file:
        msoffcrypto.OfficeFile(plain).encrypt("bí mật", file)


def write_headless(path: Path) -> None:
    book = openpyxl.Workbook()
    for number in range(30):
        book.active.append([number, number * number, f"Zeile {number}"])
    book.save(path)
    book.close()


def write_blank(path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(path)
    book.close()


def write_cut(path: Path) -> None:
    data = platform_workbook(invent_people(20, seed=1))
    path.write_bytes(data[: len(data) * 2 // 3])


def write_other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "xin chào")


def write_picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)


def make_folder(path: Path) -> None:
    path.mkdir()


def make_none(path: Path) -> None:
    del path


@pytest.mark.parametrize(
    ("write", "codes"),
    [
        (write_text, {"list.not_a_table"}),
        (write_nothing, {"list.empty"}),
        (write_locked, {"list.password"}),
        (write_headless, {"list.none"}),
        (write_blank, {"list.empty"}),
        (write_cut, {"list.damaged"}),
        (write_other_zip, {"list.damaged", "list.not_a_table"}),
        (write_picture, {"list.not_a_table"}),
        (make_folder, {"list.folder"}),
        (make_none, {"list.missing"}),
    ],
)
def test_a_file_that_is_no_list_is_told_in_one_sentence(
    laptop: Laptop, tmp_path: Path, write: Callable[[Path], None], codes: set[str]
) -> None:
    path, before = tmp_path / "tu xa gui.xlsx", laptop.dump("events")
    write(path)
    for language in ("en", "vi"):
        said = laptop.try_here([word if word != "en" else language for word in laptop.spell("load", path)])
        assert said.status == 3
        (refused,) = said.record["refused"]
        assert refused["code"] in codes
        assert path.name in refused["message"]
        assert said.err == refused["message"] + "\n"
    see_whole(laptop, before)


def write_million_rows(path: Path) -> None:
    """Take a list and let somebody have formatted it down to the last row of the sheet."""
    source = io.BytesIO(plain_list(invent_people(12, seed=4)))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                rows = "".join(f'<row r="{row}"><c r="A{row}"/></row>' for row in range(100, 1_048_577))
                data = data.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
            new.writestr(name, data)


def test_a_million_empty_rows_are_read_or_told_of(laptop: Laptop, tmp_path: Path) -> None:
    path, before = tmp_path / "keo den cuoi.xlsx", laptop.dump("events")
    write_million_rows(path)
    said = laptop.try_here(laptop.spell("load", "--dry-run", path))
    assert said.status in {0, 3}
    if said.status == 0:
        rows = said.record["files"][0]["rows"]
        assert rows["read"] - rows["set_aside"] == 12
        assert rows["set_aside"] < 30
    else:
        assert said.record["refused"][0]["code"] in {"list.too_large", "list.too_slow"}
    see_whole(laptop, before)


# -- the store ---------------------------------------------------------------------------------------------------------

_HOLD = """
import sys, pathlib
from vaxdesk.store.folder import StoreFolder
lock = StoreFolder(pathlib.Path(sys.argv[1])).lock()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def hold() -> Iterator[Callable[[Laptop], None]]:
    """Let another program have a laptop's store open."""
    programs = []

    def start(laptop: Laptop) -> None:
        program = subprocess.Popen(
            [sys.executable, "-c", _HOLD, str(laptop.store)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=laptop.environment,
        )  # fmt: skip
        programs.append(program)
        assert program.stdout is not None
        assert program.stdout.readline() == b"held\n"

    yield start
    for program in programs:
        program.communicate(timeout=30)


def test_a_store_in_use_is_told_at_once(laptop: Laptop, hold: Callable[[Laptop], None]) -> None:
    hold(laptop)
    # Whoever waited for the other program would never come back: it ends only after the test.
    for words in (["dump"], ["check"], ["restore", str(laptop.password_file), "--replace"]):
        said = laptop.start(laptop.spell(*words))
        assert said.status == 3, words
        assert said.record["refused"][0]["code"] in {"store.in_use", "backup.damaged"}
    # Nobody is asked for a password in vain.
    asked = laptop.start(["check", "--store", str(laptop.store), "--json"])
    assert asked.record["refused"][0]["code"] == "store.in_use"


def damage(path: Path, at: int = 5000, size: int = 4000) -> None:
    data = bytearray(path.read_bytes())
    for place in range(at, min(at + size, len(data))):
        data[place] ^= 0xFF
    path.write_bytes(bytes(data))


def test_a_damaged_database_is_told_and_a_backup_brings_it_back(laptop: Laptop, tmp_path: Path) -> None:
    saved, before = laptop.do_here("backup", "--out", tmp_path / "sao luu")["file"], laptop.dump("events")
    damage(laptop.store / "store.db", at=0)
    for words in (("dump",), ("check",), ("verify",)):
        refused = laptop.do_here(*words, status=3)["refused"]
        assert refused[0]["code"] in {"store.damaged", "store.key_wrong"}
    laptop.do_here("restore", saved, "--replace")
    see_whole(laptop, before)


def test_damage_somewhere_in_the_middle_is_found_by_verify_or_refused(laptop: Laptop) -> None:
    size = (laptop.store / "store.db").stat().st_size
    damage(laptop.store / "store.db", at=size // 2)
    said = laptop.try_here(laptop.spell("verify"))
    assert said.status in {1, 3}
    if said.status == 1:
        assert said.record["ok"] is False
        assert not all(one["ok"] for one in said.record["checks"])
    else:
        assert said.record["refused"][0]["code"] == "store.damaged"


def test_a_cut_database_is_told(laptop: Laptop) -> None:
    data = (laptop.store / "store.db").read_bytes()
    for length in (0, 100, 4096, len(data) - 4096):
        (laptop.store / "store.db").write_bytes(data[:length])
        said = laptop.try_here(laptop.spell("verify"))
        assert said.status in {1, 3}, length
    (laptop.store / "store.db").write_bytes(data)
    assert laptop.do_here("verify")["ok"] is True


def test_one_damaged_keyring_mends_and_two_are_told(laptop: Laptop) -> None:
    before = laptop.dump("events")
    rings = sorted(laptop.store.glob("keyring*.json"))
    assert len(rings) == 2
    good = rings[0].read_bytes()
    rings[0].write_bytes(b"\0" * 100)
    see_whole(laptop, before)
    assert rings[0].read_bytes() == good
    for ring in rings:
        ring.write_bytes(good[: len(good) // 2])
    assert laptop.do_here("dump", status=3)["refused"][0]["code"] == "keyring.damaged"
    for ring in rings:
        ring.unlink()
    assert laptop.do_here("dump", status=3)["refused"][0]["code"] == "keyring.damaged"


def test_a_keyring_of_another_store_is_told(laptop: Laptop, tmp_path: Path) -> None:
    other = Laptop(tmp_path / "khac").make()
    for ring in other.store.glob("keyring*.json"):
        shutil.copy(ring, laptop.store / ring.name)
    assert laptop.do_here("dump", status=3)["refused"][0]["code"] in {"store.key_wrong", "store.damaged"}


def test_a_store_is_never_made_over_another(laptop: Laptop, tmp_path: Path) -> None:
    before = laptop.dump("events")
    saved = laptop.do_here("backup", "--out", tmp_path / "sao luu")["file"]
    for words in (
        ("init", "--station", "Trạm", "--commune", "25222", "--user", "Hoa"),
        ("restore", saved),
        ("demo", "--people", "5"),
    ):
        assert laptop.do_here(*words, status=3)["refused"][0]["code"] == "store.exists"
    see_whole(laptop, before)


def test_a_backup_that_is_none_restores_nothing(laptop: Laptop, tmp_path: Path) -> None:
    before = laptop.dump("events")
    saved = Path(laptop.do_here("backup", "--out", tmp_path / "sao luu")["file"])
    data = saved.read_bytes()
    cut, flipped = data[:-100], data[:9000] + bytes([data[9000] ^ 1]) + data[9001:]
    for content in (b"", b"nichts", cut, flipped):
        saved.write_bytes(content)
        assert laptop.do_here("restore", saved, "--replace", status=3)["refused"][0]["code"] == "backup.damaged"
    assert laptop.do_here("restore", tmp_path / "nichts", status=3)["refused"][0]["code"] == "drive.unreadable"
    see_whole(laptop, before)


def test_a_wrong_password_restores_nothing(laptop: Laptop, tmp_path: Path) -> None:
    before = laptop.dump("events")
    saved = laptop.do_here("backup", "--out", tmp_path / "sao luu")["file"]
    wrong = tmp_path / "falsch"
    wrong.write_text("falsch", encoding="utf-8")
    words = ["restore", saved, "--json", "--password-file", str(wrong)]
    for store, more in ((laptop.store, ["--replace"]), (tmp_path / "neu", [])):
        said = laptop.try_here([*words, *more, "--store", str(store)])
        assert (said.status, said.record["refused"][0]["code"]) == (3, "password.wrong")
    see_whole(laptop, before)
    assert laptop.try_here(["dump", "--store", str(tmp_path / "neu"), "--json"]).status == 3
