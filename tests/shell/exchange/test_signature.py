"""OpenSSH's own tool has the last word on our signatures, and we on its."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.shell.exchange.openssh import verify
from vaxdesk.exchange.signature import check_signature, give_public_key, make_seed, sign_message

MESSAGE = "Trạm Y tế xã Mẫu\n".encode() * 100


def test_ssh_keygen_accepts_our_signatures(tmp_path: Path) -> None:
    seed = make_seed()
    signature = sign_message(seed, MESSAGE, "vaxdesk")
    assert verify(tmp_path, give_public_key(seed), signature, MESSAGE, "vaxdesk")
    assert not verify(tmp_path, give_public_key(seed), signature, MESSAGE + b"x", "vaxdesk")
    assert not verify(tmp_path, give_public_key(seed), signature, MESSAGE, "vaxdesk-head")
    assert not verify(tmp_path, give_public_key(make_seed()), signature, MESSAGE, "vaxdesk")


def test_we_accept_the_signatures_of_ssh_keygen(tmp_path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", "key"], cwd=tmp_path, check=True)
    (tmp_path / "message").write_bytes(MESSAGE)
    key = (tmp_path / "key.pub").read_text(encoding="ascii").strip()
    for hash_name in ("sha512", "sha256"):
        (tmp_path / "message.sig").unlink(missing_ok=True)
        command = [
            "ssh-keygen",
            "-q",
            "-Y",
            "sign",
            "-O",
            f"hashalg={hash_name}",
            "-n",
            "vaxdesk",
            "-f",
            "key",
            "message",
        ]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
        signature = (tmp_path / "message.sig").read_text(encoding="ascii")
        assert check_signature(signature, MESSAGE, "vaxdesk", key)
        assert not check_signature(signature, MESSAGE, "vaxdesk-card", key)


def test_another_kind_of_key_is_not_accepted(tmp_path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-C", "", "-f", "key"], cwd=tmp_path, check=True)
    (tmp_path / "message").write_bytes(MESSAGE)
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", "vaxdesk", "-f", "key", "message"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    key = (tmp_path / "key.pub").read_text(encoding="ascii").strip()
    assert not check_signature((tmp_path / "message.sig").read_text(encoding="ascii"), MESSAGE, "vaxdesk", key)
