from __future__ import annotations

import errno
from pathlib import Path

import pytest

from vaxdesk.exchange.archive import LARGEST_SEALED
from vaxdesk.exchange.drive import Ticks, read_from_drive, write_onto_drive
from vaxdesk.exchange.errors import FileUnreadable, PackageTooLarge
from vaxdesk.systems.errors import DiskFailed, DiskForgets, DiskFull
from vaxdesk.systems.posix import PosixSystem

NAME, DATA = "vaxdesk-25222-691-0007.vaxsync", b"sealed" * 1000


class FullStick(PosixSystem):
    def free_bytes(self, path: Path) -> int:  # noqa: ARG002
        return len(DATA)


class FillingStick(PosixSystem):
    def flush_file(self, fd: int) -> None:  # noqa: ARG002
        raise OSError(errno.ENOSPC, "no space")


class ForgetfulStick(PosixSystem):
    def read_back(self, path: Path) -> bytes:
        return super().read_back(path)[:-1] + b"?"


class PulledStick(PosixSystem):
    def replace(self, source: Path, target: Path) -> None:  # noqa: ARG002
        raise OSError(errno.EIO, "gone")


def test_a_package_lies_on_the_stick_with_four_ticks(tmp_path: Path) -> None:
    seen: list[Ticks] = []
    ticks = write_onto_drive(PosixSystem(), tmp_path, NAME, DATA, watch=seen.append)
    assert ticks.safe
    assert [(one.written, one.flushed, one.read_back, one.equal) for one in seen] == [
        (True, False, False, False),
        (True, True, False, False),
        (True, True, True, False),
        (True, True, True, True),
    ]
    assert read_from_drive(tmp_path / NAME) == DATA
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


@pytest.mark.parametrize(
    ("system", "error"),
    [(FullStick(), DiskFull), (FillingStick(), DiskFull), (ForgetfulStick(), DiskForgets), (PulledStick(), DiskFailed)],
)
def test_a_stick_that_fails_is_told_and_keeps_what_it_had(
    system: PosixSystem, error: type[Exception], tmp_path: Path
) -> None:
    (tmp_path / NAME).write_bytes(b"old")
    seen: list[Ticks] = []
    with pytest.raises(error):
        write_onto_drive(system, tmp_path, NAME, DATA, watch=seen.append)
    assert not any(one.equal for one in seen) or error is DiskFailed
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert (tmp_path / NAME).read_bytes() == b"old"


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(DiskFailed):
        write_onto_drive(PosixSystem(), tmp_path / "gone", NAME, DATA)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.vaxsync", tmp_path):
        with pytest.raises(FileUnreadable):
            read_from_drive(path)


def test_a_file_larger_than_any_package_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with path.open("wb") as file:
        file.truncate(LARGEST_SEALED + 1)
    with pytest.raises(PackageTooLarge):
        read_from_drive(path)
