"""The keyring: who opens the store, and what happens to it when things go wrong."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vaxdesk.model.event import write_canonical
from vaxdesk.store.cipher import KEY_BYTES
from vaxdesk.store.errors import (
    CodeMistyped,
    CodeWrong,
    KeyringDamaged,
    KeyringForged,
    LastLead,
    PasswordWeak,
    PasswordWrong,
    UserExists,
    UserNameWrong,
    UserStranger,
    UserUnknown,
)
from vaxdesk.store.keyring import KdfCost, Keyring, Station, User, check_password, create_keyring, read_keyring
from vaxdesk.store.recovery import spell_code
from vaxdesk.systems import System
from vaxdesk.systems.errors import DiskFull
from vaxdesk.systems.posix import PosixSystem

if TYPE_CHECKING:
    from tests.shell.store.conftest import Made

LAN, MINH = "mật khẩu của Lan", "mật khẩu của Minh"
FILES = ("keyring.json", "keyring.copy.json")


def change(path: Path, edit: Callable[[dict[str, object]], object], *, mend_checksum: bool) -> None:
    """Edit a keyring file as an attacker would."""
    said = json.loads(path.read_bytes())
    edit(said)
    if mend_checksum:
        del said["checksum"]
        digest = hashlib.sha256(write_canonical(said)).hexdigest()
        said = {**said, "checksum": digest}
    path.write_bytes(json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n")


# -- opening -------------------------------------------------------------------------------------------------------


def test_each_user_opens_with_their_own_password(made: Made) -> None:
    keyring = made.read_keyring()
    lan, minh = keyring.unlock("Lan", LAN), keyring.unlock("Minh", MINH)
    assert lan.key == minh.key == made.key
    assert len(made.key) == KEY_BYTES
    assert [(one.user, one.role) for one in (lan, minh)] == [("Lan", "lead"), ("Minh", "staff")]
    with pytest.raises(PasswordWrong):
        keyring.unlock("Lan", MINH)


def test_without_a_name_the_first_lead_opens(made: Made) -> None:
    assert made.read_keyring().unlock(None, LAN).user == "Lan"


def test_names_are_found_however_they_are_typed(made: Made, light: KdfCost) -> None:
    keyring = made.read_keyring()
    keyring.add_user(made.key, " Nguyễn  Thị Hường ", "staff", "mật khẩu thứ ba", light)
    typed = unicodedata.normalize("NFD", "nguyễn thị HƯỜNG")
    assert keyring.unlock(typed, "mật khẩu thứ ba").user == "Nguyễn Thị Hường"


def test_a_password_opens_however_the_keyboard_builds_its_letters(made: Made) -> None:
    assert made.read_keyring().unlock("Lan", unicodedata.normalize("NFD", LAN)).key == made.key


def test_an_unknown_user_is_one_sentence(made: Made) -> None:
    with pytest.raises(UserStranger) as refused:
        made.read_keyring().unlock("Hoa", LAN)
    assert "Hoa" in str(refused.value)
    assert refused.value.status == 3


def test_the_recovery_code_opens_as_a_lead(made: Made) -> None:
    keyring = made.read_keyring()
    opened = keyring.unlock_with_code(made.code.lower().replace("-", " "))
    assert (opened.key, opened.user, opened.role) == (made.key, None, "lead")
    with pytest.raises(CodeMistyped):
        keyring.unlock_with_code(made.code[:-2])
    with pytest.raises(CodeWrong):
        keyring.unlock_with_code(spell_code(12345))


def test_nothing_secret_shows_when_printed(made: Made) -> None:
    opened = made.read_keyring().unlock("Lan", LAN)
    assert made.key.hex() not in repr(opened)
    assert "key" not in repr(opened).replace("keyring", "")


def test_the_file_names_users_roles_and_station_and_holds_no_secret_readable(made: Made) -> None:
    octets = (made.folder.path / "keyring.json").read_bytes()
    said = json.loads(octets)
    assert said["format"] == "vaxdesk-keyring/1"
    assert said["station"] == {"name": "Trạm Y tế Đăk Ơ", "code": "25225", "as": "station"}
    assert [(user["name"], user["role"]) for user in said["users"]] == [("Lan", "lead"), ("Minh", "staff")]
    assert said["users"][0]["private"]["memory"] == 64
    for secret in (made.key, made.key[:32], LAN.encode(), made.code.encode()):
        assert secret not in octets
        assert secret.hex().encode() not in octets
    assert (made.folder.path / "keyring.json").read_bytes() == (made.folder.path / "keyring.copy.json").read_bytes()


def test_a_real_password_costs_what_the_design_says(tmp_path: Path) -> None:
    keyring, key, _ = create_keyring(tmp_path, "s", Station("Trạm", "1"), "Lan", "lead", LAN)
    said = json.loads((tmp_path / "keyring.json").read_bytes())["users"][0]["private"]
    assert (said["kdf"], said["memory"], said["passes"], said["lanes"]) == ("argon2id", 65536, 3, 4)
    assert keyring.unlock(None, LAN).key == key


# -- guessing ------------------------------------------------------------------------------------------------------


def read(folder: Path, waits: list[float]) -> Keyring:
    return read_keyring(folder, sleep=waits.append)


def guess(keyring: Keyring, user: str = "Lan") -> None:
    with pytest.raises(PasswordWrong):
        keyring.unlock(user, "wrong")


def test_after_three_wrong_passwords_each_try_waits_longer_up_to_eight_seconds(made: Made) -> None:
    waits: list[float] = []
    keyring = read(made.folder.path, waits)
    for _ in range(3):
        guess(keyring)
    assert waits == []
    for _ in range(5):
        guess(keyring)
    assert waits == [1, 2, 4, 8, 8]
    assert keyring.unlock("Lan", LAN).key == made.key
    assert waits == [1, 2, 4, 8, 8, 8]


def test_wrong_passwords_are_remembered_across_restarts_and_forgotten_after_a_right_one(made: Made) -> None:
    waits: list[float] = []
    for _ in range(4):
        guess(read(made.folder.path, waits))
    assert waits == [1]
    read(made.folder.path, waits).unlock("Lan", LAN)
    assert waits == [1, 2]
    assert not (made.folder.path / "tries.json").exists()
    guess(read(made.folder.path, waits))
    assert waits == [1, 2]


def test_a_colleagues_own_password_does_not_end_the_wait_of_another(made: Made) -> None:
    waits: list[float] = []
    keyring = read(made.folder.path, waits)
    for _ in range(3):
        guess(keyring)
    keyring.unlock("Minh", MINH)
    assert waits == []
    guess(keyring)
    assert waits == [1]


def test_a_try_counts_before_it_is_made_so_that_killing_the_program_saves_nothing(made: Made) -> None:
    def die(_: float) -> None:
        raise KeyboardInterrupt

    for _ in range(3):
        guess(read(made.folder.path, []))
    waits: list[float] = []
    with pytest.raises(KeyboardInterrupt):
        read_keyring(made.folder.path, sleep=die).unlock("Lan", "wrong")
    guess(read(made.folder.path, waits))
    assert waits == [1]


@pytest.mark.parametrize("octets", [b"", b"[]", b'{"Lan": "many"}', b'{"Lan": -5}', b"\xff", b"[" * 100_000])
def test_a_damaged_count_locks_nobody_out(made: Made, octets: bytes) -> None:
    (made.folder.path / "tries.json").write_bytes(octets)
    waits: list[float] = []
    assert read(made.folder.path, waits).unlock("Lan", LAN).key == made.key
    assert waits == []


def test_a_full_disk_locks_nobody_out(made: Made) -> None:
    class Full(PosixSystem):
        def flush_file(self, fd: int) -> None:
            raise OSError(28, f"No space left on device {fd}")

    keyring = read_keyring(made.folder.path, system=Full(), sleep=lambda _: None)
    guess(keyring)
    assert keyring.unlock("Lan", LAN).key == made.key
    with pytest.raises(DiskFull):
        keyring.change_password(made.key, "Lan", "another password")
    assert keyring.unlock("Lan", LAN).key == made.key
    assert made.read_keyring().unlock("Lan", LAN).key == made.key


# -- users ---------------------------------------------------------------------------------------------------------


def test_a_changed_password_opens_and_the_old_one_no_more(made: Made, light: KdfCost) -> None:
    keyring = made.read_keyring()
    keyring.change_password(made.key, "minh", "một mật khẩu khác", light)
    for ring in (keyring, made.read_keyring()):
        assert ring.unlock("Minh", "một mật khẩu khác").key == made.key
        with pytest.raises(PasswordWrong):
            ring.unlock("Minh", MINH)
        assert ring.unlock("Lan", LAN).key == made.key


def test_whoever_lost_a_password_gets_a_new_one_by_the_recovery_code(made: Made, light: KdfCost) -> None:
    keyring = made.read_keyring()
    keyring.change_password(keyring.unlock_with_code(made.code).key, "Lan", "một mật khẩu khác", light)
    assert keyring.unlock("Lan", "một mật khẩu khác").key == made.key


def test_a_new_recovery_code_ends_the_old_one(made: Made) -> None:
    keyring = made.read_keyring()
    code = keyring.renew_code(made.key)
    assert code != made.code
    assert made.read_keyring().unlock_with_code(code).key == made.key
    with pytest.raises(CodeWrong):
        keyring.unlock_with_code(made.code)


def test_users_are_listed_in_the_order_they_came(made: Made) -> None:
    assert made.read_keyring().users == (User("Lan", "lead"), User("Minh", "staff"))


def test_a_removed_user_opens_nothing_and_everybody_else_goes_on(made: Made) -> None:
    keyring, key = made.read_keyring().rekeyed(made.key, without="Minh")
    assert key != made.key
    assert keyring.users == (User("Lan", "lead"),)
    assert keyring.unlock("Lan", LAN).key == key
    assert keyring.unlock_with_code(made.code).key == key
    with pytest.raises(UserStranger):
        keyring.unlock("Minh", MINH)
    # Nothing is written before the database has the new key too.
    assert made.read_keyring().unlock("Minh", MINH).key == made.key


def test_an_old_copy_of_the_keyring_does_not_open_a_new_key(made: Made) -> None:
    old = (made.folder.path / "keyring.json").read_bytes()
    keyring, key = made.read_keyring().rekeyed(made.key, without="Minh")
    keyring.save()
    (made.folder.path / "keyring.json").write_bytes(old)
    assert made.read_keyring().unlock("Lan", LAN).key == key
    with pytest.raises(UserStranger):
        made.read_keyring().unlock("Minh", MINH)
    assert (made.folder.path / "keyring.json").read_bytes() != old


def test_the_last_lead_cannot_be_removed(made: Made, light: KdfCost) -> None:
    keyring = made.read_keyring()
    with pytest.raises(LastLead):
        keyring.rekeyed(made.key, without="Lan")
    with pytest.raises(LastLead):
        keyring.check_removal("Lan")
    keyring.add_user(made.key, "Hoa", "lead", "mật khẩu của Hoa", light)
    keyring.check_removal("Lan")
    assert keyring.rekeyed(made.key, without="Lan")[0].users == (User("Minh", "staff"), User("Hoa", "lead"))


def test_wrong_users_are_refused_and_nothing_changes(made: Made, light: KdfCost) -> None:
    keyring = made.read_keyring()
    before = keyring.spell()
    with pytest.raises(UserExists):
        keyring.add_user(made.key, "LAN", "staff", "mật khẩu thứ ba", light)
    with pytest.raises(PasswordWeak):
        keyring.add_user(made.key, "Hoa", "staff", "ngắn", light)
    for name in ("", "  ", "x" * 61, "a\x07b"):
        with pytest.raises(UserNameWrong):
            keyring.add_user(made.key, name, "staff", "mật khẩu thứ ba", light)
    with pytest.raises(UserUnknown):
        keyring.change_password(made.key, "Hoa", "mật khẩu thứ ba", light)
    with pytest.raises(UserUnknown):
        keyring.rekeyed(made.key, without="Hoa")
    assert keyring.spell() == before == (made.folder.path / "keyring.json").read_bytes()


def test_the_first_user_is_a_lead(tmp_path: Path, light: KdfCost) -> None:
    with pytest.raises(LastLead):
        create_keyring(tmp_path, "s", Station("Trạm", "1"), "Lan", "staff", LAN, light)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("password", ["thuchanh2022", "mười ký tự", "bò gà vịt cá", "0123456789"])
def test_ten_characters_or_four_words_are_enough(password: str) -> None:
    check_password(password)


@pytest.mark.parametrize(
    "password", ["", "ngắn", "a b c d", "123456789", "          "[:9], unicodedata.normalize("NFD", "mậtkhẩu")]
)
def test_a_weak_password_is_refused_with_a_sentence_that_says_what_is_enough(password: str) -> None:
    with pytest.raises(PasswordWeak) as refused:
        check_password(password)
    assert "10" in str(refused.value)
    assert "4" in str(refused.value)


# -- damage --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_any_flipped_bit_of_one_copy_is_mended_from_the_other(made: Made, name: str) -> None:
    path = made.folder.path / name
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        octets = bytearray(whole)
        octets[place] ^= 1 << place % 8
        path.write_bytes(octets)
        made.read_keyring()
        assert path.read_bytes() == whole, place
    assert made.read_keyring().unlock("Lan", LAN).key == made.key


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("left", [None, 0, 1, 500])
def test_a_copy_cut_short_or_lost_is_mended(made: Made, name: str, left: int | None) -> None:
    path = made.folder.path / name
    whole = path.read_bytes()
    path.unlink() if left is None else path.write_bytes(whole[:left])
    assert made.read_keyring().unlock("Lan", LAN).key == made.key
    assert path.read_bytes() == whole


def test_two_damaged_copies_are_damage_and_no_wrong_password(made: Made) -> None:
    for name in FILES:
        path = made.folder.path / name
        path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(KeyringDamaged) as refused:
        made.read_keyring()
    assert refused.value.status == 3
    assert str(made.folder.path) in str(refused.value)


def test_reading_without_mending_leaves_the_damage(made: Made) -> None:
    (made.folder.path / "keyring.json").write_bytes(b"damaged")
    assert read_keyring(made.folder.path, mend=False).unlock("Lan", LAN).key == made.key
    assert (made.folder.path / "keyring.json").read_bytes() == b"damaged"


@pytest.mark.parametrize(
    "octets",
    [b"[]", b"null", b"1", b'{"checksum": 5}', b"[" * 100_000, b'{"format": NaN, "checksum": ""}', b'"\\ud800"'],
)
def test_what_is_no_keyring_at_all_is_damage(made: Made, octets: bytes) -> None:
    for name in FILES:
        (made.folder.path / name).write_bytes(octets)
    with pytest.raises(KeyringDamaged):
        made.read_keyring()


# -- forgery -------------------------------------------------------------------------------------------------------


def test_an_edit_without_a_new_checksum_is_damage(made: Made) -> None:
    for name in FILES:
        change(made.folder.path / name, lambda said: said.update(number=99), mend_checksum=False)
    with pytest.raises(KeyringDamaged):
        made.read_keyring()


def raise_minh(said: dict[str, object]) -> None:
    said["users"][1]["role"] = "lead"  # type: ignore[index]


def rename_station(said: dict[str, object]) -> None:
    said["station"]["code"] = "99999"  # type: ignore[index]


def drop_minh(said: dict[str, object]) -> None:
    del said["users"][1]  # type: ignore[attr-defined]


def plant_public_key(said: dict[str, object]) -> None:
    said["users"][1]["public"] = said["recovery"]["public"]  # type: ignore[index]


@pytest.mark.parametrize("edit", [raise_minh, rename_station, drop_minh, plant_public_key])
def test_an_edit_with_a_new_checksum_is_noticed_by_whoever_opens(
    made: Made, edit: Callable[[dict[str, object]], object]
) -> None:
    for name in FILES:
        change(made.folder.path / name, edit, mend_checksum=True)
    keyring = made.read_keyring()
    with pytest.raises(KeyringForged):
        keyring.unlock("Lan", LAN)
    with pytest.raises(KeyringForged):
        keyring.rekeyed(made.key)
    with pytest.raises(KeyringForged):
        keyring.renew_code(made.key)


def test_somebody_who_raises_his_own_role_does_not_get_in(made: Made) -> None:
    for name in FILES:
        change(made.folder.path / name, raise_minh, mend_checksum=True)
    with pytest.raises(PasswordWrong):
        made.read_keyring().unlock("Minh", MINH)


@pytest.mark.parametrize("cost", [{"memory": 2**40}, {"passes": 10**9}, {"lanes": 0}, {"memory": "64"}, {"kdf": "md5"}])
def test_a_forged_cost_neither_eats_the_memory_nor_crashes(made: Made, cost: dict[str, object]) -> None:
    for name in FILES:
        change(
            made.folder.path / name,
            lambda said: said["users"][0]["private"].update(cost),  # type: ignore[index]
            mend_checksum=True,
        )
    with pytest.raises(KeyringForged):
        made.read_keyring().unlock("Lan", LAN)


def test_a_wrong_store_key_changes_nothing(made: Made, light: KdfCost) -> None:
    keyring = made.read_keyring()
    for act in (
        lambda: keyring.add_user(bytes(KEY_BYTES), "Hoa", "staff", "mật khẩu thứ ba", light),
        lambda: keyring.change_password(bytes(KEY_BYTES), "Lan", "mật khẩu thứ ba", light),
        lambda: keyring.rekeyed(bytes(KEY_BYTES)),
    ):
        with pytest.raises(KeyringForged):
            act()


# -- being killed --------------------------------------------------------------------------------------------------


def test_a_kill_at_any_moment_leaves_the_old_or_the_new_password(
    made: Made, light: KdfCost, die_at: Callable[[int, Callable[[System], object]], bool]
) -> None:
    new = "một mật khẩu khác"
    files = {name: (made.folder.path / name).read_bytes() for name in FILES}
    seen = set()
    for number in range(50):
        for name, octets in files.items():
            (made.folder.path / name).write_bytes(octets)

        def act(system: System) -> None:
            read_keyring(made.folder.path, system=system).change_password(made.key, "Minh", new, light)

        killed = die_at(number, act)
        keyring = made.read_keyring()
        try:
            assert keyring.unlock("Minh", new).key == made.key
            seen.add("new")
        except PasswordWrong:
            assert keyring.unlock("Minh", MINH).key == made.key
            seen.add("old")
        assert keyring.unlock("Lan", LAN).key == made.key
        copies = [(made.folder.path / name).read_bytes() for name in FILES]
        assert copies[0] == copies[1]
        if not killed:
            break
    assert seen == {"old", "new"}


CHANGING = """
import sys
from pathlib import Path
from vaxdesk.store.keyring import KdfCost, read_keyring
keyring, key = read_keyring(Path(sys.argv[1])), bytes.fromhex(sys.stdin.readline())
print("ready", flush=True)
while True:
    for word in ("một", "hai"):
        keyring.change_password(key, "Minh", word + " mật khẩu khác", KdfCost(64, 1, 1))
"""


@pytest.mark.parametrize("wait", [0.003, 0.011, 0.02, 0.037])
def test_a_real_kill_in_the_middle_of_rewriting_leaves_a_store_that_opens(made: Made, wait: float) -> None:
    command = [sys.executable, "-c", CHANGING, str(made.folder.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        writer.stdin.write(made.key.hex() + "\n")
        writer.stdin.flush()
        assert writer.stdout.readline() == "ready\n"
        time.sleep(wait)
        writer.kill()
    with made.folder.lock():
        keyring = made.read_keyring()
        assert keyring.unlock("Lan", LAN).key == made.key
        assert not list(made.folder.path.glob("*.part"))
