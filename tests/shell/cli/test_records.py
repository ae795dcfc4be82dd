"""What every command prints with ``--json``: every key of every object (``CONTRACT.md`` section 3)."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.laptop import PASSWORD, Laptop, introduce
from vaxdesk.intake.samples import invent_people, platform_workbook

PERSON = (
    "id", "full_name", "birth_date", "sex", "id_number", "id_kind", "old_id_number", "phone", "health_insurance",
    "priority_group", "occupation", "workplace", "nationality", "ethnicity", "guardian", "hamlet", "address",
    "commune_code", "district_code", "province_code", "note", "doses", "verification", "verification_reason",
    "delivery", "merged", "issues", "raw", "sources",
)  # fmt: skip
DOSE = ("id", "number", "kind", "vaccine", "lot", "date", "site", "raw")
EVENT = (
    "id", "at", "device", "stream", "seq", "user", "step", "kind", "person", "dose", "field", "old", "new", "basis",
    "reason", "origin",
)  # fmt: skip
CHANGES = ("step", "label", "people", "events", "kept")
RECEIVED = (
    "id", "kind", "from", "number", "events", "new", "already", "people", "conflicts", "missing", "receipt",
    "notices",
)  # fmt: skip
DAMAGED = "Đỗ Thị Hoa,30/02/1985,Nữ,7018500123x,09x234,Thôn 1,15/08/2021,AstraZeneca,,"
WHOLE = "Nguyễn Văn An,12/03/1985,Nam,070085001234,0912345678,Thôn 1,15/08/2021,AstraZeneca,10/11/2021,Pfizer"
OTHER = "Trần Thị Bình,01/02/1990,Nữ,070190001235,0912345679,Thôn 2,15/08/2021,AstraZeneca,,"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def test_a_person_has_every_key_in_order(filled: Laptop) -> None:
    people = filled.dump()
    assert [tuple(person) for person in people] == [PERSON] * 40
    assert [person["id"] for person in people] == sorted(person["id"] for person in people)
    doses = [dose for person in people for dose in person["doses"]]
    assert {tuple(dose) for dose in doses} == {DOSE}
    issues = [issue for person in people for issue in person["issues"]]
    assert {tuple(issue) for issue in issues} == {("rule", "field", "dose", "severity", "class")}
    assert {tuple(source) for person in people for source in person["sources"]} == {("batch", "file", "sheet", "row")}
    for person in people:
        order = [(one["rule"], one["field"] or "", one["dose"] or "") for one in person["issues"]]
        assert order == sorted(order)
    assert all(UUID.fullmatch(one["id"]) for one in [*people, *doses])


def test_what_could_not_be_read_is_null_and_kept_as_raw(laptop: Laptop, write_list: Callable[..., Path]) -> None:
    laptop.do_here("load", write_list(WHOLE, OTHER, DAMAGED))
    (person,) = [one for one in laptop.dump() if one["full_name"] == "Đỗ Thị Hoa"]
    assert (person["birth_date"], person["phone"], person["id_number"]) == (None, None, None)
    assert {name: person["raw"][name] for name in ("birth_date", "phone", "id_number")} == {
        "birth_date": "30/02/1985", "phone": "09x234", "id_number": "7018500123x",
    }  # fmt: skip
    assert {"birth_date.impossible", "phone.invalid", "id_number.format"} <= {one["rule"] for one in person["issues"]}
    assert person["sources"][0]["sheet"] is None
    assert person["sources"][0]["row"] == 4


def test_tables_have_their_keys(filled: Laptop) -> None:
    issues = filled.dump("issues")
    assert {tuple(one) for one in issues} == {
        ("person", "rule", "field", "dose", "severity", "class", "message", "suggestions")
    }
    suggestions = [two for one in issues for two in one["suggestions"]]
    assert {tuple(one) for one in suggestions} <= {("value", "certainty", "why")}
    (batch,) = filled.dump("batches")
    assert tuple(batch) == ("batch", "kind", "file", "fingerprint", "at", "user", "rows", "set_aside", "taken_back")
    assert re.fullmatch(r"[0-9a-f]{64}", batch["fingerprint"])
    assert (batch["kind"], batch["user"], batch["taken_back"]) == ("people", "Lan", False)
    events = filled.dump("events")
    assert {tuple(one) for one in events} == {EVENT}
    assert {one["step"] for one in events} == {batch["batch"]}
    assert [one["seq"] for one in events] == list(range(1, len(events) + 1))


def test_a_load_tells_of_files_sheets_columns_and_rows(laptop: Laptop, tmp_path: Path) -> None:
    path = tmp_path / "nen tang.xlsx"
    path.write_bytes(platform_workbook(invent_people(5, seed=1)))
    record = laptop.do_here("load", path)
    assert tuple(record) == ("files",)
    (file,) = record["files"]
    assert tuple(file) == ("file", "kind", "batch", "sheets", "rows", "catalogue", "set_aside", "open", "notices")
    assert (file["file"], file["kind"], file["open"]) == ("nen tang.xlsx", "people", [])
    assert UUID.fullmatch(file["batch"])
    sheet = file["sheets"][0]
    assert tuple(sheet) == ("sheet", "header_rows", "columns")
    assert sheet["header_rows"] == [7, 8]
    assert {tuple(one) for one in sheet["columns"]} == {("column", "header", "field", "confidence", "why", "encoding")}
    assert all(0 <= one["confidence"] <= 1 for one in sheet["columns"])
    assert tuple(file["rows"]) == ("read", "new", "updated", "unchanged", "set_aside")
    assert {tuple(one) for one in file["set_aside"]} == {("sheet", "row", "reason", "text")}
    assert file["rows"]["set_aside"] == len(file["set_aside"])
    assert [one["batch"] for one in laptop.dump("batches")] == [file["batch"]]


def test_correcting_commands_tell_what_changed(laptop: Laptop, write_list: Callable[..., Path]) -> None:
    laptop.do_here("load", write_list(WHOLE, OTHER, DAMAGED))
    people = {person["full_name"]: person for person in laptop.dump()}
    damaged, whole = people["Đỗ Thị Hoa"], people["Nguyễn Văn An"]
    acts: list[tuple[str, ...]] = [
        ("set", whole["id"], "phone", "0987654321"),
        ("mark", whole["id"], "matched"),
        ("undo",),
        ("redo",),
        ("confirm", damaged["id"], "phone.invalid", "--reason", "không có điện thoại khác"),
    ]
    for words in acts:
        record = laptop.do_here(*words)
        assert tuple(record) == CHANGES, words
        assert UUID.fullmatch(record["step"])
        assert record["people"] == [words[1] if len(words) > 1 else whole["id"]]
        assert (record["events"], record["kept"]) == (1, [])
        assert record["label"]
    nothing = laptop.do_here("set", whole["id"], "phone", "0987654321")
    assert (nothing["step"], nothing["people"], nothing["events"]) == (None, [], 0)


def test_what_an_undo_keeps_is_told_with_its_reason(laptop: Laptop, write_list: Callable[..., Path]) -> None:
    batch = laptop.do_here("load", write_list(WHOLE, OTHER, DAMAGED))["files"][0]["batch"]
    person = laptop.dump()[0]["id"]
    laptop.do_here("set", person, "note", "đã gọi")
    record = laptop.do_here("undo", batch)
    assert [tuple(one) for one in record["kept"]] == [("person", "field", "why")]
    assert record["kept"][0]["person"] == person
    assert [one["id"] for one in laptop.dump()] == [person]
    assert [one["taken_back"] for one in laptop.dump("batches")] == [True]


def test_check_search_history_and_verify_have_their_keys(filled: Laptop) -> None:
    counted = filled.do_here("check")
    assert tuple(counted) == ("rules", "people")
    assert {tuple(one) for one in counted["rules"]} == {("rule", "severity", "count")}
    person = filled.dump()[0]
    found = filled.try_here(filled.spell("search", *person["full_name"].split())).records
    assert person in found
    lines = filled.try_here(filled.spell("history", person["id"])).records
    assert {tuple(one) for one in lines} == {(*EVENT, "live")}
    then = filled.try_here(filled.spell("history", person["id"], "--on", "31/12/2098")).record
    assert then == {name: value for name, value in person.items() if name not in {"issues", "delivery"}}
    verified = filled.do_here("verify")
    assert tuple(verified) == ("ok", "checks")
    assert {tuple(one) for one in verified["checks"]} == {("name", "ok", "detail")}
    assert verified["ok"] is True


def test_what_travels_is_told_with_every_key(tmp_path: Path, write_list: Callable[..., Path]) -> None:
    station = Laptop(tmp_path / "tram").make()
    district = Laptop(tmp_path / "huyen").make("Trung tâm Y tế", "691", "district")
    card = station.do_here("card", "--out", tmp_path / "x.vaxcard")
    assert tuple(card) == ("card", "words")
    assert tuple(json.loads(Path(card["card"]).read_text(encoding="utf-8"))) == (
        "code", "device", "format", "issued", "name", "receive", "role", "sign", "signature",
    )  # fmt: skip
    assert tuple(district.do_here("trust", card["card"]))[:3] == ("name", "device", "words")
    introduce(station, district, tmp_path)
    station.do_here("load", write_list(WHOLE))
    station.do_here("mark", station.dump()[0]["id"], "matched")
    packed = station.do_here("pack", "--to", "Trung tâm Y tế", "--out", tmp_path)
    assert tuple(packed) == ("package", "id", "number", "counts", "sha256")
    for words in (("inspect", packed["package"]), ("receive", packed["package"], "--receipt", tmp_path)):
        record = district.do_here(*words)
        assert tuple(record) == RECEIVED
        assert (record["kind"], record["from"], record["number"]) == ("sync", "Trạm Y tế xã Bù Gia Mập", 1)
    written = station.do_here("upload", "--out", tmp_path)
    assert tuple(written) == ("files", "left_out")
    assert {tuple(one) for one in written["files"]} <= {("file", "people")}
    assert {tuple(one) for one in written["left_out"]} <= {("person", "why")}
    saved = station.do_here("backup")
    assert tuple(saved) == ("file", "sha256")
    assert re.fullmatch(r"[0-9a-f]{64}", saved["sha256"])
    restored = station.do_here("restore", saved["file"], "--replace")
    assert tuple(restored) == ("people", "events")
    assert restored == {"people": 1, "events": len(station.dump("events"))}


def test_users_are_listed_added_and_removed(laptop: Laptop, tmp_path: Path) -> None:
    secret = tmp_path / "moi.txt"
    secret.write_text("mật khẩu của Minh\n", encoding="utf-8")
    assert laptop.do_here("user", "list") == {"users": [{"name": "Lan", "role": "lead"}]}
    laptop.do_here("user", "add", "Minh", "--new-password-file", secret)
    assert laptop.do_here("user", "list")["users"][-1] == {"name": "Minh", "role": "staff"}
    minh = laptop.try_here(["check", "--store", str(laptop.store), "--user", "Minh", "--password-file", str(secret)])
    assert minh.status == 0
    laptop.do_here("user", "remove", "Minh")
    assert laptop.do_here("user", "list") == {"users": [{"name": "Lan", "role": "lead"}]}
    gone = laptop.try_here(["check", "--store", str(laptop.store), "--user", "Minh", "--password-file", str(secret)])
    assert gone.status == 3
    assert laptop.do_here("verify")["ok"] is True


def test_a_new_password_opens_and_the_old_one_no_longer_does(laptop: Laptop, tmp_path: Path) -> None:
    secret = tmp_path / "moi.txt"
    secret.write_text("mật khẩu hoàn toàn mới\n", encoding="utf-8")
    laptop.do_here("user", "passwd", "--new-password-file", secret)
    refused = laptop.do_here("check", status=3)
    assert [one["code"] for one in refused["refused"]] == ["password.wrong"]
    laptop.password_file.write_text("mật khẩu hoàn toàn mới", encoding="utf-8")
    laptop.do_here("check")


def test_init_tells_store_station_device_and_code(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "may")
    made = laptop.init("Trạm  Y tế   xã Đăk Ơ", "25225")
    assert tuple(made) == ("store", "station", "device", "recovery_code")
    assert made["station"] == "Trạm Y tế xã Đăk Ơ"
    assert len(re.sub(r"[^0-9A-Z]", "", made["recovery_code"])) >= 26
    assert PASSWORD not in json.dumps(made)


@pytest.mark.parametrize("words", [("undo",), ("redo",)])
def test_nothing_to_take_back_is_no_failure(laptop: Laptop, words: tuple[str, ...]) -> None:
    assert laptop.do_here(*words)["step"] is None


def test_what_is_refused_has_a_code_and_a_sentence(filled: Laptop) -> None:
    refused: dict[str, Any] = filled.do_here("set", "nobody", "phone", "1", status=1)
    assert tuple(refused) == ("refused",)
    (one,) = refused["refused"]
    assert one["code"] == "person.unknown"
    assert one["message"].startswith("There is nobody with the id nobody.")


def test_a_practice_store_stands_apart_and_opens_with_the_password_it_tells(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    made = laptop.try_here(["demo", "--people", "12", "--json"]).record
    assert tuple(made) == ("store", "user", "password", "people")
    assert (made["user"], made["password"], made["people"]) == ("thuchanh", "thuchanh2022", 12)
    assert Path(made["store"]).name == "practice"
    said = laptop.try_here(["check", "--store", made["store"], "--json"], {"VAXDESK_PASSWORD": made["password"]})
    assert said.record["people"] == 12
    again = laptop.try_here(["demo", "--json"])
    assert (again.status, again.record["refused"][0]["code"]) == (3, "store.exists")


def test_without_an_option_the_store_is_in_the_users_data_folder(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    words = ["init", "--station", "Trạm", "--commune", "25222", "--user", "Lan", "--json"]
    made = laptop.try_here(words, {"VAXDESK_PASSWORD": PASSWORD}).record
    assert Path(made["store"]).is_relative_to(tmp_path / ".local" / "share")
    assert laptop.try_here(["check", "--json"], {"VAXDESK_PASSWORD": PASSWORD}).record["people"] == 0


def test_the_same_mistake_ends_with_the_same_status(laptop: Laptop, tmp_path: Path) -> None:
    empty = tmp_path / "trong"
    empty.mkdir()
    for words, status, code in (
        (("load", empty), 3, "list.folder"),
        (("receive", "--every", empty), 3, "package.folder"),
        (("load", empty / "nichts.csv"), 3, "list.missing"),
        (("load", empty, "--mapping", empty / "nichts"), 3, "list.missing"),
        (("user", "add"), 2, "user.name_missing"),
        (("user", "remove"), 2, "user.name_missing"),
        (("demo", "--people", "0"), 2, "argument.too_small"),
        (("demo", "--people", "-1"), 2, "argument.too_small"),
    ):
        said = laptop.do_here(*words, status=status)
        assert [one["code"] for one in said["refused"]] == [code], words


def test_a_refusal_names_things_as_screens_do_and_leads_where_help_is(laptop: Laptop) -> None:
    person = laptop.do_here("add", "person", "full_name", "Lê Văn Tám")["people"][0]
    for words, sentence in (
        (("set", person, "phone", "12"), "mục Số điện thoại"),
        (("set", person, "priority_group", "-1"), "từ 1 đến 16"),
        (("set", person, "birth_date", "31/02/1990"), "không có trên lịch"),
        (("mark", person, "requested"), "từ “Chưa gửi” sang “Chờ trả lời”"),
        (("mark", person, "foo"), "unverified, matched, mismatched"),
        (("confirm", person, "phone.missing", "--reason", ""), "viết một câu"),
        (("undo", "123"), "dump --table events"),
        (("keys", "revoke", "foo"), "keys list"),
    ):
        said = laptop.try_here(["vi" if word == "en" else word for word in laptop.spell(*words)])
        assert (said.status, sentence in said.record["refused"][0]["message"]) == (1, True), said


def test_damage_is_told_in_the_users_language_and_its_detail_only_to_programs(filled: Laptop, tmp_path: Path) -> None:
    copy = tmp_path / "hong"
    shutil.copytree(filled.store, copy)
    data = bytearray((copy / "store.db").read_bytes())
    data[-3000:-2990] = bytes(10)
    (copy / "store.db").write_bytes(data)
    words = ["verify", "--store", str(copy), "--password-file", str(filled.password_file)]
    told = filled.try_here([*words, "--lang", "vi"])
    assert (told.status, told.out.count("Kho bị hỏng")) == (1, 1)
    assert "HMAC" not in told.out + told.err
    (detail,) = (one["detail"] for one in filled.try_here([*words, "--json"]).record["checks"][:1])
    assert detail


def test_a_timeline_has_local_times_and_does_not_name_a_person_as_the_same_as_that_very_person(
    laptop: Laptop, write_list: Callable[..., Path]
) -> None:
    an = "Nguyễn Văn An,12/03/1985,Nam,070085001234,0912345678,Thôn 1"
    laptop.do_here("load", write_list(f"{an},15/08/2021,AZ,,", name="a.csv"))
    laptop.do_here("load", write_list(f"{an},,,16/11/2021,Pfizer", name="b.csv"))
    (person,) = laptop.dump()
    words = [word for word in laptop.spell("history", person["id"]) if word != "--json"]
    lines = laptop.try_here(words).out.splitlines()
    assert [line.partition("Lan  ")[2] for line in lines] == [
        "List a.csv, 2", "List b.csv, 2", "Known to be the same person as in another record",
    ]  # fmt: skip
    assert all(re.match(r"✓ \d\d/\d\d/\d{4} \d\d:\d\d  ", line) for line in lines)
