"""Memory: one encrypted database per station. The only room that speaks SQL; its one door is here.

What stands behind the door is imported when it is asked for: a locked store needs no database.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vaxdesk.store.asking import Day
    from vaxdesk.store.journal import make_id
    from vaxdesk.store.keyring import Keyring, check_password
    from vaxdesk.store.opening import Keys, check_free, create_store, open_store, restore_store
    from vaxdesk.store.parcels import PackageLine
    from vaxdesk.store.ringfile import Station
    from vaxdesk.store.steps import StepLine
    from vaxdesk.store.store import Store, Written
    from vaxdesk.store.wraps import STRONG, KdfCost

__all__ = [
    "STRONG",
    "Day",
    "KdfCost",
    "Keyring",
    "Keys",
    "PackageLine",
    "Station",
    "StepLine",
    "Store",
    "Written",
    "check_free",
    "check_password",
    "create_store",
    "make_id",
    "open_store",
    "restore_store",
]

_HOMES = {
    "asking": ("Day",),
    "journal": ("make_id",),
    "keyring": ("Keyring", "check_password"),
    "opening": ("Keys", "check_free", "create_store", "open_store", "restore_store"),
    "parcels": ("PackageLine",),
    "ringfile": ("Station",),
    "steps": ("StepLine",),
    "store": ("Store", "Written"),
    "wraps": ("STRONG", "KdfCost"),
}
"""The module of each name."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - classes, functions and values
    """Fetch a name from its module, once."""
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
