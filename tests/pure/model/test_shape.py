from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pure.model.histories import Act, Json, Story, acts, make_row
from vaxdesk.model.complaint import Complaint
from vaxdesk.model.event import FIRST, Body, Event, Header, name_id, person_id
from vaxdesk.model.fold import fold
from vaxdesk.model.shape import explain_malformed

AN, DOSE, OTHER = person_id("25222", "an"), name_id("dose"), person_id("25222", "other")
KINDS = ["row", "list", "set", "mark", "confirm", "pair", "flag", "complaint", "entered", "retract", "erase"]
REPORT = Complaint("", "", "phone", "sai tên", "2022-05-18T09:00+07:00").as_value()
LIST = {"file": "a.xls", "kind": "people", "fingerprint": "f", "accented": True, "rows": {}, "set_aside": []}


def make_event(kind: str, value: Json, **changes: Json) -> Event:
    raw, reason = changes.pop("raw", None), changes.pop("reason", None)
    body = Body(value, "0" * 32, reason, raw)
    person = None if kind in {"list", "retract"} else AN
    header = Header(
        name_id("event"), "25222", name_id("device"), 1, FIRST, "0" * 16, "an", name_id("step"), kind, person, None,
        None, (), "typed", body.digest(),
    )  # fmt: skip
    return Event(replace(header, **changes), body)


