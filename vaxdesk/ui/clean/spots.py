"""The fields of a person that one can be at: those of the table, and those of the dose that is open."""

from __future__ import annotations

from collections.abc import Iterator

from vaxdesk.desk.browsing import FieldRow, Panel, Problem
from vaxdesk.desk.surveying import Spot
from vaxdesk.ui.clean.doses import DosesPart
from vaxdesk.ui.clean.fields import FieldTable


class Spots:
    """Finds them, and what is known of them. ``panel`` is the person, ``now`` the field one is at."""

    def __init__(self, table: FieldTable, doses: DosesPart) -> None:
        self._table, self._doses = table, doses
        self.panel: Panel | None = None
        self.now: Spot | None = None

    @property
    def dose(self) -> str | None:
        """The dose that is open."""
        dose = self._doses.open_dose
        return None if dose is None else dose.id

    @property
    def row(self) -> FieldRow | None:
        """The field one is at."""
        return None if self.now is None else self.find_row(self.now)

    def find_problem(self, spot: Spot) -> Problem | None:
        """Give the worst issue with a field."""
        problems = self.panel.problems if self.panel is not None else ()
        return next((one for one in problems if (one.dose, one.field) == spot), None)

    def find_row(self, spot: Spot) -> FieldRow | None:
        """Give what is known of a field; None where there is none such."""
        dose, key = spot
        if self.panel is None:
            return None
        rows = self.panel.fields
        if dose is not None:
            held = next((one for one in self.panel.doses if one.id == dose), None) or self._doses.open_dose
            rows = held.fields if held is not None and held.id == dose else ()
        return next((row for row in rows if row.key == key), None)

    def find_next(self, by: int) -> Spot | None:
        """Give the field after the one one is at (1) or before it (-1), in the table and then in the open dose."""
        spots = list(self._list())
        if not spots:
            return None
        at = spots.index(self.now) if self.now in spots else -1
        return spots[max(0, min(len(spots) - 1, at + by))]

    def _list(self) -> Iterator[Spot]:
        yield from ((None, row.key) for row in self._table.fields.rows)
        dose = self._doses.open_dose
        if dose is not None:
            yield from ((dose.id, row.key) for row in dose.fields)

    def find_table(self, spot: Spot) -> FieldTable:
        """Give the table a field stands in."""
        return self._table if spot[0] is None else self._doses.table
