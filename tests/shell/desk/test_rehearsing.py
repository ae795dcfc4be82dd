from __future__ import annotations

import pytest

from tests.shell.desk.conftest import SEN, make_fact, name_person
from vaxdesk.desk.correcting import set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import UnknownStep
from vaxdesk.desk.rehearsing import find_verb, preview_taking_back
from vaxdesk.desk.taking_back import undo
from vaxdesk.model.fields import PERSON_FIELDS
from vaxdesk.model.message import Message
from vaxdesk.model.step import Changes

PERSON = name_person("sen")


@pytest.fixture
def load(desk: Desk) -> str:
    """Give the step that brought two people."""
    facts = [make_fact("sen", SEN), make_fact("an", {**SEN, "full_name": "Điểu Thị An", "id_number": "070190004322"})]
    return step_of(desk.act(Message("Load {file}", {"file": "thon.xlsx"}), facts))


def step_of(changes: Changes) -> str:
    assert changes.step is not None
    return changes.step


def list_records(desk: Desk) -> list[object]:
    return [desk.store.read_meta("clock"), *desk.store.read_records(), *desk.store.read_steps()]


def test_a_look_ahead_tells_whom_it_would_touch_and_changes_nothing(desk: Desk, load: str) -> None:
    step = step_of(set_field(desk, PERSON, "phone", "0987654321"))
    before = list_records(desk)
    preview = preview_taking_back(desk, step)
    assert (preview.step, preview.people, preview.stays, preview.again) == (step, 1, (), False)
    assert list_records(desk) == before
    assert undo(desk, step).people == (PERSON,)


def test_what_was_changed_since_is_named_with_its_field(desk: Desk, load: str) -> None:
    first = step_of(set_field(desk, PERSON, "phone", "0987654321"))
    set_field(desk, PERSON, "phone", "0977654321")
    stays = preview_taking_back(desk, first).stays
    assert [(one.person, one.name, one.field) for one in stays] == [
        (PERSON, "Điểu Thị Sen", PERSON_FIELDS["phone"].title)
    ]


def test_who_would_stay_of_a_load_is_named(desk: Desk, load: str) -> None:
    set_field(desk, PERSON, "phone", "0987654321")
    preview = preview_taking_back(desk, load)
    assert [(one.name, one.field) for one in preview.stays] == [("Điểu Thị Sen", None)]
    assert preview.people == 1


def test_a_step_that_was_taken_back_is_done_again_by_taking_back_what_took_it_back(desk: Desk, load: str) -> None:
    step = step_of(set_field(desk, PERSON, "phone", "0987654321"))
    assert find_verb(desk, step) == (step, False)
    undone = step_of(undo(desk, step))
    assert find_verb(desk, step) == (undone, True)
    assert find_verb(desk, undone) == (undone, True)
    assert preview_taking_back(desk, step).again
    undo(desk, find_verb(desk, step)[0])
    assert desk.store.fold([PERSON])[PERSON].person.phone == "0987654321"
    assert find_verb(desk, step) == (step, False)


def test_a_step_that_never_was_is_refused(desk: Desk, load: str) -> None:
    with pytest.raises(UnknownStep):
        preview_taking_back(desk, "01890000-0000-7000-8000-000000000000")
