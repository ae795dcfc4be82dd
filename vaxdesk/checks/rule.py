"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vaxdesk.model.issue import Class2262, Issue, Severity, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Dose, Person, Value
from vaxdesk.model.surroundings import Surroundings

Check = Callable[[Person, Surroundings], Sequence[Issue]]

NO_ISSUES: Final[tuple[Issue, ...]] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """One thing that rules say: its stable code, how bad it is, the fields it looks at.

    ``class_2262`` is the class of wrong records of công văn 2262/BYT-CNTT, if it is one of them. ``proven``: what it
    suggests rests on two things that don't know of each other, as the number's year does when its sex fits as well.
    ``version`` goes up with every change of what the rule says; each issue remembers it. ``looks_around``: it is
    said, or its suggestion made, of what others have.
    """

    code: str
    severity: Severity
    title: Message
    fields: tuple[str, ...]
    class_2262: Class2262 | None = None
    proven: bool = False
    version: int = 1
    looks_around: bool = False

    def issue(
        self,
        field: str,
        message: Message,
        about: Mapping[str, Value],
        *,
        dose: str | None = None,
        suggestions: tuple[Suggestion, ...] = (),
    ) -> Issue:
        """Say it of a field: ``about`` are the values it rests on. Suggestions that are certain come first."""
        if len(suggestions) > 1:
            suggestions = tuple(sorted(suggestions, key=lambda one: one.certainty != "certain"))
        return Issue(self.code, field, self.severity, message, dose, self.class_2262, suggestions, about, self.version)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its number in the catalogue of rules (R01 …), the codes it gives and examples.

    ``refusals`` are the fields ("phone", "dose.date") of whose refused texts the rule speaks itself, so that nobody
    else needs to. ``fires`` are examples, each with the code it gets; ``silent`` are people who come close.
    ``of_given``: whether there is something to say of a dose, its vaccine, lot and day tell, whoever got it; of doses
    without a number or a lot, or with a refused text, more may have to be looked at.
    """

    id: str
    codes: tuple[Code, ...]
    check: Check
    fires: tuple[tuple[str, Person], ...]
    silent: tuple[Person, ...]
    refusals: frozenset[str] = frozenset()
    of_given: bool = False


EXAMPLE: Final = Person(
    id="example",
    full_name="Điểu Thị Hoa",
    birth_date="1990-03-05",
    sex="female",
    id_number="070190004321",
    phone="0912345678",
    priority_group=10,
    doses=(
        Dose("example-1", number=1, vaccine="astrazeneca", lot="ABX0001", date="2021-09-05", site="70123"),
        Dose("example-2", number=2, vaccine="astrazeneca", lot="ABX0002", date="2021-11-28", site="70123"),
    ),
)
"""An invented person with whom everything is right. Examples of rules are made of her."""


def is_foreigner(person: Person) -> bool:
    """Tell whether the person is known not to be Vietnamese: foreigners go by passport and aren't compared."""
    return person.nationality is not None and person.nationality != "VN"
