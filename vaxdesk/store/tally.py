"""Who has which issues: counted once while the store is open, then followed change by change.

Pages ask for these counts after every key. Counting all issues anew takes a tenth of a second among 30,000 people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

import orjson

from vaxdesk.store._sqlite import Database
from vaxdesk.store.journal import ask_many
from vaxdesk.store.narrowing import WITH_ISSUE

Issues = Sequence[Mapping[str, Any]]
_MOST_FOLLOWED = 500
"""Where more people change at once, counting anew is quicker."""
_MOST_LISTS = 6
_GROUPS = (
    "SELECT rule, severity, count(*) FROM (SELECT DISTINCT rule, severity, person FROM issues) GROUP BY rule, severity"
)
_SUGGESTED = (
    "SELECT rule, certainty, count(*) FROM (SELECT DISTINCT rule,"
    " issue ->> '$.suggestions[0].certainty' AS certainty, person FROM issues INDEXED BY issues_suggested"
    " WHERE issue ->> '$.suggestions[0].certainty' IS NOT NULL) GROUP BY rule, certainty"
)
_SEVERITIES = (
    "SELECT severity, count(*) FROM (SELECT DISTINCT severity, person FROM issues INDEXED BY issues_rule)"
    " GROUP BY severity"
)
_ONLY = (
    "SELECT severity, rule, count(*) FROM (SELECT severity, min(rule) AS rule"
    " FROM issues INDEXED BY issues_rule GROUP BY person, severity HAVING min(rule) = max(rule))"
    " GROUP BY severity, rule"
)


@dataclass(slots=True)
class Counts:
    """How many people have what.

    By (rule, severity), by (rule, certainty of its first suggestion), by severity, and by (severity, rule) of those who
    have no other rule of that severity.
    """

    groups: Counter[tuple[str, str]] = field(default_factory=Counter)
    suggested: Counter[tuple[str, str]] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    only: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, issues: Issues, people: int) -> None:
        """Count so many people more, or less, who have these issues."""
        rules: dict[str, set[str]] = {}
        for one in issues:
            rules.setdefault(one["severity"], set()).add(one["rule"])
        for severity, theirs in rules.items():
            self.severities[severity] += people
            for rule in theirs:
                self.groups[rule, severity] += people
            if len(theirs) == 1:
                self.only[severity, next(iter(theirs))] += people
        for pair in {(one["rule"], one["suggestions"][0]["certainty"]) for one in issues if one["suggestions"]}:
            self.suggested[pair] += people


class Tally:
    """The counts, and the numbers of those who have what a list is of. Every change of issues goes through here."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._counts: Counts | None = None
        self._left: dict[tuple[str | None, str | None], set[int]] = {}

    def forget(self) -> None:
        """Count anew when asked next: what was followed may not be so any more."""
        self._counts = None
        self._left.clear()

    def read(self) -> Counts:
        """Give the counts."""
        if self._counts is None:
            self._counts = counts = Counts()
            for query, counter in ((_GROUPS, counts.groups), (_SUGGESTED, counts.suggested), (_ONLY, counts.only)):
                for one, two, people in self._db.execute(query):
                    counter[one, two] = people
            counts.severities.update(dict(self._db.execute(_SEVERITIES).fetchall()))
        return self._counts

    def find_left(self, rule: str | None, severity: str | None) -> AbstractSet[int]:
        """Give the numbers of those who have an issue of a rule, and one of a severity, as far as these are named.

        To be read at once: it changes with the next change of issues.
        """
        key = rule, severity
        if key not in self._left:
            asked = [(name, value) for name, value in (("rule", rule), ("severity", severity)) if value is not None]
            where = " AND ".join(f"n IN ({WITH_ISSUE.format(name)})" for name, _ in asked)
            query = f"SELECT n FROM people INDEXED BY people_order WHERE {where or '1'}"  # noqa: S608 - texts of ours
            found = {row[0] for row in self._db.execute(query, [value for _, value in asked])}
            if len(self._left) >= _MOST_LISTS:
                self._left.pop(next(iter(self._left)))
            self._left[key] = found
        return self._left[key]

    def follow(self, issues: Mapping[str, Issues], fresh: Collection[str]) -> None:
        """Follow a change before it is made: these issues take the place of those that people have now."""
        if self._counts is None and not self._left:
            return
        if len(issues) > _MOST_FOLLOWED:
            self.forget()
            return
        before = self._read_issues(person for person in issues if person not in fresh)
        numbers = dict(ask_many(self._db, "SELECT id, n FROM people WHERE id IN ({})", issues))
        for person, new in issues.items():
            if self._counts is not None:
                self._counts.add(before.get(person, ()), -1)
                self._counts.add(new, 1)
            if person in numbers:
                self._sort_in(numbers[person], new)

    def _sort_in(self, number: int, issues: Issues) -> None:
        rules, severities = {one["rule"] for one in issues}, {one["severity"] for one in issues}
        for (rule, severity), left in self._left.items():
            if (rule is None or rule in rules) and (severity is None or severity in severities):
                left.add(number)
            else:
                left.discard(number)

    def _read_issues(self, people: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for person, issue in ask_many(self._db, "SELECT person, issue FROM issues WHERE person IN ({})", people):
            found.setdefault(person, []).append(orjson.loads(issue))
        return found
