from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontMetrics, QPalette
from PySide6.QtWidgets import QLabel

import vaxdesk.ui
from vaxdesk.ui.look import DARK, LIGHT, TYPE, WIDE, Look, Theme, find_layout, make_contrast_theme, make_style_sheet

TEXT = ("text", "text2", "text3", "accent", "ok", "err", "warn", "wait", "neu")
SIGNS = ("edge", "accent", "ok", "err", "warn", "wait", "neu")
TINTS = {"ok": "oks", "err": "errs", "warn": "warns", "wait": "waits", "neu": "neus"}
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def measure_contrast(one: str, two: str) -> float:
    """Give the contrast of two colours by WCAG 2."""

    def luminance(color: str) -> float:
        parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@THEMES
@pytest.mark.parametrize("ground", ["surface", "bg", "sunk", "asoft"])
@pytest.mark.parametrize("token", TEXT)
def test_text_is_readable_on_every_ground_it_stands_on(theme: Theme, ground: str, token: str) -> None:
    if ground == "asoft" and token == "text3":
        token = "text2"  # nothing chosen is told in the tone of placeholders
    assert measure_contrast(getattr(theme, token), getattr(theme, ground)) >= 4.5


@THEMES
@pytest.mark.parametrize("token", TINTS)
def test_a_state_is_readable_on_its_own_tint(theme: Theme, token: str) -> None:
    assert measure_contrast(getattr(theme, token), getattr(theme, TINTS[token])) >= 4.5


@THEMES
def test_the_coloured_button_and_marked_parts_are_readable(theme: Theme) -> None:
    assert measure_contrast(theme.onacc, theme.accent) >= 4.5
    assert measure_contrast(theme.onacc, theme.accent2) >= 4.5
    assert measure_contrast(theme.text, theme.dold) >= 7
    assert measure_contrast(theme.text, theme.dnew) >= 7
    assert measure_contrast(theme.text3, theme.neus) >= 4.5
    assert measure_contrast(theme.text2, theme.rail) >= 4.5


@THEMES
@pytest.mark.parametrize("token", SIGNS)
def test_outlines_and_signs_stand_out(theme: Theme, token: str) -> None:
    for ground in ("surface", "sunk", "asoft"):
        assert measure_contrast(getattr(theme, token), getattr(theme, ground)) >= 3


@THEMES
def test_the_style_sheet_names_no_token_that_is_left(theme: Theme) -> None:
    assert "$" not in make_style_sheet(theme)
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", make_style_sheet(theme))) <= set(asdict(theme).values())


def test_no_colour_stands_outside_of_the_tokens() -> None:
    home = Path(vaxdesk.ui.__file__).parent
    found = [
        f"{path.relative_to(home)}: {line.strip()}"
        for path in sorted(home.rglob("*.py"))
        if path.name != "look.py"
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"#[0-9A-Fa-f]{6}\b|QColor\(\s*\d|Qt\.GlobalColor\.(?!transparent|black)", line)
        and '"""' not in line
    ]
    assert found == []


@pytest.mark.parametrize(
    ("width", "layout"),
    [(1366, "wide"), (WIDE, "wide"), (1279, "middle"), (1093, "middle"), (999, "narrow"), (683, "narrow")],
)
def test_the_width_decides_the_layout(width: int, layout: str) -> None:
    assert find_layout(width) == layout


@pytest.mark.parametrize("percent", [100, 115, 130])
@pytest.mark.parametrize("step", TYPE)
def test_a_line_holds_letters_with_two_marks(look: Look, step: str, percent: int) -> None:
    look.choose(percent=percent)
    assert look.line(step) >= QFontMetrics(look.font(step)).height()
    assert look.font(step).pointSizeF() == pytest.approx(TYPE[step].points * percent / 100)


def test_a_high_contrast_theme_of_the_system_is_kept_to() -> None:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, color in ((role.Window, "black"), (role.WindowText, "white"), (role.Highlight, "cyan")):
        palette.setColor(name, QColor(color))
    palette.setColor(role.HighlightedText, QColor("black"))
    theme = make_contrast_theme(palette)
    for token in (*TEXT, "line", "edge"):
        assert measure_contrast(getattr(theme, token), theme.surface) >= 7
    assert measure_contrast(theme.onacc, theme.accent) >= 7
    allowed = {QColor(name).name() for name in ("black", "white", "cyan")}
    assert set(asdict(theme).values()) == allowed


def test_theme_and_size_can_be_changed_while_everything_is_shown(look: Look) -> None:
    told: list[bool] = []
    look.changed.connect(lambda: told.append(look.is_dark))
    label = QLabel("Nguyễn Thị Hường")
    look.choose("dark", 130)
    assert told == [True]
    assert look.color("text").name().upper() == DARK.text
    assert label.palette().windowText().color().name().upper() == DARK.text
