"""A full disk, a folder that can't be written, Ctrl-C, a mistake of ours: one sentence, nothing lost, nobody named."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest

from tests.journeys.laptop import Laptop, acquaint, see_whole
from vaxdesk import entry
from vaxdesk.cli import people
from vaxdesk.intake.samples import invent_people, plain_csv
from vaxdesk.store.folder import StoreFolder

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits, signals and rights are those of Linux")

SECRETS = ("Nguyễn Văn Mật", "070085009999", "0912999888")


# -- the disk ----------------------------------------------------------------------------------------------------------


def limit_files(size: int) -> Callable[[], None]:
    """Let no file grow beyond a size: to a program that is what a full disk is."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def test_a_full_disk_is_told_and_the_store_stays_whole(laptop: Laptop, tmp_path: Path) -> None:
    district = Laptop(tmp_path / "huyen").make("Trung tâm Y tế", "691", "district")
    acquaint(laptop, district)
    path, usb = tmp_path / "lon.csv", tmp_path / "usb"
    usb.mkdir()
    path.write_bytes(plain_csv(invent_people(700, seed=5)))
    before, size = laptop.dump("events"), (laptop.store / "store.db").stat().st_size
    for words, most in (
        (("load", str(path)), size + 20_000),
        (("backup", "--out", str(usb / "b")), size // 2),
        (("backup",), size // 2),
        (("pack", "--to", "Trung tâm Y tế", "--out", str(usb)), 6_000),
        (("upload", "--out", str(usb)), 6_000),
        (("card", "--out", str(usb / "k")), 100),
    ):
        if words[0] == "upload":
            laptop.do_here("mark", ready_one(laptop), "matched")
            before = laptop.dump("events")
        said = laptop.start(laptop.spell(*words), before=limit_files(most))
        assert said.status == 3, (words, said)
        # SQLite calls the limit a failing disk; a disk that is really full it calls full.
        assert said.record["refused"][0]["code"] in {"disk.full", "disk.failed"}, words
        assert len(said.err.splitlines()) == 1
        assert [one.name for one in usb.iterdir()] == [], words
        see_whole(laptop, before)
    laptop.do_here("load", path)
    assert laptop.do_here("verify")["ok"] is True


def ready_one(laptop: Laptop) -> str:
    found: str = next(
        person["id"]
        for person in laptop.dump()
        if person["doses"] and not any(issue["severity"] == "error" for issue in person["issues"])
    )
    return found


def test_a_folder_that_can_only_be_read_opens_for_reading(laptop: Laptop, tmp_path: Path) -> None:
    shown, path = laptop.dump(), tmp_path / "them.csv"
    path.write_bytes(plain_csv(invent_people(3, seed=9)))
    person = shown[0]["id"]
    with mock.patch.object(StoreFolder, "read_only", new=True):
        assert laptop.dump() == shown
        assert laptop.do_here("verify")["ok"] is True
        assert laptop.try_here(laptop.spell("search", *shown[0]["full_name"].split())).records
        for words in (
            ("set", person, "note", "x"),
            ("mark", person, "matched"),
            ("load", str(path)),
            ("undo",),
        ):
            refused = laptop.do_here(*words, status=3)["refused"]
            assert [one["code"] for one in refused] == ["store.read_only"], words
    assert laptop.dump() == shown


def test_output_that_cannot_be_written_is_told(laptop: Laptop) -> None:
    person = laptop.dump()[0]["id"]
    for words in (("dump",), ("set", person, "note", "đã lưu")):
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            done = subprocess.run(
                [sys.executable, "-m", "vaxdesk", *laptop.spell(*words)],
                stdout=full, stderr=subprocess.PIPE, env=laptop.environment, check=False, timeout=60,
            )  # fmt: skip
        assert done.returncode == 3
        assert len(done.stderr.splitlines()) == 1
    assert next(one for one in laptop.dump() if one["id"] == person)["note"] == "đã lưu"


def test_whoever_stops_reading_stops_the_program_quietly(laptop: Laptop) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "vaxdesk", *laptop.spell("dump", "--table", "events")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=laptop.environment,
    )  # fmt: skip
    with program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 0


def test_a_console_that_knows_no_vietnamese_gets_valid_json(laptop: Laptop) -> None:
    said = laptop.start(laptop.spell("dump"), {"PYTHONIOENCODING": "ascii"})
    assert said.status == 0
    assert said.records == laptop.dump()
    assert said.out.isascii()


def test_an_interruption_keeps_nothing_half_done(laptop: Laptop, tmp_path: Path) -> None:
    before, path = laptop.dump("events"), tmp_path / "lon.csv"
    path.write_bytes(plain_csv(invent_people(6000, seed=6)))
    program = subprocess.Popen(
        [sys.executable, "-m", "vaxdesk", *laptop.spell("load", path)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=laptop.environment,
    )  # fmt: skip
    with program:
        wal = laptop.store / "store.db-wal"
        until = time.monotonic() + 60
        while program.poll() is None and time.monotonic() < until:
            if wal.exists() and wal.stat().st_size > 0:
                break
            time.sleep(0.02)
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=60)
    assert b"Traceback" not in err
    record = json.loads(out)
    if program.returncode == 130:
        assert record["refused"][0]["code"] == "cancelled"
        see_whole(laptop, before)
    else:
        # It came too late: the list was in, and that is what is told.
        assert (program.returncode, record["files"][0]["rows"]["new"]) == (0, 6000)
        see_whole(laptop, laptop.dump("events"))


# -- what the program says of people -----------------------------------------------------------------------------------


def test_a_mistake_of_the_program_is_one_sentence_and_names_nobody(
    laptop: Laptop, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(" ".join(SECRETS))

    with mock.patch.object(people, "set_field", fail), laptop.entered():
        status = entry.main(laptop.spell("set", "x", "full_name", SECRETS[0]))
    out, err = capsys.readouterr()
    assert status == 3
    assert json.loads(out)["refused"][0]["code"] == "fault"
    assert len(err.splitlines()) == 1
    logs = [path for path in laptop.home.rglob("*.log") if path.is_file()]
    assert logs
    for text in (out, err, *(path.read_text(encoding="utf-8") for path in logs)):
        assert not any(secret in text for secret in SECRETS)
        assert "RuntimeError" in text


def test_nothing_of_a_person_is_left_outside_the_store(laptop: Laptop, tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    path = tmp_path / "mat.csv"
    path.write_text(
        f"STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,SĐT\n1,{SECRETS[0]},12/03/1985,Nam,{SECRETS[1]},{SECRETS[2]}\n",
        encoding="utf-8",
    )
    more = {"TMPDIR": str(temporary)}
    said = [laptop.start(laptop.spell("load", path), more)]
    person = next(one for one in laptop.dump() if one["full_name"] == SECRETS[0])
    said.append(laptop.start(laptop.spell("set", person["id"], "phone", "12"), more))
    said.append(laptop.start(laptop.spell("set", person["id"], "phone", "-"), more, stdin=b"0912999887\n"))
    said.append(laptop.start(laptop.spell("backup"), more))
    assert [one.status for one in said] == [0, 1, 0, 0]
    for one in said:
        assert not any(secret in one.err for secret in SECRETS)
    assert list(temporary.iterdir()) == []
    left = [file for folder in (laptop.home, temporary) for file in folder.rglob("*") if file.is_file()]
    for file in left:
        data = file.read_bytes()
        assert not any(secret.encode() in data for secret in SECRETS), file.name
