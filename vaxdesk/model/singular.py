"""English sentences about one: "{n} people are listed" says "1 person is listed" where there is one.

Vietnamese has no plural, so sentences stand in the code once, for many. Here is what a gap that holds 1 changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NOUNS: Final[Mapping[str, str]] = {
    "ages": "age", "cells": "cell", "changes": "change", "characters": "character", "columns": "column",
    "communes": "commune", "dates": "date", "days": "day", "digits": "digit", "doses": "dose", "errors": "error",
    "fields": "field", "hours": "hour", "letters": "letter", "lists": "list", "minutes": "minute",
    "numbers": "number", "packages": "package", "people": "person", "places": "place", "receipts": "receipt",
    "reports": "report", "rows": "row", "seconds": "second", "senders": "sender", "sites": "site",
    "stations": "station", "steps": "step", "words": "word", "workbooks": "workbook", "years": "year",
}  # fmt: skip
"""What is counted."""

PHRASES: Final[Mapping[str, str]] = {
    **{f"{{}} {many}": f"{{}} {one}" for many, one in NOUNS.items()},
    "There are {} rows": "There is {} row",
    "more than {} were": "more than {} was",
    "{} ages are given, but no day of the list: they were": "{} age is given, but no day of the list: it was",
    "{} are for": "{} is for",
    "{} are left out": "{} is left out",
    "{} are not ready": "{} is not ready",
    "{} cells are blank and were read as the cell above them": "{} cell is blank and was read as the cell above it",
    "{} cells have": "{} cell has",
    "{} cells show": "{} cell shows",
    "{} changes were": "{} change was",
    "{} chosen people": "{} chosen person",
    "{} communes have": "{} commune has",
    "{} dates have the month in front, as the column proves; they were": (
        "{} date has the month in front, as the column proves; it was"
    ),
    "{} dates stand there as Excel's bare numbers of days; they were read as days": (
        "{} date stands there as Excel's bare number of days; it was read as a day"
    ),
    "{} dates; they were put back, the cells are": "{} date; it was put back, the cell is",
    "{} doses are": "{} dose is",
    "{} doses were": "{} dose was",
    "{} invented people": "{} invented person",
    "{} more are": "{} more is",
    "{} more citizens' reports": "{} more citizen's report",
    "{} more fields": "{} more field",
    "{} more lists": "{} more list",
    "{} more rows": "{} more row",
    "{} packages are": "{} package is",
    "{} packages of results are": "{} package of results is",
    "{} packages of {senders} senders are": "{} package of {senders} senders is",
    "{} packages were": "{} package was",
    "{} people a day have": "{} person a day has",
    "{} people are": "{} person is",
    "{} people have": "{} person has",
    "{} people of different households have": "{} person of different households has",
    "{} people were": "{} person was",
    "{} people who are": "{} person who is",
    "{} primary doses": "{} primary dose",
    "{} receipts lie": "{} receipt lies",
    "{} reports are": "{} report is",
    "{} rows are hidden or filtered away in Excel; they were": "{} row is hidden or filtered away in Excel; it was",
    "{} rows were": "{} row was",
    "{} vaccination sites": "{} vaccination site",
    "{} visible characters": "{} visible character",
    "{} years days of 1905 or 1906; those that are proven are years": (
        "{} year a day of 1905 or 1906; where that is proven it is a year"
    ),
}
"""What is said of many and of one; {} is the gap. Of several that fit, the longest is meant."""


def say_one(text: str, args: Mapping[str, object]) -> str:
    """Give a template of many for the gaps of it that hold 1."""
    for name, value in args.items():
        if str(value) == "1":
            gap = f"{{{name}}}"
            fitting = [many for many in PHRASES if many.replace("{}", gap) in text]
            if fitting:
                many = max(fitting, key=len)
                text = text.replace(many.replace("{}", gap), PHRASES[many].replace("{}", gap))
    return text
