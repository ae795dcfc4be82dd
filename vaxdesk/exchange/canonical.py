"""Reading JSON from outside strictly: one spelling, no doubled key, no float."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from vaxdesk.model.event import write_canonical


def _refuse_number(text: str) -> NoReturn:
    msg = f"not a whole number: {text[:20]}"
    raise ValueError(msg)


def _refuse_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    known = dict(pairs)
    if len(known) != len(pairs):
        msg = "a key stands twice"
        raise ValueError(msg)
    return known


_DECODER = json.JSONDecoder(
    parse_float=_refuse_number, parse_constant=_refuse_number, object_pairs_hook=_refuse_doubles
)
_LINES = json.JSONDecoder(parse_float=_refuse_number, parse_constant=_refuse_number)


def read_strict(data: bytes) -> Any:  # noqa: ANN401  any JSON value
    """Read UTF-8 JSON of any layout; ValueError on a doubled key, a float, or what is no JSON at all."""
    try:
        return _DECODER.decode(data.decode("utf-8"))
    except RecursionError as error:
        msg = "nested too deep"
        raise ValueError(msg) from error


def read_canonical(data: bytes) -> Any:  # noqa: ANN401  any JSON value
    """Read JSON that is spelled as :func:`vaxdesk.model.event.write_canonical` spells it; ValueError otherwise."""
    try:
        # Spelling it again finds doubled keys too: the second one would be missing.
        value = _LINES.decode(data.decode("utf-8"))
        same = write_canonical(value) == data
    except RecursionError as error:
        msg = "nested too deep"
        raise ValueError(msg) from error
    if not same:
        msg = "not the canonical spelling"
        raise ValueError(msg)
    return value
