"""Puts messages into the user's language, for the window and the command line alike.

Sentences stand in the code in English; ``resources/translations`` holds the Vietnamese ones, extracted and compiled
by ``build_scripts/translations.py``. At run time the standard library's gettext reads them.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from typing import Literal, TypeAlias

from vaxdesk.errors import VaxDeskError
from vaxdesk.model.message import Message
from vaxdesk.model.singular import say_one
from vaxdesk.resources import ResourceMissing, find_resource

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

Argument: TypeAlias = str | int | Message


class Wording:
    """Says everything in one language. Making one takes a few milliseconds; keep it."""

    def __init__(self, language: Language = "vi") -> None:
        self.language: Language = language
        self._catalogue = gettext.NullTranslations() if language == "en" else _open_catalogue(language)

    def say(self, text: str, /, **args: Argument) -> str:
        """Give an English template in this language, its ``{names}`` filled; one without an argument stays as it is."""
        if not text:
            return ""  # gettext would give the catalogue's header
        words = {name: self.render(arg) if isinstance(arg, Message) else arg for name, arg in args.items()}
        said = say_one(text, words) if self.language == "en" else self._catalogue.gettext(text)
        return said.format_map(_Blank(words))

    def render(self, message: Message) -> str:
        """Give a message in this language; arguments that are messages are put into words first."""
        return self.say(message.text, **message.args)

    def tell(self, said: str | Message | None) -> str:
        """Give what is a message or words already; nothing where there is nothing to tell."""
        return self.render(said) if isinstance(said, Message) else said or ""

    def explain(self, error: VaxDeskError) -> str:
        """Give the sentence of a refusal and what to do about it."""
        parts = (self.say(template, **error.args_by_name) for template in (error.says, error.cure))
        return " ".join(part for part in parts if part)


class _Blank(dict[str, str | int]):
    """Arguments of a template; one that is missing shows as its name rather than raising."""

    def __init__(self, args: Mapping[str, str | int]) -> None:
        super().__init__(args)

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


def _open_catalogue(language: Language) -> gettext.NullTranslations:
    """Read the compiled catalogue. A copy of the program that lost it speaks English rather than not at all."""
    try:
        with find_resource(f"translations/{language}/LC_MESSAGES/vaxdesk.mo").open("rb") as file:
            return gettext.GNUTranslations(file)
    except (ResourceMissing, OSError):
        return gettext.NullTranslations()
