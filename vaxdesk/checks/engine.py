"""Runs the rules over people, one person at a time, and says of every text that couldn't be read that it couldn't."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from types import MappingProxyType
from typing import Final

from vaxdesk.checks.rule import Code, Rule
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS, Field
from vaxdesk.model.fold import Conflict, Folded
from vaxdesk.model.handover import find_answer
from vaxdesk.model.issue import Issue, Severity
from vaxdesk.model.message import Message
from vaxdesk.model.person import Dose, Person, Value
from vaxdesk.model.surroundings import Surroundings
from vaxdesk.registry import find_all

Confirmed = Mapping[tuple[str, str | None], Mapping[str, Value]]

_NOTHING_PLAIN: Final = frozenset[tuple[str | None, str | None, str | None]]()
_NOTHING_CONFIRMED: Final[Confirmed] = MappingProxyType({})

_CONFLICT = Code("conflict", "error", Message("Two people have written different things"), ())
_REJECTED = Code("delivery.rejected", "error", Message("The platform refused the row"), ())
_DIFFERS = Code("source.differs", "info", Message("Another list says something else"), ())
_OVERRULED = Code("source.overruled", "info", Message("The police say otherwise than several lists"), ())
"""R30: so many lists don't agree by chance; they may have a common source, in which others stand as well."""


