"""What a column of a list can be taken for, in words; why a row was set aside."""

from __future__ import annotations

from vaxdesk.intake.headers import SHARED, is_field, split_dose_field
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.message import Message
from vaxdesk.wording import Wording

DOSES = 4
"""Doses whose columns are offered one by one."""

PARTS = {
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
_FIRST = (
    "row_no", "full_name", "surname_middle", "given_name", "birth_date", "sex", "sex.male", "sex.female", "id_number",
    "old_id_number", "phone", "health_insurance", "hamlet", "address",
)  # fmt: skip

NOT_USED = Message("Not used; kept with the row")

REASONS = {
    "title": Message("Title"),
    "header": Message("Header row"),
    "numbering": Message("Numbers of the columns"),
    "section": Message("Heading"),
    "subtotal": Message("Total"),
    "signature": Message("Signature"),
    "note": Message("Note"),
    "no_name": Message("No name"),
    "no_list": Message("Sheet without a list"),
    "not_here": Message("Nobody of this store"),
    "undecided": Message("An answer that somebody has to decide"),
}
"""Why a row was set aside, by its code."""

ENCODINGS = {
    "tcvn3": Message("TCVN3 (.VnTime)"),
    "tcvn3-as-cp1258": Message("TCVN3 seen as Windows-1258"),
    "vni": Message("VNI (VNI-Times)"),
    "viqr": Message("VIQR"),
    "cp1258": Message("Windows-1258"),
    "utf8-as-cp1252": Message("Unicode opened wrongly"),
    "lost": Message("letters lost"),
}
"""Old encodings by the name the head tells."""

KINDS = {
    "people": Message("List of people"),
    "platform": Message("The platform's workbook"),
    "registration": Message("Registration list"),
    "reply": Message("Reply of the police"),
}


def name_encoding(name: str, wording: Wording) -> str:
    """Say in which old encoding letters are."""
    return wording.render(ENCODINGS[name]) if name in ENCODINGS else name


def title_field(field: str | None, wording: Wording) -> str:
    """Say what a column was taken for: a person's field, a part of one, a dose's field; None: not used."""
    if field is None:
        return wording.render(NOT_USED)
    if field in PERSON_FIELDS:
        return wording.render(PERSON_FIELDS[field].title)
    if field in PARTS:
        return wording.render(PARTS[field])
    if field in SHARED:
        return wording.say("All doses: {field}", field=DOSE_FIELDS[SHARED[field]].title)
    dose = split_dose_field(field)
    if dose is None or dose[1] not in DOSE_FIELDS:
        return field
    number, title = dose[0], DOSE_FIELDS[dose[1]].title
    return wording.say("Dose {number}: {field}", number=number, field=title) if number else wording.render(title)


def list_fields(*, dose_rows: bool) -> tuple[str, ...]:
    """Give everything a column can be taken for, the commonest first.

    ``dose_rows``: in that list every row is one dose, so that its columns bear no number of a dose.
    """
    rest = [field for field in (*PERSON_FIELDS, *PARTS) if field not in _FIRST]
    parts = [part for part in DOSE_FIELDS if part != "number"]
    if dose_rows:
        doses = [f"dose.{part}" for part in DOSE_FIELDS]
    else:
        doses = [f"dose{number}.{part}" for number in range(1, DOSES + 1) for part in parts]
        doses += SHARED
    return tuple(field for field in (*_FIRST, *doses, *rest) if is_field(field))
