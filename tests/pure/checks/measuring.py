"""Measuring suggestions against the truth: how many certain ones are wrong, how often the first one is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.pure.checks.damage import PROVABLE, Damaged, Place, spoil_commune
from vaxdesk.checks.engine import load_engine
from vaxdesk.checks.spelling import find_spellings
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.person import Person, Value
from vaxdesk.model.surroundings import ListTraits, Lot, Neighbour, Spelling, Ward
from vaxdesk.model.text import fold, has_accents, name_key


class Commune:
    """Surroundings made of people in memory, as the store would answer them."""

    today = "2022-05-31"

    def __init__(self, people: Sequence[Person], catalogues: Catalogues) -> None:
        self.catalogues = catalogues
        self.plain: dict[str, set[tuple[str | None, str | None, str | None]]] = {}
        self._by: dict[tuple[str, str], list[Neighbour]] = {}
        self._wards: dict[str, list[Ward]] = {}
        self._given: dict[str, Counter[Lot]] = {}
        self._days: dict[Lot, Counter[str]] = {}
        self._vaccines: dict[str, Counter[str]] = {}
        hamlets: Counter[str] = Counter()
        for one in people:
            self._put(one)
            if one.hamlet:
                hamlets[one.hamlet] += 1
        self._spellings = find_spellings(frozenset(hamlets.items()))

    def _put(self, one: Person) -> None:
        name = one.full_name or ""
        known = Neighbour(
            one.id, one.full_name, name_key(name), one.birth_date, one.id_number, one.phone, one.hamlet,
            one.verification,
        )  # fmt: skip
        for kind, value in (("number", one.id_number), ("phone", one.phone), ("name", fold(name))):
            if value and (kind != "name" or has_accents(name)):
                self._by.setdefault((kind, value), []).append(known)
        guardian = one.guardian
        if guardian is not None and guardian.full_name and has_accents(guardian.full_name):
            ward = Ward(one.id, guardian.full_name, guardian.phone, one.phone, one.birth_date, one.hamlet, one.address)
            self._wards.setdefault(fold(guardian.full_name), []).append(ward)
        for dose in one.doses:
            if dose.date and len(dose.date) == 10:
                lot = Lot(dose.vaccine or "", dose.lot or "")
                self._given.setdefault(dose.date, Counter())[lot] += 1
                self._days.setdefault(lot, Counter())[dose.date] += 1
                if dose.vaccine:
                    self._vaccines.setdefault(lot.lot, Counter())[dose.vaccine] += 1

    def read_list(self, batch: str) -> ListTraits:
        return ListTraits(accented=bool(batch))

    def find_by_number(self, number: str) -> Sequence[Neighbour]:
        found = self._by.get(("number", number), [])
        return found if len(found) > 1 else ()

    def find_by_phone(self, phone: str) -> Sequence[Neighbour]:
        found = self._by.get(("phone", phone), [])
        return found if len(found) > 1 else ()

    def find_by_name(self, blind: str) -> Sequence[Neighbour]:
        return self._by.get(("name", blind), ())

    def find_wards(self, blind: str) -> Sequence[Ward]:
        return self._wards.get(blind, ())

    def count_lots(self, day: str) -> Mapping[Lot, int]:
        return self._given.get(day, {})

    def find_days(self, lot: Lot) -> Mapping[str, int]:
        return self._days.get(lot, {})

    def count_vaccines(self, lot: str) -> Mapping[str, int]:
        return self._vaccines.get(lot, {})

    def find_spelling(self, hamlet: str) -> Spelling | None:
        return self._spellings.get(hamlet)

    def decode(self, text: str) -> str | None:
        from vaxdesk.desk.surroundings import decode_name

        return decode_name(text)

    def decode_font(self, text: str) -> str | None:
        from vaxdesk.desk.surroundings import decode_font_name

        return decode_font_name(text)


@dataclass
class Measured:
    """Certain suggestions by rule, those that were wrong, and of each kind of damage how many and how many right."""

    certain: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, Place, Value, Value]] = field(default_factory=list)
    damaged: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def add(self, other: Measured) -> None:
        """Add another commune's."""
        self.certain += other.certain
        self.wrong += other.wrong
        self.damaged += other.damaged
        self.right += other.right


def measure(count: int, seed: int, catalogues: Catalogues) -> Measured:
    """Spoil a commune, check it, and hold every suggestion against the truth."""
    spoilt = spoil_commune(count, seed, catalogues)
    commune, engine, measured = Commune(spoilt.people, catalogues), load_engine(), Measured()
    places: dict[str, list[Place]] = {}
    for place in spoilt.done:
        places.setdefault(place[0], []).append(place)
    for person in spoilt.people:
        issues = engine.check_person(person, commune)
        first: dict[Place, Value] = {}
        for issue in sorted(issues, key=lambda one: _SEVERITIES.index(one.severity)):
            place = (person.id, issue.dose, issue.field)
            true = read_truth(spoilt, place)
            for suggestion in issue.suggestions:
                first.setdefault(place, suggestion.value)
                if suggestion.certainty == "certain":
                    measured.certain[issue.rule] += 1
                    if suggestion.value != true:
                        measured.wrong.append((issue.rule, place, suggestion.value, true))
        for place in places.get(person.id, ()):
            kind = spoilt.done[place]
            if kind in PROVABLE:
                measured.damaged[kind] += 1
                measured.right[kind] += place in first and first[place] == read_truth(spoilt, place)
    return measured


_SEVERITIES = ("error", "warning", "info")


def read_truth(spoilt: Damaged, place: Place) -> Value:
    """Give what is true of a place."""
    who, dose, name = place
    true = spoilt.truth[who]
    holder = true if dose is None else next(one for one in true.doses if one.id == dose)
    value: Value = getattr(holder, name)
    return value
