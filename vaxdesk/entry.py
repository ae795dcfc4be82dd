"""Composition root: what the installed ``vaxdesk`` starts."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and give its exit status. No traceback ever reaches a user."""
    # In a bundle the reading child starts this very program again.
    multiprocessing.freeze_support()
    try:
        from vaxdesk.cli import main as run_command
        from vaxdesk.systems import this_system

        this_system().prepare_console()
        return run_command(argv)
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - whatever it is, the user gets one sentence
        from vaxdesk.faults import explain_fault

        sys.stderr.write(explain_fault(error) + "\n")
        return 3


if __name__ == "__main__":
    sys.exit(main())
