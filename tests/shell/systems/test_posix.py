"""Linux: locks, memory, drives, flushing."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vaxdesk.systems import this_system
from vaxdesk.systems.posix import PosixSystem

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Linux only")

SYSTEM = PosixSystem()

HOLD = """
import sys, time
from pathlib import Path
from vaxdesk.systems import this_system
lock = this_system().lock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_this_system_is_the_one_we_are_on() -> None:
    assert this_system().name == sys.platform
    assert this_system() is this_system()


def test_a_second_lock_of_the_same_program_is_refused(tmp_path: Path) -> None:
    with SYSTEM.lock(tmp_path / "lock"), pytest.raises(BlockingIOError):
        SYSTEM.lock(tmp_path / "lock")
    SYSTEM.lock(tmp_path / "lock").release()


def test_a_lock_ends_with_the_process_that_holds_it_even_when_killed(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, encoding="utf-8") as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(BlockingIOError):
            SYSTEM.lock(path)
        other.kill()
        other.wait()
        SYSTEM.lock(path).release()


def test_readers_share_what_no_writer_holds(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    SYSTEM.lock(path).release()
    with SYSTEM.lock(path, shared=True), SYSTEM.lock(path, shared=True), pytest.raises(BlockingIOError):
        SYSTEM.lock(path)
    with SYSTEM.lock(path), pytest.raises(BlockingIOError):
        SYSTEM.lock(path, shared=True)


def test_letting_go_twice_does_no_harm(tmp_path: Path) -> None:
    lock = SYSTEM.lock(tmp_path / "lock")
    lock.release()
    lock.release()


def test_more_memory_than_allowed_is_a_memory_error() -> None:
    script = (
        "from vaxdesk.systems import this_system\n"
        "this_system().limit_memory(512 * 1024 * 1024)\n"
        "this_system().limit_memory(1024 * 1024 * 1024)\n"
        "try:\n"
        "    bytearray(700 * 1024 * 1024)\n"
        "except MemoryError:\n"
        "    print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == "refused\n"


def test_a_file_reads_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "paper"
    path.write_bytes(b"text" * 5000)
    assert SYSTEM.read_back(path) == b"text" * 5000
    with SYSTEM.open_back(path) as file:
        assert file.read(4) == b"text"
    SYSTEM.flush_folder(tmp_path)
    assert SYSTEM.free_bytes(tmp_path) > 0


def test_others_are_kept_out_of_files_and_folders(tmp_path: Path) -> None:
    path = tmp_path / "paper"
    path.touch(mode=0o644)
    SYSTEM.make_private(path)
    SYSTEM.make_private(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert tmp_path.stat().st_mode & 0o777 == 0o700


def test_the_folders_follow_the_profile(profile: Path) -> None:
    assert SYSTEM.data_folder() == profile / ".local/share/vaxdesk"
    assert SYSTEM.config_folder() == profile / ".config/vaxdesk"


def test_a_letter_the_terminal_lacks_fails_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    octets = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(octets, encoding="ascii"))
    SYSTEM.prepare_console()
    sys.stdout.write("Trạm")
    sys.stdout.flush()
    assert octets.getvalue() == b"Tr\\u1ea1m"


@pytest.fixture
def machine(tmp_path: Path) -> PosixSystem:
    """Give a machine with a disk, a stick named with a space, a card reader and a USB disk."""
    proc, sysfs = tmp_path / "proc", tmp_path / "sys"
    places = {name: tmp_path / "media" / name for name in ("MY STICK", "card", "usbdisk", "empty")}
    for place in places.values():
        place.mkdir(parents=True)
    proc.mkdir()
    lines = [
        "proc /proc proc rw 0 0",
        f"/dev/sda1 {tmp_path} ext4 rw 0 0",
        f"/dev/sdb1 {str(places['MY STICK']).replace(' ', chr(92) + '040')} vfat rw 0 0",
        f"/dev/mmcblk0p1 {places['card']} exfat rw 0 0",
        f"/dev/sdc1 {places['usbdisk']} ntfs3 rw 0 0",
        f"/dev/sdb2 {tmp_path / 'pulled-out'} vfat rw 0 0",
        "short line",
    ]
    (proc / "mounts").write_text("\n".join(lines), encoding="utf-8")
    block = sysfs / "class" / "block"
    block.mkdir(parents=True)
    for disk, parts, removable, bus in [
        ("sda", ["sda1"], "0", "pci0/ata1"),
        ("sdb", ["sdb1", "sdb2"], "1", "pci0/usb1"),
        ("mmcblk0", ["mmcblk0p1"], "1", "pci0/mmc"),
        ("sdc", ["sdc1"], "0", "pci0/usb2/2-1"),
    ]:
        device = sysfs / "devices" / bus / disk
        device.mkdir(parents=True)
        (device / "removable").write_text(removable + "\n", encoding="ascii")
        (block / disk).symlink_to(device)
        for part in parts:
            (device / part).mkdir()
            (block / part).symlink_to(device / part)
    return PosixSystem(proc, sysfs)


def test_sticks_cards_and_usb_disks_are_listed_and_the_built_in_disk_is_not(machine: PosixSystem) -> None:
    drives = machine.drives()
    assert [drive.name for drive in drives] == ["MY STICK", "card", "usbdisk"]
    assert all(drive.free > 0 and drive.path.is_dir() for drive in drives)


def test_a_folder_has_an_identity_only_where_the_drive_keeps_it(machine: PosixSystem, tmp_path: Path) -> None:
    inside = tmp_path / "store"
    inside.mkdir()
    assert machine.folder_identity(inside) == f"inode:{inside.stat().st_ino}"
    on_stick = tmp_path / "media" / "MY STICK" / "store"
    on_stick.mkdir()
    assert machine.folder_identity(on_stick) is None
    assert machine.folder_identity(tmp_path / "media" / "usbdisk") is not None


def test_a_machine_that_tells_nothing_has_no_drives(tmp_path: Path) -> None:
    machine = PosixSystem(tmp_path / "no", tmp_path / "none")
    assert machine.drives() == ()
    assert machine.folder_identity(tmp_path) is None
    assert machine.eject(tmp_path) is False


@pytest.mark.parametrize(("answer", "ejected"), [("0", True), ("1", False)])
def test_ejecting_asks_udisks_and_believes_its_answer(
    machine: PosixSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, *, ejected: bool
) -> None:
    tool = tmp_path / "bin" / "udisksctl"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/asked"\nexit {answer}\n', encoding="utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tool.parent), prepend=os.pathsep)
    assert machine.eject(tmp_path / "media" / "MY STICK") is ejected
    asked = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()
    assert asked[0] == "unmount --no-user-interaction --block-device /dev/sdb1"
    assert len(asked) == (2 if ejected else 1)
