"""What a rule says about a person, a dose or a pair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as make_field
from typing import Literal

from vaxdesk.model.message import Message
from vaxdesk.model.person import Value

Severity = Literal["error", "warning", "info"]
Class2262 = Literal["a", "b", "c"]
"""The three classes of wrong records of dispatch 2262/BYT-CNTT: no number, malformed number, wrong basic data."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that would settle an issue, how sure that is, and why."""

    value: Value
    certainty: Literal["certain", "likely"]
    why: Message


@dataclass(frozen=True, slots=True)
class Issue:
    """One statement by one rule.

    ``rule`` is the stable code ``field.what``; ``dose`` the id of the dose concerned. ``about`` are the values the
    statement rests on: an issue that staff confirmed stays silent as long as they are the same. ``version`` is that of
    the rule.
    """

    rule: str
    field: str
    severity: Severity
    message: Message
    dose: str | None = None
    class_2262: Class2262 | None = None
    suggestions: tuple[Suggestion, ...] = ()
    about: Mapping[str, Value] = make_field(default_factory=dict)
    version: int = 1
