"""The numbers a person is known by: citizen card, old card, passport, phone, health insurance.

Each reader takes a cell's text and never guesses. Sources: Nghị định 137/2015 Art. 13 and Thông tư 07/2016/TT-BCA
(twelve digits), the 2018 change of mobile numbers, Quyết định 1666/QĐ-BHXH (insurance card).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from vaxdesk.model.person import Sex
from vaxdesk.model.reading import NOTHING, Reading
from vaxdesk.model.text import is_number_text, says_nothing, strip_label, tidy

IdKind = Literal["cccd", "cmnd", "passport", "other"]
PhoneState = Literal["none", "good", "landline", "old_prefix", "mended", "invalid"]

_LABELS: Final = frozenset({
    "so", "cccd", "cmnd", "cmt", "cmtnd", "so cccd", "so cmnd", "ho chieu", "hc", "passport", "so hc", "ddcn",
    "so ddcn", "sdt", "dt", "tel", "phone", "di dong", "dien thoai", "so dien thoai", "bhyt", "the bhyt", "so bhyt",
})  # fmt: skip
_FORM: Final = {ord(char): None for char in " .,-'’‘`´_\"()"}
_SPLITTERS: Final = (
    re.compile(r"[/;|,\\&]|\bvà\b|\bhoặc\b| - | – "),
    re.compile(r"[/;|,\\&–-]|\bvà\b|\bhoặc\b"),
    re.compile(r"[/;|,\\& –-]+|\bvà\b|\bhoặc\b"),
)
"""Where one number ends and the next begins, the surest first."""
_DIGIT_LIKE: Final = str.maketrans("OoQlIi", "000111")
_PLACEHOLDERS: Final = frozenset({
    "123456789", "1234567890", "12345678901", "123456789012", "012345678", "0123456789", "01234567890",
    "012345678901", "987654321", "9876543210", "12345678", "012345678910", "123456789123", "123123123", "123123123123",
})  # fmt: skip
_VN_PASSPORT: Final = re.compile(r"[A-Z][0-9]{7,8}")
_FOREIGN_PASSPORT: Final = re.compile(r"(?=[A-Z0-9]*[0-9])(?=[A-Z0-9]*[A-WYZ])[A-Z0-9]{6,12}")


@dataclass(frozen=True, slots=True)
class CccdFacts:
    """What twelve digits say: the three digits of the province of birth registration, sex, year of birth.

    The province is no address: people move.
    """

    province: str
    sex: Sex
    birth_year: int


@lru_cache(maxsize=1 << 12)
def decode_cccd(number: str) -> CccdFacts | None:
    """Read the facts out of a twelve-digit number; None for any other number."""
    sex = sex_of_cccd(number)
    if sex is None:
        return None
    return CccdFacts(number[:3], sex, 1900 + 100 * (int(number[3]) // 2) + int(number[4:6]))


def sex_of_cccd(number: str) -> Sex | None:
    """Read the sex out of a twelve-digit number; None for any other number."""
    if len(number) != 12 or not is_number_text(number):
        return None
    return "female" if number[3] in "13579" else "male"


def id_kind(number: str) -> IdKind:
    """Tell a number's kind by its shape: ``cccd`` (12 digits), ``cmnd`` (9), ``passport`` (Vietnamese) or ``other``."""
    if is_number_text(number):
        return "cccd" if len(number) == 12 else "cmnd" if len(number) == 9 else "other"
    return "passport" if _VN_PASSPORT.fullmatch(number) else "other"


def is_placeholder(text: str) -> bool:
    """Tell whether digits were typed only to fill the cell: one digit repeated, 123456789 and the like."""
    digits = text if is_number_text(text) else _compact(text)
    return is_number_text(digits) and ((len(digits) > 2 and len(set(digits)) == 1) or digits in _PLACEHOLDERS)


def _compact(text: str) -> str:
    """Give the text without mere form: separators, quotes, a float's ``.0``, full-width digits."""
    plain = unicodedata.normalize("NFKC", text)
    if plain.endswith((".0", ",0")) and is_number_text(plain[:-2].translate(_FORM)):
        plain = plain[:-2]
    return "".join(plain.translate(_FORM).split())


def _mend_digits(compact: str) -> str | None:
    """Read O as 0 and l or I as 1 where the rest is digits; None where nothing is to be read so."""
    mended = compact.translate(_DIGIT_LIKE)
    if mended == compact or not is_number_text(mended):
        return None
    return mended if sum(char.isdigit() for char in compact) >= 5 else None


