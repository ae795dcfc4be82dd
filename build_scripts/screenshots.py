"""Draws every page of the window on a practice store: both languages, both themes, three sizes.

Usage: .venv/bin/python build_scripts/screenshots.py [FOLDER] [--pages home,clean] [--languages vi,en]
       [--themes light,dark] [--sizes 1366x728,1093x545,683x310] [--people 300]

The pictures go to ``build/screenshots`` unless another folder is named. All people in them are invented.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from vaxdesk.desk.desk import Desk
    from vaxdesk.ui.window import Window

SIZES = "1366x728,1093x545,683x310"
"""A small laptop's screen less its task bar, at 100 %, 125 % and 200 %."""

ENTRANCES = ("first", "unlock")
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


def draw_all(options: argparse.Namespace, home: Path, store: Path) -> None:
    """Draw what was asked for."""
    from PySide6.QtWidgets import QApplication

    from vaxdesk.desk.glancing import PRACTICE_PASSWORD, PRACTICE_USER
    from vaxdesk.desk.starting import open_desk
    from vaxdesk.settings import LANGUAGE, Settings
    from vaxdesk.ui.app import make_app
    from vaxdesk.ui.page import Place
    from vaxdesk.ui.window import Window
    from vaxdesk.ui.workspace import find_pages
    from vaxdesk.wording import Wording

    pages = options.pages.split(",") if options.pages else [*ENTRANCES, *(kind.key for kind in find_pages())]
    _, look, _, settings = make_app()

    def open_store() -> tuple[Desk, ExitStack]:
        stack = ExitStack()
        return stack.enter_context(open_desk(store, PRACTICE_USER, PRACTICE_PASSWORD)), stack

    for language in options.languages.split(","):
        Settings().write(LANGUAGE, language)
        for theme in options.themes.split(","):
            look.choose(theme)
            for size in options.sizes.split(","):
                width, height = map(int, size.split("x"))
                for page in [one for one in ENTRANCES if one in pages]:
                    folder = home / "nothing" if page == "first" else store
                    window = Window(look, Wording(language), settings, folder)
                    window.resize(width, height)
                    window.show()
                    draw(window, options.folder / f"{page}-{language}-{theme}-{size}.png")
                    window.shut()
                    window.close()
                window = Window(look, Wording(language), settings, store)
                window.resize(width, height)
                window.show()
                window.open_with(store, open_store)
                wait(window)
                for page in [one for one in pages if one not in ENTRANCES]:
                    if window.space is not None:
                        window.space.go(Place(page))
                        draw(window, options.folder / f"{page}-{language}-{theme}-{size}.png")
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
        from vaxdesk.desk.practising import make_practice_store

        store = home / "store"
        make_practice_store(store, options.people)
        draw_all(options, home, store)


if __name__ == "__main__":
    main()
