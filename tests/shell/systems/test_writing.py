"""Writing files so that nothing is lost."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from vaxdesk.systems import replace_safely, translate_os, write_safely
from vaxdesk.systems.errors import DiskFailed, DiskForgets, DiskFull, DiskReadOnly
from vaxdesk.systems.posix import PosixSystem

OLD, NEW = b"old", b"new and longer"


class FailingSystem(PosixSystem):
    """A disk that refuses one of its acts with ``number``."""

    def __init__(self, act: str, number: int) -> None:
        super().__init__()
        self.act, self.number = act, number

    def _fail(self, act: str) -> None:
        if act == self.act:
            raise OSError(self.number, os.strerror(self.number))

    def flush_file(self, fd: int) -> None:
        self._fail("flush_file")
        super().flush_file(fd)

    def replace(self, source: Path, target: Path) -> None:
        self._fail("replace")
        super().replace(source, target)

    def read_back(self, path: Path) -> bytes:
        self._fail("read_back")
        return super().read_back(path)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "paper"
    path.write_bytes(OLD)
    return path


def test_a_file_is_replaced_whole(file: Path) -> None:
    write_safely(PosixSystem(), file, NEW)
    assert file.read_bytes() == NEW
    assert list(file.parent.iterdir()) == [file]
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("act", ["flush_file", "read_back", "replace"])
@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EFBIG, DiskFull),
        (errno.EROFS, DiskReadOnly),
        (errno.EACCES, DiskReadOnly),
        (errno.EIO, DiskFailed),
        (errno.ENODEV, DiskFailed),
    ],
)
def test_a_disk_that_refuses_leaves_the_old_file_and_no_part(
    file: Path, act: str, number: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal) as refused:
        write_safely(FailingSystem(act, number), file, NEW)
    assert str(file) in str(refused.value)
    assert getattr(refused.value, "status", None) == 3
    assert file.read_bytes() == OLD
    assert list(file.parent.iterdir()) == [file]


def test_a_stick_that_forgets_is_found_out(file: Path) -> None:
    class Forgetful(PosixSystem):
        def read_back(self, path: Path) -> bytes:
            return super().read_back(path)[:-1] + b"?"

    with pytest.raises(DiskForgets):
        write_safely(Forgetful(), file, NEW)
    assert file.read_bytes() == OLD
    assert list(file.parent.iterdir()) == [file]


def test_a_folder_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DiskFailed, match="gone"):
        write_safely(PosixSystem(), tmp_path / "gone" / "paper", NEW)


def test_a_part_left_by_a_killed_program_is_no_hindrance(file: Path) -> None:
    file.with_name("paper.part").write_bytes(b"half")
    write_safely(PosixSystem(), file, NEW)
    assert file.read_bytes() == NEW
    assert list(file.parent.iterdir()) == [file]


def test_whatever_the_writer_raises_leaves_the_old_file(file: Path) -> None:
    def write(out: BinaryIO) -> None:
        out.write(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replace_safely(PosixSystem(), file, write=write, check=lambda _: None)
    assert file.read_bytes() == OLD
    assert list(file.parent.iterdir()) == [file]


def test_a_lock_somebody_holds_is_not_taken_for_a_broken_disk(tmp_path: Path) -> None:
    with pytest.raises(BlockingIOError), translate_os(tmp_path):
        raise BlockingIOError(errno.EAGAIN, "held")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_file_the_kernel_cuts_off_is_a_full_disk(file: Path) -> None:
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from vaxdesk.systems import this_system, write_safely\n"
        "from vaxdesk.systems.errors import DiskFull\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (1000, {resource.RLIM_INFINITY}))\n"
        "try:\n"
        "    write_safely(this_system(), Path(sys.argv[1]), bytes(5000))\n"
        "except DiskFull:\n"
        "    print('full')\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(file)], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == "full\n"
    assert file.read_bytes() == OLD
    assert list(file.parent.iterdir()) == [file]
