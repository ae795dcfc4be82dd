"""The standard library's argument parser, speaking the user's language and taking nothing it wasn't told of."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

Say = Callable[[str], str]

STATUS_WRONG_USE = 2


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


WORDS = (
    _("usage: "),
    _("positional arguments"),
    _("options"),
    _("show this help message and exit"),
    _("the following arguments are required: %s"),
    _("unrecognized arguments: %s"),
    _("argument %(argument_name)s: %(message)s"),
    _("invalid choice: %(value)r (choose from %(choices)s)"),
    _("invalid %(type)s value: %(value)r"),
    _("expected one argument"),
    _("expected at least one argument"),
    _("ignored explicit argument %r"),
)
"""What argparse itself says, as it stands there."""


def speak(say: Say) -> None:
    """Let argparse say its own words through ``say``; it marks them as gettext has it."""
    vars(argparse)["_"] = say


class Parser(argparse.ArgumentParser):
    """An argument parser that says in one sentence what is wrong.

    No option may be shortened: a script that relied on it would break with the next option added.
    """

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(**more, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Print usage and the sentence, and end with the status of wrong use."""
        self.exit(STATUS_WRONG_USE, f"{self.format_usage()}vaxdesk: {message}\n")
