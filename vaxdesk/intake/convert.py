"""A row's cells become values, through the field table; what can't be understood keeps its text.

Reading a row is the hot path of a load: texts repeat themselves in a column (days, vaccines, communes), so each
column remembers what it made of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Final

from vaxdesk.intake.ages import read_age
from vaxdesk.intake.doses import DoseColumn, DoseReader, Heads
from vaxdesk.intake.draft import Draft
from vaxdesk.intake.habits import (
    EXCEL_YEARS,
    Habits,
    Read,
    read_address_parts,
    read_counted,
    read_in_order,
    read_noted_name,
    read_short_years,
)
from vaxdesk.intake.headers import CROSSED, SHARED, find_dose_group, split_dose_field
from vaxdesk.intake.layout import Header
from vaxdesk.intake.memory import Memory
from vaxdesk.intake.parts import find_day, read_born, read_named, read_number_and_phone, read_sex_codes, split_day_month
from vaxdesk.intake.sheet import Sheet, name_column
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.dates import year_of
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS, Field, read_sex
from vaxdesk.model.identity import decode_cccd, read_phone, repair_lost_zero
from vaxdesk.model.person import Value
from vaxdesk.model.reading import Reading
from vaxdesk.model.text import header_key, says_nothing, tidy

_NAMES: Final = ("surname_middle", "middle_name", "given_name")
"""Columns that make a name together, in their order."""
_EXCEL_ZERO: Final = dt.date(1899, 12, 30)
_YEARS_AS_DAYS: Final = range(1850, 2100)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the rows of people: by row the hamlet of the heading above it, and the year of the list.

    ``beside`` as in :class:`vaxdesk.intake.draft.Draft`.
    """

    hamlets: Mapping[int, str] = dataclass_field(default_factory=dict)
    made: int | None = None
    beside: str = ""


