"""Composition root: what the installed ``vaxdesk`` starts."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vaxdesk.reports.document import Document
    from vaxdesk.wording import Language


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and give its exit status. No traceback ever reaches a user."""
    # In a bundle the reading child starts this very program again.
    multiprocessing.freeze_support()
    try:
        from vaxdesk.cli import main as run_command
        from vaxdesk.systems import this_system

        this_system().prepare_console()
        return run_command(argv, open_window, draw_document)
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - whatever it is, the user gets one sentence
        from vaxdesk.faults import explain_fault

        sys.stderr.write(explain_fault(error) + "\n")
        return 3


def open_window(folder: Path | None, language: Language) -> int:
    """Open the window. Raises NoScreen where there is nothing to show it on."""
    from vaxdesk.systems import this_system
    from vaxdesk.systems.errors import NoScreen

    if not this_system().has_screen():
        raise NoScreen
    from vaxdesk.ui.app import run_window

    return run_window(folder, language)


def draw_document(document: Document) -> bytes:
    """Give a document as a PDF, for the command line, which knows no window."""
    from vaxdesk.ui.paper import draw_pdf

    return draw_pdf(document)


if __name__ == "__main__":
    sys.exit(main())
