"""Lists of people: who is left of a filter, and in which order. Numbers only, 200,000 in a tenth of a second."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import reduce
from itertools import chain, compress
from operator import and_

import orjson

from vaxdesk.model.alphabet import order_key
from vaxdesk.model.filter import Filter, Order
from vaxdesk.model.handover import DELIVERIES
from vaxdesk.model.verification import STATES
from vaxdesk.store._sqlite import Database
from vaxdesk.store.narrowing import CHANGED, list_parts
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
        if left is None:
            return array("q", everybody)
        # A mark at each number: to look for 200,000 in a big set takes five times as long.
        marks = bytearray(max(chain(everybody, left)) + 1)
        for n in left:
            marks[n] = 1
        return array("q", compress(everybody, map(marks.__getitem__, everybody)))

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
            if not part.is_other:
                found.append(numbers)
            elif numbers:
                found.append(set(self._read_numbers(_BY_NAME)) - numbers)
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
        if asked.order in _KNOWN:
            known = self._read_numbers(_KNOWN[asked.order])
            there = set(known)
            lacking = [n for n in by_name if n not in there] if len(known) < len(by_name) else []
            return [*(known[::-1] if asked.descending else known), *lacking]
        # Whoever lacks what is asked for comes last, whichever way. That a row never went up is known of everybody.
        rest = _DELIVERY_PLACE["none"] if asked.order == "delivery" else _LAST
        places = [rest] * (max(by_name, default=0) + 1)
        for place, numbers in self._find_heaps(asked.order):
            signed = -place if asked.descending else place
            for n in numbers:
                places[n] = signed
        # A sort keeps those of one place in their order: by name.
        return sorted(by_name, key=places.__getitem__)

    def _find_heaps(self, order: Order) -> Iterator[tuple[int, Iterable[int]]]:
        """Give (place, numbers) of what people are ordered by; those of whom it isn't known are in none."""
        if order == "severity":
            yield from self._find_severity_heaps()
            return
        # Grouped as the index has them: any other grouping has SQLite sort everybody.
        query, column = (_OF_DELIVERY, 0) if order == "delivery" else (_OF_FIGURES, _FIGURES.index(order))
        heaps = [(row[column], row[-1]) for row in self._db.execute(query) if row[column]]
        values = {value for value, _ in heaps}
        if order == "hamlet":
            places = {hamlet: place for place, hamlet in enumerate(sorted(values, key=order_key))}
        elif order == "doses":
            places = {doses: place for place, doses in enumerate(sorted(values))}
        else:
            places = _PLACES[order]
        for value, numbers in heaps:
            yield places.get(value, len(places)), orjson.loads(numbers)

    def _find_severity_heaps(self) -> Iterator[tuple[int, Iterable[int]]]:
        known: set[int] = set()
        for place, severity in enumerate(("error", "warning", "info")):
            theirs = self._tally.find_left(None, severity) - known
            known |= theirs
            yield place, theirs


FEW = 30
"""Where words fit so many people, nobody is looked for whom they fit but for a letter."""
_INDEXED = "SELECT n FROM people INDEXED BY {1} WHERE {0} IS NOT NULL ORDER BY {0}, n"
_KNOWN = {
    "birth_date": _INDEXED.format("birth_date", "people_birth"),
    "id_number": _INDEXED.format("id_number", "people_id_number"),
    "phone": _INDEXED.format("phone", "people_phone"),
    "changed": CHANGED,
}
"""Whom an index has in order, of those of whom it is known."""
_FIGURES = ("hamlet", "verification", "doses", "sex")
_GROUPED = "SELECT {0}, json_group_array(n) FROM people INDEXED BY {1} WHERE {2} GROUP BY {0}"
_OF_FIGURES = _GROUPED.format(", ".join(_FIGURES), "people_figures", "1")
_OF_DELIVERY = _GROUPED.format("delivery", "people_delivery", "delivery <> 'none'")
_BY_NAME = "SELECT n FROM people INDEXED BY people_order ORDER BY name_order, n"
_DELIVERY_PLACE = {state: place for place, state in enumerate(DELIVERIES)}
_PLACES = {
    "verification": {state: place for place, state in enumerate(STATES)},
    "sex": {"male": 0, "female": 1},
    "delivery": _DELIVERY_PLACE,
}
_LAST = 1 << 24
"""Behind every place, and small enough for sorts to compare it quickly."""
