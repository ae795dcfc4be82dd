"""Browsing: groups of issues, lists of people page by page, and everything about one of them; changing nothing."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from vaxdesk.desk.desk import Desk, read_message
from vaxdesk.desk.looking import name_delivery
from vaxdesk.desk.panel import DoseRow, FieldRow, Panel, Problem, Proposal, read_panel
from vaxdesk.desk.recounting import Moment, read_timeline
from vaxdesk.model.dates import year_of
from vaxdesk.model.display import Said, show_field
from vaxdesk.model.filter import Filter
from vaxdesk.model.issue import Severity
from vaxdesk.model.message import Message

__all__ = [
    "DoseRow",
    "FieldRow",
    "Filter",
    "Group",
    "Groups",
    "Line",
    "Mark",
    "Moment",
    "Panel",
    "PeopleList",
    "Problem",
    "Proposal",
    "count_people",
    "find_place",
    "list_groups",
    "name_group",
    "open_people",
    "read_editors",
    "read_groups",
    "read_hamlets",
    "read_lines",
    "read_panel",
    "read_people_range",
    "read_streams",
    "read_timeline",
]

SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "info")
"""Worst first."""
SHOWN: Final = ("full_name", "birth_date", "sex", "id_number", "phone", "hamlet")
"""A person's fields that a list shows."""


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of issue: its code, how bad it is, its name, and how many people have it.

    Of these ``suggested`` have a suggestion, ``certain`` one that no careful person would doubt.
    """

    code: str
    severity: Severity
    title: Message
    people: int
    suggested: int
    certain: int


@dataclass(frozen=True, slots=True)
class Groups:
    """All groups: errors first, then warnings and information, those with most people first.

    ``people`` counts who has at least one issue of a severity; somebody may stand in several groups. ``everybody`` is
    how many people there are.
    """

    groups: tuple[Group, ...]
    people: Mapping[Severity, int]
    everybody: int


@dataclass(frozen=True, slots=True)
class PeopleList:
    """Who a filter left when it was asked, in its order: a list that stays as it is while one works through it.

    ``numbers`` mean something to the store alone. It is to be opened again when people may have come: after a load, a
    package, an undo of these.
    """

    filter: Filter
    numbers: array[int]

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True, slots=True)
class Mark:
    """What is wrong with a field: how bad the worst of it is, and what a rule says of it."""

    severity: Severity
    message: Message


@dataclass(frozen=True, slots=True)
class Line:
    """A person in a list, as they are now.

    ``severity`` is that of the worst issue; ``codes`` are the groups the person stands in. ``certain``: a suggestion
    is there that no careful person would doubt. ``shown`` are the fields of ``SHOWN`` that are known, ``marks`` what is
    wrong with a field, all doses' under ``doses``. ``delivery`` is how far today's row got.
    """

    id: str
    full_name: str | None
    birth_year: str | None
    hamlet: str | None
    severity: Severity | None
    errors: int
    warnings: int
    codes: tuple[str, ...]
    verification: str
    certain: bool
    shown: Mapping[str, Said] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)
    doses: int = 0
    delivery: str = "none"


def read_groups(desk: Desk) -> Groups:
    """Give the groups of issues with their counts."""
    counts = {severity: desk.store.asking.count(Filter(severity=severity)) for severity in SEVERITIES}
    return Groups(list_groups(desk), counts, desk.store.count_people())


def list_groups(desk: Desk) -> tuple[Group, ...]:
    """Give the groups alone, in their order."""
    asking = desk.store.asking
    titles = {code.code: code.title for code in desk.engine.codes}
    suggested: dict[str, dict[str, int]] = {}
    for code, certainty, people in asking.count_suggested():
        suggested.setdefault(code, {})[certainty] = people
    groups = [
        Group(
            code,
            _read_severity(severity),
            titles.get(code) or Message(code),
            people,
            sum(suggested.get(code, {}).values()),
            suggested.get(code, {}).get("certain", 0),
        )
        for code, severity, people in asking.count_groups()
    ]
    return tuple(sorted(groups, key=lambda group: (SEVERITIES.index(group.severity), -group.people, group.code)))


def name_group(desk: Desk, code: str) -> Message:
    """Give the name of a group of issues by its code."""
    return next((one.title for one in desk.engine.codes if one.code == code), Message(code))


def _read_severity(text: str) -> Severity:
    return next((one for one in SEVERITIES if one == text), "info")


def read_hamlets(desk: Desk) -> tuple[tuple[str, int], ...]:
    """Give (hamlet, people) by the alphabet; "" for those of whom none is known, last."""
    return tuple(desk.store.asking.count_hamlets())


def read_streams(desk: Desk) -> tuple[tuple[str, str | None, int], ...]:
    """Give (code, name, people) of a district's communes by their code; a name is None where no table has the code.

    Nothing at a station: all of its people are its commune's.
    """
    if desk.store.keyring.station.role != "district":
        return ()
    units = desk.catalogues.units
    return tuple(
        (code, None if (unit := units.by_code(code)) is None else unit.commune, people)
        for code, people in desk.store.asking.count_streams()
    )


def read_editors(desk: Desk) -> tuple[str, ...]:
    """Give the users who ever worked on somebody by hand, at any laptop: whom a list can be narrowed by."""
    return tuple(desk.store.asking.read_editors())


def count_people(desk: Desk, asked: Filter) -> int:
    """Give how many people a filter leaves now."""
    return desk.store.asking.count(asked)


def open_people(desk: Desk, asked: Filter) -> PeopleList:
    """Give the people a filter leaves now, in its order."""
    return PeopleList(asked, desk.store.asking.list_people(asked))


def read_people_range(desk: Desk, people: PeopleList, offset: int, limit: int) -> tuple[Line | None, ...]:
    """Give a piece of a list, each as they are now; None for whom there is no more (joined to another, taken back)."""
    numbers = people.numbers[max(offset, 0) : max(offset, 0) + limit]
    ids = desk.store.asking.find_ids(numbers)
    lines = _read_by_id(desk, list(ids.values()))
    return tuple(lines.get(ids.get(number, "")) for number in numbers)


def read_lines(desk: Desk, ids: Sequence[str]) -> tuple[Line | None, ...]:
    """Give these people as they are now; None for whom there is no more."""
    lines = _read_by_id(desk, ids)
    return tuple(lines.get(person) for person in ids)


def find_place(desk: Desk, people: PeopleList, person: str) -> int | None:
    """Give where in a list somebody stands, counted from 0; None where they don't. Raises UnknownPerson."""
    number = desk.store.asking.find_number(desk.find(person))
    try:
        return None if number is None else people.numbers.index(number)
    except ValueError:
        return None


