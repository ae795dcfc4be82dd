"""Questions about streams: a district's figures by commune, and who of a commune isn't ready."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vaxdesk.store._sqlite import Database

_CLEAN = "('matched', 'corrected')"


@dataclass(frozen=True, slots=True)
class StreamCount:
    """How many people a stream has, and of these: verified as right, with an error, without a dose; all their doses."""

    stream: str
    people: int
    verified: int
    errors: int
    undosed: int
    doses: int


class Communes:
    """None of these changes anything."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def count(self) -> list[StreamCount]:
        """Give the figures of every stream that has people."""
        errors = dict(
            self._db.execute(
                "SELECT stream, count(*) FROM people WHERE id IN (SELECT person FROM issues WHERE severity = 'error')"
                " GROUP BY stream"
            )
        )
        query = (
            f"SELECT stream, count(*), sum(verification IN {_CLEAN}), sum(doses = ''), sum(length(doses))"  # noqa: S608
            " FROM people GROUP BY stream ORDER BY stream"
        )
        return [
            StreamCount(stream, people, verified, errors.get(stream, 0), undosed, doses)
            for stream, people, verified, undosed, doses in self._db.execute(query)
        ]

    def count_ready(self) -> dict[str, tuple[int, int]]:
        """Give of each stream how many are ready, uncompared foreigners aside, and how many of these never went up."""
        ready = (
            f"SELECT stream, id FROM people WHERE verification IN {_CLEAN} AND doses <> ''"  # noqa: S608
            " AND id NOT IN (SELECT person FROM issues WHERE severity = 'error')"
        )
        query = (
            f"SELECT stream, count(*), sum(id NOT IN (SELECT person FROM deliveries)) FROM ({ready}) GROUP BY stream"  # noqa: S608
        )
        return {stream: (people, fresh) for stream, people, fresh in self._db.execute(query)}

    def count_answers(self) -> dict[str, dict[str, int]]:
        """Give of each stream of how many people, as they are today, the platform said what."""
        found: dict[str, dict[str, int]] = {}
        query = "SELECT stream, answered, count(*) FROM people WHERE answered IS NOT NULL GROUP BY stream, answered"
        for stream, answered, people in self._db.execute(query):
            found.setdefault(stream, {})[answered] = people
        return found

    def find_waiting(self) -> set[str]:
        """Give the streams of which events wait for others that never came."""
        return {row[0] for row in self._db.execute("SELECT DISTINCT stream FROM waiting")}

    def count_answered(self, stream: str, have: Mapping[str, tuple[int, str]]) -> int:
        """Give of how many people of a stream the platform's answer lies beyond what somebody has of each chain."""
        people: set[str] = set()
        chains = self._db.execute("SELECT n, device FROM chains WHERE stream = ?", (stream,)).fetchall()
        query = "SELECT person FROM events WHERE kind = 'answer' AND chain = ? AND seq > ?"
        for chain, device in chains:
            people.update(row[0] for row in self._db.execute(query, (chain, have.get(device, (0, ""))[0])))
        return len(people)

    def list_not_ready(self, stream: str) -> Iterator[tuple[str, str]]:
        """Give (person, code) of everybody of a stream who isn't ready: codes of rules, no_dose, state:STATE."""
        errors = (
            "SELECT DISTINCT person, rule FROM issues WHERE severity = 'error'"
            " AND person IN (SELECT id FROM people WHERE stream = ?)"
        )
        undosed = "SELECT id, 'no_dose' FROM people WHERE stream = ? AND doses = ''"
        unclean = f"SELECT id, 'state:' || verification FROM people WHERE stream = ? AND verification NOT IN {_CLEAN}"  # noqa: S608
        found = [row for query in (errors, undosed, unclean) for row in self._db.execute(query, (stream,)).fetchall()]
        yield from sorted((person, code) for person, code in found)
