"""Windows, its calls played by doubles."""

from __future__ import annotations

import ctypes
import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from vaxdesk.systems.windows import JobLimits, WindowsSystem


def windows_error(number: int) -> OSError:
    error = PermissionError(13, "Access is denied")
    error.winerror = number  # type: ignore[attr-defined]
    return error


class Crt:
    """msvcrt: one byte of a file, locked by one handle."""

    LK_NBLCK, LK_UNLCK = 2, 0

    def __init__(self) -> None:
        self.held: dict[int, int] = {}

    def locking(self, fd: int, mode: int, count: int) -> None:
        assert count == 1
        inode = os.fstat(fd).st_ino
        if mode == self.LK_UNLCK:
            assert self.held.pop(inode) == fd
        elif inode in self.held:
            raise PermissionError(13, "Permission denied")
        else:
            self.held[inode] = fd

    def open_osfhandle(self, handle: int, _flags: int) -> int:
        return handle


class Kernel:
    """kernel32: what the tests need of it, remembering what was asked."""

    def __init__(self, files: Path | None = None) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.limits: JobLimits | None = None
        self.files = files
        self.obedient = 1
        self.format = "NTFS"

    def CreateJobObjectW(self, *_: object) -> int:  # noqa: N802
        return 2**40

    def GetCurrentProcess(self) -> int:  # noqa: N802
        return 2**64 - 1

    def SetInformationJobObject(self, job: Any, kind: int, limits: Any, size: int) -> int:  # noqa: ANN401, N802
        assert (job.value, kind, size) == (2**40, 9, ctypes.sizeof(JobLimits))
        self.limits = limits._obj
        return 1

    def AssignProcessToJobObject(self, job: Any, process: Any) -> int:  # noqa: ANN401, N802
        assert job.value == 2**40
        assert process.value == 2**64 - 1
        return self.obedient

    def SetErrorMode(self, mode: int) -> int:  # noqa: N802
        self.asked.append(("mode", mode))
        return 7

    def GetLogicalDrives(self) -> int:  # noqa: N802
        return 0b111100

    def GetDriveTypeW(self, root: str) -> int:  # noqa: N802
        return 3 if root == "C:\\" else 2

    def GetVolumeInformationW(  # noqa: N802
        self,
        root: str,
        label: Any,  # noqa: ANN401
        _length: int,
        *rest: Any,  # noqa: ANN401
    ) -> int:
        if root == "D:\\":
            return 0  # an empty card reader
        if label is not None:
            label.value = "TRẠM" if root == "E:\\" else ""
        if rest[3] is not None:
            rest[3].value = self.format
        return 1

    def GetDiskFreeSpaceExW(self, _root: str, free: Any, *_: object) -> int:  # noqa: ANN401, N802
        free._obj.value = 2**33
        return 1

    def CreateFileW(self, name: str, *rest: object) -> int:  # noqa: N802
        self.asked.append(("open", name, rest[-2]))
        if self.files is None:
            return 2**64 - 1
        return os.open(name, os.O_RDONLY) if name.startswith("/") else 2**40

    def DeviceIoControl(self, _handle: object, code: int, *_: object) -> int:  # noqa: N802
        self.asked.append(("control", code))
        return self.obedient

    def CloseHandle(self, handle: Any) -> int:  # noqa: ANN401, N802
        self.asked.append(("close", handle.value))
        return 1

    def SetConsoleOutputCP(self, page: int) -> int:  # noqa: N802
        self.asked.append(("page", page))
        return 1

    SetConsoleCP = SetConsoleOutputCP


