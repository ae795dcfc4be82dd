"""Files that somebody damaged, or made to do harm: real lists with bytes changed, bombs, sheets without an end."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from tests.awkward.entries import make_entries
from tests.awkward.files import FORMS
from tests.awkward.layouts import LAYOUTS

Mutate = Callable[[random.Random, bytes], bytes]


def make_real_files(folder: Path, people: int = 30) -> list[Path]:
    """Write one list in every form of file; they are what gets damaged."""
    paths = []
    for place, (form, (suffix, write)) in enumerate(FORMS.items()):
        chance = random.Random(form)
        entries = make_entries(people, place)
        path = folder / f"that {place}{suffix}"
        write(path, LAYOUTS["two_rows_merged"](chance, entries), str)
        paths.append(path)
    return paths


# Damage -------------------------------------------------------------------------------------------------------------


def cut(chance: random.Random, data: bytes) -> bytes:
    """End in the middle."""
    return data[: chance.randrange(len(data))]


def flip(chance: random.Random, data: bytes) -> bytes:
    """Change some bits anywhere."""
    hurt = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20, 200))):
        hurt[chance.randrange(len(hurt))] ^= 1 << chance.randrange(8)
    return bytes(hurt)


def blank(chance: random.Random, data: bytes) -> bytes:
    """Put zero bytes over a stretch, as a dying stick does."""
    start = chance.randrange(len(data))
    size = chance.choice((16, 512, 4096))
    return data[:start] + bytes(min(size, len(data) - start)) + data[start + size :]


def repeat(chance: random.Random, data: bytes) -> bytes:
    """Have a stretch twice."""
    start = chance.randrange(len(data))
    piece = data[start : start + chance.choice((3, 512, 5000))]
    return data[:start] + piece + data[start:]


def swap(chance: random.Random, data: bytes) -> bytes:
    """Exchange two stretches."""
    if len(data) < 2:
        return data
    one, other = sorted(chance.sample(range(len(data)), 2))
    size = min(512, other - one, len(data) - other)
    return (
        data[:one]
        + data[other : other + size]
        + data[one + size : other]
        + data[one : one + size]
        + data[other + size :]
    )


def rewrite_part(chance: random.Random, data: bytes) -> bytes:
    """Damage one part of a zip and pack it again, so that its checksums fit; other files are flipped."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            parts = {name: source.read(name) for name in source.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError):
        return flip(chance, data)
    chosen = chance.choice([name for name, part in parts.items() if len(part) > 1])
    parts[chosen] = chance.choice((cut, flip, blank, repeat, swap))(chance, parts[chosen])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return out.getvalue()


MUTATIONS: Final[tuple[Mutate, ...]] = (cut, flip, blank, repeat, swap, rewrite_part, rewrite_part)


def mutate(chance: random.Random, files: list[Path], folder: Path) -> Path:
    """Write a damaged file, often under another suffix."""
    source = chance.choice(files)
    data = chance.choice(MUTATIONS)(chance, source.read_bytes())
    if chance.random() < 0.2:
        data = chance.choice(MUTATIONS)(chance, data or b"x")
    suffix = (
        source.suffix if chance.random() < 0.7 else chance.choice((".xlsx", ".xls", ".csv", ".ods", ".xlsb", ".txt"))
    )
    path = folder / f"hong{suffix}"
    path.write_bytes(data)
    return path


# Made to do harm ----------------------------------------------------------------------------------------------------

_SHEET: Final = "xl/worksheets/sheet1.xml"


def _change_part(book: bytes, name: str, change: Callable[[bytes], Iterator[bytes]]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made,
    ):
        for one in source.namelist():
            if one != name:
                made.writestr(one, source.read(one))
        with made.open(name, "w", force_zip64=True) as part:
            for piece in change(source.read(name)):
                part.write(piece)
    return out.getvalue()


def _insert(book: bytes, name: str, before: bytes, pieces: Callable[[], Iterator[bytes]]) -> bytes:
    def change(data: bytes) -> Iterator[bytes]:
        head, mark, tail = data.partition(before)
        yield head
        yield from pieces()
        yield mark + tail

    return _change_part(book, name, change)


def bomb_of_spaces(book: bytes) -> bytes:
    """Two gigabytes of blanks in a sheet, two megabytes packed."""
    return _insert(book, _SHEET, b"</sheetData>", lambda: (b" " * (1 << 20) for _ in range(2000)))


def bomb_of_texts(book: bytes) -> bytes:
    """A gigabyte and a half of different texts."""
    rows = (
        b"".join(
            b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>%d%s</t></is></c></row>' % (row, row, row, b"x" * 3000)
            for row in range(start, start + 100)
        )
        for start in range(1000, 501_000, 100)
    )
    return _insert(book, _SHEET, b"</sheetData>", lambda: rows)


