"""Where the header of a list is, and what each of its rows is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final

from vaxdesk.intake.headers import CROSSED, find_dose_group, fold_cells, has_any_accents, is_header_word, read_header
from vaxdesk.intake.reasons import How
from vaxdesk.intake.sheet import Sheet
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.text import fold, has_accents, header_key, tidy

_SEARCHED: Final = 100
_LONGEST_HEADER: Final = 160
_LOOKED_AT: Final = 300
_DEEPEST: Final = 4
"""Rows of one header at most."""
_GROUPS_ABOVE: Final = frozenset({"nam sinh", "gioi tinh", "ngay sinh", "ho ten", "ho va ten", "tiem chung"})


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a list: its rows (counted from 0) and, per column, its texts from the group above downwards.

    ``fixed`` are columns whose field is known for sure, ``known_by`` says why. Without any header rows the people begin
    at row ``first``.
    """

    rows: tuple[int, ...]
    paths: Mapping[int, tuple[str, ...]]
    fixed: Mapping[int, str] = field(default_factory=dict)
    first: int = 0
    known_by: How = "platform"

    @property
    def begin(self) -> int:
        """The first row that belongs to the list, its header included."""
        return self.rows[0] if self.rows else self.first

    @property
    def below(self) -> int:
        """The first row below the header."""
        return self.rows[-1] + 1 if self.rows else self.first

    def text(self, column: int) -> str:
        """Give a column's header as one text."""
        return " / ".join(" ".join(part.split()) for part in self.paths.get(column, ()))


@dataclass(frozen=True, slots=True)
class ListKind:
    """A kind of list. ``name`` is told in the head, ``rank`` the order of trying, ``loads_as`` the kind a user names.

    ``find_header`` gives the header where a sheet is of this kind, else None.
    """

    name: str
    rank: int
    loads_as: str
    find_header: Callable[[Sheet, Catalogues], Header | None]


def find_header(sheet: Sheet, catalogues: Catalogues) -> Header | None:
    """Find one or two header rows with a column of names and at least one more column that is known."""
    best: tuple[int, int] | None = None
    for number, row in enumerate(sheet.rows[:_SEARCHED]):
        known = _count_known(tuple(row), catalogues)
        if known and (best is None or known > best[0]):
            best = (known, number)
    return None if best is None else join_header(sheet, best[1], catalogues)


@lru_cache(maxsize=4 * _SEARCHED)
def _count_known(row: tuple[str, ...], catalogues: Catalogues) -> int:
    """Count the known headers of a row; 0 where names have no column or nothing else is known.

    Each kind of list that is tried looks at the same rows.
    """
    cells = [cell for cell in row if cell and len(cell) <= _LONGEST_HEADER]
    hits = sum(1 for cell in cells if is_header_word(cell, catalogues))
    if not cells or (hits < 1 and len(cells) < 2):
        return 0
    accented = has_any_accents(cells)
    fields = set()
    for cell in cells:
        meanings = read_header((cell,), catalogues, accented=accented)
        if meanings and meanings[0].field and meanings[0].score >= 60:
            fields.add(meanings[0].field)
    named = "full_name" in fields or {"surname_middle", "given_name"} <= fields
    return max(hits, len(fields)) if named and (len(fields) > 1 or hits > 1) else 0


def join_header(sheet: Sheet, number: int, catalogues: Catalogues) -> Header:
    """Join the header row with the rows of parts below it and of groups above it, where there are any."""
    first = last = number
    while last - number < _DEEPEST - 1 and _is_part_row(sheet, number, last, catalogues):
        last += 1
    while first and number - first < _DEEPEST - 1 and _is_group_row(sheet, first - 1):
        first -= 1
    rows = tuple(range(first, last + 1))
    paths = join_rows(sheet, *rows)
    parts = _find_name_parts(sheet, rows, paths, catalogues)
    return Header(rows, paths, parts, known_by="content") if parts else Header(rows, paths)


def _find_name_parts(
    sheet: Sheet, rows: Sequence[int], paths: dict[int, tuple[str, ...]], catalogues: Catalogues
) -> dict[int, str]:
    """Find a name that stands in two columns under one header: the second has none and holds single words."""
    for at, path in paths.items():
        after = at + 1
        named = any(name.field == "full_name" for name in catalogues.headers.get(header_key(path[-1]), ()))
        if not named or (after in paths and paths[after] != path):
            continue
        below = [row for row in sheet.rows[rows[-1] + 1 :][:_LOOKED_AT] if after < len(row) and row[at]]
        given = [row[after] for row in below if row[after]]
        if len(given) >= 3 and len(given) * 5 >= len(below) * 4 and all(_is_given_name(cell) for cell in given):
            paths[after] = path
            return {at: "surname_middle", after: "given_name"}
    return {}


