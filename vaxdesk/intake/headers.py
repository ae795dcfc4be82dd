"""What a column's header can mean, by the table of synonyms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from vaxdesk.intake.reasons import How
from vaxdesk.intake.shown import ERRORS
from vaxdesk.model.catalogue import Catalogues, HeaderName
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.text import fold, has_accents, header_key, name_key, tidy

PARTS: Final = frozenset({
    "row_no", "surname_middle", "given_name", "sex.male", "sex.female", "guardian.full_name", "guardian.phone",
    "commune_name", "district_name", "province_name", "result_failed", "result_done", "birth_day", "birth_month",
    "birth_year", "age", "relation", "household", "doses", "record_code", "answer", "answer.matched",
    "answer.mismatched", "answer.not_found", "answer.unresolvable", "right.full_name", "right.birth_date", "right.sex",
    "right.id_number", "because", "desired_date", "middle_name", "birth_day_month",
})  # fmt: skip
"""What a column can hold beside whole fields: parts of a name, a sex or a birth date, units, households, all doses in
one cell, what the platform and the police answered, the day that somebody wishes for."""

SHARED: Final = {"doses.vaccine": "vaccine", "doses.lot": "lot", "doses.site": "site"}
"""What one column says of all doses that a row tells of, where others hold their days, and the part of a dose it is."""
_DOSE_COLUMN: Final = re.compile(r"dose([1-9]?)\.([a-z-]+)")
_NUMBERING: Final = re.compile(r"\s*\(?\d{1,2}[.)]\s*(?=\D)")
CROSSED: Final = frozenset({
    "astrazeneca", "pfizer", "moderna", "sinopharm", "sputnik-v", "janssen", "abdala", "hayat-vax", "covaxin",
})  # fmt: skip
"""Vaccines that can have a column of their own under a dose, with a cross or the day for those who got them."""
_MEANT: Final = {
    "birth_year": "birth_date", "passport": "id_number", "verify_status": "answer",
    "temporary_address": "address", "permanent_address": "address",
}  # fmt: skip
"""Names of the table that are fields under another name."""
_PARTS_OF_BIRTH: Final = {
    "ngày, tháng": "birth_day_month", "ngày tháng": "birth_day_month", "ngày/tháng": "birth_day_month",
    "ngày/ tháng": "birth_day_month", "ngay thang": "birth_day_month", "ngày - tháng": "birth_day_month",
    "ngày": "birth_day", "ngay": "birth_day", "tháng": "birth_month", "thang": "birth_month", "năm": "birth_year",
}  # fmt: skip
"""Under "Ngày sinh"; without its accent "Năm" would be "Nam"."""
_SEXES: Final = {"nam": "sex.male", "nữ": "sex.female", "nu": "sex.female"}
"""Under "Tuổi" or "Năm sinh": an age or a birth in one of the two."""
_JUST_A_NUMBER: Final = frozenset({"so", "so the", "so giay", "number", "no", "ma so"})
"""Under "CMND/CCCD", beside "Ngày cấp" and "Nơi cấp"."""
_WEIGHTS: Final = {"birth_year": 0.97, "temporary_address": 0.97, "permanent_address": 0.9, "passport": 0.9}

_DOSE_NUMBER: Final = re.compile(
    r"\b(?:mui|lieu|lan|m)(?: tiem| thu| so)*(?: (?=[1-9iv])|(?=[1-9]))([1-9]|iii|iv|ii|i)\b"
)
_DOSE_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DOSE_KIND: Final = (("nhac lai", "booster"), ("bo sung", "additional"))
_DOSE_PARTS: Final = {
    "ngay": "date", "ngay thang": "date", "ngay thang nam": "date", "tiem ngay": "date", "thoi gian": "date",
    "loai": "vaccine", "ten": "vaccine", "loai vac xin tiem": "vaccine", "ten thuoc": "vaccine", "thuoc": "vaccine",
    "noi": "site", "dia diem": "site", "don vi": "site", "co so": "site",
}  # fmt: skip
_OTHER_PEOPLE: Final = frozenset({
    "cha", "me", "bo", "ba", "ong", "vo", "chong", "chu", "ho", "con", "nguoi", "than", "lien", "he", "giam", "phu",
    "huynh", "khai", "cap", "tiem", "kham", "lap",
})  # fmt: skip
"""Words that make a person's field another person's, where the rest of the header is unknown."""
_CROSSED_ANSWERS: Final = {
    "correct": "answer.matched", "wrong": "answer.mismatched", "not_found": "answer.not_found",
    "unresolvable": "answer.unresolvable",
}  # fmt: skip
_ANSWERS: Final = ("police_result", "verify_status", "verify_error", "screening", "screening_outcome")


class Meaning(NamedTuple):
    """One possible meaning of a header.

    ``field`` None: known, but nothing of ours. ``score`` is how likely (0 to 100), ``name`` the known wording.
    """

    field: str | None
    score: float
    how: How
    name: str


class DoseGroup(NamedTuple):
    """The dose that a header speaks of: its number as written, its kind, and the rest of the header's key."""

    number: int | None
    kind: str | None
    rest: str