def test_a_file_an_antivirus_holds_is_replaced_as_soon_as_it_lets_go(tmp_path: Path) -> None:
    waits: list[float] = []
    answers = [windows_error(32), windows_error(5), None]

    def replace(source: Path, target: Path) -> None:
        answer = answers.pop(0)
        if answer is not None:
            raise answer
        source.replace(target)

    (tmp_path / "new").write_bytes(b"new")
    WindowsSystem(sleep=waits.append, replace=replace).replace(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_bytes() == b"new"
    assert waits == [0.05, 0.1]


def test_patience_with_an_antivirus_ends_after_some_seconds(tmp_path: Path) -> None:
    waits: list[float] = []

    def replace(_source: Path, _target: Path) -> None:
        raise windows_error(32)

    with pytest.raises(PermissionError):
        WindowsSystem(sleep=waits.append, replace=replace).replace(tmp_path / "new", tmp_path / "old")
    assert 5 < sum(waits) < 15


def test_another_failure_is_not_waited_for(tmp_path: Path) -> None:
    waits: list[float] = []
    with pytest.raises(FileNotFoundError):
        WindowsSystem(sleep=waits.append).replace(tmp_path / "missing", tmp_path / "old")
    assert waits == []


def test_a_second_lock_is_refused_and_the_first_can_be_let_go(tmp_path: Path) -> None:
    system = WindowsSystem(crt=Crt())
    with system.lock(tmp_path / "lock") as lock:
        with pytest.raises(BlockingIOError):
            system.lock(tmp_path / "lock")
        lock.release()
        with system.lock(tmp_path / "lock"):
            pass
    with system.lock(tmp_path / "lock", shared=True):
        pass


def test_a_limit_of_memory_is_a_job_that_outlives_the_call() -> None:
    kernel = Kernel()
    WindowsSystem(kernel=kernel).limit_memory(10**9)
    assert kernel.limits is not None
    assert kernel.limits.process_memory == 10**9
    assert kernel.limits.basic.flags == 0x100


def test_a_limit_windows_refuses_is_an_error() -> None:
    kernel = Kernel()
    kernel.obedient = 0
    with pytest.raises(OSError, match="job"):
        WindowsSystem(kernel=kernel).limit_memory(10**9)


def test_the_limits_have_the_size_windows_expects() -> None:
    assert ctypes.sizeof(JobLimits) == (144 if ctypes.sizeof(ctypes.c_void_p) == 8 else 112)


def test_sticks_are_listed_with_their_labels_and_empty_readers_are_not() -> None:
    kernel = Kernel()
    drives = WindowsSystem(kernel=kernel).drives()
    assert [drive.name for drive in drives] == ["TRẠM (E:)", "USB (F:)"]
    assert {drive.free for drive in drives} == {2**33}
    assert kernel.asked == [("mode", 1), ("mode", 7)]


@pytest.mark.parametrize("obedient", [1, 0])
def test_ejecting_locks_dismounts_and_ejects(tmp_path: Path, obedient: int) -> None:
    kernel = Kernel(files=tmp_path)
    kernel.obedient = obedient
    assert WindowsSystem(kernel=kernel).eject(Path("E:\\")) is bool(obedient)
    assert kernel.asked[0][1] == "\\\\.\\E:"
    controls = [asked[1] for asked in kernel.asked if asked[0] == "control"]
    assert controls == ([0x90018, 0x90020, 0x2D4808] if obedient else [0x90018])
    assert kernel.asked[-1] == ("close", 2**40)


def test_a_drive_that_cannot_be_opened_is_not_ejected() -> None:
    assert WindowsSystem(kernel=Kernel()).eject(Path("E:\\")) is False


@pytest.mark.parametrize("size", [0, 1, 512, 1024 * 1024, 1024 * 1024 + 1, 3 * 1024 * 1024 - 7])
def test_unbuffered_reading_gives_every_byte(tmp_path: Path, size: int) -> None:
    path = tmp_path / "paper"
    octets = os.urandom(size)
    path.write_bytes(octets)
    kernel = Kernel(files=tmp_path)
    system = WindowsSystem(kernel=kernel, crt=Crt())
    assert system.read_back(path) == octets
    assert kernel.asked[0][2] == 0x2000_0000
    with system.open_back(path) as file:
        assert file.seek(0, io.SEEK_END) == size
        assert file.seek(size // 2) == size // 2
        assert file.read() == octets[size // 2 :]
        assert file.tell() == size


def test_where_unbuffered_reading_is_refused_the_file_is_read_plainly(tmp_path: Path) -> None:
    path = tmp_path / "paper"
    path.write_bytes(b"text")
    assert WindowsSystem(kernel=Kernel(), crt=Crt()).read_back(path) == b"text"


def test_the_console_speaks_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    octets = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(octets, encoding="cp1252"))
    kernel = Kernel()
    WindowsSystem(kernel=kernel).prepare_console()
    sys.stdout.write("Trạm")
    sys.stdout.flush()
    assert octets.getvalue() == "Trạm".encode()
    assert kernel.asked == [("page", 65001), ("page", 65001)]


def test_a_folder_has_an_identity_on_ntfs_and_none_on_fat(tmp_path: Path) -> None:
    kernel = Kernel()
    assert WindowsSystem(kernel=kernel).folder_identity(tmp_path) == f"index:{tmp_path.stat().st_ino}"
    kernel.format = "FAT32"
    assert WindowsSystem(kernel=kernel).folder_identity(tmp_path) is None


def test_what_windows_does_by_itself_is_left_to_it(tmp_path: Path) -> None:
    system = WindowsSystem()
    system.flush_folder(tmp_path)
    system.make_private(tmp_path)
    assert system.name == "windows"
    assert system.free_bytes(tmp_path) > 0
    with (tmp_path / "paper").open("wb") as file:
        system.flush_file(file.fileno())
    assert system.data_folder().name == "VaxDesk"
    assert system.config_folder().name == "VaxDesk"


def test_what_is_copied_is_marked_for_history_and_cloud_to_leave_it() -> None:
    formats = WindowsSystem().private_formats()
    assert set(formats.values()) == {bytes(4)}
    assert {name.partition('"')[2].rstrip('"') for name in formats} == {
        "ExcludeClipboardContentFromMonitorProcessing", "CanIncludeInClipboardHistory", "CanUploadToCloudClipboard",
    }  # fmt: skip
    assert all(name.startswith("application/x-qt-windows-mime;value=") for name in formats)
