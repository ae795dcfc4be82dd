from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from tests.pure.exchange.invented import (
    COMMUNE,
    DISTRICT,
    OTHER_COMMUNE,
    change_header,
    draft_package,
    invent_record,
    make_device,
    sign_last,
    trust,
    write_chain,
)
from tests.shell.exchange.age import decrypt
from tests.shell.exchange.openssh import verify
from vaxdesk.errors import DoNotTrust
from vaxdesk.exchange.archive import LARGEST_SEALED, pack_member, read_archive, unpack_member, write_archive
from vaxdesk.exchange.chains import sign_head
from vaxdesk.exchange.errors import (
    NewerPackage,
    NotAPackage,
    NotForThisDevice,
    PackageChanged,
    PackageContradicts,
    PackageForged,
    PackageOverflows,
    PackageTooLarge,
    UnknownSender,
    UnknownWriter,
)
from vaxdesk.exchange.package import (
    OpenedPackage,
    PackageDraft,
    Receipt,
    build_package,
    name_package,
    open_package,
)
from vaxdesk.exchange.seal import open_sealed, seal_bytes
from vaxdesk.exchange.signature import sign_message
from vaxdesk.model.event import write_canonical

STATION = make_device("Trạm Mẫu", COMMUNE)
SECOND = make_device("Trạm Mẫu, máy 2", COMMUNE)
CENTRE = make_device("Trung tâm Mẫu", DISTRICT, "district")
STRANGER = make_device("Trạm lạ", OTHER_COMMUNE)
TRUSTED = trust(STATION, SECOND, CENTRE)
CHAIN = write_chain(STATION.id, COMMUNE, 3)
HEAD = sign_last(STATION, CHAIN)
DRAFT = draft_package(
    STATION, CENTRE, CHAIN, [HEAD],
    people=[invent_record(1), invent_record(2, full_name="=1+1", note='a,"b"')],
    uploads={"25222-1.xlsx": b"PK"},
    have={COMMUNE: {STATION.id: (3, CHAIN[-1].header.digest())}},
)  # fmt: skip
PACKAGE = build_package(DRAFT, STATION.keys)
SMALL = build_package(draft_package(STATION, CENTRE, CHAIN[:1], [sign_last(STATION, CHAIN[:1])]), STATION.keys)


def receive(data: bytes, **change: Any) -> OpenedPackage:  # noqa: ANN401  any argument of open_package
    usual: dict[str, Any] = {"identity": CENTRE.keys.receive, "trusted": TRUSTED, "file": "7.vaxsync"}
    return open_package(data, **{**usual, **change})


def unseal(data: bytes = PACKAGE) -> bytes:
    return open_sealed(data, CENTRE.keys.receive, file="")


def unpack(data: bytes = PACKAGE) -> dict[str, bytes]:
    return {member.name: unpack_member(member) for member in read_archive(unseal(data))}


def pack(files: Mapping[str, bytes], recipient: str = CENTRE.card.receive) -> bytes:
    """Seal files as somebody would who knows the receiver's public key and nothing else."""
    return seal_bytes(write_archive(pack_member(name, data) for name, data in files.items()), recipient)


def resign(
    files: Mapping[str, bytes], change: Callable[[dict[str, Any]], None] = lambda _: None, *, list_again: bool = True
) -> bytes:
    """Seal and sign changed contents as a trusted but hostile sender could."""
    contents = {name: data for name, data in sorted(files.items()) if not name.startswith("manifest.")}
    manifest = json.loads(files["manifest.json"])
    if list_again:
        manifest["entries"] = {
            name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)} for name, data in contents.items()
        }
    change(manifest)
    said = write_canonical(manifest)
    signature = sign_message(STATION.keys.sign, said, "vaxdesk").encode()
    return pack({"manifest.json": said, "manifest.json.sig": signature, **contents})


def test_a_package_arrives_as_it_was_sent() -> None:
    opened = receive(PACKAGE)
    assert list(opened.events) == CHAIN
    assert opened.heads == (HEAD,)
    assert opened.uploads == {"25222-1.xlsx": b"PK"}
    assert opened.receipt is None
    assert opened.sha256 == hashlib.sha256(PACKAGE).hexdigest()
    manifest = opened.manifest
    assert (manifest.kind, manifest.number, manifest.previous, manifest.void) == ("sync", 1, None, ())
    assert (manifest.sender.name, manifest.receiver.name) == ("Trạm Mẫu", "Trung tâm Mẫu")
    assert manifest.sender.key == STATION.card.sign
    assert manifest.receiver.key == CENTRE.card.receive
    assert manifest.have == DRAFT.have