def is_field(name: str) -> bool:
    """Tell whether a column can be taken for that."""
    dose = _DOSE_COLUMN.fullmatch(name)
    known = name in PERSON_FIELDS or name in PARTS or name in SHARED
    return known or (dose is not None and dose[2] in {*DOSE_FIELDS, *CROSSED})


def split_dose_field(name: str) -> tuple[int, str] | None:
    """Give number (0 in a list of one dose per row) and field of ``dose2.date``; None for a person's field."""
    dose = _DOSE_COLUMN.fullmatch(name)
    return None if dose is None else (int(dose[1] or 0), dose[2])


def find_dose_group(text: str) -> DoseGroup | None:
    """Find "Mũi 1", "M2", "Mũi III", "Mũi nhắc lại" in a header."""
    key = header_key(text)
    kind = next((kind for words, kind in _DOSE_KIND if words in key), None)
    found = _DOSE_NUMBER.search(key)
    if found is None:
        if kind is None or not any(word in key.split() for word in ("mui", "lieu", "lan", "tiem")):
            return None
        rest = re.sub(r"\b(?:mui|lieu|nhac lai|bo sung|lan)\b", " ", key)
        return DoseGroup(None, kind, " ".join(rest.split()))
    number = int(found[1]) if found[1].isdigit() else _DOSE_ROMAN[found[1]]
    rest = key[: found.start()] + " " + key[found.end() :]
    if kind is not None:
        # "Nhắc lại lần 2" counts boosters, not doses.
        rest = re.sub(r"\b(?:nhac lai|bo sung)\b", " ", rest)
        number = 0 if "lan" in found[0] else number
    return DoseGroup(number or None, kind, " ".join(rest.split()))


def read_header(path: tuple[str, ...], catalogues: Catalogues, *, accented: bool) -> list[Meaning]:
    """Give the meanings of a header, likeliest first; ``path`` is its text, the group's text above it first.

    ``accented``: the list's headers bear Vietnamese marks, so that "Nam" can't stand for "Năm".
    """
    path = tuple(_NUMBERING.sub("", text, count=1) for text in path)
    if len(path) == 1:
        meanings = _read_single(path[0], catalogues, accented=accented)
    else:
        meanings = _read_grouped(path[:-1], path[-1], catalogues, accented=accented)
    best: dict[str | None, Meaning] = {}
    for meaning in meanings:
        if meaning.field not in best or meaning.score > best[meaning.field].score:
            best[meaning.field] = meaning
    return sorted(best.values(), key=lambda one: -one.score)


def _read_single(text: str, catalogues: Catalogues, *, accented: bool) -> list[Meaning]:
    meanings = _look_up(text, catalogues, accented=accented)
    if any(meaning.score >= 90 for meaning in meanings):
        return _weigh_bare_dose(text, meanings)
    group = find_dose_group(text)
    if group is not None:
        meanings += _read_dose_part(group, catalogues)
    return meanings or _find_inside(text, catalogues)


