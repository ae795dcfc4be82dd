"""R20: a commune that no catalogue has, of 2021 or of July 2025, or whose name several have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.issue import Issue, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings
from vaxdesk.model.text import fold
from vaxdesk.model.units import Units, bare_unit_name

_UNKNOWN = Code(
    "commune_code.unknown",
    "warning",
    Message("The commune can't be told"),
    ("commune_code", "district_code", "province_code"),
)
_MOST = 3


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    code, units = person.commune_code, surroundings.catalogues.units
    if code is None:
        raw = person.raw.get("commune_code")
        return NO_ISSUES if raw is None else (_say_text(raw, person, units),)
    if code == units.home or units.by_code(code) is not None or units.new_by_code(code) is not None:
        return NO_ISSUES
    message = Message("No commune has the code {code}, neither in 2021 nor since July 2025.", {"code": code})
    return (_UNKNOWN.issue("commune_code", message, {"commune_code": code}),)


def _say_text(raw: str, person: Person, units: Units) -> Issue:
    bare = fold(bare_unit_name(raw))
    near = [
        unit
        for unit in units.search(bare, _MOST * 4)
        if fold(bare_unit_name(unit.commune)) == bare and person.province_code in {None, unit.province_code}
    ]
    message = (
        Message("“{said}” may be one of several communes.", {"said": raw})
        if len(near) > 1
        else Message("“{said}” is no commune of 2021.", {"said": raw})
    )
    suggestions = tuple(
        Suggestion(unit.commune_code, "likely", Message("{commune}, {district}", {
            "commune": unit.commune, "district": unit.district,
        }))
        for unit in near[:_MOST]
    )  # fmt: skip
    return _UNKNOWN.issue("commune_code", message, {"commune_code": raw}, suggestions=suggestions)


RULE = Rule(
    id="R20",
    codes=(_UNKNOWN,),
    check=_check,
    fires=(
        ("commune_code.unknown", replace(EXAMPLE, commune_code="99999")),
        ("commune_code.unknown", replace(EXAMPLE, raw={"commune_code": "Xã Không Có"})),
        ("commune_code.unknown", replace(EXAMPLE, raw={"commune_code": "Tan Phu"})),
    ),
    silent=(
        EXAMPLE,
        replace(EXAMPLE, commune_code="25222"),
        replace(EXAMPLE, commune_code="25222", raw={"commune_code": "2 5222"}),
    ),
    refusals=frozenset({"commune_code"}),
)