def test_a_receipt_says_what_arrived() -> None:
    receipt = Receipt((DRAFT.id,), DRAFT.have, (("p", "phone.invalid"),), (("q", "full_name"),))
    draft = draft_package(CENTRE, STATION, [], [], kind="receipt", receipt=receipt, previous="0" * 64, void=(2, 3))
    opened = receive(build_package(draft, CENTRE.keys), identity=STATION.keys.receive)
    assert opened.receipt == receipt
    assert opened.manifest.void == (2, 3)


def test_age_unzip_and_ssh_keygen_open_and_check_a_package_alone(tmp_path: Path) -> None:
    sealed, identity, inside = tmp_path / "7.vaxsync", tmp_path / "identity", tmp_path / "inside"
    sealed.write_bytes(PACKAGE)
    identity.write_text(CENTRE.keys.receive, encoding="ascii")
    opened = decrypt(tmp_path, identity, sealed)
    assert opened is not None
    (tmp_path / "inside.zip").write_bytes(opened)
    subprocess.run(["unzip", "-q", "inside.zip", "-d", "inside"], cwd=tmp_path, check=True)
    said = (inside / "manifest.json").read_bytes()
    manifest = json.loads(said)
    signature = (inside / "manifest.json.sig").read_text(encoding="ascii")
    assert verify(tmp_path, manifest["sender"]["key"], signature, said, "vaxdesk")
    for name, entry in manifest["entries"].items():
        data = (inside / name).read_bytes()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (entry["sha256"], entry["size"])
    for head in json.loads((inside / "heads.json").read_bytes()):
        signature = head.pop("signature")
        assert verify(tmp_path, head["key"], signature, write_canonical(head), "vaxdesk-head")


def test_frictionless_finds_the_tables_valid_and_every_value_as_it_is(tmp_path: Path) -> None:
    for name, data in unpack().items():
        if name in {"datapackage.json", "people.csv", "doses.csv"}:
            (tmp_path / name).write_bytes(data)
    package = Package(str(tmp_path / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["message"])
    resource: Any = package.get_resource("people")
    people = [row.to_dict() for row in resource.read_rows()]
    assert [(row["full_name"], row["note"], row["birth_date"], row["priority_group"]) for row in people] == [
        ("Trần Thị Mẫu 1", None, "1985-03", 9),
        ("=1+1", 'a,"b"', "1985-03", 9),
    ]
    assert people[0]["sources"] == invent_record(1)["sources"]
    (tmp_path / "doses.csv").write_bytes((tmp_path / "doses.csv").read_bytes().replace(b"2021", b"2022"))
    assert not package.validate().valid


def test_an_empty_package_is_valid_too(tmp_path: Path) -> None:
    empty = build_package(draft_package(STATION, CENTRE, [], []), STATION.keys)
    assert receive(empty).events == ()
    for name, data in unpack(empty).items():
        (tmp_path / name).write_bytes(data)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["message"])


@pytest.mark.parametrize("flip", [0x01, 0xFF])
def test_any_flipped_byte_of_a_package_is_refused(flip: int) -> None:
    assert receive(SMALL)
    for place in range(len(SMALL)):
        changed = bytearray(SMALL)
        changed[place] ^= flip
        with pytest.raises(DoNotTrust):
            receive(bytes(changed))


def test_any_truncation_of_a_package_is_refused() -> None:
    for length in range(len(SMALL)):
        with pytest.raises(DoNotTrust):
            receive(SMALL[:length])


def test_any_flipped_byte_inside_sealed_again_by_who_knows_my_public_key_is_refused() -> None:
    inside = unseal(SMALL)
    for place in range(len(inside)):
        changed = bytearray(inside)
        changed[place] ^= 0xFF
        with pytest.raises(DoNotTrust):
            receive(seal_bytes(bytes(changed), CENTRE.card.receive))


def test_any_truncation_inside_sealed_again_is_refused() -> None:
    inside = unseal(SMALL)
    for length in range(0, len(inside), 7):
        with pytest.raises(DoNotTrust):
            receive(seal_bytes(inside[:length], CENTRE.card.receive))


def test_somebody_elses_package_is_not_for_me() -> None:
    with pytest.raises(NotForThisDevice):
        receive(PACKAGE, identity=SECOND.keys.receive)


def test_a_package_that_its_receiver_sealed_again_for_me_is_not_for_me() -> None:
    again = seal_bytes(unseal(), SECOND.card.receive)
    with pytest.raises(NotForThisDevice):
        receive(again, identity=SECOND.keys.receive)


