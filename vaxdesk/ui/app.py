"""Starts the window: Qt, fonts, look, language; and ends it so that nothing is left behind."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from vaxdesk.settings import LANGUAGE, TEXT_SIZE, THEME, Settings
from vaxdesk.ui.fonts import load_fonts
from vaxdesk.ui.icons import draw_mark
from vaxdesk.ui.look import LIGHT, Choice, Look
from vaxdesk.ui.window import Window
from vaxdesk.wording import Language, Wording


def run_window(folder: Path | None = None, language: Language | None = None) -> int:
    """Show the window until it is closed; give the exit status."""
    app, look, wording, settings = make_app(language)
    window = Window(look, wording, settings, folder)
    sys.excepthook = lambda kind, error, trace: window.show_error(error)
    window.show()
    status = app.exec()
    window.shut()
    return status


def make_app(language: Language | None = None) -> tuple[QApplication, Look, Wording, Settings]:
    """Make the application with fonts, look and words."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = cast("QApplication", QApplication.instance()) or QApplication(sys.argv[:1])
    app.setApplicationName("VaxDesk")
    settings = Settings()
    said = language or cast("Language", settings.read(LANGUAGE))
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese if said == "vi" else QLocale.Language.English))
    load_fonts()
    look = Look(app, cast("Choice", settings.read(THEME)), settings.read(TEXT_SIZE))
    wording = Wording(said)
    app.setWindowIcon(QIcon(draw_mark(48, LIGHT.accent, LIGHT.onacc, 1.0)))
    return app, look, wording, settings
