from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from vaxdesk.ui.look import DARK, LIGHT, Look, Theme
from vaxdesk.ui.states import STATES
from vaxdesk.ui.widgets.strip import GAP, LEAST, TILE, ProgressStrip, StripLegend, make_pattern, share_widths
from vaxdesk.wording import Wording

COUNTS = [
    ("matched", 5246), ("corrected", 412), ("requested", 688), ("mismatched", 391), ("not_found", 74),
    ("unresolvable", 36), ("unverified", 965),
]  # fmt: skip
KEYS = list(STATES)


@pytest.fixture
def legend(qtbot: QtBot, look: Look) -> StripLegend:
    made = StripLegend(look, Wording("vi"))
    made.set_counts(COUNTS)
    qtbot.addWidget(made)
    made.resize(1085, made.heightForWidth(1085))
    with qtbot.waitExposed(made):
        made.show()
    return made


def find_boxes(legend: StripLegend) -> list[QRect]:
    return [legend.visualRect(legend.model().index(row, 0)) for row in range(len(KEYS))]


@given(st.lists(st.integers(0, 200_000), min_size=7, max_size=7), st.integers(100, 2000))
def test_segments_and_gaps_fill_the_strip_and_nobody_in_it_is_lost(counts: list[int], width: int) -> None:
    shares = share_widths(counts, width)
    shown = [share for share in shares if share]
    assert all((share >= LEAST) if count else share == 0 for share, count in zip(shares, counts, strict=True))
    assert not shown or sum(shown) + GAP * (len(shown) - 1) == width


@given(st.lists(st.integers(0, 200_000), min_size=7, max_size=7), st.integers(100, 2000))
def test_more_people_never_have_the_shorter_segment(counts: list[int], width: int) -> None:
    ordered = sorted(zip(counts, share_widths(counts, width), strict=True))
    assert all(one <= other + 1 for (_, one), (_, other) in pairwise(ordered))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_every_state_has_a_pattern_of_its_own(qtbot: QtBot, theme: Theme, ratio: float) -> None:
    brushes = {
        state.pattern: make_pattern(state.pattern, theme.neu, theme.surface, ratio).textureImage()
        for state in STATES.values()
    }
    images = list(brushes.values())
    assert len(brushes) == len(STATES)
    assert all(one != other for at, one in enumerate(images) for other in images[at + 1 :])
    assert {image.width() for image in images} == {round(TILE * ratio)}


def test_the_strip_shows_each_state_in_order_in_its_colour(qtbot: QtBot, look: Look) -> None:
    strip = ProgressStrip(look)
    qtbot.addWidget(strip)
    strip.set_counts(list(reversed(COUNTS)))
    strip.resize(800, 20)
    image = strip.grab().toImage()
    left = 0
    for state, share in zip(STATES.values(), share_widths([count for _, count in COUNTS], 800), strict=True):
        colours = {
            image.pixelColor(x, y).name().upper() for x in range(left, min(left + share, 800)) for y in range(20)
        }
        assert getattr(look.theme, state.token) in colours, state.key
        left += share + GAP


def test_a_strip_of_nobody_is_an_outline(qtbot: QtBot, look: Look) -> None:
    strip = ProgressStrip(look)
    qtbot.addWidget(strip)
    strip.set_counts([])
    strip.resize(200, 20)
    image = strip.grab().toImage()
    assert image.pixelColor(100, 0).name().upper() == look.theme.edge
    assert image.pixelColor(100, 10) == image.pixelColor(50, 10)


def test_the_legend_is_a_list_with_a_sentence_for_each_state(legend: StripLegend) -> None:
    told = QAccessible.queryAccessibleInterface(legend)
    assert told.role() == QAccessible.Role.List
    assert told.text(QAccessible.Text.Name)
    sentences = [told.child(at).text(QAccessible.Text.Name) for at in range(told.childCount())]
    assert len(sentences) == len(KEYS)
    for sentence, (_, count), state in zip(sentences, COUNTS, STATES.values(), strict=True):
        assert Wording("vi").render(state.word) in sentence
        assert f"{count:,}".replace(",", ".") in sentence
        assert "7.812" in sentence
    assert "67,2%" in sentences[0]


def test_states_that_nobody_is_in_are_listed_too(legend: StripLegend) -> None:
    legend.set_counts([("matched", 3)])
    told = QAccessible.queryAccessibleInterface(legend)
    assert told.childCount() == len(KEYS)
    assert " 0 " in told.child(3).text(QAccessible.Text.Name)


def test_a_click_on_an_entry_chooses_its_state(legend: StripLegend, qtbot: QtBot) -> None:
    with qtbot.waitSignal(legend.chosen) as told:
        QTest.mouseClick(
            legend.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            find_boxes(legend)[3].center(),
        )
    assert told.args == ["mismatched"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_arrows_go_through_the_entries_and_a_key_chooses(legend: StripLegend, qtbot: QtBot, key: Qt.Key) -> None:
    legend.activateWindow()
    legend.setFocus()
    qtbot.waitUntil(legend.hasFocus)
    QTest.keyClick(legend, Qt.Key.Key_Right)
    QTest.keyClick(legend, Qt.Key.Key_Right)
    with qtbot.waitSignal(legend.chosen) as told:
        QTest.keyClick(legend, key)
    assert told.args == ["requested"]


def test_letters_do_nothing_in_the_legend(legend: StripLegend, qtbot: QtBot) -> None:
    legend.activateWindow()
    legend.setFocus()
    qtbot.waitUntil(legend.hasFocus)
    QTest.keyClicks(legend, "sai")
    assert legend.currentIndex().row() == 0


def test_a_wide_legend_is_one_row_from_edge_to_edge(legend: StripLegend) -> None:
    boxes = find_boxes(legend)
    assert {box.top() for box in boxes} == {0}
    assert boxes[0].left() == 0
    assert boxes[-1].right() >= 1085 - len(KEYS) - 1


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("width", [1085, 700, 420, 200])
def test_a_narrow_legend_goes_on_below_and_shows_every_entry(
    legend: StripLegend, qtbot: QtBot, look: Look, width: int, percent: int
) -> None:
    look.choose(percent=percent)
    width = max(width, legend.minimumSizeHint().width())
    legend.resize(width, legend.heightForWidth(width))
    view = legend.viewport().rect()
    qtbot.waitUntil(lambda: all(view.contains(box) and not box.isEmpty() for box in find_boxes(legend)))
    boxes = find_boxes(legend)
    assert not any(one.intersects(other) for at, one in enumerate(boxes) for other in boxes[at + 1 :])
