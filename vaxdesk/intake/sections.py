"""The hamlet of a person whom only a heading, or the name of the sheet, puts there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from vaxdesk.intake.sheet import Sheet
from vaxdesk.model.text import fold, has_accents, tidy

_NUMBERING: Final = re.compile(r"(?:[IVXLC]+|\d+|[A-HĐ])\s*[.)/–-]+\s*(?=\D)|(?:[IVX]+)\s+(?=\D)")
_COUNT: Final = re.compile(
    r"[\s:;,–-]*[(\[]?\s*(?:tổng|tong|cộng|cong)?[\s:]*\d+\s*(?:người|nguoi|hộ|ho|nk|đối tượng)\b.*$", re.IGNORECASE
)
_TITLE_PARTS: Final = re.compile(r"\s[-–]\s|[;|()\n]")
_ALL: Final = re.compile(r"\b(?:tat ca|toan|cac|theo|danh sach)\b")
_SAID_OF_LISTS: Final = frozenset({
    "tiem", "chung", "vac", "xin", "vaccine", "vacxin", "phong", "covid", "19", "mui", "1", "2", "3", "nguoi", "dan",
    "nhan", "khau", "doi", "tuong", "ho", "cua", "dang", "ky", "chua", "da", "duoc",
})  # fmt: skip
"""What titles say between "Danh sách" and the hamlet whose list it is."""
_BEHIND_HAMLETS: Final = frozenset({
    "năm", "ngày", "tháng", "đợt", "mũi", "xã", "huyện", "tiêm", "từ", "lần", "đăng", "được", "chưa", "đã",
})  # fmt: skip
"""What titles say behind the hamlet; "Nam", "Lan" and "Thắng" are parts of names."""
_SEVERAL: Final = re.compile(
    r"[+&/]|\bvà\b|\b(?:thôn|ấp|buôn|sóc|khóm|xóm|khu phố)\b.*\b(?:thôn|ấp|buôn|sóc|khóm|xóm|khu phố)\b"
)
_KINDS: Final = (
    "thôn",
    "ấp",
    "bản",
    "buôn",
    "bon",
    "sóc",
    "khu phố",
    "kp",
    "khóm",
    "xóm",
    "làng",
    "phum",
    "khu dân cư",
)
_SMALLER: Final = ("tổ dân phố", "tdp", "tổ", "đội", "cụm")
_PLAIN: Final[dict[tuple[str, ...], tuple[str, ...]]] = {kinds: tuple(map(fold, kinds)) for kinds in (_KINDS, _SMALLER)}
_ANY_KIND: Final = re.compile(rf"^(?:{'|'.join(map(fold, (*_KINDS, *_SMALLER)))}) (?=\w)")


def place_rows(
    sheet: Sheet, rows: Iterable[int], headings: Mapping[int, str], titles: Iterable[str] = ()
) -> dict[int, str]:
    """Give, by row of a person (counted from 0), the hamlet of the last heading above it.

    ``headings`` are the texts of the rows set aside as headings. Below headings of hamlets those of their parts (Tổ 3)
    change nothing. Without any heading the titles or the name of the sheet say it, where they name one hamlet.
    """
    named = [(at, name) for at, text in sorted(headings.items()) if (name := name_hamlet(text))]
    if any(not _is_smaller(name) for _, name in named):
        named = [(at, name) for at, name in named if not _is_smaller(name)]
    if not named:
        title, name = _find_in_titles(titles), name_hamlet(sheet.name or "", whole=True)
        # Titles are in capitals: where the sheet says the same, its spelling is the better one.
        whole = name if title is None or (name is not None and fold(name) == fold(title)) else title
        return dict.fromkeys(rows, whole) if whole else {}
    placed: dict[int, str] = {}
    place, here = 0, ""
    for at in rows:
        while place < len(named) and named[place][0] < at:
            here = named[place][1]
            place += 1
        if here:
            placed[at] = here
    return placed


def _find_in_titles(titles: Iterable[str]) -> str | None:
    parts = [part for title in titles for part in _TITLE_PARTS.split(title)]
    found = {name for part in parts if (name := name_hamlet(part, whole=True) or _name_hamlet_of_list(part))}
    return found.pop() if len(found) == 1 else None


def _name_hamlet_of_list(title: str) -> str | None:
    """Give the hamlet of "Danh sách tiêm chủng thôn Bù Lư, xã …"; none where the words between may name a place."""
    words = tidy(title.partition(",")[0]).split()
    keys = list(map(fold, words))
    if keys[:2] != ["danh", "sach"]:
        return None
    start = next((at for at in range(2, len(keys)) if not _SAID_OF_LISTS.issuperset(keys[at].split())), len(keys))
    end = next((at for at in range(start, len(keys)) if words[at].lower() in _BEHIND_HAMLETS), len(keys))
    said = " ".join(words[start:end])
    if not has_accents(said) or _SEVERAL.search(said.lower()) or not _begins_with(said, _KINDS):
        return None
    return name_hamlet(said, whole=True)


def name_hamlet(text: str, *, whole: bool = False) -> str | None:
    """Give the hamlet that a heading names, without its numbering and its count of people; None if it names none.

    ``whole``: only where the text is a kind and a name of at most three words, as sheets are named.
    """
    said = tidy(text.partition(" | ")[0])
    said = _NUMBERING.sub("", said, count=1) if _names_kind(_NUMBERING.sub("", said, count=1)) else said
    said = _COUNT.sub("", said).strip(" .:;,-–")
    if not _names_kind(said) or (whole and (len(said.split()) > 6 or _ALL.search(fold(said)))):
        return None
    return said.replace(" :", ":").replace(": ", " ")


def make_hamlet_key(name: str) -> str:
    """Give the folded name of a hamlet without its kind: "bu lu" of "Thôn Bù Lư"."""
    return _ANY_KIND.sub("", fold(tidy(name)), count=1)


def _names_kind(text: str) -> bool:
    return _begins_with(text, _KINDS) or _begins_with(text, _SMALLER)


def _is_smaller(name: str) -> bool:
    return _begins_with(name, _SMALLER)


def _begins_with(text: str, kinds: tuple[str, ...]) -> bool:
    """Tell whether one of the kinds and something more begins the text; đội and đối differ where there are accents."""
    said, words = (tidy(text).lower(), kinds) if has_accents(text) else (fold(text), _PLAIN[kinds])
    return any(re.match(rf"{kind}[\s.:]*(?:(?<=[\s.:])\w|\d)", said) for kind in words)
