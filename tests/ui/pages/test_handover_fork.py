"""An older image of the laptop was put back: both sides are shown in the window, and the way out is one button."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel

from tests.conftest import enter_profile
from tests.shell.desk.places import PASSWORD, Place
from tests.shell.desk.test_renewing import two
from tests.ui.driving import find_dialog, open_store_in, show_page, wait_idle
from vaxdesk.ui.window import Window

__all__ = ["two"]


def test_both_sides_of_a_fork_are_shown_and_the_laptop_is_renewed(
    make_window: Callable[..., Window], two: tuple[Place, Place, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, person = two
    one.put(person, "phone", "0922222222")
    package = other.pack(one, everything=True)
    enter_profile(monkeypatch, one.folder / "home")
    window = make_window(one.store)
    open_store_in(window, one.store, "lan", PASSWORD)
    show_page(window, "handover", files=[str(package)])
    dialog = find_dialog(window)
    told = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    for side in ("phone", "hamlet"):
        assert side in told
    dialog.buttons["renew"].click()
    wait_idle(window)
    page = window.space.page if window.space is not None else None
    assert page is not None
    assert window.wording.say("This laptop goes on as a new device") in page.outcome._title.text()  # type: ignore[attr-defined]
    window.shut()
    assert one.read(person)["note"] == "trước khi hỏng máy"
    assert one.read(person)["phone"] == "0922222222"
