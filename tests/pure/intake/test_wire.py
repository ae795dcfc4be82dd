from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.intake import wire
from vaxdesk.intake.draft import ColumnReading, Draft, DraftDose, ListHead, OpenQuestion, SetAside, SheetReading
from vaxdesk.intake.errors import MappingWrong, ReadingFailed
from vaxdesk.intake.reasons import CELLS, UNKNOWN
from vaxdesk.model.message import Message

HEAD = ListHead(
    "ds.xlsx", "people", "ab" * 32,
    (SheetReading("S", (6, 7), (
        ColumnReading("A", "STT", "row_no", 100, Message(CELLS.text, {"share": 40}), None),
        ColumnReading("B", "Lạ", None, 0, UNKNOWN, None),
    ), ("B",)),),
    (OpenQuestion(None, "C", "ĐT", (("phone", 60), ("ethnicity", 40)), None),),
    accented=True, total=3,
)  # fmt: skip

SEEN = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")))
"""Texts as fields hold them: nothing in them hides."""
TEXTS = st.dictionaries(st.text(st.characters(max_codepoint=127)), st.text())
DATES = st.none() | st.sampled_from(["1985", "1985-03", "1985-03-12"])
GUARDIANS = st.dictionaries(st.sampled_from(["full_name", "phone", "relation"]), st.none() | SEEN)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "full_name": SEEN, "birth_date": DATES, "priority_group": st.none() | st.integers(-9, 2**53 - 1),
        "guardian": st.none() | GUARDIANS, "sex": st.sampled_from([None, "male", "female"]),
    },
)  # fmt: skip
OF_DOSES = st.fixed_dictionaries({}, optional={"lot": SEEN, "date": DATES, "number": st.none() | st.integers(1, 9)})
DOSES = st.builds(DraftDose, OF_DOSES, TEXTS)
NAMES = st.none() | st.text()
DRAFTS = st.builds(
    Draft, NAMES, st.integers(1, 2**53 - 1), TEXTS, VALUES, TEXTS, st.lists(DOSES).map(tuple), NAMES, st.text(),
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=8) | st.dictionaries(st.text(), inner, max_size=3),
)


def send(kind: str, body: object) -> object:
    said, arrived = wire.read_message(wire.write_message(kind, body))
    assert said == kind
    return arrived


def test_a_head_arrives_as_it_was_sent() -> None:
    assert wire.read_head(send("head", wire.write_head(HEAD))) == HEAD


@given(st.lists(DRAFTS, max_size=4))
def test_drafts_arrive_as_they_were_sent(drafts: list[Draft]) -> None:
    assert wire.read_drafts(send("drafts", wire.write_drafts(drafts))) == drafts


def test_what_was_set_aside_arrives_as_it_was_sent() -> None:
    aside = (SetAside("S", 3, "title", "DANH SÁCH"), SetAside("PL2", None, "no_list", ""))
    assert wire.read_aside(send("end", wire.write_aside(aside))) == aside


def test_an_error_arrives_with_its_arguments() -> None:
    error = wire.read_error(send("error", wire.write_error(MappingWrong(file="a", name="B: x"))), "ds.xlsx")
    assert isinstance(error, MappingWrong)
    assert error.args_by_name == {"file": "ds.xlsx", "name": "B: x"}
    assert isinstance(wire.read_error(["no.such.code", {}], "ds.xlsx"), ReadingFailed)


@given(JSON)
def test_anything_of_another_shape_is_refused_and_breaks_nothing(said: object) -> None:
    for read in (wire.read_head, wire.read_drafts, wire.read_aside):
        if said != []:
            with pytest.raises(wire.BadMessage):
                read(said)


@pytest.mark.parametrize("data", [b"", b"\xff", b"{}", b"[1,2]", b'["a"]', b"[" * 100_000, b"cos\nsystem\n"])
def test_bytes_that_are_no_message_are_refused(data: bytes) -> None:
    with pytest.raises(wire.BadMessage):
        wire.read_message(data)


def test_a_reason_that_is_not_ours_is_refused() -> None:
    said = json.loads(json.dumps(wire.write_head(HEAD)))
    said[5][0][2][0][4] = "{file.__class__}"
    with pytest.raises(wire.BadMessage, match="reason"):
        wire.read_head(said)


ROW = ["S", 9, {"A": "1"}, {"full_name": "An", "sex": "male"}, {}, [[{"number": 1}, {}]], "1", "H"]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (0, 1), (1, "9"), (1, True), (1, 2**53), (2, {"A": 1}), (2, {"Ộ": "1"}), (2, ["1"]),
        (3, []), (3, {"full_name": ["An"]}), (3, {"sex": "x"}), (3, {"birth_date": "12/03/1985"}),
        (3, {"priority_group": 2**53}), (3, {"priority_group": 1.0}), (3, {"doses": "x"}), (3, {"id": "x"}),
        (4, {"phone": None}), (5, {}), (5, [[{"number": "1"}, {}]]), (5, [[{"date": "hôm qua"}, {}]]), (5, [[{}]]),
        (5, [[{}, {"lot": 1}]]), (6, 1), (7, None),
    ],
)  # fmt: skip
def test_a_row_that_no_field_can_hold_is_refused(place: int, said: object) -> None:
    assert wire.read_drafts([ROW])
    with pytest.raises(wire.BadMessage):
        wire.read_drafts([[*ROW[:place], said, *ROW[place + 1 :]]])
