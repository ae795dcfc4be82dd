"""What pages ask: how many, which, in which order. Counts and numbers of rows; the people themselves are read by id."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from vaxdesk.model.alphabet import order_key
from vaxdesk.model.complaint import Complaint
from vaxdesk.model.event import read_clock_ms
from vaxdesk.model.filter import Filter
from vaxdesk.model.person import Dose
from vaxdesk.store._sqlite import Database
from vaxdesk.store.journal import CHUNK, ask_many
from vaxdesk.store.listing import Listing
from vaxdesk.store.narrowing import BY_HAND, OTHER_PAPER, WITH_ISSUE
from vaxdesk.store.tally import Tally

_SENT = (
    "SELECT n FROM people WHERE id IN (SELECT person FROM deliveries)"
    " UNION SELECT n FROM people INDEXED BY people_entered WHERE entered IS NOT NULL"
)
_TO_TYPE = (
    "SELECT n FROM people INDEXED BY people_typed WHERE typed = 1 AND verification IN ('matched', 'corrected')"
    " AND doses <> ''"
)


def count_doses(doses: Iterable[Dose]) -> str:
    """Give a person's doses in short: a digit each, their numbers; 0 where it isn't known, 9 for the ninth and later.

    The table of people keeps it, so that doses are counted without reading anybody's record.
    """
    return "".join([str(min(max(dose.number or 0, 0), 9)) for dose in doses])


class Day(NamedTuple):
    """How it stood when work began on a day (ISO 8601, local)."""

    day: str
    people: int
    matched: int
    errors: int
    doses: int
    clean_doses: int


class ParcelLine(NamedTuple):
    """A package: how many people it tells something of, rows for the platform in it, when its receipt came if it did.

    ``device`` is who it is for, or from. ``at`` is when it was begun or taken in.
    """

    id: str
    number: int
    kind: str
    device: str
    state: str
    at: str
    people: int
    rows: int
    receipt: str | None


class Asking:
    """Questions to the tables that follow the journal; none changes anything but :meth:`keep_day`."""

    def __init__(self, db: Database, tally: Tally, listing: Listing) -> None:
        self._db = db
        self._tally = tally
        self._answers: dict[tuple[Any, ...], list[Any]] = {}
        self._changes = -1
        self._listing = listing

    def _ask(self, query: str, *values: object) -> list[Any]:
        """Give the rows of a query, remembered until something changes: pages ask the same again and again."""
        changes = self._db.conn.total_changes
        if self._db.conn.in_transaction or changes != self._changes:
            # What a transaction shows may be taken back without being counted as a change.
            self._answers.clear()
            self._changes = -1 if self._db.conn.in_transaction else changes
        key = (query, *values)
        if key not in self._answers:
            self._answers[key] = self._db.execute(query, values).fetchall()
        return self._answers[key]

    # -- how many --------------------------------------------------------------------------------------------------

    def count_states(self) -> list[tuple[str, str, int]]:
        """Give (verification, doses in short, people)."""
        query = (
            "SELECT verification, doses, count(*) FROM people INDEXED BY people_figures"
            " GROUP BY hamlet, verification, doses"
        )
        return [tuple(row) for row in self._ask(query)]

    def count_wrong_doses(self) -> list[tuple[str, int]]:
        """Give (doses in short, people) of the people of whom an error is open."""
        query = (
            "SELECT doses, count(*) FROM people INDEXED BY people_figures"  # noqa: S608 - a text of ours
            f" WHERE n IN ({WITH_ISSUE.format('severity')}) GROUP BY doses"
        )
        return [tuple(row) for row in self._ask(query, "error")]

    def count_severities(self) -> dict[str, int]:
        """Give how many people have an issue, by its severity; see :meth:`count_wrong_doses` for their doses."""
        return {severity: people for severity, people in self._tally.read().severities.items() if people}

    def count_groups(self) -> list[tuple[str, str, int]]:
        """Give (rule, severity, people) of all issues."""
        groups = sorted(self._tally.read().groups.items())
        return [(rule, severity, people) for (rule, severity), people in groups if people]

    def count_suggested(self) -> list[tuple[str, str, int]]:
        """Give (rule, certainty of the first suggestion, people) of all issues that have one."""
        suggested = sorted(self._tally.read().suggested.items())
        return [(rule, certainty, people) for (rule, certainty), people in suggested if people]

    def list_certain(self, rule: str | None) -> list[str]:
        """Give who has an issue (of one rule) whose first suggestion is certain."""
        query = (
            "SELECT DISTINCT person FROM issues INDEXED BY issues_suggested"
            " WHERE issue ->> '$.suggestions[0].certainty' IS NOT NULL"
            " AND issue ->> '$.suggestions[0].certainty' = 'certain'"
        )
        asked = (query, ()) if rule is None else (f"{query} AND rule = ?", (rule,))
        return sorted(row[0] for row in self._db.execute(*asked))

    def count_only(self) -> dict[tuple[str, str], int]:
        """Give by (severity, rule) how many people have no other issue of that severity."""
        return {key: people for key, people in self._tally.read().only.items() if people}

    def count_hamlets(self) -> list[tuple[str, int]]:
        """Give (hamlet, people) as people are put in order; "" where none is known, last."""
        query = "SELECT coalesce(hamlet, ''), count(*) FROM people INDEXED BY people_figures GROUP BY hamlet"
        return sorted((tuple(row) for row in self._ask(query)), key=lambda row: order_key(row[0]))

    def count_streams(self) -> list[tuple[str, int]]:
        """Give (stream, people) by the stream's code."""
        query = "SELECT stream, count(*) FROM people INDEXED BY people_stream GROUP BY stream ORDER BY stream"
        return [tuple(row) for row in self._ask(query)]

    def count(self, asked: Filter) -> int:
        """Give how many people a filter leaves."""
        if asked == Filter(severity=asked.severity) and asked.severity is not None:
            return self._tally.read().severities[asked.severity]
        return self._listing.count(asked)

    def count_ready(self) -> tuple[int, int]:
        """Give how many people are clean, verified and vaccinated, and how many of these never went up yet."""
        query = (
            f"SELECT count(*), count(*) FILTER (WHERE n NOT IN ({_SENT})) FROM people INDEXED BY people_figures"  # noqa: S608
            " WHERE verification IN ('matched', 'corrected') AND doses <> ''"
            f" AND n NOT IN ({WITH_ISSUE.format('severity')})"
        )
        ready, never = self._ask(query, "error")[0]
        return int(ready), int(never)

    def read_unverified_with_paper(self, stream: str | None = None) -> list[str]:
        """Give who would be ready but for verification and whose number is neither 12 nor 9 digits: maybe foreign.

        Of one stream where it is named, else of all.
        """
        query = (
            "SELECT id FROM people INDEXED BY people_paper"  # noqa: S608 - texts of ours
            f" WHERE {OTHER_PAPER} AND verification NOT IN ('matched', 'corrected') AND doses <> ''"
            " AND (?1 IS NULL OR stream = ?1)"
        )
        return [row[0] for row in self._ask(query, stream)]

    # -- which, in which order -------------------------------------------------------------------------------------

    def list_people(self, asked: Filter) -> array[int]:
        """Give the numbers of the people a filter leaves, in its order. They stay theirs as long as they are listed.

        Where the words of a filter fit few, whom they fit but for a letter or two come after these, in the same order.
        """
        return self._listing.list_people(asked)

    def find_number(self, person: str) -> int | None:
        """Give the number of somebody who is listed."""
        row = self._db.execute("SELECT n FROM people WHERE id = ?", (person,)).fetchone()
        return None if row is None else int(row[0])

    def find_ids(self, numbers: Sequence[int]) -> dict[int, str]:
        """Give who these numbers are; those no longer listed are left out."""
        found: dict[int, str] = {}
        for start in range(0, len(numbers), CHUNK):
            some = list(numbers[start : start + CHUNK])
            marks = ",".join("?" * len(some))
            found.update(self._db.execute(f"SELECT n, id FROM people WHERE n IN ({marks})", some).fetchall())  # noqa: S608
        return found

    def read_requests(self) -> list[tuple[str, str, int]]:
        """Give (step, clock, people) of the marks by which people wait for an answer, earliest first."""
        waiting = "SELECT n FROM people INDEXED BY people_figures WHERE verification = 'requested'"
        asked = self._db.execute(f"SELECT id FROM people WHERE n IN ({waiting})").fetchall()  # noqa: S608
        query = "SELECT person, step, header ->> '$.clock' FROM events WHERE kind = 'mark' AND person IN ({})"
        last: dict[str, tuple[str, str]] = {}
        for person, step, clock in ask_many(self._db, query, [row[0] for row in asked]):
            last[person] = max(last.get(person, ("", "")), (clock, step))
        by_step: dict[str, tuple[str, int]] = {}
        for clock, step in last.values():
            first, people = by_step.get(step, (clock, 0))
            by_step[step] = min(first, clock), people + 1
        return sorted(((step, clock, people) for step, (clock, people) in by_step.items()), key=lambda one: one[1])

    def read_editors(self) -> list[str]:
        """Give the users who ever worked on somebody by hand, by name."""
        query = f"SELECT DISTINCT header ->> '$.user' FROM events INDEXED BY events_by_hand WHERE {BY_HAND}"  # noqa: S608
        return sorted(row[0] for row in self._ask(query))

    def read_flags(self) -> dict[str, str]:
        """Give what is flagged, by person."""
        return dict(self._db.execute("SELECT id, flag FROM people INDEXED BY people_flag WHERE flag IS NOT NULL"))

    def list_to_type(self) -> array[int]:
        """Give the numbers of those whose data have to be typed into the portal once they are ready, by name."""
        query = f"SELECT n FROM people WHERE n IN ({_TO_TYPE}) ORDER BY name_order, n"  # noqa: S608 - a text of ours
        return array("q", [row[0] for row in self._db.execute(query)])

    def is_to_type(self, person: str) -> bool:
        """Tell whether somebody's data have to be typed into the portal once they are ready."""
        query = "SELECT 1 FROM people WHERE id = ? AND typed = 1"
        return self._db.execute(query, (person,)).fetchone() is not None

    def find_complaint(self, complaint: str) -> Complaint | None:
        """Give a citizen's report by its id."""
        row = self._db.execute("SELECT * FROM complaints WHERE id = ?", (complaint,)).fetchone()
        return None if row is None else Complaint(*row)

    def read_complaints(self, *, only_open: bool, person: str | None = None) -> list[Complaint]:
        """Give citizens' reports, the oldest first; those that are open, those of one person."""
        where = ["outcome IS NULL"] if only_open else []
        where += [] if person is None else ["person = ?"]
        query = f"SELECT * FROM complaints WHERE {' AND '.join(where) or '1'}"  # noqa: S608 - texts of ours
        found = [Complaint(*row) for row in self._db.execute(query, () if person is None else (person,))]
        return sorted(found, key=lambda said: (datetime.fromisoformat(said.opened), said.id))

    # -- what goes out and comes in ---------------------------------------------------------------------------------

    def count_after(self, tips: Sequence[tuple[str, str, int]]) -> tuple[int, int]:
        """Give (people, events) of what stands in chains (stream, device) after a number."""
        chain = "chain = (SELECT n FROM chains WHERE stream = ? AND device = ?) AND seq > ?"
        where = " OR ".join([f"({chain})"] * len(tips)) or "0"
        values = [value for tip in tips for value in tip]
        query = f"SELECT count(DISTINCT person), count(*) FROM events WHERE {where}"  # noqa: S608 - a text of ours
        people, events = self._db.execute(query, values).fetchone()
        return int(people), int(events)

    def read_parcels(self, way: str) -> list[ParcelLine]:
        """Give the packages sent (out) or taken in (in), newest first."""
        query = (
            "SELECT id, number, kind, device, state, at, people,"
            " (SELECT count(*) FROM deliveries WHERE package = packages.id AND state = 'packaged'),"
            " coalesce(receipt, (SELECT min(at) FROM deliveries WHERE package = packages.id AND state = 'received'))"
            " FROM packages WHERE way = ? ORDER BY at DESC, number DESC"
        )
        return [ParcelLine(*row) for row in self._db.execute(query, (way,))]

    def read_cards_since(self) -> dict[str, str]:
        """Give since when each card is trusted, by its device."""
        return dict(self._db.execute("SELECT device, at FROM cards").fetchall())

    # -- day by day ------------------------------------------------------------------------------------------------

    def read_day(self, day: str) -> Day | None:
        """Give how it stood when work began that day; None where nobody noted it."""
        row = self._db.execute(
            "SELECT day, people, matched, errors, doses, clean_doses FROM daily WHERE day = ?", (day,)
        ).fetchone()
        return None if row is None else Day(*row)

    def keep_day(self, day: Day) -> None:
        """Note how a day begins, once. To be called inside a transaction."""
        self._db.execute(
            "INSERT OR IGNORE INTO daily (day, people, matched, errors, doses, clean_doses) VALUES (?, ?, ?, ?, ?, ?)",
            day,
        )

    def read_last_written_ms(self) -> int:
        """Give when the journal was last written, in milliseconds since 1970; 0 for never."""
        row = self._db.execute("SELECT value FROM meta WHERE key = 'clock'").fetchone()
        return 0 if row is None else read_clock_ms(row[0])
