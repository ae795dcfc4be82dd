"""Noticing that a store's folder was copied or is an older state of itself (``SCHEMA.md``, Place).

The user's profile remembers for each store where it stands and a random token that stands in the store as well.
Two folders that both wrote under one device id would fork its chains; of a folder and its copies only one fits.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vaxdesk.systems import System, translate_os, write_safely

_FORMAT = "vaxdesk-place/1"
_TOKEN_BYTES = 16


@dataclass(frozen=True, slots=True)
class _Marker:
    path: str
    identity: str | None
    tokens: tuple[str, ...]


class Places:
    """The place markers in this user's profile."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._folder = system.data_folder() / "places"

    def fits(self, store_id: str, token: str, path: Path) -> bool:
        """Tell whether the store at ``path`` with ``token`` in it is the one this profile last wrote to.

        A folder that was moved fits, a copy doesn't: it has another identity where the drive knows identities, and
        elsewhere the first one is still there.
        """
        marker = self._read(store_id)
        if marker is None or not any(secrets.compare_digest(token, one) for one in marker.tokens):
            return False
        here = self._system.folder_identity(path)
        if marker.identity is not None and here is not None:
            return here == marker.identity
        return marker.path == str(path.resolve()) or not (Path(marker.path) / "store.db").exists()

    def write(self, store_id: str, path: Path, keep: Callable[[str], None], old: str | None = None) -> str:
        """Give the store at ``path`` a new token: ``keep`` writes it into the store.

        ``old`` is the token that fitted until now; both fit until the store has the new one, so that being cut off
        in between makes no stranger of the store. Raises what writing a file raises, and what ``keep`` raises.
        """
        token = secrets.token_hex(_TOKEN_BYTES)
        self._write(store_id, path, (token,) if old is None else (old, token))
        keep(token)
        if old is not None:
            self._write(store_id, path, (token,))
        return token

    def forget(self, store_id: str) -> None:
        """Remove the marker: whatever stands there now is a new place."""
        with translate_os(self._folder):
            self._find(store_id).unlink(missing_ok=True)

    def _write(self, store_id: str, path: Path, tokens: tuple[str, ...]) -> None:
        with translate_os(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._system.make_private(self._folder)
            identity = self._system.folder_identity(path)
        said = {"format": _FORMAT, "path": str(path.resolve()), "identity": identity, "tokens": list(tokens)}
        write_safely(self._system, self._find(store_id), json.dumps(said, ensure_ascii=False).encode())

    def _read(self, store_id: str) -> _Marker | None:
        try:
            said: Any = json.loads(self._find(store_id).read_bytes())
            if said["format"] != _FORMAT:
                return None
            return _Marker(str(said["path"]), said["identity"], tuple(str(token) for token in said["tokens"]))
        except (OSError, ValueError, KeyError, TypeError):
            # A lost marker costs a new device id, nothing else.
            return None

    def _find(self, store_id: str) -> Path:
        safe = re.fullmatch(r"[0-9A-Za-z-]{1,64}", store_id) is not None
        name = store_id if safe else hashlib.sha256(store_id.encode()).hexdigest()
        return self._folder / f"{name}.json"
