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
    )),),
    (OpenQuestion(None, "C", "ĐT", (("phone", 60), ("ethnicity", 40)), None),),
    accented=True, total=3,
)  # fmt: skip

TEXTS = st.dictionaries(st.text(), st.text())
VALUES = st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.none(), TEXTS))
DOSES = st.builds(DraftDose, VALUES, TEXTS)
NAMES = st.none() | st.text()
DRAFTS = st.builds(
    Draft, NAMES, st.integers(1), TEXTS, VALUES, TEXTS, st.lists(DOSES).map(tuple), NAMES,
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
