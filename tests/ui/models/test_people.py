from __future__ import annotations

from array import array
from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.driving import wait_until
from vaxdesk.desk.browsing import Line, PeopleList
from vaxdesk.model.filter import Filter
from vaxdesk.ui.models.people import FETCHED, KEPT, PAGE, LineRole, NoteRole, PeopleModel, is_done
from vaxdesk.wording import Wording

MANY = 200_000
GROUP = "birth_date.missing"


def make_line(row: int, codes: tuple[str, ...] = (GROUP,), errors: int = 1) -> Line:
    return Line(
        f"id-{row}", f"Điểu Thị {row}", "1990", "Thôn 2", "error" if errors else None, errors, 0, codes, "unverified",
        certain=False,
    )  # fmt: skip


@pytest.fixture
def model(qapp: QApplication) -> PeopleModel:
    model = PeopleModel(Wording("en"))
    model.set_people(PeopleList(Filter(group=GROUP), array("q", range(MANY))))
    return model


@pytest.fixture
def wanted(model: PeopleModel) -> list[tuple[int, ...]]:
    heard: list[tuple[int, ...]] = []
    model.wanted.connect(lambda people, pages: heard.append(pages))
    return heard


def put(model: PeopleModel, *pages: int) -> None:
    assert model.people is not None
    for page in pages:
        model.put(model.people, page, [make_line(page * PAGE + place) for place in range(PAGE)])


def read(model: PeopleModel, row: int, role: int = LineRole) -> object:
    return model.index(row, 0).data(role)


def test_what_is_looked_at_is_asked_for_by_the_page_and_shown_when_it_came(
    model: PeopleModel, wanted: list[tuple[int, ...]]
) -> None:
    assert model.rowCount() == MANY
    assert read(model, 150) is None
    assert read(model, 150, Qt.ItemDataRole.AccessibleTextRole) == "Being read"
    wait_until(lambda: wanted)
    assert wanted == [(1,)]
    put(model, 1)
    assert read(model, 150, Qt.ItemDataRole.DisplayRole) == "Điểu Thị 150"
    assert model.find_row("id-150") == 150
    assert model.find_row("id-250") is None


def test_a_scroll_bar_drawn_through_the_list_asks_for_its_end_only(
    model: PeopleModel, wanted: list[tuple[int, ...]]
) -> None:
    for row in range(0, MANY, 1000):
        read(model, row)
    wait_until(lambda: wanted)
    assert wanted == [tuple(range((MANY - 1000) // PAGE - 10 * (FETCHED - 1), MANY // PAGE, 10))]


def test_what_is_long_past_is_forgotten_and_asked_for_again(model: PeopleModel, wanted: list[tuple[int, ...]]) -> None:
    put(model, *range(KEPT + 1))
    assert read(model, KEPT * PAGE) is not None
    assert read(model, 0) is None
    wait_until(lambda: wanted)
    assert wanted == [(0,)]


def test_renewing_keeps_the_old_lines_until_the_new_ones_come(
    model: PeopleModel, wanted: list[tuple[int, ...]]
) -> None:
    put(model, 0)
    model.renew()
    assert read(model, 3, Qt.ItemDataRole.DisplayRole) == "Điểu Thị 3"
    wait_until(lambda: wanted)
    assert wanted == [(0,)]


def test_an_answer_to_another_list_is_dropped(model: PeopleModel) -> None:
    other = PeopleList(Filter(), array("q", [1]))
    model.put(other, 0, [make_line(0)])
    assert read(model, 0) is None


@pytest.mark.parametrize(
    ("asked", "codes", "errors", "done"),
    [
        (Filter(group=GROUP), (GROUP,), 1, False),
        (Filter(group=GROUP), ("phone.missing",), 1, True),
        (Filter(severity="error"), (GROUP,), 1, False),
        (Filter(severity="error"), (), 0, True),
        (Filter(severity="warning"), (), 0, True),
        (Filter(severity="info"), (), 0, True),
        (Filter(text="sen"), (), 0, None),
    ],
)
def test_done_is_who_has_no_longer_what_the_list_is_of(
    asked: Filter,
    codes: Sequence[str],
    errors: int,
    done: bool | None,  # noqa: FBT001 - an expectation
) -> None:
    assert is_done(asked, make_line(0, tuple(codes), errors)) is done


def test_the_note_says_what_has_become_of_somebody(model: PeopleModel) -> None:
    people = model.people
    assert people is not None
    lines = [make_line(0, ()), make_line(1, ()), make_line(2), make_line(3, errors=3), make_line(4)]
    model.put(people, 0, lines)
    model.note_confirmed(1)
    model.put_aside(2)
    assert [read(model, row, NoteRole) for row in range(5)] == [
        "Put right", "right as it is", "put off", "3 errors", "",
    ]  # fmt: skip


def test_a_line_is_heard_as_one_sentence(model: PeopleModel) -> None:
    put(model, 0)
    said = read(model, 7, Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Điểu Thị 7, born 1990, Thôn 2, errors: 1, Not yet verified"


def test_somebody_who_is_no_longer_listed_leaves_an_empty_line(model: PeopleModel) -> None:
    assert model.people is not None
    model.put(model.people, 0, [None] * PAGE)
    assert model.is_read(5)
    assert read(model, 5) is None
    assert model.note(5) == ""
