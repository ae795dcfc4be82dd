"""Packages by command: how far a row got, what is refused, and that a refusal leaves no trace."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.laptop import Laptop, acquaint, without_delivery
from vaxdesk.desk import correcting, handing_over, trusting
from vaxdesk.exchange.archive import LARGEST_SEALED
from vaxdesk.exchange.seal import open_sealed, seal_bytes

AN = "Nguyễn Văn An,12/03/1985,Nam,070085001234,0912345678,Thôn 1,15/08/2021,AstraZeneca,10/11/2021,Pfizer"
BINH = "Trần Thị Bình,01/02/1990,Nữ,070190001235,0912345679,Thôn 2,15/08/2021,AstraZeneca,,"
FULL = ("priority_group", "9"), ("commune_code", "25222"), ("district_code", "691"), ("province_code", "70")
DISTRICT, NEIGHBOUR = "Trung tâm Y tế huyện", "Trạm Y tế xã Đăk Ơ"


class Both:
    """A station and its district, who know each other, and a stick."""

    def __init__(self, folder: Path) -> None:
        self.usb = folder / "usb"
        self.usb.mkdir()
        self.station = Laptop(folder / "tram").make()
        self.district = Laptop(folder / "huyen").make(DISTRICT, "691", "district")
        acquaint(self.station, self.district)

    def pack(self, *more: str) -> Path:
        return Path(self.station.do_here("pack", "--to", DISTRICT, "--out", self.usb, *more)["package"])

    def delivery(self) -> dict[str, str]:
        return {person["full_name"]: person["delivery"] for person in self.station.dump()}


@pytest.fixture
def both(tmp_path: Path, write_list: Callable[..., Path]) -> Both:
    both = Both(tmp_path)
    both.station.do_here("load", write_list(AN, BINH))
    for person in both.station.dump():
        for field, value in FULL:
            both.station.do_here("set", person["id"], field, value)
    return both


def find(laptop: Laptop, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(person for person in laptop.dump() if person["full_name"] == name)
    return found


def test_a_row_goes_from_none_to_packaged_to_received_and_an_edit_sets_it_back(both: Both) -> None:
    an = find(both.station, "Nguyễn Văn An")["id"]
    assert set(both.delivery().values()) == {"none"}
    both.station.do_here("mark", an, "matched")
    assert both.delivery()["Nguyễn Văn An"] == "none"
    package = both.pack()
    assert both.delivery() == {"Nguyễn Văn An": "packaged", "Trần Thị Bình": "none"}
    receipt = both.district.do_here("receive", package, "--receipt", both.usb)["receipt"]
    assert both.delivery()["Nguyễn Văn An"] == "packaged"
    both.station.do_here("receive", receipt)
    assert both.delivery() == {"Nguyễn Văn An": "received", "Trần Thị Bình": "none"}
    both.station.do_here("receive", receipt)
    both.pack("--all")
    assert both.delivery()["Nguyễn Văn An"] == "received"
    both.station.do_here("set", an, "note", "ghi chú lên cả nền tảng")
    assert both.delivery()["Nguyễn Văn An"] == "none"
    both.station.do_here("undo")
    assert both.delivery()["Nguyễn Văn An"] == "received"
    both.station.do_here("set", an, "occupation", "Nông dân")
    assert both.delivery()["Nguyễn Văn An"] == "received"


def test_an_upload_packages_the_ready_ones_and_says_why_the_others_stay(both: Both) -> None:
    both.station.do_here("mark", find(both.station, "Nguyễn Văn An")["id"], "matched")
    written = both.station.do_here("upload", "--out", both.usb)
    assert [one["people"] for one in written["files"]] == [1]
    assert written["left_out"] == [
        {"person": find(both.station, "Trần Thị Bình")["id"], "why": ["Not verified as right"]}
    ]
    assert both.delivery() == {"Nguyễn Văn An": "packaged", "Trần Thị Bình": "none"}


def test_what_an_earlier_upload_left_in_the_folder_is_no_part_of_a_later_one(both: Both) -> None:
    an, binh = (find(both.station, name)["id"] for name in ("Nguyễn Văn An", "Trần Thị Bình"))
    for person in (an, binh):
        both.station.do_here("mark", person, "matched")
    larger = {Path(one["file"]): Path(one["file"]).read_bytes() for one in upload(both)}
    both.station.do_here("mark", binh, "mismatched")
    (smaller,) = [Path(one["file"]) for one in upload(both)]
    assert [file.stem[-7:] for file in (*larger, smaller)] == ["-1-of-2", "-2-of-2", "-1-of-1"]
    assert {file: file.read_bytes() for file in larger} == larger
    assert sorted(both.usb.iterdir()) == sorted([*larger, smaller])


def upload(both: Both) -> list[dict[str, Any]]:
    files: list[dict[str, Any]] = both.station.do_here("upload", "--out", both.usb, "--rows", "1")["files"]
    return files


def test_with_nobody_ready_no_workbook_is_written(both: Both) -> None:
    written = both.station.do_here("upload", "--out", both.usb)
    assert written["files"] == []
    assert len(written["left_out"]) == 2
    assert list(both.usb.iterdir()) == []


def test_a_package_holds_what_the_receiver_has_not_confirmed(both: Both) -> None:
    first = both.station.do_here("pack", "--to", DISTRICT, "--out", both.usb)
    again = both.station.do_here("pack", "--to", DISTRICT, "--out", both.usb)
    assert again["counts"]["events"] == first["counts"]["events"] > 0
    assert (first["number"], again["number"]) == (1, 2)
    receipt = both.district.do_here("receive", again["package"], "--receipt", both.usb)["receipt"]
    both.station.do_here("receive", receipt)
    both.station.do_here("set", find(both.station, "Nguyễn Văn An")["id"], "note", "x")
    assert both.station.do_here("pack", "--to", DISTRICT, "--out", both.usb)["counts"]["events"] == 1
    everything = both.station.do_here("pack", "--to", DISTRICT, "--out", both.usb, "--all")
    assert everything["counts"]["events"] == first["counts"]["events"] + 1


def test_packages_may_come_in_any_order_and_any_number_of_times(both: Both) -> None:
    person = find(both.station, "Nguyễn Văn An")["id"]
    first = both.pack()
    receipt = both.district.do_here("receive", first, "--receipt", both.usb)["receipt"]
    both.station.do_here("receive", receipt)
    packages = []
    for text in ("một", "hai", "ba"):
        both.station.do_here("set", person, "note", text)
        packages.append(both.pack())
        # As if the district's receipt had come in between: the next package starts behind this one.
        with both.station.desk() as desk, desk.store.transaction():
            (card,) = desk.store.parcels.read_cards()
            desk.store.parcels.put_have(card.device, desk.store.journal.read_chains())
    late = both.district.do_here("receive", packages[2])
    assert (late["events"], late["new"], late["missing"]) == (1, 0, [2, 3])
    assert find(both.district, "Nguyễn Văn An")["note"] is None
    assert both.district.do_here("receive", packages[0])["new"] == 1
    assert find(both.district, "Nguyễn Văn An")["note"] == "một"
    assert both.district.do_here("receive", packages[1])["new"] == 2
    assert find(both.district, "Nguyễn Văn An")["note"] == "ba"
    for package in (first, *packages, packages[1], first):
        assert both.district.do_here("receive", package)["new"] == 0
    assert without_delivery(both.district.dump()) == without_delivery(both.station.dump())


def keep_still(laptop: Laptop) -> tuple[list[Any], list[Any]]:
    return laptop.dump(), laptop.dump("events")


def refuse(laptop: Laptop, package: Path, *codes: str) -> None:
    """See that a package is refused by ``inspect`` and ``receive`` alike and that nothing of it is kept."""
    before = keep_still(laptop)
    for verb in ("inspect", "receive"):
        refused = laptop.do_here(verb, package, status=3)["refused"]
        assert refused[0]["code"] in codes, refused
    assert keep_still(laptop) == before
    assert laptop.do_here("verify")["ok"] is True


def test_a_package_for_somebody_else_is_refused(both: Both, tmp_path: Path) -> None:
    other = Laptop(tmp_path / "khac").make(NEIGHBOUR, "25225")
    acquaint(both.station, other)
    refuse(other, both.pack(), "package.not_for_this_device")


def test_a_package_sealed_again_for_somebody_else_is_refused(both: Both, tmp_path: Path) -> None:
    other = Laptop(tmp_path / "khac").make(NEIGHBOUR, "25225")
    acquaint(both.station, other)
    package = both.pack()
    with both.district.desk() as desk:
        inside = open_sealed(package.read_bytes(), trusting.find_own_keys(desk).receive, file="x")
    with other.desk() as desk:
        package.write_bytes(seal_bytes(inside, trusting.find_own_card(desk).receive))
    refuse(other, package, "package.not_for_this_device")


def test_a_package_of_an_unknown_sender_is_refused(both: Both, tmp_path: Path) -> None:
    stranger = Laptop(tmp_path / "la").make("Trạm Y tế xã Bù Gia Mập", "25222")
    acquaint(both.district, stranger)
    acquaint(both.district, both.station)
    refuse(both.district, Path(stranger.do_here("pack", "--to", DISTRICT, "--out", both.usb)["package"]),
           "package.unknown_sender")  # fmt: skip


def test_a_third_devices_event_is_refused_without_its_signature(both: Both, tmp_path: Path) -> None:
    neighbour = Laptop(tmp_path / "khac").make(NEIGHBOUR, "25225")
    acquaint(neighbour, both.district)
    genuine = Path(neighbour.do_here("pack", "--to", DISTRICT, "--out", both.usb)["package"])
    both.district.do_here("receive", genuine)
    with neighbour.desk() as desk:
        theirs = desk.store.device
    with both.station.desk() as desk:
        # The station writes an event in the neighbour's name, and signs its head with a key of its own.
        (own,) = desk.store.parcels.read_secrets()
        with desk.store.transaction():
            desk.store.parcels.add_secret(replace(own, device=theirs, sign="11" * 32), "2000-01-01T00:00:00Z")
            desk.store.write_meta("device", theirs)
        correcting.set_field(desk, desk.store.read_ids()[0], "note", "im Namen eines anderen")
        with desk.store.transaction():
            desk.store.write_meta("device", own.device)
        forged = handing_over.pack(desk, DISTRICT, both.usb).path
    refuse(both.district, forged, "package.forged")


def test_flipped_and_missing_bytes_are_refused_wherever_they_are(both: Both) -> None:
    package = both.pack()
    data = package.read_bytes()
    size = len(data)
    places = sorted({0, 1, 20, 21, 22, 40, 100, 200, size // 3, size // 2, size - 40, size - 17, size - 16, size - 1})
    before = keep_still(both.district)
    broken = both.usb / "hong.vaxsync"
    wrong = [data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :] for place in places]
    wrong += [data[:length] for length in (0, 1, 21, 22, 150, size // 2, size - 16, size - 1)]
    wrong += [data + b"\0", data + data]
    for number, one in enumerate(wrong):
        broken.write_bytes(one)
        refused = both.district.do_here("receive", broken, status=3)["refused"]
        assert refused[0]["code"].startswith("package."), (number, refused)
    assert keep_still(both.district) == before
    assert both.district.do_here("verify")["ok"] is True
    assert both.district.do_here("receive", package)["new"] > 0


def test_what_is_no_package_is_refused(both: Both, tmp_path: Path) -> None:
    text = tmp_path / "brief.vaxsync"
    text.write_text("Kính gửi", encoding="utf-8")
    refuse(both.district, text, "package.not_a_package")
    huge = tmp_path / "riesig.vaxsync"
    with huge.open("wb") as file:
        file.truncate(LARGEST_SEALED + 1)
    refuse(both.district, huge, "package.too_large")
    refuse(both.district, tmp_path, "drive.unreadable")
    refuse(both.district, tmp_path / "nichts.vaxsync", "drive.unreadable")


def test_a_copied_store_takes_a_new_device_and_says_so(both: Both) -> None:
    with both.station.desk() as desk:
        before = desk.store.device
    shutil.copytree(both.station.store, both.station.home / "kopie")
    both.station.store = both.station.home / "kopie"
    said = both.station.try_here(both.station.spell("card", "--out", both.usb / "neu.vaxcard"))
    assert said.status == 0
    assert "copied or put back" in said.err
    assert json.loads((both.usb / "neu.vaxcard").read_text(encoding="utf-8"))["device"] != before
    assert both.station.try_here(both.station.spell("check")).err == ""


def test_after_a_restore_the_exchange_goes_on_with_the_new_card(both: Both, tmp_path: Path) -> None:
    an = find(both.station, "Nguyễn Văn An")["id"]
    on_its_way = both.pack()
    saved = both.station.do_here("backup", "--out", tmp_path / "sao luu.vaxbackup")["file"]
    both.station.do_here("restore", saved, "--replace")
    both.station.do_here("set", an, "note", "nach der Wiederherstellung")
    card = both.station.do_here("card", "--out", tmp_path / "neu.vaxcard")
    taken = both.district.do_here("receive", on_its_way, "--receipt", both.usb)
    refused = both.district.do_here("trust", card["card"], status=1)
    assert refused["refused"][0]["code"] == "card.name_taken"
    both.district.do_here("trust", card["card"], "--words", card["words"], "--replace")
    package = both.pack("--all")
    both.district.do_here("receive", package)
    assert without_delivery(both.district.dump()) == without_delivery(both.station.dump())
    assert both.station.do_here("receive", taken["receipt"])["from"] == DISTRICT
    assert both.district.do_here("verify")["ok"] is True


def test_a_receipt_that_cannot_be_written_is_told_and_the_package_is_taken(both: Both, tmp_path: Path) -> None:
    package = both.pack()
    record = both.district.do_here("receive", package, "--receipt", tmp_path / "gezogen", status=1)
    assert (record["new"] > 0, record["receipt"]) == (True, None)
    assert [one["code"] for one in record["refused"]] == ["disk.failed"]
    again = both.district.do_here("receive", package, "--receipt", both.usb)
    assert (again["new"], Path(again["receipt"]).exists()) == (0, True)
    both.station.do_here("receive", again["receipt"])


def test_a_package_that_cannot_be_written_leaves_its_number_void(both: Both, tmp_path: Path) -> None:
    refused = both.station.do_here("pack", "--to", DISTRICT, "--out", tmp_path / "gezogen", status=3)
    assert [one["code"] for one in refused["refused"]] == ["disk.failed"]
    packed = both.station.do_here("pack", "--to", DISTRICT, "--out", both.usb)
    assert packed["number"] == 2
    assert both.district.do_here("receive", packed["package"])["missing"] == []


def test_a_second_card_under_a_known_name_needs_to_be_asked_for(both: Both, tmp_path: Path) -> None:
    impostor = Laptop(tmp_path / "gia").make()
    card = impostor.do_here("card", "--out", tmp_path / "gia.vaxcard")
    refused = both.district.do_here("trust", card["card"], status=1)
    assert [one["code"] for one in refused["refused"]] == ["card.name_taken"]
    both.district.do_here("receive", both.pack())


def test_cards_that_do_not_fit_are_refused_with_one(both: Both, tmp_path: Path) -> None:
    both.station.do_here("card", "--out", tmp_path / "tram.vaxcard")
    genuine = (tmp_path / "tram.vaxcard").read_text(encoding="utf-8")
    for text, code in (
        ("nichts", "card.not_a_card"),
        ("{}", "card.not_a_card"),
        (genuine.replace("25222", "25223"), "card.changed"),
        (genuine.replace("vaxdesk-card/1", "vaxdesk-card/9"), "card.newer"),
    ):
        (tmp_path / "falsch.vaxcard").write_text(text, encoding="utf-8")
        refused = both.district.do_here("trust", tmp_path / "falsch.vaxcard", status=1)
        assert [one["code"] for one in refused["refused"]] == [code]
    both.station.do_here("trust", tmp_path / "tram.vaxcard", status=1)


def test_two_laptops_that_differ_show_the_same_conflict_until_it_is_settled(both: Both) -> None:
    an = find(both.station, "Nguyễn Văn An")["id"]
    both.district.do_here("receive", both.pack())
    both.station.do_here("set", an, "phone", "0987654321")
    both.station.do_here("mark", an, "matched")
    both.district.do_here("set", an, "phone", "0987654322")
    both.district.do_here("set", an, "address", "Tổ 7")
    back = both.district.do_here("pack", "--to", "Trạm Y tế xã Bù Gia Mập", "--out", both.usb)["package"]
    there = both.pack()
    for laptop, package in ((both.station, back), (both.district, there)):
        seen, taken = laptop.do_here("inspect", package), laptop.do_here("receive", package)
        assert seen == taken
        assert taken["conflicts"] == [{"person": an, "field": "phone"}]
        issues = [(one["rule"], one["field"], one["severity"]) for one in find(laptop, "Nguyễn Văn An")["issues"]]
        assert ("conflict", "phone", "error") in issues
        assert laptop.do_here("upload", "--out", both.usb)["files"] == []
    assert without_delivery(both.station.dump()) == without_delivery(both.district.dump())
    assert find(both.station, "Nguyễn Văn An")["address"] == "Tổ 7"
    refused = both.station.do_here("confirm", an, "conflict", "--reason", "x", status=1)
    assert refused["refused"][0]["code"] == "issue.unknown"
    both.station.do_here("set", an, "phone", "0987654322")
    assert "conflict" not in {one["rule"] for one in find(both.station, "Nguyễn Văn An")["issues"]}
    both.district.do_here("receive", both.pack())
    assert without_delivery(both.station.dump()) == without_delivery(both.district.dump())


def test_a_district_sends_a_station_its_own_stream_and_no_other(both: Both, tmp_path: Path) -> None:
    neighbour = Laptop(tmp_path / "khac").make(NEIGHBOUR, "25225")
    acquaint(neighbour, both.district)
    path = tmp_path / "dak o.csv"
    path.write_text("STT,Họ và tên,Ngày sinh,Giới tính\n1,Điểu Thị Lan,01/02/1980,Nữ\n", encoding="utf-8")
    neighbour.do_here("load", path)
    package = neighbour.do_here("pack", "--to", DISTRICT, "--out", both.usb)["package"]
    both.district.do_here("receive", package)
    both.district.do_here("receive", both.pack())
    assert len(both.district.dump()) == 3
    back = both.district.do_here("pack", "--to", NEIGHBOUR, "--out", both.usb, "--all")
    assert back["counts"]["people"] == 1
    neighbour.do_here("receive", back["package"])
    assert [person["full_name"] for person in neighbour.dump()] == ["Điểu Thị Lan"]


def test_the_slip_for_the_courier_is_a_pdf_and_its_words_are_told(both: Both, tmp_path: Path) -> None:
    packed = both.station.do("pack", "--to", DISTRICT, "--out", both.usb, "--slip", tmp_path / "phieu.pdf")
    assert (tmp_path / "phieu.pdf").read_bytes().startswith(b"%PDF")
    assert packed["words"].count(",") == 4


def test_a_slip_that_cannot_be_written_leaves_the_package_and_says_so(both: Both, tmp_path: Path) -> None:
    slip = tmp_path / "nowhere" / "phieu.pdf"
    packed = both.station.do("pack", "--to", DISTRICT, "--out", both.usb, "--slip", slip, status=1)
    assert Path(packed["package"]).exists()
    assert [one["code"] for one in packed["refused"]] == ["disk.failed"]


def test_a_second_laptop_joins_by_three_commands_and_settles_a_conflict(both: Both, tmp_path: Path) -> None:
    new, usb = Laptop(tmp_path / "may 2"), both.usb
    name = "Trạm Y tế xã Bù Gia Mập – máy 2"
    card = usb / "may2.vaxcard"
    asked = new.do_here("join", "ask", "--station", name, "--commune", "25222", "--user", "Lan", "--out", card)
    assert (asked["station"], asked["card"], len(asked["recovery_code"]) > 26) == (name, str(card), True)
    assert new.do_here("join", "ask", "--out", card)["words"] == asked["words"]
    admitted = both.station.do_here("join", "admit", card, "--words", asked["words"], "--out", usb)
    assert (admitted["name"], admitted["words"]) == (name, asked["words"])
    taken = new.do_here("join", "take", admitted["package"], "--words", admitted["own_words"])
    assert (taken["kind"], taken["conflicts"]) == ("join", [])
    assert new.dump() == both.station.dump()
    an = find(new, "Nguyễn Văn An")["id"]
    new.do_here("set", an, "phone", "0987654321")
    both.station.do_here("set", an, "phone", "0987654322")
    package = new.do_here("pack", "--to", "Trạm Y tế xã Bù Gia Mập", "--out", usb)["package"]
    assert both.station.do_here("receive", package)["conflicts"] == [{"person": an, "field": "phone"}]
    settled = both.station.do_here("settle", an, "phone", "-", stdin="0987654321\n")
    assert (settled["people"], settled["events"], settled["kept"]) == ([an], 1, [])
    new.do_here("receive", both.station.do_here("pack", "--to", name, "--out", usb)["package"])
    assert new.dump() == both.station.dump()
    refused = new.do_here("settle", an, "phone", "0987654321", status=1)
    assert refused["refused"][0]["code"] == "conflict.none"
    assert new.do_here("join", "take", package, status=3)["refused"][0]["code"] == "package.not_for_this_device"
    assert both.station.do_here("keys", "revoke", name)["name"] == name
    assert both.station.do_here("receive", package, status=3)["refused"][0]["code"] == "package.unknown_sender"
    assert Laptop(tmp_path / "may 3").do_here("join", "ask", "--out", card, "--user", "Lan", status=2)["refused"]


def test_a_folder_of_packages_is_taken_in_at_once(both: Both) -> None:
    packages = [str(both.pack()), str(both.pack())]
    came = both.district.do_here("receive", "--every", both.usb, "--receipt", both.usb)
    assert [one["file"] for one in came["packages"]] == packages
    assert [one["new"] > 0 for one in came["packages"]] == [True, False]
    assert (len(came["receipts"]), came["others"]) == (1, [])
    back = both.station.do_here("receive", "--every", both.usb)
    assert [one["kind"] for one in back["packages"]] == ["receipt"]
    assert len(back["others"]) == 2
    assert both.district.do_here("receive", status=2)["refused"][0]["code"] == "package.missing"


def test_what_was_confirmed_as_right_is_silent_at_the_district_too(both: Both) -> None:
    an = find(both.station, "Nguyễn Văn An")["id"]
    both.station.do_here("set", an, "phone", "")
    assert "phone.missing" in {one["rule"] for one in find(both.station, "Nguyễn Văn An")["issues"]}
    both.station.do_here("confirm", an, "phone.missing", "--reason", "không có điện thoại")
    both.district.do_here("receive", both.pack())
    assert "phone.missing" not in {one["rule"] for one in find(both.district, "Nguyễn Văn An")["issues"]}
    assert both.district.do_here("check")["people"] == 2
    assert "phone.missing" not in {one["rule"] for one in find(both.district, "Nguyễn Văn An")["issues"]}


def test_a_district_sees_its_communes_and_sends_results_and_people_down(both: Both, tmp_path: Path) -> None:
    neighbour = Laptop(tmp_path / "khac").make(NEIGHBOUR, "25225")
    acquaint(neighbour, both.district)
    both.district.do_here("receive", both.pack())
    said = both.district.try_here(both.district.spell("communes")).records
    assert [(one["code"], one["people"], [sender["last"] for sender in one["senders"]]) for one in said] == [
        ("25222", 2, [1]), ("25225", 0, [None]),
    ]  # fmt: skip
    assert both.district.do_here("results", "--out", both.usb) == {"packages": []}
    sent = both.district.do_here("results", "--out", both.usb, "--to", "Trạm Y tế xã Bù Gia Mập")["packages"]
    assert both.station.do_here("receive", sent[0]["package"])["kind"] == "results"
    assert both.station.do_here("results", "--out", both.usb, status=1)["refused"][0]["code"] == "results.only_district"
    an = find(both.district, "Nguyễn Văn An")["id"]
    moved = both.district.do_here("transfer", an, "--to", NEIGHBOUR, "--out", both.usb)["package"]
    assert neighbour.do_here("inspect", moved)["people"]
    assert len(neighbour.do_here("receive", moved)["people"]) == 1
    assert find(neighbour, "Nguyễn Văn An")["phone"] == "0912345678"
    assert neighbour.do_here("undo")["events"] == 1
    assert neighbour.dump() == []
    refused = both.station.do_here("upload", "--out", both.usb, "--rows", "0", status=1)["refused"]
    assert refused[0]["code"] == "upload.rows"


def test_hamlets_are_divided_and_keys_renewed_by_command(both: Both) -> None:
    station, own = both.station, "Trạm Y tế xã Bù Gia Mập"
    assert station.do_here("hamlets", "give", "Thôn 1", "--to", own)["events"] == 1
    listed = station.try_here(station.spell("hamlets", "list")).records
    assert [(one["hamlet"], one["name"]) for one in listed] == [("Thôn 1", own), ("Thôn 2", None)]
    an = find(station, "Nguyễn Văn An")["id"]
    renewed = station.do_here("keys", "renew")
    assert (renewed["rewritten"], renewed["received"], renewed["backup"]) == (0, None, None)
    assert "notices" not in station.do_here("set", an, "note", "x")
    assert station.do_here("hamlets", "free", "Thôn 1")["events"] == 1
    package = both.pack()
    assert both.district.do_here("receive", package, status=3)["refused"][0]["code"] == "package.unknown_sender"
    refused = both.district.do_here("keys", "renew", package, status=3)["refused"]
    assert refused[0]["code"] == "package.unknown_sender"
