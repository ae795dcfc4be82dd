"""The surroundings of people, as rules ask about them: answered by the store, once for many people at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from vaxdesk.checks.engine import load_engine
from vaxdesk.checks.lots import find_lot, find_vaccine, turn_day
from vaxdesk.checks.spelling import find_spellings, tell_changed
from vaxdesk.checks.thresholds import PHONE_PEOPLE
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.fold import Folded
from vaxdesk.model.surroundings import ListTraits, Lot, Neighbour, Plain, Spelling, Ward
from vaxdesk.model.text import fold, has_accents
from vaxdesk.store import Store
from vaxdesk.store.around import Given, Moved, add_names

_NOBODY: Sequence[Neighbour] = ()
_NO_WARDS: Sequence[Ward] = ()
_NO_DAYS: Mapping[str, int] = MappingProxyType({})
_MANY = 50
"""Sharers of one number or phone that are looked at again when one of them changes; with more it is a filler."""


class Around:
    """Answers for the people it was prepared for."""

    def __init__(
        self,
        store: Store,
        catalogues: Catalogues,
        traits: Mapping[str, ListTraits] | None = None,
        plain: Plain | None = None,
    ) -> None:
        self.today = datetime.now().astimezone().date().isoformat()
        self.catalogues = catalogues
        self.plain: Plain = {} if plain is None else plain
        self._store = store.around
        self._traits = read_traits(store) if traits is None else traits
        self._spellings = find_spellings(frozenset(self._store.count_hamlets().items()))
        self._by_number: dict[str, list[Neighbour]] = {}
        self._by_phone: dict[str, list[Neighbour]] = {}
        self._by_name: dict[str, list[Neighbour]] = {}
        self._wards: dict[str, list[Ward]] = {}
        self._lots: dict[str, dict[Lot, int]] = {}
        self._vaccines: dict[str, dict[str, int]] = {}
        self._days: dict[Lot, dict[str, int]] = {}

    def prepare(self, people: Iterable[Folded]) -> None:
        """Ask at once for all that the rules may want to know of these people."""
        known = [one.person for one in people]
        # Whoever shares one is asked of once, though they stand on many pages.
        numbers = {one.id_number for one in known if one.id_number} - self._by_number.keys()
        self._by_number |= self._name(self._store.find_sharing("id_number", numbers))
        phones = {one.phone for one in known if one.phone} - self._by_phone.keys()
        self._by_phone |= self._store.find_sharing("phone", phones)
        bare = [(one, one.full_name) for one in known if one.full_name and not has_accents(one.full_name)]
        blind = {fold(name) for _, name in bare}
        self._wards = self._store.find_wards(blind)
        self._by_name = self._name(
            self._store.find_accented(
                blind,
                (one.birth_date for one, _ in bare if one.birth_date is not None and len(one.birth_date) == 10),
                _list(one.id_number for one, _ in bare),
                _list(one.phone for one, _ in bare),
            )
        )
        doses = [dose for one in known for dose in one.doses]
        days = {dose.date for dose in doses if dose.date is not None and len(dose.date) == 10}
        self._lots |= self._store.count_lots(days - self._lots.keys())
        lots = {dose.lot for dose in doses if dose.lot}
        self._prepare_lots(lots - self._vaccines.keys())

    def _prepare_lots(self, lots: set[str]) -> None:
        self._vaccines |= {lot: {} for lot in lots}
        for (vaccine, lot), days in self._store.find_days(lots).items():
            self._days[Lot(vaccine, lot)] = days
            if vaccine:
                self._vaccines[lot][vaccine] = sum(days.values())

    def _name(self, found: Mapping[str, Sequence[Neighbour]]) -> dict[str, list[Neighbour]]:
        if not found:
            return {}
        return add_names(found, self._store.read_names({one.id for people in found.values() for one in people}))

    def read_list(self, batch: str) -> ListTraits:
        """Tell what that list is like; of one nobody has noted anything of, accents are expected."""
        return self._traits.get(batch) or _UNKNOWN

    def find_by_number(self, number: str) -> Sequence[Neighbour]:
        """Give everybody who has that number, where several do."""
        return self._by_number.get(number, _NOBODY)

    def find_by_phone(self, phone: str) -> Sequence[Neighbour]:
        """Give everybody who has that phone, where several do."""
        return self._by_phone.get(phone, _NOBODY)

    def find_by_name(self, blind: str) -> Sequence[Neighbour]:
        """Give those who bear that name with accents and share birth date, number or phone with one prepared for."""
        return [one for one in self._by_name.get(blind, _NOBODY) if has_accents(one.full_name or "")]

    def find_wards(self, blind: str) -> Sequence[Ward]:
        """Give the children whose guardian bears that name with accents."""
        return self._wards.get(blind, _NO_WARDS)

    def count_lots(self, day: str) -> Mapping[Lot, int]:
        """Count the doses of a day by lot."""
        if day not in self._lots:
            self._lots |= self._store.count_lots([day])
        return self._lots[day]

    def find_days(self, lot: Lot) -> Mapping[str, int]:
        """Count the doses of a lot by day."""
        if lot.lot not in self._vaccines:
            self._prepare_lots({lot.lot})
        return self._days.get(lot, _NO_DAYS)

    def count_vaccines(self, lot: str) -> Mapping[str, int]:
        """Count the doses of a lot number by vaccine."""
        if lot not in self._vaccines:
            self._prepare_lots({lot})
        return self._vaccines[lot]

    def find_spelling(self, hamlet: str) -> Spelling | None:
        """Give how a hamlet is mostly spelt, where this is another spelling of it."""
        return self._spellings.get(hamlet)

    def decode(self, text: str) -> str | None:
        """Read a text in an old encoding, where nothing but that explains it."""
        return decode_name(text)

    def decode_font(self, text: str) -> str | None:
        """Read a text as one of the old fonts showed it, where only so all its words are Vietnamese."""
        return decode_font_name(text)


@lru_cache(maxsize=1 << 12)
def decode_font_name(text: str) -> str | None:
    """Give what a text says that was typed for a TCVN3 or VNI font; None where that isn't the only way to read it.

    Every word becomes a syllable, the family's name wasn't one, and the other font makes none of it. Of a Lê Quôc Lâm
    TCVN3 would make syllables as well.
    """
    from vaxdesk.intake.legacy import list_encodings
    from vaxdesk.intake.syllables import is_syllable

    encodings = list_encodings()
    read = {encodings[name].decode(text) for name in ("tcvn3", "vni")}
    good = [one for one in read if has_accents(one) and all(map(is_syllable, one.split(" ")))]
    return good[0] if len(good) == 1 and not is_syllable(text.split(" ", maxsplit=1)[0]) else None


def decode_name(text: str) -> str | None:
    """Give what a text says that was written as UTF-8 and read as something else; None where it is no such text."""
    from vaxdesk.intake.legacy import list_encodings

    # The second byte of a last à is a hard space, and gone.
    decoded = list_encodings()["utf8-as-cp1252"].decode(f"{text} ").strip()
    # An Ã that is left had a second byte that nobody sees, and which was dropped: any of five letters.
    return decoded if decoded != text and has_accents(decoded) and "Ã" not in decoded else None


_UNKNOWN = ListTraits()


def _list(values: Iterable[str | None]) -> list[str]:
    return [value for value in values if value is not None]


def read_traits(store: Store) -> dict[str, ListTraits]:
    """Give for each load what its list is like, as it was noted then."""
    return {step: make_traits(accented, said) for step, (accented, said) in store.around.read_traits().items()}


def make_traits(accented: bool, said: Mapping[str, Any]) -> ListTraits:  # noqa: FBT001 - as the list's event has it
    """Read what was noted of a list; what came from elsewhere may hold anything."""
    counts = {name: said[name] for name in ("births", "first", "low") if isinstance(said.get(name), int)}
    return ListTraits(accented, bool(said.get("guardians")), bool(said.get("lots")), **counts)


def find_concerned(store: Store, moved: Moved, pause: Callable[[], None] = lambda: None) -> set[str]:
    """Give who has to be looked at again because of what others got or lost.

    Those who share or shared a number or a phone, or a name, accents aside, with a birth date; whom a child may name as
    its guardian; who got a dose of a lot of which something else is to be said now; who lives in a hamlet of which the
    name is to be spelt otherwise than before. ``pause`` is called between the questions, which take long where many
    moved, and may raise to stop.
    """
    around = store.around
    people: set[str] = set()
    for column, values, fewest in (("id_number", moved.numbers, 2), ("phone", moved.phones, PHONE_PEOPLE)):
        for sharers in around.find_sharing(column, values).values():
            # Of a family's phone nothing is said.
            if fewest <= len(sharers) <= _MANY:
                people.update(one.id for one in sharers)
        # Whoever had the number with one other has it alone now.
        people.update(_find_told(store, column, values))
        pause()
    people.update(_find_bare(store, moved.names, moved.guardians))
    hamlets = {one for one, by in moved.hamlets.items() if by}
    if hamlets:
        after = around.count_hamlets()
        before = {one: after.get(one, 0) - moved.hamlets[one] for one in {*after, *hamlets}}
        there = find_spellings(frozenset((one, n) for one, n in before.items() if n > 0))
        people.update(around.find_with("hamlet", tell_changed(there, find_spellings(frozenset(after.items())))))
    people.update(around.find_given(_find_odd_lots(store, moved)))
    if said := {one for (day, _, lot), by in moved.given.items() if by for one in (day, lot) if one}:
        # What is suggested instead of a day, a lot or a vaccine is told by all who got that lot, or got one that day.
        people.update(around.find_told_of_doses(_list_told_of_doses(), said))
    return people


@cache
def _list_told_of_doses() -> tuple[str, ...]:
    """Give the codes that are said of a dose, or whose suggestion is made, because of what others got."""
    codes = load_engine().codes
    return tuple(one.code for one in codes if one.looks_around and any(name.startswith("dose.") for name in one.fields))


def _find_bare(store: Store, names: set[tuple[str, str]], guardians: set[str]) -> Iterable[str]:
    """Give who may be told these names; after a load they are everybody's, but few are written without accents."""
    around = store.around
    if len(names) + len(guardians) <= _MANY:
        return around.find_namesakes(names) | around.find_bare(guardians)
    places = around.read_places(around.find_with_issue(["full_name.no_accents"])).items()
    return [
        person
        for person, one in places
        if one.blind in guardians
        or not names.isdisjoint((one.blind, value or "") for value in (one.birth, one.number, one.phone))
    ]