def test_an_unknown_sender_is_refused_by_name() -> None:
    chain = write_chain(STRANGER.id, OTHER_COMMUNE, 1)
    package = build_package(draft_package(STRANGER, CENTRE, chain, [sign_last(STRANGER, chain)]), STRANGER.keys)
    with pytest.raises(UnknownSender) as refused:
        receive(package)
    assert str(refused.value) == "7.vaxsync comes from Trạm lạ, whose card is not trusted here."


@pytest.mark.parametrize("change", [{"name": "Trạm khác"}, {"code": "25225"}, {"sign": STRANGER.card.sign}])
def test_a_sender_whose_card_says_something_else_is_unknown(change: dict[str, Any]) -> None:
    trusted = {**TRUSTED, STATION.id: replace(STATION.card, **change)}
    with pytest.raises(UnknownSender):
        receive(PACKAGE, trusted=trusted)


def test_a_sender_who_signs_with_another_key_is_refused() -> None:
    with pytest.raises(PackageChanged):
        receive(build_package(DRAFT, STRANGER.keys))


def test_events_forged_in_a_third_devices_name_are_refused() -> None:
    forged = write_chain(SECOND.id, COMMUNE, 2, said="Kẻ giả mạo")
    head = sign_head(STATION.keys, COMMUNE, SECOND.id, 2, forged[-1].header.digest())
    for heads in ([], [head], [{**head, "key": SECOND.card.sign}]):
        with pytest.raises(PackageForged):
            receive(build_package(draft_package(STATION, CENTRE, forged, heads), STATION.keys))


def test_a_third_devices_genuine_events_are_taken_once_its_card_is_trusted() -> None:
    chain = write_chain(SECOND.id, COMMUNE, 2)
    package = build_package(draft_package(STATION, CENTRE, chain, [sign_last(SECOND, chain)]), STATION.keys)
    assert list(receive(package).events) == chain
    with pytest.raises(UnknownWriter):
        receive(package, trusted=trust(STATION, CENTRE))


def test_an_event_whose_body_was_exchanged_is_refused() -> None:
    files = unpack()
    lines = files["events.ndjson"].replace("Nguyễn Văn Mẫu 2".encode(), "Nguyễn Văn Mộc 2".encode())
    with pytest.raises(PackageContradicts):
        receive(resign({**files, "events.ndjson": lines}))


def test_an_event_whose_header_was_exchanged_is_refused() -> None:
    changed = [CHAIN[0], change_header(CHAIN[1], user="Kẻ giả mạo"), CHAIN[2]]
    with pytest.raises(PackageForged):
        receive(build_package(draft_package(STATION, CENTRE, changed, [HEAD]), STATION.keys))


def test_a_newer_package_asks_for_a_newer_program() -> None:
    for name, value in (("format", "vaxdesk-package/2"), ("kind", "poem")):
        with pytest.raises(NewerPackage):
            receive(resign(unpack(), lambda manifest, name=name, value=value: manifest.update({name: value})))  # type: ignore[misc]


@pytest.mark.parametrize(
    "change",
    [
        {"more": 1}, {"number": 0}, {"number": True}, {"number": "1"}, {"previous": "x"}, {"void": [0]}, {"void": 1},
        {"created": "hôm qua"}, {"counts": {"events": -1}}, {"counts": []}, {"have": {"a": 1}}, {"id": "x"},
        {"have": {"a": {"b": [1]}}}, {"have": {"a": {"b": ["1", "0" * 64]}}}, {"sender": {}}, {"receiver": None},
        {"entries": {"a": {}}}, {"entries": None}, {"format": 1}, {"format": "zip"}, {"kind": 1},
    ],
)  # fmt: skip
def test_a_manifest_is_read_strictly(change: dict[str, Any]) -> None:
    with pytest.raises(PackageChanged):
        receive(resign(unpack(), lambda manifest: manifest.update(change)))


def test_a_manifest_spelled_otherwise_is_refused_however_well_signed() -> None:
    files = unpack()
    said = json.dumps(json.loads(files["manifest.json"]), indent=1).encode()
    signature = sign_message(STATION.keys.sign, said, "vaxdesk").encode()
    with pytest.raises(PackageChanged):
        receive(pack({**files, "manifest.json": said, "manifest.json.sig": signature}))


@pytest.mark.parametrize(
    "change",
    [
        {"events.ndjson": b"\n"}, {"events.ndjson": b"{}"}, {"events.ndjson": b"{}\n"}, {"events.ndjson": b""},
        {"heads.json": b"{}"}, {"heads.json": b"[{}]"}, {"heads.json": b"[ ]"}, {"heads.json": b""},
    ],
)  # fmt: skip
def test_contents_that_contradict_themselves_are_refused(change: dict[str, bytes]) -> None:
    with pytest.raises(PackageContradicts):
        receive(resign({**unpack(), **change}))


