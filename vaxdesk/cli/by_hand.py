"""Commands of the hand: people and doses, flags, citizens' reports, what is typed into the portal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from vaxdesk.cli import many
from vaxdesk.cli.changing import change, read_ids, read_line, read_objects
from vaxdesk.cli.errors import LineUnreadable, WordsOdd
from vaxdesk.cli.running import Run
from vaxdesk.desk import adding, complaining, flagging, reentering, summing_up
from vaxdesk.desk.adding import NewPerson
from vaxdesk.model.complaint import CHANNELS, OUTCOMES, REFUSALS
from vaxdesk.model.fields import DOSE_FIELDS
from vaxdesk.reports.document import Line, Table
from vaxdesk.reports.person_slip import make_person_slip


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


def add_person(run: Run) -> None:
    """Add people: one of fields and values, or those that come as NDJSON."""
    words = run.args.words
    people = [_read_person(said) for said in read_objects()] if words == ["-"] else [NewPerson(_pair_up(words))]
    change(run, lambda desk: adding.add_people(desk, people, reason=run.args.reason))


def _pair_up(words: Sequence[str]) -> dict[str, str]:
    """Give values by field; of those that are "-" each is a line of standard input."""
    if len(words) % 2:
        raise WordsOdd
    pairs = zip(words[::2], words[1::2], strict=True)
    return {field: read_line(field) if value == "-" else value for field, value in pairs}


def _read_person(said: Mapping[str, Any]) -> NewPerson:
    """Read a person as dump prints one, or as much of it as is known."""
    doses = said.get("doses", [])
    if not isinstance(doses, list) or not all(isinstance(dose, dict) for dose in doses):
        raise LineUnreadable
    values = {name: value for name, value in said.items() if name != "doses"}
    return NewPerson(_spell(values), [_spell(dose) for dose in doses])


def _spell(values: Mapping[str, Any]) -> dict[str, str]:
    texts = {name: value for name, value in values.items() if value is not None}
    if not all(isinstance(value, str | int) for value in texts.values()):
        raise LineUnreadable
    return {name: str(value) for name, value in texts.items()}


def add_dose(run: Run) -> None:
    """Add a dose."""
    given = {name: getattr(run.args, name) for name in DOSE_FIELDS}
    texts = {name: text for name, text in given.items() if text is not None}
    if run.args.person == "-":
        many.add_doses(run, texts)
        return
    change(run, lambda desk: adding.add_dose(desk, run.args.person, texts, reason=run.args.reason))


def remove_dose(run: Run) -> None:
    """Take a dose away."""
    change(run, lambda desk: adding.remove_dose(desk, run.args.person, run.args.dose, reason=run.args.reason))


def move_dose(run: Run) -> None:
    """Give a dose to whom it belongs."""
    change(
        run,
        lambda desk: adding.move_dose(
            desk, run.args.person, run.args.dose, run.args.to, number=run.args.number, reason=run.args.reason
        ),
    )


def flag(run: Run) -> None:
    """Flag somebody, take a flag down, or print whom somebody flagged."""
    if run.args.person is not None:
        text = run.args.text
        said = read_line("flag") if text == "-" else text
        change(run, lambda desk: flagging.flag(desk, run.args.person, said))
        return
    with run.desk() as desk:
        found = list(flagging.read_flags(desk))
    if run.as_json:
        run.give_lines(asdict(one) for one in found)
        return
    for one in found:
        run.tell(f"{one.person}  {one.name or '–'}  {one.text}")
    if not found:
        run.say(_("Nobody is flagged."))


def complaint_add(run: Run) -> None:
    """Take down a citizen's report."""
    said = read_line("complaint") if run.args.text == "-" else run.args.text
    change(run, lambda desk: complaining.add_complaint(desk, run.args.person, run.args.channel, said))


def complaint_close(run: Run) -> None:
    """Answer a citizen's report."""
    change(
        run,
        lambda desk: complaining.close_complaint(
            desk, run.args.complaint, run.args.outcome, because=run.args.because, reason=run.args.reason
        ),
    )


def complaint_list(run: Run) -> None:
    """Print citizens' reports with the time that is left to answer them."""
    with run.desk() as desk:
        found = complaining.read_complaints(desk, only_open=not run.args.all)
    if run.as_json:
        run.give_lines(
            {**asdict(one.complaint), "due": one.complaint.due, "minutes_left": one.minutes_left} for one in found
        )
        return
    for one in found:
        said = one.complaint
        run.tell(f"{said.id}  {one.name or '–'}  {_tell_clock(run, one)}  {said.said}")
    if not found:
        run.say(_("No report is open."))


def _tell_clock(run: Run, line: complaining.ComplaintLine) -> str:
    said, left = line.complaint, line.minutes_left
    if left is None:
        because = REFUSALS.get(said.because or "")
        told = run.wording.render(OUTCOMES[said.outcome or ""])
        return told if because is None else f"{told}: {run.wording.render(because)}"
    hours = abs(left) // 60
    text = _("{hours} hours left") if left >= 0 else _("{hours} hours late")
    return f"{run.wording.render(CHANNELS[said.channel])}, {run.wording.say(text, hours=hours)}"


def slip(run: Run) -> None:
    """Print what stands on a person's slip."""
    with run.desk() as desk:
        document = make_person_slip(run.wording, summing_up.read_slip(desk, run.args.person))
    if run.args.out is not None:
        run.write_pdf(document, Path(run.args.out))
        run.give({"file": run.args.out}, run.wording.say(_("The slip was written to {file}."), file=run.args.out))
        return
    tables = [block for block in document.blocks if isinstance(block, Table)]
    record = {
        "title": document.title,
        "tables": [[list(row) for row in (table.head, *table.rows) if row] for table in tables],
    }
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Line):
            lines.append(block.text)
        elif isinstance(block, Table):
            lines.extend("  ".join(row) for row in (block.head, *block.rows) if row)
    run.give(record, "\n".join(lines))


def reenter_list(run: Run) -> None:
    """Print who has to be typed into the portal one by one, with what has to be typed."""
    with run.desk() as desk:
        cards = [reentering.read_card(desk, person) for person in reentering.list_to_reenter(desk)]
    if run.as_json:
        run.give_lines(
            {"person": card.person, "fields": [{"field": one.key, "text": one.text} for one in card.fields]}
            for card in cards
        )
        return
    for card in cards:
        run.tell(f"{card.person}  {card.name or '–'}")
        for one in card.fields:
            run.tell(f"    {run.wording.render(one.title)}: {one.text}")
    if not cards:
        run.say(_("Nobody has to be typed into the portal."))


def reenter_done(run: Run) -> None:
    """Mark people as typed into the portal."""
    people = [one for person in run.args.people for one in read_ids(person)]
    change(run, lambda desk: reentering.mark_entered(desk, people))
