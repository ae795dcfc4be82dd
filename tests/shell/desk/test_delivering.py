"""What the platform answered is read back, changes the delivery, and goes down to the stations, each its own alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.shell.desk.places import DISTRICT, NEIGHBOUR, SECOND, STATION, Place, acquaint, see_alike
from vaxdesk.desk import collecting, delivering, loading, looking, taking_back, uploading
from vaxdesk.desk.errors import NoResults, OnlyDistricts, RowsRefused
from vaxdesk.intake.reader import ListReader

ROW: dict[str, Any] = {
    "birth_date": "1990-03-05", "sex": "female", "phone": "0912345678", "priority_group": 9, "district_code": "691",
    "province_code": "70",
}  # fmt: skip
_FIRST_ROW = 11


def fill(place: Place, code: str) -> list[str]:
    """Give a station two people who are ready."""
    people = []
    for number, name in enumerate(("Điểu Thị Sen", "Nguyễn Thị An")):
        people += place.load(name, id_number=f"07019000{code[-2:]}{number:02}", commune_code=code, **ROW)
    for person in people:
        for field, text in (("date", "05/09/2021"), ("vaccine", "AstraZeneca"), ("lot", "A1"), ("site", "70123")):
            place.put(person, field, text, dose="1")
        with place.desk() as desk:
            from vaxdesk.desk import correcting

            correcting.mark(desk, person, "matched")
    return people


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Place, Place, Place]:
    """A district that has the ready people of two stations."""
    district, one, other = (Place(station, tmp_path, monkeypatch) for station in (DISTRICT, STATION, NEIGHBOUR))
    for station in (one, other):
        acquaint(district, station)
        fill(station, station.station.code)
        station.give(district)
    return district, one, other


def answer(workbook: Path, *said: tuple[str, str]) -> Path:
    """Fill the two result columns of a workbook's people, as the platform does."""
    book = openpyxl.load_workbook(workbook)
    sheet = book.worksheets[0]
    rows = [row for row in range(1, sheet.max_row + 1) if str(sheet[f"A{row}"].value or "").isdecimal()]
    rows = [row for row in rows if sheet[f"B{row}"].value and not str(sheet[f"B{row}"].value).isdecimal()]
    for row, (failed, done) in zip(rows, said, strict=True):
        sheet[f"AH{row}"], sheet[f"AI{row}"] = failed or None, done or None
    book.save(workbook)
    return workbook


def take(place: Place, reader: ListReader, path: Path, kind: str = "auto") -> loading.Loaded:
    with place.desk() as desk:
        return loading.load_list(desk, reader, path, kind=kind)


def read_deliveries(place: Place) -> list[str]:
    with place.desk() as desk:
        return [one["delivery"] for one in looking.read_people(desk)]


def upload(place: Place, folder: Path) -> Path:
    folder.mkdir()
    with place.desk() as desk:
        ((file, _),) = uploading.write_upload(desk, folder).files
    return file


def test_results_go_down_and_each_station_gets_its_own(
    places: tuple[Place, Place, Place], tmp_path: Path, reader: ListReader
) -> None:
    district, one, other = places
    refused = "Số CCCD đã tồn tại trên hệ thống"
    workbook = answer(upload(district, tmp_path / "up"), ("", "OK"), (refused, ""), ("", "OK"), ("", "OK"))
    loaded = take(district, reader, workbook)
    assert loaded.head.kind == "upload-result"
    assert loaded.rows == {"read": loaded.rows["read"], "new": 0, "updated": 4, "unchanged": 0,
                           "set_aside": loaded.rows["read"] - 4}  # fmt: skip
    assert sorted(read_deliveries(district)) == ["accepted"] * 3 + ["rejected"]
    assert take(district, reader, workbook).batch is None
    with district.desk() as desk:
        assert sorted(delivering.count_results(desk).values()) == [2, 2]
        sent = delivering.send_results(desk, tmp_path)
    assert [(one.name, one.people) for one in sent] == [(NEIGHBOUR.name, 2), (STATION.name, 2)]
    for station, package in ((other, sent[0].package), (one, sent[1].package)):
        received = station.receive(package.path, tmp_path)
        assert (received.kind, received.new) == ("results", 2)
        assert len(station.show()) == 2
    assert sorted(read_deliveries(one) + read_deliveries(other)) == ["accepted"] * 3 + ["rejected"]
    said = [issue for place in (one, other) for person in place.show() for issue in person["issues"]]
    assert [issue["rule"] for issue in said if issue["severity"] == "error"] == ["delivery.rejected"]
    with district.desk() as desk:
        assert delivering.send_results(desk, tmp_path)[0].people == 2