GOOD = {
    "row": make_event("row", make_row({"phone": "1", "priority_group": 9}, [{"number": 1}], {"sex": "x"})),
    "list": make_event("list", LIST),
    "set": make_event("set", "0912345678", field="phone"),
    "set guardian": make_event("set", {"full_name": "An", "phone": None}, field="guardian"),
    "set dose": make_event("set", 1, field="number", dose=DOSE),
    "remove": make_event("set", value=True, field="removed", dose=DOSE),
    "set date": make_event("set", "1985-03", field="birth_date"),
    "empty": make_event("set", None, field="birth_date", raw="?", reason="không rõ"),
    "mark": make_event("mark", {"status": "unresolvable", "because": "deceased"}, field="verification"),
    "confirm": make_event("confirm", {"phone": "1"}, field="phone.invalid"),
    "confirm dose": make_event("confirm", {"lot": None}, field="lot.missing", dose=DOSE),
    "pair": make_event("pair", "same", field=OTHER),
    "distinct": make_event("pair", {"verdict": "distinct", "about": {}}, field=OTHER),
    "take back": make_event("pair", None, field=OTHER),
    "flag": make_event("flag", "hỏi lại", field="flag"),
    "flag down": make_event("flag", None, field="flag"),
    "complaint": make_event("complaint", REPORT, field=OTHER),
    "entered": make_event("entered", "0" * 32, field="delivery"),
    "retract": make_event("retract", None, field="step", basis=(OTHER,)),
    "erase": make_event("erase", None),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_the_program_writes_has_a_good_shape_with_and_without_its_body(name: str) -> None:
    assert explain_malformed(GOOD[name]) is None
    assert explain_malformed(Event(GOOD[name].header, None)) is None


@given(acts())
def test_whatever_laptops_do_has_a_good_shape(played: list[Act]) -> None:
    for event in Story().play(played).events:
        if event.header.kind != "list":
            assert explain_malformed(event) is None


@pytest.mark.parametrize(
    ("kind", "changes", "why"),
    [
        ("set", {"id": "x"}, "id"),
        ("set", {"id": AN.upper()}, "id"),
        ("set", {"device": "laptop"}, "id"),
        ("set", {"step": AN + "\n"}, "id"),
        ("set", {"basis": (AN, "x")}, "id"),
        ("set", {"dose": "1"}, "id"),
        ("set", {"person": "An"}, "id"),
        ("set", {"person": None}, "person"),
        ("erase", {"person": None}, "person"),
        ("list", {"person": AN}, "person"),
        ("retract", {"person": AN}, "person"),
        ("set", {"clock": "0" * 15}, "clock"),
        ("set", {"clock": "G" * 16}, "clock"),
        ("set", {"clock": "f" * 16}, "clock"),
        ("set", {"prev": "0" * 63}, "hash"),
        ("set", {"body": "x" * 64}, "hash"),
        ("set", {"origin": "gossip"}, "origin"),
        ("set", {"stream": "a/b c"}, "stream"),
        ("set", {"stream": "25225"}, "stream"),
        ("set", {"person": person_id("25225", "an")}, "stream"),
        ("erase", {"person": person_id("25225", "an")}, "stream"),
        ("set", {"user": "an\x1b[2J"}, "user"),
        ("set", {"seq": 2**70}, "number"),
        ("set", {"kind": "guess"}, "kind"),
        ("mark", {"dose": DOSE}, "dose"),
        ("row", {"dose": DOSE}, "dose"),
        ("pair", {"field": AN}, "pair"),
        ("pair", {"field": None}, "pair"),
        ("pair", {"field": "binh"}, "pair"),
        ("flag", {"field": "phone"}, "flag"),
        ("flag", {"dose": DOSE}, "dose"),
        ("complaint", {"field": "sai"}, "complaint"),
        ("entered", {"field": None}, "entered"),
        ("retract", {"field": "all"}, "retract"),
        ("retract", {"basis": ()}, "retract"),
    ],
)
def test_a_malformed_header_is_named(kind: str, changes: dict[str, Any], why: str) -> None:
    event = Event(replace(GOOD[kind].header, **changes), GOOD[kind].body)
    assert explain_malformed(event) == why


@pytest.mark.parametrize(
    ("kind", "field", "dose", "value"),
    [
        ("set", None, None, "x"), ("set", "id", None, "x"), ("set", "doses", None, "x"), ("set", "phone", None, 912),
        ("set", "verification", None, "matched"), ("set", "merged", None, "x"), ("set", "phone", None, ["x"]),
        ("set", "priority_group", None, "9"), ("set", "priority_group", None, True), ("set", "removed", None, True),
        ("set", "guardian", None, "An"), ("set", "guardian", None, {"age": "9"}),
        ("set", "guardian", None, {"phone": 1}),
        ("set", "birth_date", None, "30/02/1998"), ("set", "birth_date", None, "1998-02-30"),
        ("set", "birth_date", None, "98"), ("set", "sex", None, "nam"), ("set", "id_kind", None, "card"),
        ("set", "number", DOSE, "1"), ("set", "date", DOSE, "2021-13-01"), ("set", "kind", DOSE, "third"),
        ("set", "removed", DOSE, "yes"), ("set", "phone", DOSE, "1"), ("set", "id", DOSE, "1"),
        ("mark", "phone", None, {"status": "matched", "because": None}), ("mark", "verification", None, "matched"),
        ("mark", "verification", None, {"status": "perhaps", "because": None}),
        ("mark", "verification", None, {"status": "matched"}),
        ("mark", "verification", None, {"status": [], "because": None}),
        ("mark", "verification", None, {"status": "unresolvable", "because": {}}),
        ("confirm", None, None, {}), ("confirm", "phone.invalid", None, "x"), ("confirm", "phone.invalid", None, []),
        ("pair", OTHER, None, "perhaps"), ("pair", OTHER, None, {"verdict": []}), ("pair", OTHER, None, ["same"]),
        ("flag", "flag", None, 1), ("flag", "flag", None, ["x"]), ("entered", "delivery", None, {}),
        ("complaint", OTHER, None, "sai"), ("complaint", OTHER, None, {**REPORT, "channel": ["phone"]}),
        ("list", None, None, None), ("list", None, None, {**LIST, "columns": [["Sheet1", "B", 1, None]]}),
        ("list", None, None, {**LIST, "columns": {}}), ("list", None, None, {**LIST, "columns": [["Sheet1"]]}),
        ("list", None, None, {**LIST, "rows": []}), ("list", None, None, {"file": "x"}),
        ("row", None, None, None), ("row", None, None, {**make_row({}), "values": {"phone": 1}}),
        ("row", None, None, {**make_row({}), "values": {"full_nam": "x"}}),
        ("row", None, None, {**make_row({}), "doses": {}}), ("row", None, None, {**make_row({}), "doses": [{}]}),
        ("row", None, None, {**make_row({}), "doses": [{"values": {"removed": True}, "raw": {}}]}),
        ("row", None, None, {**make_row({}), "doses": [{"values": {}, "raw": {"lot": 1}}]}),
        ("row", None, None, {**make_row({}), "row": "12"}), ("row", None, None, {**make_row({}), "raw": None}),
        ("row", None, None, {**make_row({}), "sheet": 1}), ("row", None, None, {**make_row({}), "cells": {"A": 1}}),
    ],
)  # fmt: skip
def test_a_body_that_does_not_fit_its_kind_is_refused(
    kind: str, field: str | None, dose: str | None, value: Json
) -> None:
    assert explain_malformed(make_event(kind, value, field=field, dose=dose)) == kind


def test_reason_and_text_are_texts() -> None:
    assert explain_malformed(make_event("set", "1", field="phone", raw=1)) == "set"
    assert explain_malformed(make_event("set", "1", field="phone", reason=["x"])) == "set"


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["same", "matched", "1985", "x", AN]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["status", "because", "values", "raw", "verdict", "full_name"]), inner, max_size=2
        )
    ),
    max_leaves=5,
)


@given(
    st.sampled_from(KINDS),
    st.none() | st.sampled_from(["phone", "verification", "removed", "number", "step", "events", "guardian", OTHER]),
    st.none() | st.just(DOSE),
    JSON,
)
def test_whatever_has_a_good_shape_can_be_folded(kind: str, field: str | None, dose: str | None, value: Json) -> None:
    event = make_event(kind, value, field=field, dose=dose, basis=(OTHER,))
    if explain_malformed(event) is None:
        beside = [replace(one.header, id=name_id(name)) for name, one in GOOD.items()]
        fold([Event(header, one.body) for header, one in zip(beside, GOOD.values(), strict=True)] + [event])
        fold([event])
