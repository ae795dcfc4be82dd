"""Undo and redo: a step is taken back by an event, and so is that; the journal only grows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from vaxdesk.desk.correcting import COMPARED, Editing
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import UnknownStep
from vaxdesk.model.event import Event
from vaxdesk.model.fold import REMOVED, Folded, fold, same_value
from vaxdesk.model.message import Message
from vaxdesk.model.person import Value
from vaxdesk.model.record import write_record
from vaxdesk.model.registers import find_heads, find_live, is_by_hand
from vaxdesk.model.step import Changes, Fact, Kept
from vaxdesk.model.verification import ANSWERED
from vaxdesk.store import StepLine


def undo(desk: Desk, step: str | None = None) -> Changes:
    """Take back the last live step of this device that changed records, or any one step.

    What somebody changed since stays as it is and stands in ``kept``. Raises UnknownStep.
    """
    label = Message("Undo")
    if step is None:
        last = find_undo(desk)
        return Changes(None, label) if last is None else _take_back_step(desk, last, label)
    line = next((one for one in desk.store.read_steps() if one.id == step), None)
    if line is None:
        raise UnknownStep(step=step)
    if not line.live:
        return Changes(None, label)
    if not line.changes_records:
        return _take_back_undo(desk, line, Message("Redo"))
    return _take_back_step(desk, line, label)


def redo(desk: Desk) -> Changes:
    """Do again what this device took back last, as long as nothing new was done since."""
    label = Message("Redo")
    line = find_redo(desk)
    return Changes(None, label) if line is None else _take_back_undo(desk, line, label)


def find_undo(desk: Desk) -> StepLine | None:
    """Give the step that :func:`undo` would take back."""
    return next((one for one in _read_own_steps(desk) if one.live and one.changes_records), None)


def find_redo(desk: Desk) -> StepLine | None:
    """Give the undo that :func:`redo` would take back."""
    for line in _read_own_steps(desk):
        if line.changes_records:
            break
        if line.live and all(header.field == "step" for header in line.headers if header.kind == "retract"):
            return line
    return None


def _read_own_steps(desk: Desk) -> Iterator[StepLine]:
    """Give what this device did to records or took back, newest first."""
    return (line for line in desk.store.steps.read_own(desk.store.device) if _is_undoable(line))


def _is_undoable(line: StepLine) -> bool:
    return line.changes_records or any(header.kind == "retract" for header in line.headers)


def _take_back_step(desk: Desk, line: StepLine, label: Message) -> Changes:
    events = list(desk.store.read_events("step = ?", (line.id,)))
    streams = sorted({event.header.stream for event in events})
    facts = [Fact("retract", stream, field="step", basis=(line.id,)) for stream in streams]
    changes, before, after = _retract(desk, facts, events, label)
    kept = (*_find_kept_rows(desk, events), *_find_kept_fields(events, before, after))
    return replace(changes, kept=kept)


def _take_back_undo(desk: Desk, line: StepLine, label: Message) -> Changes:
    """Take back an undo: every live retract of what it took back, since two laptops may have undone the same."""
    own = [event for event in desk.store.read_events("step = ?", (line.id,)) if event.header.kind == "retract"]
    targets = {(event.header.stream, target) for event in own for target in event.header.basis}
    retracts = [
        event
        for event in desk.store.read_events("kind = 'retract'")
        if any((event.header.stream, target) in targets for target in event.header.basis)
    ]
    # What an undo said of answers by itself goes with it.
    undoing = sorted({event.header.step for event in retracts})
    voided = [event for one in undoing for event in desk.store.read_events("step = ? AND kind = 'mark'", (one,))]
    facts = [
        Fact("retract", event.header.stream, field="events", basis=(event.header.id,)) for event in (*retracts, *voided)
    ]
    taken = [one for _, step in sorted(targets) for one in desk.store.read_events("step = ?", (step,))]
    changes, before, after = _retract(desk, facts, taken, label)
    return replace(changes, kept=tuple(_find_kept_fields(taken, before, after)))


_Seen = dict[str, Folded]


def _retract(desk: Desk, facts: list[Fact], events: list[Event], label: Message) -> tuple[Changes, _Seen, _Seen]:
    """Write the retracts; give what changed, and the people before and after."""
    people = {event.header.person for event in events if event.header.person is not None}
    listed = sorted(set(desk.store.find_known(people).values()))
    if len(listed) > _MOST_COMPARED:
        return desk.act(label, facts), {}, {}
    before = desk.store.fold(listed)
    with desk.store.transaction():
        changes = desk.act(label, facts)
        after = desk.store.fold(desk.store.find_known(people).values())
        marks = [fact for one in after.values() for fact in _void_answer(desk, one)]
        if marks and changes.step is not None:
            written = desk.store.write(marks, changes.step)
            desk.check(written)
            changes = replace(changes, events=changes.events + len(marks))
            after = {**after, **written.folded}
    return changes, before, after


def _void_answer(desk: Desk, folded: Folded) -> list[Fact]:
    """Give the mark that makes an answer void: it was given of another name, birth date, sex or number than today's."""
    if folded.person.verification not in ANSWERED:
        return []
    events = desk.store.read_person_events(folded.person.id)
    live = find_live(events)
    marks = [event for event in events if event.header.kind == "mark"]
    own = [event for event in marks if event.header.person in folded.kin]
    heads = find_heads(own, lambda one: one.header.id in live) or find_heads(marks, lambda one: one.header.id in live)
    answer = next(event.header for event in marks if event.header.id == heads[0].event)
    then = fold(one for one in events if one.header.clock <= answer.clock or one.header.step == answer.step)
    known = _find_member(then, answer.person or "")
    if known is None or all(getattr(known.person, name) == getattr(folded.person, name) for name in COMPARED):
        return []
    editing = Editing(desk, folded)
    editing.mark("unverified", origin="rule")
    return editing.facts


_MOST_COMPARED = 2000
"""A load of many people is told by who stays, not field by field."""


def _find_kept_rows(desk: Desk, events: Iterable[Event]) -> list[Kept]:
    rows = {event.header.person for event in events if event.header.kind == "row" and event.header.person is not None}
    known = desk.store.find_known(rows) if rows else {}
    why = Message("Somebody has worked on this person since the list was loaded.")
    return [Kept(person, None, why) for person in sorted(known)]


def _find_kept_fields(events: Iterable[Event], before: Mapping[str, Folded], after: Mapping[str, Folded]) -> list[Kept]:
    why = Message("Somebody has changed this field since.")
    kept = []
    for event in events:
        header = event.header
        if header.kind not in {"set", "mark"} or not is_by_hand(event) or header.person is None:
            continue
        old, new = _find_member(before, header.person), _find_member(after, header.person)
        if old is None or new is None:
            continue
        if same_value(_show(old, header.dose, header.field), _show(new, header.dose, header.field)):
            kept.append(Kept(header.person, header.field, why))
    return kept


def _find_member(folded: Mapping[str, Folded], person: str) -> Folded | None:
    return next((one for one in folded.values() if person in one.members), None)


def _show(folded: Folded, dose: str | None, field: str | None) -> Value:
    record = write_record(folded.person)
    if field == REMOVED:
        return any(one["id"] == dose for one in record["doses"])
    if dose is not None:
        record = next((one for one in record["doses"] if one["id"] == dose), {})
    return [record.get(field or ""), record.get("verification_reason") if field == "verification" else None]
