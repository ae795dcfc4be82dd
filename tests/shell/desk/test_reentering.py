from __future__ import annotations

import pytest

from tests.shell.desk.conftest import name_person
from vaxdesk.desk.correcting import mark, set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import NotToReenter
from vaxdesk.desk.looking import read_people
from vaxdesk.desk.reentering import list_to_reenter, mark_entered, read_card
from vaxdesk.desk.taking_back import redo, undo

SEN, AN = name_person("sen"), name_person("an")


def deliver(desk: Desk) -> str:
    delivery: str = next(read_people(desk, [SEN]))["delivery"]
    return delivery


@pytest.fixture
def corrected(filled: Desk) -> Desk:
    """Sen's birth date was wrong in the list, An had no number there; both are right now."""
    set_field(filled, SEN, "birth_date", "06/03/1990")
    set_field(filled, AN, "id_number", "070090004322")
    set_field(filled, AN, "phone", "0912345679")
    for person in (SEN, AN):
        mark(filled, person, "matched")
    return filled


def test_who_had_a_number_and_other_basic_data_is_typed_the_rest_goes_by_workbook(corrected: Desk) -> None:
    assert list_to_reenter(corrected) == (SEN,)
    with pytest.raises(NotToReenter):
        read_card(corrected, AN)


def test_who_is_not_ready_or_only_differs_in_capitals_is_not_to_be_typed(filled: Desk) -> None:
    set_field(filled, SEN, "birth_date", "06/03/1990")
    assert list_to_reenter(filled) == ()
    undo(filled)
    set_field(filled, SEN, "full_name", "ĐIỂU THỊ SEN")
    mark(filled, SEN, "matched")
    assert list_to_reenter(filled) == ()


def test_the_card_has_the_portals_fields_in_its_order(corrected: Desk) -> None:
    card = read_card(corrected, SEN)
    told = [(one.key, one.text) for one in card.fields]
    assert told[:3] == [("full_name", "Điểu Thị Sen"), ("birth_date", "06/03/1990"), ("sex", "Nữ")]
    assert [key for key, _ in told if key.startswith("dose1.")] == [
        "dose1.vaccine", "dose1.date", "dose1.lot", "dose1.site"
    ]  # fmt: skip
    assert [(one.key, one.listed) for one in card.fields if one.listed is not None] == [("birth_date", "05/03/1990")]


def test_done_is_accepted_until_the_row_changes_and_undo_takes_it_back(corrected: Desk) -> None:
    mark_entered(corrected, [SEN])
    assert (deliver(corrected), list_to_reenter(corrected)) == ("accepted", ())
    undo(corrected)
    assert (deliver(corrected), list_to_reenter(corrected)) == ("none", (SEN,))
    redo(corrected)
    set_field(corrected, SEN, "phone", "0987654321")
    assert (deliver(corrected), list_to_reenter(corrected)) == ("none", (SEN,))


def test_either_all_are_marked_or_nobody(corrected: Desk) -> None:
    with pytest.raises(NotToReenter):
        mark_entered(corrected, [SEN, AN])
    assert list_to_reenter(corrected) == (SEN,)
