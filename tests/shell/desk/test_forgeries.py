"""Attacks by somebody who knows all public keys, and by a trusted station on another: each refused with a sentence.

The attacker has the program and every card. The trusted station also has its own keys, and may write what it likes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests.pure.model.histories import make_row
from tests.shell.desk.places import DISTRICT, NEIGHBOUR, SECOND, STATION, Place, acquaint
from vaxdesk.desk import joining, taking_in, trusting
from vaxdesk.desk.desk import Desk
from vaxdesk.errors import VaxDeskError
from vaxdesk.exchange.archive import pack_member, read_archive, unpack_member, write_archive
from vaxdesk.exchange.cards import Card, DeviceKeys, make_card, make_device_keys, write_card
from vaxdesk.exchange.chains import HEAD_NAMESPACE, sign_head
from vaxdesk.exchange.package import PackageDraft, Receipt, build_package
from vaxdesk.exchange.seal import open_sealed, seal_bytes
from vaxdesk.exchange.signature import sign_message
from vaxdesk.exchange.vouchers import Voucher, make_voucher
from vaxdesk.model.event import FIRST, Body, Event, Header, person_id, write_canonical
from vaxdesk.store import make_id
from vaxdesk.wording import Wording

THEIRS = person_id(NEIGHBOUR.code, "Điểu Thị Sương")
OURS = person_id(STATION.code, "Nguyễn Văn An")
ROW = dict(make_row({"full_name": "Kẻ giả mạo"}))
AT = "2022-05-30T08:00:00Z"
SALT = "00" * 16


@dataclass
class Scene:
    """A district that has people of two stations: a trusted one (``keys``, ``card``) and theirs; a stranger."""

    district: Place
    desk: Desk
    card: Card
    keys: DeviceKeys
    theirs: Card
    receiver: Card
    own: DeviceKeys
    stranger: DeviceKeys
    good: bytes
    package_id: str
    theirs_event: Event
    folder: Path

    def send(self, data: bytes) -> Path:
        path = self.folder / "la.vaxsync"
        path.write_bytes(data)
        return path

    # -- what an attacker makes ------------------------------------------------------------------------------------

    def event(self, kind: str, person: str | None, value: object = None, **more: Any) -> Event:  # noqa: ANN401
        """Make an event of the station's own device, the next of its chain unless ``more`` says otherwise."""
        stream = more.pop("stream", STATION.code)
        device = more.pop("device", self.card.device)
        last, digest = self.desk.store.journal.read_chains().get(stream, {}).get(device, (0, FIRST))
        body = Body(value, SALT)  # type: ignore[arg-type]
        header = Header(
            make_id(), stream, device, last + 1, digest, f"{1_650_000_000_000:012x}0000", "ai", make_id(), kind, person,
            None, None, (), "typed", body.digest(),
        )  # fmt: skip
        return Event(replace(header, **more), body)

    def head(self, event: Event, keys: DeviceKeys | None = None) -> dict[str, Any]:
        header = event.header
        return sign_head(keys or self.keys, header.stream, header.device, header.seq, header.digest())

    def draft(self, *events: Event, heads: Sequence[Mapping[str, Any]] | None = None, **more: Any) -> PackageDraft:  # noqa: ANN401
        draft = PackageDraft(
            kind="sync", id=make_id(), number=9, previous=None, void=(), created=AT, sender=self.card,
            receiver=self.receiver, counts={}, have={}, events=events,
            heads=[self.head(event) for event in events] if heads is None else heads,
        )  # fmt: skip
        return replace(draft, **more)

    def build(self, *events: Event, **more: Any) -> bytes:  # noqa: ANN401
        return build_package(self.draft(*events, **more), self.keys)

    def members(self, data: bytes | None = None) -> dict[str, bytes]:
        inside = open_sealed(data or self.good, self.own.receive, file="x")
        return {one.name: unpack_member(one) for one in read_archive(inside)}

    def seal(self, members: Mapping[str, bytes], receiver: str | None = None) -> bytes:
        first = ["manifest.json", "manifest.json.sig"]
        names = [*first, *sorted(set(members) - set(first))]
        archive = write_archive([pack_member(name, members[name]) for name in names if name in members])
        return seal_bytes(archive, receiver or self.receiver.receive)

    def resign(self, keys: DeviceKeys, **changes: Any) -> bytes:  # noqa: ANN401
        """Change the good package's manifest and sign it again."""
        members = self.members()
        said = {**json.loads(members["manifest.json"]), **changes}
        members["manifest.json"] = write_canonical(said)
        members["manifest.json.sig"] = sign_message(keys.sign, members["manifest.json"], "vaxdesk").encode()
        return self.seal(members)

    def vouch(self, card: Card, act: Any = "admit", keys: DeviceKeys | None = None, **more: Any) -> Voucher:  # noqa: ANN401
        return make_voucher(keys or self.keys, more.get("by", self.card.device), act, card, AT, more.get("heads", ()))


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("forgeries")
    with pytest.MonkeyPatch.context() as patch:
        district, ours, theirs = (Place(one, folder, patch) for one in (DISTRICT, STATION, NEIGHBOUR))
        acquaint(district, ours)
        acquaint(district, theirs)
        theirs.load("Điểu Thị Sương")
        ours.load("Nguyễn Văn An")
        theirs.give(district)
        good = ours.pack(district)
        received = district.receive(good)
        with ours.desk() as desk:
            card, keys = trusting.find_own_card(desk), trusting.find_own_keys(desk)
        with theirs.desk() as desk:
            their_card = trusting.find_own_card(desk)
        with district.desk() as desk:
            event = next(one for one in desk.store.read_events() if one.header.stream == NEIGHBOUR.code)
            yield Scene(
                district, desk, card, keys, their_card, trusting.find_own_card(desk), trusting.find_own_keys(desk),
                make_device_keys(), good.read_bytes(), received.id, event, folder,
            )  # fmt: skip


