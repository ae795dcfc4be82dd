from __future__ import annotations

import base64
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.exchange.signature import check_signature, give_public_key, make_seed, read_public_key, sign_message

SEED = bytes(range(32))
MESSAGE = "Trạm Y tế xã Mẫu".encode()


def test_a_signature_fits_its_message_namespace_and_key_and_nothing_else() -> None:
    key, other = give_public_key(SEED), give_public_key(make_seed())
    signature = sign_message(SEED, MESSAGE, "vaxdesk")
    assert check_signature(signature, MESSAGE, "vaxdesk", key)
    assert not check_signature(signature, MESSAGE + b" ", "vaxdesk", key)
    assert not check_signature(signature, MESSAGE, "vaxdesk-head", key)
    assert not check_signature(signature, MESSAGE, "vaxdesk", other)
    assert not check_signature(sign_message(make_seed(), MESSAGE, "vaxdesk"), MESSAGE, "vaxdesk", key)


def test_the_same_seed_signs_the_same_way_every_time() -> None:
    assert sign_message(SEED, MESSAGE, "vaxdesk") == sign_message(SEED, MESSAGE, "vaxdesk")


@pytest.mark.parametrize("flip", [0x01, 0x20, 0x80, 0xFF])
def test_no_byte_of_a_signature_can_be_changed(flip: int) -> None:
    key = give_public_key(SEED)
    signature = sign_message(SEED, MESSAGE, "vaxdesk").encode()
    for place in range(len(signature)):
        changed = bytearray(signature)
        changed[place] ^= flip
        assert not check_signature(changed.decode("latin-1"), MESSAGE, "vaxdesk", key), place
        assert not check_signature(signature[:place].decode(), MESSAGE, "vaxdesk", key), place


@pytest.mark.parametrize(
    "respell",
    [
        lambda text: text + "\n",
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: " " + text,
        lambda text: text.replace("SIGNATURE-----\n", "SIGNATURE-----\n\n", 1),
    ],
)
def test_a_signature_has_one_spelling(respell: object) -> None:
    assert callable(respell)
    assert not check_signature(
        respell(sign_message(SEED, MESSAGE, "vaxdesk")), MESSAGE, "vaxdesk", give_public_key(SEED)
    )


@given(st.text(max_size=200))
def test_nonsense_is_no_signature_and_no_failure(text: str) -> None:
    assert not check_signature(text, MESSAGE, "vaxdesk", give_public_key(SEED))
    assert not check_signature(sign_message(SEED, MESSAGE, "vaxdesk"), MESSAGE, "vaxdesk", text)


def test_a_public_key_has_one_spelling() -> None:
    key = give_public_key(SEED)
    assert len(read_public_key(key)) == 32
    for wrong in (key + " lan@tram", key + "\n", key.replace("ssh-ed25519 ", "ssh-rsa "), key[:-1], "ssh-ed25519 ", ""):
        with pytest.raises(ValueError, match=r"."):
            read_public_key(wrong)


def test_a_key_of_another_length_is_no_key() -> None:
    blob = struct.pack(">L", 11) + b"ssh-ed25519" + struct.pack(">L", 31) + bytes(31)
    with pytest.raises(ValueError, match="not an Ed25519 key"):
        read_public_key(f"ssh-ed25519 {base64.b64encode(blob).decode()}")
