from __future__ import annotations

import pytest

from tests.pure.model.histories import Json, make_laptops
from vaxdesk.model.event import Header, name_id
from vaxdesk.model.message import Message
from vaxdesk.model.step import describe_step

AN = name_id("an")


def header(kind: str, **more: Json) -> Header:
    (laptop,) = make_laptops("one")
    return laptop.write(kind, AN, **more).header


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ([header("list"), header("row"), header("pair", origin="rule")], Message("Load {file}", {"file": "a.xlsx"})),
        ([header("retract", field="step")], Message("Undo")),
        ([header("retract", field="events")], Message("Redo")),
        ([header("erase")], Message("Erase")),
        ([header("pair"), header("set", field="phone")], Message("Decide a pair")),
        ([header("confirm", field="phone.invalid")], Message("Confirm as right")),
        ([header("mark", field="verification")], Message("Mark")),
        ([header("set", field="phone")], Message("Correct {field}", {"field": Message("Phone")})),
        (
            [header("mark", origin="rule", field="verification"), header("set", field="sex")],
            Message("Correct {field}", {"field": Message("Sex")}),
        ),
        (
            [header("set", field="number", dose=AN, basis=[AN])],
            Message("Correct {field}", {"field": Message("Dose number")}),
        ),
        ([header("set", field="number", dose=AN), header("set", field="lot", dose=AN)], Message("Add a dose")),
        ([header("set", field="removed", dose=AN)], Message("Remove a dose")),
        ([header("set", field="removed", dose=AN), header("set", field="number", dose=AN)], Message("Move a dose")),
        ([header("set", field="full_name"), header("set", field="number", dose=AN)], Message("Add a person")),
        ([header("set", field="full_name", basis=[AN]), header("set", field="sex")], Message("Correct several fields")),
        ([header("flag", field="flag")], Message("Flag for a colleague")),
        ([header("complaint", field=AN)], Message("Citizen's report")),
        ([header("entered", field="delivery")], Message("Typed into the portal")),
    ],
)
def test_a_step_is_named_by_what_it_did(headers: list[Header], name: Message) -> None:
    assert describe_step(headers, "a.xlsx") == name
    assert describe_step(iter(headers), "a.xlsx") == name


def test_a_load_whose_list_is_not_known_is_a_load_all_the_same() -> None:
    assert describe_step([header("row")]) == Message("Load {file}", {"file": "?"})
