"""The lists in a folder, for whoever drops or names a whole one."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

SUFFIXES: Final = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")
"""Suffixes of files that may hold a list."""
_DEEPEST: Final = 5
_MOST: Final = 500
"""Files of one folder; more is not a folder of lists."""


def find_lists(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Give the files, and for each folder the lists in it and in its folders, by their names; each file once.

    What is hidden is left out, and what Excel puts beside a file that is open. A folder that can't be read has none.
    """
    found: dict[Path, None] = {}
    for path in paths:
        found.update(dict.fromkeys(_search(path) if path.is_dir() else (path,)))
    return tuple(found)


def _search(folder: Path) -> list[Path]:
    lists: list[Path] = []
    for place, folders, files in os.walk(folder):
        inside = len(Path(place).relative_to(folder).parts)
        folders[:] = sorted(name for name in folders if not name.startswith(".")) if inside < _DEEPEST else []
        lists += [
            Path(place, name)
            for name in sorted(files)
            if not name.startswith((".", "~$")) and name.lower().endswith(SUFFIXES)
        ]
        if len(lists) >= _MOST:
            break
    return lists[:_MOST]
