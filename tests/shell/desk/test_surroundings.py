"""What is said of one person because of what others have: it follows when others change, and only then."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.shell.desk.conftest import DOSES, SEN, make_fact, name_person
from vaxdesk.desk.correcting import confirm, set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.loading import load_list
from vaxdesk.desk.taking_back import undo
from vaxdesk.errors import Cancelled
from vaxdesk.intake.reader import ListReader
from vaxdesk.model.message import Message
from vaxdesk.model.step import Fact
from vaxdesk.model.text import fold

SHARED = "id_number.shared"
LOAD = Message("Load {file}")


def add(desk: Desk, *facts: Fact) -> None:
    desk.act(LOAD, facts)


def make_other(name: str, number: str, **more: Any) -> Fact:  # noqa: ANN401
    values = {**SEN, "full_name": f"Trần Văn {name.title()}", "sex": "male", "id_number": number, **more}
    return make_fact(name, values, DOSES)


def codes(desk: Desk, name: str) -> set[str]:
    person = name_person(name)
    return {one["rule"] for one in desk.store.read_issues([person]).get(person, [])}


def message(desk: Desk, name: str, rule: str) -> dict[str, Any]:
    person = name_person(name)
    found: dict[str, Any] = next(one for one in desk.store.read_issues([person])[person] if one["rule"] == rule)
    return found


def read_all_issues(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    return {person: issues for person, issues in desk.store.read_issues().items() if issues}


def test_whoever_gets_somebody_elses_number_accuses_both_until_one_is_corrected(desk: Desk) -> None:
    add(desk, make_fact("sen", SEN, DOSES), make_other("an", "070090000001"))
    assert SHARED not in codes(desk, "sen") | codes(desk, "an")
    set_field(desk, name_person("an"), "id_number", SEN["id_number"])
    assert SHARED in codes(desk, "sen") & codes(desk, "an")
    assert message(desk, "sen", SHARED)["message"]["args"]["name"] == "Trần Văn An"
    set_field(desk, name_person("an"), "full_name", "Trần Văn Bình")
    assert message(desk, "sen", SHARED)["message"]["args"]["name"] == "Trần Văn Bình"
    undo(desk)
    undo(desk)
    assert SHARED not in codes(desk, "sen") | codes(desk, "an")


def test_people_of_one_name_and_number_are_a_matter_of_pairs(desk: Desk) -> None:
    add(desk, make_fact("sen", SEN, DOSES), make_fact("again", {**SEN, "birth_date": "1990"}, DOSES))
    assert SHARED not in codes(desk, "sen") | codes(desk, "again")


def test_one_phone_of_many_households_is_told_to_each_of_them(desk: Desk) -> None:
    families = ("Trần", "Lê", "Võ", "Hồ", "Mai")
    add(desk, *(
        make_other(f"p{place}", f"07009000000{place}", full_name=f"{family} Văn An")
        for place, family in enumerate(families)
    ))  # fmt: skip
    assert "phone.shared" not in codes(desk, "p0")
    add(desk, make_other("last", "070090000009", full_name="Lý Văn An"))
    assert all("phone.shared" in codes(desk, name) for name in ("p0", "p4", "last"))
    set_field(desk, name_person("last"), "phone", "0912345699")
    assert "phone.shared" not in codes(desk, "p0")


def test_a_hamlet_is_compared_with_how_most_spell_it(desk: Desk) -> None:
    add(desk, *(make_other(f"p{n}", f"07009000000{n}", hamlet="Thôn Bù Rên") for n in range(6)))
    add(desk, make_other("odd", "070090000010", hamlet="thon bu ren"))
    assert message(desk, "odd", "hamlet.spelling")["suggestions"][0]["value"] == "Thôn Bù Rên"
    for n in range(5):
        set_field(desk, name_person(f"p{n}"), "hamlet", "Thôn 2")
    assert "hamlet.spelling" not in codes(desk, "odd")


def test_a_lot_stands_out_once_many_have_another(desk: Desk) -> None:
    dose = {"number": 1, "vaccine": "pfizer", "date": "2021-12-20", "site": "70123"}
    add(desk, make_fact("odd", SEN, [{**dose, "lot": "FA100"}]))
    assert "lot.outlier" not in codes(desk, "odd")
    add(desk, *(
        make_fact(f"p{n}", {**SEN, "id_number": f"0701900000{n:02d}"}, [{**dose, "lot": "FA1000"}])
        for n in range(12)
    ))  # fmt: skip
    suggestion = message(desk, "odd", "lot.outlier")["suggestions"][0]
    assert (suggestion["value"], suggestion["certainty"]) == ("FA1000", "certain")


def test_a_name_without_accents_learns_them_from_the_same_persons_verified_record(desk: Desk) -> None:
    values = {**SEN, "full_name": "Dieu Thi Sen", "birth_date": "1990"}
    add(desk, make_fact("bare", values, DOSES), make_fact("sen", SEN))
    assert message(desk, "bare", "full_name.no_accents")["suggestions"][0]["certainty"] == "likely"


@pytest.mark.parametrize(("field", "other"), [("hamlet", "Thôn Xa"), ("birth_date", "1990-01-02")])
def test_a_name_without_accents_learns_them_as_soon_as_the_same_person_stands_elsewhere(
    desk: Desk, field: str, other: str
) -> None:
    bare = {name: value for name, value in SEN.items() if name not in {"id_number", "id_kind"}}
    add(desk, make_fact("sen", {**SEN, field: other}, DOSES))
    add(desk, make_fact("bare", {**bare, "full_name": fold(SEN["full_name"]).title(), "phone": None}, DOSES))
    assert message(desk, "bare", "full_name.no_accents")["suggestions"] == []
    set_field(desk, name_person("sen"), field, SEN[field])
    assert message(desk, "bare", "full_name.no_accents")["suggestions"][0]["value"] == SEN["full_name"]
    undo(desk)
    assert message(desk, "bare", "full_name.no_accents")["suggestions"] == []


@pytest.mark.parametrize("lacking", ["phone", "birth_date"])
def test_a_name_without_accents_learns_them_also_from_one_of_many_who_come_at_once(desk: Desk, lacking: str) -> None:
    bare = {name: value for name, value in SEN.items() if name not in {"id_number", "id_kind", lacking}}
    add(desk, make_fact("bare", {**bare, "full_name": fold(SEN["full_name"]).title()}, DOSES))
    many = [make_other(f"p{place}", f"0700900001{place}", birth_date="1971-02-03") for place in range(10, 70)]
    add(desk, make_fact("sen", SEN, DOSES), *many)
    assert message(desk, "bare", "full_name.no_accents")["suggestions"][0]["value"] == SEN["full_name"]
    undo(desk)
    assert message(desk, "bare", "full_name.no_accents")["suggestions"] == []


def test_a_name_learns_its_accents_by_a_shared_phone_while_the_years_of_birth_agree(desk: Desk) -> None:
    bare = {**SEN, "full_name": "Dieu Thi Sen", "birth_date": "1990-05-03", "id_number": None}
    add(desk, make_fact("bare", bare, DOSES), make_fact("sen", SEN))
    assert message(desk, "bare", "full_name.no_accents")["suggestions"][0]["value"] == SEN["full_name"]
    set_field(desk, name_person("sen"), "birth_date", "05/03/1962")
    assert not message(desk, "bare", "full_name.no_accents")["suggestions"]
    before = read_all_issues(desk)
    desk.check_everybody()
    assert read_all_issues(desk) == before


def test_a_name_learns_its_accents_by_a_shared_phone_also_from_one_of_many_who_come_at_once(desk: Desk) -> None:
    add(desk, make_fact("bare", {**SEN, "full_name": "Dieu Thi Sen", "birth_date": "1990-05-03", "id_number": None}))
    others = {**SEN, "full_name": "Trần Văn An", "birth_date": "1971-02-03"}
    many = [
        make_fact(f"p{place}", {**others, "id_number": f"0700900001{place}", "phone": f"09876543{place}"})
        for place in range(10, 70)
    ]
    add(desk, make_fact("sen", SEN), *many)
    assert message(desk, "bare", "full_name.no_accents")["suggestions"][0]["value"] == SEN["full_name"]


CHILD = {
    "full_name": "Điểu Văn Minh", "birth_date": "2013-07-01", "sex": "male", "hamlet": "Thôn 2",
    "commune_code": "25222",
    "guardian": {"full_name": SEN["full_name"], "phone": SEN["phone"], "relation": None},
}  # fmt: skip


def name_guardian(name: str) -> dict[str, Any]:
    return {"full_name": name, "phone": SEN["phone"], "relation": "mẹ"}


def test_a_name_learns_its_accents_from_a_child_that_names_its_guardian_and_follows_what_it_says(desk: Desk) -> None:
    add(desk, make_fact("bare", {**SEN, "full_name": "Dieu Thi Sen"}, DOSES))
    assert message(desk, "bare", "full_name.no_accents")["suggestions"] == []
    add(desk, make_fact("child", CHILD))
    assert suggested(desk) == ["Điểu Thị Sen"]
    for text, expected in (("Điểu Thị Sến", ["Điểu Thị Sến"]), ("Dieu Thi Sen", []), ("Điểu Thị Hoa", []), ("", [])):
        guardian = json.dumps(name_guardian(text), ensure_ascii=False) if text else ""
        set_field(desk, name_person("child"), "guardian", guardian)
        assert suggested(desk) == expected
    for _ in range(4):
        undo(desk)
    assert suggested(desk) == ["Điểu Thị Sen"]
    set_field(desk, name_person("child"), "birth_date", "01/07/1999")
    assert suggested(desk) == []
    before = read_all_issues(desk)
    desk.check_everybody()
    assert read_all_issues(desk) == before
    undo(desk)
    undo(desk)
    assert suggested(desk) == []


def test_a_name_learns_its_accents_by_hamlet_and_address_also_from_one_of_many_children_who_come_at_once(
    desk: Desk,
) -> None:
    place = {"hamlet": "Thôn 2", "address": "Tổ 3"}
    add(desk, make_fact("bare", {**SEN, **place, "full_name": "Dieu Thi Sen", "phone": "0987654321"}, DOSES))
    others = [
        make_fact(f"p{n}", {**CHILD, "birth_date": "2014-01-01", "guardian": name_guardian(f"Điểu Thị Số {n}")})
        for n in range(60)
    ]
    add(desk, make_fact("child", {**CHILD, **place}), *others)
    assert suggested(desk) == ["Điểu Thị Sen"]
    set_field(desk, name_person("child"), "address", "Tổ 4")
    assert suggested(desk) == []
    undo(desk)
    undo(desk)
    assert suggested(desk) == []


def suggested(desk: Desk) -> list[str]:
    return [one["value"] for one in message(desk, "bare", "full_name.no_accents")["suggestions"]]


def test_a_name_typed_for_an_old_font_is_read_as_the_font_showed_it(desk: Desk) -> None:
    add(desk, make_fact("tcvn3", {**SEN, "full_name": "NguyÔn ThÞ Hång"}, DOSES))
    assert message(desk, "tcvn3", "full_name.characters")["suggestions"][0]["value"] == "Nguyễn Thị Hồng"
    add(desk, make_fact("vni", {**SEN, "full_name": "Traàn Vaên Bình"}, DOSES))
    assert message(desk, "vni", "full_name.characters")["suggestions"][0]["value"] == "Trần Văn Bình"
    add(desk, make_fact("tone lost", {**SEN, "full_name": "Lê Quôc Lâm"}, DOSES))
    assert "full_name.characters" not in codes(desk, "tone lost")


def test_checking_everybody_again_says_the_very_same(filled: Desk) -> None:
    """What follows step by step is what would come of looking at everything at once."""
    set_field(filled, name_person("sen"), "id_number", "070190004325")
    set_field(filled, name_person("an"), "hamlet", "thôn 2")
    before = read_all_issues(filled)
    told: list[tuple[int, int | None]] = []
    filled.check_everybody(lambda done, total: told.append((done, total)))
    assert read_all_issues(filled) == before
    assert told == [(6, 6)]


def test_a_check_that_is_stopped_leaves_everything_as_it_was(filled: Desk) -> None:
    before = read_all_issues(filled)

    def stop(done: int, total: int | None) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        filled.check_everybody(stop)
    assert read_all_issues(filled) == before


def test_each_issue_remembers_the_version_of_its_rule(filled: Desk) -> None:
    assert all(one["version"] >= 1 for issues in filled.store.read_issues().values() for one in issues)


LIST = "STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,SĐT,Thôn,Ngày tiêm mũi 1,Vắc xin mũi 1\n"
ROWS = (
    "1,Điểu Thị Sen,05/03/1990,Nữ,070190004321,0912345678,Thôn 2,05/09/2021,AstraZeneca\n"
    "2,Trần Văn An,12/03/1985,Nam,070190004321,0912345679,Thôn 2,05/09/2021,AstraZeneca\n"
    "3,Lê Văn Bình,12/04/1985,Nam,070085001234,0912345677,Thôn 2,05/09/2021,AstraZeneca\n"
)


def test_a_list_is_judged_as_a_whole_and_what_was_confirmed_stays_silent_when_it_comes_again(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    with ListReader() as reader:
        path.write_text(LIST + ROWS, encoding="utf-8")
        load_list(desk, reader, path)
        sen = desk.store.search("dieu thi sen")[0]
        assert SHARED in {one["rule"] for one in desk.store.read_issues([sen])[sen]}
        confirm(desk, sen, SHARED, reason="thẻ của chị ghi đúng số này")
        assert SHARED not in {one["rule"] for one in desk.store.read_issues([sen]).get(sen, [])}
        path.write_text(
            LIST + ROWS.replace("Thôn 2,05/09/2021,AstraZeneca\n3", "Thôn 3,05/09/2021,AstraZeneca\n3"), "utf-8"
        )
        load_list(desk, reader, path)
        assert SHARED not in {one["rule"] for one in desk.store.read_issues([sen]).get(sen, [])}
    set_field(desk, sen, "id_number", "070190004322")
    set_field(desk, sen, "id_number", "070190004321")
    assert SHARED not in {one["rule"] for one in desk.store.read_issues([sen]).get(sen, [])}
