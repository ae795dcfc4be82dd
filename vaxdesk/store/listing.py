"""Lists of people: who is left of a filter, and in which order. Numbers only, 200,000 in a tenth of a second."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import reduce
from operator import and_

import orjson

from vaxdesk.model.alphabet import order_key
from vaxdesk.model.filter import Filter
from vaxdesk.model.verification import STATES
from vaxdesk.store._sqlite import Database
from vaxdesk.store.narrowing import list_parts
from vaxdesk.store.nearness import Vocabulary
from vaxdesk.store.search import make_query
from vaxdesk.store.tally import Tally


class Listing:
    """Finds and orders. Sets are made in Python: SQLite's own take three times as long."""

    def __init__(self, db: Database, tally: Tally) -> None:
        self._db = db
        self._tally = tally
        self.words = Vocabulary(db)

    def count(self, asked: Filter) -> int:
        """Give how many people a filter leaves."""
        left = self._find(asked, make_query(asked.text))
        if left is None:
            return int(self._db.execute("SELECT count(*) FROM people INDEXED BY people_order").fetchone()[0])
        return len(left) if not asked.text or len(left) >= FEW else len(self.list_people(asked))

    def list_people(self, asked: Filter) -> array[int]:
        """Give the numbers of the people a filter leaves, in its order; see :meth:`Asking.list_people`."""
        found = self._list(asked, make_query(asked.text))
        if asked.text and len(found) < FEW and (near := self.words.make_near_query(asked.text)) is not None:
            known = set(found)
            found.extend(n for n in self._list(asked, near) if n not in known)
        return found

    def _list(self, asked: Filter, query: str | None) -> array[int]:
        left = self._find(asked, query)
        if left is not None and not left:
            return array("q")
        everybody = self._order(asked)
        return array("q", everybody if left is None else [n for n in everybody if n in left])

    def _find(self, asked: Filter, query: str | None) -> AbstractSet[int] | None:
        """Give the numbers of those whom all parts of a filter fit; None where it has none: everybody."""
        found: list[AbstractSet[int]] = []
        if asked.group is not None or asked.severity is not None:
            found = [
                self._tally.find_left(rule, severity)
                for rule, severity in ((asked.group, None), (None, asked.severity))
                if rule is not None or severity is not None
            ]
        for part in list_parts(asked, query):
            numbers = set(self._read_numbers(part.select, *part.values))
            found.append(set(self._read_numbers(_BY_NAME)) - numbers if part.is_other else numbers)
        if not found:
            return None
        found.sort(key=len)
        return reduce(and_, found)

    def _read_numbers(self, select: str, *values: object) -> list[int]:
        """Give the numbers that a query gives, as one text: row by row it takes twice as long."""
        (said,) = self._db.execute(f"SELECT json_group_array(n) FROM ({select})", values).fetchone()  # noqa: S608
        numbers: list[int] = orjson.loads(said)
        return numbers

    def _order(self, asked: Filter) -> list[int]:
        """Give the numbers of everybody in the order of a filter."""
        by_name = self._read_numbers(_BY_NAME)
        if asked.order == "name":
            return by_name[::-1] if asked.descending else by_name
        if asked.order in _BY_INDEX:
            column, index = asked.order, _BY_INDEX[asked.order]
            known = self._read_numbers(
                f"SELECT n FROM people INDEXED BY {index} WHERE {column} IS NOT NULL ORDER BY {column}, n"  # noqa: S608
            )
            there = set(known)
            lacking = [n for n in by_name if n not in there] if len(known) < len(by_name) else []
            return [*(known[::-1] if asked.descending else known), *lacking]
        heaps = self._find_heaps(asked)
        if asked.descending:
            # Whoever lacks what is asked for comes last all the same.
            heaps = [heap for heap in reversed(heaps) if heap[0] != ""] + [heap for heap in heaps if heap[0] == ""]
        sorted_out: list[list[int]] = [[] for _ in heaps]
        places: dict[int, Callable[[int], None]] = {}
        for (_, numbers), mine in zip(heaps, sorted_out, strict=True):
            places.update(dict.fromkeys(orjson.loads(numbers), mine.append))
        rest: list[int] = []
        for n in by_name:
            places.get(n, rest.append)(n)
        return [n for mine in (*sorted_out, rest) for n in mine]

    def _find_heaps(self, asked: Filter) -> list[tuple[str, str]]:
        """Give (value, numbers as JSON) of what people are ordered by, in order; "" for what isn't known, last."""
        if asked.order == "severity":
            return self._find_severity_heaps()
        column = {"hamlet": "coalesce(hamlet, '')"}.get(asked.order, asked.order)
        query = f"SELECT {column}, json_group_array(n) FROM people INDEXED BY people_figures GROUP BY {asked.order}"  # noqa: S608
        heaps = [tuple(row) for row in self._db.execute(query)]
        if asked.order == "verification":
            return sorted(heaps, key=lambda row: _STATE_PLACE.get(row[0], len(_STATE_PLACE)))
        return sorted(heaps, key=lambda row: order_key(row[0]) if asked.order == "hamlet" else (row[0] == "", row[0]))

    def _find_severity_heaps(self) -> list[tuple[str, str]]:
        heaps: list[tuple[str, str]] = []
        known: set[int] = set()
        for severity in ("error", "warning", "info"):
            theirs = self._tally.find_left(None, severity) - known
            known |= theirs
            heaps.append((severity, orjson.dumps(list(theirs)).decode()))
        return heaps


FEW = 30
"""Where words fit so many people, nobody is looked for whom they fit but for a letter."""
_BY_INDEX = {"birth_date": "people_birth", "id_number": "people_id_number", "phone": "people_phone"}
_BY_NAME = "SELECT n FROM people INDEXED BY people_order ORDER BY name_order, n"
_STATE_PLACE = {state: place for place, state in enumerate(STATES)}
