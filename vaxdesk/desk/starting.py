"""Setting a store up and opening it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import CommuneWrong
from vaxdesk.desk.timing import find_own_doubts
from vaxdesk.desk.trusting import now
from vaxdesk.exchange.cards import make_card, make_device_keys
from vaxdesk.model.message import Message
from vaxdesk.model.text import tidy
from vaxdesk.resources import load_catalogues
from vaxdesk.store import STRONG, KdfCost, Keyring, Keys, Station, create_store, open_store
from vaxdesk.store.cipher import translate_errors
from vaxdesk.store.errors import StoreExists
from vaxdesk.store.folder import StoreFolder
from vaxdesk.store.keyring import Unlocked


@dataclass(frozen=True, slots=True)
class Started:
    """A new store. The recovery code is shown once and kept nowhere."""

    store: Path
    station: str
    device: str
    recovery_code: str


def make_keys() -> Keys:
    """Make the keys of a new device."""
    keys = make_device_keys()
    return Keys(keys.sign.hex(), keys.receive)


def check_opening(folder: Path) -> None:
    """Find out before a password is asked for whether there is a store that can be opened.

    Raises StoreMissing, StoreInUse, StoreUnfinished.
    """
    StoreFolder(folder).lock().release()


def check_making(folder: Path, station: Station) -> Station:
    """Find out before a password is asked for whether a store can be made; give the station with its name tidied.

    Raises StoreExists, and CardFieldRefused for a name or code that no card could bear.
    """
    if StoreFolder(folder).is_store:
        raise StoreExists(folder=str(folder.absolute()))
    tidied = replace(station, name=tidy(station.name), code=station.code.strip())
    make_card(
        make_device_keys(),
        role="district" if station.role == "district" else "station",
        name=tidied.name,
        code=tidied.code,
        device="0",
        issued="2022-05-30",
    )
    return tidied


_COMMUNE = re.compile(r"[0-9]{5}")


def check_commune(station: Station) -> Message | None:
    """Say that a station's code is in no table of communes: it may be a new one, so it is only doubted.

    Raises CommuneWrong for what can't be a commune's code at all. A district gives its own.
    """
    if station.role == "station" and not _COMMUNE.fullmatch(station.code):
        raise CommuneWrong(value=station.code)
    units = load_catalogues().units
    if station.role != "station" or units.by_code(station.code) or units.new_by_code(station.code):
        return None
    return Message(
        "No commune of the code {code} is known here. If it was mistyped, remove the store, which is still empty, and"
        " make it again: the code stands on the station's card.",
        {"code": station.code},
    )


def start_store(
    folder: Path, station: Station, user: str, password: str, *, cost: KdfCost = STRONG, practice: bool = False
) -> Started:
    """Make a store, its first user (a lead), this device's keys and card.

    Raises StoreExists, CardFieldRefused, PasswordWeak, UserNameWrong, and what writing a file raises.
    """
    station = check_making(folder, station)
    store, code = create_store(folder, station, user, password, make_keys, at=now(), cost=cost)
    with store:
        if practice:
            with store.transaction():
                store.write_meta("practice", "1")
        return Started(folder, station.name, store.device, code)


@contextmanager
def open_desk(folder: Path, user: str | None, password: str) -> Iterator[Desk]:
    """Open a store for work and close it afterwards.

    Raises as :func:`vaxdesk.store.open_store`; whoever works in it may meet StoreDamaged and DiskFailed at any time.
    """
    with _open(folder, user, password) as desk:
        yield desk


@contextmanager
def open_with_code(folder: Path, code: str) -> Iterator[Desk]:
    """Open a store with its printed recovery code, as a lead who should then set a new password.

    Raises as :func:`open_desk`, and CodeMistyped, CodeWrong.
    """
    with _open(folder, None, "", lambda keyring: keyring.unlock_with_code(code)) as desk:
        desk.came_by_code = True
        yield desk


_MOVED = Message(
    "This store was copied or put back. It now writes under a new device id; give your new card to those"
    " you exchange packages with."
)


@contextmanager
def _open(
    folder: Path, user: str | None, password: str, unlock: Callable[[Keyring], Unlocked] | None = None
) -> Iterator[Desk]:
    store, moved = open_store(folder, user, password, make_keys, at=now(), unlock=unlock)
    with store, translate_errors(store.folder.path):
        desk = Desk(store)
        if moved:
            desk.notices.append(_MOVED)
        desk.notices += find_own_doubts(desk)
        desk.check_everybody_if_older()
        yield desk
