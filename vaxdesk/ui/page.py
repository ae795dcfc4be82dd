"""What a page is, and what it may ask of the frame around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vaxdesk.errors import VaxDeskError
from vaxdesk.model.step import Changes
from vaxdesk.settings import Settings
from vaxdesk.ui.look import Layout, Look
from vaxdesk.wording import Wording

if TYPE_CHECKING:
    from vaxdesk.desk.standing import Standing
    from vaxdesk.intake.reader import ListReader
    from vaxdesk.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Place:
    """Where to go: a page, and what to show on it (a group of issues, a person, a state …)."""

    page: str
    shown: dict[str, Any] = field(default_factory=dict)


class Frame(Protocol):
    """The window around the pages, as the pages know it."""

    look: Look
    wording: Wording
    tasks: Tasks
    settings: Settings
    reader: ListReader
    standing: Standing

    def go(self, place: Place) -> None:
        """Show another page."""

    def refuse(self, error: VaxDeskError) -> None:
        """Show what was refused, what is safe and what to do."""

    def tell(self, sentence: str) -> None:
        """Say in the step line what was done that can't be taken back (written to a stick, printed)."""

    def follow(self, changes: Changes) -> None:
        """Note an act of the user: the step line names it with its way back, every count is asked again."""

    def take_back(self) -> None:
        """Take back the last step."""

    def change_language(self, language: str) -> None:
        """Say everything in another language (``vi`` or ``en``) from now on."""

    def follow_settings(self) -> None:
        """Note that a setting of this computer is another (minutes until the lock)."""

    def lock(self) -> None:
        """Lock the store, as Ctrl+L does."""

    def take_files(self, paths: Sequence[str]) -> None:
        """Open files that were dropped or chosen, each on the page for its kind."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a page, for the help of F1."""

    keys: str
    does: str


@dataclass(frozen=True, slots=True)
class PageKind:
    """A page: what the registry finds. ``rank`` orders the rail, ``group`` sets a line between groups.

    ``role``: it is for a ``station`` alone, or a ``district``; two such pages may share a key.
    """

    key: str
    title: str
    icon: str
    group: int
    rank: int
    make: Callable[[Frame], Page]
    help: str = ""
    role: str = ""


class Page(QWidget):
    """One page. It asks the desk through ``frame.tasks`` and never holds the desk itself.

    ``fact`` is the sentence beside the title and ``acts`` what stands at the right of the header, the coloured one
    last; ``header_changed`` tells that either is another.
    """

    header_changed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.look = frame.look
        self.say = frame.wording.say
        self.fact = ""
        self.acts: Sequence[QWidget] = ()

    def set_fact(self, fact: str) -> None:
        """Say another sentence beside the title."""
        self.fact = fact
        self.header_changed.emit()

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be changed while something that changes the store is under way; reading goes on."""

    def enter(self, shown: dict[str, Any]) -> None:
        """Come into view; ``shown`` says what to show. Asks the store for what it needs."""

    def refresh(self) -> None:
        """Ask again, because something changed."""

    def leave(self) -> bool:
        """Tell whether the page may be left now; what is half typed is kept first or asked about."""
        return True

    def set_layout(self, layout: Layout) -> None:
        """Arrange the panes for the window's width."""

    def panes(self) -> Sequence[QWidget]:
        """Give what F6 walks through, in order; the first gets the focus on coming in."""
        return ()

    def keys(self) -> Sequence[Key]:
        """Give the page's keys for the help, in words already."""
        return ()

    def seek(self) -> bool:
        """Put the focus into the page's search (Ctrl+F); False where it has none."""
        return False

    def go_up(self) -> bool:
        """Go one level up inside the page (Esc); False where there is none."""
        return False
