"""Fixing: everything that is certain in one step, told change by change before it is done. A guess is never taken."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vaxdesk.desk.correcting import COMPARED, Editing
from vaxdesk.desk.desk import Desk, read_message
from vaxdesk.desk.errors import PreviewOutdated, UnknownRule
from vaxdesk.model.display import Said, show_field
from vaxdesk.model.event import spell_canonical
from vaxdesk.model.fold import same_value
from vaxdesk.model.message import Message, Progress, no_progress
from vaxdesk.model.person import Value
from vaxdesk.model.step import Changes, Fact, Kept
from vaxdesk.wording import Wording

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Fix:
    """One change: whose field (of which dose, with its number) goes from what to what, for which rule, and why.

    ``name`` is what the person is called now; ``old`` and ``new`` are as stored, the two texts as they are shown.
    """

    person: str
    name: str | None
    rule: str
    field: str
    dose: str | None
    dose_number: int | None
    old: Value
    new: Value
    old_text: Said | None
    new_text: Said | None
    why: Message


@dataclass(frozen=True, slots=True)
class FixPreview:
    """Every change :func:`fix` would make now, by person, field and dose, and what stays though something is certain.

    ``fingerprint`` stands for the changes: handed to :func:`fix`, it is refused where they are no longer the same.
    """

    rule: str | None
    fixes: tuple[Fix, ...]
    kept: tuple[Kept, ...]
    fingerprint: str

    @property
    def people(self) -> int:
        """How many people would be changed."""
        return len({one.person for one in self.fixes})


def preview_fix(
    desk: Desk,
    rule: str | None = None,
    *,
    people: Collection[str] | None = None,
    progress: Progress = no_progress,
) -> FixPreview:
    """List every change that is certain, of one rule (its code) or of all, of these people or of everybody.

    Nothing is changed. Raises UnknownRule, and Cancelled.
    """
    if rule is not None and all(code.code != rule for code in desk.engine.codes):
        raise UnknownRule(rule=rule)
    wanted = desk.store.asking.list_certain(rule)
    if people is not None:
        chosen = set(people)
        wanted = [person for person in wanted if person in chosen]
    fixes: list[Fix] = []
    kept: list[Kept] = []
    for start in range(0, len(wanted), _PAGE):
        progress(start, len(wanted))
        page = wanted[start : start + _PAGE]
        issues = desk.store.read_issues(page)
        for record in desk.store.read_records(page):
            theirs, left = _choose(desk, record, issues.get(record["id"], ()), rule)
            fixes += theirs
            kept += left
    fixes.sort(key=lambda one: (one.person, one.dose or "", one.field))
    return FixPreview(rule, tuple(fixes), tuple(kept), _take_fingerprint(fixes))


def fix(
    desk: Desk,
    wording: Wording,
    rule: str | None = None,
    *,
    people: Collection[str] | None = None,
    expected: str | None = None,
    progress: Progress = no_progress,
) -> Changes:
    """Make every change that :func:`preview_fix` lists, as one step; each change keeps its reason.

    ``expected`` is the fingerprint of the preview somebody looked at. Raises PreviewOutdated where anything of it has
    changed since, UnknownRule, and Cancelled while nothing is written yet.
    """
    preview = preview_fix(desk, rule, people=people, progress=progress)
    if expected is not None and preview.fingerprint != expected:
        raise PreviewOutdated(count=len(preview.fixes))
    facts = list(_write_facts(desk, wording, preview.fixes, progress))
    return desk.act(Message("Fix what is certain"), facts, preview.kept)


def _choose(
    desk: Desk, record: Mapping[str, Any], issues: Sequence[Mapping[str, Any]], rule: str | None
) -> tuple[list[Fix], list[Kept]]:
    """Give what is certain of one person.

    Where two rules are certain of different things, or two hands have written different things, somebody has to look.
    Of what the police compare one field is changed at a time: one proves the other.
    """
    disputed = {(one["field"], one["dose"]) for one in issues if one["rule"] == "conflict"}
    found: dict[tuple[str | None, str], list[Fix]] = {}
    for issue in issues:
        if rule is None or issue["rule"] == rule:
            for one in issue["suggestions"]:
                if one["certainty"] == "certain":
                    made = _make_fix(desk, record, issue, one)
                    found.setdefault((made.dose, made.field), []).append(made)
    fixes: list[Fix] = []
    kept: list[Kept] = []
    compared = 0
    for (dose, field), said in sorted(found.items(), key=lambda item: (item[0][0] or "", item[0][1])):
        if (field, dose) in disputed or any(not same_value(one.new, said[0].new) for one in said):
            kept.append(Kept(record["id"], field, Message("Two different values stand against each other.")))
        elif dose is None and field in COMPARED and compared:
            kept.append(Kept(record["id"], field, Message("Another field is changed first; then look again.")))
        elif not same_value(said[0].old, said[0].new):
            fixes.append(said[0])
            compared += dose is None and field in COMPARED
    return fixes, kept


def _make_fix(desk: Desk, record: Mapping[str, Any], issue: Mapping[str, Any], said: Mapping[str, Any]) -> Fix:
    field, dose = issue["field"], issue["dose"]
    held = record if dose is None else next((one for one in record["doses"] if one["id"] == dose), {})
    old, new = held.get(field), said["value"]
    return Fix(
        record["id"],
        record["full_name"],
        issue["rule"],
        field,
        dose,
        None if dose is None else held.get("number"),
        old,
        new,
        show_field(field, old, desk.catalogues),
        show_field(field, new, desk.catalogues),
        read_message(said["why"]),
    )


def _take_fingerprint(fixes: Iterable[Fix]) -> str:
    said: list[Value] = [[one.person, one.dose, one.field, one.old, one.new] for one in fixes]
    return hashlib.sha256(spell_canonical(said).encode()).hexdigest()


def _write_facts(desk: Desk, wording: Wording, fixes: Sequence[Fix], progress: Progress) -> Iterator[Fact]:
    by_person: dict[str, list[Fix]] = {}
    for one in fixes:
        by_person.setdefault(one.person, []).append(one)
    people = list(by_person)
    for start in range(0, len(people), _PAGE):
        progress(start, len(people))
        for person, folded in desk.store.fold(people[start : start + _PAGE]).items():
            editing = Editing(desk, folded)
            for one in by_person.get(person, ()):
                editing.write(one.field, one.new, dose=one.dose, reason=wording.render(one.why))
            editing.void_answer()
            yield from editing.facts
