from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.shell.exchange.openssh import verify
from vaxdesk.exchange.cards import (
    Card,
    DeviceKeys,
    fingerprint,
    make_device_keys,
    read_card,
    words_match,
    write_card,
)
from vaxdesk.exchange.errors import CardChanged, CardFieldRefused, NewerCard, NotACard
from vaxdesk.exchange.words import load_words
from vaxdesk.model.event import write_canonical

KEYS = make_device_keys()
FIELDS: dict[str, Any] = {
    "role": "station", "name": "Trạm Y tế xã Mẫu", "code": "25222", "device": "0190a1b2-0000-7000-8000-000000000001",
    "issued": "2022-05-30",
}  # fmt: skip


def write(**fields: Any) -> bytes:  # noqa: ANN401  any field of a card
    return write_card(KEYS, **{**FIELDS, **fields})


def rewrite(**fields: Any) -> bytes:  # noqa: ANN401  any field of a card
    return json.dumps({**json.loads(write()), **fields}, ensure_ascii=False).encode()


def test_a_card_says_who_one_is() -> None:
    card = read_card(write(), file="mau.vaxcard")
    assert (card.role, card.name, card.code, card.device, card.issued) == tuple(
        FIELDS[name] for name in ("role", "name", "code", "device", "issued")
    )
    said = json.loads(write())
    assert set(said) == {"format", "role", "name", "code", "device", "sign", "receive", "issued", "signature"}
    assert said["format"] == "vaxdesk-card/1"
    assert said["sign"].startswith("ssh-ed25519 AAAA")
    assert said["receive"].startswith("age1")


def test_ssh_keygen_checks_a_card(tmp_path: Path) -> None:
    said = json.loads(write())
    signature = said.pop("signature")
    assert verify(tmp_path, said["sign"], signature, write_canonical(said), "vaxdesk-card")


@pytest.mark.parametrize("name", ["role", "name", "code", "device", "issued", "receive"])
def test_a_card_changed_after_it_was_made_is_refused(name: str) -> None:
    other = read_card(write_card(make_device_keys(), **FIELDS), file="")
    values = {"role": "district", "name": "Trạm khác", "code": "1", "device": "2", "issued": "2022-05-31"}
    with pytest.raises(CardChanged):
        read_card(rewrite(**{name: values.get(name, other.receive)}), file="mau.vaxcard")


def test_a_card_signed_by_another_key_is_refused() -> None:
    other = json.loads(write_card(make_device_keys(), **FIELDS))
    with pytest.raises(CardChanged):
        read_card(rewrite(sign=other["sign"]), file="mau.vaxcard")
    with pytest.raises(CardChanged):
        read_card(rewrite(signature=other["signature"]), file="mau.vaxcard")


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{}", b"[]", b"null", b"\xff\xfe", b"PK\x03\x04", b"[" * 10_000, b" " * 20_000,
        rewrite(more="x"), rewrite(code=25222), rewrite(role="boss"), rewrite(sign="ssh-rsa AAAA"),
        rewrite(receive="age1"), rewrite(device="../x"), rewrite(format="card/1"),
        rewrite(name="Trạm\u202emẫu"), rewrite(name="a\nb"), rewrite(issued="hôm qua"),
        write().replace(b'"code"', b'"code": "1", "code"'),
        json.dumps({name: text for name, text in json.loads(write()).items() if name != "issued"}).encode(),
    ],
    ids=map(str, range(18)),
)  # fmt: skip
def test_what_is_no_card_is_refused(data: bytes) -> None:
    with pytest.raises(NotACard) as refused:
        read_card(data, file="mau.vaxcard")
    assert refused.value.status == 1


def test_a_newer_card_asks_for_a_newer_program() -> None:
    with pytest.raises(NewerCard):
        read_card(rewrite(format="vaxdesk-card/2", more="x"), file="mau.vaxcard")


def test_no_byte_of_a_card_can_be_changed_to_say_something_else() -> None:
    data = write()
    card = read_card(data, file="mau.vaxcard")
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 0x01
        try:
            assert read_card(bytes(changed), file="mau.vaxcard") == card
        except (NotACard, NewerCard, CardChanged):
            continue


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", ""),
        ("name", "a" * 121),
        ("name", " Mẫu"),
        ("name", unicodedata.normalize("NFD", "Mẫu")),
        ("code", "25 22"),
        ("code", ""),
    ],
)
def test_what_cannot_stand_on_a_card_is_refused_before_it_is_made(name: str, value: str) -> None:
    with pytest.raises(CardFieldRefused) as refused:
        write(**{name: value})
    assert refused.value.args_by_name["field"] == name


def test_secrets_dont_show_when_keys_are_printed() -> None:
    assert repr(KEYS) == "DeviceKeys()"


def make_fixed_card() -> Card:
    keys = DeviceKeys(bytes(32), KEYS.receive)
    card = read_card(write_card(keys, **FIELDS), file="")
    return replace(card, receive="age1" + "q" * 58)


def test_the_fingerprint_of_a_card_never_changes() -> None:
    assert fingerprint(make_fixed_card()) == "tiêu tài, gạo đầy, đá hay, hộp tài, 54"


def test_the_words_are_four_entries_and_two_digits_and_hang_on_keys_and_name() -> None:
    card = read_card(write(), file="")
    *words, digits = fingerprint(card).split(", ")
    assert len(words) == 4
    assert set(words) <= set(load_words())
    assert 0 <= int(digits) <= 63
    assert len(digits) == 2
    assert fingerprint(replace(card, issued="2023-01-01", code="1", device="2", role="district")) == fingerprint(card)
    other = make_fixed_card()
    changed = [replace(card, name="Trạm khác"), replace(card, sign=other.sign), replace(card, receive=other.receive)]
    assert len({fingerprint(one) for one in (card, *changed)}) == 4


def test_words_match_however_they_are_typed() -> None:
    card = read_card(write(), file="")
    words = fingerprint(card)
    assert words_match(words, card)
    assert words_match(unicodedata.normalize("NFD", words).upper().replace(", ", "   "), card)
    assert not words_match(words[:-2] + f"{(int(words[-2:]) + 1) % 64:02}", card)
    assert not words_match("", card)
