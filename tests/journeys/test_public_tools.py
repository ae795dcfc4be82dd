"""A package of the real program, opened and checked with no VaxDesk at hand: age, unzip, ssh-keygen, Frictionless."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from tests.journeys.laptop import Laptop, acquaint
from tests.shell.exchange.age import decrypt_asked
from vaxdesk.intake.samples import invent_people, platform_workbook

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the tools are those of Linux")

PASSPHRASE = "bốn từ rất dài"
DISTRICT = "Trung tâm Y tế huyện"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Laptop, Laptop]:
    """Give a folder with a package in it, its station and its district."""
    folder = tmp_path_factory.mktemp("cong cu")
    station = Laptop(folder / "tram").make()
    district = Laptop(folder / "huyen").make(DISTRICT, "691", "district")
    acquaint(station, district)
    (folder / "nen tang.xlsx").write_bytes(platform_workbook(invent_people(60, seed=12)))
    station.do_here("load", folder / "nen tang.xlsx")
    ready = [
        one["id"]
        for one in station.dump()
        if one["doses"] and not any(issue["severity"] == "error" for issue in one["issues"])
    ]
    for person in ready[:5]:
        station.do_here("mark", person, "matched")
    package = station.do("pack", "--to", DISTRICT, "--out", folder)["package"]
    exported = district.do(
        "keys", "export", "--out", folder / "khoa.age", more={"VAXDESK_EXPORT_PASSPHRASE": PASSPHRASE}
    )
    assert exported == {"file": str(folder / "khoa.age")}
    opened = decrypt_asked(folder, folder / "khoa.age", Path(package), PASSPHRASE)
    assert opened is not None
    (folder / "goi.zip").write_bytes(opened)
    (folder / "trong").mkdir()
    subprocess.run(["unzip", "-q", str(folder / "goi.zip"), "-d", str(folder / "trong")], check=True)
    return folder, station, district


def verify(folder: Path, namespace: str, key: str, signature: str, message: bytes) -> bool:
    (folder / "signers").write_text(f'sender namespaces="{namespace}" {key}\n', encoding="ascii")
    (folder / "signature").write_text(signature, encoding="ascii")
    command = ["ssh-keygen", "-Y", "verify", "-f", "signers", "-I", "sender", "-n", namespace, "-s", "signature"]
    done = subprocess.run(command, input=message, cwd=folder, capture_output=True, check=False)
    return done.returncode == 0


def read_key(laptop: Laptop, folder: Path) -> dict[str, Any]:
    laptop.do_here("card", "--out", folder / "the.vaxcard")
    card: dict[str, Any] = json.loads((folder / "the.vaxcard").read_text(encoding="utf-8"))
    return card


def test_the_signed_manifest_tells_who_sent_it_and_what_is_inside(sent: tuple[Path, Laptop, Laptop]) -> None:
    folder, station, district = sent
    inside = folder / "trong"
    manifest = (inside / "manifest.json").read_bytes()
    card = read_key(station, folder)
    signature = (inside / "manifest.json.sig").read_text(encoding="ascii")
    assert verify(folder, "vaxdesk", card["sign"], signature, manifest)
    assert not verify(folder, "vaxdesk", card["sign"], signature, manifest + b" ")
    assert not verify(folder, "vaxdesk-head", card["sign"], signature, manifest)
    said = json.loads(manifest)
    assert set(said) == {
        "format", "id", "kind", "number", "previous", "void", "created", "sender", "receiver", "counts", "have",
        "entries",
    }  # fmt: skip
    assert (said["format"], said["kind"], said["number"], said["previous"]) == ("vaxdesk-package/1", "sync", 1, None)
    assert said["sender"]["key"] == card["sign"]
    assert said["receiver"]["key"] == read_key(district, folder)["receive"]
    files = {str(path.relative_to(inside)) for path in inside.rglob("*") if path.is_file()}
    assert files - set(said["entries"]) == {"manifest.json", "manifest.json.sig"}
    for name, entry in said["entries"].items():
        data = (inside / name).read_bytes()
        assert entry == {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    assert any(name.startswith("upload/") and name.endswith(".xlsx") for name in files)


def test_the_heads_vouch_for_the_chains(sent: tuple[Path, Laptop, Laptop]) -> None:
    folder, station, _ = sent
    heads = json.loads((folder / "trong" / "heads.json").read_bytes())
    card = read_key(station, folder)
    lines = [json.loads(line) for line in (folder / "trong" / "events.ndjson").read_bytes().splitlines()]
    assert [(head["stream"], head["device"], head["seq"]) for head in heads] == [("25222", card["device"], len(lines))]
    for head in heads:
        signed = {name: value for name, value in head.items() if name != "signature"}
        message = json.dumps(signed, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        assert verify(folder, "vaxdesk-head", card["sign"], head["signature"], message)
    # The hash in the head is that of the last header, and each header names the one before it.
    before = None
    for line in lines:
        spelled = json.dumps(line["header"], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        assert before in {None, line["header"]["prev"]}
        before = hashlib.sha256(spelled).hexdigest()
    assert heads[0]["hash"] == before


def test_the_card_is_signed_by_its_own_key(sent: tuple[Path, Laptop, Laptop]) -> None:
    folder, station, _ = sent
    card = read_key(station, folder)
    signature = card.pop("signature")
    message = json.dumps(card, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert verify(folder, "vaxdesk-card", card["sign"], signature, message)


def test_the_tables_are_a_valid_data_package_and_say_what_the_store_says(sent: tuple[Path, Laptop, Laptop]) -> None:
    folder, station, _ = sent
    descriptor = folder / "trong" / "datapackage.json"
    report = Package(str(descriptor)).validate()
    assert report.valid, report.flatten(["type", "message"])
    with (folder / "trong" / "people.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    people = {person["id"]: person for person in station.dump()}
    assert rows.keys() == people.keys()
    for key, row in rows.items():
        for name in ("full_name", "birth_date", "sex", "id_number", "phone", "address"):
            assert (row[name] or None) == people[key][name]
    with (folder / "trong" / "doses.csv").open(encoding="utf-8", newline="") as file:
        assert sum(1 for _ in csv.DictReader(file)) == sum(len(person["doses"]) for person in people.values())


def test_the_workbook_in_the_package_loads_as_the_same_people(sent: tuple[Path, Laptop, Laptop]) -> None:
    folder, station, _ = sent
    (book,) = (folder / "trong" / "upload").iterdir()
    record = station.do_here("load", book)["files"][0]
    assert (record["rows"]["new"], record["rows"]["read"] - record["rows"]["set_aside"]) == (0, 5)


def test_a_receipt_opens_with_the_same_tools(sent: tuple[Path, Laptop, Laptop]) -> None:
    folder, station, district = sent
    package = next(folder.glob("vaxdesk-25222-691-0001-*.vaxsync"))
    receipt = district.do_here("receive", package, "--receipt", folder)["receipt"]
    more = {"VAXDESK_EXPORT_PASSPHRASE": PASSPHRASE}
    station.do("keys", "export", "--out", folder / "khoa tram.age", more=more)
    opened = decrypt_asked(folder, folder / "khoa tram.age", Path(receipt), PASSPHRASE)
    assert opened is not None
    (folder / "bien nhan.zip").write_bytes(opened)
    said = subprocess.run(
        ["unzip", "-p", str(folder / "bien nhan.zip"), "receipt.json"], capture_output=True, check=True
    ).stdout
    record = json.loads(said)
    assert set(record) == {"packages", "have", "not_ready", "conflicts"}
    assert record["packages"] == [json.loads((folder / "trong" / "manifest.json").read_bytes())["id"]]
    assert all(set(one) == {"person", "rule"} for one in record["not_ready"])
    assert record["have"]["25222"]
