"""The states of verification and the moves between them (``CONTRACT.md`` section 3)."""

from __future__ import annotations

from collections.abc import Mapping

from vaxdesk.model.message import Message

ANSWERED = frozenset({"matched", "mismatched", "corrected", "not_found", "unresolvable"})
"""States that an answer gave: a change of what was compared makes them void."""
CLEAN = frozenset({"matched", "corrected"})
"""States in which a person may go up."""

_ANSWERS = frozenset({"mismatched", "corrected", "not_found", "unresolvable"})

MOVES: Mapping[str, frozenset[str]] = {
    "unverified": frozenset({"requested", "matched", "mismatched", "not_found", "unresolvable"}),
    "requested": frozenset({"matched", "mismatched", "corrected", "not_found", "unresolvable", "unverified"}),
    "matched": frozenset({"requested", "mismatched", "not_found", "unresolvable"}),
    **{state: (_ANSWERS - {state}) | {"requested", "matched"} for state in _ANSWERS},
}

STATES: Mapping[str, Message] = {
    "unverified": Message("Not yet verified"),
    "requested": Message("Sent for verification"),
    "matched": Message("Right"),
    "mismatched": Message("Wrong"),
    "corrected": Message("Corrected"),
    "not_found": Message("Not found"),
    "unresolvable": Message("Can't be verified"),
}

REASONS: Mapping[str, Message] = {
    "deceased": Message("Deceased"),
    "moved_away": Message("Moved away"),
    "foreigner": Message("Foreigner"),
    "no_papers": Message("No papers"),
    "unreachable": Message("Can't be reached"),
    "other_locality": Message("Waiting for another locality"),
    "other": Message("Other"),
}
"""Why somebody can't be verified."""


def may_move(now: str, new: str) -> bool:
    """Tell whether verification may go from one state to the other."""
    return new in MOVES.get(now, frozenset())
