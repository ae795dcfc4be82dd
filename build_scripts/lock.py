"""Writes the lock files: every package with its exact version, taken from a clean environment.

Usage: python3 build_scripts/lock.py

Run it after changing a pin in pyproject.toml. ``dev.py`` installs exactly what stands in ``build_scripts/locks``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "build_scripts" / "locks"

WINDOWS_ONLY = {"runtime": ("colorama",), "test": ("pefile", "pywin32-ctypes")}
"""What click, pytest and PyInstaller need on Windows alone; a lock made on Linux would lack it."""


def read_pins() -> dict[str, list[str]]:
    """Give what pyproject.toml asks for, by lock file."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = asked["project"]
    return {
        "runtime": [*asked["build-system"]["requires"], *project["dependencies"], *WINDOWS_ONLY["runtime"]],
        # PyInstaller needs setuptools, which an environment of Python 3.12 no longer brings along.
        "test": [*project["optional-dependencies"]["test"], "setuptools", *WINDOWS_ONLY["test"]],
    }


def write_locks(folder: Path) -> None:
    """Install both sets one after the other in ``folder`` and write down what each brought."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    before = {"pip", "setuptools"}
    for name, pins in read_pins().items():
        subprocess.run([python, "-m", "pip", "install", "-qq", "--upgrade", *pins], check=True)
        frozen = subprocess.run(
            [python, "-m", "pip", "freeze", "--all"], check=True, capture_output=True, encoding="utf-8"
        )
        listed = {line.split("==")[0].lower(): line for line in frozen.stdout.splitlines()}
        if name == "test":
            before.discard("setuptools")
        windows = {part for parts in WINDOWS_ONLY.values() for part in parts}
        lines = [
            line + ('; sys_platform == "win32"' if package in windows else "")
            for package, line in sorted(listed.items())
            if package not in before
        ]
        before |= set(listed)
        (LOCKS / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    subprocess.run([python, "-m", "pip", "check"], check=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        write_locks(Path(made))
