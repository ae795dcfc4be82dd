"""Draws every page of the window on a practice store: both languages, both themes, three sizes.

Usage: .venv/bin/python build_scripts/screenshots.py [FOLDER] [--pages home,clean,conflict,preview,district]
       [--languages vi,en] [--themes light,dark] [--sizes 1366x728,1093x545,683x310] [--people 300] [--states]

The pictures go to ``build/screenshots`` unless another folder is named. All people in them are invented.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from build_scripts.scenes import Scenes
    from vaxdesk.desk.desk import Desk
    from vaxdesk.ui.look import Choice
    from vaxdesk.ui.window import Window
    from vaxdesk.wording import Language

SIZES = "1366x728,1093x545,683x310"
"""A small laptop's screen less its task bar, at 100 %, 125 % and 200 %."""

ENTRANCES = ("first", "join", "unlock")
SCENES = ("conflict", "preview", "district", "commune", "cards")
PATIENCE_S = 60.0
PROFILE = {"HOME": "", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state"}


def read_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Draw every page of the window.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "screenshots")
    parser.add_argument("--pages", default="")
    parser.add_argument("--languages", default="vi,en")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--states", action="store_true", help="draw Làm sạch in its eight states instead")
    return parser.parse_args()


def enter_profile(home: Path) -> None:
    """Keep out of the profile of whoever draws."""
    for name, inside in PROFILE.items():
        (home / inside).mkdir(parents=True, exist_ok=True)
        os.environ[name] = str(home / inside)


def wait(window: Window) -> None:
    """Let the window work until it has come to rest."""
    from PySide6.QtTest import QTest

    quiet, until = 0, time.monotonic() + PATIENCE_S
    while quiet < 4 and time.monotonic() < until:
        QTest.qWait(20)
        quiet = quiet + 1 if window.tasks.is_idle else 0


def draw(window: Window, path: Path) -> None:
    """Keep a picture of the window."""
    wait(window)
    path.parent.mkdir(parents=True, exist_ok=True)
    window.grab().save(str(path))
    print(path.name)


