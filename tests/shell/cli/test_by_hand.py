"""People and doses by hand, flags, reports, re-entry, many at once: as commands, and on the other laptop."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.laptop import Laptop, acquaint, without_delivery
from tests.shell.cli.test_correcting import ROWS, find

BINH = "Trần Thị Bình"


@pytest.fixture
def station(laptop: Laptop, write_list: Callable[..., Path]) -> Laptop:
    laptop.do_here("load", write_list(*ROWS))
    return laptop


def test_a_person_is_added_of_lines_and_of_json(station: Laptop) -> None:
    made = station.do_here(
        "add", "person", "full_name", "-", "birth_date", "-", "sex", "Nam", stdin="Lê Văn Tám\n05/03/1990\n"
    )
    assert (made["label"], made["events"], made["kept"]) == ("Add a person", 3, [])
    person = find(station, "Lê Văn Tám")
    assert made["people"] == [person["id"]]
    assert (person["birth_date"], person["sources"], person["doses"]) == ("1990-03-05", [], [])
    lines = [
        {"full_name": "Lê Thị Chín", "phone": "0912345678", "doses": [{"number": 1, "vaccine": "pfizer"}]},
        {"full_name": "Lê Thị Mười", "phone": None},
    ]
    said = station.do_here("add", "person", "-", stdin="\n".join(map(json.dumps, lines)) + "\n")
    assert len(said["people"]) == 2
    assert find(station, "Lê Thị Chín")["doses"][0]["vaccine"] == "pfizer"


@pytest.mark.parametrize(
    ("words", "stdin", "code"),
    [
        (["add", "person", "phone", "0912345678"], "", "person.nameless"),
        (["add", "person", "full_name", "-"], "", "value.nothing"),
        (["add", "person", "-"], "no json\n", "input.unreadable"),
        (["add", "person", "-"], '["a"]\n', "input.unreadable"),
        (["add", "person", "-"], '{"full_name": {"a": 1}}\n', "input.unreadable"),
        (["add", "person", "-"], '{"full_name": "A B", "doses": {}}\n', "input.unreadable"),
        (["add", "person", "-"], "", "value.nothing"),
        (["add", "person", "colour", "red"], "", "field.unknown"),
        (["add", "dose", "nobody"], "", "person.unknown"),
        (["add", "dose", "BINH"], "", "dose.empty"),
        (["add", "dose", "BINH", "--vaccine", "-"], "", "dose.empty"),
        (["add", "dose", "BINH", "--number", "x"], "", "value.refused"),
        (["add", "dose", "BINH", "--number", "0", "--vaccine", "pfizer"], "", "value.refused"),
        (["set", "BINH", "number", "x", "--dose", "1"], "", "value.refused"),
        (["set", "BINH", "priority_group", "0"], "", "value.refused"),
        (["move", "dose", "BINH", "1", "AN", "--number", "0"], "", "value.refused"),
        (["add", "person", "-"], '{"full_name": "A B", "doses": [{"number": "x"}]}\n', "value.refused"),
        (["flag", "nobody", "text"], "", "person.unknown"),
        (["complaint", "close", "x", "corrected"], "", "complaint.unknown"),
        (["reenter", "done", "nobody"], "", "person.unknown"),
        (["paste", "-"], '{"person": 1, "field": "phone", "value": "1"}\n', "input.unreadable"),
        (["set", "-", "phone", "1"], "", "value.nothing"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(station: Laptop, words: list[str], stdin: str, code: str) -> None:
    before = station.dump("events")
    named = {"BINH": BINH, "AN": "Nguyễn Văn An"}
    words = [find(station, named[word])["id"] if word in named else word for word in words]
    said = station.do_here(*words, status=1, stdin=stdin)
    assert [one["code"] for one in said["refused"]] == [code]
    assert station.dump("events") == before


def test_a_field_without_its_value_is_wrong_use(station: Laptop) -> None:
    said = station.do_here("add", "person", "full_name", status=2)
    assert [one["code"] for one in said["refused"]] == ["words.odd"]


def test_a_session_in_which_nothing_is_said_of_the_doses_is_refused(station: Laptop) -> None:
    before, binh = station.dump("events"), find(station, BINH)["id"]
    said = station.do_here("add", "dose", "-", stdin=f"{binh}\n", status=1)
    assert [one["code"] for one in said["refused"]] == ["dose.empty"]
    assert station.dump("events") == before


def test_doses_are_added_moved_and_removed_and_each_goes_with_one_undo(station: Laptop) -> None:
    binh, an = find(station, BINH)["id"], find(station, "Nguyễn Văn An")["id"]
    before = station.dump()
    station.do_here("add", "dose", binh, "--vaccine", "pfizer", "--date", "10/11/2021", "--lot", "L1")
    assert [one["number"] for one in find(station, BINH)["doses"]] == [1, 2]
    moved = station.do_here("move", "dose", an, "2", binh, "--number", "3")
    assert sorted(moved["people"]) == sorted([an, binh])
    assert [one["number"] for one in find(station, BINH)["doses"]] == [1, 2, 3]
    station.do_here("remove", "dose", binh, "1", "--reason", "nhầm người")
    for _ in range(3):
        station.do_here("undo")
    assert station.dump() == before


def test_many_are_shown_first_and_done_only_as_they_were_shown(station: Laptop) -> None:
    ids = "".join(f"{one['id']}\n" for one in station.dump())
    words = ("set", "-", "hamlet", "Thôn 7")
    shown = station.do_here(*words, "--dry-run", stdin=ids)
    assert (shown["people"], {one["new"] for one in shown["changes"]}) == (3, {"Thôn 7"})
    refused = station.do_here("set", "-", "hamlet", "Thôn 8", "--if", shown["fingerprint"], status=1, stdin=ids)
    assert refused["refused"][0]["code"] == "preview.outdated"
    assert len(station.do_here(*words, "--if", shown["fingerprint"], stdin=ids)["people"]) == 3
    assert {one["hamlet"] for one in station.dump()} == {"Thôn 7"}
    station.do_here("undo")
    assert {one["hamlet"] for one in station.dump()} == {"Thôn 1", "Thôn 2"}


def test_a_session_and_a_block_of_cells_are_one_step_each(station: Laptop) -> None:
    ids = "".join(f"{one['id']}\n" for one in station.dump())
    said = station.do_here("add", "dose", "-", "--vaccine", "moderna", "--date", "01/03/2022", stdin=ids)
    assert len(said["people"]) == 3
    assert {one["doses"][-1]["vaccine"] for one in station.dump()} == {"moderna"}
    binh = find(station, BINH)["id"]
    cells: list[dict[str, Any]] = [
        {"person": binh, "field": "note", "value": "đã gọi"},
        {"person": binh, "field": "lot", "dose": 1, "value": "L7"},
    ]
    station.do_here("paste", "-", stdin="".join(json.dumps(one) + "\n" for one in cells))
    person = find(station, BINH)
    assert (person["note"], person["doses"][0]["lot"]) == ("đã gọi", "L7")
    station.do_here("undo")
    assert find(station, BINH)["note"] is None


def test_flags_and_reports_are_put_up_listed_and_taken_down(station: Laptop) -> None:
    binh = find(station, BINH)["id"]
    station.do_here("flag", binh, "-", stdin="hỏi lại\n")
    flags = station.try_here(station.spell("flag")).records
    assert flags == [{"person": binh, "name": BINH, "text": "hỏi lại"}]
    station.do_here("flag", binh)
    assert station.try_here(station.spell("flag")).records == []
    station.do_here("complaint", "add", binh, "-", "--channel", "portal", stdin="sai ngày sinh\n")
    (report,) = station.try_here(station.spell("complaint", "list")).records
    assert (report["said"], report["outcome"], report["minutes_left"] > 47 * 60) == ("sai ngày sinh", None, True)
    station.do_here("complaint", "close", report["id"], "refused", "--because", "blurred")
    assert station.try_here(station.spell("complaint", "list")).records == []
    (closed,) = station.try_here(station.spell("complaint", "list", "--all")).records
    assert (closed["outcome"], closed["because"]) == ("refused", "blurred")


def test_what_is_listed_is_told_in_words_where_no_program_listens(station: Laptop) -> None:
    binh = find(station, BINH)["id"]
    words = [*station.spell()[:-1]]
    for verb, empty in ((["flag"], "Nobody is flagged.\n"), (["complaint", "list"], "No report is open.\n"),
                        (["reenter", "list"], "Nobody has to be typed into the portal.\n")):  # fmt: skip
        assert station.try_here([*verb, *words]).out == empty
    station.do_here("flag", binh, "hỏi lại")
    station.do_here("complaint", "add", binh, "sai tên")
    assert BINH in station.try_here(["flag", *words]).out
    assert "At the station, 47 hours left  sai tên" in station.try_here(["complaint", "list", *words]).out


def test_class_c_is_listed_in_the_portals_order_and_marked_done(station: Laptop) -> None:
    binh = find(station, BINH)["id"]
    station.do_here("set", binh, "birth_date", "02/02/1990")
    for name, value in (("priority_group", "9"), ("commune_code", "25222")):
        station.do_here("set", binh, name, value)
    station.do_here("mark", binh, "matched")
    (card,) = station.try_here(station.spell("reenter", "list")).records
    assert card["person"] == binh
    assert card["fields"][:2] == [
        {"field": "full_name", "text": BINH}, {"field": "birth_date", "text": "02/02/1990"}
    ]  # fmt: skip
    done = station.do_here("reenter", "done", "-", stdin=f"{binh}\n")
    assert (done["label"], done["people"]) == ("Typed into the portal", [binh])
    assert find(station, BINH)["delivery"] == "accepted"
    assert station.try_here(station.spell("reenter", "list")).records == []


def test_everything_of_the_hand_arrives_at_the_district_as_it_is(station: Laptop, tmp_path: Path) -> None:
    district = Laptop(tmp_path / "huyen").make("TTYT huyện Bù Gia Mập", "691", "district")
    acquaint(station, district)
    binh, an = find(station, BINH)["id"], find(station, "Nguyễn Văn An")["id"]
    station.do_here("add", "person", "full_name", "Lê Văn Tám")
    station.do_here("add", "dose", binh, "--vaccine", "pfizer", "--date", "10/09/2021")
    station.do_here("move", "dose", an, "2", binh, "--number", "3")
    station.do_here("remove", "dose", an, "1")
    station.do_here("flag", an, "hỏi lại")
    station.do_here("complaint", "add", an, "sai tên")
    station.do_here("set", binh, "birth_date", "02/02/1990")
    station.do_here("mark", binh, "matched")
    station.do_here("reenter", "done", binh)
    packed = station.do_here("pack", "--to", "TTYT huyện Bù Gia Mập", "--out", tmp_path)
    district.do_here("receive", packed["package"])
    assert without_delivery(district.dump()) == without_delivery(station.dump())
    for words in (("flag",), ("complaint", "list"), ("reenter", "list")):
        told = [laptop.try_here(laptop.spell(*words)).records for laptop in (station, district)]
        here, there = ([{**one, "minutes_left": 0} for one in lines] for lines in told)
        assert here == there
    assert next(one for one in district.dump() if one["id"] == binh)["delivery"] == "accepted"
    assert district.do_here("verify")["ok"] is True


def test_a_persons_slip_and_timeline_are_told_in_words(station: Laptop) -> None:
    binh = find(station, BINH)["id"]
    station.do_here("add", "dose", binh, "--vaccine", "pfizer", "--date", "10/11/2021")
    station.do_here("flag", binh, "hỏi lại")
    station.do_here("undo")
    slip = station.do_here("slip", binh)
    assert ["Full name", BINH] in slip["tables"][0]
    assert slip["tables"][1][-1][:3] == ["2", "Pfizer", "10/11/2021"]
    words = [word for word in station.spell("history", binh) if word != "--json"]
    told = station.try_here(words).out
    assert "Add a dose: 2" in told
    assert "Flag for a colleague: hỏi lại  [taken back by Lan, " in told


def test_what_stands_beside_people_goes_both_ways_between_two_laptops_of_a_station(
    station: Laptop, tmp_path: Path
) -> None:
    first, second = "Trạm Y tế xã Bù Gia Mập", "Trạm Y tế xã Bù Gia Mập, máy 2"
    other = Laptop(tmp_path / "may 2").make(second)
    acquaint(station, other)

    def carry(giver: Laptop, taker: Laptop, to: str) -> None:
        packed = giver.do_here("pack", "--to", to, "--out", tmp_path)
        taker.do_here("receive", packed["package"])

    binh, an = find(station, BINH)["id"], find(station, "Nguyễn Văn An")["id"]
    station.do_here("set", binh, "birth_date", "02/02/1990")
    station.do_here("mark", binh, "matched")
    station.do_here("flag", an, "hỏi lại")
    station.do_here("complaint", "add", an, "sai tên")
    carry(station, other, second)
    (report,) = other.try_here(other.spell("complaint", "list")).records
    other.do_here("flag", an, "đã gọi")
    other.do_here("complaint", "close", report["id"], "corrected")
    other.do_here("move", "dose", an, "2", binh)
    other.do_here("reenter", "done", binh)
    station.do_here("flag", an, "gọi trưởng thôn")
    carry(other, station, first)
    carry(station, other, second)
    for laptop in (station, other):
        (flag,) = laptop.try_here(laptop.spell("flag")).records
        assert set(flag["text"].split(" · ")) == {"đã gọi", "gọi trưởng thôn"}
        assert laptop.try_here(laptop.spell("complaint", "list")).records == []
        assert laptop.try_here(laptop.spell("reenter", "list")).records == []
        assert [one["number"] for one in find(laptop, BINH)["doses"]] == [1, 2]
        assert [one["rule"] for one in laptop.dump("issues") if one["rule"] == "conflict"] == []
    assert without_delivery(other.dump()) == without_delivery(station.dump())
    moved = next(one for one in other.dump("events") if one["kind"] == "set" and one["field"] == "removed")
    station.do_here("undo", moved["step"])
    carry(station, other, second)
    assert [one["number"] for one in find(other, "Nguyễn Văn An")["doses"]] == [1, 2]


def test_a_slip_is_written_as_a_pdf(station: Laptop, tmp_path: Path) -> None:
    binh = find(station, BINH)["id"]
    said = station.do("slip", binh, "--out", tmp_path / "phieu.pdf")
    assert said == {"file": str(tmp_path / "phieu.pdf")}
    assert (tmp_path / "phieu.pdf").read_bytes().startswith(b"%PDF")
