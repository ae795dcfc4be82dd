"""R03: the first three digits of a citizen's number are no province (Thông tư 07/2016/TT-BCA, annex 1).

Only a warning: people registered abroad have codes of which no public list was found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.issue import Issue
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings
from vaxdesk.model.text import is_number_text

_PROVINCE = Code(
    "id_number.province",
    "warning",
    Message("No province has the first three digits of the identity number"),
    ("id_number",),
)


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    number = person.id_number
    if number is None or len(number) != 12 or number[:3] in surroundings.catalogues.cccd_provinces:
        return NO_ISSUES
    if not is_number_text(number):
        return NO_ISSUES
    message = Message("{number}: no province has the code {code}.", {"number": number, "code": number[:3]})
    return (_PROVINCE.issue("id_number", message, {"id_number": number}),)


RULE = Rule(
    id="R03",
    codes=(_PROVINCE,),
    check=_check,
    fires=(("id_number.province", replace(EXAMPLE, id_number="099190004321")),),
    silent=(
        replace(EXAMPLE, id_number="001190004321"),
        replace(EXAMPLE, id_number="999111222"),
        replace(EXAMPLE, id_number="N12345678901"),
    ),
)
