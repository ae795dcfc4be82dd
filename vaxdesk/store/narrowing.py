"""A filter as SQL: the condition and the order. Each part is told by an index, none by reading people."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from vaxdesk.model.filter import TODAY, Filter

WITH_ISSUE = "SELECT n FROM people WHERE id IN (SELECT person FROM issues INDEXED BY issues_rule WHERE {} = ?)"
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
_EDITED = (
    "SELECT people.n FROM events INDEXED BY events_by_hand LEFT JOIN members ON members.member = events.person"  # noqa: S608
    f" JOIN people ON people.id = coalesce(members.person, events.person) WHERE {BY_HAND}"
)


_Part = tuple[str, tuple[Any, ...]]
"""A condition on a person's number, and its values."""


def narrow(asked: Filter, query: str | None) -> tuple[str, list[Any]]:
    """Give the condition of a filter and its values; ``query`` is what is looked for in the full-text index."""
    parts = [(f"{way} ({select})", values) for is_asked, way, select, values in _list_parts(asked, query) if is_asked]
    parts += _narrow_edited(asked)
    where = " AND ".join(f"n {condition}" for condition, _ in parts)
    return (f"WHERE {where}" if where else ""), [value for _, values in parts for value in values]


def _list_parts(asked: Filter, query: str | None) -> list[tuple[bool, str, str, tuple[Any, ...]]]:
    """Give for every part of a filter whether it is asked for, and how; those that few fit first."""
    born = asked.born or 0
    return [
        (query is not None, "IN", "SELECT rowid FROM found WHERE found MATCH ?", (query,)),
        (asked.flagged, "IN", _FLAGGED, ()),
        (asked.reported, "IN", _REPORTED, ()),
        (asked.step is not None, "IN", _TOUCHED + _OUTCOMES[asked.outcome], (asked.step,)),
        (asked.group is not None, "IN", WITH_ISSUE.format("rule"), (asked.group,)),
        (asked.severity is not None, "IN", WITH_ISSUE.format("severity"), (asked.severity,)),
        (asked.hamlet is not None, "IN", _FIGURES.format("hamlet IS ?"), (asked.hamlet or None,)),
        (asked.verification is not None, "IN", _FIGURES.format("verification = ?"), (asked.verification,)),
        (asked.without_doses, "IN", _FIGURES.format("doses = ?"), ("",)),
        (asked.dose is not None, "IN", _FIGURES.format("instr(doses, ?) > 0"), (str(asked.dose),)),
        (asked.lacking is not None, "IN", _FIGURES.format("instr(doses, ?) = 0"), (str(asked.lacking),)),
        (asked.born is not None, "IN", _BORN, (f"{born:04}", f"{born + 1:04}")),
        (asked.delivery == "none", "NOT IN", _DELIVERED, ()),
        (asked.delivery not in {None, "none"}, "IN", f"{_DELIVERED} AND delivery = ?", (asked.delivery,)),
    ]


def _narrow_edited(asked: Filter) -> list[_Part]:
    if asked.editor is None and asked.since is None:
        return []
    where, values = _EDITED, []
    if asked.since is not None:
        where += " AND events.header ->> '$.clock' >= ?"
        values.append(find_clock(asked.since))
    if asked.editor is not None:
        where += " AND events.header ->> '$.user' = ?"
        values.append(asked.editor)
    return [(f"IN ({where})", tuple(values))]


def find_clock(since: str) -> str:
    """Give the clock reading of a day's beginning or of an instant, local where it names no offset."""
    if since == TODAY:
        at = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    else:
        at = datetime.fromisoformat(since)
    ms = int(at.astimezone(UTC).timestamp() * 1000)
    return f"{max(ms, 0):012x}0000"