def _weigh_bare_dose(text: str, meanings: list[Meaning]) -> list[Meaning]:
    """Under a bare "Mũi 1" stand dates as a rule, sometimes names of vaccines: the cells tell."""
    group = find_dose_group(text)
    if group is None or group.rest or not meanings[0].field or not meanings[0].field.endswith(".date"):
        return meanings
    number = meanings[0].field.split(".")[0]
    return [*meanings, Meaning(f"{number}.vaccine", 75, "resembling", meanings[0].name)]


def _read_grouped(groups: tuple[str, ...], text: str, catalogues: Catalogues, *, accented: bool) -> list[Meaning]:
    """Read a header under those groups, the outermost first: the nearest that says something decides."""
    for group in reversed(groups):
        meanings = _read_under(group, text, catalogues, accented=accented)
        if meanings is not None:
            return meanings
    return [one._replace(score=one.score * 0.97) for one in _read_single(text, catalogues, accented=accented)]


def _read_under(group: str, text: str, catalogues: Catalogues, *, accented: bool) -> list[Meaning] | None:
    above = {name.field for name in catalogues.headers.get(header_key(group), ())}
    if above.intersection(_ANSWERS):
        part = _find_answer_part(above, text, catalogues)
        return [Meaning(part, 95 if part else 90, "group", group)]
    joined = [one for one in _look_up(f"{group}/{text}", catalogues, accented=accented) if one.score >= 90]
    if joined:
        return joined
    dose = find_dose_group(group)
    if dose is not None:
        parts = _read_dose_part(DoseGroup(dose.number, dose.kind, header_key(text)), catalogues)
        return [one._replace(how="group", name=group) for one in parts]
    part = _find_part(above, text, accented=accented) or _find_vaccine_part(group, text, catalogues)
    if part is not None:
        return [Meaning(part, 98, "group", group)]
    if any(name.startswith("guardian.") for name in above):
        meanings = []
        for one in _read_single(text, catalogues, accented=accented):
            field = f"guardian.{one.field}" if one.field in {"full_name", "phone"} else None
            meanings.append(Meaning(field, one.score * 0.95, "group", group))
        return meanings
    return None


def _find_answer_part(above: set[str], text: str, catalogues: Catalogues) -> str | None:
    """Give what a header means under "Kết quả" (an answer to be crossed) or "Thông tin đúng" (a right value)."""
    said = catalogues.find_value("verify_status", text)
    if said in _CROSSED_ANSWERS and "verify_status" in above:
        return _CROSSED_ANSWERS[said]
    meant = {name.field for name in catalogues.headers.get(header_key(text), ())}
    if "because" in meant:
        return "because"
    if "police_result" not in above:
        return "answer" if "verify_status" in meant else None
    fields = ("full_name", "birth_date", "birth_year", "sex", "id_number")
    found = next((field for field in fields if field in meant), None)
    return found and f"right.{_MEANT.get(found, found)}"


def _find_vaccine_part(group: str, text: str, catalogues: Catalogues) -> str | None:
    """Give what "Mũi 1" means under the name of a vaccine: a cross or a day for those who got that one."""
    vaccine, dose = catalogues.find_vaccine(group), find_dose_group(text)
    if vaccine not in CROSSED or dose is None or dose.number is None:
        return None
    return f"dose{dose.number}.{vaccine}" if not dose.rest or _DOSE_PARTS.get(dose.rest) == "date" else None


def _find_part(above: set[str], text: str, *, accented: bool) -> str | None:
    """Give what a header means that names a part of its group only: "Năm" of a birth, "Số" of a card."""
    if header_key(text) in _JUST_A_NUMBER:
        return next((field for field in ("id_number", "phone", "health_insurance") if field in above), None)
    sex = _SEXES.get(tidy(text).lower())
    if sex is not None and ("age" in above or (accented and above & {"birth_date", "birth_year"})):
        return sex
    return _PARTS_OF_BIRTH.get(tidy(text).lower()) if above & {"birth_date", "birth_year"} else None


