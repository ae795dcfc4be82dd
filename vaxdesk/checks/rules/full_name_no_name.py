"""R32: a text that is no name: an address of the web, a sentence, what was pasted from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.names import is_no_name
from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule
from vaxdesk.model.issue import Issue
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings

_NO_NAME = Code("full_name.no_name", "error", Message("The text is no name"), ("full_name",), "c")
_SHOWN = 60


def _check(person: Person, _: Surroundings) -> Sequence[Issue]:
    name = person.full_name
    if name is None or not is_no_name(name):
        return NO_ISSUES
    shown = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"
    message = Message("“{said}” can't be a name.", {"said": shown})
    return (_NO_NAME.issue("full_name", message, {"full_name": name}),)


RULE = Rule(
    id="R32",
    codes=(_NO_NAME,),
    check=_check,
    fires=(
        ("full_name.no_name", replace(EXAMPLE, full_name="xem thêm tại www.nha-cai.com")),
        ("full_name.no_name", replace(EXAMPLE, full_name="Please see the list that was sent to you last week")),
        ("full_name.no_name", replace(EXAMPLE, full_name="aaaaaaaaaaaaaaaaaaaaaaaa bbb")),
    ),
    silent=(
        EXAMPLE,
        replace(EXAMPLE, full_name="Công Tằng Tôn Nữ Thị Phương Mai"),
        replace(EXAMPLE, full_name="Khamphet Phommachanh"),
        replace(EXAMPLE, full_name="H'Hen Niê"),
    ),
)
