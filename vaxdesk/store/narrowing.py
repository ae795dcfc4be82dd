"""A filter as SQL, part by part: each is told by an index, none by reading people."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple

from vaxdesk.model.event import mark_stream
from vaxdesk.model.filter import TODAY, Filter

WITH_ISSUE = "SELECT n FROM people WHERE id IN (SELECT person FROM issues INDEXED BY issues_rule WHERE {} = ?)"
_OF_STREAM = "SELECT n FROM people WHERE id >= ? AND id < ?"
"""The ids of a stream's people begin alike."""
_FIGURES = "SELECT n FROM people INDEXED BY people_figures WHERE {}"
_FLAGGED = "SELECT n FROM people INDEXED BY people_flag WHERE flag IS NOT NULL"
_REPORTED = (
    "SELECT n FROM people WHERE id IN (SELECT person FROM complaints INDEXED BY complaints_open WHERE outcome IS NULL)"
)
_DELIVERED = "SELECT n FROM people INDEXED BY people_delivery WHERE delivery <> 'none'"
_BORN = "SELECT n FROM people INDEXED BY people_birth WHERE birth_date >= ? AND birth_date < ?"
_TOUCHED = (
    "SELECT people.n FROM events LEFT JOIN members ON members.member = events.person"
    " JOIN people ON people.id = coalesce(members.person, events.person) WHERE events.step = ?"
)
_JOINED = (
    "(SELECT 1 FROM events AS pairs WHERE pairs.step = events.step AND pairs.kind = 'pair'"
    " AND pairs.person = events.person)"
)
_UPDATED = (
    "(SELECT coalesce(members.person, told.value)"
    " FROM events AS lists, json_each(lists.body, '$.value.updated') AS told"
    " LEFT JOIN members ON members.member = told.value WHERE lists.step = events.step AND lists.kind = 'list')"
)
_OUTCOMES = {
    None: "",
    "new": f" AND events.kind = 'row' AND NOT EXISTS {_JOINED}",
    "updated": f" AND people.id IN {_UPDATED}",
    "unchanged": f" AND EXISTS {_JOINED} AND people.id NOT IN {_UPDATED}",
}
"""How a load's rows are told apart: one that joined nobody made somebody; the load says whom it told something new."""
BY_HAND = "kind IN ('set', 'mark', 'confirm', 'flag', 'complaint', 'entered')"
"""The very words of the index on what hands did."""
OTHER_PAPER = "id_number IS NOT NULL AND (id_number GLOB '*[^0-9]*' OR length(id_number) NOT IN (9, 12))"
"""The very words of the index on numbers that no citizen's card bears."""
_EDITED = (
    "SELECT people.n FROM events INDEXED BY events_by_hand LEFT JOIN members ON members.member = events.person"  # noqa: S608
    f" JOIN people ON people.id = coalesce(members.person, events.person) WHERE {BY_HAND}"
)
CHANGED = (
    "SELECT people.n FROM (SELECT coalesce(members.person, events.person) AS listed,"  # noqa: S608 - texts of ours
    " max(events.header ->> '$.clock') AS clock FROM events INDEXED BY events_by_hand"
    f" LEFT JOIN members ON members.member = events.person WHERE {BY_HAND} GROUP BY listed)"
    " JOIN people ON people.id = listed ORDER BY clock, people.n"
)
"""Who was ever worked on by hand, the longest ago first."""


class Part(NamedTuple):
    """A part of a filter: the numbers of people that a query gives, or of all others (``is_other``)."""

    select: str
    values: tuple[Any, ...] = ()
    is_other: bool = False


def list_parts(asked: Filter, query: str | None) -> list[Part]:
    """Give the parts of a filter, issues aside; ``query`` is what is looked for in the full-text index."""
    born = asked.born or 0
    parts = [
        (query is not None, Part("SELECT rowid AS n FROM found WHERE found MATCH ?", (query,))),
        (asked.flagged, Part(_FLAGGED)),
        (asked.reported, Part(_REPORTED)),
        (asked.step is not None, Part(_TOUCHED + _OUTCOMES[asked.outcome], (asked.step,))),
        (asked.stream is not None, _of_stream(asked.stream or "")),
        (asked.hamlet is not None, Part(_FIGURES.format("hamlet IS ?"), (asked.hamlet or None,))),
        (asked.verification is not None, Part(_FIGURES.format("verification = ?"), (asked.verification,))),
        (asked.without_doses, Part(_FIGURES.format("doses = ?"), ("",))),
        (asked.dose is not None, Part(_FIGURES.format("instr(doses, ?) > 0"), (str(asked.dose),))),
        (asked.lacking is not None, Part(_FIGURES.format("instr(doses, ?) = 0"), (str(asked.lacking),))),
        (asked.born is not None, Part(_BORN, (f"{born:04}", f"{born + 1:04}"))),
        (asked.delivery == "none", Part(_DELIVERED, is_other=True)),
        (asked.delivery not in {None, "none"}, Part(f"{_DELIVERED} AND delivery = ?", (asked.delivery,))),
        (asked.editor is not None or asked.since is not None, _edited(asked)),
    ]
    return [part for is_asked, part in parts if is_asked]


def _of_stream(stream: str) -> Part:
    first = mark_stream(stream)
    return Part(_OF_STREAM, (f"{first}-", f"{first}."))


def _edited(asked: Filter) -> Part:
    where, values = _EDITED, []
    if asked.since is not None:
        where += " AND events.header ->> '$.clock' >= ?"
        values.append(find_clock(asked.since))
    if asked.editor is not None:
        where += " AND events.header ->> '$.user' = ?"
        values.append(asked.editor)
    return Part(where, tuple(values))


def find_clock(since: str) -> str:
    """Give the clock reading of a day's beginning or of an instant, local where it names no offset."""
    if since == TODAY:
        at = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    else:
        at = datetime.fromisoformat(since)
    ms = int(at.astimezone(UTC).timestamp() * 1000)
    return f"{max(ms, 0):012x}0000"
