from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.shell.exchange.age import decrypt, decrypt_asked
from vaxdesk.exchange.errors import NotAPackage, NotForThisDevice, PackageChanged, PassphraseMissing
from vaxdesk.exchange.seal import (
    export_identity,
    give_recipient,
    make_identity,
    open_sealed,
    read_recipient,
    seal_bytes,
)

DATA = "Danh sách mẫu".encode() * 1000
ME, OTHER = make_identity(), make_identity()
PASSPHRASE = "bốn từ rất dài"


def test_only_the_receiver_opens_what_was_sealed() -> None:
    sealed = seal_bytes(DATA, give_recipient(ME))
    assert open_sealed(sealed, ME, file="7.vaxsync") == DATA
    with pytest.raises(NotForThisDevice) as refused:
        open_sealed(sealed, OTHER, file="7.vaxsync")
    assert str(refused.value) == "7.vaxsync was made for another device, not for this one."


def test_what_is_no_age_file_is_no_package() -> None:
    for data in (b"", b"PK\x03\x04", b"age-encryption.org/v9\n", DATA):
        with pytest.raises(NotAPackage):
            open_sealed(data, ME, file="7.vaxsync")


def test_bytes_behind_the_end_are_refused() -> None:
    with pytest.raises(PackageChanged):
        open_sealed(seal_bytes(DATA, give_recipient(ME)) + b"x", ME, file="7.vaxsync")


def test_a_recipient_has_one_spelling() -> None:
    recipient = give_recipient(ME)
    assert read_recipient(recipient) == recipient
    for wrong in (recipient.upper(), recipient[:-1] + "q" * 2, "age1", "", ME):
        with pytest.raises(ValueError, match=r"."):
            read_recipient(wrong)


def test_age_opens_what_we_seal_and_we_open_what_age_seals(tmp_path: Path) -> None:
    identity, sealed = tmp_path / "identity", tmp_path / "sealed"
    identity.write_text(ME + "\n", encoding="ascii")
    sealed.write_bytes(seal_bytes(DATA, give_recipient(ME)))
    assert decrypt(tmp_path, identity, sealed) == DATA
    command = ["age", "-r", give_recipient(ME)]
    theirs = subprocess.run(command, input=DATA, capture_output=True, check=True).stdout
    assert open_sealed(theirs, ME, file="7.vaxsync") == DATA


def test_age_opens_a_package_with_the_exported_identity_and_its_passphrase_only(tmp_path: Path) -> None:
    exported, sealed = tmp_path / "exported.age", tmp_path / "sealed"
    exported.write_bytes(export_identity(ME, PASSPHRASE))
    assert exported.read_bytes().startswith(b"-----BEGIN AGE ENCRYPTED FILE-----\n")
    sealed.write_bytes(seal_bytes(DATA, give_recipient(ME)))
    assert decrypt_asked(tmp_path, exported, sealed, "khác") is None
    assert decrypt_asked(tmp_path, exported, sealed, PASSPHRASE) == DATA


def test_an_identity_is_never_exported_without_a_passphrase() -> None:
    with pytest.raises(PassphraseMissing):
        export_identity(ME, "  ")
