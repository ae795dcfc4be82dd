"""Sealing to one receiver with age (age-encryption.org/v1), so that ``age -d`` opens what VaxDesk seals."""

from __future__ import annotations

import pyrage  # type: ignore[import-untyped]

from vaxdesk.exchange.errors import NotAPackage, NotForThisDevice, PackageChanged, PassphraseMissing

_MAGIC = b"age-encryption.org/v1\n"
_NO_KEY_FITS = "No matching keys found"


def make_identity() -> str:
    """Make a new receiving identity, ``AGE-SECRET-KEY-1…``."""
    return str(pyrage.x25519.Identity.generate())


def give_recipient(identity: str) -> str:
    """Give the public part of an identity, ``age1…``."""
    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def read_recipient(text: str) -> str:
    """Read ``age1…``; ValueError on anything else, other spellings of the same key included."""
    try:
        recipient = str(pyrage.x25519.Recipient.from_str(text))
    except pyrage.RecipientError as error:
        raise ValueError(str(error)) from error
    if recipient != text:
        msg = "not the one spelling of this recipient"
        raise ValueError(msg)
    return recipient


def seal_bytes(data: bytes, recipient: str) -> bytes:
    """Encrypt ``data`` so that only the owner of ``recipient`` (``age1…``) opens it."""
    return bytes(pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(recipient)]))


def open_sealed(data: bytes, identity: str, *, file: str) -> bytes:
    """Decrypt ``data`` with ``identity``; ``file`` is its name, for the sentence that refuses it.

    Raises NotAPackage where it is no age file, NotForThisDevice where it was sealed for somebody else, PackageChanged
    where a byte of it differs or the end is missing.
    """
    if not data.startswith(_MAGIC):
        raise NotAPackage(file=file)
    try:
        return bytes(pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity)]))
    except pyrage.DecryptError as error:
        if str(error) == _NO_KEY_FITS:
            raise NotForThisDevice(file=file) from error
        raise PackageChanged(file=file) from error


def export_identity(identity: str, passphrase: str) -> bytes:
    """Wrap an identity into an armored age file under a passphrase; ``age -d -i FILE`` asks for it.

    Raises PassphraseMissing on an empty one.
    """
    if not passphrase.strip():
        raise PassphraseMissing
    said = f"# public key: {give_recipient(identity)}\n{identity}\n"
    return bytes(pyrage.passphrase.encrypt(said.encode(), passphrase, armored=True))