def bomb_of_entities(book: bytes) -> bytes:
    """Entities that hold entities: a billion laughs."""
    laughs = b"".join(
        b'<!ENTITY l%d "%s">' % (turn, b"&l%d;" % (turn - 1) * 10 if turn else b"ha") for turn in range(10)
    )
    doctype = b"<!DOCTYPE worksheet [" + laughs + b"]><worksheet"

    def change(data: bytes) -> Iterator[bytes]:
        yield data.replace(b"<worksheet", doctype, 1).replace(b"<v>1</v>", b"<v>&l9;</v>", 1)

    return _change_part(book, _SHEET, change)


def a_million_empty_rows(book: bytes) -> bytes:
    """Rows with nothing but a format, to the last one Excel has."""
    rows = (
        b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (row, row) for row in range(start, start + 1000))
        for start in range(1000, 1_048_000, 1000)
    )  # fmt: skip
    return _insert(book, _SHEET, b"</sheetData>", lambda: rows)


def all_columns(book: bytes) -> bytes:
    """A row as wide as Excel allows, and another in the last row."""
    wide = b"".join(b"<c><v>%d</v></c>" % at for at in range(16_384))
    rows = [b'<row r="%d">%s</row>' % (row, wide) for row in (900, 901, 902, 1_048_576)]
    return _insert(book, _SHEET, b"</sheetData>", lambda: iter(rows))


def merges_into_each_other(book: bytes) -> bytes:
    """Merged ranges that overlap, hold each other, run backwards and leave the sheet."""
    ranges = [b"A1:XFD1048576", b"C5:A1", b"A2:A3", b"A3:A4", b"A4:A2", b"B2:B2", b"ZZZZ1:A99999999", b"A1:"]
    cells = b"".join(b'<mergeCell ref="%s"/>' % one for one in ranges * 500)
    return _insert(book, _SHEET, b"<pageMargins", lambda: iter([b"<mergeCells>" + cells + b"</mergeCells>"]))


def parts_inside_parts(book: bytes) -> bytes:
    """Elements nested a hundred thousand deep."""
    return _insert(book, _SHEET, b"</sheetData>", lambda: iter([b"<a>" * 100_000, b"</a>" * 100_000]))


BOMBS: Final[dict[str, Callable[[bytes], bytes]]] = {
    bomb.__name__: bomb
    for bomb in (
        bomb_of_spaces, bomb_of_texts, bomb_of_entities, a_million_empty_rows, all_columns, merges_into_each_other,
        parts_inside_parts,
    )
}  # fmt: skip
"""Workbooks made to do harm, each out of a right one."""


def _loop_in_ole() -> bytes:
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += (
        struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 2, 1, 0, 0)
    )
    head += struct.pack("<I", 0) + b"\xff" * 432
    fat = struct.pack("<128I", *[1] * 128)
    return head + fat + bytes(512 * 4)


TEXT_TRICKS: Final[dict[str, bytes]] = {
    "nuls.csv": b"H\xe1\xbb\x8d t\xc3\xaan,N\xc4\x83m sinh\n" + b"a\0b\0c,1990\n" * 50,
    "all nuls.csv": bytes(100_000),
    "one line.csv": b"x" * 30_000_000,
    "open quote.csv": 'Họ và tên,Năm sinh\n"Nguyễn Văn An,1990\n'.encode() + b"a,b\n" * 200_000,
    "commas.csv": b",".join([b""] * 2_000_000),
    "half utf-16.csv": b"\xff\xfe" + "Họ và tên\tNăm sinh\nNguyễn Văn An\t1990\n".encode("utf-16-le")[:-1],
    "lone surrogates.csv": b"\xff\xfe" + "Họ tên\tNăm sinh\n".encode("utf-16-le") + b"\x00\xd8\t\x00\x31\x00\n\x00" * 5,
    "spans.xls": b"<html><table>" + b"<tr><td colspan=99999 rowspan=99999>x</td></tr>" * 2000 + b"</table></html>",
    "never closed.xls": b"<html><table><tr>" + b"<td><table><tr>" * 50_000,
    "laughs.xls": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "' + b"b" * 1000 + b'"><!ENTITY c "'
    + b"&a;" * 1000 + b'">]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Row><Cell>&c;</Cell></Row>',
    "loop.xls": _loop_in_ole(),
    "comment.xls": b"<!--" * 20_000 + b"<html><table><tr><td>x",
}  # fmt: skip
"""Texts and old files made to do harm, by the name they bear."""
