"""Hamlets named without "Thôn" before them, where the rest of the workbook proves that they are hamlets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from vaxdesk.intake.recognition import Found
from vaxdesk.intake.sections import make_hamlet_key, name_hamlet
from vaxdesk.intake.sheet import Sheet
from vaxdesk.intake.unicode import read_unicode
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.text import fold, has_accents, header_key, tidy

_LONGEST_SUMMARY: Final = 300
_LEAST: Final = 2
"""Sheets named after hamlets that make a workbook one of hamlets."""
_LIST_OF: Final = re.compile(r"danh sach\b")
_PLACE: Final = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,3}(?: \d{1,2}[A-Z]?)?")
_NO_PLACE: Final = (
    "danh", "sách", "tổng", "hợp", "mũi", "đợt", "lần", "tiêm", "trường", "trạm", "công", "cơ", "quan", "giáo", "cán",
    "người", "ngoài", "ngoại", "vãng", "tạm", "khác", "học", "lớp", "khối", "chưa", "đã", "ngày", "tháng", "năm",
    "nhóm", "ưu", "đoàn viên", "trẻ", "em", "tuổi", "vắc", "xin", "xã", "huyện", "tỉnh", "chốt", "cách", "bổ", "nhà",
    "hộ", "khách", "doanh", "đối", "phụ", "tình", "chùa", "chợ", "phát", "sinh", "hoãn", "chuyển", "trùng", "sai",
)  # fmt: skip
"""Words of sheets that hold other groups of people than a hamlet's."""
_NO_PLACE_PLAIN: Final = frozenset(map(fold, _NO_PLACE))


def place_by_workbook(found: Sequence[Found], sheets: Sequence[Sheet], catalogues: Catalogues) -> None:
    """Give people of whom their own sheet says no hamlet that of its name or title, where other sheets prove it.

    What a summary lists under "Thôn" is a hamlet; so is what bears a place's name among sheets named after hamlets.
    """
    if len(sheets) < _LEAST:
        return
    lists = {one.sheet.name for one in found}
    known = {
        make_hamlet_key(name): name
        for sheet in sheets
        if sheet.name not in lists and len(sheet.rows) <= _LONGEST_SUMMARY
        for name in _list_hamlets(read_unicode(sheet)[0], catalogues)
    }
    known |= {fold(name): name for name in _find_among_hamlets(lists, catalogues) if fold(name) not in known}
    if not known:
        return
    for one in found:
        if one.around.hamlets or "hamlet" in one.mapped.fields.values():
            continue
        titles = [aside.text for aside in one.aside if aside.reason == "title"]
        hamlet = known.get(fold(tidy(one.sheet.name or ""))) or _find_in_titles(titles, known)
        if hamlet is not None:
            one.around = replace(one.around, hamlets=dict.fromkeys(one.rows, hamlet))


def _list_hamlets(sheet: Sheet, catalogues: Catalogues) -> Iterator[str]:
    """Give what stands below a header of hamlets, with the name of a hamlet: not its number, not the sum."""
    column = None
    for row in sheet.rows:
        if column is None:
            column = next((at for at, cell in enumerate(row) if cell and _means_hamlet(cell, catalogues)), None)
        elif column < len(row) and any(map(str.isalpha, row[column])):
            name = tidy(row[column])
            if not fold(name).startswith(("cong", "tong")):
                yield name


def _means_hamlet(text: str, catalogues: Catalogues) -> bool:
    return any(name.field == "hamlet" for name in catalogues.headers.get(header_key(text), ()))


def _find_among_hamlets(names: set[str | None], catalogues: Catalogues) -> Iterator[str]:
    """Give the sheets named like places among those named after hamlets; a commune's name says too little."""
    said = [tidy(name) for name in names if name]
    others = [name for name in said if name_hamlet(name, whole=True) is None]
    if len(said) - len(others) < max(_LEAST, len(others)):
        return
    yield from (name for name in others if _is_place(name) and catalogues.units.find(name, None, None) is None)


def _is_place(name: str) -> bool:
    words = name.split()
    if not _PLACE.fullmatch(name) or not all(word[0].isdigit() or word.istitle() for word in words):
        return False
    lower = {word.lower() for word in words}
    return not lower.intersection(_NO_PLACE if has_accents(name) else _NO_PLACE_PLAIN)


def _find_in_titles(titles: Sequence[str], known: Mapping[str, str]) -> str | None:
    """Give the hamlet with whose name the title of a list ends."""
    said = [fold(part) for title in titles for part in title.split(" | ")]
    ends = {
        name
        for text in said
        if _LIST_OF.match(text)
        for key, name in known.items()
        if " " in key and text.endswith(f" {key}")
    }
    longest = max(ends, key=len, default=None)
    return longest if longest is not None and all(fold(longest).endswith(fold(one)) for one in ends) else None
