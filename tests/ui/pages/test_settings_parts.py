"""Hamlets divided among the laptops of a station, and the word that tells of work outside one's part."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import enter_profile
from tests.shell.desk.places import PASSWORD, SECOND, STATION, Place, acquaint
from tests.ui.driving import open_store_in, show_page, wait_idle, wait_until
from vaxdesk.desk import correcting
from vaxdesk.desk.dividing import read_parts

if TYPE_CHECKING:
    from vaxdesk.desk.desk import Desk
    from vaxdesk.model.step import Changes
    from vaxdesk.ui.pages.settings import SettingsPage
    from vaxdesk.ui.window import Window


def show(window: Window) -> SettingsPage:
    from vaxdesk.ui.pages.settings import SettingsPage

    page = show_page(window, "settings")
    assert isinstance(page, SettingsPage)
    return page


def test_a_laptop_that_works_alone_has_nothing_to_divide(window: Window) -> None:
    page = show(window)
    assert page.parts.keepers == {}
    assert page.parts._alone.isVisibleTo(page.parts)


def test_a_hamlet_is_given_to_the_other_laptop_and_work_there_is_told_and_done(
    make_window: Callable[..., Window], tmp_path: Path, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (Place(one, tmp_path, monkeypatch) for one in (STATION, SECOND))
    acquaint(first, second)
    [person] = first.load("Điểu Thị Sen", hamlet="Thôn 2")
    enter_profile(monkeypatch, first.folder / "home")
    window = make_window(first.store)
    open_store_in(window, first.store, "lan", PASSWORD)
    page, say = show(window), window.wording.say
    assert list(page.parts.keepers) == ["Thôn 2"]
    assert page.parts.keepers["Thôn 2"].text() == say("Nobody in particular")
    parts: list[object] = []

    def open_menu(desk: Desk) -> None:
        parts.extend(read_parts(desk))

    window.tasks.ask(open_menu, lambda _: None)
    wait_until(lambda: parts)
    menu = page.parts.make_menu(parts[0])  # type: ignore[arg-type]
    next(one for one in menu.actions() if one.text() == SECOND.name).trigger()
    wait_idle(window)
    assert page.parts.keepers["Thôn 2"].text() == SECOND.name
    space = window.space
    assert space is not None

    def note(desk: Desk, job: object) -> Changes:
        return correcting.set_field(desk, person, "note", "đã hỏi")

    window.tasks.do(note, space.follow)
    wait_idle(window)
    assert "Thôn 2" in space.step_line._did.text()
    assert space.step_line._undo.isVisible()
