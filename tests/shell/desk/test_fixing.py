"""Taking everything that is certain in one step."""

from __future__ import annotations

import pytest

from tests.shell.desk.conftest import DOSES, SEN, make_fact, name_person
from vaxdesk.desk.correcting import confirm, mark, set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import PreviewOutdated, UnknownRule
from vaxdesk.desk.fixing import fix, preview_fix
from vaxdesk.desk.journaling import read_last_steps
from vaxdesk.desk.taking_back import undo
from vaxdesk.errors import Cancelled
from vaxdesk.model.message import Message
from vaxdesk.model.step import Fact
from vaxdesk.wording import Wording

ENGLISH = Wording("en")


def lose_zero(name: str, tail: str) -> Fact:
    values = {key: value for key, value in SEN.items() if key != "id_number"}
    return make_fact(name, {**values, "phone": f"09123{tail}"}, DOSES, raw={"id_number": f"701900{tail}"})


@pytest.fixture
def shortened(desk: Desk) -> Desk:
    """Give a station with three people whose number lost its zero, and one with whom all is right."""
    people = [*(lose_zero(f"p{tail}", tail) for tail in ("04321", "04322", "04323")), make_fact("sen", SEN, DOSES)]
    desk.act(Message("Load {file}"), people)
    return desk


def read_number(desk: Desk, name: str) -> object:
    (record,) = desk.store.read_records([name_person(name)])
    return record["id_number"]


def test_the_preview_lists_every_change_and_changes_nothing(shortened: Desk) -> None:
    events = shortened.store.journal.count_events()
    preview = preview_fix(shortened)
    assert preview.people == 3
    assert {(one.field, one.old, one.new) for one in preview.fixes} == {
        ("id_number", None, f"0701900{tail}") for tail in ("04321", "04322", "04323")
    }
    assert {one.rule for one in preview.fixes} == {"id_number.format"}
    assert all(one.why.text and one.name == SEN["full_name"] for one in preview.fixes)
    assert shortened.store.journal.count_events() == events


def test_all_of_it_is_one_step_and_one_undo_takes_it_back(shortened: Desk) -> None:
    before = list(shortened.store.read_records())
    changes = fix(shortened, ENGLISH, expected=preview_fix(shortened).fingerprint)
    assert len(changes.people) == changes.events == 3
    assert read_number(shortened, "p04321") == "070190004321"
    assert preview_fix(shortened).fixes == ()
    assert undo(shortened).step is not None
    assert list(shortened.store.read_records()) == before
    assert len(preview_fix(shortened).fixes) == 3


def test_each_change_keeps_its_reason(shortened: Desk) -> None:
    changes = fix(shortened, ENGLISH)
    events = list(shortened.store.read_events("step = ?", (changes.step,)))
    assert {event.header.origin for event in events} == {"typed"}
    assert all(event.body is not None and "zero" in (event.body.reason or "") for event in events)


def test_a_preview_that_is_no_longer_true_is_refused_and_nothing_is_done(shortened: Desk) -> None:
    preview = preview_fix(shortened)
    set_field(shortened, name_person("p04322"), "birth_date", "05/03/1991")
    with pytest.raises(PreviewOutdated) as refused:
        fix(shortened, ENGLISH, expected=preview.fingerprint)
    assert refused.value.args_by_name["count"] == 2
    assert read_number(shortened, "p04321") is None
    assert fix(shortened, ENGLISH, expected=preview_fix(shortened).fingerprint).events == 2


def test_only_one_rule_or_only_some_people_if_asked(shortened: Desk) -> None:
    assert preview_fix(shortened, "phone.invalid").fixes == ()
    chosen = [name_person("p04321"), name_person("sen")]
    assert {one.person for one in preview_fix(shortened, people=chosen).fixes} == {name_person("p04321")}
    assert fix(shortened, ENGLISH, "id_number.format", people=chosen).people == (name_person("p04321"),)


def test_a_rule_nobody_knows_is_refused(shortened: Desk) -> None:
    with pytest.raises(UnknownRule):
        preview_fix(shortened, "id_number.beautiful")


def test_what_is_only_likely_is_never_taken(filled: Desk) -> None:
    assert any(issue["suggestions"] for issues in filled.store.read_issues().values() for issue in issues)
    assert preview_fix(filled).fixes == ()
    assert fix(filled, ENGLISH).step is None


def test_what_was_confirmed_is_left_alone(shortened: Desk) -> None:
    confirm(shortened, name_person("p04321"), "id_number.format", reason="the card says so")
    assert len(preview_fix(shortened).fixes) == 2


def test_a_change_of_what_the_police_compared_makes_their_answer_void(shortened: Desk) -> None:
    mark(shortened, name_person("p04321"), "mismatched")
    fix(shortened, ENGLISH)
    (record,) = shortened.store.read_records([name_person("p04321")])
    assert record["verification"] == "unverified"


def test_stopped_in_time_nothing_is_changed(shortened: Desk) -> None:
    def stop(done: int, total: int | None) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        fix(shortened, ENGLISH, progress=stop)
    assert read_number(shortened, "p04321") is None


def test_the_journal_tells_it_as_what_it_was(shortened: Desk) -> None:
    fix(shortened, ENGLISH)
    done = read_last_steps(shortened).undo
    assert done is not None
    assert ENGLISH.render(done.label) == "Correct Identity number"
