"""Texts that pure code says without knowing the language, and how it tells of its progress."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with its arguments, put into words by :func:`vaxdesk.wording.Wording.render`.

    ``text`` is the English template and the key of the translation catalogue; it must stand as a literal in the
    call so that the extractor finds it. ``args`` fill its ``{names}``; an argument may itself be a ``Message``.
    """

    text: str
    args: Mapping[str, str | int | Message] = field(default_factory=dict)


class Progress(Protocol):
    """Called between rows of long work. Raises :class:`vaxdesk.errors.Cancelled` when the user wants it stopped.

    All units are told of as through when nothing is left but to keep what was done: that can't be stopped any more.
    """

    def __call__(self, done: int, total: int | None) -> None:
        """Tell that ``done`` of ``total`` (None where unknown) units are through."""


def no_progress(done: int, total: int | None) -> None:
    """Progress that nobody watches."""
