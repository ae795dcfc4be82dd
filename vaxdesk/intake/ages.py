"""Ages in place of births: with the day of the list they tell the year, or nearly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from vaxdesk.model.text import fold

_WHOLE: Final = re.compile(r"\bngay \d{1,2} thang \d{1,2} nam (20\d\d)\b|\bngay \d{1,2} \d{1,2} (20\d\d)\b")
_MONTH: Final = re.compile(r"\bthang \d{1,2} (?:nam )?(20\d\d)\b")
_YEAR: Final = re.compile(r"\bnam (20\d\d)\b")
_AGE: Final = re.compile(r"(\d{1,3})\s*(?:tuổi|tuoi|t)?\.?", re.IGNORECASE)
_OLDEST: Final = 120


def find_list_year(ends: Iterable[str], titles: Iterable[str]) -> int | None:
    """Give the year in which a list was made: the day above its signatures says it, else its titles; None if none does.

    Titles quote other papers' days, so they count only where they name one year.
    """
    for texts in (ends, titles):
        said = [fold(text) for text in texts]
        for pattern in (_WHOLE, _MONTH, _YEAR):
            years = {int(year) for text in said for found in pattern.finditer(text) for year in found.groups() if year}
            if len(years) == 1:
                return years.pop()
            if years:
                break
    return None


def read_age(text: str, made: int | None, known: int | None) -> str | None:
    """Give the year of birth that an age tells in a list of that year; None where it can't be told.

    Whether somebody had their birthday already, and who counts the year of birth as the first, isn't known: a year of
    birth ``known`` from the number decides between neighbouring years.
    """
    age = _AGE.fullmatch(text.strip())
    if age is None or made is None or int(age[1]) > _OLDEST:
        return None
    year = made - int(age[1])
    return str(known if known is not None and abs(known - year) <= 1 else year)