def as_stranger(scene: Scene, *, device: str | None = None, role: Any = "station", code: str = STATION.code) -> Card:  # noqa: ANN401
    return make_card(scene.stranger, role=role, name="Người lạ", code=code, device=device or make_id(), issued=AT)


# -- somebody who knows all public keys --------------------------------------------------------------------------------


def garbage(scene: Scene) -> bytes:
    return seal_bytes(b"x" * 5000, scene.receiver.receive)


def own_name(scene: Scene) -> bytes:
    return build_package(scene.draft(sender=as_stranger(scene)), scene.stranger)


def names_the_station_with_his_own_key(scene: Scene) -> bytes:
    card = replace(scene.card, sign=as_stranger(scene).sign)
    return build_package(scene.draft(sender=card), scene.stranger)


def signs_in_the_stations_name(scene: Scene) -> bytes:
    return build_package(scene.draft(), scene.stranger)


def changes_the_manifest(scene: Scene) -> bytes:
    members = scene.members()
    members["manifest.json"] = write_canonical({**json.loads(members["manifest.json"]), "number": 8})
    return scene.seal(members)


def changes_the_manifest_and_signs_it(scene: Scene) -> bytes:
    return scene.resign(scene.stranger, number=8)


def takes_a_signature_of_another_kind(scene: Scene) -> bytes:
    members = scene.members()
    members["manifest.json.sig"] = sign_message(scene.keys.sign, members["manifest.json"], HEAD_NAMESPACE).encode()
    return scene.seal(members)


def changes_the_events(scene: Scene) -> bytes:
    return scene.seal({**scene.members(), "events.ndjson": b""})


def adds_a_member(scene: Scene) -> bytes:
    return scene.seal({**scene.members(), "upload/vaxdesk-upload-01.xlsx": b"PK"})


def drops_a_member(scene: Scene) -> bytes:
    return scene.seal({name: data for name, data in scene.members().items() if name != "people.csv"})


def hides_something_behind(scene: Scene) -> bytes:
    return seal_bytes(open_sealed(scene.good, scene.own.receive, file="x") + b"PK", scene.receiver.receive)


def hides_a_path(scene: Scene) -> bytes:
    return scene.seal({**scene.members(), "../../x": b"x"})


def cuts_the_end(scene: Scene) -> bytes:
    return scene.good[:-20]


def flips_a_bit(scene: Scene) -> bytes:
    return scene.good[:300] + bytes([scene.good[300] ^ 1]) + scene.good[301:]


def seals_a_package_for_another_again(scene: Scene) -> bytes:
    other = make_card(scene.stranger, role="district", name="Nơi khác", code="699", device=make_id(), issued=AT)
    inside = open_sealed(scene.build(receiver=other), scene.stranger.receive, file="x")
    return seal_bytes(inside, scene.receiver.receive)


def vouches_for_himself(scene: Scene) -> bytes:
    card = as_stranger(scene)
    voucher = make_voucher(scene.stranger, card.device, "admit", card, AT)
    return build_package(scene.draft(sender=card, vouchers=[voucher]), scene.stranger)


def vouches_in_the_stations_name(scene: Scene) -> bytes:
    card = as_stranger(scene)
    voucher = replace(scene.vouch(card, keys=scene.stranger), key=scene.card.sign)
    return build_package(scene.draft(sender=card, vouchers=[voucher]), scene.stranger)


