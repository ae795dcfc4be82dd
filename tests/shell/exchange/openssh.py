"""The public tool ``ssh-keygen`` as a judge of signatures."""

from __future__ import annotations

import subprocess
from pathlib import Path


def verify(folder: Path, key: str, signature: str, message: bytes, namespace: str) -> bool:
    (folder / "signers").write_text(f"sender {key}\n", encoding="ascii")
    (folder / "signature").write_text(signature, encoding="ascii", newline="\n")
    command = ["ssh-keygen", "-Y", "verify", "-f", "signers", "-I", "sender", "-n", namespace, "-s", "signature"]
    return subprocess.run(command, cwd=folder, input=message, capture_output=True, check=False).returncode == 0
