"""What the cells of a column look like: evidence for or against what its header says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from vaxdesk.intake.headers import CROSSED
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.text import fold

_SAMPLE: Final = 120
_DATE: Final = re.compile(r"\d{1,2}[/.\- ]\d{1,2}[/.\- ]\d{2,4}|\d{4}-\d{2}(-\d{2})?([ T].*)?|\d{1,2}[/.\-]\d{4}")
_DATE_INSIDE: Final = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}")
_NAMED: Final = re.compile(r"\s*(?:\d{1,4}\s*[.)]\s*)?[^\W\d_]+(?:\s+[^\W\d_]+)+\b")
_YEAR: Final = re.compile(r"(18|19|20)\d\d")
_DAYS_OF_EXCEL: Final = range(10_000, 47_485)
"""The days of 1927 to 2029, as Excel counts them."""
_SEPARATORS: Final = str.maketrans("", "", " .-'()+,\u00a0")

Traits = frozenset[str]


def describe(text: str, catalogues: Catalogues) -> Traits:
    """Give the traits of one cell: date, year, mark, id, phone, insurance, sex, vaccine, digits, small, name, text."""
    traits = set()
    bare = text.strip().translate(_SEPARATORS)
    if _DATE.fullmatch(text.strip()):
        traits.add("date")
    elif bare.isdigit():
        traits.update(_describe_digits(bare))
    elif len(bare) == 15 and bare[:2].isalpha() and bare[2:].isdigit():
        traits.add("insurance")
    elif any(char.isdigit() for char in bare):
        traits.update(_describe_mixed(text, bare))
    elif bare:
        traits.update(_describe_words(text))
    if catalogues.find_value("sex", text):
        traits.add("sex")
    if catalogues.find_value("mark", text):
        traits.add("mark")
    if bare and not bare.isdigit() and catalogues.find_vaccine(text):
        traits.add("vaccine")
    return frozenset(traits)


def _describe_mixed(text: str, bare: str) -> Iterable[str]:
    yield "mixed"
    if _NAMED.match(text):
        yield "named"
    if sum(char.isdigit() for char in bare) >= 7:
        yield "numbers"
    if _DATE_INSIDE.search(text) and any(map(str.isalpha, bare)):
        yield "dated"


def _describe_digits(bare: str) -> Iterable[str]:
    yield "digits"
    size = len(bare)
    if _YEAR.fullmatch(bare):
        yield "year"
    if size in {8, 9, 11, 12}:
        yield "id"
    if size in {9, 10, 11} and bare[0] in "0123456789":
        yield "phone"
    if size == 10:
        yield "insurance"
    if size <= 3:
        yield "small"
    if size <= 2:
        yield "day" if int(bare) <= 31 else "short"
    if size in {1, 2, 3, 5}:
        yield "code"
    if size == 5 and int(bare) in _DAYS_OF_EXCEL:
        yield "serial"


def _describe_words(text: str) -> Iterable[str]:
    yield "letters"
    if 2 <= len(text.split()) <= 7:
        yield "name"
    if fold(text).startswith(("mui", "lieu")):
        yield "dose"


def sample(cells: Sequence[str]) -> list[str]:
    """Give up to 120 cells that hold something, spread over the column."""
    full = [cell for cell in cells if cell]
    step = max(1, len(full) // _SAMPLE)
    return full[::step][:_SAMPLE]


_FITS: Final[dict[str, Callable[[Traits], bool]]] = {
    "full_name": lambda t: ("letters" in t and "sex" not in t) or {"mixed", "named"} <= t,
    "surname_middle": lambda t: "letters" in t,
    "given_name": lambda t: "letters" in t,
    "guardian.full_name": lambda t: "letters" in t,
    "birth_date": lambda t: bool(t & {"date", "year", "mixed", "serial", "short"}),
    "birth_day": lambda t: "day" in t,
    "birth_month": lambda t: "day" in t,
    "birth_year": lambda t: bool(t & {"year", "short"}),
    "birth_day_month": lambda t: bool(t & {"mixed", "date", "small"}),
    "middle_name": lambda t: "letters" in t,
    "sex": lambda t: bool(t & {"sex", "mark"}) or {"digits", "small"} <= t,
    "sex.male": lambda t: bool(t & {"date", "year", "mark", "mixed", "serial", "small"}),
    "sex.female": lambda t: bool(t & {"date", "year", "mark", "mixed", "serial", "small"}),
    "id_number": lambda t: bool(t & {"id", "mixed"}),
    "old_id_number": lambda t: bool(t & {"id", "mixed"}),
    "phone": lambda t: bool(t & {"phone", "numbers"}),
    "guardian.phone": lambda t: bool(t & {"phone", "numbers"}),
    "health_insurance": lambda t: bool(t & {"insurance", "mixed"}),
    "priority_group": lambda t: bool(t & {"small", "mixed"}),
    "age": lambda t: bool(t & {"small", "mixed"}),
    "relation": lambda t: "letters" in t,
    "desired_date": lambda t: bool(t & {"date", "mixed", "letters", "serial"}),
    "doses": lambda t: bool(t & {"mixed", "date"}),
    "row_no": lambda t: bool(t & {"digits", "small", "mixed"}),
    "ethnicity": lambda t: "letters" in t,
    "nationality": lambda t: "letters" in t,
    "occupation": lambda t: bool(t & {"letters", "mixed"}),
    "province_code": lambda t: "code" in t,
    "district_code": lambda t: "code" in t,
    "commune_code": lambda t: "code" in t,
    "province_name": lambda t: bool(t & {"letters", "mixed"}),
    "district_name": lambda t: bool(t & {"letters", "mixed"}),
    "commune_name": lambda t: bool(t & {"letters", "mixed"}),
    "dose.date": lambda t: bool(t & {"date", "mark", "mixed", "serial"}),
    "dose.vaccine": lambda t: bool(t & {"vaccine", "mark"}) or ("letters" in t and "date" not in t),
    "dose.number": lambda t: bool(t & {"small", "dose", "mixed"}),
    "dose.crossed": lambda t: bool(t & {"mark", "date"}),
    "dose.site": lambda t: "date" not in t,
    "hamlet": lambda t: not t & {"date", "id", "phone"},
}
_ODD: Final = frozenset({"date", "id", "phone", "insurance"})


def _fits_any_text(traits: Traits) -> bool:
    return not traits & _ODD


def measure_fit(field: str, cells: Iterable[Traits]) -> float | None:
    """Give the share (0 to 1) of cells that can hold such a value; None where the column is empty."""
    known = list(cells)
    if not known:
        return None
    if field.startswith("dose"):
        field = "dose." + field.partition(".")[2]
        if field.removeprefix("dose.") in CROSSED:
            field = "dose.crossed"
    if field.startswith("answer."):
        field = "dose.crossed"
    fits = _FITS.get(field.removeprefix("right."), _fits_any_text)
    return sum([fits(traits) for traits in known]) / len(known)