def read_id_number(text: str) -> Reading:
    """Read an identity number: 12 or 9 digits, or a passport's letters and digits.

    Of an old and a new number in one cell the new one is the value, the old one stands in ``also`` as
    ``old_id_number``. Placeholders, other lengths and numbers in scientific notation (their digits are lost for ever)
    are refused; a lost zero is put back elsewhere, with proof: :func:`repair_lost_zero`.
    """
    if len(text) == 12 and is_number_text(text) and not is_placeholder(text):
        return Reading(text)  # as nearly all are
    said = tidy(text)
    if says_nothing(said):
        return NOTHING
    said = strip_label(said, _LABELS)
    compact = _compact(said)
    if is_number_text(compact):
        if len(compact) in {9, 12}:
            return Reading(None, raw=text) if is_placeholder(compact) else Reading(compact)
        return _read_two_numbers(text)
    mended = _mend_digits(compact)
    if mended is not None and len(mended) in {9, 12}:
        return Reading(None if is_placeholder(mended) else mended, raw=text)
    passport = None if _is_scientific(said) else _read_passport(compact.upper())
    return _read_two_numbers(text) if passport is None else Reading(passport)


def _read_passport(upper: str) -> str | None:
    return upper if _VN_PASSPORT.fullmatch(upper) or _FOREIGN_PASSPORT.fullmatch(upper) else None


_SCIENTIFIC: Final = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,2}", re.IGNORECASE)


def _is_scientific(said: str) -> bool:
    return _SCIENTIFIC.fullmatch(said.replace(" ", "")) is not None


def is_scientific(text: str) -> bool:
    """Tell whether a number is written as 7.019E+10: what stood behind those digits is lost."""
    return _is_scientific(tidy(text))


def _keep_lines(text: str) -> str:
    """Give the text tidied, the ends of its lines as semicolons: in one cell two numbers often stand in two lines."""
    return tidy(" ; ".join(text.splitlines()))


def _read_two_numbers(text: str) -> Reading:
    said = _keep_lines(text)
    for splitter in _SPLITTERS:
        numbers = [_compact(strip_label(part.strip(" .:()"), _LABELS)) for part in splitter.split(said) if part.strip()]
        if not all(is_number_text(number) and not is_placeholder(number) for number in numbers):
            continue
        unique = sorted(set(numbers), key=len)
        if [len(number) for number in unique] == [9, 12]:
            return Reading(unique[1], raw=text, also=(("old_id_number", unique[0]),))
        if len(unique) == 1 and len(numbers) > 1 and len(unique[0]) in {9, 12}:
            return Reading(unique[0], raw=text)
    return Reading(None, raw=text)


def repair_lost_zero(
    digits: str, birth_year: int | None, sex: str | None, provinces: Container[str] | None = None
) -> str | None:
    """Put back the zeros that a spreadsheet took from a twelve-digit number, where the row proves it; else None.

    Eleven digits need the row's birth year to fit, ten need year and sex; a sex that contradicts is proof against it.
    ``provinces`` are the three-digit codes in use (Thông tư 07/2016/TT-BCA, annex 1); None takes any.
    """
    if not is_number_text(digits) or len(digits) not in {10, 11} or birth_year is None:
        return None
    if sex is None and len(digits) == 10:
        return None
    number = digits.zfill(12)
    facts = decode_cccd(number)
    if facts is None or facts.birth_year != birth_year or (sex is not None and facts.sex != sex):
        return None
    return number if provinces is None or facts.province in provinces else None


# Phones -------------------------------------------------------------------------------------------------------------