def revokes_in_the_stations_name(scene: Scene) -> bytes:
    card = as_stranger(scene)
    voucher = replace(scene.vouch(scene.card, "revoke", keys=scene.stranger), key=scene.card.sign)
    return build_package(scene.draft(sender=card, vouchers=[voucher]), scene.stranger)


# -- a trusted station -------------------------------------------------------------------------------------------------


def corrects_anothers(scene: Scene) -> bytes:
    return scene.build(scene.event("set", THEIRS, "0912345678", field="phone", origin="police"))


def marks_anothers(scene: Scene) -> bytes:
    return scene.build(scene.event("mark", THEIRS, {"status": "matched", "because": None}, field="verification"))


def confirms_anothers(scene: Scene) -> bytes:
    return scene.build(scene.event("confirm", THEIRS, {"phone": None}, field="phone.missing"))


def joins_anothers(scene: Scene) -> bytes:
    return scene.build(scene.event("pair", THEIRS, "same", field=OURS))


def lists_anothers(scene: Scene) -> bytes:
    return scene.build(scene.event("row", THEIRS, ROW, origin="list"))


def erases_anothers(scene: Scene) -> bytes:
    return scene.build(scene.event("erase", THEIRS))


def answers_for_the_platform(scene: Scene) -> bytes:
    value = {"reason": "x", "state": "rejected", "version": "0" * 32}
    return scene.build(scene.event("answer", THEIRS, value, field="delivery", origin="platform"))


def writes_into_anothers_stream(scene: Scene) -> bytes:
    return scene.build(scene.event("set", THEIRS, "0912345678", field="phone", stream=NEIGHBOUR.code))


def writes_into_the_districts_stream(scene: Scene) -> bytes:
    person = person_id(DISTRICT.code, "x")
    return scene.build(scene.event("row", person, ROW, stream=DISTRICT.code, origin="list"))


def writes_in_anothers_name(scene: Scene) -> bytes:
    event = scene.event("set", THEIRS, "0912345678", field="phone", stream=NEIGHBOUR.code, device=scene.theirs.device)
    return scene.build(event)


def writes_in_anothers_name_without_a_head(scene: Scene) -> bytes:
    event = scene.event("set", THEIRS, "0912345678", field="phone", stream=NEIGHBOUR.code, device=scene.theirs.device)
    return scene.build(event, heads=[])


def writes_in_the_districts_name(scene: Scene) -> bytes:
    event = scene.event("set", OURS, "0912345678", field="phone", device=scene.receiver.device)
    return scene.build(event)


def leaves_the_end_unsigned(scene: Scene) -> bytes:
    first = scene.event("set", OURS, "0912345678", field="phone")
    digest = first.header.digest()
    second = scene.event("set", OURS, "0912345679", field="phone", seq=first.header.seq + 1, prev=digest)
    return scene.build(first, second, heads=[scene.head(first)])


def breaks_a_link(scene: Scene) -> bytes:
    return scene.build(scene.event("set", OURS, "0912345678", field="phone", prev="1" * 64))


def writes_a_number_again(scene: Scene) -> bytes:
    last, _ = scene.desk.store.journal.read_chains()[STATION.code][scene.card.device]
    before = scene.desk.store.journal.read_at(STATION.code, scene.card.device, last)
    assert before is not None
    return scene.build(scene.event("set", OURS, "1", field="phone", seq=last, prev=before.header.prev))


def takes_an_id_that_is_known(scene: Scene) -> bytes:
    return scene.build(scene.event("set", OURS, "0912345678", field="phone", id=scene.theirs_event.header.id))


def takes_a_packages_id(scene: Scene) -> bytes:
    return scene.build(id=scene.package_id)


def says_nothing_for_an_event(scene: Scene) -> bytes:
    event = scene.event("set", OURS, "0912345678", field="phone")
    return scene.build(replace(event, body=None), heads=[scene.head(event)])


def says_another_body(scene: Scene) -> bytes:
    event = scene.event("set", OURS, "0912345678", field="phone")
    return scene.build(replace(event, body=Body("0999999999", SALT)), heads=[scene.head(event)])


def counts_wrongly(scene: Scene) -> bytes:
    return scene.build(counts={"events": 7})


def writes_in_the_year_10000(scene: Scene) -> bytes:
    return scene.build(scene.event("set", OURS, "0912345678", field="phone", clock="f" * 16))


def hides_letters_in_a_name(scene: Scene) -> bytes:
    return scene.build(scene.event("set", OURS, "An\u202etxt.exe", field="full_name"))


