"""A person as text that is kept and sent: the record of ``CONTRACT.md`` section 3, without issues and delivery."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vaxdesk.model.person import Dose, Guardian, Person
from vaxdesk.model.source import Source

_PLAIN = (
    "id", "full_name", "birth_date", "sex", "id_number", "id_kind", "old_id_number", "phone", "health_insurance",
    "priority_group", "occupation", "workplace", "nationality", "ethnicity", "hamlet", "address", "commune_code",
    "district_code", "province_code", "note", "verification", "verification_reason",
)  # fmt: skip


def write_record(person: Person) -> dict[str, Any]:
    """Give the person as a JSON object: every key present, None where unknown."""
    record: dict[str, Any] = {name: getattr(person, name) for name in _PLAIN}
    guardian = person.guardian
    record["guardian"] = guardian and {
        "full_name": guardian.full_name,
        "phone": guardian.phone,
        "relation": guardian.relation,
    }
    record["doses"] = [
        {
            "id": dose.id, "number": dose.number, "kind": dose.kind, "vaccine": dose.vaccine, "lot": dose.lot,
            "date": dose.date, "site": dose.site, "raw": dict(sorted(dose.raw.items())),
        }
        for dose in person.doses
    ]  # fmt: skip
    record["merged"] = list(person.merged)
    record["raw"] = dict(sorted(person.raw.items()))
    record["sources"] = [
        {"batch": one.batch, "file": one.file, "sheet": one.sheet, "row": one.row} for one in person.sources
    ]
    return record


def read_record(record: Mapping[str, Any]) -> Person:
    """Read what :func:`write_record` gave."""
    guardian = record["guardian"]
    return Person(
        **{name: record[name] for name in _PLAIN},
        guardian=Guardian(**guardian) if guardian else None,
        doses=tuple(Dose(**dose) for dose in record["doses"]),
        merged=tuple(record["merged"]),
        raw=record["raw"],
        sources=tuple(Source(**one) for one in record["sources"]),
    )
