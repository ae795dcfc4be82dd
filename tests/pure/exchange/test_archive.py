from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.exchange.archive import (
    LARGEST_UNPACKED,
    MOST_MEMBERS,
    Member,
    TooMuchError,
    pack_member,
    read_archive,
    unpack_member,
    write_archive,
)

FILES = {"manifest.json": b"{}", "events.ndjson": b'{"a":1}\n' * 50, "upload/1.xlsx": b""}


def write(files: dict[str, bytes]) -> bytes:
    return write_archive(pack_member(name, data) for name, data in files.items())


def read(data: bytes) -> dict[str, bytes]:
    return {member.name: unpack_member(member) for member in read_archive(data)}


@given(st.dictionaries(st.text("abcdefđ./", min_size=1, max_size=8), st.binary(max_size=300), max_size=5))
def test_what_is_written_is_read_back_by_us_and_by_everybody(files: dict[str, bytes]) -> None:
    data = write(files)
    assert read(data) == files
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert book.testzip() is None
        assert {info.filename: book.read(info) for info in book.infolist()} == files


def test_the_same_files_make_the_same_bytes() -> None:
    assert write(FILES) == write(FILES)


def test_any_flipped_byte_is_refused_or_found_by_the_checksum() -> None:
    data = write(FILES)
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 0xFF
        with pytest.raises(ValueError, match=r".|^$"):
            read(bytes(changed))


def test_any_truncation_is_refused() -> None:
    data = write(FILES)
    for length in range(len(data)):
        with pytest.raises(ValueError, match=r".|^$"):
            read(data[:length])


@pytest.mark.parametrize("hide", [lambda data: data + b"x", lambda data: b"x" + data, lambda data: data + write({})])
def test_nothing_hides_before_or_behind(hide: object) -> None:
    assert callable(hide)
    with pytest.raises(ValueError, match="directory"):
        read_archive(hide(write(FILES)))


def test_a_name_stands_once_whatever_its_capitals() -> None:
    members = [pack_member("upload/A.xlsx", b"1"), pack_member("upload/a.xlsx", b"2")]
    with pytest.raises(ValueError, match="twice"):
        read_archive(write_archive(members))


def test_a_zip_with_other_headers_is_refused() -> None:
    usual = io.BytesIO()
    with zipfile.ZipFile(usual, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(zipfile.ZipInfo("events.ndjson", (2022, 5, 30, 8, 0, 0)), b"x" * 100)
    with pytest.raises(ValueError, match="header"):
        read_archive(usual.getvalue())


def test_what_python_writes_with_plain_settings_is_taken() -> None:
    # Other programs make packages too: nothing of the spelling is ours alone.
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in FILES.items():
            info = zipfile.ZipInfo(name)
            info.create_system = 3
            info.compress_type = zipfile.ZIP_DEFLATED if len(data) > 100 else zipfile.ZIP_STORED
            book.writestr(info, data)
    assert read(plain.getvalue()) == FILES


def test_a_bomb_is_refused_unopened() -> None:
    zeros = bytes(2 << 20)
    with pytest.raises(TooMuchError):
        read_archive(write_archive([pack_member("events.ndjson", zeros)]))


def test_a_member_that_unpacks_to_more_than_it_says_is_not_unpacked() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(bytes(50 << 20)) + packer.flush()
    lying = Member("events.ndjson", 8, zlib.crc32(b"\0" * 10), 10, packed)
    (member,) = read_archive(write_archive([lying]))
    with pytest.raises(ValueError, match="not packed"):
        unpack_member(member)


def test_too_many_members_or_too_much_in_all_are_refused() -> None:
    with pytest.raises(TooMuchError):
        read_archive(write_archive(pack_member(f"{place}", b"") for place in range(MOST_MEMBERS + 1)))
    half = LARGEST_UNPACKED // 2 + 1
    lying = [Member(f"{place}", 8, 0, half, bytes(half // 200 + 1)) for place in range(2)]
    with pytest.raises(TooMuchError):
        read_archive(write_archive(lying))


def test_a_stored_member_of_another_size_is_refused() -> None:
    data = bytearray(write({"a": b"abc"}))
    struct.pack_into("<L", data, 22, 4)
    with pytest.raises(ValueError, match="another size"):
        read_archive(bytes(data))
