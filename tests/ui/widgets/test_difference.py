from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QColor, QFontMetrics, QImage, QPainter
from pytestqt.qtbot import QtBot

from vaxdesk.model.difference import Span, compare, leave_unmarked
from vaxdesk.ui.look import Look
from vaxdesk.ui.widgets.difference import (
    MARKS,
    TOLD,
    MarkedLabel,
    Role,
    Setting,
    draw_marked,
    measure_marked,
    tell_marked,
)
from vaxdesk.wording import Wording

OLD, NEW = compare("12/03/1958", "12/03/1985")
LONG = "Nguyễn Thị Hường Ễnh Ượng, tổ 4, thôn Bù Gia Phúc, xã Phú Nghĩa, huyện Bù Gia Mập, tỉnh Bình Phước"
ROLES: list[Role] = list(MARKS)


def paint(look: Look, spans: tuple[Span, ...], role: Role, width: int = 300, setting: Setting | None = None) -> QImage:
    image = QImage(width, 120, QImage.Format.Format_RGB32)
    image.fill(look.color("surface"))
    painter = QPainter(image)
    draw_marked(painter, QRectF(0, 0, width, 120), spans, look, role, setting or Setting())
    painter.end()
    return image


def find_colour(image: QImage, color: QColor) -> list[tuple[int, int]]:
    """Give the places of a colour, row by row."""
    return [(x, y) for y in range(image.height()) for x in range(image.width()) if image.pixelColor(x, y) == color]


def find_runs(places: list[tuple[int, int]]) -> int:
    """Count the pieces of which the lowest row of places is made."""
    lowest = max(y for _, y in places)
    row = sorted(x for x, y in places if y == lowest)
    return sum(1 for at, x in enumerate(row) if not at or x != row[at - 1] + 1)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("role", ROLES)
def test_each_role_has_its_ground_and_its_line(look: Look, role: Role, theme: str) -> None:
    look.choose("dark" if theme == "dark" else "light")
    mark = MARKS[role]
    image = paint(look, NEW, role)
    assert find_colour(image, look.color(mark.line))
    assert not mark.fill or find_colour(image, look.color(mark.fill))


def test_what_goes_has_a_broken_line_and_what_comes_a_whole_one(look: Look) -> None:
    assert find_runs(find_colour(paint(look, OLD, "goes"), look.color("err"))) > 1
    assert find_runs(find_colour(paint(look, NEW, "comes"), look.color("ok"))) == 1
    assert find_runs(find_colour(paint(look, NEW, "before"), look.color("text2"))) > 3


def test_only_what_is_changed_has_a_ground(look: Look) -> None:
    start = QFontMetrics(look.font()).horizontalAdvance("12/03/19")
    assert min(x for x, _ in find_colour(paint(look, NEW, "comes"), look.color("dnew"))) >= start - 1


def test_where_neither_side_is_right_yet_the_whole_syllable_has_a_ground_and_the_letter_a_line(look: Look) -> None:
    image = paint(look, compare("Dũng", "Dủng")[0], "differs")
    ground = [x for x, _ in find_colour(image, look.color("warns"))]
    line = [x for x, _ in find_colour(image, look.color("warn"))]
    assert min(ground) < min(line)
    assert max(line) < max(ground)


def test_the_line_is_below_every_mark_of_a_letter(look: Look) -> None:
    plain = paint(look, leave_unmarked("ộặựỢ"), "comes")
    inked = max(y for y in range(120) for x in range(60) if plain.pixelColor(x, y) != look.color("surface"))
    line = find_colour(paint(look, compare("", "ộặựỢ")[1], "comes"), look.color("ok"))
    assert min(y for _, y in line) > inked


def test_text_without_marks_is_painted_alike_in_every_role(look: Look) -> None:
    images = [paint(look, leave_unmarked("Bù Gia Phúc"), role) for role in ROLES]
    assert all(image == images[0] for image in images)
    assert find_colour(images[0], look.color("text"))


@pytest.mark.parametrize("percent", [100, 115, 130])
def test_a_long_value_takes_two_lines_and_no_more(look: Look, percent: int) -> None:
    look.choose(percent=percent)
    one = measure_marked(leave_unmarked("Nữ"), 200, look, "comes").height()
    assert one >= QFontMetrics(look.font()).height()
    assert measure_marked(leave_unmarked(LONG), 200, look, "comes").height() == 2 * one
    assert measure_marked(leave_unmarked(LONG), 200, look, "comes", Setting(lines=0)).height() > 2 * one
    assert measure_marked(leave_unmarked(LONG), 200, look, "comes").width() <= 200


def test_a_value_without_room_is_painted_within_its_width(look: Look) -> None:
    spans = compare(LONG.replace("Hường", "Hương"), LONG)[1]
    image = QImage(400, 120, QImage.Format.Format_RGB32)
    image.fill(look.color("surface"))
    painter = QPainter(image)
    draw_marked(painter, QRectF(0, 0, 150, 120), spans, look, "comes")
    painter.end()
    beyond = {image.pixelColor(x, y).name() for x in range(152, 400) for y in range(120)}
    assert beyond == {look.color("surface").name()}


def test_signs_beyond_the_first_plane_do_not_shift_the_marks(look: Look) -> None:
    with_sign = compare("𠀋 Dũng", "𠀋 Dủng")[0]
    line = find_colour(paint(look, with_sign, "differs"), look.color("warn"))
    start = QFontMetrics(look.font()).horizontalAdvance("𠀋 D")
    assert min(x for x, _ in line) == pytest.approx(start, abs=2)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_told_in_words(role: Role) -> None:
    wording = Wording("en")
    sentence = tell_marked(NEW, role, wording)
    assert sentence == wording.say(TOLD[role].text, text="12/03/1985", parts="1985")


def test_the_syllables_concerned_are_told_whole_and_apart() -> None:
    told = tell_marked(compare("Nguyên Văn Dũng", "Nguyễn Văn Dủng")[1], "differs", Wording("en"))
    assert told.endswith("Nguyễn, Dủng")


def test_what_is_not_marked_is_told_as_it_is() -> None:
    assert tell_marked(leave_unmarked("Nữ"), "comes", Wording("en")) == "Nữ"


def test_a_marked_label_is_read_with_its_marks_and_grows_with_the_type(qtbot: QtBot, look: Look) -> None:
    label = MarkedLabel(look, Wording("en"))
    qtbot.addWidget(label)
    label.set_marked(NEW, "comes")
    told = QAccessible.queryAccessibleInterface(label)
    assert told.role() == QAccessible.Role.StaticText
    assert told.text(QAccessible.Text.Name) == tell_marked(NEW, "comes", Wording("en"))
    before = label.sizeHint()
    look.choose(percent=130)
    assert label.sizeHint().height() > before.height()
    assert label.sizeHint().width() > before.width()


def test_a_marked_label_paints_its_marks(qtbot: QtBot, look: Look) -> None:
    label = MarkedLabel(look, Wording("vi"))
    qtbot.addWidget(label)
    label.set_marked(NEW, "comes")
    label.resize(label.sizeHint())
    assert find_colour(label.grab().toImage(), look.color("dnew"))
