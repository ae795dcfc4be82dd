"""Which dose a column speaks of whose header says no number: "Mũi 1 | Vắc xin | Lô | Mũi 2 | Vắc xin | Lô"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

_PARTS: Final = ("date", "vaccine", "lot", "site")
"""What may stand beside a numbered dose; days come first: what stands behind one of another dose is that dose's."""
_ONE_FOR_TWO: Final = frozenset({"vaccine", "site"})
"""What two doses have in common as a rule; their lots differ, and a third dose is of another vaccine as often."""
_ENOUGH: Final = 3
"""Rows that prove for which doses a column stands."""
_BOTH: Final = 2
_HARDLY, _MOSTLY, _UNLIKELY = 0.2, 0.8, 0.45


class Slot(NamedTuple):
    """A column (counted from 0) that speaks of a dose: its number, 0 where the header says none, and the part.

    The part "mark" is a cross where a day could stand: it says that the dose was given.
    """

    at: int
    number: int
    part: str


Owners = tuple[tuple[str, float], ...]
"""The fields that a column can be, likeliest first, with the share of its header's likelihood that each gets."""


def find_owners(slots: Sequence[Slot], rows: Sequence[Sequence[str]]) -> dict[int, Owners]:
    """Give, by column without a number, whose it is where other columns have numbers; those left out stay as they are.

    A column belongs to the dose before it, where that gives no dose anything twice, else to the dose behind it, else
    to the doses in their order. One vaccine outside of all doses holds for both of two; what else stands there once is
    asked, unless the cells tell.
    """
    anchors = [slot for slot in slots if slot.number]
    if not anchors:
        return {}
    owners: dict[int, Owners] = {}
    for part in _PARTS:
        loose = [slot for slot in slots if not slot.number and slot.part == part]
        if not loose:
            continue
        numbers = _place(loose, anchors)
        if numbers is None:
            owners.update(_doubt(loose, anchors, slots, rows))
        else:
            owners |= {
                slot.at: ((f"dose{number}.{part}", 1.0),) for slot, number in zip(loose, numbers, strict=True) if number
            }
        if part == "date":
            found = numbers or [0] * len(loose)
            anchors = sorted([*anchors, *(Slot(one.at, n, part) for one, n in zip(loose, found, strict=True))])
    return owners


def _place(loose: Sequence[Slot], anchors: Sequence[Slot]) -> list[int] | None:
    """Give the number of the dose of each column of one part, 0 for a dose without one; None where nothing fits."""
    part, known = loose[0].part, sorted({slot.number for slot in anchors if slot.number})
    taken = {slot.number for slot in anchors if slot.part == part and slot.number}
    if part == "date" and taken == set(known):
        first = len(loose) == 1 and loose[0].at < anchors[0].at and known[0] == _BOTH
        return [1] if first else [0] * len(loose)
    if len(loose) == 1 and len(known) > 1 and not taken and _is_outside(loose[0], anchors):
        return None
    for numbers in _try_orders(loose, anchors, known):
        numbered = [number for number in numbers if number]
        if None not in numbers and len(set(numbered)) == len(numbered) and not taken.intersection(numbered):
            return [number or 0 for number in numbers]
    return None


def _try_orders(loose: Sequence[Slot], anchors: Sequence[Slot], known: list[int]) -> Iterator[list[int | None]]:
    yield [next((slot.number for slot in reversed(anchors) if slot.at < one.at), None) for one in loose]
    yield [next((slot.number for slot in anchors if slot.at > one.at), None) for one in loose]
    if len(loose) == len(known):
        yield list(known)


def _is_outside(one: Slot, anchors: Sequence[Slot]) -> bool:
    """Tell whether a column stands before or behind all columns of doses, and not behind the day of one more."""
    return one.at < anchors[0].at or (one.at > anchors[-1].at and anchors[-1].number > 0)


def _doubt(
    loose: Sequence[Slot], anchors: Sequence[Slot], slots: Sequence[Slot], rows: Sequence[Sequence[str]]
) -> dict[int, Owners]:
    """Give what columns of one part can be that don't fit in among the doses, or stand outside of all of them."""
    part = loose[0].part
    taken = {slot.number for slot in anchors if slot.part == part}
    free = sorted({slot.number for slot in anchors if slot.number} - taken, reverse=True)
    each = [f"dose{number}.{part}" for number in free]
    if len(loose) > 1 or part == "date" or taken:
        # Where no dose lacks it, it is a dose's of its own or nobody's: asked it is all the same.
        share = _UNLIKELY if not each or any(slot.part == "mark" for slot in anchors) else 1
        owners = _rank([*each, f"dose.{part}"], share)
        return {one.at: owners for one in loose}
    return {loose[0].at: _share(loose[0], each, anchors, slots, rows)}


def _share(
    one: Slot, each: list[str], anchors: Sequence[Slot], slots: Sequence[Slot], rows: Sequence[Sequence[str]]
) -> Owners:
    """Tell whether the only column of its part, outside of all doses, holds for all of them; ``each``: last first."""
    shared = f"doses.{one.part}"
    filled = _count_filled(one, [slot for slot in slots if slot.number], rows)
    if filled is not None and filled <= _HARDLY:
        return ((each[0], 1.0),)
    if one.part not in _ONE_FOR_TWO:
        return _rank([each[0], shared, *each[1:]])
    lots = [slot for slot in slots if slot.part == "lot" and not slot.number]
    with_lot = len(lots) == 1 and _is_outside(lots[0], anchors)
    # Where each dose has columns of its own behind its day, a lone place at the end may be the last one's only.
    of_last = one.part == "site" and any(slot.part in {"vaccine", "lot"} for slot in slots)
    is_clear = not (with_lot or of_last) if filled is None else filled >= _MOSTLY
    return ((shared, 1.0),) if is_clear and len(each) == _BOTH else _rank([shared, *each])


def _rank(fields: Sequence[str], share: float = 1) -> Owners:
    return tuple((field, share * (1 - place / 20)) for place, field in enumerate(fields))


def _count_filled(one: Slot, numbered: Sequence[Slot], rows: Sequence[Sequence[str]]) -> float | None:
    """Give the share of people without the last dose, but with another, whose cell is filled; None for too few."""
    last = max(slot.number for slot in numbered)
    lasts, firsts = [s.at for s in numbered if s.number == last], [s.at for s in numbered if s.number < last]
    told = [
        _is_full(row, one.at)
        for row in rows
        if any(_is_full(row, at) for at in firsts) and not any(_is_full(row, at) for at in lasts)
    ]
    return sum(told) / len(told) if len(told) >= _ENOUGH else None


def find_spare_marks(
    slots: Sequence[Slot], owners: Mapping[int, Owners], rows: Sequence[Sequence[str]]
) -> frozenset[int]:
    """Give the columns of crosses beside the day of the same dose, where a day stands with every cross."""
    days = {fields[0][0]: at for at, fields in owners.items() if fields[0][1] == 1}
    marks = [(slot.at, days.get(f"dose{slot.number}.date")) for slot in slots if slot.part == "mark"]
    return frozenset(
        at for at, day in marks if day is not None and all(_is_full(row, day) for row in rows if _is_full(row, at))
    )


def _is_full(row: Sequence[str], at: int) -> bool:
    return at < len(row) and bool(row[at].strip())
