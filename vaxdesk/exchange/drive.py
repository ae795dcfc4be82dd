"""Onto a stick and off it: written, flushed, read back past the cache, compared, renamed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from vaxdesk.exchange.archive import LARGEST_SEALED
from vaxdesk.exchange.errors import FileUnreadable, PackageTooLarge
from vaxdesk.systems import System, replace_safely, translate_os
from vaxdesk.systems.errors import DiskForgets, DiskFull

_ROOM_TO_SPARE = 1 << 16
"""A folder entry and the last cluster need room too."""


@dataclass(frozen=True, slots=True)
class Ticks:
    """What is proven of a file on a drive so far, in this order."""

    written: bool = False
    flushed: bool = False
    read_back: bool = False
    equal: bool = False

    @property
    def safe(self) -> bool:
        """Whether the stick may be pulled out and handed over."""
        return self.written and self.flushed and self.read_back and self.equal


def write_onto_drive(
    system: System, folder: Path, name: str, data: bytes, *, watch: Callable[[Ticks], None] | None = None
) -> Ticks:
    """Write a file whole or not at all and prove it by reading it back from the drive itself.

    ``watch`` is told after each tick. Raises DiskFull before anything is written where the room is too small,
    DiskReadOnly, DiskFailed, or DiskForgets where what was read back differs; then no part of the file is left.
    """
    path = folder / name
    ticks = Ticks()

    def tick(**proven: bool) -> None:
        nonlocal ticks
        ticks = replace(ticks, **proven)
        if watch is not None:
            watch(ticks)

    def write(file: BinaryIO) -> None:
        file.write(data)
        tick(written=True)

    def check(part: Path) -> None:
        tick(flushed=True)
        kept = system.read_back(part)
        tick(read_back=True)
        if kept != data:
            raise DiskForgets(file=str(path))
        tick(equal=True)

    with translate_os(path):
        if system.free_bytes(folder) < len(data) + _ROOM_TO_SPARE:
            raise DiskFull(file=str(path))
    replace_safely(system, path, write=write, check=check)
    return ticks


def read_from_drive(path: Path) -> bytes:
    """Read a package or card whole; FileUnreadable, or PackageTooLarge before reading what no package can be."""
    try:
        if path.stat().st_size > LARGEST_SEALED:
            raise PackageTooLarge(file=path.name)
        return path.read_bytes()
    except OSError as error:
        raise FileUnreadable(file=path.name) from error
