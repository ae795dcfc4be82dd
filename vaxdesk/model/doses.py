"""The doses of people who are one: all of theirs, what two lists say of one injection shown once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vaxdesk.model.dates import is_full
from vaxdesk.model.event import name_id
from vaxdesk.model.member import Heads, Kin, Member, read_row
from vaxdesk.model.person import Dose, Value
from vaxdesk.model.registers import is_conflict

REMOVED = "removed"
"""The field of a dose that says it was taken away by hand."""

_FIELDS = ("number", "kind", "vaccine", "lot", "date", "site")
_Key = tuple[Value, ...]


@dataclass(slots=True)
class _Shown:
    """A dose in the making. ``keys`` are what rows and hands made of vaccine and day: who shares one is the same."""

    id: str
    owner: Member
    kin: Kin
    values: dict[str, Any]
    raw: dict[str, str]
    hands: dict[str, Heads]
    keys: set[_Key] = field(default_factory=set)

    @property
    def is_removed(self) -> bool:
        """Whether it is not to be shown. While hands are at odds about that, it is."""
        heads = self.hands.get(REMOVED)
        return heads is not None and heads[0].value is True and not is_conflict(heads)

    @property
    def is_bare(self) -> bool:
        """Whether a list said no more than that it was given: an x in the column of a dose."""
        told = {name for name, value in self.values.items() if value is not None}
        return told == {"number"} and not self.raw and not self.hands


@dataclass(frozen=True, slots=True)
class ShownDoses:
    """Doses in order; whose they are where not the listed member's; (field, dose, heads) of hands at odds.

    ``same``: under which id a dose is shown that is another's as well.
    """

    doses: tuple[Dose, ...]
    owners: Mapping[str, str]
    conflicts: tuple[tuple[str, str, Heads], ...]
    same: Mapping[str, str]


def show_doses(kins: Sequence[Kin]) -> ShownDoses:
    """Give the doses that are shown of a group, the listed member's first where two are equal."""
    shown: list[_Shown] = []
    known: dict[str, str] = {}
    for dose in _list_doses(kins):
        others = [one for one in shown if one.owner is not dose.owner]
        same = next((one for one in others if one.keys & dose.keys), None)
        if same is None:
            same = next((one for one in others if _is_counted(one, dose)), None)
        # What was taken away swallows what lists say of it again, not what somebody wrote.
        if same is None or (same.is_removed and dose.hands):
            shown.append(dose)
        else:
            _fill(same, dose)
            known[dose.id] = same.id
    listed = kins[0].members[0]
    shown = [dose for dose in shown if not dose.is_removed]
    doses = [Dose(one.id, **{name: one.values.get(name) for name in _FIELDS}, raw=one.raw) for one in shown]
    return ShownDoses(
        tuple(sorted(doses, key=order_dose)),
        {one.id: one.owner.id for one in shown if one.owner is not listed},
        tuple((name, one.id, heads) for one in shown for name, heads in one.hands.items() if is_conflict(heads)),
        known,
    )


def order_dose(dose: Dose) -> tuple[int, str, str]:
    """What doses are sorted by: number, day, id."""
    return dose.number or 99, dose.date or "9999", dose.id


def _is_counted(one: _Shown, dose: _Shown) -> bool:
    """Tell whether of one only an x is known, and the other is the dose of that number."""
    same_number = one.values.get("number") == dose.values.get("number")
    return same_number and (one.is_bare or dose.is_bare) and not one.is_removed


def _list_doses(kins: Sequence[Kin]) -> list[_Shown]:
    """Give every dose of a group once, member by member, as its own list and its hands say."""
    by_hand, read = _find_by_hand(kins), _find_read(kins)
    doses = []
    for kin in kins:
        for member in kin.members:
            mine = [dose for dose, (owner, *_) in read.items() if owner is member]
            made = sorted({dose for dose, _ in member.hands if dose is not None and dose not in read})
            for dose in (*mine, *made):
                if dose in by_hand or dose in read:
                    said = read[dose][1] if dose in read else {"values": {}, "raw": {}}
                    doses.append(_make_shown(dose, member, kin, said, by_hand.pop(dose, {})))
    return doses


def _find_by_hand(kins: Sequence[Kin]) -> dict[str, dict[str, Heads]]:
    found: dict[str, dict[str, Heads]] = {}
    for kin in kins:
        for (dose, name), heads in kin.hands.items():
            if dose is not None:
                found.setdefault(dose, {}).setdefault(name, heads)
    return found


def _find_read(kins: Sequence[Kin]) -> dict[str, tuple[Member, Mapping[str, Any]]]:
    found: dict[str, tuple[Member, Mapping[str, Any]]] = {}
    for member in (member for kin in kins for member in kin.members):
        for row in member.rows:
            for place, said in enumerate(read_row(row)["doses"], start=1):
                found.setdefault(name_id(member.id, str(place)), (member, said))
    return found


def _make_shown(dose: str, owner: Member, kin: Kin, said: Mapping[str, Any], hands: dict[str, Heads]) -> _Shown:
    values, raw = dict(said["values"]), dict(said["raw"])
    shown = _Shown(dose, owner, kin, values, raw, {})
    shown.keys.update(_find_keys(values, raw))
    for name, heads in hands.items():
        _take_hand(shown, name, heads)
    shown.keys.update(_find_keys(values, raw))
    return shown


def _take_hand(shown: _Shown, name: str, heads: Heads) -> None:
    shown.hands[name] = heads
    shown.values[name] = heads[0].value
    shown.raw.pop(name, None)
    if heads[0].raw is not None:
        shown.raw[name] = heads[0].raw


def _fill(shown: _Shown, dose: _Shown) -> None:
    """Add what another list and other hands say of a dose: a hand stands above lists, a list fills what is empty."""
    shown.keys |= dose.keys
    for name, heads in dose.hands.items():
        # Somebody else's record may have lost the dose for good reason: moved here, for one.
        if name not in shown.hands and (name != REMOVED or dose.kin is shown.kin):
            _take_hand(shown, name, heads)
    for name in _FIELDS:
        if name not in shown.hands and shown.values.get(name) is None and dose.values.get(name) is not None:
            shown.values[name] = dose.values[name]
            shown.raw.pop(name, None)
            if name in dose.raw:
                shown.raw[name] = dose.raw[name]


def _find_keys(values: Mapping[str, Any], raw: Mapping[str, str]) -> set[_Key]:
    """Give what makes two doses one: vaccine and day; where no day is known, the number and the texts as well."""
    vaccine, day = values.get("vaccine"), values.get("date")
    if is_full(day):
        return {(vaccine, day)}
    if not any(value is not None for value in values.values()) and not raw:
        return set()
    return {(vaccine, day, values.get("number"), raw.get("date"), raw.get("vaccine"))}