def _read_dose_part(group: DoseGroup, catalogues: Catalogues) -> list[Meaning]:
    number = group.number or {"booster": 3, "additional": 3}.get(group.kind or "")
    if number is None:
        return []
    if not group.rest:
        return [
            Meaning(f"dose{number}.date", 80, "resembling", ""),
            Meaning(f"dose{number}.vaccine", 75, "resembling", ""),
        ]
    part = _DOSE_PARTS.get(group.rest)
    vaccine = catalogues.find_vaccine(group.rest) if part is None else None
    if vaccine in CROSSED:
        return [Meaning(f"dose{number}.{vaccine}", 90, "containing", group.rest)]
    if part is None:
        parts = [split_dose_field(name.field) for name in catalogues.headers.get(group.rest, ())]
        part = next((one[1] for one in parts if one is not None), None)
    if part is None:
        words = f" {group.rest} "
        clues = (
            (" ngay ", "date"),
            (" lo ", "lot"),
            (" vac xin ", "vaccine"),
            (" vaccine ", "vaccine"),
            (" diem ", "site"),
        )
        part = next((name for clue, name in clues if clue in words), None)
        return [] if part is None else [Meaning(f"dose{number}.{part}", 70, "containing", group.rest)]
    if part in DOSE_FIELDS:
        return [Meaning(f"dose{number}.{part}", 95, "containing", group.rest)]
    return [Meaning(None, 90, "containing", group.rest)]


def _look_up(text: str, catalogues: Catalogues, *, accented: bool) -> list[Meaning]:
    found = catalogues.headers.get(header_key(text), ()) if text not in ERRORS else ()
    if not found:
        return []
    whole, bare = _speak(text), _speak(_outside(text))
    meanings = []
    for name in found:
        if _speak(name.variant) == whole:
            score, how = 100.0, "exact"
        elif _speak(_outside(name.variant)) == bare:
            score, how = 96.0, "exact"
        elif not has_accents(text):
            score, how = (45.0, "resembling") if accented and not text.isupper() else (92.0, "plain")
        else:
            score, how = 45.0, "resembling"
        meanings.append(_shape(name, score, how))  # type: ignore[arg-type]
    return meanings


def _shape(name: HeaderName, score: float, how: How) -> Meaning:
    field = _MEANT.get(name.field, name.field)
    return Meaning(field if is_field(field) else None, score * _WEIGHTS.get(name.field, 1.0), how, name.variant)


def _find_inside(text: str, catalogues: Catalogues) -> list[Meaning]:
    """Find known wordings inside a longer header: "Số CCCD, Mã định danh" holds two of one field."""
    words = header_key(text).split()
    if not 1 < len(words) <= 14:
        return []
    free, meanings = [True] * len(words), []
    for size in range(min(6, len(words)), 0, -1):
        for first in range(len(words) - size + 1):
            if not all(free[first : first + size]):
                continue
            key = " ".join(words[first : first + size])
            names = catalogues.headers.get(key, ()) if size > 1 or len(key) > 3 else ()
            if names:
                free[first : first + size] = [False] * size
                meanings += [(name, size) for name in names]
    rest = {word for word, is_free in zip(words, free, strict=True) if is_free}
    if rest & _OTHER_PEOPLE:
        return []
    covered = 1 - len(rest) / len(words)
    return [_shape(name, (50 if size > 1 else 25) + 35 * covered * size / len(words), "containing")
            for name, size in meanings]  # fmt: skip


def has_any_accents(texts: Iterable[str]) -> bool:
    """Tell whether one of the texts bears a Vietnamese mark."""
    return any(has_accents(text) for text in texts)


def _outside(text: str) -> str:
    return re.sub(r"[(\[][^)\]]*[)\]]?", " ", text)


def _speak(text: str) -> str:
    """Give the words alone, with their accents, tones in one place."""
    return name_key(" ".join(re.findall(r"\w+", tidy(text).replace("_", " ")))) or tidy(text)


def is_header_word(text: str, catalogues: Catalogues) -> bool:
    """Tell whether a cell could be a header: a known wording or a dose's; #NAME? is neither."""
    if text in ERRORS:
        return False
    key = header_key(_NUMBERING.sub("", text, count=1))
    return key in catalogues.headers or key in _DOSE_PARTS or (len(key) < 40 and find_dose_group(text) is not None)


def fold_cells(cells: Iterable[str]) -> str:
    """Give the folded text of a row's cells in one."""
    return fold(" ".join(cell for cell in cells if cell))
