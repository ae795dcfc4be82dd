"""The public tool ``age``, run as a person at a terminal would run it."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

_PATIENCE = 60.0
_TAKE_TERMINAL = "import os, sys; os.open(sys.argv[1], os.O_RDWR); os.execvp(sys.argv[2], sys.argv[2:])"
"""A new session's first terminal is the one ``age`` asks at."""


def decrypt(folder: Path, identity: Path, sealed: Path) -> bytes | None:
    """Open a file with an identity in clear; None where ``age`` refuses."""
    done = subprocess.run(["age", "-d", "-i", str(identity), str(sealed)], cwd=folder, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None


def decrypt_asked(folder: Path, identity: Path, sealed: Path, passphrase: str) -> bytes | None:
    """Open a file with an identity under a passphrase, typed where ``age`` asks; None where it refuses."""
    ours, theirs = pty.openpty()
    opened = folder / "opened"
    command = ["age", "-d", "-i", str(identity), "-o", str(opened), str(sealed)]
    try:
        child = subprocess.Popen(
            [sys.executable, "-c", _TAKE_TERMINAL, os.ttyname(theirs), *command],
            cwd=folder,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with child:
            _type_when_asked(ours, passphrase)
            status = child.wait(_PATIENCE)
    finally:
        os.close(theirs)
        os.close(ours)
    return opened.read_bytes() if status == 0 else None


def _type_when_asked(terminal: int, passphrase: str) -> None:
    said, until = b"", time.monotonic() + _PATIENCE
    while b"passphrase" not in said and time.monotonic() < until:
        if select.select([terminal], [], [], 0.2)[0]:
            said += os.read(terminal, 4096)
    os.write(terminal, passphrase.encode() + b"\n")
