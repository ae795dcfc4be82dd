"""The cells of a row that speak of injections: one dose in several columns, several in one cell, crosses for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from vaxdesk.intake.draft import DraftDose
from vaxdesk.intake.habits import split_days, split_parts
from vaxdesk.intake.headers import CROSSED
from vaxdesk.intake.memory import REMEMBERED, Memory
from vaxdesk.intake.parts import fill_dose, split_dose, split_history
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.fields import DOSE_FIELDS
from vaxdesk.model.person import Value
from vaxdesk.model.text import fold, says_nothing, tidy

DoseColumn = tuple[int, str, Memory]
"""A column (counted from 0) of a dose, which part of it, and how its cells are read."""

_NOT_GIVEN: Final = ("chua", "khong", "ko", "hoan", "tu choi", "chong chi dinh")


@dataclass(frozen=True, slots=True)
class Heads:
    """What headers say of doses, by their number: the kind, and the day on which all of them were given."""

    kinds: Mapping[int, str]
    days: Mapping[int, str]


class DoseReader:
    """Reads the doses of a row.

    ``columns`` are those of each dose by its number (0 in a list of one dose per row), ``heads`` what their headers
    say, ``history`` is the column whose cells tell all doses, ``shared`` are columns that say the same of every dose.
    """

    def __init__(
        self,
        columns: Mapping[int, list[DoseColumn]],
        heads: Heads,
        history: int | None,
        catalogues: Catalogues,
        shared: Sequence[DoseColumn] = (),
    ) -> None:
        self._columns, self._heads, self._history, self._catalogues = columns, heads, history, catalogues
        self._own = {number: len(one) for number, one in columns.items()}
        self._doses = [_Together(self, number, _add_shared(one, shared)) for number, one in sorted(columns.items())]
        self._alone = _Together(self, 0, list(shared)) if shared else None

    def read(self, row: list[str]) -> tuple[DraftDose, ...]:
        """Give the doses that a row speaks of."""
        doses = tuple([dose for memory in self._doses for dose in memory[memory.pick(row)]])
        if not doses and self._alone is not None:
            # What is said of all doses where none is told of: a dose of which nothing else is known.
            doses = self._alone[self._alone.pick(row)]
        if self._history is None or not row[self._history]:
            return doses
        return doses + self._read_history(row[self._history], len(doses))

    def _read_history(self, text: str, before: int) -> tuple[DraftDose, ...]:
        """Read a cell that tells all doses; one that can't be taken apart is a dose of which only the text is known."""
        parts = split_history(text, self._catalogues)
        if parts:
            return tuple(
                DraftDose({"number": before + place, **fill_dose(one)}, {}) for place, one in enumerate(parts, start=1)
            )
        days = split_days(text)
        if days:
            return tuple(
                DraftDose({"number": before + place, "date": day}, {}) for place, day in enumerate(days, start=1)
            )
        return (DraftDose({}, {"date": text}),) if self._was_given((text,)) else ()

    def read_doses(
        self, cells: tuple[str, ...], number: int, columns: list[tuple[int, str, Memory]]
    ) -> tuple[DraftDose, ...]:
        """Read the cells of one dose; nothing where they don't speak of one, several where they hold several days."""
        own = self._own.get(number, len(columns))
        if own < len(columns) and not self._speaks_of_dose(cells[:own], columns[:own]):
            return ()
        values, raw = self._read_dose_cells(cells, columns)
        if "date" in raw and "date" not in values:
            several = self._read_several(cells, number, columns)
            if several:
                return several
        if not values and not self._was_given(cells):
            return ()
        if number:
            values.setdefault("number", number)
            kind = self._heads.kinds.get(number)
            if kind is not None:
                values.setdefault("kind", kind)
        day = self._heads.days.get(number)
        if day is not None and "date" not in values and "date" not in raw:
            values["date"] = day
        return (DraftDose(values, raw),)

    def _speaks_of_dose(self, cells: tuple[str, ...], columns: list[DoseColumn]) -> bool:
        return bool(self._read_dose_cells(cells, columns)[0]) or self._was_given(cells)

    def _read_dose_cells(
        self, cells: tuple[str, ...], columns: list[tuple[int, str, Memory]]
    ) -> tuple[dict[str, Value], dict[str, str]]:
        values: dict[str, Value] = {}
        raw: dict[str, str] = {}
        for cell, (_, part, memory) in zip(cells, columns, strict=True):
            if not cell:
                continue
            if part in CROSSED:
                self._read_crossed(cell, part, values, raw)
                continue
            reading = memory[cell]
            if reading.value is not None:
                values[part] = reading.value
            if reading.raw is not None:
                raw[part] = reading.raw
        if "date" in raw and "date" not in values:
            self._part_day(values, raw)
        return values, raw

    def _part_day(self, values: dict[str, Value], raw: dict[str, str]) -> None:
        """Take vaccine, day and lot out of a cell that holds them together, where no other cell says otherwise."""
        parts = split_dose(raw["date"], self._catalogues)
        if parts is None or parts.number is not None:
            return
        said = fill_dose(parts)
        if all(values.get(field, value) == value for field, value in said.items()):
            values.update(said)
            del raw["date"]

    def _read_crossed(self, cell: str, vaccine: str, values: dict[str, Value], raw: dict[str, str]) -> None:
        """Read a cell in a vaccine's own column: a cross or a day says that it was given."""
        day = DOSE_FIELDS["date"].parse(cell, self._catalogues)
        if not self._is_mark(cell) and day.value is None:
            if not says_nothing(tidy(cell)):
                raw["date"] = cell
            return
        if "vaccine" in values and values["vaccine"] != vaccine:
            raw["vaccine"] = f"{values.pop('vaccine')} | {vaccine}"
        elif "vaccine" not in raw:
            values["vaccine"] = vaccine
        if day.value is not None:
            values["date"] = day.value

    def _read_several(
        self, cells: tuple[str, ...], number: int, columns: list[tuple[int, str, Memory]]
    ) -> tuple[DraftDose, ...]:
        """Read the days of several doses that stand in one cell, where no other columns are for those doses."""
        said = {part: cell for cell, (_, part, _) in zip(cells, columns, strict=True) if cell}
        days = split_days(said["date"])
        first = number or 1
        if not days or any(first + more in self._columns for more in range(1, len(days))):
            return ()
        doses = []
        for place, day in enumerate(days):
            values: dict[str, Value] = {"number": first + place, "date": day}
            raw: dict[str, str] = {}
            for part, cell in said.items():
                if part in {"date", "number"}:
                    continue
                reading = DOSE_FIELDS[part].parse(split_parts(cell, len(days))[place], self._catalogues)
                if reading.value is not None:
                    values[part] = reading.value
                if reading.raw is not None:
                    raw[part] = reading.raw
            doses.append(DraftDose(values, raw))
        return tuple(doses)

    def _was_given(self, cells: tuple[str, ...]) -> bool:
        """Tell whether cells of which none was understood speak of a dose: an x does, "chưa tiêm" doesn't."""
        said = [cell for cell in cells if cell]
        if any(self._is_mark(cell) for cell in said):
            return True
        return not all(says_nothing(tidy(cell)) or fold(cell).startswith(_NOT_GIVEN) for cell in said)

    def _is_mark(self, text: str) -> bool:
        return self._catalogues.find_value("mark", text) is not None


def _add_shared(columns: list[DoseColumn], shared: Sequence[DoseColumn]) -> list[DoseColumn]:
    """Give the columns of a dose, behind them those that say of all doses what none of its own does."""
    own = {part for _, part, _ in columns}
    return [*columns, *(one for one in shared if one[1] not in own and not (one[1] == "vaccine" and own & CROSSED))]


class _Together(dict[tuple[str, ...], tuple[DraftDose, ...]]):
    """What the cells of a dose said together: whole hamlets get one vaccine of one lot on one day."""

    def __init__(self, reader: DoseReader, number: int, columns: list[tuple[int, str, Memory]]) -> None:
        super().__init__()
        self._reader, self._number, self._columns = reader, number, columns
        places = [at for at, _, _ in columns]
        # Of one place itemgetter would give the bare cell.
        self.pick: Callable[[list[str]], tuple[str, ...]] = (
            itemgetter(*places) if len(places) > 1 else lambda row: (row[places[0]],)
        )
        self[("",) * len(places)] = ()

    def __missing__(self, cells: tuple[str, ...]) -> tuple[DraftDose, ...]:
        doses = self._reader.read_doses(cells, self._number, self._columns)
        if len(self) < REMEMBERED:
            self[cells] = doses
        return doses
