"""Parts of a workbook inside its zip, read with care: no part without an end, no entities, nothing that only fills."""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from typing import IO, Final
from xml.parsers import expat

_CHUNK: Final = 1 << 20
LARGEST_PART: Final = 1 << 26
"""Bytes of a part without cells at most; real ones have a few hundred thousand."""
LARGEST_SHEET: Final = 1 << 30
UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, expat.ExpatError, struct.error, ArithmeticError, EOFError,
    LookupError, OSError, RuntimeError, ValueError,
)  # fmt: skip
"""What zips and XML raise that somebody damaged."""
Attributes = dict[str, str]


def open_part(book: zipfile.ZipFile, name: str, most: int) -> IO[bytes]:
    """Open a part. Raises ValueError where it has more bytes, KeyError where it isn't there."""
    if book.getinfo(name).file_size > most:
        raise ValueError(name)
    return book.open(name)


def is_telling(
    book: zipfile.ZipFile, part: str, hints: Iterable[tuple[bytes, bytes]], pattern: re.Pattern[bytes]
) -> bool:
    """Tell quickly whether a pattern stands in a sheet's part; of ``hints``, a letter and a word, it has one."""
    tail = b""
    with open_part(book, part, LARGEST_SHEET) as file:
        while chunk := file.read(_CHUNK):
            piece = tail + chunk
            if any(letter in piece and hint in piece for letter, hint in hints) and pattern.search(piece):
                return True
            tail = chunk[-64:]
    return False


def parse_part(file: IO[bytes], start: Callable[[str, Attributes], None], **more: Callable[..., None]) -> None:
    """Read a part's XML; ``start`` gets the name of each element without its prefix, and its attributes."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, said: start(name.rpartition(":")[2], said)
    # No list has a document type; entities are what bombs are made of.
    parser.StartDoctypeDeclHandler = _refuse
    for name, handler in more.items():
        setattr(parser, name, handler)
    parser.ParseFile(file)


def _refuse(*_: object) -> None:
    raise ValueError