def work_a_little(store: Path) -> None:
    """Mark, correct and take back something, so that the pictures show a store in use."""
    from vaxdesk.desk import correcting, taking_back
    from vaxdesk.desk.figures import set_deadline
    from vaxdesk.desk.glancing import PRACTICE_PASSWORD, PRACTICE_USER
    from vaxdesk.desk.keeping import back_up
    from vaxdesk.desk.starting import open_desk

    with open_desk(store, PRACTICE_USER, PRACTICE_PASSWORD) as desk:
        issues = desk.store.read_issues()
        people = desk.store.read_ids("", 1000)
        right = [one for one in people if not any(issue["severity"] == "error" for issue in issues.get(one, []))]
        for place, person in enumerate(right[: len(right) * 2 // 3]):
            status = {7: "mismatched", 11: "not_found"}.get(place % 13, "matched")
            correcting.mark(desk, person, status)
        correcting.mark(desk, right[-1], "unresolvable", because="moved_away")
        correcting.set_field(desk, right[-2], "phone", "0912 345 678", reason="hỏi lại qua điện thoại")
        correcting.set_field(desk, right[-3], "note", "đã hỏi trưởng thôn")
        taking_back.undo(desk)
        set_deadline(desk, "2026-12-31")
        back_up(desk)


def open_practice(store: Path) -> tuple[Desk, ExitStack]:
    """Open a practice store as the lock screen does."""
    from vaxdesk.desk.glancing import PRACTICE_PASSWORD, PRACTICE_USER
    from vaxdesk.desk.starting import open_desk

    stack = ExitStack()
    return stack.enter_context(open_desk(store, PRACTICE_USER, PRACTICE_PASSWORD)), stack


class Painter:
    """Draws the pages of one practice store, a language, theme and size at a time."""

    def __init__(self, folder: Path, home: Path, store: Path, scenes: Scenes) -> None:
        from vaxdesk.ui.app import make_app

        self.folder, self._home, self._store, self._scenes = folder, home, store, scenes
        _, self._look, _, self._settings = make_app()

    def draw_pages(self, pages: list[str], language: Language, theme: Choice, size: str) -> None:
        """Draw these pages."""
        from vaxdesk.settings import LANGUAGE, WINDOW

        self._settings.write(LANGUAGE, language)
        self._settings.write(WINDOW, size)
        self._look.choose(theme)
        name = f"{language}-{theme}-{size}.png"
        for page in [one for one in ENTRANCES if one in pages]:
            window = self._open_window(self._store if page == "unlock" else self._home / "nothing", language)
            if page == "join":
                self._show_join(window)
            draw(window, self.folder / f"{page}-{name}")
            self._close(window)
        window = self._open_window(self._store, language)
        window.open_with(self._store, partial(open_practice, self._store))
        wait(window)
        for page in [one for one in pages if one not in (*ENTRANCES, *SCENES)]:
            self._show(window, page)
            draw(window, self.folder / f"{page}-{name}")
        self._close(window)
        self._draw_scenes(pages, language, name)

    def _draw_scenes(self, pages: list[str], language: Language, name: str) -> None:
        """Draw what there is to see beyond one laptop: conflict, cards, a package before it is taken in, district."""
        from vaxdesk.model.filter import Filter
        from vaxdesk.ui.page import Place

        places = {
            "conflict": (self._scenes.conflict, Place("clean", {"group": "conflict"})),
            "preview": (self._scenes.laptop, Place("handover", {"files": [str(self._scenes.package)]})),
            "district": (self._scenes.district, Place("home")),
            "commune": (self._scenes.district, Place("clean", {"filter": Filter(stream="25225")})),
            "cards": (self._scenes.conflict, Place("settings", {"part": "cards"})),
        }
        for page in [one for one in SCENES if one in pages]:
            store, place = places[page]
            window = self._open_window(store, language)
            window.open_with(store, partial(open_practice, store))
            wait(window)
            if window.space is not None:
                window.space.go(place)
            draw(window, self.folder / f"{page}-{name}")
            self._close(window)

    def draw_states(self) -> None:
        """Draw Làm sạch in the states that are looked at, each on a store as it was."""
        from build_scripts.clean_states import STATES, show_state
        from vaxdesk.settings import LANGUAGE, WINDOW

        fresh = self._store
        for name, state in STATES.items():
            self._store = Path(shutil.copytree(fresh, self._home / name))
            self._settings.write(LANGUAGE, state.language)
            self._settings.write(WINDOW, state.size)
            self._look.choose(state.theme)
            window = self._open_window(self._store, state.language)
            window.open_with(self._store, partial(open_practice, self._store))
            wait(window)
            show_state(window, state, wait)
            draw(window, self.folder / f"clean-state-{name}.png")
            self._close(window)
        self._store = fresh

    def _open_window(self, store: Path, language: Language) -> Window:
        from vaxdesk.ui.window import Window
        from vaxdesk.wording import Wording

        window = Window(self._look, Wording(language), self._settings, store)
        window.show()
        wait(window)
        return window

    @staticmethod
    def _show(window: Window, page: str) -> None:
        from vaxdesk.ui.page import Place

        if window.space is not None:
            # The group in which old and new differ inside the value shows most of what the page can do.
            shown = {"group": "id_number.birth_year"} if page == "clean" else {}
            window.space.go(Place(page, shown))
            wait(window)

    @staticmethod
    def _show_join(window: Window) -> None:
        """Go to the question that a laptop answers which joins a station."""
        from vaxdesk.ui.start.first import FirstStart
        from vaxdesk.ui.start.ways import WaysStep

        first = window.stack.currentWidget()
        if isinstance(first, FirstStart):
            first.go_on()
            if isinstance(first.step, WaysStep):
                first.step.ways.select("join")
                first.go_on()

    @staticmethod
    def _close(window: Window) -> None:
        from PySide6.QtWidgets import QApplication

        window.shut()
        window.hide()
        window.deleteLater()
        QApplication.processEvents()


def main() -> None:
    """Draw everything on a new practice store in a folder that is thrown away."""
    options = read_arguments()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        enter_profile(home)
        from build_scripts.scenes import Scenes, make_scenes
        from vaxdesk.desk.practising import make_practice_store
        from vaxdesk.ui.workspace import find_pages

        store = home / "store"
        make_practice_store(store, options.people)
        work_a_little(store)
        everything = [*ENTRANCES, *(kind.key for kind in find_pages()), *SCENES]
        pages = options.pages.split(",") if options.pages else everything
        scenes = make_scenes(home) if set(pages) & set(SCENES) else Scenes(store, store, store, store)
        painter = Painter(options.folder, home, store, scenes)
        if options.states:
            painter.draw_states()
            return
        combinations = (options.languages.split(","), options.themes.split(","), options.sizes.split(","))
        for language, theme, size in itertools.product(*combinations):
            painter.draw_pages(pages, language, theme, size)


if __name__ == "__main__":
    main()
