"""Loading lists by command: what is told, what is refused, what a trial leaves behind."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import msoffcrypto
import xlsxwriter
import xlwt

from tests.journeys.laptop import Laptop
from vaxdesk.intake.samples import invent_people, plain_csv, plain_list

AN = "Nguyễn Văn An,12/03/1985,Nam,070085001234,0912345678,Thôn 1,15/08/2021,AstraZeneca,10/11/2021,Pfizer"
BINH = "Trần Thị Bình,01/02/1990,Nữ,070190001235,0912345679,Thôn 2,15/08/2021,AstraZeneca,,"
CUC = "Lê Thị Cúc,01/05/1970,Nữ,070170001111,0912345670,Thôn 1,15/08/2021,Pfizer,,"


def test_a_trial_shows_everything_and_changes_nothing(laptop: Laptop, write_list: Callable[..., Path]) -> None:
    path = write_list(AN, BINH)
    tried = laptop.do_here("load", "--dry-run", path)["files"][0]
    assert laptop.dump() == laptop.dump("events") == laptop.dump("batches") == []
    loaded = laptop.do_here("load", path)["files"][0]
    assert tried["batch"] is None
    assert {**loaded, "batch": None} == tried
    again = laptop.do_here("load", "--dry-run", path)["files"][0]
    assert (again["rows"]["new"], again["rows"]["unchanged"]) == (0, 2)


def test_what_a_trial_prints_can_be_handed_back_as_mapping(laptop: Laptop, tmp_path: Path) -> None:
    path = tmp_path / "la.csv"
    path.write_text(
        "Họ và tên,Ngày sinh,Liên hệ A,Liên hệ B\nNguyễn Văn An,12/03/1985,0912345678,070085001234\n", encoding="utf-8"
    )
    tried = laptop.try_here(laptop.spell("load", "--dry-run", path)).record["files"][0]
    (sheet,) = tried["sheets"]
    mapping = {
        sheet["sheet"] or "": {
            "header_rows": sheet["header_rows"],
            "columns": {one["column"]: one["field"] for one in sheet["columns"]} | {"C": "phone", "D": "id_number"},
        }
    }
    (tmp_path / "mapping.json").write_text(json.dumps(mapping), encoding="utf-8")
    loaded = laptop.do_here("load", path, "--mapping", tmp_path / "mapping.json")["files"][0]
    assert (loaded["rows"]["new"], loaded["open"]) == (1, [])
    (person,) = laptop.dump()
    assert (person["phone"], person["id_number"]) == ("0912345678", "070085001234")


def test_a_mapping_that_is_none_is_refused(laptop: Laptop, write_list: Callable[..., Path], tmp_path: Path) -> None:
    path = write_list(AN)
    (tmp_path / "text").write_text("nicht JSON", encoding="utf-8")
    (tmp_path / "list").write_text("[1, 2]", encoding="utf-8")
    for file, code in (("text", "mapping.unreadable"), ("list", "mapping.unreadable"), ("nichts", "list.missing")):
        refused = laptop.do_here("load", path, "--mapping", tmp_path / file, status=3)
        assert [one["code"] for one in refused["refused"]] == [code]
    (tmp_path / "falsch").write_text('{"Sheet9": {"header_rows": [1], "columns": {}}}', encoding="utf-8")
    refused = laptop.do_here("load", path, "--mapping", tmp_path / "falsch", status=2)
    assert [one["code"] for one in refused["refused"]] == ["list.mapping"]
    assert laptop.dump() == []


def test_of_several_files_those_that_fail_are_refused_and_the_rest_is_loaded(
    laptop: Laptop, write_list: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "leer.csv").write_bytes(b"")
    first, last = write_list(AN, name="mot.csv"), write_list(BINH, name="hai.csv")
    record = laptop.do_here("load", first, tmp_path / "leer.csv", tmp_path / "nichts.xlsx", last, status=1)
    assert [one["file"] for one in record["files"]] == ["mot.csv", "hai.csv"]
    assert [(one["code"], one["file"]) for one in record["refused"]] == [
        ("list.empty", "leer.csv"), ("list.missing", "nichts.xlsx"),
    ]  # fmt: skip
    assert len(laptop.dump()) == 2
    none = laptop.do_here("load", tmp_path / "leer.csv", tmp_path / "nichts.xlsx", status=3)
    assert (none["files"], len(none["refused"])) == ([], 2)


def test_rows_set_aside_and_issues_alone_end_with_zero(laptop: Laptop, write_list: Callable[..., Path]) -> None:
    path = write_list(AN, BINH, CUC)
    path.write_text(path.read_text(encoding="utf-8") + ",,,,,,,,,,\n,Tổng cộng: 3 người,,,,,,,,,\n", encoding="utf-8")
    record = laptop.do_here("load", path)
    rows = record["files"][0]["rows"]
    assert (rows["new"], rows["set_aside"]) == (3, len(record["files"][0]["set_aside"]))
    assert rows["set_aside"] >= 2


def test_a_doubtful_column_is_listed_as_open_and_ends_with_one(laptop: Laptop, tmp_path: Path) -> None:
    path = tmp_path / "nghi ngo.csv"
    rows = "\n".join(f"{number},Nguyễn Văn {name},x{number}" for number, name in enumerate(("An", "Ba", "Cả"), start=1))
    path.write_text(f"STT,Họ và tên,Điện thoại\n{rows}\n", encoding="utf-8")
    record = laptop.do_here("load", path, status=1)["files"][0]
    (question,) = record["open"]
    assert tuple(question) == ("sheet", "column", "header", "candidates", "taken")
    assert question["column"] == "C"
    assert {tuple(one) for one in question["candidates"]} == {("field", "confidence")}
    assert len(laptop.dump()) == 3


def test_a_list_with_three_more_rows_makes_nobody_a_second_time(laptop: Laptop, tmp_path: Path) -> None:
    people = invent_people(63, seed=11)
    path = tmp_path / "xa.csv"
    path.write_bytes(plain_csv(people[:60]))
    assert laptop.do_here("load", path)["files"][0]["rows"]["new"] == 60
    path.write_bytes(plain_csv(people))
    assert laptop.do_here("load", path)["files"][0]["rows"]["new"] == 3
    path.with_suffix(".xlsx").write_bytes(plain_list(people))
    assert laptop.do_here("load", path.with_suffix(".xlsx"))["files"][0]["rows"]["new"] == 0
    assert len(laptop.dump()) == 63
    assert sum(len(person["sources"]) for person in laptop.dump()) == 60 + 63 + 63


def test_an_old_workbook_is_read_by_what_it_is_not_by_its_name(laptop: Laptop, tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Danh sách")
    for column, (head, cell) in enumerate({"Họ và tên": "Lê Thị Cúc", "Năm sinh": 1970, "Giới tính": "Nữ"}.items()):
        sheet.write(0, column, head)
        sheet.write(1, column, cell)
    book.save(str(tmp_path / "that ra la xls.xlsx"))
    assert laptop.do_here("load", tmp_path / "that ra la xls.xlsx")["files"][0]["rows"]["new"] == 1
    (person,) = laptop.dump()
    assert (person["birth_date"], person["sex"]) == ("1970", "female")


def test_what_came_of_a_list_is_told_in_words(laptop: Laptop, write_list: Callable[..., Path]) -> None:
    path = write_list(AN, BINH, CUC)
    path.write_text(path.read_text(encoding="utf-8") + ",Tổng cộng: 3 người,,,,,,,,,\n", encoding="utf-8")
    words = [word for word in laptop.spell("load", "--dry-run", path) if word != "--json"]
    lines = laptop.try_here(words).out.splitlines()
    assert lines[0] == "danh sach.csv: 5 rows read, 3 new, 0 updated, 0 unchanged, 2 set aside."
    assert "  Headers: 1 (1)" in lines
    assert "  B  Họ và tên → Full name  100 %" in lines
    assert lines[-1] == "This was a trial: nothing was changed."


def test_a_stranger_among_the_kinds_is_wrong_use(laptop: Laptop, write_list: Callable[..., Path]) -> None:
    assert laptop.try_here(laptop.spell("load", "--kind", "answers", write_list(AN))).status == 2
    assert laptop.do_here("load", "--kind", "people", write_list(AN))["files"][0]["kind"] == "people"


def test_the_password_of_a_workbook_comes_from_a_file(laptop: Laptop, tmp_path: Path) -> None:
    plain, path = io.BytesIO(plain_list(invent_people(3, seed=1))), tmp_path / "khoa.xlsx"
    with path.open("wb") as out:
        msoffcrypto.OfficeFile(plain).encrypt("mật khẩu 12", out)
    refused = laptop.do_here("load", path, status=3)
    assert [one["code"] for one in refused["refused"]] == ["list.password"]
    word = tmp_path / "word.txt"
    word.write_text("sai", encoding="utf-8")
    refused = laptop.do_here("load", path, "--list-password-file", word, status=3)
    assert [one["code"] for one in refused["refused"]] == ["list.password_wrong"]
    word.write_text("mật khẩu 12\n", encoding="utf-8")
    assert laptop.do_here("load", path, "--list-password-file", word)["files"][0]["rows"]["new"] == 3
    refused = laptop.do_here("load", path, "--list-password-file", tmp_path / "nichts", status=3)
    assert [one["code"] for one in refused["refused"]] == ["password.file"]


def test_what_is_hidden_is_loaded_and_told(laptop: Laptop, tmp_path: Path) -> None:
    path = tmp_path / "an.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Thôn 1")
        sheet.write_row(0, 0, ("Họ và tên", "Năm sinh", "Số CCCD"))
        sheet.write_row(1, 0, ("Nguyễn Văn An", "1985", "070085001234"))
        sheet.set_row(1, None, None, {"hidden": True})
    (loaded,) = laptop.do_here("load", path)["files"]
    assert loaded["notices"] == [{
        "sheet": "Thôn 1", "column": None, "code": "hidden_rows",
        "message": "1 row is hidden or filtered away in Excel; it was read like the others.",
    }]  # fmt: skip
    assert [one["full_name"] for one in laptop.dump()] == ["Nguyễn Văn An"]


def test_a_folder_is_loaded_list_by_list_and_one_without_lists_is_refused(laptop: Laptop, tmp_path: Path) -> None:
    folder = tmp_path / "danh sach"
    (folder / "trong").mkdir(parents=True)
    for at, line in enumerate((AN, BINH), start=1):
        text = "Họ và tên,Ngày sinh,Giới tính,Số CCCD,Số điện thoại,Thôn\n" + ",".join(line.split(",")[:6]) + "\n"
        (folder / f"thon {at}.csv").write_text(text, encoding="utf-8")
    assert [one["file"] for one in laptop.do_here("load", folder)["files"]] == ["thon 1.csv", "thon 2.csv"]
    assert len(laptop.dump()) == 2
    refused = laptop.try_here(laptop.spell("load", folder / "trong"))
    assert (refused.status, refused.record["refused"][0]["code"]) == (3, "list.folder")


def test_a_mapping_that_names_an_encoding_alone_leaves_the_columns_to_be_found(laptop: Laptop, tmp_path: Path) -> None:
    path = tmp_path / "la.csv"
    path.write_text("Họ và tên,Năm sinh,Giới tính,Số CCCD\nHuÖ,1985,Nữ,070185001234\n", encoding="utf-8")
    (tmp_path / "mapping.json").write_text(json.dumps({"": {"encoding": {"A": "tcvn3"}}}), encoding="utf-8")
    loaded = laptop.do_here("load", path, "--mapping", tmp_path / "mapping.json")["files"][0]
    columns = {one["column"]: (one["field"], one["encoding"]) for one in loaded["sheets"][0]["columns"]}
    assert columns["A"] == ("full_name", "tcvn3")
    assert columns["D"] == ("id_number", None)
