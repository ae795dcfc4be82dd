"""The keyring's two files: their format, and which copy counts when they differ (``SCHEMA.md``, Keyring)."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vaxdesk.errors import StaffCanFix
from vaxdesk.model.event import write_canonical
from vaxdesk.store.errors import KeyringDamaged
from vaxdesk.systems import System, translate_os, write_safely

if TYPE_CHECKING:
    from vaxdesk.store.wraps import Box

FILES = ("keyring.json", "keyring.copy.json")
FORMAT = "vaxdesk-keyring/1"


@dataclass(frozen=True, slots=True)
class Station:
    """The station that keeps a store: its name, the code of its stream, ``station`` or ``district``."""

    name: str
    code: str
    role: str = "station"


@dataclass(frozen=True, slots=True)
class Entry:
    """One who can open the store: the private key under a password or code, the store's key for the public one."""

    name: str
    role: str
    public: bytes
    private: Box
    key: Box

    def as_json(self) -> dict[str, Any]:
        """Give the entry as the file holds it."""
        return {
            "name": self.name,
            "role": self.role,
            "public": base64.b64encode(self.public).decode("ascii"),
            "private": dict(self.private),
            "key": dict(self.key),
        }


@dataclass(frozen=True, slots=True)
class Content:
    """What a keyring says. ``number`` grows with every change; ``seal`` is over everything else."""

    store: str
    number: int
    station: Station
    users: tuple[Entry, ...]
    recovery: Entry
    seal: str

    def as_json(self) -> dict[str, Any]:
        """Give the content without its seal."""
        return {
            "format": FORMAT,
            "store": self.store,
            "number": self.number,
            "station": {"name": self.station.name, "code": self.station.code, "as": self.station.role},
            "users": [entry.as_json() for entry in self.users],
            "recovery": self.recovery.as_json(),
        }


def spell(content: Content) -> bytes:
    """Give the bytes of a file: indented JSON with a checksum over its canonical form without the checksum."""
    said = {**content.as_json(), "seal": content.seal}
    whole = {**said, "checksum": hashlib.sha256(write_canonical(said)).hexdigest()}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def parse(octets: bytes) -> Content:
    """Read the bytes of a file. Raises ValueError where anything of it isn't as it was written."""
    try:
        said = json.loads(octets)
        checksum = said.pop("checksum")
        if hashlib.sha256(write_canonical(said)).hexdigest() != checksum or said["format"] != FORMAT:
            raise ValueError("the checksum or the format is wrong")
        station = Station(said["station"]["name"], said["station"]["code"], said["station"]["as"])
        users = tuple(_read_entry(entry) for entry in said["users"])
        content = Content(said["store"], said["number"], station, users, _read_entry(said["recovery"]), said["seal"])
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("something of the keyring is missing") from error
    if not any(entry.role == "lead" for entry in content.users) or type(content.number) is not int:
        raise ValueError("a keyring has a lead and a number")
    # Indentation and the order of keys are not under the checksum; any other spelling than ours is damage too.
    if spell(content) != octets:
        raise ValueError("the keyring isn't spelled as it was written")
    return content


def _read_entry(said: dict[str, Any]) -> Entry:
    name, role = said["name"], said["role"]
    if not (isinstance(name, str) and isinstance(role, str)):
        raise TypeError("a user has a name and a role")
    private, key = dict(said["private"]), dict(said["key"])
    return Entry(name, role, base64.b64decode(said["public"], validate=True), private, key)


def read(folder: Path, system: System, *, mend: bool) -> Content:
    """Read both copies and give the newer whole one; ``mend`` then brings the other up to it.

    Raises KeyringDamaged where neither is whole.
    """
    copies = [_read_copy(folder / name) for name in FILES]
    whole = [copy for copy in copies if copy is not None]
    if not whole:
        raise KeyringDamaged(folder=str(folder))
    newest = max(whole, key=lambda copy: copy.number)
    if mend:
        for name, copy in zip(FILES, copies, strict=True):
            if copy != newest:
                _try_to_write(system, folder / name, spell(newest))
    return newest


def write(folder: Path, content: Content, system: System) -> None:
    """Write both copies, one after the other: at any moment at least one is whole."""
    for name in FILES:
        write_safely(system, folder / name, spell(content))


def _read_copy(path: Path) -> Content | None:
    try:
        with translate_os(path):
            return parse(path.read_bytes()) if path.exists() else None
    except (ValueError, StaffCanFix):
        return None


def _try_to_write(system: System, path: Path, octets: bytes) -> None:
    try:
        write_safely(system, path, octets)
    except StaffCanFix:
        # Mending is a service; a folder that can't be written now still opens from the other copy.
        return