def _is_given_name(text: str) -> bool:
    # Foreigners and Khmer have given names of two words; what is longer is no given name.
    return len(text.split()) <= 2 and len(text) <= 20 and not any(map(str.isdigit, text))


def _is_part_row(sheet: Sheet, number: int, last: int, catalogues: Catalogues) -> bool:
    """Tell whether the row below ``last`` names parts of columns: words of headers, and nothing under the names.

    ``number`` is the row that names them.
    """
    if last + 1 >= len(sheet.rows):
        return False
    below = sheet.rows[last + 1]
    parts = [cell for cell in below if cell]
    if not parts or any(len(cell) > _LONGEST_HEADER or re.search(r"\d{3}", fold(cell)) for cell in parts):
        return False
    for top in sheet.rows[number : last + 1]:
        for at, cell in enumerate(top):
            if cell and at < len(below) and below[at]:
                names = catalogues.headers.get(header_key(cell), ())
                split = below[at] != cell and is_header_word(below[at], catalogues)
                if any(name.field == "row_no" or (name.field == "full_name" and not split) for name in names):
                    return False
    words = [cell for cell in parts if is_header_word(cell, catalogues) or catalogues.find_vaccine(cell) in CROSSED]
    return len(words) * 2 >= len(parts)


def _is_group_row(sheet: Sheet, number: int) -> bool:
    """Tell whether a row above the header names groups of columns ("Mũi 1" over its parts)."""
    cells = [cell for cell in sheet.rows[number] if cell]
    for cell in cells:
        dose = find_dose_group(cell)
        if (dose is not None and not dose.rest) or header_key(cell) in _GROUPS_ABOVE:
            return True
    return False


def shape_header(sheet: Sheet, rows: tuple[int, ...]) -> Header:
    """Give the header of rows that somebody named."""
    return Header(rows, join_rows(sheet, *rows)) if rows else Header((), {})


def join_rows(sheet: Sheet, *rows: int) -> dict[int, tuple[str, ...]]:
    """Give the texts of each column of a header of these rows, the group's first."""
    width = max(len(sheet.rows[row]) for row in rows)
    levels = [_spread(sheet, row, rows[place + 1 :], width) for place, row in enumerate(rows)]
    paths: dict[int, tuple[str, ...]] = {}
    for at in range(width):
        path: list[str] = []
        for level in levels:
            if level[at] and (not path or path[-1] != level[at]):
                path.append(level[at])
        if path and any(at < len(sheet.rows[row]) and sheet.rows[row][at] for row in rows):
            paths[at] = tuple(path)
    return paths


def _spread(sheet: Sheet, row: int, below: Sequence[int], width: int) -> list[str]:
    """Give a header row's texts with each group's written over all its columns."""
    cells = [*sheet.rows[row], *[""] * (width - len(sheet.rows[row]))]
    if not below:
        return cells
    wide = {first[1]: last[1] for first, last in sheet.merges if first[0] == row <= last[0]}
    tall = {first[1] for first, last in sheet.merges if first[0] == row and last[0] >= below[0]}
    parts = [any(at < len(sheet.rows[part]) and sheet.rows[part][at] for part in below) for at in range(width)]
    group, reach, loose = "", -1, False
    spread = list(cells)
    for at, above in enumerate(cells):
        if above:
            group, reach, loose = ("" if at in tall else above), wide.get(at, width), at not in wide
        elif not parts[at] and loose:
            # Without merged cells (a text file, a careless clerk) a group reaches as far as there are parts.
            group = ""
        elif at <= reach and parts[at]:
            spread[at] = group
    return spread


# Rows ---------------------------------------------------------------------------------------------------------------

_SUBTOTAL: Final = re.compile(
    r"(?:tổng|tong)(?: cộng| cong| số| so| người| nguoi)?(?: \d|:|$)|(?:tổng|tong) (?:cộng|cong|số|so|người|nguoi)\b"
    r"|(?:cộng|cong)(?: \d|:|$)|(?:lũy|luỹ|luy) k[eế]\b"
)
_SIGNATURE: Final = re.compile(
    r"\b(?:nguoi lap|lap bieu|nguoi tong hop|truong tram|tram truong|thu truong|uy ban nhan dan|ubnd|xac nhan|ky ten|"
    r"ghi ro ho ten|ky ghi ro|dong dau|chu tich|giam doc|nguoi bao cao|can bo phu trach|truong cong an|truong thon|"
    r"truong ap|phu trach|hieu truong)\b|\bngay(?: \d+)?(?: \S+)? thang(?: \d+)?(?: \S+)? nam\b"
)
_TITLE: Final = re.compile(r"\b(?:cong hoa xa hoi|doc lap tu do|danh sach|kem theo)\b")
_SECTION: Final = re.compile(
    r"(?:[IVX]+[.)/\s-]+|\d+[.)/\s-]+)?"
    r"(?:THÔN|ẤP|KHU PHỐ|KP|TỔ|TDP|BẢN|BUÔN|SÓC|KHÓM|XÓM|ĐỘI|LÀNG|PHUM|CỤM)"
    r"[\s.:\d]"
)
_PLAIN_SECTION: Final = re.compile(
    r"(?:[IVX\d]+[.)/\s-]+)?(?:THON|AP|KHU PHO|KP|TO|BAN|BUON|SOC|KHOM|XOM|DOI)[\s.:]*\d+[A-Z]?\s*"
)
_STEP: Final = re.compile(r"\(?(\d{1,2}|[A-Z])\)?")


