"""In which order a column writes its dates: the day first, unless the column itself proves otherwise."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeVar

Order = Literal["day first", "month first", "swapped"]
"""``month first``: the texts are mm/dd/yyyy. ``swapped``: typed the day first into an Excel that reads the month first,
so that its true dates have day and month exchanged, while what couldn't be a date stayed text."""

_PARTS: Final = re.compile(r"\s*'?(\d{1,2})[/.\-](\d{1,2})[/.\-](?:\d{4}|\d{2})\s*")
_PROOF: Final = 3
_PROOF_TOGETHER: Final = 8


@dataclass(slots=True)
class DayEvidence:
    """What the different dates of a column say: days of true dates, and the first two numbers of texts."""

    true_low: set[str] = field(default_factory=set)
    true_high: set[str] = field(default_factory=set)
    text_low: set[str] = field(default_factory=set)
    first_high: set[str] = field(default_factory=set)
    second_high: set[str] = field(default_factory=set)

    @property
    def may_be_swapped(self) -> bool:
        """Whether no date of the column contradicts it: all true dates up to the 12th, all texts above."""
        return bool(self.true_low) and not (self.true_high or self.text_low or self.second_high)

    @property
    def is_swapped(self) -> bool:
        """Whether the column by itself proves it."""
        return self.may_be_swapped and len(self.true_low) >= _PROOF and len(self.first_high) >= _PROOF

    @property
    def is_month_first(self) -> bool:
        """Whether texts have the month in front: some second numbers are no month, and no first number is none."""
        return len(self.second_high) >= _PROOF and not self.first_high


def collect_days(cells: Iterable[tuple[str, bool]]) -> DayEvidence:
    """Gather what a column's cells say; each comes with whether it is a true date (its text is ISO 8601 then)."""
    said = DayEvidence()
    for text, is_date in cells:
        if is_date:
            if len(text) >= 10:
                (said.true_low if int(text[8:10]) <= 12 else said.true_high).add(text)
            continue
        parts = _PARTS.fullmatch(text)
        if parts is None:
            continue
        first, second = int(parts[1]), int(parts[2])
        if first > 12:
            said.first_high.add(text)
        elif second > 12:
            said.second_high.add(text)
        elif first != second:
            said.text_low.add(text)
    return said


Place = TypeVar("Place", bound=Hashable)


def judge_days(columns: Mapping[Place, DayEvidence]) -> dict[Place, Order]:
    """Give the order of each column that isn't day first.

    Columns of one file come from one keyboard: where one is proven swapped, or all that could be prove it together,
    those that nothing contradicts are swapped too.
    """
    orders: dict[Place, Order] = {at: "month first" for at, said in columns.items() if said.is_month_first}
    maybe = {at: said for at, said in columns.items() if said.may_be_swapped}
    together = [set().union(*(side(said) for said in maybe.values())) for side in (_true, _text)] if maybe else []
    all_agree = all(said.may_be_swapped or not said.true_high for said in columns.values())
    proven = any(said.is_swapped for said in maybe.values()) or (
        all_agree and bool(together) and min(map(len, together)) >= _PROOF_TOGETHER
    )
    if proven and all_agree:
        orders |= dict.fromkeys(maybe, "swapped")
    return orders


def _true(said: DayEvidence) -> set[str]:
    return said.true_low


def _text(said: DayEvidence) -> set[str]:
    return said.first_high


def swap_day(text: str) -> str:
    """Exchange day and month of an ISO date, or the first two numbers of a date as text; else give it back."""
    if len(text) == 10 and text[4] == text[7] == "-":
        return f"{text[:5]}{text[8:]}-{text[5:7]}" if int(text[8:]) <= 12 else text
    parts = _PARTS.fullmatch(text)
    if parts is None:
        return text
    rest = text.strip().removeprefix("'")[len(parts[1]) + 1 + len(parts[2]) :]
    return f"{parts[2]}{text.strip().removeprefix(chr(39))[len(parts[1])]}{parts[1]}{rest}"
