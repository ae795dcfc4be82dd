"""English sentences about one: "{n} people are listed" says "1 person is listed" where there is one.

Vietnamese has no plural, so sentences stand in the code once, for many. Here is what changes after a gap that holds 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

NOUNS: Final[Mapping[str, str]] = {
    "ages": "age", "cells": "cell", "changes": "change", "characters": "character",
    "columns": "column", "communes": "commune", "dates": "date",
    "days": "day", "digits": "digit", "doses": "dose", "errors": "error", "fields": "field", "hours": "hour",
    "letters": "letter", "lists": "list", "minutes": "minute", "numbers": "number", "packages": "package",
    "people": "person", "places": "place", "receipts": "receipt", "reports": "report", "rows": "row",
    "seconds": "second", "senders": "sender", "sites": "site", "stations": "station", "steps": "step",
    "warnings": "warning", "words": "word", "workbooks": "workbook", "years": "year",
}  # fmt: skip
"""What is counted."""

VERBS: Final[Mapping[str, str]] = {
    "are": "is", "have": "has", "lie": "lies", "say": "says", "show": "shows", "stand": "stands", "were": "was",
}  # fmt: skip
"""What agrees with it."""

_BEFORE = r"(?:(?:chosen|invented|more|primary|vaccination|visible) |citizens' )*"
_NOUN = re.compile(rf"\{{(?P<gap>\w+)\}} (?P<before>{_BEFORE})(?P<noun>{'|'.join(NOUNS)})\b")
_AFTER = r"(?: of \{\w+\}(?: [a-z]+)?| of results| in the commune| a day| who)?"
_VERB = re.compile(
    rf"(?P<said>\{{(?P<gap>\w+)\}}(?: (?:citizen's |more )*(?:{'|'.join(NOUNS.values())})\b{_AFTER})?)"
    rf" (?P<verb>{'|'.join(VERBS)})\b(?P<also>(?: [a-z]+)? and were\b)?"
)
_THEY = re.compile(r"^(?P<said>\{(?P<gap>\w+)\} .*[;:]) they were\b")


def say_one(text: str, args: Mapping[str, object]) -> str:
    """Give a template of many for the gaps of it that hold 1."""
    if "{" not in text or not any(str(value) == "1" for value in args.values()):
        return text
    for pattern, turn in ((_NOUN, _turn_noun), (_VERB, _turn_verb), (_THEY, _turn_they)):
        text = pattern.sub(partial(_turn_if_one, args, turn), text)
    return text


def _turn_if_one(args: Mapping[str, object], turn: Callable[[re.Match[str]], str], found: re.Match[str]) -> str:
    return turn(found) if str(args.get(found["gap"])) == "1" else found[0]


def _turn_noun(found: re.Match[str]) -> str:
    before = found["before"].replace("citizens'", "citizen's")
    return f"{{{found['gap']}}} {before}{NOUNS[found['noun']]}"


def _turn_verb(found: re.Match[str]) -> str:
    also = (found["also"] or "").replace("and were", "and was")
    return f"{found['said']} {VERBS[found['verb']]}{also}"


def _turn_they(found: re.Match[str]) -> str:
    return f"{found['said']} it was"
