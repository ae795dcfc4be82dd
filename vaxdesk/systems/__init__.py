"""What differs between operating systems, behind one interface, and writing files so that nothing is lost.

Rooms take a :class:`System` as an argument and get it from :func:`this_system`; tests hand in a double.
"""

from __future__ import annotations

import os
from functools import cache

from vaxdesk.systems.interface import Drive, Lock, System
from vaxdesk.systems.writing import replace_safely, translate_os, write_safely

__all__ = ["Drive", "Lock", "System", "replace_safely", "this_system", "translate_os", "write_safely"]


@cache
def this_system() -> System:
    """Give the system the program runs on."""
    if os.name == "nt":
        from vaxdesk.systems.windows import WindowsSystem

        return WindowsSystem()
    from vaxdesk.systems.posix import PosixSystem

    return PosixSystem()
