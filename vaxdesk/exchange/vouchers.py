"""Vouchers: what a device says of others, so that nobody compares words with each of them (``FORMAT.md``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from vaxdesk.exchange.canonical import read_canonical
from vaxdesk.exchange.cards import CARD_FORMAT, Card, DeviceKeys, find_wrong_field
from vaxdesk.exchange.chains import HEAD_NAMESPACE, is_head
from vaxdesk.exchange.errors import PackageForged
from vaxdesk.exchange.signature import check_signature, give_public_key, sign_message
from vaxdesk.model.event import write_canonical

VOUCHER_NAMESPACE = "vaxdesk-voucher"
Act = Literal["admit", "introduce", "revoke"]
_ACTS = frozenset({"admit", "introduce", "revoke"})
_TEXTS = ("act", "at", "by", "key", "signature")
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Voucher:
    """One device's word on another's card.

    admit: it is of the same station (or district) as I am. introduce: its words were compared here; said to a device
    that joins. revoke: its chains count up to these ``heads``, each signed by its own key, and no further; nothing is
    taken from it any more. ``by`` is the device that says so, ``at`` an instant in ISO 8601.
    """

    act: Act
    card: Card
    by: str
    at: str
    key: str
    signature: str = field(repr=False)
    heads: tuple[Mapping[str, Any], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Give the voucher as it travels and is kept."""
        return {**_say(self.act, self.card, self.by, self.at, self.key, self.heads), "signature": self.signature}


@dataclass(frozen=True, slots=True)
class Vouched:
    """Vouchers that hold, the cards they make known by device, and who is revoked with the heads they name."""

    vouchers: tuple[Voucher, ...] = ()
    cards: Mapping[str, Card] = field(default_factory=dict)
    revoked: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)


def _say(act: str, card: Card, by: str, at: str, key: str, heads: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "act": act, "at": at, "by": by, "card": card.as_json(), "heads": [dict(one) for one in heads], "key": key,
    }  # fmt: skip


def make_voucher(
    keys: DeviceKeys, by: str, act: Act, card: Card, at: str, heads: Iterable[Mapping[str, Any]] = ()
) -> Voucher:
    """Sign a device's word on a card."""
    key, known = give_public_key(keys.sign), tuple(heads)
    signature = sign_message(keys.sign, write_canonical(_say(act, card, by, at, key, known)), VOUCHER_NAMESPACE)
    return Voucher(act, card, by, at, key, signature, known)


def read_vouchers(data: bytes) -> tuple[Voucher, ...]:
    """Read ``vouchers.json``; ValueError on anything that isn't exact. :func:`judge` tells whether they hold."""
    said = read_canonical(data)
    _need(isinstance(said, list) and len(said) <= _MOST)
    return tuple(read_voucher(one) for one in said)


def read_voucher(said: object) -> Voucher:
    """Read one voucher as :meth:`Voucher.as_json` gives it; ValueError on anything that isn't exact."""
    if not isinstance(said, dict) or set(said) != {*_TEXTS, "card", "heads"}:
        msg = "not a voucher"
        raise ValueError(msg)
    _need(all(isinstance(said[name], str) for name in _TEXTS) and said["act"] in _ACTS)
    heads, card = said["heads"], said["card"]
    _need(isinstance(heads, list) and all(map(is_head, heads)) and (not heads or said["act"] == "revoke"))
    _need(isinstance(card, dict) and set(card) == {"format", *Card.__slots__} and card["format"] == CARD_FORMAT)
    _need(all(isinstance(one, str) for one in card.values()))
    read = Card(**{name: value for name, value in card.items() if name != "format"})
    _need(find_wrong_field(read) is None)
    return Voucher(said["act"], read, said["by"], said["at"], said["key"], said["signature"], tuple(heads))


def find_self(vouchers: Iterable[Voucher], device: str) -> Card | None:
    """Give the card that a sender shows of itself, if its own key signed it. Whose it is, only words prove."""
    for one in vouchers:
        if one.act == "introduce" and one.by == device == one.card.device and _is_signed(one, one.card.sign):
            return one.card
    return None


def judge(
    vouchers: Iterable[Voucher],
    trusted: Mapping[str, Card],
    admitted_by: Mapping[str, str | None],
    *,
    introducer: str | None = None,
    file: str = "",
) -> Vouched:
    """Tell which vouchers hold.

    ``trusted`` are the cards by device that are known in any way; ``admitted_by`` those whose word counts, with who
    vouched for them (None: somebody compared their words; they can be revoked by nobody else). ``introducer`` is the
    device whose introductions are taken, that of a join package's sender. What is said by others is passed over.

    Raises PackageForged where one whose word counts says what it may not: another station's device, a known device
    with another key, a name that is another station's, a signature that doesn't fit.
    """
    known, voices = dict(trusted), dict(admitted_by)
    kept: list[Voucher] = []
    cards: dict[str, Card] = {}
    revoked: dict[str, tuple[Mapping[str, Any], ...]] = {}
    left = list(vouchers)
    while True:
        heard = [one for one in left if one.by in voices]
        if not heard:
            break
        left = [one for one in left if one.by not in voices]
        for one in heard:
            speaker, card = known[one.by], one.card
            if one.key != speaker.sign or not _is_signed(one, speaker.sign):
                raise PackageForged(file=file, device=one.by)
            if one.act == "introduce" and one.by != introducer:
                continue
            _check_card(one, speaker, known, file)
            if one.act == "revoke":
                if card.device == one.by or _is_under(card.device, one.by, voices):
                    revoked[card.device] = _check_heads(one, file)
                    kept.append(one)
                continue
            kept.append(one)
            if card.device not in known:
                known[card.device] = cards[card.device] = card
                voices[card.device] = one.by
    return Vouched(tuple(kept), cards, revoked)


def _is_signed(one: Voucher, key: str) -> bool:
    said = _say(one.act, one.card, one.by, one.at, one.key, one.heads)
    return one.key == key and check_signature(one.signature, write_canonical(said), VOUCHER_NAMESPACE, key)


def _check_card(one: Voucher, speaker: Card, known: Mapping[str, Card], file: str) -> None:
    card = one.card
    same_station = (card.role, card.code) == (speaker.role, speaker.code)
    there = known.get(card.device)
    names = [other for other in known.values() if other.name == card.name]
    stolen = any((other.role, other.code) != (card.role, card.code) for other in names)
    bound = there is None or (there.sign, there.role, there.code) == (card.sign, card.role, card.code)
    if not bound or stolen or (one.act != "introduce" and not same_station):
        raise PackageForged(file=file, device=one.by)


def _is_under(device: str, by: str, voices: Mapping[str, str | None]) -> bool:
    """Tell whether a device is known here by another's word alone, directly or through others."""
    seen: set[str] = set()
    above = voices.get(device)
    while above is not None and above not in seen:
        if above == by:
            return True
        seen.add(above)
        above = voices.get(above)
    return False


def _check_heads(one: Voucher, file: str) -> tuple[Mapping[str, Any], ...]:
    """See that the heads a revocation names are signed by the revoked device itself."""
    for head in one.heads:
        said = {name: value for name, value in head.items() if name != "signature"}
        right = head["device"] == one.card.device and head["key"] == one.card.sign
        if not right or not check_signature(head["signature"], write_canonical(said), HEAD_NAMESPACE, one.card.sign):
            raise PackageForged(file=file, device=one.by)
    return one.heads


def _need(right: bool) -> None:  # noqa: FBT001
    if not right:
        msg = "not a voucher"
        raise ValueError(msg)
