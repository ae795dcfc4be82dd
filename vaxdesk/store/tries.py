"""Wrong passwords, counted across restarts: a colleague who guesses has to wait (``DESIGN.md`` section 6)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from vaxdesk.errors import StaffCanFix
from vaxdesk.systems import System, write_safely

FILE = "tries.json"
_FREE = 3
"""Wrong passwords without a wait."""

_LONGEST = 8


class Tries:
    """How many wrong passwords in a row each user got. Delays a colleague; Argon2id protects a copied disk."""

    def __init__(self, folder: Path, system: System, sleep: Callable[[float], None] = time.sleep) -> None:
        self._path, self._system, self._sleep = folder / FILE, system, sleep
        self._failed = self._read()

    def begin(self, user: str) -> None:
        """Wait as long as this user's next try costs, and count it, so that killing the program saves nothing."""
        failed = self._failed.get(user, 0)
        if failed >= _FREE:
            self._sleep(min(2 ** (failed - _FREE), _LONGEST))
        self._failed[user] = failed + 1
        self._write()

    def succeed(self, user: str) -> None:
        """Forget this user's tries: the password was right."""
        del self._failed[user]
        self._write()

    def _read(self) -> dict[str, int]:
        try:
            said = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(said, dict):
            return {}
        return {user: count for user, count in said.items() if type(count) is int and 0 < count < 2**31}

    def _write(self) -> None:
        try:
            if self._failed:
                write_safely(self._system, self._path, json.dumps(self._failed, ensure_ascii=False).encode())
            else:
                self._path.unlink(missing_ok=True)
        except (StaffCanFix, OSError):
            # A store on a protected or full disk can still be opened; the count then lasts as long as the program.
            return