def test_a_refused_row_is_ready_again_once_it_was_corrected(
    places: tuple[Place, Place, Place], tmp_path: Path, reader: ListReader
) -> None:
    _, one, _ = places
    take(one, reader, answer(upload(one, tmp_path / "up"), ("Sai số điện thoại", ""), ("", "x")))
    refused = next(person for person in one.show() if person["issues"])
    with one.desk() as desk:
        (issue,) = desk.store.read_issues([refused["id"]])[refused["id"]]
    assert issue["message"]["args"] == {"reason": "Sai số điện thoại"}
    one.put(refused["id"], "phone", "0987654321")
    assert one.read(refused["id"])["issues"] == []
    assert sorted(read_deliveries(one)) == ["accepted", "none"]
    with one.desk() as desk:
        taking_back.undo(desk)
    assert sorted(read_deliveries(one)) == ["accepted", "rejected"]
    with one.desk() as desk:
        taking_back.undo(desk)
    assert read_deliveries(one) == ["packaged", "packaged"]


def test_an_answer_to_an_older_version_says_nothing_of_todays(
    places: tuple[Place, Place, Place], tmp_path: Path, reader: ListReader
) -> None:
    _, one, _ = places
    workbook = answer(upload(one, tmp_path / "up"), ("", "x"), ("", "x"))
    one.put(one.show()[0]["id"], "phone", "0987654321")
    take(one, reader, workbook)
    assert sorted(read_deliveries(one)) == ["accepted", "none"]


def test_an_empty_workbook_of_the_platform_loads_people_and_a_list_has_no_results(
    places: tuple[Place, Place, Place], tmp_path: Path, reader: ListReader
) -> None:
    _, one, other = places
    workbook = upload(one, tmp_path / "up")
    assert take(one, reader, workbook).head.kind == "platform"
    answered = answer(workbook, ("", "x"), ("", "x"))
    assert take(other, reader, answered).head.kind == "platform"
    text = tmp_path / "danh sach.csv"
    text.write_text("STT,Họ và tên,Ngày sinh\n1,Điểu Thị Lan,01/02/1980\n", encoding="utf-8")
    with pytest.raises(NoResults):
        take(one, reader, text, kind="upload-result")


def test_strangers_among_the_results_are_set_aside(
    places: tuple[Place, Place, Place], tmp_path: Path, reader: ListReader
) -> None:
    _, one, other = places
    loaded = take(other, reader, answer(upload(one, tmp_path / "up"), ("", "x"), ("", "x")), kind="upload-result")
    assert [aside.text for aside in loaded.set_aside if aside.reason == "not_here"] == ["Điểu Thị Sen", "Nguyễn Thị An"]
    assert loaded.batch is None


def test_the_other_laptop_of_the_station_sees_the_same(
    places: tuple[Place, Place, Place], tmp_path: Path, reader: ListReader
) -> None:
    _, one, _ = places
    second = Place(SECOND, tmp_path, one.monkeypatch)
    acquaint(one, second)
    take(one, reader, answer(upload(one, tmp_path / "up"), ("Trùng", ""), ("", "x")))
    one.give(second)
    see_alike([one, second])
    assert sorted(read_deliveries(second)) == ["accepted", "rejected"]
    assert json.dumps(second.show()).count("delivery.rejected") == 1


def test_only_a_district_sends_results_down(places: tuple[Place, Place, Place], tmp_path: Path) -> None:
    with places[1].desk() as desk, pytest.raises(OnlyDistricts):
        delivering.send_results(desk, tmp_path)


def test_workbooks_are_split_at_a_set_number_of_rows_and_accepted_rows_stay_out(
    places: tuple[Place, Place, Place], tmp_path: Path, reader: ListReader
) -> None:
    district = places[0]
    (tmp_path / "split").mkdir()
    with district.desk() as desk:
        files = uploading.write_upload(desk, tmp_path / "split", most=3).files
        for wrong in (0, 5001):
            with pytest.raises(RowsRefused):
                uploading.write_upload(desk, tmp_path, most=wrong)
    assert [people for _, people in files] == [3, 1]
    take(district, reader, answer(files[0][0], ("", "x"), ("", "x"), ("Trùng", "")))
    with district.desk() as desk:
        written = uploading.write_upload(desk, tmp_path / "split")
    assert [people for _, people in written.files] == [1]


def test_figures_of_each_commune_with_packages_that_are_lacking(
    places: tuple[Place, Place, Place], tmp_path: Path, reader: ListReader
) -> None:
    district, one, _ = places
    lost = one.pack(district)
    one.load("Lê Văn Mới")
    late = one.pack(district)
    district.receive(late)
    take(district, reader, answer(upload(district, tmp_path / "up"), ("", "x"), ("Trùng", ""), ("", "x"), ("", "x")))
    with district.desk() as desk:
        first, second = collecting.read_communes(desk)
    assert (first.code, first.people, first.verified, first.doses, first.waits) == ("25222", 3, 2, 2, False)
    assert (second.code, second.people, second.undosed) == ("25225", 2, 0)
    # Somebody was refused, which is an error, and somebody came without any data.
    assert (first.accepted + second.accepted, first.rejected + second.rejected) == (3, 1)
    assert (first.errors + second.errors, first.ready + second.ready, first.fresh + second.fresh) == (2, 3, 0)
    (sender,) = first.senders
    assert (sender.name, sender.last, sender.missing, sender.vouched, sender.results) == (
        STATION.name, 3, (2,), False, 2,
    )  # fmt: skip
    district.receive(lost)
    with district.desk() as desk:
        assert collecting.read_communes(desk)[0].senders[0].missing == ()