@pytest.mark.parametrize(
    "receipt",
    [b"[]", b"{}", b'{"conflicts":[],"have":{},"not_ready":[],"packages":[1]}',
     b'{"conflicts":[{"person":"a"}],"have":{},"not_ready":[],"packages":[]}',
     b'{"conflicts":{},"have":{},"not_ready":[],"packages":[]}'],
)  # fmt: skip
def test_a_receipt_is_read_strictly(receipt: bytes) -> None:
    with pytest.raises(PackageContradicts):
        receive(resign({**unpack(), "receipt.json": receipt}, lambda manifest: manifest.update(kind="receipt")))


def test_members_and_manifest_list_the_same() -> None:
    files = unpack()
    added = {**files, "upload/2.xlsx": b"x"}
    without = {name: data for name, data in files.items() if name != "upload/25222-1.xlsx"}
    for other in (added, without):
        with pytest.raises(PackageChanged):
            receive(resign(other, lambda m: m.update(entries=json.loads(files["manifest.json"])["entries"])))


@pytest.mark.parametrize(
    "name", ["../x.xlsx", "upload/../x.xlsx", "/x", "upload/.xlsx", "upload/a/b.xlsx", "a.exe", "upload/mẫu.xlsx"]
)
def test_a_member_of_another_name_is_refused(name: str) -> None:
    with pytest.raises(PackageContradicts):
        receive(resign({**unpack(), name: b"x"}))
    with pytest.raises(ValueError, match="members"):
        build_package(replace(DRAFT, uploads={name.removeprefix("upload/"): b"x"}), STATION.keys)


def test_a_member_that_is_missing_is_refused() -> None:
    files = unpack()
    del files["people.csv"]
    with pytest.raises(PackageContradicts):
        receive(resign(files))


def test_a_sealed_file_that_is_no_package_is_refused() -> None:
    for data in (b"", b"hello", unseal()[4:], write_archive([pack_member("events.ndjson", b"")])):
        with pytest.raises(NotAPackage):
            receive(seal_bytes(data, CENTRE.card.receive))


def test_a_bomb_from_a_stranger_is_refused_before_it_unpacks() -> None:
    bomb = {**unpack(), "manifest.json": bytes(5 << 20)}
    with pytest.raises(PackageTooLarge):
        receive(pack(bomb))
    slow = {**unpack(), "manifest.json": b"1" * 4_200_000}
    with pytest.raises(DoNotTrust):
        receive(pack(slow))


def test_a_file_larger_than_any_package_is_not_even_opened() -> None:
    class Huge(bytes):
        def __len__(self) -> int:
            return LARGEST_SEALED + 1

    with pytest.raises(PackageTooLarge):
        receive(Huge())


def test_receiving_twice_gives_the_same() -> None:
    assert receive(PACKAGE) == receive(PACKAGE)


def test_an_erased_body_travels_as_nothing() -> None:
    erased = [CHAIN[0], replace(CHAIN[1], body=None), CHAIN[2]]
    package = build_package(draft_package(STATION, CENTRE, erased, [HEAD]), STATION.keys)
    assert list(receive(package).events) == erased
    assert b"2" not in unpack(package)["events.ndjson"].split(b"\n")[1].split(b'"header"')[0]


def test_more_workbooks_than_a_package_holds_are_not_packed() -> None:
    with pytest.raises(PackageOverflows):
        build_package(replace(DRAFT, uploads={f"{place}.xlsx": b"" for place in range(1_000)}), STATION.keys)


def test_a_head_that_nobody_could_check_is_not_handed_on() -> None:
    strange = sign_last(STRANGER, write_chain(STRANGER.id, OTHER_COMMUNE, 1))
    package = build_package(draft_package(STATION, CENTRE, CHAIN, [HEAD, strange]), STATION.keys)
    assert receive(package).heads == (HEAD,)


def test_a_draft_that_nobody_would_take_is_not_built() -> None:
    wrong: tuple[PackageDraft, ...] = (
        replace(DRAFT, number=0),
        replace(DRAFT, kind="receipt"),
        replace(DRAFT, receipt=Receipt((), {})),
        replace(DRAFT, created="hôm nay"),
    )
    for draft in wrong:
        with pytest.raises(ValueError, match=r"."):
            build_package(draft, STATION.keys)


def test_a_files_name_tells_stations_and_number_and_nothing_of_people() -> None:
    name = name_package(7, STATION.card, CENTRE.card)
    assert re.fullmatch(r"vaxdesk-25222-691-0007-[0-9a-f]{6}\.vaxsync", name)
    other = replace(STATION.card, device="another")
    assert len({name, name_package(7, other, CENTRE.card), name_package(7, CENTRE.card, STATION.card)}) == 3
