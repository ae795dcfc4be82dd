"""Asking at the terminal: passwords and passphrases, never from the command line."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from vaxdesk.cli.errors import NobodyToAsk, PassphraseNobody, PasswordFileMissing, PasswordsDiffer
from vaxdesk.wording import Wording


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


@contextmanager
def _stopping_at_once() -> Iterator[None]:
    """Let Ctrl-C end the asking: nothing is under way that would have to come to a safe point."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def ask_password(
    wording: Wording, file: str | None, name: str, *, new: bool = False, option: str | None = "--password-file"
) -> str:
    """Give a password from the file, else the environment variable ``name``, else asked (twice where it is new).

    ``option`` is what names the file, None where there is no such option: it is a passphrase then. Raises NobodyToAsk
    or PassphraseNobody, PasswordFileMissing, PasswordsDiffer.
    """
    if file is not None:
        return read_password_file(file)
    said = os.environ.pop(name, None)
    if said is not None:
        return said
    nobody = PassphraseNobody(name=name) if option is None else NobodyToAsk(name=name, option=option)
    if sys.stdin is None or not sys.stdin.isatty():
        raise nobody
    from getpass import getpass

    asked = _("Passphrase: ") if option is None else _("New password: ") if new else _("Password: ")
    try:
        with _stopping_at_once():
            password = getpass(wording.say(asked))
            again = getpass(wording.say(_("Again: "))) if new else password
    except EOFError:
        raise nobody from None
    if again != password:
        raise PasswordsDiffer
    return password


def read_password_file(file: str) -> str:
    """Give the first line of a file. Raises PasswordFileMissing."""
    try:
        with open(file, encoding="utf-8-sig") as lines:  # noqa: PTH123 - a path as the user typed it
            return lines.readline().rstrip("\r\n")
    except (OSError, ValueError) as error:
        raise PasswordFileMissing(file=file) from error


def ask_list_password(wording: Wording, file: str) -> str | None:
    """Ask at the terminal for a workbook's password; None where nobody is there or nothing is typed."""
    if sys.stdin is None or not sys.stdin.isatty():
        return None
    from getpass import getpass

    try:
        with _stopping_at_once():
            return getpass(wording.say(_("Password of {file}: "), file=file)) or None
    except EOFError:
        return None
