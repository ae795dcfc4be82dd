"""Where a password comes from, and who works."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.laptop import PASSWORD, Laptop

PATIENCE = 60.0


def test_a_file_comes_before_the_environment(filled: Laptop) -> None:
    words = ["check", "--store", str(filled.store), "--lang", "en"]
    assert filled.try_here(words, {"VAXDESK_PASSWORD": PASSWORD}).status == 0
    assert filled.try_here(words, {"VAXDESK_PASSWORD": "falsch"}).status == 3
    words += ["--password-file", str(filled.password_file)]
    assert filled.try_here(words, {"VAXDESK_PASSWORD": "falsch"}).status == 0


def test_with_nobody_to_ask_it_ends_with_one(filled: Laptop) -> None:
    said = filled.try_here(["check", "--store", str(filled.store), "--json", "--lang", "en"])
    assert said.status == 1
    assert [one["code"] for one in said.record["refused"]] == ["password.nobody"]
    assert said.err == (
        "A password is needed, and nobody is at the terminal to type it. Name a file with --password-file, or set"
        " VAXDESK_PASSWORD.\n"
    )


def test_nobody_is_asked_for_the_password_of_a_store_that_is_not_there(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    for words in (["check"], ["verify"], ["dump"]):
        said = laptop.try_here([*words, "--store", str(tmp_path / "nichts"), "--json"])
        assert said.status == 3
        assert [one["code"] for one in said.record["refused"]] == ["store.missing"]


def test_a_password_file_that_cannot_be_read_is_told(filled: Laptop, tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes("mật khẩu".encode("utf-16"))
    for file in (tmp_path / "nichts", tmp_path, tmp_path / "latin"):
        said = filled.try_here(["check", "--store", str(filled.store), "--password-file", str(file), "--json"])
        assert said.status == 3
        assert [one["code"] for one in said.record["refused"]] == ["password.file"]


def test_only_the_first_line_of_a_file_is_the_password(filled: Laptop, tmp_path: Path) -> None:
    file = tmp_path / "windows.txt"
    file.write_bytes(b"\xef\xbb\xbf" + PASSWORD.encode() + b"\r\nzweite Zeile\r\n")
    assert filled.try_here(["check", "--store", str(filled.store), "--password-file", str(file)]).status == 0


def test_a_wrong_password_and_a_stranger_end_with_three(filled: Laptop) -> None:
    words = ["check", "--store", str(filled.store), "--json"]
    wrong = filled.try_here(words, {"VAXDESK_PASSWORD": "falsch"})
    assert (wrong.status, wrong.record["refused"][0]["code"]) == (3, "password.wrong")
    stranger = filled.try_here([*words, "--user", "Hoa"], {"VAXDESK_PASSWORD": PASSWORD})
    assert (stranger.status, stranger.record["refused"][0]["code"]) == (3, "user.stranger")


def test_the_user_comes_from_the_option_then_the_environment(
    laptop: Laptop, tmp_path: Path, write_list: Callable[..., Path]
) -> None:
    secret = tmp_path / "minh.txt"
    secret.write_text("mật khẩu của Minh", encoding="utf-8")
    laptop.do_here("user", "add", "Minh", "--new-password-file", secret)
    laptop.do_here("load", write_list("Lê Thị Cúc,01/05/1970,Nữ,070170001111,0912345670,Thôn 1,15/08/2021,Pfizer,,"))
    person = laptop.dump()[0]["id"]
    minh = ["--store", str(laptop.store), "--password-file", str(secret), "--json"]
    assert laptop.try_here(["set", person, "note", "một", *minh], {"VAXDESK_USER": "Minh"}).status == 0
    assert laptop.try_here(["set", person, "note", "hai", *minh, "--user", "Minh"], {"VAXDESK_USER": "Lan"}).status == 0
    laptop.do_here("set", person, "note", "ba")
    users = [event["user"] for event in laptop.dump("events") if event["kind"] == "set"]
    assert users == ["Minh", "Minh", "Lan"]


def test_staff_may_not_do_what_a_lead_may(laptop: Laptop, tmp_path: Path) -> None:
    secret = tmp_path / "minh.txt"
    secret.write_text("mật khẩu của Minh", encoding="utf-8")
    laptop.do_here("user", "add", "Minh", "--new-password-file", secret)
    minh = ["--store", str(laptop.store), "--password-file", str(secret), "--json", "--user", "Minh"]
    for words in (
        ["user", "add", "Hoa", "--new-password-file", str(secret)],
        ["user", "remove", "Lan"],
        ["user", "passwd", "Lan", "--new-password-file", str(secret)],
        ["keys", "export", "--out", str(tmp_path / "khoa")],
    ):
        said = laptop.try_here([*words, *minh], {"VAXDESK_EXPORT_PASSPHRASE": "bốn từ rất dài"})
        assert (said.status, said.record["refused"][0]["code"]) == (1, "lead.only"), words
    assert not (tmp_path / "khoa").exists()


def test_init_needs_a_user_a_fit_password_and_a_name_that_fits_on_a_card(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    station = ["init", "--station", "Trạm", "--store", str(laptop.store), "--json"]
    secret = ["--password-file", str(laptop.password_file)]
    short = tmp_path / "kurz"
    short.write_text("kurz", encoding="utf-8")
    for words, code in (
        ([*station, "--commune", "25222", *secret], "user.name_missing"),
        ([*station, "--commune", "25222", "--user", "Lan", "--password-file", str(short)], "password.weak"),
        ([*station, "--commune", "25 222", "--user", "Lan", *secret], "card.field"),
        ([*station, "--commune", "T", "--user", "Lan", *secret], "commune.wrong"),
        ([*station, "--commune", "2522", "--user", "Lan", *secret], "commune.wrong"),
        (["init", "--station", "", "--commune", "25222", "--user", "L", *station[3:], *secret], "card.field"),
        ([*station, "--commune", "25222", "--user", " ", *secret], "user.name_wrong"),
        (["init", "--station", "x" * 121, "--commune", "1", "--user", "L", *station[3:], *secret], "card.field"),
    ):
        said = laptop.try_here(words)
        assert (said.status, said.record["refused"][0]["code"]) == (2 if code == "user.name_missing" else 1, code)
        assert laptop.try_here(["check", "--store", str(laptop.store), "--json"]).status == 3
    assert laptop.try_here([*station, "--commune", "25222", "--user", "Lan", *secret]).status == 0
    again = laptop.try_here([*station, "--commune", "25222", "--user", "Lan"])
    assert (again.status, again.record["refused"][0]["code"]) == (3, "store.exists")


@pytest.mark.parametrize(("code", "told"), [("25222", 0), ("99999", 1)])
def test_a_commune_that_is_in_no_table_is_doubted_aloud(tmp_path: Path, code: str, told: int) -> None:
    laptop = Laptop(tmp_path)
    words = ["init", "--station", "Trạm", "--commune", code, "--user", "Lan", "--store", str(laptop.store)]
    said = laptop.try_here([*words, "--password-file", str(laptop.password_file), "--lang", "en"])
    assert said.status == 0
    assert said.err.count(f"No commune of the code {code} is known here") == told


@pytest.mark.parametrize(("code", "told"), [("25222", 0), ("99999", 1)])
def test_a_new_laptop_has_its_commune_checked_as_the_first_had(tmp_path: Path, code: str, told: int) -> None:
    laptop = Laptop(tmp_path)
    words = ["join", "ask", "--station", "Trạm – máy 2", "--user", "Lan", "--store", str(laptop.store)]
    words += ["--out", str(tmp_path / "may2.vaxcard"), "--password-file", str(laptop.password_file), "--lang", "en"]
    wrong = laptop.try_here([*words, "--commune", "2522", "--json"])
    assert (wrong.status, wrong.record["refused"][0]["code"]) == (1, "commune.wrong")
    assert not laptop.store.exists()
    said = laptop.try_here([*words, "--commune", code])
    assert said.status == 0
    assert said.err.count(f"No commune of the code {code} is known here") == told


def test_an_export_wants_a_strong_passphrase(filled: Laptop, tmp_path: Path) -> None:
    words = filled.spell("keys", "export", "--out", tmp_path / "khoa")
    assert filled.try_here(words).record["refused"][0]["code"] == "password.nobody"
    weak = filled.try_here(words, {"VAXDESK_EXPORT_PASSPHRASE": "kurz"})
    assert (weak.status, weak.record["refused"][0]["code"]) == (1, "password.weak")
    assert not (tmp_path / "khoa").exists()
    assert filled.try_here(words, {"VAXDESK_EXPORT_PASSPHRASE": "bốn từ rất dài"}).status == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_at_a_terminal_the_password_is_asked_for_and_not_shown(filled: Laptop) -> None:
    status, shown = type_at_terminal(filled, ["check", "--store", str(filled.store), "--lang", "en"], [PASSWORD])
    assert status == 0
    assert "Password: " in shown
    assert PASSWORD not in shown


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_a_new_password_is_typed_twice(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    words = ["init", "--station", "Trạm", "--commune", "25222", "--user", "Lan", "--store", str(laptop.store)]
    status, shown = type_at_terminal(laptop, [*words, "--lang", "en"], [PASSWORD, PASSWORD + "x"])
    assert status == 1
    assert "The two passwords are not the same." in shown
    assert not laptop.store.exists()


def type_at_terminal(laptop: Laptop, words: list[str], answers: list[str]) -> tuple[int, str]:
    """Run the program at a terminal and answer each question that ends in a colon; give status and what was shown."""
    ours, theirs = pty.openpty()
    shown = b""
    with subprocess.Popen(
        [sys.executable, "-m", "vaxdesk", *words],
        stdin=theirs, stdout=theirs, stderr=theirs, env=laptop.environment, start_new_session=True,
    ) as program:  # fmt: skip
        os.close(theirs)
        asked, until = 0, time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if not select.select([ours], [], [], 0.2)[0]:
                continue
            try:
                piece = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            shown += piece
            if shown.rstrip(b" ").endswith(b":") and asked < len(answers):
                os.write(ours, answers[asked].encode() + b"\n")
                asked += 1
            if not piece:
                break
        status = program.wait(PATIENCE)
    os.close(ours)
    return status, shown.decode()