@dataclass(frozen=True, slots=True)
class Places:
    """The columns that tell what a row is: of names, of the running number, and of anything that only people have."""

    names: tuple[int, ...]
    number: int | None
    evidence: tuple[int, ...]


def sort_rows(sheet: Sheet, header: Header, places: Places) -> Iterator[tuple[int, str | None]]:
    """Give each row that isn't blank (counted from 0) with the reason to set it aside, None for a person's row."""
    heads = {tuple(cell for cell in sheet.rows[row] if cell) for row in header.rows}
    first, below, signed = header.begin, header.below, False
    for at, row in enumerate(sheet.rows):
        if not row:
            continue
        if at < first:
            yield at, "title"
        elif at < below:
            yield at, "header"
        elif _is_plainly_person(row, places):
            yield at, None
        else:
            reason = _find_reason(row, heads, places, signed=signed)
            signed = signed or reason == "signature"
            yield at, reason


def _is_plainly_person(row: list[str], places: Places) -> bool:
    """Tell the ordinary row quickly: numbered, a name of some length, digits where only people have them."""
    width, number, name = len(row), places.number, places.names[0]
    if number is None or number >= width or name >= width or len(row[name]) < 4 or not row[number].isdigit():
        return False
    return any(at < width and row[at] and row[at][-1].isdigit() for at in places.evidence)


def _find_reason(row: list[str], heads: set[tuple[str, ...]], places: Places, *, signed: bool) -> str | None:
    cells = tuple(cell for cell in row if cell)
    if cells in heads or _is_numbering(cells):
        return "header" if cells in heads else "numbering"
    if all(cell.lstrip()[:1] == "(" and cell.rstrip()[-1:] == ")" for cell in cells):
        return "note"
    name = " ".join(row[at] for at in places.names if at < len(row) and row[at])
    numbered = places.number is not None and places.number < len(row) and row[places.number].strip(" .").isdigit()
    evidence = any(at < len(row) and any(map(str.isdigit, row[at])) for at in places.evidence)
    if numbered and name and (evidence or len(cells) > 2 or len(name.split()) > 1):
        return None
    said = _find_words(cells, name, evidence=evidence and bool(name))
    if said is None and signed and not evidence and not numbered:
        said = "signature"
    if said is None and not any(map(str.isalpha, name)):
        lone = len(cells) == 1 and not evidence and not numbered and not cells[0].isdigit()
        said = "note" if lone else "no_name"
    if said is None and len(cells) == 1 and not _looks_like_name(name):
        said = "note"
    return said


def _find_words(cells: tuple[str, ...], name: str, *, evidence: bool) -> str | None:
    """Give what the words of a row say it is; with evidence of a person only a subtotal's first word counts."""
    first = next((cell for cell in cells if any(map(str.isalpha, cell))), "")
    if _SUBTOTAL.match(tidy(first).lower()):
        return "subtotal"
    if evidence:
        return None
    # Beside a name other words say nothing: somebody works at the UBND.
    said = fold(name) if any(map(str.isalpha, name)) else fold_cells(cells)
    if _SIGNATURE.search(said):
        return "signature"
    if _TITLE.search(said):
        return "title"
    upper = first.strip().upper()
    if len(cells) <= 2 and len(upper) <= 60:
        plain = not has_accents(upper)
        if (_PLAIN_SECTION.fullmatch(upper) if plain else _SECTION.match(upper)) or upper in {"KP", "TDP"}:
            return "section"
    return None


def _is_numbering(cells: tuple[str, ...]) -> bool:
    """Tell the row (1) (2) (3) or A B 1 2 under a header: steps of one, in at least three columns."""
    if len(cells) < 3:
        return False
    steps = [_STEP.fullmatch(cell.strip().partition("=")[0].strip()) for cell in cells]
    if not all(steps):
        return False
    numbers = [int(step[1]) for step in steps if step is not None and step[1].isdigit()]
    letters = len(cells) - len(numbers)
    rising = all(after - before == 1 for before, after in pairwise(numbers))
    return rising and (letters == 0 or letters <= 3) and (not numbers or numbers[0] <= 2)


def _looks_like_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 7 and len(text) <= 60 and not any(map(str.isdigit, text)) and text[-1] not in ".:;!"
