"""OpenSSH signatures (SSHSIG) with Ed25519, so that ``ssh-keygen -Y verify`` checks what VaxDesk signs.

The layout is OpenSSH's ``PROTOCOL.sshsig``: a magic word, version 1, the public key, a namespace, the hash's name and
the signature over all of these with the hash of the message. The namespace keeps one kind of signed thing from passing
as another.
"""

from __future__ import annotations

import base64
import hashlib
import os
import textwrap

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_MAGIC = b"SSHSIG"
_ALGORITHM = b"ssh-ed25519"
_HASHES = {b"sha512": hashlib.sha512, b"sha256": hashlib.sha256}
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----\n", "\n-----END SSH SIGNATURE-----\n"
_WIDTH = 70
"""``ssh-keygen`` breaks its lines there; one spelling only, so that no byte of a signature can be changed unseen."""
_KEY_BYTES = 32
_SIGNATURE_BYTES = 64


def make_seed() -> bytes:
    """Make the 32 secret bytes of a new signing key."""
    return os.urandom(_KEY_BYTES)


def give_public_key(seed: bytes) -> str:
    """Give the public part of a seed as OpenSSH writes it, without a comment: ``ssh-ed25519 AAAA…``."""
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return f"ssh-ed25519 {base64.b64encode(_write_key(public)).decode()}"


def read_public_key(text: str) -> bytes:
    """Read ``ssh-ed25519 AAAA…`` to the 32 bytes of the key; ValueError on any other spelling or kind."""
    kind, _, coded = text.partition(" ")
    public = _read_key(base64.b64decode(coded, validate=True))
    if kind != "ssh-ed25519" or text != f"ssh-ed25519 {base64.b64encode(_write_key(public)).decode()}":
        msg = "not an Ed25519 key of OpenSSH"
        raise ValueError(msg)
    return public


def sign_message(seed: bytes, message: bytes, namespace: str) -> str:
    """Sign ``message`` for ``namespace``; gives the armored signature, newline at the end included."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    signed = key.sign(_write_signed(message, namespace.encode(), b"sha512"))
    blob = (
        _MAGIC
        + (1).to_bytes(4, "big")
        + _write_string(_write_key(public))
        + _write_string(namespace.encode())
        + _write_string(b"")
        + _write_string(b"sha512")
        + _write_string(_write_string(_ALGORITHM) + _write_string(signed))
    )
    return _write_armor(blob)


def check_signature(signature: str, message: bytes, namespace: str, key: str) -> bool:
    """Tell whether ``signature`` (armored) is that of ``key`` (``ssh-ed25519 AAAA…``) over ``message``.

    Anything wrong with the signature, its spelling, its namespace or its key is a plain False.
    """
    try:
        public = read_public_key(key)
        signed_by, hash_name, signed = _read_blob(_read_armor(signature), namespace.encode())
        if signed_by != public:
            return False
        verifier = Ed25519PublicKey.from_public_bytes(public)
        verifier.verify(signed, _write_signed(message, namespace.encode(), hash_name))
    except (ValueError, InvalidSignature):
        return False
    return True


def _write_signed(message: bytes, namespace: bytes, hash_name: bytes) -> bytes:
    digest = _HASHES[hash_name](message).digest()
    return (
        _MAGIC + _write_string(namespace) + _write_string(b"") + _write_string(hash_name) + _write_string(digest)
    )  # fmt: skip


def _write_armor(blob: bytes) -> str:
    return _BEGIN + "\n".join(textwrap.wrap(base64.b64encode(blob).decode(), _WIDTH)) + _END


def _read_armor(text: str) -> bytes:
    if not (text.startswith(_BEGIN) and text.endswith(_END)):
        msg = "not an armored signature"
        raise ValueError(msg)
    blob = base64.b64decode(text[len(_BEGIN) : -len(_END)].replace("\n", ""), validate=True)
    if _write_armor(blob) != text:
        msg = "not the one spelling of this signature"
        raise ValueError(msg)
    return blob


def _read_blob(blob: bytes, namespace: bytes) -> tuple[bytes, bytes, bytes]:
    """Take a signature apart: the public key, the hash's name, the 64 bytes."""
    head = _MAGIC + (1).to_bytes(4, "big")
    if not blob.startswith(head):
        msg = "not a signature of version 1"
        raise ValueError(msg)
    public, rest = _read_string(blob[len(head) :])
    said_namespace, rest = _read_string(rest)
    reserved, rest = _read_string(rest)
    hash_name, rest = _read_string(rest)
    wrapped, rest = _read_string(rest)
    algorithm, tail = _read_string(wrapped)
    signed, end = _read_string(tail)
    if rest or end or reserved or said_namespace != namespace or algorithm != _ALGORITHM:
        msg = "not a signature for this purpose"
        raise ValueError(msg)
    if hash_name not in _HASHES or len(signed) != _SIGNATURE_BYTES:
        msg = "not a signature of a kind in use"
        raise ValueError(msg)
    return _read_key(public), hash_name, signed


def _write_key(public: bytes) -> bytes:
    return _write_string(_ALGORITHM) + _write_string(public)


def _read_key(blob: bytes) -> bytes:
    kind, rest = _read_string(blob)
    public, end = _read_string(rest)
    if kind != _ALGORITHM or end or len(public) != _KEY_BYTES:
        msg = "not an Ed25519 key"
        raise ValueError(msg)
    return public


def _write_string(value: bytes) -> bytes:
    return len(value).to_bytes(4, "big") + value


def _read_string(data: bytes) -> tuple[bytes, bytes]:
    """Read a string of SSH's wire format (RFC 4251 section 5) from the front; gives it and what follows."""
    size = int.from_bytes(data[:4], "big")
    if len(data) < 4 + size:
        msg = "cut short"
        raise ValueError(msg)
    return data[4 : 4 + size], data[4 + size :]
