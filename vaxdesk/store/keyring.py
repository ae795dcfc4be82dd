"""Who may open the store (``SCHEMA.md``, Keyring).

The keyring is a small file beside the database, kept twice. In clear it names the store, the station and the users
with their roles. Each user has a key pair whose private half is locked by the password; the store's key is locked for
each public half, so that it can be changed without anybody else's password.
"""

from __future__ import annotations

import secrets
import time
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, get_args

from vaxdesk.store import ringfile
from vaxdesk.store.cipher import make_key, read_salt
from vaxdesk.store.errors import (
    CodeWrong,
    KeyringForged,
    LastLead,
    PasswordWeak,
    PasswordWrong,
    UserExists,
    UserNameWrong,
    UserStranger,
    UserUnknown,
)
from vaxdesk.store.recovery import BITS, read_code, spell_code
from vaxdesk.store.ringfile import Content, Entry, Station
from vaxdesk.store.tries import Tries
from vaxdesk.store.wraps import (
    STRONG,
    Box,
    KdfCost,
    Pair,
    find_public,
    is_sealed,
    lock_by_code,
    lock_by_password,
    lock_for,
    make_pair,
    open_by_code,
    open_by_password,
    open_with,
    seal,
)
from vaxdesk.systems import System, this_system

__all__ = ["KdfCost", "Keyring", "Role", "Station", "Unlocked", "User", "create_keyring", "read_keyring"]

Role = Literal["lead", "staff"]

_RECOVERY = "recovery code"
_LETTERS, _WORDS, _NAME_LETTERS = 10, 4, 60


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may open the store."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The store's key and who opened it; ``user`` is None where the recovery code did."""

    key: bytes = field(repr=False)
    user: str | None
    role: str


def check_password(password: str) -> None:
    """Raise PasswordWeak unless a new password has ten characters or four words of two letters."""
    words = [word for word in password.split() if len(word) >= 2]
    if len(unicodedata.normalize("NFC", password)) < _LETTERS and len(words) < _WORDS:
        raise PasswordWeak(letters=_LETTERS, words=_WORDS)


