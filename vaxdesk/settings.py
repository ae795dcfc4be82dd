"""What the program remembers of its user on this computer: one table, one small file in the user's profile.

Nothing of the people in a store ever stands here.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from vaxdesk.model.message import Message
from vaxdesk.systems import System, this_system, translate_os, write_safely

T = TypeVar("T", str, int, bool)

FILE = "settings.json"


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One thing to remember. Its type is that of ``default``; ``allowed`` is empty where every value will do."""

    key: str
    default: T
    title: Message
    allowed: tuple[T, ...] = ()

    def accepts(self, value: object) -> bool:
        """Tell whether a value may stand here (True is no number)."""
        return type(value) is type(self.default) and (not self.allowed or value in self.allowed)


LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}
"""Each language by its own name, so that whoever speaks it finds it."""

LANGUAGE = Setting("language", "vi", Message("Language"), allowed=("vi", "en"))
STORE = Setting("store", "", Message("Store opened last"))
TEXT_SIZE = Setting("text_size", 100, Message("Text size"), allowed=(100, 115, 130))
THEME = Setting("theme", "system", Message("Colours"), allowed=("system", "light", "dark"))
IDLE = Setting("idle_minutes", 10, Message("Minutes until VaxDesk locks itself"), allowed=(5, 10, 20, 30))
WINDOW = Setting("window", "", Message("Size of the window"))
USER = Setting("user", "", Message("User who opened last"))
COLUMNS = Setting("columns", "", Message("What was said of lists' columns"))
PEOPLE_TABLE = Setting("people_table", default=False, title=Message("People as a table"))
PEOPLE_COLUMNS = Setting("people_columns", "", Message("Columns of the table of people"))

TABLE = (LANGUAGE, STORE, TEXT_SIZE, THEME, IDLE, WINDOW, USER, COLUMNS, PEOPLE_TABLE, PEOPLE_COLUMNS)
"""All settings there are."""


class Settings:
    """The settings of one user on one computer, kept in ``settings.json`` of ``folder``.

    Every call looks at the file: it is small, and two programs may be open at once.
    """

    def __init__(self, folder: Path | None = None, system: System | None = None) -> None:
        self._system = system or this_system()
        self.folder = folder or self._system.config_folder()
        self._path = self.folder / FILE

    def read(self, setting: Setting[T]) -> T:
        """Give a setting's value, or its default where none is kept or the one kept is not allowed."""
        value: Any = self._load().get(setting.key, setting.default)
        return value if setting.accepts(value) else setting.default

    def write(self, setting: Setting[T], value: T) -> None:
        """Keep a value, whole or not at all; what a later version keeps beside it stays.

        Raises ValueError for a value that isn't allowed, and as :func:`vaxdesk.systems.write_safely`.
        """
        if not setting.accepts(value):
            raise ValueError(f"{setting.key} can't be {value!r}")
        kept = {**self._load(), setting.key: value}
        text = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        with translate_os(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        write_safely(self._system, self._path, text.encode("utf-8"))

    def _load(self) -> dict[str, Any]:
        """Give what is kept; nothing where the file is missing, can't be read or is damaged, which puts it aside."""
        try:
            kept = json.loads(self._path.read_bytes())
        except OSError:
            return {}
        except ValueError:
            kept = None
        if isinstance(kept, dict):
            return kept
        with suppress(OSError):  # a folder that may only be read: the defaults hold all the same
            self._path.replace(self._path.with_name("settings.damaged.json"))
        return {}
