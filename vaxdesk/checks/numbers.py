"""What a citizen's number proves: whether anybody can have it, and which slip of the hand would explain it."""

from __future__ import annotations

from vaxdesk.checks.names import tell_sex
from vaxdesk.checks.thresholds import OLDEST
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.identity import CccdFacts, decode_cccd
from vaxdesk.model.issue import Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings

_TOLD = (3, 4)
"""Places in a number (from 0) that, swapped with the next, stay within what tells century, sex and year."""


def is_possible(facts: CccdFacts, today: str) -> bool:
    """Tell whether somebody can be born in the year that a number says. ``today`` in ISO 8601."""
    return 0 <= int(today[:4]) - facts.birth_year <= OLDEST


def swap_once(number: str, sex: str | None, birth_year: int | None, catalogues: Catalogues) -> str | None:
    """Give the number with two neighbouring digits swapped that fits sex, year and province; None unless just one does.

    Only digits that tell century, sex and year are tried: of the others nothing in the row knows.
    """
    if sex is None or birth_year is None or catalogues.province_of_cccd(number[:3]) is None:
        return None
    found = set()
    for place in _TOLD:
        turned = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        facts = decode_cccd(turned)
        if turned != number and facts is not None and (facts.sex, facts.birth_year) == (sex, birth_year):
            found.add(turned)
    return found.pop() if len(found) == 1 else None


def prove_sex(person: Person, facts: CccdFacts, surroundings: Surroundings) -> tuple[Suggestion, ...]:
    """Suggest the sex that the number says, where its year is that of the birth date.

    A digit can be mistyped, or the number be somebody else's: certain it is where the name says so, too, and the
    province exists.
    """
    if person.birth_date is None or person.birth_date[:4] != str(facts.birth_year):
        return ()
    named = person.full_name is not None and tell_sex(person.full_name) == facts.sex
    if named and surroundings.catalogues.province_of_cccd(facts.province) is not None:
        return (Suggestion(facts.sex, "certain", Message("Identity number and name say so, and the birth year fits.")),)
    why = Message("The fourth digit of the identity number stands for the sex, and the birth year fits.")
    return (Suggestion(facts.sex, "likely", why),)
