"""Asking at the terminal: passwords and passphrases, never from the command line."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from vaxdesk.errors import StaffCanFix

if TYPE_CHECKING:
    from vaxdesk.cli.running import Run


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


class NobodyToAsk(StaffCanFix):
    """A password is needed and there is no terminal."""

    code = "password.nobody"
    says = _("A password is needed, and nobody is at the terminal to type it.")
    cure = _("Name a file with --password-file, or set {name}.")


class PasswordFileMissing(StaffCanFix):
    """The password file can't be read."""

    code = "password.file"
    says = _("The password file {file} can't be read.")
    cure = _("Check its path.")


class PasswordsDiffer(StaffCanFix):
    """Typed twice, not the same."""

    code = "password.differ"
    says = _("The two passwords are not the same.")
    cure = _("Type the same password twice.")


def ask_password(run: Run, file: str | None, name: str, *, new: bool = False) -> str:
    """Give a password from the file, else the environment variable ``name``, else asked (twice where it is new).

    Raises NobodyToAsk, PasswordFileMissing, PasswordsDiffer.
    """
    if file is not None:
        try:
            with open(file, encoding="utf-8-sig") as lines:  # noqa: PTH123 - a path as the user typed it
                return lines.readline().rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise PasswordFileMissing(file=file) from error
    said = os.environ.pop(name, None)
    if said is not None:
        return said
    if not sys.stdin.isatty():
        raise NobodyToAsk(name=name)
    from getpass import getpass

    password = getpass(run.wording.say(_("Password: ")))
    if new and getpass(run.wording.say(_("Again: "))) != password:
        raise PasswordsDiffer
    return password
