"""How heads, drafts and errors cross the pipe from the reading process: JSON, checked on arrival.

Never pickle: whoever writes a file that takes over the reading process must not get code into this one. What arrives
is rebuilt piece by piece; anything of another shape, or that no field can hold, is refused: the journal takes a row
as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple, fields
from typing import Any, Final

import orjson

from vaxdesk.errors import StaffCanFix
from vaxdesk.intake.draft import (
    ColumnReading,
    Draft,
    DraftDose,
    ListHead,
    Notice,
    OpenQuestion,
    SetAside,
    SheetReading,
)
from vaxdesk.intake.errors import BY_CODE, ReadingFailed
from vaxdesk.intake.reasons import NOTICES, REASONS
from vaxdesk.model.catalogue import Local
from vaxdesk.model.message import Message
from vaxdesk.model.shape import fits_dose, fits_person, is_texts
from vaxdesk.model.sites import Site
from vaxdesk.model.units import Unit

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of one message at most."""

_ENCODE: Final = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False
).encode


_TEXT: Final = frozenset({str})
_LARGEST_NUMBER: Final = 2**53 - 1


class BadMessage(ValueError):
    """What came over the pipe is not what a reading process sends."""


def write_message(kind: str, body: object) -> bytes:
    """Write one message. Lone surrogates, which no text should hold, become question marks."""
    try:
        return orjson.dumps([kind, body])
    except TypeError:
        return _ENCODE([kind, body]).encode("utf-8", "replace")


def write_order(order: object) -> bytes:
    """Write what the child is to do, in ASCII, so that a file name of any bytes gets through."""
    return json.dumps(["read", order], ensure_ascii=True).encode("ascii")


def write_local(local: Local) -> list[Any]:
    """Give the JSON of what a station knows beyond the tables."""
    return [local.home, *write_tables(local.units, local.sites)]


def read_local(said: object) -> Local:
    """Rebuild what a station knows beyond the tables. Raises :class:`BadMessage`."""
    home, units, sites = _row(said, 3)
    return Local(_text(home), *read_tables(units, sites))


def read_message(data: bytes) -> tuple[str, Any]:
    """Read one message: its kind and its body. Raises :class:`BadMessage`."""
    try:
        message = orjson.loads(data)
    except ValueError:
        raise BadMessage("no JSON") from None
    if not isinstance(message, list) or len(message) != 2 or not isinstance(message[0], str):
        raise BadMessage("no message")
    return message[0], message[1]


def write_head(head: ListHead) -> list[Any]:
    """Give the JSON of a head."""
    return [
        head.file, head.kind, head.fingerprint, head.accented, head.total,
        [[sheet.sheet, sheet.header_rows, [[one.column, one.header, one.field, one.confidence, one.why.text,
           one.why.args, one.encoding] for one in sheet.columns], sheet.beside] for sheet in head.sheets],
        [[one.sheet, one.column, one.header, one.candidates, one.taken] for one in head.open],
        [[one.sheet, one.column, one.code, one.said.args] for one in head.notices],
        *write_tables(head.units, head.sites),
    ]  # fmt: skip


def read_head(said: object) -> ListHead:
    """Rebuild a head. Raises :class:`BadMessage`."""
    file, kind, fingerprint, accented, total, sheets, questions, notices, units, sites = _row(said, 10)
    return ListHead(
        _text(file), _text(kind), _text(fingerprint),
        tuple(_read_sheet(sheet) for sheet in _list(sheets)),
        tuple(_read_question(question) for question in _list(questions)),
        accented is True, _number(total), tuple(_read_notice(one) for one in _list(notices)),
        *read_tables(units, sites),
    )  # fmt: skip


def _read_notice(said: object) -> Notice:
    sheet, column, code, args = _row(said, 4)
    # As with columns: its sentence comes out of our own table.
    if type(code) is not str or code not in NOTICES or not isinstance(args, dict):
        raise BadMessage("an unknown notice")
    numbers = {_text(name): _number(value) for name, value in args.items()}
    return Notice(_optional(sheet), _optional(column), code, Message(NOTICES[code].text, numbers))


def write_tables(units: Iterable[Unit], sites: Iterable[Site]) -> tuple[list[Any], list[Any]]:
    """Give the JSON of communes and of sites."""
    return [list(astuple(one)) for one in units], [list(astuple(one)) for one in sites]


def read_tables(units: object, sites: object) -> tuple[tuple[Unit, ...], tuple[Site, ...]]:
    """Rebuild communes and sites. Raises :class:`BadMessage`."""
    return (
        tuple(Unit(*map(_text, _row(one, _UNIT))) for one in _list(units)),
        tuple(Site(*map(_text, _row(one, _SITE))) for one in _list(sites)),
    )