OLD_MOBILE_PREFIXES: Final = {
    "0120": "070", "0121": "079", "0122": "077", "0123": "083", "0124": "084", "0125": "085", "0126": "076",
    "0127": "081", "0128": "078", "0129": "082", "0162": "032", "0163": "033", "0164": "034", "0165": "035",
    "0166": "036", "0167": "037", "0168": "038", "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
"""The change of September 2018 from eleven to ten digits; the tables in ``resources`` say the same with operators."""

_MOBILE: Final = frozenset(
    [f"03{digit}" for digit in "23456789"]
    + [f"05{digit}" for digit in "125689"]
    + [f"07{digit}" for digit in "06789"]
    + [f"08{digit}" for digit in "123456789"]
    + [f"09{digit}" for digit in "0123456789"]
)


class _Phone(NamedTuple):
    number: str
    state: PhoneState


def _read_one_phone(compact: str) -> _Phone | None:
    """Read one phone number without separators."""
    digits, mended = compact, False
    if digits.startswith("+"):
        digits = digits[1:]
        if not digits.startswith("84"):
            return None
    if not is_number_text(digits):
        made = _mend_digits(digits)
        if made is None:
            return None
        digits, mended = made, True
    digits = _drop_country(digits)
    found = _place_phone(digits)
    if found is None:
        return None
    return _Phone(found.number, "mended") if mended and found.state in {"good", "landline"} else found


def _drop_country(digits: str) -> str:
    """Put the domestic 0 where the country's 84 stands."""
    digits = digits.removeprefix("00") if digits.startswith("0084") else digits
    if digits.startswith("84") and 11 <= len(digits) <= 13:
        return "0" + digits[2:].removeprefix("0")
    return digits


def _place_phone(digits: str) -> _Phone | None:
    size = len(digits)
    if size == 10 and digits[:3] in _MOBILE:
        return _Phone(digits, "good")
    old = digits if size == 11 else "0" + digits if size == 10 else ""
    if old[:4] in OLD_MOBILE_PREFIXES:
        return _Phone(OLD_MOBILE_PREFIXES[old[:4]] + old[4:], "old_prefix")
    if size in {10, 11} and digits.startswith("02") and digits[2] != "0":
        return _Phone(digits, "landline")
    whole = "0" + digits
    lost_zero = whole[:3] in _MOBILE if size == 9 else size == 10 and whole.startswith("02") and digits[1] != "0"
    return _Phone(whole, "mended") if lost_zero else None


_DIGIT_RUNS: Final = re.compile(r"\+?[0-9][0-9 .\-]{7,}[0-9]")


def _find_phone(text: str) -> tuple[str | None, PhoneState, bool]:
    """Give the (first) number, how it was found, and whether its content was repaired."""
    said = tidy(text)
    if says_nothing(said):
        return None, "none", False
    said = strip_label(said, _LABELS)
    whole = _read_one_phone(_compact(said))
    if whole is not None:
        return whole.number, whole.state, whole.state in {"old_prefix", "mended"}
    plain = unicodedata.normalize("NFKC", _keep_lines(text))
    for splitter in _SPLITTERS:
        parts = [_read_one_phone(_compact(part)) for part in splitter.split(plain) if part.strip()]
        read = [phone for phone in parts if phone is not None]
        if read and len(parts) > 1 and len(read) == len(parts):
            return read[0].number, read[0].state, True
    runs = [_read_one_phone(_compact(run)) for run in _DIGIT_RUNS.findall(plain)]
    read = [phone for phone in runs if phone is not None]
    if read and len(read) == len(runs) and any(char.isalpha() for char in plain):
        return read[0].number, read[0].state, True
    return None, "invalid", False


def read_phone(text: str) -> Reading:
    """Read a phone number into its domestic form of today: a leading 0, ten digits for a mobile.

    +84 and separators are form. A lost zero, an old eleven-digit prefix, the first of two numbers, a name beside the
    number: the text is kept. Landlines (02x) are numbers too.
    """
    if _is_plain_mobile(text):
        return Reading(text)
    number, state, repaired = _find_phone(text)
    if number is None:
        return NOTHING if state == "none" else Reading(None, raw=text)
    return Reading(number, raw=text if repaired else None)


def phone_state(text: str) -> PhoneState:
    """Tell what a phone's text is: a good mobile, a landline, one with an old prefix, mended, invalid, or none."""
    return "good" if _is_plain_mobile(text) else _find_phone(text)[1]


def _is_plain_mobile(text: str) -> bool:
    """Tell of most phones of a list, without further ado, that they are good mobiles."""
    return len(text) == 10 and text[:3] in _MOBILE and is_number_text(text)


# Health insurance ---------------------------------------------------------------------------------------------------

_OLD_INSURANCE: Final = re.compile(r"[A-Z]{2}[1-5][0-9]{12}")


def read_health_insurance(text: str) -> Reading:
    """Read a health insurance number: two letters, 1 to 5 and twelve digits, or the ten digits of a new card.

    O for 0 among the digits is mended with the text kept.
    """
    said = tidy(text)
    if says_nothing(said):
        return NOTHING
    compact = _compact(strip_label(said, _LABELS)).upper()
    if _OLD_INSURANCE.fullmatch(compact):
        return Reading(compact)
    if len(compact) == 10 and is_number_text(compact):
        return Reading(None, raw=text) if is_placeholder(compact) else Reading(compact)
    letters = 2 if len(compact) == 15 else 0
    mended = compact[:letters] + compact[letters:].translate(_DIGIT_LIKE)
    new_card = len(mended) == 10 and is_number_text(mended) and not is_placeholder(mended)
    return Reading(mended if new_card or _OLD_INSURANCE.fullmatch(mended) else None, raw=text)
