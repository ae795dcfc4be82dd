"""What every command that changes something shares: values from standard input, and how the change is told."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from vaxdesk.cli.errors import LineUnreadable, NothingCame, NothingTyped
from vaxdesk.cli.running import Run, is_text
from vaxdesk.desk.errors import ValueRefused
from vaxdesk.model.step import Changes
from vaxdesk.model.titles import find_title

if TYPE_CHECKING:
    from vaxdesk.desk.desk import Desk


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


def read_line(field: str) -> str:
    """Read a value from standard input, so that no program that lists processes sees it.

    Raises NothingTyped where not even an empty line comes (the program that should have said it failed), and
    ValueRefused where it is no text.
    """
    try:
        line = "" if sys.stdin is None else sys.stdin.readline()
    except ValueError:
        raise ValueRefused(field) from None
    if not line:
        raise NothingTyped
    if not is_text(line):
        raise ValueRefused(field)
    return line.rstrip("\r\n")


def read_lines() -> Iterator[str]:
    """Read what comes on standard input line by line, without blank ones. Raises LineUnreadable, NothingCame."""
    found = False
    try:
        for line in () if sys.stdin is None else sys.stdin:
            if line.strip():
                found = True
                yield _check_line(line.strip())
    except ValueError:
        raise LineUnreadable from None
    if not found:
        raise NothingCame


def _check_line(line: str) -> str:
    if not is_text(line):
        raise LineUnreadable
    return line


def read_ids(person: str) -> list[str]:
    """Give the people a command is about: the one named, or with "-" those whose ids come on standard input."""
    return list(read_lines()) if person == "-" else [person]


def read_objects() -> Iterator[dict[str, Any]]:
    """Read NDJSON from standard input: a JSON object on every line. Raises LineUnreadable, NothingCame."""
    for line in read_lines():
        try:
            said = json.loads(line)
        except (ValueError, RecursionError):
            raise LineUnreadable from None
        if not isinstance(said, dict):
            raise LineUnreadable
        yield said


def change(run: Run, act: Callable[[Desk], Changes]) -> None:
    """Carry out what changes something, and tell what it changed."""
    with run.desk() as desk:
        give_changes(run, act(desk))


def give_changes(run: Run, changes: Changes) -> None:
    """Tell what a verb changed."""
    label = run.wording.render(changes.label)
    kept = [{"person": one.person, "field": one.field, "why": run.wording.render(one.why)} for one in changes.kept]
    record: dict[str, Any] = {
        "step": changes.step,
        "label": label,
        "people": list(changes.people),
        "events": changes.events,
        "kept": kept,
    }
    if changes.notices:
        told = [run.wording.render(notice) for notice in changes.notices]
        record["notices"] = told
        run.warn("\n".join(told))
    nothing = run.wording.say(_("Nothing to change."))
    run.give(record, nothing if changes.step is None else f"{label}  ({changes.step})")
    if not run.as_json:
        for one in changes.kept:
            title = run.wording.tell(find_title(one.field or "") or one.field)
            run.tell(f"{one.person}  {title}  {run.wording.render(one.why)}")
