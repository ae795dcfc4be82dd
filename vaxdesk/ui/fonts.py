"""The fonts that come with the program: Noto Sans in the two weights of the window, and its signs.

Noto Sans has neither the minus nor arrows; they are in Noto Sans Math, which has no letters of ours.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontDatabase

from vaxdesk.errors import LeadCanFix
from vaxdesk.resources import find_resource

FILES = ("NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf", "NotoSansMath-Regular.ttf")


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


class FontUnreadable(LeadCanFix):
    """A font that belongs to the program is there, and Qt can't use it."""

    code = "font.unreadable"
    says = _("A part of the program is damaged: {file}.")
    cure = _("Install VaxDesk again.")


@cache
def load_fonts() -> None:
    """Add the program's fonts to the application, which must exist; a second call does nothing.

    Raises ResourceMissing, :class:`FontUnreadable`.
    """
    for name in FILES:
        if QFontDatabase.addApplicationFont(str(find_resource(f"fonts/{name}"))) < 0:
            raise FontUnreadable(file=name)
