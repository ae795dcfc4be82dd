"""Deciding on Làm sạch by keyboard alone, with as few keys as the page allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.cleaning import press
from tests.ui.recording import Act, Recorder
from vaxdesk.ui.pages.clean import CleanPage
from vaxdesk.ui.window import Window

Way = Literal["taken", "typed", "later"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What one decision cost: how it was made, of which rule, by which acts."""

    way: Way
    rule: str
    act: Act


TYPED = {
    "sex": "nu",
    "birth_date": "05/03/1980",
    "vaccine": "Pfizer",
    "date": "15/08/2021",
    "lot": "FK0112",
    "site": "70123",
}
"""What is typed where nothing is proposed."""


def write_value(page: CleanPage, key: str, serial: int) -> str:
    """Give what is typed; a number could be the person's: province, sex, birth year, then nobody else's digits."""
    panel = page.record.panel
    assert panel is not None
    if key == "phone":
        return f"09{10_000_000 + serial}"
    if key in TYPED:
        return TYPED[key]
    said = {row.key: row.edit for row in panel.fields}
    year = int(said["birth_date"][-4:]) if said["birth_date"] else 1980
    code = 2 * (year // 100 - 19) + (said["sex"] == "Nữ")
    return f"070{code}{year % 100:02}{900000 + serial}"


def type_key(text: str) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)


def work_through(window: Window, page: CleanPage, recorder: Recorder) -> Iterator[Decision]:
    """Go through a list until nobody is left in it, or only those who were put off."""
    put_off: set[str] = set()
    typed: set[tuple[str, str]] = set()
    for serial in count():
        if page.record.panel is None or page.record.panel.id in put_off:
            return
        who, problem = page.record.panel.id, page.record.problem
        asked = (who, problem.code if problem is not None else "")
        # What isn't settled by the first thing that is typed needs somebody who knows.
        decision = decide(window, page, recorder, serial, again=asked in typed)
        typed |= {asked} if decision.way == "typed" else set()
        put_off |= {who} if decision.way == "later" else set()
        yield decision


def decide(window: Window, page: CleanPage, recorder: Recorder, serial: int, *, again: bool = False) -> Decision:
    """Decide the record in question with as few keys as the page allows; what is asked ``again`` is put off."""
    record, problem = page.record, page.record.problem
    assert record.panel is not None
    rule = problem.code if problem is not None else ""
    recorder.close_act()
    way: Way = "taken"
    if again:
        way = "later"
        press(window, Qt.Key.Key_F8)
    elif record.option() is not None:
        press(window, Qt.Key.Key_Return)
    elif record.card.options and rule != "conflict":
        press(window, Qt.Key.Key_1)
    elif problem is not None and problem.field in {"id_number", "phone", *TYPED}:
        way = "typed"
        press(window, Qt.Key.Key_Return)
        assert record.editor.field.hasFocus()
        type_key(write_value(page, problem.field, serial))
        press(window, Qt.Key.Key_Return)
        assert not record.editor.is_open, record.editor.field.accessibleDescription()
    else:
        way = "later"
        press(window, Qt.Key.Key_F8)
    return Decision(way, rule, recorder.close_act())
