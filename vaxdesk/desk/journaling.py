"""The log: every step, what it changed, what Ctrl+Z and Ctrl+Y would do; changing nothing."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import UnknownStep
from vaxdesk.desk.looking import tell_clock
from vaxdesk.desk.recounting import read_name, read_timeline
from vaxdesk.desk.taking_back import find_redo, find_undo
from vaxdesk.model.display import Said
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS
from vaxdesk.model.message import Message
from vaxdesk.model.step import describe_step
from vaxdesk.model.text import fold
from vaxdesk.store import StepLine
from vaxdesk.wording import Wording

_MOST_PEOPLE = 500
"""Of so many people at the most whom a search finds the steps are looked up."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step: when (ISO 8601, local), who, on which device, what. ``own``: on this device.

    ``title`` is the label with the person's name where it touched one (``person``). An undo touched whom the step it
    took back had touched. ``live``: it stands. ``undoable``: taking it back, or doing it again, changes something.
    """

    id: str
    at: str
    user: str
    device: str
    own: bool
    label: Message
    title: Message
    people: int
    person: str | None
    events: int
    live: bool
    undoable: bool


@dataclass(frozen=True, slots=True)
class StepList:
    """Steps as they were found, newest first. ``numbers`` mean something to the store alone."""

    numbers: array[int]

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True, slots=True)
class Change:
    """What a step changed of a person: ``title`` says what, ``old`` and ``new`` as they are shown."""

    person: str
    name: str | None
    field: str | None
    dose: str | None
    title: Message
    old: Said | None
    new: Said | None


@dataclass(frozen=True, slots=True)
class StepChanges:
    """A step with the first of its changes, of so many people in all.

    Of an undo or a redo these are the changes of the steps it was about (``takes_back``), as those had made them.
    """

    step: StepRow
    lines: tuple[Change, ...]
    people: int
    takes_back: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class LastSteps:
    """The step that undo would take back, and the one that redo would do again."""

    undo: StepRow | None
    redo: StepRow | None


def count_steps(desk: Desk) -> int:
    """Give how many steps the log has."""
    return desk.store.steps.count()


def open_steps(desk: Desk, text: str = "", wording: Wording | None = None) -> StepList:
    """Give the steps a text fits, newest first; all of them without one.

    It fits a user, a file, a day (dd/mm/yyyy), a person as search finds them, and what was done, said in ``wording``.
    """
    steps = desk.store.steps
    wanted = fold(text)
    if not wanted:
        return StepList(steps.list_newest_first())
    found = {step for step, (file, _) in steps.find_files().items() if wanted in fold(file)}
    found |= steps.find_by_people(desk.store.search(text, _MOST_PEOPLE))
    if wording is not None:
        found |= {step for step, kind, field in steps.read_kinds() if wanted in _name_kind(kind, field, wording)}
    numbers = [
        n
        for n, step, user, clock in steps.read_first()
        if step in found or wanted in fold(user) or wanted in fold(_spell_day(tell_clock(clock)))
    ]
    return StepList(array("q", numbers))


def _spell_day(at: str) -> str:
    return "/".join(reversed(at[:10].split("-")))


def _name_kind(kind: str, field: str | None, wording: Wording) -> str:
    """Give what events of a kind do, in words, folded."""
    said = [_KINDS[kind]] if kind in _KINDS else []
    if kind == "set" and field is not None:
        known = (fields[field] for fields in (PERSON_FIELDS, DOSE_FIELDS) if field in fields)
        said = [Message("Correct {field}", {"field": one.title}) for one in known]
    if kind == "retract" and field == "events":
        said = [Message("Redo")]
    return fold(" ".join(wording.render(one) for one in said))


_KINDS: Mapping[str, Message] = {
    "list": Message("Load {file}", {"file": ""}),
    "mark": Message("Mark"),
    "confirm": Message("Confirm as right"),
    "pair": Message("Decide a pair"),
    "erase": Message("Erase"),
    "retract": Message("Undo"),
}


def read_steps_page(desk: Desk, steps: StepList, offset: int, limit: int) -> tuple[StepRow, ...]:
    """Give a piece of a list of steps, each as it is now."""
    numbers = steps.numbers[max(offset, 0) : max(offset, 0) + limit]
    return tuple(_make_rows(desk, desk.store.steps.read_numbers(numbers)))


def _make_rows(desk: Desk, lines: Sequence[StepLine]) -> list[StepRow]:
    steps = desk.store.steps
    files = steps.find_files()
    taken = steps.find_taken_back(line.id for line in lines if _retracts(line))
    about = {line.id: taken.get(line.id, [line.id]) for line in lines}
    ids = {line.id for line in lines}.union(*about.values())
    sizes = steps.measure(sorted(ids))
    rows = []
    for line in lines:
        targets = [step for step in about[line.id] if step in sizes]
        people = sum(files[step][1] if step in files else sizes[step].people for step in targets)
        alone = {sizes[step].person for step in targets}
        name = read_name(desk, next(iter(alone)) or "") if len(alone) == 1 and people == 1 else None
        label = describe_step(line.headers, files[line.id][0] if line.id in files else None)
        rows.append(
            StepRow(
                id=line.id,
                at=tell_clock(line.clock),
                user=line.user,
                device=line.device,
                own=line.device == desk.store.device,
                label=label,
                title=label if name is None else Message("{what} of {name}", {"what": label, "name": name}),
                people=people,
                person=name,
                events=sizes[line.id].events,
                live=line.live,
                undoable=line.live and (line.changes_records or _retracts(line)),
            )
        )
    return rows


def _retracts(line: StepLine) -> bool:
    return any(header.kind == "retract" for header in line.headers)


def read_last_steps(desk: Desk) -> LastSteps:
    """Give the steps that undo would take back, and that redo would do again."""
    undo, gone = find_undo(desk), find_redo(desk)
    taken = [] if gone is None else desk.store.steps.find_taken_back([gone.id]).get(gone.id, [])
    redo = next(iter(desk.store.steps.read(taken[:1])), None)
    rows = {row.id: row for row in _make_rows(desk, [line for line in (undo, redo) if line is not None])}
    return LastSteps(None if undo is None else rows[undo.id], None if redo is None else rows[redo.id])


def read_step_changes(desk: Desk, step: str, limit: int = 100) -> StepChanges:
    """Give what a step changed, of so many people at the most. Raises UnknownStep."""
    lines = desk.store.steps.read([step])
    if not lines:
        raise UnknownStep(step=step)
    taken = desk.store.steps.find_taken_back([step]).get(step, [])
    rows = _make_rows(desk, [*lines, *desk.store.steps.read(taken)])
    people = desk.store.steps.list_people(taken or [step])
    return StepChanges(
        rows[0],
        tuple(_read_changes(desk, people[:limit], frozenset(taken or [step]))),
        len(people),
        tuple(rows[1:]),
    )


def _read_changes(desk: Desk, people: Iterable[str], steps: frozenset[str]) -> Iterable[Change]:
    told: set[str] = set()
    for person in people:
        listed = desk.store.find_person(person)
        if listed in told:
            continue
        if listed is None:
            # Nobody any more: the load that brought them was taken back, or they were erased.
            yield Change(person, None, None, None, Message("No longer listed"), None, None)
            continue
        told.add(listed)
        name = read_name(desk, listed)
        for one in read_timeline(desk, listed):
            if one.step in steps:
                yield Change(listed, name, one.field, one.dose, one.label, one.old, one.new)
