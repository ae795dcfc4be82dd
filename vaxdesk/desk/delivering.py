"""Delivering: what the national platform answered, read back from its two result columns, and sent down to stations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from vaxdesk.desk.correcting import Editing
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import NoResults, OnlyDistricts
from vaxdesk.desk.handing_over import Contents, Packed, find_have, send_package
from vaxdesk.desk.trusting import find_receiver, read_known_card
from vaxdesk.exchange.cards import Card
from vaxdesk.intake.draft import Draft, ListHead, SetAside
from vaxdesk.model.event import is_of_stream
from vaxdesk.model.fold import Folded
from vaxdesk.model.handover import digest_row, digest_version
from vaxdesk.model.match import find_beyond_doubt, make_match_keys
from vaxdesk.model.shape import is_stream
from vaxdesk.model.step import Fact
from vaxdesk.model.text import tidy

RESULTS: Final = "upload-result"
"""The kind of a workbook that the platform gave back."""
NOT_HERE: Final = "not_here"
"""Why a row is set aside: it is beyond doubt nobody of this store."""
_FAILED, _DONE = "result_failed", "result_done"
_LONGEST_REASON = 500


def is_answer(desk: Desk, head: ListHead, drafts: Sequence[Draft]) -> bool:
    """Tell by its first rows whether a workbook comes back from the platform: results, of people who are here."""
    columns = _find_columns(head)
    answered = [one for one in drafts if _read_result(one, columns) is not None]
    return bool(answered) and any(person is not None for person in find_people(desk, answered))


def _find_columns(head: ListHead) -> dict[str | None, dict[str, str]]:
    """Give the letters of the two result columns by sheet."""
    return {
        sheet.sheet: {one.field: one.column for one in sheet.columns if one.field in {_FAILED, _DONE}}
        for sheet in head.sheets
    }


def _read_result(draft: Draft, columns: Mapping[str | None, Mapping[str, str]]) -> tuple[str, str | None] | None:
    """Give (state, reason) of a row; None where the platform said nothing. A refusal counts before a success."""
    theirs = columns.get(draft.sheet, {})
    failed, done = (tidy(draft.cells.get(theirs.get(name, ""), "")) for name in (_FAILED, _DONE))
    if failed:
        return "rejected", failed[:_LONGEST_REASON]
    return ("accepted", None) if done else None


def find_people(desk: Desk, drafts: Sequence[Draft]) -> list[str | None]:
    """Give who each row is beyond doubt, as in a load; at a district only people of the row's own commune."""
    keys = [make_match_keys(one.values, one.raw, [asdict(dose) for dose in one.doses]) for one in drafts]
    found = desk.store.find_by_keys({key for one in keys for key in (*one.sure, *one.same)})
    people: list[str | None] = []
    for draft, one in zip(drafts, keys, strict=True):
        here: dict[int, set[str]] = {key: found[key] for key in (*one.sure, *one.same) if key in found}
        commune = draft.values.get("commune_code")
        if isinstance(commune, str) and is_stream(commune) and desk.store.keyring.station.role == "district":
            of_commune = {key: {each for each in who if is_of_stream(each, commune)} for key, who in here.items()}
            # Some communes' lists bear another code than their station's: then the number tells.
            here = of_commune if any(of_commune.values()) else here
        people.append(find_beyond_doubt(one, here))
    return people


def make_list_fact(
    desk: Desk,
    head: ListHead,
    counts: Mapping[str, int],
    aside: Sequence[SetAside],
    *,
    origin: str,
    more: Mapping[str, Any] = MappingProxyType({}),
) -> Fact:
    """Give what the journal is to say of a list itself, of its rows and of those that were set aside.

    ``more`` is what a list of people says besides.
    """
    value: dict[str, Any] = {
        "file": head.file,
        "kind": head.kind,
        "fingerprint": head.fingerprint,
        "accented": head.accented,
        "rows": dict(counts),
        "set_aside": [asdict(one) for one in aside],
        **more,
    }
    return Fact("list", desk.stream, value=value, origin=origin)