def _read_by_id(desk: Desk, ids: Sequence[str]) -> dict[str, Line]:
    issues, deliveries = desk.store.read_issues(ids), desk.store.parcels.read_deliveries(ids)
    return {
        record["id"]: _make_line(desk, record, issues.get(record["id"], ()), deliveries.get(record["id"], ()))
        for record in desk.store.read_records(ids)
    }


def _make_line(
    desk: Desk, record: Mapping[str, Any], issues: Sequence[Mapping[str, Any]], deliveries: Sequence[tuple[str, str]]
) -> Line:
    told = ((key, show_field(key, record[key], desk.catalogues)) for key in SHOWN)
    found = [issue["severity"] for issue in issues]
    year = year_of(record["birth_date"])
    return Line(
        record["id"],
        record["full_name"],
        None if year is None else str(year),
        record["hamlet"],
        next((severity for severity in SEVERITIES if severity in found), None),
        found.count("error"),
        found.count("warning"),
        tuple(dict.fromkeys(issue["rule"] for issue in issues)),
        record["verification"],
        any(one["certainty"] == "certain" for issue in issues for one in issue["suggestions"]),
        {key: said for key, said in told if said is not None},
        _mark_fields(issues),
        len(record["doses"]),
        name_delivery(record, deliveries, desk.catalogues),
    )


def _mark_fields(issues: Sequence[Mapping[str, Any]]) -> dict[str, Mark]:
    marks: dict[str, Mark] = {}
    for issue in sorted(issues, key=lambda one: SEVERITIES.index(_read_severity(one["severity"]))):
        key = issue["field"] if issue["dose"] is None else "doses"
        marks.setdefault(key, Mark(_read_severity(issue["severity"]), read_message(issue["message"])))
    return marks
