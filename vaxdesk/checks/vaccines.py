"""Which vaccine was meant: by its lot, by what was given on that day, by a name that was mistyped."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import Indel

from vaxdesk.checks.lots import find_vaccine
from vaxdesk.checks.thresholds import VACCINE_AHEAD, VACCINE_ALIKE
from vaxdesk.model.catalogue import Catalogues, Vaccine
from vaxdesk.model.issue import Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Dose
from vaxdesk.model.surroundings import Surroundings
from vaxdesk.model.text import fold


def suggest_vaccine(dose: Dose, raw: str | None, surroundings: Surroundings) -> tuple[Suggestion, ...]:
    """Suggest the vaccine of a dose.

    A lot is of one vaccine: where many doses of it agree and what was written is like that name, or nothing was
    written, that is certain. What a text is like by itself is likely.
    """
    by_lot = find_vaccine(surroundings.count_vaccines(dose.lot)) if dose.lot else None
    by_name = None if raw is None else find_alike(raw, surroundings.catalogues)
    if by_lot is not None:
        agrees = raw is None or by_name == by_lot
        why = Message("Nearly all doses of this lot are of that vaccine.")
        told = Suggestion(by_lot, "certain" if agrees else "likely", why)
        return (told,) if by_name in {None, by_lot} else (told, _name(by_name))
    return () if by_name is None else (_name(by_name),)


def _name(vaccine: str | None) -> Suggestion:
    return Suggestion(vaccine, "likely", Message("What was written is like this vaccine's name."))


def find_alike(text: str, catalogues: Catalogues) -> str | None:
    """Give the vaccine whose name a mistyped text is like, and like no other's; None where none is."""
    return _find_alike(fold(text).replace(" ", ""), catalogues.vaccines)


@lru_cache(maxsize=1 << 12)
def _find_alike(said: str, vaccines: tuple[Vaccine, ...]) -> str | None:
    best = sorted(((_rate(said, one), one.slug) for one in vaccines if one.slug != "unknown"), reverse=True)
    if len(said) < _SHORTEST or not best or best[0][0] < VACCINE_ALIKE:
        return None
    ahead = len(best) < 2 or best[0][0] - best[1][0] >= VACCINE_AHEAD
    return best[0][1] if ahead else None


def _rate(said: str, vaccine: Vaccine) -> float:
    names = {fold(name).replace(" ", "") for name in (vaccine.slug, vaccine.name, *vaccine.aliases)}
    return max(Indel.normalized_similarity(said, name) for name in names if len(name) >= _SHORTEST)


_SHORTEST = 4
"""Letters: "AZ" and "J&J" are like anything."""
