"""A list without a header: its columns are known by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from vaxdesk.intake.layout import Header
from vaxdesk.intake.profile import Traits, describe
from vaxdesk.intake.sheet import Sheet
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.dates import read_date
from vaxdesk.model.identity import read_id_number, read_phone
from vaxdesk.model.text import fold

_LEAST_ROWS: Final = 3
_LEAST_COLUMNS: Final = 3
_LOOKED_AT: Final = 120
_MOST: Final = 0.7
_FAMILIES: Final = frozenset(
    """
    nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dinh trinh luong mai cao doan ha ta to thai
    chau quach kieu tu dieu thi thach lam son danh kim nong trieu vi be dam luc ma truong dao luu vuong tong h y k
    """.split()  # noqa: SIM905 - read better than a list of sixty quotation marks
)
"""Family names in every commune, and the words that names of the S'Tiêng and M'Nông begin with."""
_CARD: Final = re.compile(r"\d{11}|0{0,2}\d,\d{1,5}[Ee]\+1[01]|[\dOoIl]{11,12}")
_PHONE: Final = re.compile(r"(?:\+?84|0)?[35789]\d{8}|0?1[2689]\d{8}")
_INSURANCE: Final = re.compile(r"[A-Z]{2}\d{13}")
_PLACE: Final = re.compile(r"(?:thon|ap|ban|buon|soc|khu pho|kp|to|khom|xom|doi|lang|phum)\b")
_CAMPAIGN: Final = ("2021-03", "2024")


def find_bare_header(sheet: Sheet, catalogues: Catalogues) -> Header | None:
    """Find the columns of a list that has no header: names, and at least one of birth, number, phone."""
    rows = [at for at, row in enumerate(sheet.rows) if sum(map(bool, row)) >= _LEAST_COLUMNS][:_LOOKED_AT]
    width = max((len(sheet.rows[at]) for at in rows), default=0)
    columns = [[sheet.rows[at][place] if place < len(sheet.rows[at]) else "" for at in rows] for place in range(width)]
    name = _pick_name(columns)
    if name is None:
        return None
    first = _find_first(sheet, rows, name)
    count = sum(at >= first for at in rows)
    if count < _LEAST_ROWS:
        return None
    below = [column[len(rows) - count :] for column in columns]
    fixed = _name_columns(below, name, catalogues)
    if not set(fixed.values()) & {"birth_date", "id_number", "phone"}:
        return None
    return Header((), dict.fromkeys(fixed, ()), fixed, first=first, known_by="content")


def _find_first(sheet: Sheet, rows: Sequence[int], name: int) -> int:
    """Give the first row of a person: a title or two may stand above."""
    return next((at for at in rows if name < len(sheet.rows[at]) and _is_name(sheet.rows[at][name])), len(sheet.rows))


def _is_name(text: str) -> bool:
    words = fold(text).split()
    return 2 <= len(words) <= 7 and words[0] in _FAMILIES and not any(map(str.isdigit, text))


def _pick_name(columns: Sequence[Sequence[str]]) -> int | None:
    shares = []
    for at, column in enumerate(columns):
        full = [cell for cell in column if cell]
        if len(full) >= _LEAST_ROWS and len(set(full)) * 10 >= len(full) * 6:
            shares.append((sum(map(_is_name, full)) / len(full), -at))
    best = max(shares, default=(0.0, 0))
    return -best[1] if best[0] >= 0.6 else None


def _share(column: Sequence[str], fits: Callable[[str], bool]) -> float:
    full = [cell for cell in column if cell]
    return sum(1 for cell in full if fits(cell.strip(" '"))) / len(full) if full else 0.0


def _name_columns(columns: Sequence[Sequence[str]], name: int, catalogues: Catalogues) -> dict[int, str]:
    fixed = {name: "full_name"}
    known: dict[str, Traits] = {}

    def has(trait: str) -> Callable[[str], bool]:
        def fits(cell: str) -> bool:
            if cell not in known:
                known[cell] = describe(cell, catalogues)
            return trait in known[cell]

        return fits

    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("sex", has("sex")),
        ("health_insurance", lambda cell: _INSURANCE.fullmatch(_squeeze(cell)) is not None),
        ("id_number", _is_card),
        ("phone", _is_phone),
        ("hamlet", lambda cell: _PLACE.match(fold(cell)) is not None),
    )  # fmt: skip
    dates = [at for at, column in enumerate(columns) if at != name and _share(column, _is_day) >= _MOST]
    for at, column in enumerate(columns):
        if at in fixed or at in dates or not any(column):
            continue
        if at < name and _counts(column):
            fixed[at] = "row_no"
            continue
        field = next((one for one, fits in tests if one not in fixed.values() and _share(column, fits) >= _MOST), None)
        if field is not None:
            fixed[at] = field
    _name_dates(columns, dates, fixed)
    _name_vaccines(columns, fixed, has("vaccine"))
    return fixed


def _squeeze(cell: str) -> str:
    return re.sub(r"[\s.\-']", "", cell)


def _is_card(cell: str) -> bool:
    """Tell a number of a card, damaged or not; nine and eleven digits can be a phone's, which those of one aren't."""
    bare = _squeeze(cell)
    whole = read_id_number(cell).value is not None or _CARD.fullmatch(bare) is not None
    return whole and not _PHONE.fullmatch(bare)


def _is_phone(cell: str) -> bool:
    return len(_squeeze(cell)) >= 9 and read_phone(cell).value is not None


def _is_day(cell: str) -> bool:
    return len(cell) >= 4 and (len(cell) == 4 or not cell.isdigit()) and read_date(cell).value is not None


def _counts(column: Sequence[str]) -> bool:
    numbers = [int(cell) for cell in column if cell.isdigit() and len(cell) < 6]
    steps = all(after - before in {0, 1} or after == 1 for before, after in pairwise(numbers))
    return len(numbers) >= _LEAST_ROWS and steps


def _name_dates(columns: Sequence[Sequence[str]], dates: Sequence[int], fixed: dict[int, str]) -> None:
    """Tell births from injections: the latter are all of the campaign."""
    number = 0
    for at in dates:
        days = [str(read_date(cell).value) for cell in columns[at] if cell and _is_day(cell)]
        given = sum(_CAMPAIGN[0] <= day < _CAMPAIGN[1] and len(day) == 10 for day in days)
        if given >= _MOST * len(days):
            number += 1
            fixed[at] = f"dose{number}.date"
        elif "birth_date" not in fixed.values():
            fixed[at] = "birth_date"


def _name_vaccines(columns: Sequence[Sequence[str]], fixed: dict[int, str], is_vaccine: Callable[[str], bool]) -> None:
    """Give a column of vaccines to the dose whose day stands before it, else to the one whose day comes next."""
    for at, column in enumerate(columns):
        if at in fixed or _share(column, is_vaccine) < _MOST:
            continue
        doses = [(abs(at - place), place > at, field) for place, field in fixed.items() if field.endswith(".date")
                 and field.startswith("dose")]  # fmt: skip
        field = min(doses, default=(0, False, "dose1.date"))[2].replace(".date", ".vaccine")
        if field not in fixed.values():
            fixed[at] = field
