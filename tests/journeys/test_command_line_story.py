"""One list through all layers, with the real program on real stores: two laptops, a stick between them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from build_scripts.make_sample_lists import write_xls
from tests.journeys.laptop import Laptop, without_delivery
from vaxdesk.intake.samples import invent_people, plain_table, platform_workbook

STATION, DISTRICT = "Trạm Y tế xã Bù Gia Mập", "Trung tâm Y tế huyện Bù Gia Mập"
PEOPLE = invent_people(2000, seed=2)
NEIGHBOURS = invent_people(150, seed=8)
WRONG_WORDS = "mâm mới, mâm đẹp, mía đầy, bếp đều, 07"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    folder = tmp_path / "danh sach"
    folder.mkdir()
    (folder / "nen tang.xlsx").write_bytes(platform_workbook(PEOPLE))
    (folder / "them ba nguoi.xlsx").write_bytes(platform_workbook([*PEOPLE, *NEIGHBOURS[:3]]))
    (folder / "danh sach xa.xls").write_bytes(write_xls(plain_table([*PEOPLE[:300], *NEIGHBOURS[3:]])))
    book = openpyxl.load_workbook(folder / "nen tang.xlsx")
    book.save(folder / "luu lai.xlsx")
    book.close()
    return folder


def is_clean(person: dict[str, Any]) -> bool:
    return bool(person["doses"]) and not any(issue["severity"] == "error" for issue in person["issues"])


def test_a_list_goes_through_all_layers(tmp_path: Path, stick: Path, lists: Path) -> None:
    station, district = Laptop(tmp_path / "tram"), Laptop(tmp_path / "huyen")
    made = station.do("init", "--station", STATION, "--commune", "25222", "--user", "Lan")
    assert set(made) == {"store", "station", "device", "recovery_code"}
    district.do("init", "--station", DISTRICT, "--commune", "691", "--as", "district", "--user", "Minh")
    for laptop in (station, district):
        laptop.lighten()
    exchange_cards(station, district, stick)
    load_lists(station, lists)
    steps = correct_and_mark(station)
    take_back(station, steps)
    ready = look_around(station)
    hand_over(station, district, stick, ready)
    re_read_upload(station, tmp_path)
    keep(station, tmp_path)


def exchange_cards(station: Laptop, district: Laptop, stick: Path) -> None:
    ours = station.do("card", "--out", stick / "tram.vaxcard")
    theirs = district.do("card", "--out", stick / "huyen.vaxcard")
    assert ours["words"] != theirs["words"]
    refused = district.do("trust", stick / "tram.vaxcard", "--words", WRONG_WORDS, status=1)
    assert [one["code"] for one in refused["refused"]] == ["card.words"]
    refused = station.do("pack", "--to", DISTRICT, "--out", stick, status=1)
    assert [one["code"] for one in refused["refused"]] == ["receiver.unknown"]
    trusted = district.do("trust", stick / "tram.vaxcard", "--words", ours["words"])
    assert (trusted["name"], trusted["words"]) == (STATION, ours["words"])
    station.do("trust", stick / "huyen.vaxcard", "--words", theirs["words"].upper().replace(",", " "))


def load_lists(station: Laptop, lists: Path) -> None:
    before = station.dump("events")
    tried = station.do("load", lists / "nen tang.xlsx", "--dry-run")["files"][0]
    assert (tried["batch"], tried["rows"]["new"]) == (None, 2000)
    assert station.dump("events") == before == []
    loaded = station.do("load", lists / "nen tang.xlsx")["files"][0]
    assert loaded["kind"] == "people"
    assert loaded["open"] == []
    rows = loaded["rows"]
    assert rows["new"] + rows["updated"] + rows["unchanged"] + rows["set_aside"] == rows["read"]
    assert rows["new"] == len(station.dump()) == 2000
    for again in ("nen tang.xlsx", "luu lai.xlsx"):
        repeated = station.do("load", lists / again)["files"][0]
        assert (repeated["batch"], repeated["rows"]["new"], repeated["rows"]["unchanged"]) == (None, 0, 2000)
    longer = station.do("load", lists / "them ba nguoi.xlsx")["files"][0]
    assert longer["rows"]["new"] == 3
    assert len(station.dump()) == 2003
    plain = station.do("load", lists / "danh sach xa.xls")["files"][0]
    assert plain["rows"]["read"] == 447 + plain["rows"]["set_aside"]
    people = station.dump()
    assert len(people) == 2003 + plain["rows"]["new"]
    sources = {(one["file"], one["sheet"], one["row"]) for person in people for one in person["sources"]}
    assert len(sources) == 2000 + 2003 + 447


def correct_and_mark(station: Laptop) -> list[str]:
    """Correct ten fields and mark ten people; give the steps."""
    people = station.dump()
    wrong = [person for person in people if any(one["rule"] == "id_number.missing" for one in person["issues"])][:10]
    steps = []
    for number, person in enumerate(wrong):
        year = (person["birth_date"] or "1980")[2:4]
        value = f"070{0 if person['sex'] == 'male' else 1}{year}{400000 + number}"
        changed = station.do_here("set", person["id"], "id_number", "-", "--reason", "theo thẻ", stdin=value + "\n")
        assert changed["people"] == [person["id"]]
        assert changed["events"] == 1
        steps.append(changed["step"])
    ready = [person for person in people if is_clean(person) and person["verification"] == "unverified"][:10]
    steps += [station.do_here("mark", person["id"], "matched")["step"] for person in ready]
    assert len(set(steps)) == 20
    after = {person["id"]: person for person in station.dump()}
    assert all(after[person["id"]]["id_number"].startswith("070") for person in wrong)
    assert all(after[person["id"]]["verification"] == "matched" for person in ready)
    return steps


def take_back(station: Laptop, steps: list[str]) -> None:
    before = {person["id"]: person["verification"] for person in station.dump()}
    for _ in range(2):
        undone = station.do("undo")
        assert before[undone["people"][0]] == "matched"
    redone = station.do("redo")
    assert redone["step"] not in steps
    assert sum(person["verification"] == "matched" for person in station.dump()) == 9


def look_around(station: Laptop) -> list[str]:
    """Check, search, history, confirm; give who is ready now."""
    people = station.dump()
    counted = station.do("check")
    assert counted["people"] == len(people)
    told = {(one["rule"], one["severity"]): one["count"] for one in counted["rules"]}
    assert sum(told.values()) == sum(len(person["issues"]) for person in people)
    doubted = next(person for person in people if [one["rule"] for one in person["issues"]] == ["id_number.birth_year"])
    confirmed = station.do("confirm", doubted["id"], "id_number.birth_year", "--reason", "đã xem thẻ")
    assert confirmed["events"] == 1
    station.do("mark", doubted["id"], "matched")
    assert station.do_here("check")["rules"] != counted["rules"]
    found = station.start(station.spell("search", doubted["full_name"].upper()))
    assert doubted["id"] in [one["id"] for one in found.records]
    lines = station.start(station.spell("history", doubted["id"])).records
    assert [line["kind"] for line in lines][-2:] == ["confirm", "mark"]
    people = station.dump()
    return [one["id"] for one in people if is_clean(one) and one["verification"] == "matched"]


def hand_over(station: Laptop, district: Laptop, stick: Path, ready: list[str]) -> None:
    packed = station.do("pack", "--to", DISTRICT, "--out", stick)
    assert (packed["number"], packed["counts"]["ready"]) == (1, len(ready))
    assert {one["id"] for one in station.dump() if one["delivery"] == "packaged"} == set(ready)
    before = district.dump("events")
    seen = district.do("inspect", packed["package"])
    assert district.dump("events") == before == []
    taken = district.do("receive", packed["package"], "--receipt", stick)
    assert {**taken, "receipt": None} == seen
    assert (taken["new"], taken["already"], taken["from"], taken["missing"]) == (taken["events"], 0, STATION, [])
    assert without_delivery(station.dump()) == without_delivery(district.dump())
    held = district.dump("events")
    again = district.do("receive", packed["package"])
    assert (again["new"], again["already"], again["people"]) == (0, taken["events"], [])
    assert district.dump("events") == held
    answered = station.do("receive", taken["receipt"])
    assert (answered["kind"], answered["from"], answered["receipt"]) == ("receipt", DISTRICT, None)
    assert {one["id"] for one in station.dump() if one["delivery"] == "received"} == set(ready)
    assert {one["delivery"] for one in station.dump()} == {"none", "received"}
    for laptop in (station, district):
        verified = laptop.do("verify")
        assert verified["ok"]
        assert all(one["ok"] for one in verified["checks"])


SENT = (
    "full_name", "birth_date", "sex", "id_number", "phone", "health_insurance", "priority_group", "workplace",
    "commune_code", "district_code", "province_code",
)  # fmt: skip


def spell_row(person: dict[str, Any]) -> str:
    doses = [[dose[name] for name in ("number", "vaccine", "lot", "date", "site")] for dose in person["doses"]]
    return json.dumps([[person[name] for name in SENT], doses], ensure_ascii=False)


def re_read_upload(station: Laptop, tmp_path: Path) -> None:
    folder = tmp_path / "len nen tang"
    folder.mkdir()
    written = station.do("upload", "--out", folder)
    known = station.dump()
    ready = [one for one in known if is_clean(one) and one["verification"] == "matched"]
    assert sum(one["people"] for one in written["files"]) == len(ready)
    assert len(written["left_out"]) == len(known) - len(ready)
    assert all(one["why"] for one in written["left_out"])
    fresh = Laptop(tmp_path / "moi")
    fresh.make(STATION, "25222")
    for one in written["files"]:
        rows = fresh.do("load", one["file"])["files"][0]["rows"]
        assert rows["new"] == one["people"]
    assert sorted(map(spell_row, fresh.dump())) == sorted(map(spell_row, ready))
    back = station.do("load", *[one["file"] for one in written["files"]])["files"]
    assert [one["rows"]["new"] for one in back] == [0] * len(back)


def keep(station: Laptop, tmp_path: Path) -> None:
    people = station.dump()
    saved = station.do("backup", "--out", tmp_path / "sao luu.vaxbackup")
    refused = station.do("restore", saved["file"], status=3)
    assert [one["code"] for one in refused["refused"]] == ["store.exists"]
    old = station.store
    station.store = station.home / "phuc hoi"
    restored = station.do("restore", saved["file"])
    assert restored["people"] == len(people)
    assert station.dump() == people
    card = station.do("card", "--out", tmp_path / "moi.vaxcard")
    device = json.loads(Path(card["card"]).read_text(encoding="utf-8"))["device"]
    station.store = old
    station.do("card", "--out", tmp_path / "cu.vaxcard")
    assert device != json.loads((tmp_path / "cu.vaxcard").read_text(encoding="utf-8"))["device"]
