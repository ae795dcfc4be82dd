"""Without a command: the window. The command line knows no Qt, so it is handed what opens one."""

from __future__ import annotations

from pathlib import Path

from vaxdesk.cli.running import Run


def show(run: Run) -> None:
    """Open the window on the store that was named, else on the one opened last."""
    if run.show is not None:
        named = getattr(run.args, "store", None)
        run.status = run.show(Path(named) if named else None, run.wording.language)
