"""A row's cells become values, through the field table; what can't be understood keeps its text.

Reading a row is the hot path of a load: texts repeat themselves in a column (days, vaccines, communes), so each
column remembers what it made of them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Final

from vaxdesk.intake.draft import Draft, DraftDose
from vaxdesk.intake.habits import (
    Habits,
    Read,
    read_address_parts,
    read_in_order,
    read_noted_name,
    split_days,
    split_parts,
    split_vaccine_day,
)
from vaxdesk.intake.headers import CROSSED, find_dose_group, split_dose_field
from vaxdesk.intake.layout import Header
from vaxdesk.intake.sheet import Sheet, name_column
from vaxdesk.intake.shown import ERRORS
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.dates import year_of
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS, Field, read_platform_sex, read_sex
from vaxdesk.model.identity import decode_cccd, read_phone, repair_lost_zero
from vaxdesk.model.person import Value
from vaxdesk.model.reading import NOTHING, Reading
from vaxdesk.model.text import fold, says_nothing, tidy

_REMEMBERED: Final = 20_000
_PLATFORM_SEX: Final = re.compile(r"0\s*[:=\-]?\s*nam\b|1\s*[:=\-]?\s*nu\b")
_OTHER_SEX: Final = re.compile(r"1\s*[:=\-]?\s*nam\b|0\s*[:=\-]?\s*nu\b")
_NOT_GIVEN: Final = ("chua", "khong", "ko", "hoan", "tu choi", "chong chi dinh")
_EXCEL_ZERO: Final = dt.date(1899, 12, 30)
_YEARS_AS_DAYS: Final = range(1850, 2100)


class _Memory(dict[str, Reading]):
    """What a parser made of the texts seen so far."""

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Reading:
        if text in ERRORS or text.startswith("="):
            # What a formula failed to give is no name and no address; #N/A says that there is none.
            reading = NOTHING if says_nothing(text) else Reading(None, raw=text)
        else:
            reading = self._read(text)
        if len(self) < _REMEMBERED:
            self[text] = reading
        return reading


class RowReader:
    """Turns the rows of one sheet into drafts.

    ``fields`` names the field of each column (counted from 0). ``as_read`` are the rows before their encoding was
    turned, which is what a draft keeps; ``hamlets`` gives, by row, the hamlet whose heading a row stands under.
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
        hamlets: Mapping[int, str] | None = None,
    ) -> None:
        self._sheet, self._catalogues = sheet, catalogues
        self._habits = habits or Habits()
        self._as_read = sheet.rows if as_read is None else as_read
        self._hamlets = hamlets or {}
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
        self._parted_sex = [
            (at, sex, _Memory(read_in_order(self._parser(PERSON_FIELDS["birth_date"]), self._habits.orders.get(at))))
            for sex in ("male", "female")
            for at in [self._at.get(f"sex.{sex}")]
            if at is not None
        ]
        self._guardian = [self._at.get("guardian.full_name"), self._at.get("guardian.phone")]
        self._has_guardian = any(at is not None for at in self._guardian)
        self._units = [self._at.get(f"{unit}_name") for unit in ("commune", "district", "province")]
        self._find_units = self._units[0] is not None
        self._known_units: dict[tuple[str, str, str], tuple[dict[str, Value], dict[str, str]]] = {}
        self._birth_parts = [self._at.get(f"birth_{part}") for part in ("day", "month", "year")]
        self._number = self._at.get("row_no")
        self._birth_at = self._at.get("birth_date")

    def _plan(self, at: int, field: str, header: Header) -> None:
        dose = split_dose_field(field)
        if dose is not None:
            number, part = dose
            read = read_in_order(
                self._parser(DOSE_FIELDS["vaccine" if part in CROSSED else part]),
                self._habits.orders.get(at) if part == "date" else None,
            )
            self._dose_columns.setdefault(number, []).append((at, part, _Memory(read)))
            kinds = [group.kind for text in header.paths.get(at, ()) if (group := find_dose_group(text)) and group.kind]
            if kinds and kinds[0] and number:
                self._dose_kinds[number] = kinds[0]
        elif field == "sex":
            self._plain.append((at, field, _Memory(self._read_sex_as(header.text(at)))))
        elif field in PERSON_FIELDS:
            self._plain.append((at, field, _Memory(self._choose_reader(at, field))))

    def _choose_reader(self, at: int, field: str) -> Read:
        read = self._parser(PERSON_FIELDS[field])
        if field == "birth_date":
            return read_in_order(read, self._habits.orders.get(at))
        if field == "full_name":
            return read_noted_name(read, self._catalogues)
        if field == "address":
            return read_address_parts(
                self._catalogues,
                hamlet="hamlet" not in self._at,
                units=not {"commune_name", "commune_code"} & set(self._at),
            )
        return read

    def _parser(self, field: Field) -> Read:
        return lambda text: field.parse(text, self._catalogues)

    def _read_sex_as(self, header: str) -> Read:
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
        doses = tuple([dose for memory in self._doses for dose in memory[memory.pick(row)]])
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
        if self._birth_parts[2] is not None:
            self._read_parted_birth(row, values, raw)
        if self._hamlets and at in self._hamlets:
            values.setdefault("hamlet", self._hamlets[at])
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
        said = [(row[column], sex, memory) for column, sex, memory in self._parted_sex
                if not says_nothing(row[column]) or self._is_mark(row[column])]  # fmt: skip
        if len(said) != 1:
            if said:
                raw["sex"] = " | ".join(text for text, _, _ in said)
            elif self._habits.sex_if_blank is not None:
                values.setdefault("sex", self._habits.sex_if_blank)
            return
        text, sex, memory = said[0]
        values["sex"] = sex
        if not self._is_mark(text) and "birth_date" not in values:
            reading = memory[text]
            if reading.value is not None:
                values["birth_date"] = reading.value
            if reading.raw is not None:
                raw["birth_date"] = reading.raw

    def _read_parted_birth(self, row: list[str], values: dict[str, Value], raw: dict[str, str]) -> None:
        """Join day, month and year of birth; blank parts are unknown."""
        day, month, year = [row[at].strip() if at is not None else "" for at in self._birth_parts]
        if not year or "birth_date" in values:
            if (day or month) and "birth_date" not in values:
                raw["birth_date"] = f"{day}/{month}/"
            return
        # A whole date in the column of years is one: the clerk had no patience.
        said = f"{day or 0}/{month or 0}/{year}" if day or month else year
        reading = PERSON_FIELDS["birth_date"].parse(said, self._catalogues)
        if reading.value is not None:
            values["birth_date"] = reading.value
        if reading.raw is not None:
            raw["birth_date"] = said

    def _is_mark(self, text: str) -> bool:
        return self._catalogues.find_value("mark", text) is not None

    def _mend_year(self, text: str, values: dict[str, Value], raw: dict[str, str]) -> None:
        """Take back what Excel made of a bare year typed into a cell for dates: 1985 became 07/06/1905.

        A twelve-digit number that bears the same year proves it, or the column, where several are so; without that
        nobody knows, and nothing is read.
        """
        if not text.startswith(("1905-", "1906-")) or len(text) != 10:
            return
        year = (dt.date.fromisoformat(text) - _EXCEL_ZERO).days
        facts = decode_cccd(str(values.get("id_number") or ""))
        if year not in _YEARS_AS_DAYS or (facts is not None and facts.birth_year == int(text[:4])):
            return
        raw["birth_date"] = text
        if (facts is not None and facts.birth_year == year) or self._birth_at in self._habits.bare_years:
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

    def read_doses(
        self, cells: tuple[str, ...], number: int, columns: list[tuple[int, str, _Memory]]
    ) -> tuple[DraftDose, ...]:
        """Read the cells of one dose; nothing where they don't speak of one, several where they hold several days."""
        values, raw = self._read_dose_cells(cells, columns)
        if "date" in raw and "date" not in values:
            several = self._read_several(cells, number, columns)
            if several:
                return several
        if not values and not self._was_given(cells):
            return ()
        if number:
            values.setdefault("number", number)
            kind = self._dose_kinds.get(number)
            if kind is not None:
                values.setdefault("kind", kind)
        return (DraftDose(values, raw),)

    def _read_dose_cells(
        self, cells: tuple[str, ...], columns: list[tuple[int, str, _Memory]]
    ) -> tuple[dict[str, Value], dict[str, str]]:
        values: dict[str, Value] = {}
        raw: dict[str, str] = {}
        for cell, (_, part, memory) in zip(cells, columns, strict=True):
            if not cell:
                continue
            if part in CROSSED:
                self._read_crossed(cell, part, values, raw)
                continue
            reading = memory[cell]
            if reading.value is not None:
                values[part] = reading.value
            if reading.raw is not None:
                raw[part] = reading.raw
        if "date" in raw and "date" not in values:
            both = split_vaccine_day(raw["date"], self._catalogues)
            if both is not None and values.get("vaccine", both[0]) == both[0]:
                values["vaccine"], values["date"] = both
                del raw["date"]
        return values, raw

    def _read_crossed(self, cell: str, vaccine: str, values: dict[str, Value], raw: dict[str, str]) -> None:
        """Read a cell in a vaccine's own column: a cross or a day says that it was given."""
        day = DOSE_FIELDS["date"].parse(cell, self._catalogues)
        if not self._is_mark(cell) and day.value is None:
            if not says_nothing(tidy(cell)):
                raw["date"] = cell
            return
        if "vaccine" in values and values["vaccine"] != vaccine:
            raw["vaccine"] = f"{values.pop('vaccine')} | {vaccine}"
        elif "vaccine" not in raw:
            values["vaccine"] = vaccine
        if day.value is not None:
            values["date"] = day.value

    def _read_several(
        self, cells: tuple[str, ...], number: int, columns: list[tuple[int, str, _Memory]]
    ) -> tuple[DraftDose, ...]:
        """Read the days of several doses that stand in one cell, where no other columns are for those doses."""
        said = {part: cell for cell, (_, part, _) in zip(cells, columns, strict=True) if cell}
        days = split_days(said["date"])
        first = number or 1
        if not days or any(first + more in self._dose_columns for more in range(1, len(days))):
            return ()
        doses = []
        for place, day in enumerate(days):
            values: dict[str, Value] = {"number": first + place, "date": day}
            raw: dict[str, str] = {}
            for part, cell in said.items():
                if part in {"date", "number"}:
                    continue
                reading = DOSE_FIELDS[part].parse(split_parts(cell, len(days))[place], self._catalogues)
                if reading.value is not None:
                    values[part] = reading.value
                if reading.raw is not None:
                    raw[part] = reading.raw
            doses.append(DraftDose(values, raw))
        return tuple(doses)

    def _was_given(self, cells: tuple[str, ...]) -> bool:
        """Tell whether cells of which none was understood speak of a dose: an x does, "chưa tiêm" doesn't."""
        said = [cell for cell in cells if cell]
        if any(self._is_mark(cell) for cell in said):
            return True
        return not all(says_nothing(tidy(cell)) or fold(cell).startswith(_NOT_GIVEN) for cell in said)


class _DoseMemory(dict[tuple[str, ...], tuple[DraftDose, ...]]):
    """What the cells of a dose said together: whole hamlets get one vaccine of one lot on one day."""

    def __init__(self, reader: RowReader, number: int, columns: list[tuple[int, str, _Memory]]) -> None:
        super().__init__()
        self._reader, self._number, self._columns = reader, number, columns
        places = [at for at, _, _ in columns]
        # Of one place itemgetter would give the bare cell.
        self.pick: Callable[[list[str]], tuple[str, ...]] = (
            itemgetter(*places) if len(places) > 1 else lambda row: (row[places[0]],)
        )
        self[("",) * len(places)] = ()

    def __missing__(self, cells: tuple[str, ...]) -> tuple[DraftDose, ...]:
        doses = self._reader.read_doses(cells, self._number, self._columns)
        if len(self) < _REMEMBERED:
            self[cells] = doses
        return doses
