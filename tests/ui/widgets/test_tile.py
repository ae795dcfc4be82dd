from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vaxdesk.ui.look import Look
from vaxdesk.ui.widgets.tile import LEAST, SIDE, StatTile, find_filled
from vaxdesk.wording import Wording

SENTENCE = "Người đã xác thực đúng: 5.246 trên 7.812, 67,2 phần trăm"


@pytest.fixture
def tile(qtbot: QtBot, look: Look) -> StatTile:
    made = StatTile(look, Wording("vi"))
    made.set_figures(
        "Người đã xác thực đúng", 5246, 7812, "người", "67,2%", "Hôm qua: 5.150 (+96)", "ok", sentence=SENTENCE
    )
    qtbot.addWidget(made)
    made.resize(363, made.heightForWidth(363))
    with qtbot.waitExposed(made):
        made.show()
    return made


def count_pixels(tile: StatTile, color: str) -> int:
    """Count the pixels of a colour along the middle of the bar."""
    image = tile.grab().toImage()
    rows = [
        [image.pixelColor(x, y).name().upper() for x in range(SIDE, image.width() - SIDE)]
        for y in range(image.height())
    ]
    return max(row.count(color) for row in rows)


def test_a_tile_is_a_button_with_one_sentence(tile: StatTile) -> None:
    told = QAccessible.queryAccessibleInterface(tile)
    assert told.role() == QAccessible.Role.Button
    assert told.text(QAccessible.Text.Name) == SENTENCE
    assert told.text(QAccessible.Text.Description) == "Hôm qua: 5.150 (+96)"


def test_without_a_sentence_the_figures_are_told(tile: StatTile) -> None:
    tile.set_figures("Mũi tiêm đã sạch", 12611, 18704, "mũi", "67,4%", "", "ok")
    assert tile.accessibleName() == "Mũi tiêm đã sạch: 12.611 / 18.704 mũi, 67,4%"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_key_opens_what_the_tile_counts(tile: StatTile, qtbot: QtBot, key: Qt.Key) -> None:
    tile.setFocus()
    with qtbot.waitSignal(tile.clicked):
        QTest.keyClick(tile, key)


def test_a_click_opens_what_the_tile_counts(tile: StatTile, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tile.clicked):
        QTest.mouseClick(tile, Qt.MouseButton.LeftButton)


def test_the_bar_is_as_long_as_the_share(tile: StatTile, look: Look) -> None:
    assert count_pixels(tile, look.theme.ok) == pytest.approx((363 - 2 * SIDE) * 5246 / 7812, abs=2)


def test_the_bar_has_the_colours_of_the_dark_theme_as_soon_as_that_is_chosen(tile: StatTile, look: Look) -> None:
    look.choose("dark")
    assert count_pixels(tile, look.theme.ok) > 200


@pytest.mark.parametrize(
    ("part", "whole", "filled"), [(0, 0, 0), (0, 100, 0), (1, 10_000, LEAST), (9_999, 10_000, 300 - LEAST), (7, 7, 300)]
)
def test_the_bar_is_empty_for_nobody_and_full_for_everybody_alone(part: int, whole: int, filled: int) -> None:
    assert find_filled(part, whole, 300) == filled


def test_a_compact_tile_loses_its_third_line(tile: StatTile, look: Look) -> None:
    before = tile.heightForWidth(363)
    tile.set_compact(True)
    assert tile.heightForWidth(363) <= before - look.line("tiny")


def test_the_focus_is_seen(tile: StatTile, qtbot: QtBot, look: Look) -> None:
    tile.clearFocus()
    before = tile.grab().toImage()
    tile.activateWindow()
    tile.setFocus()
    qtbot.waitUntil(tile.hasFocus)
    assert tile.grab().toImage() != before


@pytest.mark.parametrize("percent", [100, 115, 130])
def test_long_labels_wrap_and_nothing_is_cut_at_any_size_of_type(qtbot: QtBot, look: Look, percent: int) -> None:
    look.choose(percent=percent)
    holder = QWidget()
    qtbot.addWidget(holder)
    tile = StatTile(look, Wording("vi"))
    QVBoxLayout(holder).addWidget(tile)
    label = "Người đã được công an xác thực đúng họ tên, ngày sinh, giới tính và số căn cước công dân"
    tile.set_figures(label, 1_234_567, 7_812_345, "người", "15,8%", "Hôm qua: 1.234.567", "ok")
    least = tile.minimumSizeHint().width()
    assert tile.heightForWidth(least) >= tile.heightForWidth(1200) + QFontMetrics(look.font("small")).height() - 1
    holder.resize(least, 10)
    with qtbot.waitExposed(holder):
        holder.show()
    assert tile.width() >= least
    assert tile.height() >= tile.heightForWidth(tile.width())
