"""Beyond doubt: when a list's row is a known person (``vaxdesk/store/SCHEMA.md``, Lists).

The only joining that happens without a person's word, so it demands that everything agrees.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from vaxdesk.model.dates import is_full
from vaxdesk.model.event import spell_canonical
from vaxdesk.model.identity import is_placeholder, is_scientific
from vaxdesk.model.records import dataclass
from vaxdesk.model.text import is_number_text, name_key


@dataclass(frozen=True, slots=True)
class MatchKeys:
    """Keys to be found by, and keys to find by: ``sure`` ones of kind (1), ``same`` ones of kind (2), ``again`` (3).

    ``untold`` is the key under which those are kept of whom the sex is not known; ``tells_sex`` whether this one's is.
    """

    kept: tuple[int, ...]
    sure: tuple[int, ...]
    same: tuple[int, ...]
    untold: int | None = None
    tells_sex: bool = False
    again: tuple[int, ...] = ()

    @property
    def asked(self) -> tuple[int, ...]:
        """Everything to find by."""
        return *self.sure, *self.same, *self.again


NO_KEYS = MatchKeys((), (), ())


def make_match_keys(
    values: Mapping[str, Any], raw: Mapping[str, str], doses: Sequence[Mapping[str, Any]] | None = None
) -> MatchKeys:
    """Give the 63-bit keys of a person's values: two people who share one are the same beyond doubt.

    (1) a valid twelve-digit number, name and birth date, unless the sexes differ; (2) name, birth date as known, sex
    and the number as written; or, where there is no number at all, name, full birth date, sex, phone and hamlet, all
    present. The platform's workbook has no column for the hamlet: there the whole address says it. (3) of a row as it
    was read, with its ``doses`` (``values`` and ``raw`` of each), None for a person as known today: the whole row
    again, see :func:`find_again`.
    """
    name = values.get("full_name")
    if not name:
        return NO_KEYS
    name, birth, sex = name_key(name), values.get("birth_date"), values.get("sex")
    number = values.get("id_number")
    written = number or _read_written(raw.get("id_number"))
    same: tuple[int, ...] = ()
    again = () if written or doses is None else _make_again_keys(name, values, raw, doses)
    if written:
        same = (_hash("2", name, birth or "", sex or "", "".join(written.split())),)
    elif birth and len(birth) == _FULL_DATE and sex and values.get("phone"):
        kind, place = ("3", values["hamlet"]) if values.get("hamlet") else ("4", values.get("address"))
        if place:
            same = (_hash(kind, name, birth, sex, values["phone"], name_key(place)),)
    if not (number and birth and len(number) == _FULL_NUMBER and is_number_text(number)):
        return MatchKeys((*same, *again), (), same, again=again)
    # A sex that is not known contradicts none, so a person is kept under "any" and looked up under its own and "none".
    any_sex = _hash("1", name, birth, number)
    own = any_sex ^ _SEXES.get(sex or "", _NO_SEX)
    sure = (own, any_sex ^ _NO_SEX) if sex else (any_sex,)
    return MatchKeys((own, any_sex, *same), sure, same, any_sex ^ _NO_SEX, bool(sex))


def _make_again_keys(
    name: str, values: Mapping[str, Any], raw: Mapping[str, str], doses: Sequence[Mapping[str, Any]]
) -> tuple[int, ...]:
    """Give the key of all that was understood of a row without a number, if that can tell people apart.

    It can, the year of birth being known, with two of these: the day of a dose; the place where the person lives; a
    full birth date with the sex.
    """
    birth = values.get("birth_date") or ""
    has_place = bool(values.get("hamlet") or values.get("address"))
    has_dose = any(is_full(dose["values"].get("date")) for dose in doses)
    is_full_birth = len(birth) == _FULL_DATE and bool(values.get("sex"))
    if not birth or has_place + has_dose + is_full_birth < _ENOUGH:
        return ()
    said = [{**values, "full_name": name}, raw, list(doses)]
    return (_hash("5", spell_canonical(said)),)


def find_again(keys: MatchKeys, known: Mapping[int, Collection[str]], taken: Collection[str]) -> str | None:
    """Give whose row of another list this one is again, word for word; None where nobody's, or that of two.

    ``known`` are those who were there before this row came, ``taken`` those of whom this list has a row already: of
    two rows in one list that are the same, nobody knows whether they are one person.
    """
    people = {person for key in keys.again for person in known.get(key, ())}
    return people.pop() if len(people) == 1 and people.isdisjoint(taken) else None


def find_beyond_doubt(keys: MatchKeys, found: Mapping[int, Collection[str]]) -> str | None:
    """Give who somebody with these keys is beyond doubt, of those ``found`` under each key; None where nobody is."""
    if keys.tells_sex:
        for key in keys.sure:
            if here := found.get(key):
                return min(here)
    else:
        # A row that doesn't tell the sex may fit a man and a woman.
        people = {person for key in keys.sure for person in found.get(key, ())}
        if people:
            return people.pop() if len(people) == 1 else None
    people = {person for key in keys.same for person in found.get(key, ())}
    return people.pop() if len(people) == 1 else None


def note_keys(found: dict[int, set[str]], keys: MatchKeys, person: str, *, is_known: bool) -> None:
    """Note that a row with these keys is this person from now on; ``is_known``: they were there before the row."""
    for key in keys.kept:
        # The row doesn't tell the sex, but the one it is may be known to be a man or a woman.
        if not (is_known and key == keys.untold):
            found.setdefault(key, set()).add(person)
    if keys.tells_sex and keys.untold is not None:
        found.get(keys.untold, set()).discard(person)


def make_kept_keys(
    today: Mapping[str, Any],
    raw: Mapping[str, str],
    rows: Iterable[tuple[Mapping[str, Any], Mapping[str, str], Sequence[Mapping[str, Any]]]],
) -> set[int]:
    """Give the keys to be found by: of today's values, and of every row as it was read.

    A list that comes again fits either. Where a row doesn't tell the sex but another does, nobody of the other sex
    may be taken for this person: such a row is looked up under the sex that is known.
    """
    keys = set(make_match_keys(today, raw).kept)
    for values, text, doses in rows:
        told = values if values.get("sex") else {**values, "sex": today.get("sex")}
        keys.update(make_match_keys(told, text).kept)
        as_read = make_match_keys(values, text, doses)
        keys.update(as_read.same, as_read.again)
    return keys


def _read_written(text: str | None) -> str | None:
    """Give a number that was written but not understood, if it can tell people apart: most of it digits, no filler."""
    if text is None or is_placeholder(text) or is_scientific(text):
        return None
    written = "".join(text.split())
    return written if sum(letter.isdigit() for letter in written) >= _FEWEST_DIGITS else None


_FEWEST_DIGITS = 7
_ENOUGH = 2
_NO_SEX = 1
_SEXES = {"male": 2, "female": 3}
_FULL_DATE = len("1985-03-12")
_FULL_NUMBER = 12


def _hash(*parts: str) -> int:
    digest = hashlib.blake2b("\x1f".join(parts).encode("utf-8"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