_SHARED = {"id_number": "id_number.shared", "phone": "phone.shared"}


def _find_told(store: Store, column: str, values: set[str]) -> Iterable[str]:
    """Give who has one of these numbers or phones and is told that it is shared: it may be so no more."""
    if not values:
        return ()
    around = store.around
    told = around.find_with_issue([_SHARED[column]])
    if len(told) < len(values):
        places = around.read_places(told).items()
        return [one for one, place in places if (place.number if column == "id_number" else place.phone) in values]
    return set(told).intersection(around.find_with(column, values))


def _find_odd_lots(store: Store, moved: Moved) -> set[Given]:
    """Give the doses (day, vaccine, lot) of which something else is to be said than before."""
    changed = {key: by for key, by in moved.given.items() if by}
    if not changed:
        return set()
    around = store.around
    found: set[Given] = set()
    for day, after in around.count_lots({day for day, _, _ in changed}).items():
        before = dict(after)
        for (other, vaccine, lot), by in changed.items():
            if other == day:
                before[Lot(vaccine, lot)] = before.get(Lot(vaccine, lot), 0) - by
        for said in {**before, **after}:
            if find_lot(before, said) != find_lot(after, said):
                found.add((day, said.vaccine, said.lot))
    return found | _find_shared_lots(store, changed)