class Keyring:
    """The keyring of one store. What changes it writes both copies before it returns, whole or not at all."""

    def __init__(
        self,
        folder: Path,
        content: Content,
        *,
        system: System | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder, self._content = folder, content
        self._system, self._sleep = system or this_system(), sleep
        self._tries: Tries | None = None

    @property
    def store_id(self) -> str:
        """The id of the store."""
        return self._content.store

    @property
    def station(self) -> Station:
        """The station that keeps the store."""
        return self._content.station

    @property
    def users(self) -> tuple[User, ...]:
        """Who may open the store, in the order they were added."""
        return tuple(User(entry.name, entry.role) for entry in self._content.users)

    # -- opening ---------------------------------------------------------------------------------------------------

    def unlock(self, user: str | None, password: str) -> Unlocked:
        """Open with a password; ``user`` None is the only user, else the first lead.

        After three wrong passwords in a row the next tries wait 1, 2, 4, then 8 seconds, here.
        Raises UserStranger, PasswordWrong, KeyringForged.
        """
        entry = self._find_default() if user is None else self._look_up(user)
        if entry is None:
            raise UserStranger(user=user or "")
        if self._tries is None:
            self._tries = Tries(self._folder, self._system, self._sleep)
        self._tries.begin(entry.name)
        private = self._open(lambda: open_by_password(entry.private, password, self._about(entry, "password")))
        if private is None:
            raise PasswordWrong(user=entry.name)
        self._tries.succeed(entry.name)
        return Unlocked(self._take_key(entry, private), entry.name, entry.role)

    def unlock_with_code(self, code: str) -> Unlocked:
        """Open with the printed recovery code, as a lead. Raises CodeMistyped, CodeWrong, KeyringForged."""
        entry, number = self._content.recovery, read_code(code)
        private = self._open(lambda: open_by_code(entry.private, number, self._about(entry, "code")))
        if private is None:
            raise CodeWrong
        return Unlocked(self._take_key(entry, private), None, entry.role)

    def _take_key(self, entry: Entry, private: bytes) -> bytes:
        """Open the store's key and make sure that the keyring was written by somebody who had it."""
        key = self._open(lambda: open_with(entry.key, Pair(find_public(private), private), self._about(entry, "key")))
        if key is None:
            raise KeyringForged(folder=str(self._folder))
        self._check_seal(key)
        return key

    def _check_seal(self, key: bytes) -> None:
        if not is_sealed(key, self._content.as_json(), self._content.seal):
            raise KeyringForged(folder=str(self._folder))

    def _open(self, act: Callable[[], bytes | None]) -> bytes | None:
        try:
            return act()
        except ValueError as error:
            # The checksum is right, so this is no damage: somebody wrote a box that is none.
            raise KeyringForged(folder=str(self._folder)) from error

    # -- changing --------------------------------------------------------------------------------------------------

    def add_user(self, key: bytes, name: str, role: Role, password: str, cost: KdfCost = STRONG) -> None:
        """Let somebody else open the store. Raises UserNameWrong, UserExists, PasswordWeak, KeyringForged."""
        self._check_seal(key)
        name = _clean_name(name)
        if self._look_up(name) is not None:
            raise UserExists(user=name)
        entry = self._make_entry(key, name, role, password, cost)
        self._keep(replace(self._content, users=(*self._content.users, entry)), key)

    def change_password(self, key: bytes, name: str, password: str, cost: KdfCost = STRONG) -> None:
        """Give a user a new password; the old one needn't be known. Raises UserUnknown, PasswordWeak, KeyringForged."""
        self._check_seal(key)
        old = self._find(name)
        entry = self._make_entry(key, old.name, old.role, password, cost)
        users = tuple(entry if one is old else one for one in self._content.users)
        self._keep(replace(self._content, users=users), key)

    def renew_code(self, key: bytes) -> str:
        """Make a new recovery code, which is the only one from now on. Raises KeyringForged."""
        self._check_seal(key)
        code, entry = _make_recovery(self.store_id, key)
        self._keep(replace(self._content, recovery=entry), key)
        return code

    def rekeyed(self, key: bytes, *, without: str | None = None) -> tuple[Keyring, bytes]:
        """Give the keyring of a new store key, with a user less if wanted; nothing is written.

        Everybody else's password and the recovery code go on working.
        Raises UserUnknown, LastLead, KeyringForged.
        """
        self._check_seal(key)
        users = self._content.users if without is None else self._list_without(without)
        new = make_key(read_salt(key))
        content = replace(
            self._content,
            number=self._content.number + 1,
            users=tuple(self._relock(entry, new) for entry in users),
            recovery=self._relock(self._content.recovery, new),
        )
        content = replace(content, seal=seal(new, content.as_json()))
        return Keyring(self._folder, content, system=self._system, sleep=self._sleep), new

    def check_removal(self, name: str) -> None:
        """Raise UserUnknown or LastLead where a user can't be removed."""
        self._list_without(name)

    def _list_without(self, name: str) -> tuple[Entry, ...]:
        gone = self._find(name)
        left = tuple(entry for entry in self._content.users if entry is not gone)
        if not any(entry.role == "lead" for entry in left):
            raise LastLead(user=gone.name)
        return left

    def spell(self) -> bytes:
        """Give the keyring as its files hold it."""
        return ringfile.spell(self._content)

    def save(self) -> None:
        """Write both copies. Raises DiskFull, DiskReadOnly, DiskFailed, DiskForgets."""
        ringfile.write(self._folder, self._content, self._system)

    def _keep(self, content: Content, key: bytes) -> None:
        content = replace(content, number=content.number + 1)
        content = replace(content, seal=seal(key, content.as_json()))
        ringfile.write(self._folder, content, self._system)
        self._content = content

    def _make_entry(self, key: bytes, name: str, role: str, password: str, cost: KdfCost) -> Entry:
        return _make_entry(self.store_id, key, name, role, password, cost)

    def _relock(self, entry: Entry, key: bytes) -> Entry:
        return replace(entry, key=lock_for(key, entry.public, self._about(entry, "key")))

    # -- users -----------------------------------------------------------------------------------------------------

    def _about(self, entry: Entry, what: str) -> list[str]:
        return _about(self.store_id, entry.name, entry.role, what)

    def _look_up(self, name: str) -> Entry | None:
        return next((entry for entry in self._content.users if _fold(entry.name) == _fold(name)), None)

    def _find(self, name: str) -> Entry:
        entry = self._look_up(name)
        if entry is None:
            raise UserUnknown(user=name)
        return entry

    def _find_default(self) -> Entry:
        users = self._content.users
        return users[0] if len(users) == 1 else next(entry for entry in users if entry.role == "lead")


def create_keyring(  # noqa: PLR0913  one call makes the whole of it
    folder: Path,
    store_id: str,
    station: Station,
    user: str,
    role: Role,
    password: str,
    cost: KdfCost = STRONG,
    *,
    system: System | None = None,
) -> tuple[Keyring, bytes, str]:
    """Make and write the keyring of a new store; give it, the store's key and the recovery code to be printed.

    Raises UserNameWrong, PasswordWeak, LastLead where the first user is no lead, and what writing a file raises.
    """
    name = _clean_name(user)
    if role != "lead":
        raise LastLead(user=name)
    key = make_key()
    code, recovery = _make_recovery(store_id, key)
    first = _make_entry(store_id, key, name, role, password, cost)
    content = Content(store_id, 1, station, (first,), recovery, "")
    content = replace(content, seal=seal(key, content.as_json()))
    keyring = Keyring(folder, content, system=system)
    keyring.save()
    return keyring, key, code


def read_keyring(
    folder: Path,
    *,
    mend: bool = True,
    system: System | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Keyring:
    """Read the keyring of a store; ``mend`` writes a damaged or older copy anew (only while the store is locked).

    Raises KeyringDamaged where neither copy can be read, and DiskFailed.
    """
    system = system or this_system()
    return Keyring(folder, ringfile.read(folder, system, mend=mend), system=system, sleep=sleep)


def parse_keyring(folder: Path, octets: bytes, system: System | None = None) -> Keyring:
    """Read a keyring from the bytes of one file, as a backup holds it; ``folder`` counts the wrong passwords.

    Raises ValueError where it isn't whole.
    """
    return Keyring(folder, ringfile.parse(octets), system=system)


def _make_entry(store_id: str, key: bytes, name: str, role: str, password: str, cost: KdfCost) -> Entry:
    check_password(password)
    if role not in get_args(Role):
        raise ValueError(f"no such role: {role}")
    pair = make_pair()
    locked = lock_by_password(pair.private, password, _about(store_id, name, role, "password"), cost)
    return Entry(name, role, pair.public, locked, lock_for(key, pair.public, _about(store_id, name, role, "key")))


def _make_recovery(store_id: str, key: bytes) -> tuple[str, Entry]:
    number = secrets.randbits(BITS)
    pair = make_pair()
    locked: Box = lock_by_code(pair.private, number, _about(store_id, _RECOVERY, "lead", "code"))
    locked_key: Mapping[str, str | int] = lock_for(key, pair.public, _about(store_id, _RECOVERY, "lead", "key"))
    return spell_code(number), Entry(_RECOVERY, "lead", pair.public, locked, locked_key)


def _about(store_id: str, name: str, role: str, what: str) -> list[str]:
    """Say what a box holds: one put in the place of another doesn't open."""
    return ["vaxdesk-keyring/1", store_id, name, role, what]


def _clean_name(name: str) -> str:
    clean = " ".join(unicodedata.normalize("NFC", name).split())
    if not 1 <= len(clean) <= _NAME_LETTERS or not clean.isprintable():
        raise UserNameWrong(letters=_NAME_LETTERS)
    return clean


def _fold(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()
