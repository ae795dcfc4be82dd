"""Hamlets spelt in another way and lots mistyped: what nobody compares, and every list has."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.intake.samples.damage import Damage, WrittenDose
from vaxdesk.intake.samples.names import weigh_words
from vaxdesk.intake.samples.people import InventedPerson
from vaxdesk.intake.samples.slips import drop_letter, swap_letters, take_accents, type_other_digit

_SHARE = 0.12
"""Of the people whose row is wrong elsewhere too; of the others nothing is ever wrong."""
_HAMLET_SLIPS = weigh_words({"accents_lost": 40, "capitals": 30, "letters_swapped": 15, "letter_lost": 15})
_LOT_SLIPS = weigh_words({"letter_for_digit": 35, "small_letters": 25, "space": 15, "digit": 25})


def write_otherwise(people: Sequence[InventedPerson], seed: int) -> list[InventedPerson]:
    """Give the same people, some with a hamlet spelt otherwise or a lot mistyped; the same ``seed`` gives the same.

    Only practice lists have such slips: the lists of tests and benches stay what they were.
    """
    chance = random.Random(seed)  # noqa: S311 - invented people are no secret; the seed has to bring them back
    return [_write(chance, one) if one.outcome in {"wrong", "no_number"} else one for one in people]


def _write(chance: random.Random, person: InventedPerson) -> InventedPerson:
    if chance.random() < _SHARE:
        person = _slip_hamlet(chance, person)
    if chance.random() < _SHARE:
        person = _slip_lot(chance, person)
    return person


def _slip_hamlet(chance: random.Random, person: InventedPerson) -> InventedPerson:
    hamlet, what = person.written["hamlet"] or "", _HAMLET_SLIPS.draw(chance)
    slips = {"letters_swapped": swap_letters, "letter_lost": drop_letter}
    plain = take_accents(hamlet) if what == "accents_lost" else hamlet.upper()
    spoilt = slips[what](chance, hamlet) if what in slips else plain
    if spoilt == hamlet:
        return person
    damages = (*person.damages, Damage("hamlet", what))
    return replace(person, written={**person.written, "hamlet": spoilt}, damages=damages)


def _slip_lot(chance: random.Random, person: InventedPerson) -> InventedPerson:
    place, what = chance.randrange(len(person.written_doses)), _LOT_SLIPS.draw(chance)
    dose = person.written_doses[place]
    spoilt = _spoil_lot(chance, dose, what)
    if spoilt == dose.lot:
        return person
    doses = list(person.written_doses)
    doses[place] = replace(dose, lot=spoilt)
    damages = (*person.damages, Damage("lot", what, dose.number))
    return replace(person, written_doses=tuple(doses), damages=damages)


def _spoil_lot(chance: random.Random, dose: WrittenDose, what: str) -> str:
    lot = dose.lot or ""
    if what == "small_letters":
        return lot.lower()
    if what == "space":
        return f"{lot[:2]} {lot[2:]}"
    if what == "letter_for_digit":
        return lot.replace("0", "O", 1)
    place = next((at for at, sign in enumerate(lot) if sign.isdigit()), len(lot))
    return lot[:place] + type_other_digit(chance, lot[place:]) if lot[place:].isdigit() else lot
