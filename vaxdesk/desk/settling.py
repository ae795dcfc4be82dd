"""Settling: what two hands wrote without knowing of each other, side by side, and the decision between them."""

from __future__ import annotations

from dataclasses import dataclass

from vaxdesk.desk.correcting import Editing, find_field, read_values
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import NothingToSettle, SettledMeanwhile, ValueRefused
from vaxdesk.desk.looking import tell_clock
from vaxdesk.desk.trusting import name_devices
from vaxdesk.model.display import Said, show_field, write_field
from vaxdesk.model.fold import REMOVED, VERIFICATION, Conflict, Folded, same_value
from vaxdesk.model.message import Message
from vaxdesk.model.person import Value
from vaxdesk.model.registers import Head
from vaxdesk.model.step import Changes
from vaxdesk.model.titles import find_title
from vaxdesk.model.verification import STATES


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: the value as stored, as shown (None: emptied), as an editor or ``settle`` takes it.

    ``user`` wrote it ``at`` (ISO 8601, local) on ``laptop``, the name of its device (None: no card of it is known);
    ``own``: on this one. ``origin`` (list, platform, rule, typed, card, police) and ``reason`` tell from what and why.
    ``shown``: this side is what is shown until somebody decides. ``event`` names it to :func:`settle_for`.
    """

    event: str
    value: Value
    text: Said | None
    edit: str
    user: str
    at: str
    laptop: str | None
    own: bool
    origin: str
    reason: str | None
    shown: bool


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field of which hands said different things; the side that is shown comes first."""

    person: str
    full_name: str | None
    field: str
    dose: str | None
    number: int | None
    title: Message
    sides: tuple[Side, ...]


def read_disputes(desk: Desk, person: str) -> tuple[Dispute, ...]:
    """Give every open conflict of a person, in the order of their fields. Raises UnknownPerson."""
    found = desk.find(person)
    return describe_disputes(desk, desk.store.fold([found])[found])


def describe_disputes(desk: Desk, folded: Folded) -> tuple[Dispute, ...]:
    """Give the open conflicts of a person who was folded already."""
    if not folded.conflicts:
        return ()
    names = name_devices(desk)
    return tuple(_describe(desk, folded, one, names) for one in folded.conflicts)


def _describe(desk: Desk, folded: Folded, conflict: Conflict, names: dict[str, str]) -> Dispute:
    person = folded.person
    sides = tuple(
        _describe_side(desk, conflict.field, head, names, shown=place == 0)
        for place, head in enumerate(conflict.heads)
    )  # fmt: skip
    number = next((dose.number for dose in person.doses if dose.id == conflict.dose), None)
    title = find_title(conflict.field) or Message(conflict.field)
    return Dispute(person.id, person.full_name, conflict.field, conflict.dose, number, title, sides)


def _describe_side(desk: Desk, field: str, head: Head, names: dict[str, str], *, shown: bool) -> Side:
    value, reason = head.value, head.reason
    if field == VERIFICATION and isinstance(value, dict):
        because = value.get("because")
        value, reason = value.get("status"), reason or (because if isinstance(because, str) else None)
    return Side(
        head.event,
        value,
        show_field(field, value, desk.catalogues),
        write_field(field, value, desk.catalogues),
        head.user,
        tell_clock(head.clock),
        names.get(head.device),
        head.device == desk.store.device,
        head.origin,
        reason,
        shown,
    )


def settle(
    desk: Desk, person: str, field: str, text: str, *, dose: str | None = None, reason: str | None = None
) -> Changes:
    """Decide a conflict for what ``text`` says, read as a list's cell is; for ``verification`` it is the state.

    The decision replaces every side, so that it holds wherever it travels. A side's own value is taken with all that
    side says; another value is taken as typed. Raises UnknownPerson, UnknownField, UnknownDose, ValueRefused, and
    NothingToSettle where nobody contradicts anybody.
    """
    found = desk.find(person)
    folded = desk.store.fold([found])[found]
    dose_id = None if dose is None else Editing(desk, folded).find_dose(dose) or dose
    conflict = _find_conflict(folded, field, dose_id)
    if field == VERIFICATION:
        if text not in STATES:
            raise ValueRefused(field)
        head = next((one for one in conflict.heads if _read_status(one) == text), None)
        if head is None:
            # Another answer than any of theirs is a new one, and is given by a mark.
            raise ValueRefused(field)
        return _decide(desk, folded, conflict, {}, head, reason)
    if field == REMOVED:
        head = next((one for one in conflict.heads if bool(one.value) == (text.strip().lower() in _YES)), None)
        return _decide(desk, folded, conflict, {field: bool(text.strip().lower() in _YES) or None}, head, reason)
    values = read_values(desk, find_field(field, of_dose=dose is not None), text)
    head = next((one for one in conflict.heads if same_value(one.value, values.get(field))), None)
    return _decide(desk, folded, conflict, values, head, reason)


_YES = frozenset({"true", "1", "yes", "có"})


def settle_for(desk: Desk, person: str, event: str, *, reason: str | None = None) -> Changes:
    """Decide a conflict for one of its sides, named by its event. Raises UnknownPerson and SettledMeanwhile."""
    found = desk.find(person)
    folded = desk.store.fold([found])[found]
    for conflict in folded.conflicts:
        for head in conflict.heads:
            if head.event == event:
                return _decide(desk, folded, conflict, {conflict.field: head.value}, head, reason)
    raise SettledMeanwhile


def _find_conflict(folded: Folded, field: str, dose: str | None) -> Conflict:
    for one in folded.conflicts:
        if (one.field, one.dose) == (field, dose):
            return one
    if field not in {VERIFICATION, REMOVED}:
        find_field(field, of_dose=dose is not None)
    raise NothingToSettle(field)


def _read_status(head: Head) -> Value:
    return head.value.get("status") if isinstance(head.value, dict) else None


def _decide(
    desk: Desk,
    folded: Folded,
    conflict: Conflict,
    values: dict[str, Value],
    head: Head | None,
    reason: str | None,
) -> Changes:
    """Write what was decided over all sides, with the origin of the side that was chosen."""
    editing = Editing(desk, folded)
    origin = "typed" if head is None else head.origin
    if conflict.field == VERIFICATION and head is not None:
        because = head.value.get("because") if isinstance(head.value, dict) else None
        status = str(_read_status(head))
        kept = because if isinstance(because, str) else None
        editing.mark(status, because=kept, reason=reason or head.reason, origin=origin)
    else:
        for name, value in values.items():
            editing.write(name, value, dose=conflict.dose, reason=reason, origin=origin)
        editing.void_answer()
    title = find_title(conflict.field) or Message(conflict.field)
    return desk.act(Message("Settle {field}", {"field": title}), editing.facts)
