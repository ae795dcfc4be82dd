"""What the journeys through bad input and bad surroundings start from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.laptop import Laptop
from tests.ui.windows import look, make_window, only_look, qt_warnings
from vaxdesk.intake.samples import invent_people, plain_csv

__all__ = ["laptop", "look", "make_window", "only_look", "qt_warnings"]


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    """A laptop with a store and one list of twelve people in it."""
    laptop = Laptop(tmp_path / "may").make()
    path = tmp_path / "danh sach.csv"
    path.write_bytes(plain_csv(invent_people(12, seed=4)))
    laptop.do_here("load", path)
    return laptop
