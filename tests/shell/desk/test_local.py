from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl

from tests.shell.store.stations import STREAM, make_station
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.loading import load_list
from vaxdesk.desk.local import read_local
from vaxdesk.desk.taking_back import redo, undo
from vaxdesk.intake.reader import ListReader
from vaxdesk.intake.samples import invent_people, platform_workbook
from vaxdesk.resources import find_resource

PEOPLE = invent_people(3, seed=7)
SITE = ("Tỉnh Bình Phước", "Huyện Bù Gia Mập", "Xã Phú Nghĩa", "70999", "Điểm tiêm Chợ Phú Nghĩa")
UNIT = ("Tỉnh Bình Phước", "70", "Huyện Bù Gia Mập", "691", "Xã Mới Lập", "25999")
RENAMED = ("Tỉnh Bình Phước", "70", "Huyện Bù Gia Mập", "691", "Xã Phú Nghĩa Mới", "25267")


def write_workbook(
    folder: Path, units: Sequence[Sequence[str]] = (), sites: Sequence[Sequence[str]] = (), name: str = "PL.xlsx"
) -> Path:
    """Write a platform workbook whose catalogue sheets have these further rows."""
    book = openpyxl.load_workbook(io.BytesIO(platform_workbook(PEOPLE)))
    for begins, rows in (("PL3", units), ("PL4", sites)):
        sheet = next(one for one in book.worksheets if one.title.startswith(begins))
        for row in rows:
            sheet.append(list(row))
    book.save(folder / name)
    return folder / name


def test_a_workbook_that_says_nothing_new_of_communes_and_sites_adds_nothing(
    desk: Desk, reader: ListReader, tmp_path: Path
) -> None:
    load_list(desk, reader, write_workbook(tmp_path))
    assert (desk.local.home, desk.local.units, desk.local.sites) == (STREAM, (), ())


def test_communes_and_sites_of_a_loaded_workbook_are_known_from_then_on(
    desk: Desk, reader: ListReader, tmp_path: Path
) -> None:
    loaded = load_list(desk, reader, write_workbook(tmp_path, [UNIT, RENAMED], [SITE]))
    assert loaded.rows["new"] == len(PEOPLE)
    known = desk.catalogues
    new, renamed, site = known.units.by_code("25999"), known.units.by_code("25267"), known.sites.by_code("70999")
    assert new is not None
    assert renamed is not None
    assert site is not None
    assert (new.commune, renamed.commune, site.name) == ("Xã Mới Lập", "Xã Phú Nghĩa Mới", SITE[-1])
    assert (site.province_code, site.district_code, site.commune_code) == ("70", "691", "25267")
    path = tmp_path / "thon.csv"
    path.write_text(
        "Họ và tên,Năm sinh,Giới tính,Địa chỉ,Ngày tiêm mũi 1,Nơi tiêm mũi 1\n"
        "Điểu Thị Sương,1985,Nữ,xã Mới Lập,15/08/2021,Điểm tiêm Chợ Phú Nghĩa\n",
        encoding="utf-8",
    )
    with reader.read(path, local=desk.local) as reading:
        [draft] = [one for batch in reading.batches() for one in batch]
    assert draft.values["commune_code"] == "25999"
    assert draft.doses[0].values["site"] == "70999"


def test_an_empty_workbook_with_a_new_site_is_a_step_that_can_be_taken_back(
    desk: Desk, reader: ListReader, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(find_resource("platform/import_template.xlsx"))
    next(one for one in book.worksheets if one.title.startswith("PL4")).append(SITE)
    path = tmp_path / "mẫu tải về.xlsx"
    book.save(path)
    rehearsed = load_list(desk, reader, path, dry_run=True)
    assert rehearsed.head.total == 0
    assert len(rehearsed.head.sites) == 1
    assert desk.local.sites == ()
    loaded = load_list(desk, reader, path)
    assert loaded.batch is not None
    assert desk.catalogues.sites.find(SITE[-1]) is not None
    assert load_list(desk, reader, path).batch is None
    undo(desk, loaded.batch)
    assert desk.local.sites == ()
    assert desk.catalogues.sites.find(SITE[-1]) is None
    redo(desk)
    assert len(desk.local.sites) == 1


def test_what_was_told_last_counts_whatever_order_it_arrived_in(desk: Desk, reader: ListReader, tmp_path: Path) -> None:
    again = (*SITE[:4], "Điểm tiêm Nhà văn hóa")
    load_list(desk, reader, write_workbook(tmp_path, [UNIT], [SITE], "a.xlsx"))
    load_list(desk, reader, write_workbook(tmp_path, [(*UNIT[:4], "Xã Mới Hơn", "25999")], [SITE, again], "b.xlsx"))
    events = list(desk.store.read_events())
    with make_station(tmp_path / "laptop2") as other:
        other.receive(events[::-1])
        assert read_local(other, STREAM) == desk.local
    unit, site = desk.catalogues.units.by_code("25999"), desk.catalogues.sites.by_code("70999")
    assert unit is not None
    assert site is not None
    assert (unit.commune, site.name) == ("Xã Mới Hơn", "Điểm tiêm Nhà văn hóa")


def test_rows_that_are_no_unit_or_site_are_left_out(desk: Desk, reader: ListReader, tmp_path: Path) -> None:
    units = [(*UNIT[:5], "mới"), (*UNIT[:4], "", "25998"), ("", "", "", "", "", "")]
    sites = [(*SITE[:3], "mã sai!", "Điểm"), (*SITE[:3], "70998", ""), (*SITE[:3], "70997", "x" * 300)]
    load_list(desk, reader, write_workbook(tmp_path, units, sites))
    assert (desk.local.units, desk.local.sites) == ((), ())
