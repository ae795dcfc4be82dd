"""Commands about people: printing, finding, correcting, taking back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from vaxdesk.cli import many
from vaxdesk.cli.changing import change, read_line
from vaxdesk.cli.errors import DayRefused, NotYetKnown
from vaxdesk.cli.running import Run
from vaxdesk.desk import correcting, keeping, looking, recounting, settling, taking_back
from vaxdesk.desk.recounting import Moment
from vaxdesk.model.dates import read_day
from vaxdesk.model.display import show_instant
from vaxdesk.model.message import Message


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


def dump(run: Run) -> None:
    """Print a table as NDJSON."""
    with run.desk() as desk:
        tables: dict[str, Callable[[], Any]] = {
            "people": lambda: looking.read_people(desk),
            "issues": lambda: looking.read_issue_lines(desk, run.wording),
            "events": lambda: looking.read_event_lines(desk),
            "batches": lambda: looking.read_batches(desk),
        }
        run.give_lines(tables[run.args.table]())


def history(run: Run) -> None:
    """Print a person's timeline, or the person as of a day."""
    with run.desk() as desk:
        if run.args.on is None:
            if run.as_json:
                run.give_lines(looking.read_history(desk, run.args.person))
            else:
                for moment in recounting.read_timeline(desk, run.args.person):
                    run.tell(_tell_moment(run, moment))
            return
        day = read_day(run.args.on)
        if day is None:
            raise DayRefused(option="--on")
        shown = looking.read_person_on(desk, run.args.person, date.fromisoformat(day))
        if shown is None:
            raise NotYetKnown
        run.give_lines([shown])


def _tell_moment(run: Run, moment: Moment) -> str:
    """Give a line of a timeline in words."""
    tell = run.wording.tell
    said = run.wording.render(moment.label)
    if moment.old is not None:
        said = f"{said}: {tell(moment.old)} → {tell(moment.new) or '–'}"
    elif moment.new is not None:
        said = f"{said}: {tell(moment.new)}"
    if moment.reason is not None:
        said = f"{said}  ({tell(moment.reason)})"
    if moment.undone is not None:
        user, at = moment.undone
        said = f"{said}  [{run.wording.say(_('taken back by {user}, {at}'), user=user, at=show_instant(at))}]"
    return f"{'✓' if moment.live else '×'} {show_instant(moment.at)}  {moment.user}  {said}"


def check(run: Run) -> None:
    """Run every rule again and print counts."""
    with run.desk() as desk:
        keeping.check_all(desk, run.tell_progress)
        counts = desk.store.count_issues()
        people = desk.store.count_people()
        titles = {code.code: run.wording.render(code.title) for code in desk.engine.codes}
    lines = [run.wording.say(_("{people} people"), people=people)]
    for rule, severity, count in counts:
        said = run.wording.render(_SEVERITIES.get(severity, Message(severity)))
        lines.append(f"{count:7}  {said:10} {rule}: {titles.get(rule, '')}".rstrip(": "))
    rules = [{"rule": rule, "severity": severity, "count": count} for rule, severity, count in counts]
    run.give({"rules": rules, "people": people}, "\n".join(lines))


_SEVERITIES = {"error": Message("error"), "warning": Message("warning"), "info": Message("note")}


def set_field(run: Run) -> None:
    """Correct one field."""
    if run.args.person == "-":
        many.set_field(run)
        return
    value = read_line(run.args.field) if run.args.value == "-" else run.args.value
    change(
        run,
        lambda desk: correcting.set_field(
            desk, run.args.person, run.args.field, value, dose=run.args.dose, reason=run.args.reason
        ),
    )


def settle(run: Run) -> None:
    """Decide a conflict."""
    value = read_line(run.args.field) if run.args.value == "-" else run.args.value
    change(
        run,
        lambda desk: settling.settle(
            desk, run.args.person, run.args.field, value, dose=run.args.dose, reason=run.args.reason
        ),
    )


def mark(run: Run) -> None:
    """Mark how verification stands."""
    change(
        run,
        lambda desk: correcting.mark(
            desk, run.args.person, run.args.status, because=run.args.because, reason=run.args.reason
        ),
    )


def confirm(run: Run) -> None:
    """Confirm something as right."""
    change(run, lambda desk: correcting.confirm(desk, run.args.person, run.args.rule, reason=run.args.reason))


def undo(run: Run) -> None:
    """Take a step back."""
    change(run, lambda desk: taking_back.undo(desk, run.args.step))


def redo(run: Run) -> None:
    """Do again what was taken back."""
    change(run, taking_back.redo)
