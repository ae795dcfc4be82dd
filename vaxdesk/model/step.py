"""What a verb wants to say, before the journal makes events of it; what a step was, in words."""

from __future__ import annotations

from collections.abc import Iterable

from vaxdesk.model.event import Header
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.message import Message
from vaxdesk.model.person import Value
from vaxdesk.model.records import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """An event to be: everything a verb knows. The journal adds id, device, sequence, clock and hashes."""

    kind: str
    stream: str
    person: str | None = None
    dose: str | None = None
    field: str | None = None
    value: Value = None
    raw: str | None = None
    reason: str | None = None
    basis: tuple[str, ...] = ()
    origin: str = "typed"


@dataclass(frozen=True, slots=True)
class Kept:
    """Something an act left as it was, and why: the answer to "why hasn't it changed?"."""

    person: str
    field: str | None
    why: Message


@dataclass(frozen=True, slots=True)
class Changes:
    """What a verb changed. ``step`` is None where the act changed nothing; ``label`` names it on the undo button.

    ``notices`` tell what somebody should know of it besides.
    """

    step: str | None
    label: Message
    people: tuple[str, ...] = ()
    events: int = 0
    kept: tuple[Kept, ...] = ()
    notices: tuple[Message, ...] = ()


def describe_step(headers: Iterable[Header], file: str | None = None) -> Message:
    """Name a step by what its events did; ``file`` is the list of a load."""
    known = list(headers)
    kinds = {header.kind for header in known if header.origin != "rule" or header.kind == "list"}
    if "list" in kinds or "row" in kinds:
        return Message("Load {file}", {"file": file or "?"})
    if "retract" in kinds:
        redo = all(header.field == "events" for header in known if header.kind == "retract")
        return Message("Redo") if redo else Message("Undo")
    named = next((name for kind, name in _NAMES.items() if kind in kinds), None)
    beside = next((kind for kind in kinds if kind in _BESIDE), None)
    if named is None and beside is not None:
        return name_beside(beside)
    if named is None and "set" in kinds:
        written = [header for header in known if header.kind == "set" and header.origin != "rule"]
        if len({(header.dose is None, header.field) for header in written}) > 1:
            return _name_making(written) or SEVERAL
        return _name_making(written) or _describe_set(written[0])
    return named or Message("Mark")


_NAMES = {
    "part": Message("Divide hamlets"),
    "erase": Message("Erase"),
    "pair": Message("Decide a pair"),
    "confirm": Message("Confirm as right"),
}


ADD_PERSON = Message("Add a person")
ADD_DOSE = Message("Add a dose")
REMOVE_DOSE = Message("Remove a dose")
MOVE_DOSE = Message("Move a dose")
_BESIDE = {
    "flag": Message("Flag for a colleague"),
    "complaint": Message("Citizen's report"),
    "entered": Message("Typed into the portal"),
    "answer": Message("Results of the platform"),
}


def name_beside(kind: str) -> Message:
    """Name a step that says something beside a person's data."""
    return _BESIDE[kind]


def _name_making(headers: Iterable[Header]) -> Message | None:
    """Name a step that made or removed something: what is new replaces nothing."""
    made: set[str] = set()
    for header in headers:
        if header.kind == "set" and header.field == "removed":
            made.add("removed")
        elif header.kind == "set" and not header.basis and (header.field, header.dose is None) in _FIRST:
            made.add(header.field or "")
    if "full_name" in made:
        return ADD_PERSON
    return {("removed",): REMOVE_DOSE, ("number",): ADD_DOSE, ("number", "removed"): MOVE_DOSE}.get(tuple(sorted(made)))


_FIRST = frozenset({("full_name", True), ("number", False)})
"""The fields (and whether they are the person's) that everybody and every dose that is made by hand has."""


SEVERAL = Message("Correct several fields")


def _describe_set(header: Header) -> Message:
    fields = PERSON_FIELDS if header.dose is None else DOSE_FIELDS
    field = fields.get(header.field or "")
    return Message("Correct {field}", {"field": field.title if field is not None else header.field or ""})
