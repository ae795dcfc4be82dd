"""What the reader makes of an awkward list, held against the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.awkward.entries import Entry
from tests.awkward.grids import Grid
from vaxdesk.errors import StaffCanFix
from vaxdesk.intake.draft import Draft
from vaxdesk.intake.reading import read_list
from vaxdesk.model.text import fold, name_key
from vaxdesk.resources import load_catalogues


@dataclass(slots=True)
class Score:
    """Cells right and in all; people missed and invented; rows of which nothing is said; wrong cells, some silent."""

    right: int = 0
    cells: int = 0
    missed: int = 0
    invented: int = 0
    unaccounted: int = 0
    silent: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of cells that are right, 0 to 1."""
        return self.right / self.cells if self.cells else 0.0

    def add(self, other: Score) -> None:
        """Count another list's as well."""
        self.right += other.right
        self.cells += other.cells
        self.missed += other.missed
        self.invented += other.invented
        self.unaccounted += other.unaccounted
        self.silent += other.silent
        self.wrong += other.wrong


def score_list(path: Path, grids: Sequence[Grid], entries: Sequence[Entry], *, one_table: bool) -> Score:
    """Read a file in this process and score it. ``one_table``: a text file, whose sheets stand one below the other."""
    score = Score()
    where, nonblank = _place_rows(grids, one_table=one_table)
    by_place: dict[int, list[Draft]] = {}
    gives = set().union(*(grid.gives for grid in grids))
    try:
        reading = read_list(path, load_catalogues())
        drafts = list(reading.drafts())
    except StaffCanFix as error:
        score.wrong.append(f"refused: {error.code}")
        score.missed = len(set(where.values()))
        score.cells = sum(1 for at in set(where.values()) for _ in _meant(entries[at], gives))
        return score
    told = {(one.sheet, one.row) for one in reading.set_aside} | {(draft.sheet, draft.row) for draft in drafts}
    whole = {one.sheet for one in reading.set_aside if one.row is None}
    score.unaccounted = sum(1 for sheet, row in nonblank if (sheet, row) not in told and sheet not in whole)
    for draft in drafts:
        at = where.get((draft.sheet, draft.row, draft.beside))
        if at is None:
            score.invented += 1
            score.wrong.append(f"invented: {list(draft.cells.values())[:4]}")
        else:
            by_place.setdefault(at, []).append(draft)
    for at in sorted(set(where.values())):
        meant = _meant(entries[at], gives)
        score.cells += len(meant)
        if at not in by_place:
            score.missed += 1
            score.wrong.append(f"missed: {entries[at].cells['full_name']}")
        else:
            _compare(score, meant, by_place[at], entries[at])
    return score


def _meant(entry: Entry, gives: set[str]) -> dict[str, str | None]:
    meant = {key: value for key, value in entry.meant.items() if key in gives}
    return meant | {key: key[4:] for key in gives if key in {f"dose{number}" for number in entry.doses}}


def _place_rows(
    grids: Sequence[Grid], *, one_table: bool
) -> tuple[dict[tuple[str | None, int, str], int], list[tuple[str | None, int]]]:
    where: dict[tuple[str | None, int, str], int] = {}
    nonblank = []
    shift = 0
    for grid in grids:
        name = None if one_table else grid.name[:31]
        for row, place in grid.people.items():
            where[name, row + shift, ""] = place
        for (row, letters), place in grid.beside.items():
            where[name, row + shift, letters] = place
        nonblank += [
            (name, row + shift)
            for row, cells in enumerate(grid.rows, start=1)
            if any(cell is not None and str(cell).strip() for cell in cells)
        ]
        if one_table:
            shift += len(grid.rows)
    return where, nonblank


def _compare(score: Score, meant: dict[str, str | None], drafts: Sequence[Draft], entry: Entry) -> None:
    values: dict[str, str] = {}
    raw: set[str] = set()
    for draft in drafts:
        values |= {key: str(value) for key, value in draft.values.items() if not isinstance(value, dict)}
        raw |= set(draft.raw)
        for dose in draft.doses:
            at = f"dose{dose.values.get('number')}"
            values[at] = str(dose.values.get("number"))
            values |= {f"{at}.{part}": str(value) for part, value in dose.values.items()}
            raw |= {f"{at}.{part}" for part in dose.raw}
    for key, value in meant.items():
        said = values.get(key)
        kept = said is None and key in raw
        is_right = kept if value is None else said is not None and _same(key, said, value)
        score.right += is_right
        if not is_right:
            silent = said is not None and key not in raw
            score.silent += silent
            cell = entry.cells.get(key)
            score.wrong.append(f"{'SILENT ' if silent else ''}{key}: cell {cell!r} read {said!r} meant {value!r}")


def _same(key: str, said: str, value: str) -> bool:
    if key in {"hamlet", "address"}:
        return fold(said) == fold(value)
    return name_key(said) == name_key(value) if key == "full_name" else said == value


def sum_up(wrong: Sequence[str]) -> list[str]:
    """Give the kinds of mistakes, the most frequent first, with one example each."""
    kinds: Counter[str] = Counter()
    example: dict[str, str] = {}
    for one in wrong:
        kind = one.partition(":")[0]
        kinds[kind] += 1
        example.setdefault(kind, one)
    return [f"{count}x {example[kind]}" for kind, count in kinds.most_common(4)]
