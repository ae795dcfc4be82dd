"""Memory: one encrypted database per station. The only room that speaks SQL; its one door is here."""

from __future__ import annotations

from vaxdesk.store.journal import make_id
from vaxdesk.store.keyring import Keyring, check_password
from vaxdesk.store.opening import Keys, check_free, create_store, open_store, restore_store
from vaxdesk.store.parcels import PackageLine
from vaxdesk.store.ringfile import Station
from vaxdesk.store.store import StepLine, Store, Written
from vaxdesk.store.wraps import STRONG, KdfCost

__all__ = [
    "STRONG",
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
