"""What the reading process remembers of the lists it read last, so that an answer to a question reads no file anew.

A file is known again by its contents: the same bytes are the same list, whenever they were written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from vaxdesk.intake.sheet import Sheet, open_sheets

_MOST_ROWS: Final = 50_000
"""Rows of a list that is remembered at most; behind more than that the process is replaced anyway."""
_MOST_BYTES: Final = 1 << 26
"""Bytes of all answers that are remembered, and of a file whose contents are looked at."""

Open = Callable[[Path, str | None], list[Sheet]]


class Recent:
    """Remembers the sheets of the last file, and what was answered about the last files.

    Of a workbook under a password nothing is remembered: what is in it stands nowhere else in clear.
    """

    def __init__(self, open_file: Open = open_sheets) -> None:
        self._open_file = open_file
        self._answers: dict[str, tuple[bytes, ...]] = {}
        self._mark: str | None = None
        self._sheets: list[Sheet] | None = None

    def begin(self, order: Mapping[str, Any]) -> str | None:
        """Give the name of an order for a file as it is now; None where it can't be remembered."""
        mark = None if order.get("password") else _mark_file(Path(order["path"]))
        if mark is None or mark != self._mark:
            # The next file needs the room.
            self._mark, self._sheets = mark, None
        return None if mark is None else f"{mark} {json.dumps(dict(order), sort_keys=True)}"

    def open(self, path: Path, password: str | None) -> list[Sheet]:
        """Open a file, unless its sheets are at hand."""
        if self._sheets is not None and password is None:
            return self._sheets
        sheets = self._open_file(path, password)
        if self._mark is not None:
            self._sheets = sheets
        return sheets

    def find(self, name: str | None) -> tuple[bytes, ...] | None:
        """Give what was answered to an order, if it is remembered."""
        if name is None or name not in self._answers:
            return None
        answer = self._answers[name] = self._answers.pop(name)
        return answer

    def may_keep(self, rows: int) -> bool:
        """Tell whether a list of so many rows is remembered; the sheets of one that isn't are forgotten."""
        if self._mark is None or rows > _MOST_ROWS:
            self.forget()
            return False
        return True

    def keep(self, name: str, path: Path, answer: tuple[bytes, ...]) -> None:
        """Remember an answer, unless the file was written meanwhile; those used longest ago make room."""
        if _mark_file(path) != self._mark:
            self.forget()
            return
        self._answers[name] = answer
        while sum(map(len, (message for one in self._answers.values() for message in one))) > _MOST_BYTES:
            del self._answers[next(iter(self._answers))]

    def forget(self) -> None:
        """Forget the sheets of the last file."""
        self._mark = self._sheets = None


def _mark_file(path: Path) -> str | None:
    """Give the SHA-256 of a file; None for a large one, or where it can't be read: whoever opens it says why."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
