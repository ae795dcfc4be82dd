"""How a state of verification and a severity show: word, colour, icon, pattern. Any three of them may be missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from vaxdesk.model.message import Message
from vaxdesk.model.verification import STATES as WORDS

Pattern = Literal["solid", "stripes", "dots", "hatch", "bars", "lines", "empty"]


@dataclass(frozen=True, slots=True)
class State:
    """A state as it is shown."""

    key: str
    word: Message
    token: str
    icon: str
    pattern: Pattern


STATES: Mapping[str, State] = {
    one.key: one
    for one in (
        State("matched", WORDS["matched"], "ok", "ok", "solid"),
        State("corrected", WORDS["corrected"], "ok", "fixed", "stripes"),
        State("requested", WORDS["requested"], "wait", "wait", "dots"),
        State("mismatched", WORDS["mismatched"], "err", "differ", "hatch"),
        State("not_found", WORDS["not_found"], "warn", "notfound", "bars"),
        State("unresolvable", WORDS["unresolvable"], "neu", "stuck", "lines"),
        State("unverified", WORDS["unverified"], "neu", "todo", "empty"),
    )
}
"""By key, in the order of strips and legends."""

DELIVERIES: Final[Mapping[str, Message]] = {
    "none": Message("Not sent yet"),
    "packaged": Message("In a package"),
    "received": Message("Received by the district"),
    "accepted": Message("Accepted by the platform"),
    "rejected": Message("Rejected by the platform"),
}
"""How far somebody's row got, in words."""

SEVERITIES: Mapping[str, tuple[str, str]] = {
    "error": ("error", "err"),
    "warning": ("warn", "warn"),
    "info": ("info", "accent"),
}
"""(icon, colour) of a severity."""

ORIGINS: Final = {
    "list": Message("from a list"),
    "platform": Message("from the platform"),
    "rule": Message("by the program"),
    "typed": Message("typed by hand"),
    "card": Message("read from the card"),
    "police": Message("answer of the police"),
}
"""Where a value comes from, in words."""

ORIGIN_ICONS: Final = {
    "list": "sheet",
    "platform": "sheet",
    "rule": "fixed",
    "typed": "edit",
    "card": "idcard",
    "police": "verify",
}
