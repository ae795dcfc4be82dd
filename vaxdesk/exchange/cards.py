"""A device's keys and its public card (``FORMAT.md`` sections 1 and 2)."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from vaxdesk.exchange.canonical import read_strict
from vaxdesk.exchange.errors import CardChanged, CardFieldRefused, CardNameMissing, NewerCard, NotACard
from vaxdesk.exchange.seal import give_recipient, make_identity, read_recipient
from vaxdesk.exchange.signature import check_signature, give_public_key, make_seed, read_public_key, sign_message
from vaxdesk.exchange.words import same_words, spell_bits
from vaxdesk.model.event import write_canonical

Role = Literal["station", "district"]

CARD_NAMESPACE = "vaxdesk-card"
CARD_FORMAT = "vaxdesk-card/1"
_ANY_FORMAT = re.compile(r"vaxdesk-card/[0-9]+")
_TEXTS = ("code", "device", "format", "issued", "name", "receive", "role", "sign", "signature")
_CODE = re.compile(r"[0-9A-Za-z-]{1,16}")
_DEVICE = re.compile(r"[0-9A-Za-z-]{1,64}")
_DAY_OR_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2}))?"
)
_LONGEST_NAME = 120
_LARGEST_CARD = 16_384

_SALT = b"vaxdesk-card-words"
_PASSES, _LANES, _MEMORY_KIB = 3, 4, 64 * 1024


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """A device's secrets: the 32 bytes of its signing seed, its receiving identity ``AGE-SECRET-KEY-1…``."""

    sign: bytes = field(repr=False)
    receive: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Card:
    """Who a device is and how to seal to it and check it.

    ``code`` is the stream of a station's commune, or a district's own code; ``sign`` is ``ssh-ed25519 AAAA…``,
    ``receive`` is ``age1…``, ``issued`` an ISO 8601 day or instant.
    """

    role: Role
    name: str
    code: str
    device: str
    sign: str
    receive: str
    issued: str

    def as_json(self) -> dict[str, str]:
        """Give the card as it is signed."""
        return {
            "format": CARD_FORMAT, "role": self.role, "name": self.name, "code": self.code, "device": self.device,
            "sign": self.sign, "receive": self.receive, "issued": self.issued,
        }  # fmt: skip


def make_device_keys() -> DeviceKeys:
    """Make the two keys of a new device."""
    return DeviceKeys(make_seed(), make_identity())


def make_card(keys: DeviceKeys, *, role: Role, name: str, code: str, device: str, issued: str) -> Card:
    """Make the card of a device; CardFieldRefused where a field can't stand on one."""
    card = Card(role, name, code, device, give_public_key(keys.sign), give_recipient(keys.receive), issued)
    wrong = find_wrong_field(card)
    if wrong == "name" and not name:
        raise CardNameMissing(field=wrong, value="")
    if wrong is not None:
        raise CardFieldRefused(field=wrong, value=str(getattr(card, wrong))[:_LONGEST_NAME])
    return card


def write_card(keys: DeviceKeys, *, role: Role, name: str, code: str, device: str, issued: str) -> bytes:
    """Write a ``.vaxcard``, signed by the device's own key. Raises as :func:`make_card`."""
    said = make_card(keys, role=role, name=name, code=code, device=device, issued=issued).as_json()
    signature = sign_message(keys.sign, write_canonical(said), CARD_NAMESPACE)
    return (json.dumps({**said, "signature": signature}, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def read_card(data: bytes, *, file: str) -> Card:
    """Read a ``.vaxcard``; ``file`` is its name, for the sentence that refuses it.

    Raises NotACard, NewerCard, or CardChanged where its own signature doesn't fit. That it is who it says it is, only
    the words prove (:func:`fingerprint`).
    """
    try:
        said = read_strict(data) if len(data) <= _LARGEST_CARD else None
    except ValueError as error:
        raise NotACard(file=file) from error
    if not isinstance(said, dict) or not isinstance(said.get("format"), str):
        raise NotACard(file=file)
    if said["format"] != CARD_FORMAT and _ANY_FORMAT.fullmatch(said["format"]):
        raise NewerCard(file=file)
    if tuple(sorted(said)) != _TEXTS or not all(isinstance(value, str) for value in said.values()):
        raise NotACard(file=file)
    signature = said.pop("signature")
    card = Card(**{name: value for name, value in said.items() if name != "format"})
    if said["format"] != CARD_FORMAT or find_wrong_field(card) is not None:
        raise NotACard(file=file)
    if not check_signature(signature, write_canonical(card.as_json()), CARD_NAMESPACE, card.sign):
        raise CardChanged(file=file)
    return card


def find_wrong_field(card: Card) -> str | None:
    """Give the name of the first field that can't stand on a card, or None."""
    if card.role not in ("station", "district"):
        return "role"
    if not is_name(card.name):
        return "name"
    for name, shape in (("code", _CODE), ("device", _DEVICE), ("issued", _DAY_OR_INSTANT)):
        if not shape.fullmatch(getattr(card, name)):
            return name
    for name, read in (("sign", read_public_key), ("receive", read_recipient)):
        try:
            read(getattr(card, name))
        except ValueError:
            return name
    return None


def is_name(text: str) -> bool:
    """Tell whether a station may bear this name: NFC, printable, single spaces, at most 120 characters."""
    return (
        0 < len(text) <= _LONGEST_NAME
        and unicodedata.is_normalized("NFC", text)
        and " ".join(text.split()) == text
        and text.isprintable()
    )


def fingerprint(card: Card) -> str:
    """Give the card's words, to be compared over the telephone: four entries and two digits.

    The first 50 bits of Argon2id (64 MiB, 3 passes, about 0.3 s) over keys and name.
    """
    said = write_canonical({"name": card.name, "receive": card.receive, "sign": card.sign})
    slow = Argon2id(salt=_SALT, length=8, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KIB)
    return spell_bits(slow.derive(said))


def words_match(given: str, card: Card) -> bool:
    """Tell whether the words somebody heard or typed are the card's, case, accents, commas and spaces aside."""
    return same_words(given, fingerprint(card))