def _find_shared_lots(store: Store, changed: Mapping[Given, int]) -> set[Given]:
    """Give the doses of lots that are another vaccine's than before, and of those that may be another day's."""
    around = store.around
    lots = {lot for _, _, lot in changed if lot}
    days = around.find_days(lots)
    found = _find_turned_days(days, changed)
    for lot, after in around.count_vaccines(lots).items():
        before = dict(after)
        for (_, vaccine, other), by in changed.items():
            if other == lot and vaccine:
                before[vaccine] = before.get(vaccine, 0) - by
        was, usual = find_vaccine(before), find_vaccine(after)
        for vaccine in after:
            # Of a dose of the vaccine that a lot is of nothing is said.
            if (None if was == vaccine else was) != (None if usual == vaccine else usual):
                found.update((day, vaccine, lot) for day in days[Lot(vaccine, lot)])
    return found


def _find_turned_days(days: Mapping[Lot, Mapping[str, int]], changed: Mapping[Given, int]) -> set[Given]:
    """Give the doses whose day is far from all days of their lot, or is so no more, but for day and month."""
    before = {lot: dict(known) for lot, known in days.items()}
    for (day, vaccine, lot), by in changed.items():
        if (known := before.get(Lot(vaccine, lot))) is not None:
            known[day] = known.get(day, 0) - by
    return {
        (day, vaccine, lot)
        for (vaccine, lot), after in days.items()
        if vaccine
        for day in after
        if day[8:] <= "12" and turn_day(day, before[Lot(vaccine, lot)]) != turn_day(day, after)
    }
