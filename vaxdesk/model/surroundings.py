"""What a rule may ask about everything around one person. The store answers; the desk hands it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from vaxdesk.model.catalogue import Catalogues


class Neighbour(NamedTuple):
    """Somebody else, as a rule needs to know them. ``key`` is the name's key (:func:`vaxdesk.model.text.name_key`)."""

    id: str
    full_name: str | None
    key: str
    birth_date: str | None
    id_number: str | None
    phone: str | None
    hamlet: str | None
    verification: str


class Ward(NamedTuple):
    """A child whose row names a guardian, as a rule needs to know of it. ``guardian`` is the name, with accents."""

    id: str
    guardian: str
    guardian_phone: str | None
    phone: str | None
    birth_date: str | None
    hamlet: str | None
    address: str | None


class Spelling(NamedTuple):
    """Another spelling that a hamlet's name was meant for, and of how many people it stands.

    ``certain``: the two differ in nothing but case, spaces, signs, zeros or accents that are all left out.
    """

    value: str
    people: int
    certain: bool


class Lot(NamedTuple):
    """A vaccine's lot, "" where either isn't known: what doses of one day are counted by."""

    vaccine: str
    lot: str


Plain = dict[str, set[tuple[str | None, str | None, str | None]]]
"""Vaccine, lot and day of doses of which nothing is to be said whoever got them, by version of the rules."""


@dataclass(frozen=True, slots=True)
class ListTraits:
    """What a list is like as a whole, as it was read.

    ``accented``: at least one name in three has marks; ``guardians``: it names some; ``lots``: of a third of its doses
    it tells the lot. Of its birth dates ``births`` are known to the day; of these ``first`` are a first of January, and
    of the others ``low`` have a day that could be a month.
    """

    accented: bool = True
    guardians: bool = False
    lots: bool = False
    births: int = 0
    first: int = 0
    low: int = 0


class Surroundings(Protocol):
    """What a rule may ask about everything around one person."""

    @property
    def today(self) -> str:
        """The day of the check, ISO 8601."""

    @property
    def catalogues(self) -> Catalogues:
        """The reference tables."""

    @property
    def plain(self) -> Plain:
        """What many got, as long as nothing is to be said of it here.

        Whoever runs the rules keeps it; where counts change, the surroundings are others. Within a load they change
        with each batch: when it ends, all are looked at again of whom something else is to be said than before.
        """

    def read_list(self, batch: str) -> ListTraits:
        """What that list is like."""

    def find_by_number(self, number: str) -> Sequence[Neighbour]:
        """Everybody who has that identity number, the person who asks included; nobody where it is one's alone."""

    def find_by_phone(self, phone: str) -> Sequence[Neighbour]:
        """Everybody who has that phone, as :meth:`find_by_number`."""

    def find_by_name(self, blind: str) -> Sequence[Neighbour]:
        """Those whose name is the same without accents (:func:`vaxdesk.model.text.fold`) and has some.

        At least those of them who have the full birth date, the number or the phone of the person who asks.
        """

    def find_wards(self, blind: str) -> Sequence[Ward]:
        """The children whose guardian's name is the same without accents and has some."""

    def count_lots(self, day: str) -> Mapping[Lot, int]:
        """How many doses of each lot were given on a day (ISO 8601)."""

    def find_days(self, lot: Lot) -> Mapping[str, int]:
        """On which days (ISO 8601) how many doses of a lot were given."""

    def count_vaccines(self, lot: str) -> Mapping[str, int]:
        """How many doses of each vaccine bear that lot number."""

    def find_spelling(self, hamlet: str) -> Spelling | None:
        """How the name of a hamlet is mostly spelt, where this is another spelling of it."""

    def decode(self, text: str) -> str | None:
        """What a text in an old encoding says, where nothing but that encoding explains it."""

    def decode_font(self, text: str) -> str | None:
        """What a text says that was typed for a font of old (TCVN3, VNI), where only as such it is Vietnamese."""
