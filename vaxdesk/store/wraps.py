"""How a password, a recovery code or a user's key pair locks up a secret (``SCHEMA.md``, Keyring). Owns the crypto.

A :data:`Box` is what stands in the keyring: JSON of Base64 texts. Opening gives None where the secret doesn't fit;
a box that can't even be read is a ValueError.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vaxdesk.model.event import write_canonical

Box = Mapping[str, str | int]

_NONCE, _SALT, _SECRET = 12, 16, 32
_CODE_BYTES = 17
"""130 bits."""


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one try of a password costs: memory in KiB, passes over it, lanes (RFC 9106's second choice, 64 MiB)."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


STRONG = KdfCost()
"""What a real password costs: about a third of a second and 64 MiB."""

_MOST = KdfCost(memory=1024 * 1024, passes=64, lanes=64)
"""More than this stands in no keyring of ours: it would only make the program run out of memory."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A user's two keys, 32 bytes each: anybody can lock for ``public``, only ``private`` opens."""

    public: bytes
    private: bytes


def make_pair() -> Pair:
    """Make a new X25519 key pair."""
    private = X25519PrivateKey.generate()
    return Pair(private.public_key().public_bytes_raw(), private.private_bytes_raw())


def lock_by_password(secret: bytes, password: str, about: list[str], cost: KdfCost) -> Box:
    """Lock a secret under a password; ``about`` says what it is and whose, and is needed again to open it."""
    salt = os.urandom(_SALT)
    kek = _derive(password, salt, cost)
    costs: dict[str, str | int] = {"memory": cost.memory, "passes": cost.passes, "lanes": cost.lanes}
    return {"kdf": "argon2id", **costs, "salt": _write(salt), **_lock(kek, secret, about)}


def open_by_password(box: Box, password: str, about: list[str]) -> bytes | None:
    """Open what :func:`lock_by_password` locked; None where the password is another."""
    cost = KdfCost(*(_read_number(box, name) for name in ("memory", "passes", "lanes")))
    too_much = cost.memory > _MOST.memory or cost.passes > _MOST.passes or cost.lanes > _MOST.lanes
    if box.get("kdf") != "argon2id" or too_much:
        raise ValueError("unknown cost of a password")
    return _open(_derive(password, _read(box, "salt"), cost), box, about)


def _derive(password: str, salt: bytes, cost: KdfCost) -> bytes:
    # One keyboard writes ế as one character, another as three.
    typed = unicodedata.normalize("NFC", password).encode("utf-8", errors="surrogatepass")
    kdf = Argon2id(salt=salt, length=_SECRET, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    return kdf.derive(typed)


def lock_by_code(secret: bytes, code: int, about: list[str]) -> Box:
    """Lock a secret under a recovery code, which is too random to need a slow derivation."""
    salt = os.urandom(_SALT)
    return {"kdf": "hkdf-sha256", "salt": _write(salt), **_lock(_derive_from_code(code, salt), secret, about)}


def open_by_code(box: Box, code: int, about: list[str]) -> bytes | None:
    """Open what :func:`lock_by_code` locked; None where the code is another."""
    if box.get("kdf") != "hkdf-sha256":
        raise ValueError("unknown derivation of a code")
    return _open(_derive_from_code(code, _read(box, "salt")), box, about)


def _derive_from_code(code: int, salt: bytes) -> bytes:
    return _stretch(code.to_bytes(_CODE_BYTES, "big"), salt, ["vaxdesk recovery code"])


def lock_for(secret: bytes, public: bytes, about: list[str]) -> Box:
    """Lock a secret for whoever has the private key to ``public``; the locker can't open it again."""
    once = X25519PrivateKey.generate()
    sent = once.public_key().public_bytes_raw()
    kek = _stretch(once.exchange(X25519PublicKey.from_public_bytes(public)), sent + public, about)
    return {"once": _write(sent), **_lock(kek, secret, about)}


def open_with(box: Box, pair: Pair, about: list[str]) -> bytes | None:
    """Open what :func:`lock_for` locked; None where it was for somebody else or isn't as it was made."""
    sent = _read(box, "once")
    shared = X25519PrivateKey.from_private_bytes(pair.private).exchange(X25519PublicKey.from_public_bytes(sent))
    return _open(_stretch(shared, sent + pair.public, about), box, about)


def find_public(private: bytes) -> bytes:
    """Give the public key that belongs to a private one."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal(key: bytes, content: object) -> str:
    """Give a code over ``content`` (JSON without floats) that only somebody with the store key can make, in hex."""
    signing = _stretch(key, b"", ["vaxdesk keyring seal"])
    return hmac.new(signing, write_canonical(content), hashlib.sha256).hexdigest()


def is_sealed(key: bytes, content: object, code: str) -> bool:
    """Tell whether ``code`` is :func:`seal` of the content."""
    return hmac.compare_digest(seal(key, content).encode(), code.encode())


def _stretch(secret: bytes, salt: bytes, about: list[str]) -> bytes:
    return HKDF(algorithm=SHA256(), length=_SECRET, salt=salt, info=write_canonical(about)).derive(secret)


def _lock(kek: bytes, secret: bytes, about: list[str]) -> dict[str, str]:
    nonce = os.urandom(_NONCE)
    return {"nonce": _write(nonce), "sealed": _write(AESGCM(kek).encrypt(nonce, secret, write_canonical(about)))}


def _open(kek: bytes, box: Box, about: list[str]) -> bytes | None:
    try:
        return AESGCM(kek).decrypt(_read(box, "nonce"), _read(box, "sealed"), write_canonical(about))
    except InvalidTag:
        return None


def _write(octets: bytes) -> str:
    return base64.b64encode(octets).decode("ascii")


def _read(box: Box, name: str) -> bytes:
    text = box.get(name)
    if not isinstance(text, str):
        raise ValueError(f"a box without {name}")  # noqa: TRY004  told like every other unreadable box
    return base64.b64decode(text, validate=True)


def _read_number(box: Box, name: str) -> int:
    number = box.get(name)
    if type(number) is not int or number < 1:
        raise ValueError(f"a box without {name}")
    return number
