"""What every test of the window may rely on."""

from __future__ import annotations

from tests.ui.fields import noted
from tests.ui.sticks import sticks
from tests.ui.windows import look, make_window, only_look, practice_store, qt_warnings, store_folder, window

__all__ = [
    "look", "make_window", "noted", "only_look", "practice_store", "qt_warnings", "sticks", "store_folder", "window",
]  # fmt: skip