class Engine:
    """The rules, ready to run."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(sorted(rules, key=lambda rule: rule.id))
        self._checks = tuple(rule.check for rule in self.rules if not rule.of_given)
        self._of_given = tuple(rule.check for rule in self.rules if rule.of_given)
        self._spoken_of = frozenset(field for rule in self.rules for field in rule.refusals)
        self._unreadable = {key: _make_unreadable(field, key) for key, field in self._list_fields()}

    def _list_fields(self) -> Iterator[tuple[str, Field]]:
        yield from PERSON_FIELDS.items()
        for key, field in DOSE_FIELDS.items():
            yield f"dose.{key}", field

    @property
    def codes(self) -> tuple[Code, ...]:
        """Everything that can be said of a person, in the order of the rules."""
        told = [code for rule in self.rules for code in rule.codes]
        unreadable = [code for key, code in self._unreadable.items() if key not in self._spoken_of]
        return (*told, *unreadable, _CONFLICT, _REJECTED, _DIFFERS, _OVERRULED)

    @cached_property
    def version(self) -> str:
        """What changes with every rule that is added, dropped or changed."""
        said = [f"{code.code}/{code.version}" for code in self.codes]
        return hashlib.sha256(" ".join(sorted(said)).encode()).hexdigest()[:16]

    def check(self, folded: Folded, surroundings: Surroundings) -> tuple[Issue, ...]:
        """Give what is to be said of a person and of what lies behind: conflicts, lists that say something else."""
        issues = self.check_person(folded.person, surroundings, folded.confirmed)
        behind = folded.conflicts or folded.differs or folded.overruled
        if not behind and folded.answer is None:
            return issues
        more = [_say_conflict(conflict) for conflict in folded.conflicts]
        if folded.answer is not None and find_answer(folded.person, folded.answer) == "rejected":
            more.append(_say_rejected(folded.answer.reason))
        more += [_say_differs(field, values) for field, values in folded.differs.items() if values]
        more += [_say_overruled(field, value) for field, value in folded.overruled.items()]
        return tuple(sorted((*issues, *_drop_confirmed(more, folded.confirmed)), key=_place))

    def check_person(
        self, person: Person, surroundings: Surroundings, confirmed: Confirmed = _NOTHING_CONFIRMED
    ) -> tuple[Issue, ...]:
        """Give the issues by rule, field and dose.

        Those that were confirmed ("right as it is") stay silent while the values they rest on are the same.
        """
        issues: list[Issue] = []
        for check in self._checks:
            if found := check(person, surroundings):
                issues += found
        if person.raw:
            issues += self._check_raw(person)
        plain = surroundings.plain.get(self.version, _NOTHING_PLAIN)
        for dose in person.doses:
            if (dose.vaccine, dose.lot, dose.date) not in plain or dose.number is None or dose.raw:
                issues += self._check_given(person, surroundings)
                break
        if not issues:
            return ()
        if confirmed:
            issues = _drop_confirmed(issues, confirmed)
        if len(issues) > 1:
            issues.sort(key=_place)
        return tuple(issues)

    def _check_given(self, person: Person, surroundings: Surroundings) -> list[Issue]:
        """Look at what was given. What many got on a day is looked at once, as long as nothing is to be said of it."""
        issues: list[Issue] = []
        for check in self._of_given:
            issues += check(person, surroundings)
        for dose in person.doses:
            if dose.raw:
                issues += self._check_raw_of_dose(dose)
        if not issues:
            surroundings.plain.setdefault(self.version, set()).update(
                (dose.vaccine, dose.lot, dose.date)
                for dose in person.doses
                if dose.lot is not None and dose.number is not None and not dose.raw
            )
        return issues

    def _check_raw(self, person: Person) -> Iterator[Issue]:
        for field, raw in person.raw.items():
            if field not in self._spoken_of and not _is_known(person, field):
                yield _say_unreadable(self._find_code(field, field), field, raw)

    def _check_raw_of_dose(self, dose: Dose) -> Iterator[Issue]:
        for field, raw in dose.raw.items():
            if f"dose.{field}" not in self._spoken_of and getattr(dose, field, None) is None:
                yield _say_unreadable(self._find_code(f"dose.{field}", field), field, raw, dose.id)

    def _find_code(self, key: str, field: str) -> Code:
        return self._unreadable.get(key) or Code(
            f"{field}.unreadable", "warning", Message("A value can't be understood"), (field,)
        )


def _is_known(person: Person, field: str) -> bool:
    value = getattr(person, field, None)
    if field == "guardian" and person.guardian is not None:
        value = person.guardian.phone  # of a guardian only the phone can be refused
    return value is not None


def _make_unreadable(field: Field, key: str) -> Code:
    severity: Severity = "error" if field.required else "warning"
    title = Message("Can't be understood: {field}", {"field": field.title})
    return Code(f"{field.key}.unreadable", severity, title, (key,))


def _say_unreadable(code: Code, field: str, raw: str, dose: str | None = None) -> Issue:
    known = DOSE_FIELDS.get(field) if dose is not None else PERSON_FIELDS.get(field)
    message = (
        Message("“{said}” can't be understood.", {"said": raw})
        if known is None
        else Message("{field}: “{said}” can't be understood.", {"field": known.title, "said": raw})
    )
    return code.issue(field, message, {field: raw}, dose=dose)


def _say_conflict(conflict: Conflict) -> Issue:
    values = [head.value for head in conflict.heads]
    message = Message("Two people have written different things; decide which is right.")
    return _CONFLICT.issue(conflict.field, message, {conflict.field: values}, dose=conflict.dose)


def _say_rejected(reason: str | None) -> Issue:
    message = Message("The platform refused the row: {reason}", {"reason": reason or "–"})
    return _REJECTED.issue("delivery", message, {"reason": reason})


def _say_differs(field: str, values: tuple[Value, ...]) -> Issue:
    shown = ", ".join(str(value) for value in values)
    message = Message("Another list says: {values}", {"values": shown})
    return _DIFFERS.issue(field, message, {field: list(values)})


def _say_overruled(field: str, value: Value) -> Issue:
    message = Message("Several lists say {value}; the police say otherwise.", {"value": str(value)})
    return _OVERRULED.issue(field, message, {field: value})


def _drop_confirmed(issues: list[Issue], confirmed: Confirmed) -> list[Issue]:
    return [issue for issue in issues if not _is_confirmed(issue, confirmed)]


def _is_confirmed(issue: Issue, confirmed: Confirmed) -> bool:
    said = confirmed.get((issue.rule, issue.dose))
    if said is None:
        return False
    # What sources say is said field by field and confirmed for all of them at once.
    return said == issue.about or (
        issue.rule.startswith("source.")
        and all(name in said and said[name] == value for name, value in issue.about.items())
    )


def _place(issue: Issue) -> tuple[str, str, str]:
    return issue.rule, issue.field, issue.dose or ""


@cache
def load_engine() -> Engine:
    """Give the engine with every rule of ``checks/rules``."""
    return Engine(find_all("vaxdesk.checks.rules", "RULE", Rule))


def rule_table() -> tuple[Code, ...]:
    """Give everything the rules can say, with severity, class and title: what ``check`` counts."""
    return load_engine().codes