_UNIT, _SITE = len(fields(Unit)), len(fields(Site))


def _read_sheet(said: object) -> SheetReading:
    sheet, rows, columns, beside = _row(said, 4)
    return SheetReading(
        _optional(sheet), tuple(_number(row) for row in _list(rows)),
        tuple(_read_column(one) for one in _list(columns)), tuple(_text(one) for one in _list(beside)),
    )  # fmt: skip


def _read_column(said: object) -> ColumnReading:
    column, header, field, confidence, why, args, encoding = _row(said, 7)
    # A sentence comes out of our own table: nobody else's text is ever taken for a template.
    if why not in REASONS or not isinstance(args, dict):
        raise BadMessage("an unknown reason")
    numbers = {_text(name): _number(value) for name, value in args.items()}
    return ColumnReading(
        _text(column), _text(header), _optional(field), _number(confidence), Message(why, numbers), _optional(encoding)
    )


def _read_question(said: object) -> OpenQuestion:
    sheet, column, header, candidates, taken = _row(said, 5)
    pairs = [_row(pair, 2) for pair in _list(candidates)]
    return OpenQuestion(
        _optional(sheet), _text(column), _text(header),
        tuple((_text(field), _number(score)) for field, score in pairs), _optional(taken),
    )  # fmt: skip


def write_drafts(drafts: Iterable[Draft]) -> list[Any]:
    """Give the JSON of drafts."""
    return [
        [
            one.sheet,
            one.row,
            one.cells,
            one.values,
            one.raw,
            [[dose.values, dose.raw] for dose in one.doses],
            one.number,
            one.beside,
        ]
        for one in drafts
    ]


def read_drafts(said: object) -> list[Draft]:
    """Rebuild drafts. Raises :class:`BadMessage`."""
    return [_read_draft(one) for one in _list(said)]


def _read_draft(said: object) -> Draft:
    sheet, row, cells, values, raw, doses, number, beside = _row(said, 8)
    if not is_texts(cells) or not fits_person(values, raw):
        raise BadMessage("no row")
    doses = tuple([_read_dose(dose) for dose in _list(doses)])
    return Draft(_optional(sheet), _number(row), cells, values, raw, doses, _optional(number), _text(beside))


def _read_dose(said: object) -> DraftDose:
    values, raw = _row(said, 2)
    if not fits_dose(values, raw):
        raise BadMessage("no dose")
    return DraftDose(values, raw)


def write_aside(set_aside: Iterable[SetAside]) -> list[Any]:
    """Give the JSON of rows set aside."""
    return [[one.sheet, one.row, one.reason, one.text] for one in set_aside]


def read_aside(said: object) -> tuple[SetAside, ...]:
    """Rebuild rows set aside. Raises :class:`BadMessage`."""
    rows = [_row(one, 4) for one in _list(said)]
    return tuple(
        SetAside(_optional(sheet), None if row is None else _number(row), _text(reason), _text(text))
        for sheet, row, reason, text in rows
    )


def write_error(error: StaffCanFix) -> list[Any]:
    """Give the JSON of a refusal: its code and the arguments of its sentence."""
    return [error.code, error.plain_args]


def read_error(said: object, file: str) -> StaffCanFix:
    """Rebuild a refusal; one of an unknown code is :class:`ReadingFailed`."""
    code, args = _row(said, 2)
    leaf = BY_CODE.get(code, ReadingFailed) if isinstance(code, str) else ReadingFailed
    return leaf(**{**_texts(args), "file": file})


def _row(said: object, size: int) -> list[Any]:
    if type(said) is not list or len(said) != size:
        raise BadMessage("not of this shape")
    return said


def _list(said: object) -> list[Any]:
    if type(said) is not list:
        raise BadMessage("no list")
    return said


def _text(said: object) -> str:
    if type(said) is not str:
        raise BadMessage("no text")
    return said


def _optional(said: object) -> str | None:
    if said is not None and type(said) is not str:
        raise BadMessage("neither text nor nothing")
    return said


def _number(said: object) -> int:
    if type(said) is not int or abs(said) > _LARGEST_NUMBER:
        raise BadMessage("no number")
    return said


def _texts(said: object) -> dict[str, str]:
    if type(said) is not dict:
        raise BadMessage("no texts")
    if not _TEXT.issuperset(map(type, said.values())):
        raise BadMessage("no text")
    return said
