"""A row's cells become values, through the field table; what can't be understood keeps its text.

Reading a row is the hot path of a load: texts repeat themselves in a column (days, vaccines, communes), so each
column remembers what it made of them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Final

from vaxdesk.intake.draft import Draft, DraftDose
from vaxdesk.intake.headers import find_dose_group, split_dose_field
from vaxdesk.intake.layout import Header
from vaxdesk.intake.sheet import Sheet, name_column
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.dates import year_of
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS, Field, read_platform_sex, read_sex
from vaxdesk.model.identity import decode_cccd, read_phone, repair_lost_zero
from vaxdesk.model.person import Value
from vaxdesk.model.reading import Reading
from vaxdesk.model.text import fold, says_nothing, tidy

_Read = Callable[[str], Reading]
_REMEMBERED: Final = 20_000
_PLATFORM_SEX: Final = re.compile(r"0\s*[:=\-]?\s*nam\b|1\s*[:=\-]?\s*nu\b")
_OTHER_SEX: Final = re.compile(r"1\s*[:=\-]?\s*nam\b|0\s*[:=\-]?\s*nu\b")
_NOT_GIVEN: Final = ("chua", "khong", "ko", "hoan", "tu choi", "chong chi dinh")
_EXCEL_ZERO: Final = dt.date(1899, 12, 30)
_YEARS_AS_DAYS: Final = range(1850, 2100)


class _Memory(dict[str, Reading]):
    """What a parser made of the texts seen so far."""

    def __init__(self, read: _Read) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Reading:
        reading = self._read(text)
        if len(self) < _REMEMBERED:
            self[text] = reading
        return reading


class RowReader:
    """Turns the rows of one sheet into drafts. ``fields`` names the field of each column (counted from 0)."""

    def __init__(self, sheet: Sheet, header: Header, fields: Mapping[int, str], catalogues: Catalogues) -> None:
        self._sheet, self._catalogues = sheet, catalogues
        self._width = max(max(fields, default=0), max(map(len, sheet.rows), default=1) - 1) + 1
        self._letters = [name_column(at) for at in range(self._width)]
        self._at = {field: at for at, field in fields.items()}
        self._plain: list[tuple[int, str, _Memory]] = []
        self._dose_columns: dict[int, list[tuple[int, str, _Memory]]] = {}
        self._dose_kinds: dict[int, str] = {}
        for at, field in sorted(fields.items()):
            self._plan(at, field, header)
        self._doses = [_DoseMemory(self, number, columns) for number, columns in sorted(self._dose_columns.items())]
        self._name_parts = [self._at[part] for part in ("surname_middle", "given_name") if part in self._at]
        self._parted_sex = [(self._at[f"sex.{sex}"], sex) for sex in ("male", "female") if f"sex.{sex}" in self._at]
        self._guardian = [self._at.get("guardian.full_name"), self._at.get("guardian.phone")]
        self._has_guardian = any(at is not None for at in self._guardian)
        self._units = [self._at.get(f"{unit}_name") for unit in ("commune", "district", "province")]
        self._find_units = self._units[0] is not None
        self._known_units: dict[tuple[str, str, str], tuple[dict[str, Value], dict[str, str]]] = {}
        self._birth = _Memory(self._parser(PERSON_FIELDS["birth_date"]))
        self._number = self._at.get("row_no")
        self._birth_at = self._at.get("birth_date")

    def _plan(self, at: int, field: str, header: Header) -> None:
        dose = split_dose_field(field)
        if dose is not None:
            number, part = dose
            self._dose_columns.setdefault(number, []).append((at, part, _Memory(self._parser(DOSE_FIELDS[part]))))
            kinds = [group.kind for text in header.paths.get(at, ()) if (group := find_dose_group(text)) and group.kind]
            if kinds and kinds[0] and number:
                self._dose_kinds[number] = kinds[0]
        elif field == "sex":
            self._plain.append((at, field, _Memory(self._read_sex_as(header.text(at)))))
        elif field in PERSON_FIELDS:
            self._plain.append((at, field, _Memory(self._parser(PERSON_FIELDS[field]))))

    def _parser(self, field: Field) -> _Read:
        return lambda text: field.parse(text, self._catalogues)

    def _read_sex_as(self, header: str) -> _Read:
        """Read 0 and 1 as the header says; where it doesn't say, they stay unread: lists use them both ways round."""
        said = fold(header)
        if _PLATFORM_SEX.search(said):
            return lambda text: read_platform_sex(text, self._catalogues)
        if _OTHER_SEX.search(said):
            turned = {"0": "1", "1": "0"}
            return lambda text: read_platform_sex(turned.get(text, text), self._catalogues)
        return lambda text: read_sex(text, self._catalogues)

    def read(self, at: int) -> Draft:
        """Read the row at that place (counted from 0)."""
        row = self._sheet.rows[at]
        cells = {letters: cell for letters, cell in zip(self._letters, row, strict=False) if cell}
        missing = self._width - len(row)
        if missing > 0:
            row = row + [""] * missing
        values: dict[str, Value] = {}
        raw: dict[str, str] = {}
        for column, field, memory in self._plain:
            cell = row[column]
            if cell:
                reading = memory[cell]
                if reading.value is not None:
                    values[field] = reading.value
                if reading.raw is not None:
                    raw[field] = reading.raw
                for other, value in reading.also:
                    values.setdefault(other, value)
        self._complete(at, row, values, raw)
        doses = tuple([dose for memory in self._doses if (dose := memory[memory.pick(row)])])
        number_text = row[self._number] if self._number is not None else ""
        return Draft(self._sheet.name, at + 1, cells, values, raw, doses, number_text.strip() or None)

    def _complete(self, at: int, row: list[str], values: dict[str, Value], raw: dict[str, str]) -> None:
        """Read what takes more than one cell."""
        if self._name_parts:
            name = tidy(" ".join(row[part] for part in self._name_parts))
            if name:
                values["full_name"] = name
        if self._parted_sex:
            self._read_parted_sex(row, values, raw)
        if self._birth_at is not None and (at, self._birth_at) in self._sheet.dates:
            self._mend_year(row[self._birth_at], values, raw)
        if "id_number" in raw and "id_number" not in values:
            self._mend_number(values, raw)
        if self._has_guardian:
            self._read_guardian(row, values, raw)
        if self._find_units and "commune_code" not in values and "commune_code" not in raw:
            self._read_units(row, values, raw)

    def _read_parted_sex(self, row: list[str], values: dict[str, Value], raw: dict[str, str]) -> None:
        """Read two columns Nam | Nữ of which one holds a mark, a year or a date of birth; both filled say nothing."""
        said = [(row[column], sex) for column, sex in self._parted_sex if not says_nothing(row[column]) or
                self._is_mark(row[column])]  # fmt: skip
        if len(said) != 1:
            if said:
                raw["sex"] = " | ".join(text for text, _ in said)
            return
        text, sex = said[0]
        values["sex"] = sex
        if not self._is_mark(text) and "birth_date" not in values:
            reading = self._birth[text]
            if reading.value is not None:
                values["birth_date"] = reading.value
            if reading.raw is not None:
                raw["birth_date"] = reading.raw

    def _is_mark(self, text: str) -> bool:
        return self._catalogues.find_value("mark", text) is not None

    @staticmethod
    def _mend_year(text: str, values: dict[str, Value], raw: dict[str, str]) -> None:
        """Take back what Excel made of a bare year typed into a cell for dates: 1985 became 07/06/1905.

        Only a twelve-digit number that bears the same year proves it; without it nobody knows, and nothing is read.
        """
        if not text.startswith(("1905-", "1906-")) or len(text) != 10:
            return
        year = (dt.date.fromisoformat(text) - _EXCEL_ZERO).days
        facts = decode_cccd(str(values.get("id_number") or ""))
        if year not in _YEARS_AS_DAYS or (facts is not None and facts.birth_year == int(text[:4])):
            return
        raw["birth_date"] = text
        if facts is not None and facts.birth_year == year:
            values["birth_date"] = str(year)
        else:
            values.pop("birth_date", None)

    def _mend_number(self, values: dict[str, Value], raw: dict[str, str]) -> None:
        """Put back the zeros Excel took from a number, where year and sex of the row prove them."""
        birth, sex = values.get("birth_date"), values.get("sex")
        number = repair_lost_zero(
            raw["id_number"].strip(" '"),
            year_of(birth) if isinstance(birth, str) else None,
            sex if isinstance(sex, str) else None,
            self._catalogues.cccd_provinces or None,
        )
        if number is not None:
            values["id_number"] = number

    def _read_guardian(self, row: list[str], values: dict[str, Value], raw: dict[str, str]) -> None:
        name_at, phone_at = self._guardian
        name = tidy(row[name_at]) if name_at is not None else ""
        phone = read_phone(row[phone_at]) if phone_at is not None else Reading(None)
        if phone.raw is not None:
            raw["guardian"] = phone.raw
        if name or phone.value is not None:
            values["guardian"] = {"full_name": name or None, "phone": phone.value, "relation": None}

    def _read_units(self, row: list[str], values: dict[str, Value], raw: dict[str, str]) -> None:
        """Find the commune by name, within its district and province where the list has them."""
        commune, district, province = [row[at] if at is not None else "" for at in self._units]
        if not commune:
            return
        key = (commune, district, province)
        known = self._known_units.get(key)
        if known is None:
            unit = self._catalogues.find_unit(commune, district or None, province or None)
            known = self._known_units[key] = (
                ({}, {"commune_code": commune})
                if unit is None
                else ({"commune_code": unit.commune_code, "district_code": unit.district_code,
                       "province_code": unit.province_code}, {})
            )  # fmt: skip
        for field, value in known[0].items():
            values.setdefault(field, value)
        raw.update(known[1])

    def read_dose(
        self, cells: tuple[str, ...], number: int, columns: list[tuple[int, str, _Memory]]
    ) -> DraftDose | None:
        """Read the cells of one dose; None where they don't speak of one."""
        values: dict[str, Value] = {}
        raw: dict[str, str] = {}
        for cell, (_, part, memory) in zip(cells, columns, strict=True):
            if cell:
                reading = memory[cell]
                if reading.value is not None:
                    values[part] = reading.value
                if reading.raw is not None:
                    raw[part] = reading.raw
        if not values and not self._was_given(cells):
            return None
        if number:
            values.setdefault("number", number)
            kind = self._dose_kinds.get(number)
            if kind is not None:
                values.setdefault("kind", kind)
        return DraftDose(values, raw)

    def _was_given(self, cells: tuple[str, ...]) -> bool:
        """Tell whether cells of which none was understood speak of a dose: an x does, "chưa tiêm" doesn't."""
        said = [cell for cell in cells if cell]
        if any(self._is_mark(cell) for cell in said):
            return True
        return not all(says_nothing(tidy(cell)) or fold(cell).startswith(_NOT_GIVEN) for cell in said)


class _DoseMemory(dict[tuple[str, ...], "DraftDose | None"]):
    """What the cells of a dose said together: whole hamlets get one vaccine of one lot on one day."""

    def __init__(self, reader: RowReader, number: int, columns: list[tuple[int, str, _Memory]]) -> None:
        super().__init__()
        self._reader, self._number, self._columns = reader, number, columns
        places = [at for at, _, _ in columns]
        # Of one place itemgetter would give the bare cell.
        self.pick: Callable[[list[str]], tuple[str, ...]] = (
            itemgetter(*places) if len(places) > 1 else lambda row: (row[places[0]],)
        )
        self[("",) * len(places)] = None

    def __missing__(self, cells: tuple[str, ...]) -> DraftDose | None:
        dose = self._reader.read_dose(cells, self._number, self._columns)
        if len(self) < _REMEMBERED:
            self[cells] = dose
        return dose
