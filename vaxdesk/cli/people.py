"""Commands about people: printing, finding, correcting, taking back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from vaxdesk.cli import many
from vaxdesk.cli.changing import change, read_line
from vaxdesk.cli.errors import DayRefused, NotYetKnown
from vaxdesk.cli.running import Run
from vaxdesk.desk import correcting, keeping, looking, settling, taking_back
from vaxdesk.model.dates import read_birth_date
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.message import Message
from vaxdesk.model.verification import STATES


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
            lines = list(looking.read_history(desk, run.args.person))
            if run.as_json:
                run.give_lines(lines)
                return
            for line in lines:
                run.tell(f"{'✓' if line['live'] else '×'} {line['at']}  {line['user']}  {_describe(run, line)}")
            return
        day = read_birth_date(run.args.on).value
        if not isinstance(day, str) or len(day) != len("1985-03-12"):
            raise DayRefused(option="--on")
        shown = looking.read_person_on(desk, run.args.person, date.fromisoformat(day))
        if shown is None:
            raise NotYetKnown
        run.give_lines([shown])


def _describe(run: Run, line: Mapping[str, Any]) -> str:
    """Give what a line of a timeline says, in words."""
    kind, new = line["kind"], line["new"]
    if kind == "row" and isinstance(new, dict):
        place = "!".join(str(part) for part in (new.get("sheet"), new.get("row")) if part is not None)
        said = run.wording.say(_("List {file}, {place}"), file=str(new.get("file")), place=place)
    elif kind == "pair":
        text = _("Same person as {person}") if new == "same" else _("Not the same person as {person}")
        said = run.wording.say(text, person=line["field"])
    elif kind == "mark":
        said = f"{_spell_state(run, line['old'] or 'unverified')} → {_spell_state(run, new)}"
    elif kind == "confirm":
        said = f"{run.wording.say(CONFIRM)}: {line['field']}"
    elif kind == "set":
        field = (PERSON_FIELDS if line["dose"] is None else DOSE_FIELDS).get(line["field"])
        title = line["field"] if field is None else run.wording.render(field.title)
        said = f"{title}: {_spell(line['old'])} → {_spell(new)}"
    else:
        said = kind
    return f"{said}  ({line['reason']})" if line["reason"] else said


CONFIRM = _("Confirm as right")


def _spell_state(run: Run, state: object) -> str:
    known = STATES.get(str(state))
    return str(state) if known is None else run.wording.render(known)


def _spell(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part)
    return "–" if value is None else str(value)


def check(run: Run) -> None:
    """Run every rule again and print counts."""
    with run.desk() as desk:
        keeping.check_all(desk)
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
