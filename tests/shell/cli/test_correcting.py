"""Corrections, marks, confirmations, and taking them back, as commands."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.laptop import Laptop
from tests.shell.cli.conftest import HEAD
from vaxdesk.desk import correcting
from vaxdesk.desk.errors import MoveRefused, ReasonMissing
from vaxdesk.model.message import Message
from vaxdesk.model.verification import STATES

ROWS = (
    "Nguyễn Văn An,12/03/1985,Nam,070085001234,0912345678,Thôn 1,15/08/2021,AstraZeneca,10/11/2021,Pfizer",
    "Trần Thị Bình,01/02/1990,Nữ,070190001235,0912345679,Thôn 2,15/08/2021,AstraZeneca,,",
    "Đỗ Thị Hoa,30/02/1985,Nữ,,09x234,Thôn 1,15/08/2021,AstraZeneca,,",
)


@pytest.fixture
def station(laptop: Laptop, write_list: Callable[..., Path]) -> Laptop:
    laptop.do_here("load", write_list(*ROWS))
    return laptop


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    """Give a store for tests that look at one field only."""
    folder = tmp_path_factory.mktemp("shared")
    laptop = Laptop(folder / "may").make()
    lines = [HEAD, *(f"{number},{row}" for number, row in enumerate(ROWS, start=1))]
    (folder / "danh sach.csv").write_text("\n".join(lines), encoding="utf-8")
    laptop.do_here("load", folder / "danh sach.csv")
    return laptop


def find(laptop: Laptop, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(person for person in laptop.dump() if person["full_name"] == name)
    return found


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("full_name", "  trần   thị BÌNH ", "trần thị BÌNH"),
        ("birth_date", "05/04/1991", "1991-04-05"),
        ("birth_date", "1991-04-05", "1991-04-05"),
        ("birth_date", "1991", "1991"),
        ("sex", "Nam", "male"),
        ("sex", "female", "female"),
        ("phone", "0168 234 5678", "0382345678"),
        ("id_number", "070190001299", "070190001299"),
        ("nationality", "Việt Nam", "VN"),
        ("priority_group", "9", 9),
        ("commune_code", "25222", "25222"),
        ("note", "đã gọi", "đã gọi"),
        ("guardian", "Trần Văn Ba", {"full_name": "Trần Văn Ba", "phone": None, "relation": None}),
    ],
)
def test_a_value_is_read_as_a_lists_cell_is(shared: Laptop, field: str, text: str, value: object) -> None:
    before = min(shared.dump(), key=lambda person: person["id_number"] or "x")
    shared.do_here("set", before["id"], field, text)
    after = next(person for person in shared.dump() if person["id"] == before["id"])
    assert after[field] == value
    changed = {name for name in after if after[name] != before[name]} - {"issues"}
    assert changed <= {field, "raw"}


def test_two_apostrophes_empty_a_field_and_a_dash_reads_a_line(station: Laptop) -> None:
    person = find(station, "Trần Thị Bình")["id"]
    station.do_here("set", person, "phone", "")
    assert find(station, "Trần Thị Bình")["phone"] is None
    station.do_here("set", person, "phone", "-", stdin="0987654321\nzweite Zeile\n")
    assert find(station, "Trần Thị Bình")["phone"] == "0987654321"
    station.do_here("set", person, "phone", "-", stdin="\n")
    assert find(station, "Trần Thị Bình")["phone"] is None


def test_a_pipe_that_brings_nothing_empties_nothing(station: Laptop) -> None:
    person = find(station, "Trần Thị Bình")
    refused = station.do_here("set", person["id"], "phone", "-", stdin="", status=1)
    assert [one["code"] for one in refused["refused"]] == ["value.nothing"]
    assert find(station, "Trần Thị Bình") == person


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("birth_date", "30/02/1985"),
        ("birth_date", "gestern"),
        ("sex", "beides"),
        ("phone", "12"),
        ("id_number", "07019000"),
        ("id_kind", "thẻ thư viện"),
        ("nationality", "Atlantis"),
        ("priority_group", "99"),
        ("commune_code", "Bù Gia Mập"),
        ("full_name", "???"),
        ("full_name", "—"),
        ("guardian", "{không phải JSON"),
    ],
)
def test_a_value_its_field_refuses_changes_nothing(shared: Laptop, field: str, text: str) -> None:
    before, events = shared.dump(), shared.dump("events")
    refused = shared.do_here("set", before[0]["id"], field, text, status=1)
    assert [(one["code"], one["field"]) for one in refused["refused"]] == [("value.refused", field)]
    assert text not in refused["refused"][0]["message"]
    assert (shared.dump(), shared.dump("events")) == (before, events)


def test_text_that_is_none_is_refused(shared: Laptop) -> None:
    person = find(shared, "Trần Thị Bình")["id"]
    for words in (
        ("set", person, "note", "\udcff"),
        ("set", person, "note", "x", "--reason", "\udcff"),
        ("search", "\udcff"),
    ):
        refused = shared.do_here(*words, status=1)
        assert [one["code"] for one in refused["refused"]] == ["argument.unreadable"]


def test_a_dose_is_named_by_number_or_id_and_a_new_number_makes_it(station: Laptop) -> None:
    person = find(station, "Nguyễn Văn An")
    station.do_here("set", person["id"], "lot", "ABV1", "--dose", "1")
    station.do_here("set", person["id"], "lot", "PCA2", "--dose", person["doses"][1]["id"])
    station.do_here("set", person["id"], "date", "20/03/2022", "--dose", "3")
    doses = find(station, "Nguyễn Văn An")["doses"]
    assert [(one["number"], one["lot"], one["date"]) for one in doses] == [
        (1, "ABV1", "2021-08-15"), (2, "PCA2", "2021-11-10"), (3, None, "2022-03-20"),
    ]  # fmt: skip
    station.do_here("set", person["id"], "number", "2", "--dose", doses[2]["id"])
    refused = station.do_here("set", person["id"], "lot", "X", "--dose", "2", status=1)
    assert refused["refused"][0]["code"] == "dose.unknown"
    station.do_here("set", person["id"], "lot", "X", "--dose", doses[2]["id"])


def test_a_new_dose_whose_number_is_set_has_that_number_alone(station: Laptop) -> None:
    person = find(station, "Trần Thị Bình")["id"]
    assert station.do_here("set", person, "number", "2", "--dose", "2")["events"] == 1
    station.do_here("set", person, "number", "4", "--dose", "3")
    shown = find(station, "Trần Thị Bình")
    assert [one["number"] for one in shown["doses"]] == [1, 2, 4]
    assert "conflict" not in {one["rule"] for one in shown["issues"]}
    refused = station.do_here("set", person, "lot", "X", "--dose", "12", status=1)
    assert refused["refused"][0]["code"] == "dose.unknown"


def test_what_nobody_knows_is_refused_with_one(shared: Laptop) -> None:
    person = shared.dump()[0]["id"]
    for words, code in (
        (("set", "nobody", "phone", "0912345678"), "person.unknown"),
        (("set", person, "shoe_size", "42"), "field.unknown"),
        (("set", person, "lot", "ABV1"), "field.unknown"),
        (("set", person, "phone", "0912345678", "--dose", "1"), "field.unknown"),
        (("set", person, "lot", "ABV1", "--dose", "first"), "dose.unknown"),
        (("set", person, "lot", "ABV1", "--dose", "0"), "dose.unknown"),
        (("mark", "nobody", "matched"), "person.unknown"),
        (("mark", person, "perfect"), "mark.refused"),
        (("mark", person, "unresolvable"), "reason.missing"),
        (("mark", person, "unresolvable", "--because", "lazy"), "reason.missing"),
        (("confirm", person, "no.such_rule", "--reason", "x"), "issue.unknown"),
        (("confirm", person, "phone.invalid", "--reason", " "), "reason.missing"),
        (("history", "nobody"), "person.unknown"),
        (("history", person, "--on", "someday"), "day.refused"),
        (("history", person, "--on", "01/01/2001"), "person.not_yet"),
        (("undo", "nothing"), "step.unknown"),
    ):
        refused = shared.do_here(*words, status=1)
        assert [one["code"] for one in refused["refused"]] == [code], words
        assert all(one["message"] for one in refused["refused"])


ALLOWED = {
    ("unverified", "matched"), ("unverified", "mismatched"), ("unverified", "not_found"),
    ("unverified", "unresolvable"),
    ("requested", "matched"), ("requested", "mismatched"), ("requested", "corrected"), ("requested", "not_found"),
    ("requested", "unresolvable"), ("requested", "unverified"),
    ("matched", "mismatched"), ("matched", "not_found"), ("matched", "unresolvable"),
    *{(one, other) for one, other in product(("mismatched", "not_found", "unresolvable", "corrected"), repeat=2)
      if one != other},
    *{(one, "matched") for one in ("mismatched", "not_found", "unresolvable", "corrected")},
}  # fmt: skip
"""The moves of CONTRACT.md section 3 that a mark by hand may make: all but those to ``requested``."""


@pytest.mark.parametrize("now", list(STATES))
def test_marks_go_where_the_contract_lets_them_and_nowhere_else(shared: Laptop, now: str) -> None:
    person = shared.dump()[0]["id"]
    with shared.desk() as desk:
        for new in STATES:
            # Some states are only brought by lists and answers: put there as those will.
            editing = correcting.Editing(desk, desk.store.fold([person])[person])
            editing.mark(now, because="other")
            desk.act(Message("Mark"), editing.facts)
            events = desk.store.journal.count_events()
            if now == new:
                assert correcting.mark(desk, person, new, because="other").step is None
            elif (now, new) in ALLOWED:
                assert correcting.mark(desk, person, new, because="other").events == 1
            else:
                with pytest.raises(MoveRefused):
                    correcting.mark(desk, person, new, because="other")
                assert desk.store.journal.count_events() == events


def test_somebody_can_only_be_unresolvable_for_a_reason(station: Laptop) -> None:
    person = find(station, "Nguyễn Văn An")["id"]
    with station.desk() as desk, pytest.raises(ReasonMissing):
        correcting.mark(desk, person, "unresolvable")
    station.do_here("mark", person, "unresolvable", "--because", "deceased", "--reason", "giấy chứng tử 12/2021")
    shown = find(station, "Nguyễn Văn An")
    assert (shown["verification"], shown["verification_reason"]) == ("unresolvable", "deceased")


def test_a_change_of_what_the_police_compare_makes_the_answer_void_in_the_same_step(station: Laptop) -> None:
    person = find(station, "Nguyễn Văn An")["id"]
    station.do_here("mark", person, "matched")
    for field, text in (("phone", "0987654321"), ("note", "x"), ("address", "Tổ 1")):
        station.do_here("set", person, field, text)
        assert find(station, "Nguyễn Văn An")["verification"] == "matched"
    changed = station.do_here("set", person, "birth_date", "13/03/1985")
    assert changed["events"] == 2
    assert find(station, "Nguyễn Văn An")["verification"] == "unverified"
    station.do_here("undo")
    assert find(station, "Nguyễn Văn An")["verification"] == "matched"


def test_a_confirmed_issue_is_silent_until_the_value_changes(station: Laptop) -> None:
    def rules() -> set[str]:
        return {one["rule"] for one in find(station, "Đỗ Thị Hoa")["issues"]}

    person = find(station, "Đỗ Thị Hoa")["id"]
    assert "phone.invalid" in rules()
    station.do_here("confirm", person, "phone.invalid", "--reason", "chưa có số khác")
    assert "phone.invalid" not in rules()
    station.do_here("set", person, "note", "x")
    assert "phone.invalid" not in rules()
    station.do_here("set", person, "phone", "0912345677")
    assert "phone.invalid" not in rules()
    station.do_here("undo")
    assert "phone.invalid" not in rules()
    for _ in range(2):
        station.do_here("undo")
    assert "phone.invalid" in rules()


def test_emptying_a_field_that_could_not_be_read_drops_what_the_list_said(station: Laptop) -> None:
    person = find(station, "Đỗ Thị Hoa")
    assert (person["phone"], person["raw"]["phone"]) == (None, "09x234")
    assert station.do_here("set", person["id"], "phone", "")["events"] == 1
    after = find(station, "Đỗ Thị Hoa")
    assert "phone" not in after["raw"]
    assert {one["rule"] for one in after["issues"]} & {"phone.invalid", "phone.missing"} == {"phone.missing"}
    assert station.do_here("set", person["id"], "phone", "")["step"] is None


def test_undo_takes_back_any_one_step_and_redo_only_the_last(station: Laptop) -> None:
    person = find(station, "Nguyễn Văn An")["id"]
    steps = [station.do_here("set", person, "note", text)["step"] for text in ("một", "hai", "ba")]
    middle = station.do_here("undo", steps[1])
    assert [(one["person"], one["field"]) for one in middle["kept"]] == [(person, "note")]
    assert find(station, "Nguyễn Văn An")["note"] == "ba"
    assert not find(station, "Nguyễn Văn An")["issues"]
    assert station.do_here("undo", steps[1])["step"] is None
    station.do_here("undo")
    assert find(station, "Nguyễn Văn An")["note"] == "một"
    station.do_here("redo")
    assert find(station, "Nguyễn Văn An")["note"] == "ba"
    station.do_here("redo")
    station.do_here("set", person, "note", "bốn")
    assert station.do_here("redo")["step"] is None


def test_a_whole_load_is_taken_back_and_done_again(station: Laptop) -> None:
    batch = station.dump("batches")[0]["batch"]
    people = station.dump()
    undone = station.do_here("undo", batch)
    assert sorted(undone["people"]) == [person["id"] for person in people]
    assert station.dump() == []
    station.do_here("redo")
    assert station.dump() == people


def test_old_is_what_was_shown_before_also_after_an_undo(station: Laptop) -> None:
    person = find(station, "Trần Thị Bình")["id"]
    station.do_here("set", person, "phone", "0987654321")
    station.do_here("undo")
    station.do_here("set", person, "phone", "0987654322")
    station.do_here("mark", person, "unresolvable", "--because", "other", "--reason", "chờ")
    station.do_here("set", person, "lot", "ABV9", "--dose", "1")
    station.do_here("set", person, "lot", "ABV8", "--dose", "1")
    for lines in (station.dump("events"), station.try_here(station.spell("history", person)).records):
        said = [(one["field"], one["old"], one["new"]) for one in lines if one["kind"] in {"set", "mark"}]
        assert said == [
            ("phone", "0912345679", "0987654321"),
            ("phone", "0912345679", "0987654322"),
            ("verification", "unverified", "unresolvable"),
            ("lot", None, "ABV9"),
            ("lot", "ABV9", "ABV8"),
        ]
    assert "other: chờ" in [one["reason"] for one in station.dump("events")]


def test_a_timeline_is_told_in_words(station: Laptop) -> None:
    person = find(station, "Trần Thị Bình")["id"]
    station.do_here("set", person, "phone", "0987654321", "--reason", "gọi điện hỏi")
    station.do_here("mark", person, "matched")
    station.do_here("undo")
    words = [word for word in station.spell("history", person) if word != "--json"]
    lines = station.try_here(words).out.splitlines()
    assert lines[0].startswith("✓ ")
    assert lines[0].endswith("List danh sach.csv, 3")
    assert lines[1].endswith("Correct Phone: 0912 345 679 → 0987 654 321  (gọi điện hỏi)")
    assert lines[2].startswith("× ")
    assert "Mark: Not yet verified → Right  [taken back by Lan, " in lines[2]


# What is certain --------------------------------------------------------------------------------------------------


def test_fix_takes_what_is_certain_in_one_step_and_lists_it_before(
    laptop: Laptop, write_list: Callable[..., Path]
) -> None:
    laptop.do_here("load", write_list(*ROWS[:2], "Thị Gơr,,,70185001234,0912345671,Thôn 1,15/08/2021,AstraZeneca,,"))
    person = find(laptop, "Thị Gơr")["id"]
    assert laptop.do_here("fix")["step"] is None
    laptop.do_here("set", person, "birth_date", "12/03/1985")
    laptop.do_here("set", person, "sex", "Nữ")
    shown = laptop.do_here("fix", "--dry-run")
    (change,) = shown["fixes"]
    assert (change["field"], change["old"], change["new"]) == ("id_number", None, "070185001234")
    assert find(laptop, "Thị Gơr")["id_number"] is None
    done = laptop.do_here("fix", "--rule", "id_number.format")
    assert (done["people"], done["events"], done["kept"]) == ([person], 1, [])
    assert find(laptop, "Thị Gơr")["id_number"] == "070185001234"
    laptop.do_here("undo")
    assert find(laptop, "Thị Gơr")["id_number"] is None
    plain = laptop.try_here([*laptop.spell("fix", "--dry-run"), "--lang", "vi"])
    assert plain.status == 0


def test_fix_of_a_rule_nobody_knows_is_refused(laptop: Laptop) -> None:
    said = laptop.try_here(laptop.spell("fix", "--rule", "phone.pretty"))
    assert said.status == 1
    assert "rule.unknown" in said.out
