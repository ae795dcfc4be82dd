"""A person as a row of the national platform's import workbook."""

from __future__ import annotations

from collections.abc import Mapping

from vaxdesk.model.catalogue import PLATFORM_COLUMNS, PLATFORM_DOSES, Catalogues
from vaxdesk.model.message import Message
from vaxdesk.model.person import Dose, Person
from vaxdesk.model.text import fold

Cell = str | int | None

LONGEST_TEXT = 32_767
"""What a cell of a workbook holds, in characters; a longer text would make the whole file unreadable."""

_SEX = {"male": 0, "female": 1}


def make_platform_row(person: Person, catalogues: Catalogues) -> tuple[Cell, ...]:
    """Give the person's cells in the order of ``PLATFORM_COLUMNS``.

    Text but for the sex (0 male, 1 female). The running number and the platform's two result columns are None. Dates
    are dd/mm/yyyy, cut to what is known; names of places come from the commune's code, so do the codes above it
    where the person has none. Doses that :func:`why_not_writable` complains of are left out.
    """
    cells: dict[str, Cell] = {
        "full_name": person.full_name,
        "birth_date": _write_day(person.birth_date),
        "sex": _SEX.get(person.sex or ""),
        "priority_group": None if person.priority_group is None else str(person.priority_group),
        "workplace": person.workplace,
        "phone": person.phone,
        "id_number": person.id_number,
        "health_insurance": person.health_insurance,
        "address": _join_address(person),
        "note": person.note,
        **_write_places(person, catalogues),
    }
    for number, dose in _place_doses(person.doses)[0].items():
        vaccine = None if dose.vaccine is None else catalogues.vaccine_by_slug(dose.vaccine)
        cells[f"dose{number}.vaccine"] = None if vaccine is None else vaccine.platform_name or None
        cells[f"dose{number}.date"] = _write_day(dose.date)
        cells[f"dose{number}.lot"] = dose.lot
        cells[f"dose{number}.site"] = dose.site
    return tuple(cells.get(column.key) for column in PLATFORM_COLUMNS)


def why_not_writable(person: Person, catalogues: Catalogues) -> tuple[Message, ...]:
    """Give every reason why the workbook can't say what is known of this person; none: it can."""
    why: list[Message] = []
    slots, left_over = _place_doses(person.doses)
    if len(person.doses) > PLATFORM_DOSES:
        why.append(Message("More than four doses; the platform's workbook has no room for them"))
    for dose in left_over:
        if dose.number is not None and dose.number in slots:
            why.append(Message("Two doses bear number {number}", {"number": dose.number}))
        elif dose.number is not None and len(person.doses) <= PLATFORM_DOSES:
            why.append(Message("The platform's workbook has no dose number {number}", {"number": dose.number}))
    for slug in sorted({dose.vaccine for dose in person.doses if dose.vaccine is not None}):
        vaccine = catalogues.vaccine_by_slug(slug)
        if vaccine is None or not vaccine.platform_name:
            name = slug if vaccine is None else vaccine.name
            why.append(Message("The platform has no name for the vaccine {vaccine}", {"vaccine": name}))
    if any(isinstance(cell, str) and len(cell) > LONGEST_TEXT for cell in make_platform_row(person, catalogues)):
        why.append(Message("A text is longer than a cell can hold"))
    return tuple(why)


def _place_doses(doses: tuple[Dose, ...]) -> tuple[Mapping[int, Dose], list[Dose]]:
    """Give each dose the columns of its number, those without one the free ones by date; and what is left over."""
    slots: dict[int, Dose] = {}
    left_over: list[Dose] = []
    for dose in doses:
        if dose.number is not None and 1 <= dose.number <= PLATFORM_DOSES and dose.number not in slots:
            slots[dose.number] = dose
        elif dose.number is not None:
            left_over.append(dose)
    unnumbered = sorted((dose for dose in doses if dose.number is None), key=lambda dose: (dose.date or "~", dose.id))
    free = [number for number in range(1, PLATFORM_DOSES + 1) if number not in slots]
    slots.update(zip(free, unnumbered, strict=False))
    left_over.extend(unnumbered[len(free) :])
    return slots, left_over


def _write_places(person: Person, catalogues: Catalogues) -> dict[str, Cell]:
    """Give names and codes of commune, district and province; a name only where its code is the person's."""
    cells: dict[str, Cell] = {
        "commune_code": person.commune_code,
        "district_code": person.district_code,
        "province_code": person.province_code,
    }
    unit = None if person.commune_code is None else catalogues.units.by_code(person.commune_code)
    if unit is not None:
        cells["commune_name"] = unit.commune
        if person.district_code in (None, unit.district_code):
            cells["district_code"], cells["district_name"] = unit.district_code, unit.district
        if person.province_code in (None, unit.province_code):
            cells["province_code"], cells["province_name"] = unit.province_code, unit.province
    return cells


def _join_address(person: Person) -> str | None:
    """Put the hamlet behind the rest of the address, as addresses are written; once, if it stands there already."""
    if person.hamlet and person.address and f" {fold(person.hamlet)} " in f" {fold(person.address)} ":
        return person.address
    return ", ".join(part for part in (person.address, person.hamlet) if part) or None


def _write_day(date: str | None) -> str | None:
    """Turn ISO 8601, cut to what is known, into dd/mm/yyyy, mm/yyyy or yyyy."""
    return date and "/".join(reversed(date.split("-")))
