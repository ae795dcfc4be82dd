"""Writing a file so that either the old or the new one is there whole, whatever happens meanwhile."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from vaxdesk.systems.errors import DiskFailed, DiskForgets, DiskFull, DiskReadOnly
from vaxdesk.systems.interface import System

PART = ".part"
"""What the name of a file ends with while it is written."""

# EFBIG: FAT32 has no room for a file of 4 GiB, and a limit on file sizes says the same.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PROTECTED = {errno.EROFS, errno.EACCES, errno.EPERM}


@contextmanager
def translate_os(path: Path) -> Iterator[None]:
    """Turn an OSError into the one sentence that tells what to do about ``path``.

    Raises DiskFull, DiskReadOnly or DiskFailed. A BlockingIOError passes: it belongs to who asked for a lock.
    """
    try:
        yield
    except BlockingIOError:
        raise
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(file=str(path)) from error
        if error.errno in _PROTECTED:
            raise DiskReadOnly(file=str(path)) from error
        raise DiskFailed(file=str(path)) from error


def write_safely(system: System, path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, flushed, read back from the disk and compared.

    Raises DiskFull, DiskReadOnly, DiskFailed or DiskForgets; the old file, if any, is then whole and no part is left.
    """

    def write(file: BinaryIO) -> None:
        file.write(data)

    def check(part: Path) -> None:
        if system.read_back(part) != data:
            raise DiskForgets(file=str(path))

    replace_safely(system, path, write=write, check=check)


def replace_safely(
    system: System, path: Path, *, write: Callable[[BinaryIO], None], check: Callable[[Path], None]
) -> None:
    """Let ``write`` fill a file beside ``path``, ``check`` it on the disk, then put it in the place of ``path``.

    The file is readable by this user alone. Whatever ``write`` or ``check`` raises leaves the old file whole and no
    part behind; a killed process leaves at most a ``.part``, which the next writing replaces.
    Raises as :func:`write_safely`.
    """
    part = path.with_name(path.name + PART)
    with translate_os(path):
        try:
            with part.open("wb") as file:
                system.make_private(part)
                write(file)
                file.flush()
                system.flush_file(file.fileno())
            check(part)
            system.replace(part, path)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        system.flush_folder(path.parent)
