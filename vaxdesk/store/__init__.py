"""Memory: one encrypted database per station. The only room that speaks SQL; its one door is here."""

from __future__ import annotations

from vaxdesk.store.backup import make_backup, restore_backup
from vaxdesk.store.journal import make_id
from vaxdesk.store.keyring import Keyring, check_password
from vaxdesk.store.opening import Keys, create_store, open_store
from vaxdesk.store.parcels import PackageLine
from vaxdesk.store.rekeying import rekey_store
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
    "check_password",
    "create_store",
    "make_backup",
    "make_id",
    "open_store",
    "rekey_store",
    "restore_backup",
]
