"""The records of a text table: which mark separates its cells, and where a record ends."""

from __future__ import annotations

import csv
import io
import math
from statistics import median

_MARKS = ("\t", ";", ",", "|")
_LOOKED_AT = 60
_LONGEST_CELL = 32_767
"""What a cell of Excel holds at most; more than that is a quotation mark that nobody closed."""
_MOST_LINES = 30


def split_records(text: str) -> list[list[str]]:
    """Give the records of a text table; a record's place is the row number Excel would show, less one.

    A first line ``sep=;`` is an instruction to Excel and no record. A quotation mark without its partner is taken as
    a character like any other.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    if first[:4].lower() == "sep=" and len(first.strip()) == 5:
        return _read(rest, first[4])
    return _read(text, _find_mark(text))


def _find_mark(text: str) -> str:
    """Give the mark that cuts most records into most cells."""
    head = text[:100_000]
    best, best_score = ",", 0.0
    for mark in _MARKS:
        if mark not in head:
            continue
        counts = [len(record) for record in _take(head, mark, csv.QUOTE_MINIMAL, _LOOKED_AT) if record]
        cut = [count for count in counts if count > 1]
        # Titles and footers hold few marks: the records that are cut at all decide, weighed by how many they are.
        score = median(cut) * math.sqrt(len(cut) / len(counts)) if cut else 0.0
        if score > best_score:
            best, best_score = mark, score
    return best


def _read(text: str, mark: str) -> list[list[str]]:
    try:
        records = _take(text, mark, csv.QUOTE_MINIMAL, None)
    except csv.Error:
        return _take(text, mark, csv.QUOTE_NONE, None)
    if any(len(cell) > _LONGEST_CELL or cell.count("\n") > _MOST_LINES for record in records for cell in record):
        return _take(text, mark, csv.QUOTE_NONE, None)
    return records


def _take(text: str, mark: str, quoting: int, most: int | None) -> list[list[str]]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, quoting=quoting)  # type: ignore[arg-type]
    if most is None:
        return list(reader)
    taken = []
    for record in reader:
        taken.append(record)
        if len(taken) == most:
            break
    return taken
