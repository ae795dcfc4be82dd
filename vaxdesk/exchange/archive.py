"""The zip inside a package: a plain subset with one spelling (``FORMAT.md`` section 4), and parts of other zips.

``zipfile`` reads leniently: doubled names, bytes between the members, a directory that contradicts the headers. What
``unzip`` shows has to be what VaxDesk reads, so the reader derives the directory from the headers and compares.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

STORED, DEFLATED = 0, 8
LARGEST_SEALED = 1 << 30
LARGEST_UNPACKED = 2 << 30
MOST_MEMBERS = 1_000
LARGEST_RATIO = 200
FREE_OF_RATIO = 1 << 20

_LEVEL = 6
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCAL_MAGIC, _CENTRAL_MAGIC, _END_MAGIC = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_NEEDS, _MADE_BY = 20, 3 << 8 | 20
_UTF8 = 0x800
_MIDNIGHT, _DAY = 0, 0x21
"""1980-01-01 00:00, the first a zip can say: when a package was made stands in its manifest."""
_RIGHTS = 0o600 << 16


class TooMuchError(ValueError):
    """A limit is passed: too many members, or more to unpack than allowed."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a zip as it lies there: ``packed`` by ``method``, ``size`` and ``crc`` of it unpacked."""

    name: str
    method: int
    crc: int
    size: int
    packed: bytes


def pack_member(name: str, data: bytes, *, level: int = _LEVEL) -> Member:
    """Pack a file; what doesn't get smaller is stored."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(data) + packer.flush()
    crc = zlib.crc32(data)
    if len(packed) >= len(data):
        return Member(name, STORED, crc, len(data), data)
    return Member(name, DEFLATED, crc, len(data), packed)


def unpack_member(member: Member) -> bytes:
    """Unpack a file, never beyond the size it states; ValueError where size or checksum don't fit."""
    if member.method == STORED:
        data = member.packed
    else:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            # One byte more than stated tells a longer one without unpacking it.
            data = unpacker.decompress(member.packed, member.size + 1)
        except zlib.error as error:
            raise ValueError(str(error)) from error
        if not unpacker.eof or unpacker.unused_data:
            msg = "not packed as it says"
            raise ValueError(msg)
    if len(data) != member.size or zlib.crc32(data) != member.crc:
        msg = "not what its checksum says"
        raise ValueError(msg)
    return data


def write_archive(members: Iterable[Member]) -> bytes:
    """Write a zip of the members in their order."""
    parts: list[bytes] = []
    directory: list[bytes] = []
    place = 0
    for member in members:
        local = _write_local(member)
        directory.append(_write_central(member, place))
        parts.extend((local, member.packed))
        place += len(local) + len(member.packed)
    return b"".join(parts) + _write_end(directory, place)


def read_archive(data: bytes) -> list[Member]:
    """Read a zip of the one spelling without unpacking it; TooMuchError past a limit, ValueError on anything else."""
    members: list[Member] = []
    directory: list[bytes] = []
    names: set[str] = set()
    place = total = 0
    while data[place : place + 4] == _LOCAL_MAGIC:
        member, end = _read_local(data, place)
        total += member.size
        if len(members) == MOST_MEMBERS or total > LARGEST_UNPACKED or _is_bomb(member):
            raise TooMuchError(member.name)
        if member.name.casefold() in names:
            msg = "a name stands twice"
            raise ValueError(msg)
        names.add(member.name.casefold())
        directory.append(_write_central(member, place))
        members.append(member)
        place = end
    if data[place:] != _write_end(directory, place):
        msg = "the directory isn't what the members imply"
        raise ValueError(msg)
    return members


def _is_bomb(member: Member) -> bool:
    return member.size > FREE_OF_RATIO and member.size > LARGEST_RATIO * len(member.packed)


def _read_local(data: bytes, place: int) -> tuple[Member, int]:
    if len(data) < place + _LOCAL.size:
        msg = "cut short"
        raise ValueError(msg)
    _, _, _, method, _, _, crc, packed_size, size, name_size, _ = _LOCAL.unpack_from(data, place)
    start = place + _LOCAL.size
    body = start + name_size
    end = body + packed_size
    member = Member(data[start:body].decode("utf-8"), method, crc, size, data[body:end])
    if len(member.packed) != packed_size or method not in (STORED, DEFLATED):
        msg = "cut short, or packed in a way of its own"
        raise ValueError(msg)
    if method == STORED and size != packed_size:
        msg = "a stored member of another size"
        raise ValueError(msg)
    # Whatever else a header may hold (flags, dates, extra fields) has to be what we would write.
    if data[place:body] != _write_local(member):
        msg = "not the plain kind of header"
        raise ValueError(msg)
    return member, end


def _write_local(member: Member) -> bytes:
    name = member.name.encode("utf-8")
    return (
        _LOCAL.pack(
            _LOCAL_MAGIC, _NEEDS, _flags(member), member.method, _MIDNIGHT, _DAY,
            member.crc, len(member.packed), member.size, len(name), 0,
        )
        + name
    )  # fmt: skip


def _write_central(member: Member, place: int) -> bytes:
    name = member.name.encode("utf-8")
    return (
        _CENTRAL.pack(
            _CENTRAL_MAGIC, _MADE_BY, _NEEDS, _flags(member), member.method, _MIDNIGHT, _DAY,
            member.crc, len(member.packed), member.size, len(name), 0, 0, 0, 0, _RIGHTS, place,
        )
        + name
    )  # fmt: skip


def _write_end(directory: list[bytes], place: int) -> bytes:
    listed = b"".join(directory)
    return listed + _END.pack(_END_MAGIC, 0, 0, len(directory), len(directory), len(listed), place, 0)


def _flags(member: Member) -> int:
    return 0 if member.name.isascii() else _UTF8