class Answers:
    """The platform's answers in the reading, batch by batch inside the transaction of the load."""

    def __init__(self, desk: Desk, head: ListHead, step: str) -> None:
        self._desk = desk
        self._columns = _find_columns(head)
        if not any(self._columns.values()):
            raise NoResults(file=head.file)
        self.head = replace(head, kind=RESULTS)
        self.step = step
        self.read = 0
        self.changed = False
        self.counts = {"read": 0, "new": 0, "updated": 0, "unchanged": 0, "set_aside": 0}
        self._aside: list[SetAside] = []

    def take(self, drafts: Sequence[Draft]) -> None:
        """Take in a batch of rows."""
        self.read += len(drafts)
        people = find_people(self._desk, drafts)
        folded = self._desk.store.fold(one for one in people if one is not None)
        listed = {member: one for one in folded.values() for member in one.members}
        facts: list[Fact] = []
        for draft, person in zip(drafts, people, strict=True):
            result = _read_result(draft, self._columns)
            one = listed.get(person or "")
            if one is None:
                text = str(draft.values.get("full_name") or "")
                self._aside.append(SetAside(draft.sheet, draft.row, NOT_HERE, text))
                continue
            fact = None if result is None else self._make_fact(draft, one, *result)
            self.counts["unchanged" if fact is None else "updated"] += 1
            facts.extend([fact] if fact is not None else [])
        if facts:
            self.changed = True
            self._desk.check(self._desk.store.write(facts, self.step))

    def _make_fact(self, draft: Draft, one: Folded, state: str, reason: str | None) -> Fact | None:
        """Give what is to be said of a person; None where the platform said the same of this version before."""
        version = (
            digest_version(one.person) if self._is_todays(draft, one) else digest_row([None, *draft.cells.values()])
        )
        value: dict[str, Any] = {"reason": reason, "state": state, "version": version}
        answer = one.answer
        if answer is not None and (answer.state, answer.reason, answer.version) == (state, reason, version):
            return None
        editing = Editing(self._desk, one)
        editing.say_beside("answer", "delivery", value, origin="platform")
        return editing.facts[0]

    @staticmethod
    def _is_todays(draft: Draft, one: Folded) -> bool:
        """Tell whether the row that the platform answered is the person as they are today.

        What was read of it has to be what is known: an edit since then makes the answer one of an older version.
        """
        said, person = draft.values, one.person
        same = all(said.get(name) == getattr(person, name) for name in _COMPARED)
        theirs = [(dose.values.get("vaccine"), dose.values.get("date"), dose.values.get("lot")) for dose in draft.doses]
        ours = [(dose.vaccine, dose.date, dose.lot) for dose in person.doses]
        return same and sorted(map(str, theirs)) == sorted(map(str, ours))

    def finish(self, set_aside: Sequence[SetAside]) -> tuple[SetAside, ...]:
        """Note the list of answers itself, so that it can be found again and taken back."""
        aside = (*set_aside, *self._aside)
        self.counts["set_aside"] = len(aside)
        self.counts["read"] = self.read + len(set_aside)
        if self.changed:
            fact = make_list_fact(self._desk, self.head, self.counts, aside, origin="platform")
            self._desk.store.write([fact], self.step)
        return aside


_COMPARED = ("full_name", "birth_date", "sex", "id_number", "phone", "health_insurance")


@dataclass(frozen=True, slots=True)
class SentDown:
    """A package of results for a station, and of how many people it tells what the platform said."""

    name: str
    people: int
    package: Packed


def send_results(desk: Desk, folder: Path, *, to: str | None = None) -> tuple[SentDown, ...]:
    """Write a package of results for each station that lacks some, or for one; each holds that station's stream alone.

    Raises OnlyDistricts at a station, UnknownReceiver, and what writing raises; packages written before stay.
    """
    if desk.store.keyring.station.role != "district":
        raise OnlyDistricts
    sent = []
    for card in _list_stations(desk, to):
        people = desk.store.communes.count_answered(card.code, find_have(desk, card.device).get(card.code, {}))
        if people or to is not None:
            sent.append(SentDown(card.name, people, send_package(desk, card, folder, Contents("results"))))
    return tuple(sent)


def count_results(desk: Desk) -> dict[str, int]:
    """Give of how many people each station, by its device, hasn't confirmed what the platform said; 0s left out."""
    counted = {
        card.device: desk.store.communes.count_answered(card.code, find_have(desk, card.device).get(card.code, {}))
        for card in _list_stations(desk, None)
    }
    return {device: people for device, people in counted.items() if people}


def _list_stations(desk: Desk, to: str | None) -> list[Card]:
    if to is not None:
        return [find_receiver(desk, to)]
    cards = [read_known_card(one.card) for one in desk.store.parcels.read_cards()]
    return [card for card in cards if card.role == "station"]