def sends_a_control_character(scene: Scene) -> bytes:
    return scene.build(scene.event("set", OURS, "Thôn 1\x1b[2J", field="hamlet"))


def sends_a_date_that_is_none(scene: Scene) -> bytes:
    return scene.build(scene.event("set", OURS, "1990-02-30", field="birth_date"))


def sends_a_field_nobody_knows(scene: Scene) -> bytes:
    return scene.build(scene.event("set", OURS, "x", field="role"))


def sends_a_kind_nobody_knows(scene: Scene) -> bytes:
    return scene.build(scene.event("grant", OURS, "x", field="role"))


def admits_a_device_of_another_commune(scene: Scene) -> bytes:
    return scene.build(vouchers=[scene.vouch(as_stranger(scene, code=NEIGHBOUR.code))])


def admits_a_district(scene: Scene) -> bytes:
    return scene.build(vouchers=[scene.vouch(as_stranger(scene, role="district", code="699"))])


def admits_under_anothers_name(scene: Scene) -> bytes:
    return scene.build(vouchers=[scene.vouch(replace(as_stranger(scene), name=NEIGHBOUR.name))])


def admits_another_key_for_anothers_device(scene: Scene) -> bytes:
    return scene.build(vouchers=[scene.vouch(as_stranger(scene, device=scene.theirs.device))])


def admits_another_key_for_the_district(scene: Scene) -> bytes:
    return scene.build(vouchers=[scene.vouch(as_stranger(scene, device=scene.receiver.device))])


def revokes_anothers(scene: Scene) -> bytes:
    return scene.build(vouchers=[scene.vouch(scene.theirs, "revoke")])


def sends_the_districts_own_package_back(scene: Scene) -> bytes:
    return build_package(scene.draft(sender=scene.receiver), scene.own)


OUTSIDE: Sequence[tuple[Callable[[Scene], bytes], str]] = [
    (garbage, "package.not_a_package"),
    (own_name, "package.unknown_sender"),
    (names_the_station_with_his_own_key, "package.unknown_sender"),
    (signs_in_the_stations_name, "package.changed"),
    (changes_the_manifest, "package.changed"),
    (changes_the_manifest_and_signs_it, "package.changed"),
    (takes_a_signature_of_another_kind, "package.changed"),
    (changes_the_events, "package.changed"),
    (adds_a_member, "package.changed"),
    (drops_a_member, "package.changed"),
    (hides_something_behind, "package.not_a_package"),
    (hides_a_path, "package.changed"),
    (cuts_the_end, "package.changed"),
    (flips_a_bit, "package.changed"),
    (seals_a_package_for_another_again, "package.not_for_this_device"),
    (vouches_for_himself, "package.unknown_sender"),
    (vouches_in_the_stations_name, "package.forged"),
    (revokes_in_the_stations_name, "package.forged"),
]
TRUSTED: Sequence[tuple[Callable[[Scene], bytes], str]] = [
    (corrects_anothers, "package.unfit"),
    (marks_anothers, "package.unfit"),
    (confirms_anothers, "package.unfit"),
    (joins_anothers, "package.unfit"),
    (lists_anothers, "package.unfit"),
    (erases_anothers, "package.unfit"),
    (answers_for_the_platform, "package.unfit"),
    (writes_into_anothers_stream, "package.forged"),
    (writes_into_the_districts_stream, "package.forged"),
    (writes_in_anothers_name, "package.forged"),
    (writes_in_anothers_name_without_a_head, "package.forged"),
    (writes_in_the_districts_name, "package.forged"),
    (leaves_the_end_unsigned, "package.forged"),
    (breaks_a_link, "package.forked"),
    (writes_a_number_again, "package.forked"),
    (takes_an_id_that_is_known, "package.unfit"),
    (takes_a_packages_id, "package.unfit"),
    (says_nothing_for_an_event, "package.unfit"),
    (says_another_body, "package.contradicts"),
    (counts_wrongly, "package.contradicts"),
    (writes_in_the_year_10000, "package.unfit"),
    (hides_letters_in_a_name, "package.unfit"),
    (sends_a_control_character, "package.unfit"),
    (sends_a_date_that_is_none, "package.unfit"),
    (sends_a_field_nobody_knows, "package.unfit"),
    (sends_a_kind_nobody_knows, "package.unfit"),
    (admits_a_device_of_another_commune, "package.forged"),
    (admits_a_district, "package.forged"),
    (admits_under_anothers_name, "package.forged"),
    (admits_another_key_for_anothers_device, "package.forged"),
    (admits_another_key_for_the_district, "package.forged"),
    (revokes_anothers, "package.forged"),
    (sends_the_districts_own_package_back, "package.unknown_sender"),
]


