"""What a column of a list can be taken for, in words."""

from __future__ import annotations

from typing import Final

from vaxdesk.intake.headers import SHARED, split_dose_field
from vaxdesk.model.display import show_field
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.message import Message
from vaxdesk.resources import load_catalogues

PARTS: Final = {
    "row_no": Message("Running number"),
    "surname_middle": Message("Surname and middle name"),
    "middle_name": Message("Middle name"),
    "given_name": Message("Given name"),
    "birth_day": Message("Day of birth"),
    "birth_month": Message("Month of birth"),
    "birth_day_month": Message("Day and month of birth"),
    "birth_year": Message("Year of birth"),
    "sex.male": Message("Male: a mark or the year of birth"),
    "sex.female": Message("Female: a mark or the year of birth"),
    "guardian.full_name": Message("Guardian's name"),
    "guardian.phone": Message("Guardian's phone"),
    "commune_name": Message("Name of the commune"),
    "district_name": Message("Name of the district"),
    "province_name": Message("Name of the province"),
    "result_failed": Message("The platform's answer: failed"),
    "result_done": Message("The platform's answer: done"),
    "age": Message("Age"),
    "relation": Message("Relation to the head of the household"),
    "household": Message("Household: its number or its head"),
    "doses": Message("All doses in one cell"),
    "desired_date": Message("Day wished for"),
    "record_code": Message("Record code"),
    "answer": Message("The police's answer"),
    "answer.matched": Message("The police's answer: right"),
    "answer.mismatched": Message("The police's answer: wrong"),
    "answer.not_found": Message("The police's answer: not found"),
    "answer.unresolvable": Message("The police's answer: can't be verified"),
    "right.full_name": Message("Right name, from the police"),
    "right.birth_date": Message("Right date of birth, from the police"),
    "right.sex": Message("Right sex, from the police"),
    "right.id_number": Message("Right ID number, from the police"),
    "because": Message("Why it can't be verified"),
}
"""By its key each part that :data:`vaxdesk.intake.headers.PARTS` knows."""

NOT_USED: Final = Message("Not used; kept with the row")


def title_column(field: str | None) -> Message | str:
    """Say what a column was taken for: a person's field, a part of one, a dose's field; None: not used."""
    if field is None:
        return NOT_USED
    if field in PERSON_FIELDS:
        return PERSON_FIELDS[field].title
    if field in PARTS:
        return PARTS[field]
    if field in SHARED:
        return Message("All doses: {field}", {"field": DOSE_FIELDS[SHARED[field]].title})
    number, key = split_dose_field(field) or (0, field)
    # A column of its own under a dose is a vaccine's.
    vaccine = show_field("vaccine", key, load_catalogues()) or field
    title = DOSE_FIELDS[key].title if key in DOSE_FIELDS else vaccine
    return Message("Dose {number}: {field}", {"number": number, "field": title}) if number else title
