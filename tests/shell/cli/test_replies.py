"""Lists that come back from the police: what is certain is applied, the rest waits with candidates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.awkward.spelling import spell_tcvn3
from tests.journeys.laptop import Laptop

AN = "Nguyễn Văn An,12/03/1985,Nam,070085001234,0912345678,Thôn 1,15/08/2021,AstraZeneca,,"
BINH = "Trần Thị Bình,01/02/1990,Nữ,070190001235,0912345679,Thôn 2,15/08/2021,AstraZeneca,,"
CUC = "Lê Thị Cúc,01/05/1970,Nữ,070170001111,0912345670,Thôn 1,15/08/2021,Pfizer,,"
DUNG = "Phạm Văn Dũng,05/05/1960,Nam,070060001111,,Thôn 1,15/08/2021,Pfizer,,"
HEAD = "STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Kết quả,Họ tên đúng,Ngày sinh đúng,Số CCCD đúng,Lý do"
ANSWERS = (
    "1,Nguyễn Văn An,12/03/1985,Nam,070085001234,Đúng,,,,",
    "2,Trần Thị Bình,01/02/1990,Nữ,070190001235,Sai,Trần Thị Bính,,,",
    "3,Lê Thị Cúc,01/05/1970,Nữ,070170001111,Không tìm thấy,,,,",
    "4,Phạm Văn Dũng,05/05/1960,Nam,070060001111,Không xác minh được,,,,Đã mất",
)


@pytest.fixture
def station(laptop: Laptop, write_list: Callable[..., Path]) -> Laptop:
    laptop.do_here("load", write_list(AN, BINH, CUC, DUNG))
    return laptop


def write(folder: Path, *rows: str, head: str = HEAD, name: str = "tra loi.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def tell(laptop: Laptop) -> dict[str, str]:
    return {one["full_name"]: one["verification"] for one in laptop.dump()}


@pytest.mark.parametrize("kind", ["auto", "reply"])
def test_certain_answers_are_applied(kind: str, station: Laptop, tmp_path: Path) -> None:
    (loaded,) = station.do_here("load", "--kind", kind, write(tmp_path, *ANSWERS))["files"]
    assert (loaded["kind"], loaded["rows"]["updated"], loaded["open"]) == ("reply", 4, [])
    assert tell(station) == {
        "Nguyễn Văn An": "matched", "Trần Thị Bính": "corrected", "Lê Thị Cúc": "not_found",
        "Phạm Văn Dũng": "unresolvable",
    }  # fmt: skip
    people = {one["full_name"]: one for one in station.dump()}
    assert people["Phạm Văn Dũng"]["verification_reason"] == "deceased"
    (event,) = [one for one in station.dump("events") if one["field"] == "full_name"]
    assert (event["origin"], event["old"], event["new"]) == ("police", "Trần Thị Bình", "Trần Thị Bính")
    assert [one["kind"] for one in station.dump("batches")] == ["people", "reply"]


def test_the_same_reply_again_changes_nothing_and_undo_takes_it_back_whole(station: Laptop, tmp_path: Path) -> None:
    path = write(tmp_path, *ANSWERS)
    station.do_here("load", path)
    station.do_here("set", next(one["id"] for one in station.dump() if one["full_name"] == "Lê Thị Cúc"), "phone", "''")
    (again,) = station.do_here("load", path)["files"]
    assert (again["batch"], again["rows"]["unchanged"]) == (None, 4)
    batch = station.dump("batches")[1]["batch"]
    station.do_here("undo", batch)
    assert set(tell(station).values()) == {"unverified"}
    assert "Trần Thị Bình" in tell(station)


def test_what_is_not_certain_waits_with_candidates(station: Laptop, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "1,Nguyễn Văn An,12/03/1985,Nam,,Đúng,,,,",
        "2,Trần Thị Bình,01/02/1990,Nữ,070190001235,để xem lại,,,,",
        "3,Hoàng Thị Lạ,01/05/1970,Nữ,070170009999,Đúng,,,,",
        "4,Lê Thị Cúc,01/05/1970,Nữ,070170001111,Đúng,,,,",
    )
    (loaded,) = station.do_here("load", path, status=1)["files"]
    told = {one["row"]: (one["why"], [each["full_name"] for each in one["candidates"]]) for one in loaded["open"]}
    assert told == {2: ("who", ["Nguyễn Văn An"]), 3: ("what", ["Trần Thị Bình"]), 4: ("who", [])}
    assert {one["row"]: one["reason"] for one in loaded["set_aside"] if one["reason"] != "header"} == {
        2: "undecided", 3: "undecided", 4: "not_here",
    }  # fmt: skip
    assert tell(station)["Lê Thị Cúc"] == "matched"
    assert sum(value == "matched" for value in tell(station).values()) == 1
    rows = loaded["rows"]
    assert rows["new"] + rows["updated"] + rows["unchanged"] + rows["set_aside"] == rows["read"]


def test_answers_about_people_of_elsewhere_are_a_list_like_any_other(laptop: Laptop, tmp_path: Path) -> None:
    (loaded,) = laptop.do_here("load", write(tmp_path, *ANSWERS))["files"]
    assert (loaded["kind"], loaded["rows"]["new"]) == ("people", 4)
    assert set(tell(laptop).values()) == {"unverified"}


def test_a_reply_in_an_old_font_is_read_like_others(station: Laptop, tmp_path: Path) -> None:
    path = write(tmp_path, *map(spell_tcvn3, ANSWERS), head=spell_tcvn3(HEAD))
    (loaded,) = station.do_here("load", path)["files"]
    assert (loaded["kind"], loaded["rows"]["updated"]) == ("reply", 4)
    assert tell(station)["Trần Thị Bính"] == "corrected"


def test_a_list_without_answers_is_no_reply_whatever_is_said_of_it(station: Laptop, tmp_path: Path) -> None:
    path = write(tmp_path, "1,Nguyễn Văn An,1985", head="STT,Họ và tên,Năm sinh")
    refused = station.do_here("load", "--kind", "reply", path, status=1)
    assert [one["code"] for one in refused["refused"]] == ["reply.none"]


def test_a_registration_is_told_and_loaded_as_people(laptop: Laptop, tmp_path: Path) -> None:
    path = write(
        tmp_path, "1,Nguyễn Văn An,1985,01/12/2021", head="STT,Họ và tên,Năm sinh,Ngày muốn được tiêm (dự kiến)"
    )
    (loaded,) = laptop.do_here("load", path)["files"]
    assert (loaded["kind"], loaded["rows"]["new"]) == ("registration", 1)
    plain = write(tmp_path, "1,Trần Thị Bình,1990", head="STT,Họ và tên,Năm sinh", name="khac.csv")
    (said,) = laptop.do_here("load", "--kind", "registration", plain)["files"]
    assert (said["kind"], said["rows"]["new"]) == ("registration", 1)
    assert all(one["doses"] == [] for one in laptop.dump())
