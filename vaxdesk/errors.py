"""Everything that can be refused, sorted by who can put it right.

An error carries a stable ``code``, the arguments of its sentence and a hint; the words themselves live in the
catalogue of translations, so that this module imports nothing. Problems in people's data are never exceptions:
they are :class:`vaxdesk.model.issue.Issue` values.
"""

from __future__ import annotations

from typing import Any, ClassVar


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


class VaxDeskError(Exception):
    """Root of everything VaxDesk refuses with one clear sentence.

    ``says`` is the sentence and ``cure`` what to do, both templates in English for :mod:`vaxdesk.wording`;
    ``status`` is the exit status of ``CONTRACT.md`` section 2.
    """

    code: ClassVar[str] = "refused"
    says: ClassVar[str] = ""
    cure: ClassVar[str] = ""
    status: ClassVar[int] = 1

    def __init__(self, **args: object) -> None:
        # Texts and numbers, and such messages as the catalogue has words for.
        self.args_by_name: dict[str, Any] = args
        super().__init__(self.code)

    def __str__(self) -> str:
        return self.says.format_map(_Blank(self.args_by_name))

    @property
    def plain_args(self) -> dict[str, str | int]:
        """The arguments that a program reads; those in words are for the sentence alone."""
        return {name: arg for name, arg in self.args_by_name.items() if isinstance(arg, str | int)}


class _Blank(dict[str, Any]):
    """Arguments of a template; one that is missing shows as its name rather than raising."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class StaffCanFix(VaxDeskError):
    """Whoever sits at the laptop can put it right: another file, another value, another password."""


class LeadCanFix(VaxDeskError):
    """The lead of the station has to act: a damaged store, a store in use, settings."""

    status: ClassVar[int] = 3


class DoNotTrust(VaxDeskError):
    """Something from outside isn't what it says it is. There is no "continue anyway"."""

    status: ClassVar[int] = 3


class Cancelled(VaxDeskError):
    """The user stopped a long act; nothing of it was kept. Not a failure."""

    code = "cancelled"
    says = _("Stopped at your wish. Nothing was changed.")
    status = 130