class RowReader:
    """Turns the rows of one sheet into drafts.

    ``fields`` names the field of each column (counted from 0). ``as_read`` are the rows before their encoding was
    turned, which is what a draft keeps.
    """

    def __init__(
        self,
        sheet: Sheet,
        header: Header,
        fields: Mapping[int, str],
        catalogues: Catalogues,
        habits: Habits | None = None,
        *,
        as_read: Sequence[list[str]] | None = None,
        around: Around | None = None,
    ) -> None:
        self._sheet, self._catalogues = sheet, catalogues
        self._habits = habits or Habits()
        self._as_read = sheet.rows if as_read is None else as_read
        around = around or Around()
        self._hamlets, self._made, self._beside = around.hamlets, around.made, around.beside
        self._width = max(max(fields, default=0), max(map(len, sheet.rows), default=1) - 1) + 1
        self._letters = [name_column(at) for at in range(self._width)]
        self._at = {field: at for at, field in fields.items()}
        self._plain: list[tuple[int, str, Memory]] = []
        self._dose_columns: dict[int, list[DoseColumn]] = {}
        self._shared_columns: list[DoseColumn] = []
        self._dose_kinds: dict[int, str] = {}
        self._dose_days: dict[int, str] = {}
        for at, field in sorted(fields.items()):
            self._plan(at, field, header)
        heads = Heads(self._dose_kinds, self._dose_days)
        self._doses = DoseReader(self._dose_columns, heads, self._at.get("doses"), catalogues, self._shared_columns)
        self._name_parts = [self._at[part] for part in _NAMES if part in self._at]
        self._parted_sex = [
            (at, sex, Memory(self._read_days_of(at, self._parser(PERSON_FIELDS["birth_date"]))))
            for sex in ("male", "female")
            for at in [self._at.get(f"sex.{sex}")]
            if at is not None
        ]
        self._guardian = [self._at.get("guardian.full_name"), self._at.get("guardian.phone")]
        self._has_guardian = any(at is not None for at in self._guardian)
        self._units = [self._at.get(f"{unit}_name") for unit in ("commune", "district", "province")]
        self._find_units = self._units[0] is not None
        self._known_units: dict[tuple[str, str, str], tuple[dict[str, Value], dict[str, str]]] = {}
        self._birth_parts = [self._at.get(f"birth_{part}") for part in ("day", "month", "year", "day_month")]
        self._ages = {at for at in fields if _names_age(header.paths.get(at, ()), catalogues)}
        self._number = self._at.get("row_no")
        self._birth_at, self._age_at = self._at.get("birth_date"), self._at.get("age")

    def _plan(self, at: int, field: str, header: Header) -> None:
        dose = split_dose_field(field)
        if dose is not None:
            number, part = dose
            read = self._parser(DOSE_FIELDS["vaccine" if part in CROSSED else part])
            read = self._read_days_of(at, read) if part == "date" else read
            self._dose_columns.setdefault(number, []).append((at, part, Memory(read)))
            kinds = [group.kind for text in header.paths.get(at, ()) if (group := find_dose_group(text)) and group.kind]
            if kinds and kinds[0] and number:
                self._dose_kinds[number] = kinds[0]
            day = find_day(header.text(at))
            if day is not None:
                self._dose_days[number] = day
        elif field in SHARED:
            part = SHARED[field]
            self._shared_columns.append((at, part, Memory(self._parser(DOSE_FIELDS[part]))))
        elif field == "sex":
            self._plain.append((at, field, Memory(self._read_sex_as(header.text(at)))))
        elif field in PERSON_FIELDS:
            self._plain.append((at, field, Memory(self._choose_reader(at, field))))

    def _choose_reader(self, at: int, field: str) -> Read:
        read = self._parser(PERSON_FIELDS[field])
        if field == "birth_date":
            read = self._read_days_of(at, read)
            return read if {"sex", "sex.male", "sex.female"} & set(self._at) else read_born(read)
        if field == "full_name":
            read = read_noted_name(read, self._catalogues)
            no_birth = not {"birth_date", "birth_year", "sex.male", "sex.female"} & set(self._at)
            return read_named(read, birth=no_birth, phone="phone" not in self._at)
        if field == "id_number" and "phone" not in self._at:
            return read_number_and_phone(read)
        if field == "address":
            return read_address_parts(
                self._catalogues,
                hamlet="hamlet" not in self._at,
                units=not {"commune_name", "commune_code"} & set(self._at),
            )
        return read

    def _read_days_of(self, at: int, read: Read) -> Read:
        read = read_counted(read) if at in self._habits.serials else read
        read = read_short_years(read, self._made) if at in self._habits.short_years else read
        return read_in_order(read, self._habits.orders.get(at))

    def _parser(self, field: Field) -> Read:
        return lambda text: field.parse(text, self._catalogues)

    def _read_sex_as(self, header: str) -> Read:
        """Read digits as the header says; where it doesn't say, as ID numbers prove: lists use them both ways round."""
        meant = {**self._habits.sexes, **read_sex_codes(header)}
        return lambda text: read_sex(meant.get(tidy(text).removesuffix(".0"), text), self._catalogues)

    def read(self, at: int) -> Draft:
        """Read the row at that place (counted from 0)."""
        row = self._sheet.rows[at]
        cells = {letters: cell for letters, cell in zip(self._letters, self._as_read[at], strict=False) if cell}
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
        doses = self._doses.read(row)
        number_text = row[self._number] if self._number is not None else ""
        number = number_text.strip() or None
        return Draft(self._sheet.name, at + 1, cells, values, raw, doses, number, self._beside)

    def _complete(self, at: int, row: list[str], values: dict[str, Value], raw: dict[str, str]) -> None:
        """Read what takes more than one cell."""
        if self._name_parts:
            name = tidy(" ".join(row[part] for part in self._name_parts))
            if name:
                values["full_name"] = name
        if self._parted_sex:
            self._read_parted_sex(at, row, values, raw)
        if self._birth_parts[2] is not None:
            self._read_parted_birth(row, values, raw)
        hamlet = self._hamlets.get(at)
        if hamlet is not None:
            values.setdefault("hamlet", hamlet)
        self._mend(at, row, values, raw)
        if self._has_guardian:
            self._read_guardian(row, values, raw)
        if self._find_units and "commune_code" not in values and "commune_code" not in raw:
            self._read_units(row, values, raw)

    def _mend(self, at: int, row: list[str], values: dict[str, Value], raw: dict[str, str]) -> None:
        """Mend what Excel did to the cell where the rest of the row proves it."""
        if self._birth_at is not None:
            self._mend_year((at, self._birth_at), row[self._birth_at], values, raw)
            self._mend_century(row[self._birth_at], values)
        if self._age_at is not None and "birth_date" not in values and "birth_date" not in raw:
            self._read_age(row[self._age_at], values, raw)
        if "id_number" in raw and "id_number" not in values:
            self._mend_number(values, raw)

    def _read_parted_sex(self, at: int, row: list[str], values: dict[str, Value], raw: dict[str, str]) -> None:
        """Read two columns Nam | Nữ of which one holds a mark, a year or a date of birth; both filled say nothing."""
        said = [(column, sex, memory) for column, sex, memory in self._parted_sex
                if not says_nothing(row[column]) or self._is_mark(row[column])]  # fmt: skip
        if len(said) != 1:
            if said:
                raw["sex"] = " | ".join(row[column] for column, _, _ in said)
            elif self._habits.sex_if_blank is not None:
                values.setdefault("sex", self._habits.sex_if_blank)
            return
        column, sex, memory = said[0]
        text, values["sex"] = row[column], sex
        if column in self._ages:
            self._read_age(text, values, raw)
        elif not self._is_mark(text) and "birth_date" not in values:
            reading = memory[text]
            if reading.value is not None:
                values["birth_date"] = reading.value
            if reading.raw is not None:
                raw["birth_date"] = reading.raw
            self._mend_year((at, column), text, values, raw)

    def _read_parted_birth(self, row: list[str], values: dict[str, Value], raw: dict[str, str]) -> None:
        """Join day, month and year of birth; blank parts are unknown."""
        day, month, year, both = [row[at].strip() if at is not None else "" for at in self._birth_parts]
        if both:
            day, month = split_day_month(both)
        if not year or "birth_date" in values:
            if (day or month) and "birth_date" not in values:
                raw["birth_date"] = f"{day}/{month}/"
            return
        # A whole date in the column of years is one: the clerk had no patience.
        said = f"{day or 0}/{month or 0}/{year}" if day or month else year
        read = self._parser(PERSON_FIELDS["birth_date"])
        reading = (read if day or month else self._read_days_of(self._birth_parts[2] or 0, read))(said)
        if reading.value is not None:
            values["birth_date"] = reading.value
        if reading.raw is not None:
            raw["birth_date"] = said

    def _is_mark(self, text: str) -> bool:
        return self._catalogues.find_value("mark", text) is not None

    def _mend_year(self, place: tuple[int, int], text: str, values: dict[str, Value], raw: dict[str, str]) -> None:
        """Take back what Excel made of a bare year typed into a cell for dates: 1985 became 07/06/1905.

        A twelve-digit number that bears the same year proves it, or the column, where several are so; without that
        nobody knows, and nothing is read.
        """
        birth = values.get("birth_date")
        if not isinstance(birth, str) or not birth.startswith(EXCEL_YEARS) or len(birth) != 10:
            return
        known = place[1] in self._habits.bare_years
        if not known and place not in self._sheet.dates:
            return
        year = (dt.date.fromisoformat(birth) - _EXCEL_ZERO).days
        facts = decode_cccd(str(values.get("id_number") or ""))
        if year not in _YEARS_AS_DAYS or (facts is not None and facts.birth_year == int(birth[:4])):
            return
        raw["birth_date"] = text
        if known or (facts is not None and facts.birth_year == year):
            values["birth_date"] = str(year)
        else:
            values.pop("birth_date", None)

    @staticmethod
    def _mend_century(text: str, values: dict[str, Value]) -> None:
        """Take the century of a year of two digits from the number, where that bears the same two."""
        facts = decode_cccd(str(values.get("id_number") or "")) if len(text.strip()) == 2 else None
        if facts is not None and str(facts.birth_year).endswith(text.strip()):
            values["birth_date"] = str(facts.birth_year)

    def _read_age(self, text: str, values: dict[str, Value], raw: dict[str, str]) -> None:
        """Reckon the year of birth of an age; the age is kept."""
        facts = decode_cccd(str(values.get("id_number") or ""))
        year = read_age(text, self._made, None if facts is None else facts.birth_year)
        if year is not None:
            values["birth_date"] = year
        if not says_nothing(tidy(text)):
            raw["birth_date"] = text

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
            unit = self._catalogues.units.find(commune, district or None, province or None)
            known = self._known_units[key] = (
                ({}, {"commune_code": commune})
                if unit is None
                else ({"commune_code": unit.commune_code, "district_code": unit.district_code,
                       "province_code": unit.province_code}, {})
            )  # fmt: skip
        for field, value in known[0].items():
            values.setdefault(field, value)
        raw.update(known[1])


def _names_age(path: Sequence[str], catalogues: Catalogues) -> bool:
    return any(name.field == "age" for text in path for name in catalogues.headers.get(header_key(text), ()))
