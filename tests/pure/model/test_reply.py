"""What the police answered, out of the cells of a row."""

from __future__ import annotations

import pytest

from vaxdesk.model.person import Person
from vaxdesk.model.reply import Reply, find_corrections, read_reply
from vaxdesk.resources import load_catalogues

KNOWN = load_catalogues()


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Đúng", "matched"), ("đúng ", "matched"), ("Sai", "mismatched"), ("Sai ngày sinh", "mismatched"),
        ("Không có trong CSDL dân cư", "not_found"), ("Không tìm thấy", "not_found"),
        ("Không xác minh được", "unresolvable"), ("Đã sửa", "mismatched"),
    ],
)  # fmt: skip
def test_an_answer_is_read_in_the_words_people_use(said: str, status: str) -> None:
    assert read_reply({"answer": said}, KNOWN) == Reply(status)


def test_nothing_said_is_no_answer() -> None:
    assert read_reply({}, KNOWN) is None
    assert read_reply({"answer": " ", "right.full_name": "", "note": "gọi lại"}, KNOWN) is None


def test_without_a_column_of_answers_the_note_may_say_it() -> None:
    assert read_reply({"note": "Đúng"}, KNOWN) == Reply("matched")
    assert read_reply({"answer": "Sai", "note": "Đúng"}, KNOWN) == Reply("mismatched")


def test_a_cross_under_an_answer_gives_it_and_two_give_none() -> None:
    assert read_reply({"answer.not_found": "x"}, KNOWN) == Reply("not_found")
    said = read_reply({"answer.matched": "x", "answer.mismatched": "x"}, KNOWN)
    assert said is not None
    assert said.unclear == "answer"


def test_what_nobody_understands_is_told_and_not_guessed() -> None:
    for cells, part in (
        ({"answer": "xem lại sau"}, "answer"), ({"answer": "Sai", "right.birth_date": "31/02/1990"}, "birth_date"),
    ):  # fmt: skip
        said = read_reply(cells, KNOWN)
        assert said is not None
        assert said.unclear == part


@pytest.mark.parametrize(
    ("said", "because", "reason"),
    [
        ("Đã mất", "deceased", None), ("không còn ở địa phương", "moved_away", None),
        ("chưa làm CCCD", "no_papers", None),
        ("đi làm ăn xa lâu năm", "other", "đi làm ăn xa lâu năm"), ("", None, None),
    ],
)  # fmt: skip
def test_reasons_are_read_back_with_their_everyday_words(said: str, because: str | None, reason: str | None) -> None:
    assert read_reply({"answer": "Không xác minh được", "because": said}, KNOWN) == Reply(
        "unresolvable", because=because, reason=reason
    )


def test_right_values_alone_say_that_what_was_asked_is_wrong() -> None:
    said = read_reply({"right.full_name": "Nguyễn Thị Huế", "right.sex": "Nữ"}, KNOWN)
    assert said == Reply("mismatched", {"full_name": "Nguyễn Thị Huế", "sex": "female"})


def test_case_spaces_and_layout_are_no_correction_and_another_tone_is_one() -> None:
    person = Person("p", full_name="Nguyễn Thị Hòa", birth_date="1990-03-05", sex="female", id_number="070190004321")
    same = {"right.full_name": "NGUYỄN  THỊ HÒA", "right.birth_date": "5/3/1990", "right.id_number": "070 190 004 321"}
    said = read_reply({"answer": "Đúng", **same}, KNOWN)
    assert said is not None
    assert find_corrections(said, person) == {}
    other = read_reply({"right.full_name": "NGUYỄN THỊ HOÀ", "right.birth_date": "1990"}, KNOWN)
    assert other is not None
    assert find_corrections(other, person) == {"full_name": "Nguyễn Thị Hoà"}
