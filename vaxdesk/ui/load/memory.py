"""What somebody said of a list's columns, remembered for lists with the same headers: header texts, never people."""

from __future__ import annotations

import hashlib
import json

from vaxdesk.desk.previewing import Answers, Column, name_headers
from vaxdesk.intake.draft import ListHead
from vaxdesk.intake.headers import is_field
from vaxdesk.settings import COLUMNS, Settings

MOST = 50
"""Sets of headers that are remembered; the one that was used longest ago is forgotten first."""


def recall(settings: Settings, head: ListHead) -> dict[Column, str | None]:
    """Give what was said when a list with these headers was loaded last; nothing where none was."""
    kept = _read(settings).get(_name(head))
    if not isinstance(kept, dict):
        return {}
    here = {
        f"{place}!{one.column}": (sheet.sheet or "", one.column)
        for place, sheet in enumerate(head.sheets)
        for one in sheet.columns
    }
    return {
        here[column]: field
        for column, field in kept.items()
        if column in here and (field is None or (isinstance(field, str) and is_field(field)))
    }


def remember(settings: Settings, head: ListHead, answers: Answers) -> None:
    """Remember what was said of the columns of a list that was loaded."""
    if not answers:
        return
    places = {sheet.sheet or "": place for place, sheet in enumerate(head.sheets)}
    kept, name = _read(settings), _name(head)
    kept.pop(name, None)
    kept[name] = {f"{places[sheet]}!{column}": field for (sheet, column), field in answers.items()}
    newest = dict(list(kept.items())[-MOST:])
    settings.write(COLUMNS, json.dumps(newest, separators=(",", ":")))


def _name(head: ListHead) -> str:
    return hashlib.sha256(name_headers(head).encode()).hexdigest()[:32]


def _read(settings: Settings) -> dict[str, object]:
    try:
        kept = json.loads(settings.read(COLUMNS) or "{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}
