"""People and doses as a Frictionless Data Package, to be read with other programs (``FORMAT.md`` section 3)."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vaxdesk.model.event import write_canonical

PEOPLE, DOSES, DESCRIPTION = "people.csv", "doses.csv", "datapackage.json"

_Field = tuple[str, str, str]
"""Name, type of the Frictionless Table Schema, title."""

_PEOPLE_FIELDS: tuple[_Field, ...] = (
    ("id", "string", "Mã"),
    ("full_name", "string", "Họ và tên"),
    ("birth_date", "string", "Ngày sinh (ISO 8601, đến mức đã biết)"),
    ("sex", "string", "Giới tính"),
    ("id_number", "string", "Số CCCD/CMND/hộ chiếu"),
    ("id_kind", "string", "Loại giấy tờ"),
    ("old_id_number", "string", "Số giấy tờ cũ"),
    ("phone", "string", "Số điện thoại"),
    ("health_insurance", "string", "Số thẻ bảo hiểm y tế"),
    ("priority_group", "integer", "Nhóm ưu tiên"),
    ("occupation", "string", "Nghề nghiệp"),
    ("workplace", "string", "Đơn vị công tác"),
    ("nationality", "string", "Quốc tịch"),
    ("ethnicity", "string", "Dân tộc"),
    ("guardian_full_name", "string", "Họ tên người giám hộ"),
    ("guardian_phone", "string", "Số điện thoại người giám hộ"),
    ("guardian_relation", "string", "Quan hệ với người giám hộ"),
    ("hamlet", "string", "Thôn/ấp"),
    ("address", "string", "Địa chỉ"),
    ("commune_code", "string", "Mã xã"),
    ("district_code", "string", "Mã huyện"),
    ("province_code", "string", "Mã tỉnh"),
    ("note", "string", "Ghi chú"),
    ("verification", "string", "Xác minh"),
    ("verification_reason", "string", "Lý do"),
    ("merged", "array", "Hồ sơ đã gộp vào"),
    ("raw", "object", "Chữ như trong danh sách"),
    ("sources", "array", "Nguồn"),
)
_DOSE_FIELDS: tuple[_Field, ...] = (
    ("person", "string", "Mã người"),
    ("id", "string", "Mã mũi"),
    ("number", "integer", "Mũi số"),
    ("kind", "string", "Loại mũi"),
    ("vaccine", "string", "Vắc xin"),
    ("lot", "string", "Số lô"),
    ("date", "string", "Ngày tiêm (ISO 8601, đến mức đã biết)"),
    ("site", "string", "Địa điểm tiêm"),
    ("raw", "object", "Chữ như trong danh sách"),
)
_FOREIGN = {"fields": "person", "reference": {"resource": "people", "fields": "id"}}


def write_tables(people: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    """Write the records of ``CONTRACT.md`` section 3 as the three members of a package, by name."""
    persons = _write_csv(_PEOPLE_FIELDS, (_flatten(person) for person in people))
    injections = ({**dose, "person": person["id"]} for person in people for dose in person["doses"])
    doses = _write_csv(_DOSE_FIELDS, injections)
    described = {
        "name": "vaxdesk-people",
        "profile": "tabular-data-package",
        "resources": [
            _describe(PEOPLE, persons, _PEOPLE_FIELDS, {"primaryKey": ["id"]}),
            _describe(DOSES, doses, _DOSE_FIELDS, {"foreignKeys": [_FOREIGN]}),
        ],
    }
    description = json.dumps(described, ensure_ascii=False, indent=2).encode()
    return {DESCRIPTION: description, PEOPLE: persons, DOSES: doses}


def read_tables(people: bytes, doses: bytes) -> list[tuple[dict[str, str], list[dict[str, str]]]]:
    """Read the two tables back: each person's cells that hold something, by name, with those of their doses.

    ValueError where they aren't as :func:`write_tables` writes them.
    """
    persons, injections = _read_csv(people, _PEOPLE_FIELDS), _read_csv(doses, _DOSE_FIELDS)
    by_person: dict[str, list[dict[str, str]]] = {one.get("id", ""): [] for one in persons}
    if len(by_person) != len(persons):
        msg = "an id stands there twice"
        raise ValueError(msg)
    for dose in injections:
        if dose.get("person") not in by_person:
            msg = "a dose of nobody"
            raise ValueError(msg)
        by_person[dose["person"]].append(dose)
    return [(one, by_person[one.get("id", "")]) for one in persons]


def _read_csv(data: bytes, fields: Iterable[_Field]) -> list[dict[str, str]]:
    names = [name for name, _, _ in fields]
    try:
        header, *rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    except csv.Error as error:
        raise ValueError(str(error)) from error
    if header != names or any(len(row) != len(names) for row in rows):
        msg = "other columns than those of the format"
        raise ValueError(msg)
    return [{name: cell for name, cell in zip(names, row, strict=True) if cell} for row in rows]


def _flatten(person: Mapping[str, Any]) -> Mapping[str, Any]:
    guardian = person["guardian"] or {}
    return {**person, **{f"guardian_{name}": guardian.get(name) for name in ("full_name", "phone", "relation")}}


def _write_csv(fields: Iterable[_Field], rows: Iterable[Mapping[str, Any]]) -> bytes:
    names = [name for name, _, _ in fields]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_write_cell(row[name]) for name in names] for row in rows)
    return text.getvalue().encode()


def _write_cell(value: object) -> object:
    return write_canonical(value).decode() if isinstance(value, dict | list) else value


def _describe(path: str, data: bytes, fields: Iterable[_Field], keys: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": path.removesuffix(".csv"),
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "bytes": len(data),
        "schema": {
            "fields": [{"name": name, "type": kind, "title": title} for name, kind, title in fields],
            "missingValues": [""],
            **keys,
        },
    }
