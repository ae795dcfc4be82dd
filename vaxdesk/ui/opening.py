"""Opening a store on the worker, which keeps it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.figures import note_day
from vaxdesk.desk.standing import Standing, read_standing
from vaxdesk.ui.tasks import Tasks


def hold_store(tasks: Tasks, opener: Callable[[], tuple[Desk, ExitStack]]) -> tuple[Standing, bool]:
    """Open a store and keep it; give how things stand, and whether the recovery code opened it.

    To be called by a verb, on the worker. A store that fails at once is closed again. Raises what opening it raises.
    """
    desk, closing = opener()
    tasks.hold(desk, closing.close)
    try:
        with desk.guard():
            note_day(desk)
            return read_standing(desk), desk.came_by_code
    except BaseException:
        tasks.release()
        raise