def test_there_are_at_least_twenty_five_attacks_of_different_kinds() -> None:
    attacks = [attack.__name__ for attack, _ in (*OUTSIDE, *TRUSTED)]
    assert len(set(attacks)) == len(attacks) >= 50


@pytest.mark.parametrize(("attack", "code"), [*OUTSIDE, *TRUSTED], ids=lambda one: getattr(one, "__name__", one))
def test_an_attack_is_refused_with_one_sentence_and_leaves_no_trace(
    scene: Scene, attack: Callable[[Scene], bytes], code: str
) -> None:
    path = scene.send(attack(scene))
    before = look(scene.desk)
    with pytest.raises(VaxDeskError) as refused:
        taking_in.receive(scene.desk, path)
    assert refused.value.code == code
    for wording in (Wording("vi"), Wording("en")):
        sentence = wording.explain(refused.value)
        assert sentence
        assert "{" not in sentence
        assert "\n" not in sentence
    assert look(scene.desk) == before


def look(desk: Desk) -> tuple[Any, ...]:
    parcels = desk.store.parcels
    return (
        [(event.header.id, event.body is None) for event in desk.store.read_events()],
        parcels.read_cards(), parcels.read_cards(former=True), parcels.read_vouchers(), parcels.read_packages("in"),
        parcels.read_waiting(), list(desk.store.read_records()),
    )  # fmt: skip


# -- what has no package to be refused ---------------------------------------------------------------------------------


def test_an_introduction_in_an_ordinary_package_makes_nobody_trusted(scene: Scene) -> None:
    before = scene.desk.store.parcels.read_cards()
    voucher = scene.vouch(as_stranger(scene, role="district", code="699"), "introduce")
    with scene.desk.store.rehearsal():
        taking_in.receive(scene.desk, scene.send(scene.build(vouchers=[voucher])))
        assert [one.device for one in scene.desk.store.parcels.read_cards()] == [one.device for one in before]
    with scene.desk.store.rehearsal():
        taking_in.receive(scene.desk, scene.send(scene.build(kind="join", vouchers=[voucher])))
        assert [one.device for one in scene.desk.store.parcels.read_cards()] == [one.device for one in before]


def test_a_receipt_for_packages_of_others_moves_nothing(scene: Scene) -> None:
    store = scene.desk.store
    with store.rehearsal():
        store.parcels.add_deliveries({THEIRS: "0" * 32}, "packaged", "a package to the neighbour", AT)
        receipt = Receipt(("a package to the neighbour", scene.package_id), {})
        taking_in.receive(scene.desk, scene.send(scene.build(kind="receipt", receipt=receipt)))
        assert [state for _, state in store.parcels.read_deliveries([THEIRS])[THEIRS]] == ["packaged"]


def test_a_station_takes_no_other_communes_people_even_from_its_district(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = Place(SECOND, tmp_path, monkeypatch)
    keys, card = scene.own, scene.receiver
    path = tmp_path / "card.vaxcard"
    path.write_bytes(write_card(keys, role=card.role, name=card.name, code=card.code, device=card.device, issued=AT))
    with station.desk() as desk:
        trusting.trust_card(desk, path)
        own = trusting.find_own_card(desk)
        event = scene.event("row", THEIRS, ROW, stream=NEIGHBOUR.code, device=card.device, origin="list")
        draft = scene.draft(event, heads=[scene.head(event, keys)], sender=card, receiver=own)
        with pytest.raises(VaxDeskError) as refused:
            taking_in.receive(desk, scene.send(build_package(draft, keys)))
        assert refused.value.code == "package.foreign"
        assert desk.store.count_people() == 0


def test_a_forged_invitation_shows_other_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    genuine, impostor = Place(STATION, tmp_path, monkeypatch), Place(STATION, tmp_path, monkeypatch, "kẻ giả")
    new = Place(SECOND, tmp_path, monkeypatch)
    with new.desk() as desk:
        trusting.write_card_file(desk, tmp_path / "new.vaxcard")
    with impostor.desk() as desk:
        forged = joining.admit(desk, tmp_path / "new.vaxcard", tmp_path).package.path
    with genuine.desk() as desk:
        words = trusting.write_card_file(desk, tmp_path / "genuine.vaxcard")
    with new.desk() as desk:
        with pytest.raises(VaxDeskError) as refused:
            joining.join(desk, forged, words=words)
        assert refused.value.code == "card.words"
        assert desk.store.parcels.read_cards() == []
