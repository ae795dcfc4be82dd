"""What somebody said of a list's columns, remembered for lists with the same headers: header texts, never people."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from vaxdesk.desk.previewing import name_headers
from vaxdesk.desk.rereading import Answers, Column, Encodings
from vaxdesk.intake.draft import ListHead
from vaxdesk.intake.headers import is_field
from vaxdesk.intake.legacy import list_encodings
from vaxdesk.settings import COLUMNS, Settings

MOST = 50
"""Sets of headers that are remembered; the one that was used longest ago is forgotten first."""


def recall(settings: Settings, head: ListHead) -> tuple[dict[Column, str | None], dict[Column, str | None]]:
    """Give what was said of columns and of their letters when a list with these headers was loaded last."""
    kept = _read(settings).get(_name(head))
    here = {
        f"{place}!{one.column}": (sheet.sheet or "", one.column)
        for place, sheet in enumerate(head.sheets)
        for one in sheet.columns
    }
    answers, encodings = (_read_part(kept, part, here) for part in ("columns", "encodings"))
    return (
        {column: field for column, field in answers.items() if field is None or is_field(field)},
        {column: name for column, name in encodings.items() if name is None or name in list_encodings()},
    )


def _read_part(kept: object, part: str, here: Mapping[str, Column]) -> dict[Column, str | None]:
    said = kept.get(part) if isinstance(kept, dict) else None
    return {
        here[column]: one
        for column, one in (said.items() if isinstance(said, dict) else ())
        if column in here and (one is None or isinstance(one, str))
    }


def remember(settings: Settings, head: ListHead, answers: Answers, encodings: Encodings) -> None:
    """Remember what was said of the columns of a list that was loaded, and of their letters."""
    if not answers and not encodings:
        return
    places = {sheet.sheet or "": place for place, sheet in enumerate(head.sheets)}
    kept, name = _read(settings), _name(head)
    kept.pop(name, None)
    kept[name] = {
        part: {f"{places[sheet]}!{column}": one for (sheet, column), one in said.items() if sheet in places}
        for part, said in (("columns", answers), ("encodings", encodings))
    }
    newest = dict(list(kept.items())[-MOST:])
    settings.write(COLUMNS, json.dumps(newest, separators=(",", ":")))


def forget(settings: Settings, head: ListHead) -> None:
    """Forget what was said of lists with these headers."""
    kept = _read(settings)
    if kept.pop(_name(head), None) is not None:
        settings.write(COLUMNS, json.dumps(kept, separators=(",", ":")))


def _name(head: ListHead) -> str:
    return hashlib.sha256(name_headers(head).encode()).hexdigest()[:32]


def _read(settings: Settings) -> dict[str, object]:
    try:
        kept = json.loads(settings.read(COLUMNS) or "{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}
