"""Sets VaxDesk up on a machine that has only Python 3.11+ and pip, then runs or tests it.

Usage: python3 build_scripts/dev.py setup | run [--demo] [ARGS…] | test [PYTEST ARGS…]

Standard library only: this runs before anything is installed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "vaxdesk-stamp.json"
MAKING = VENV / "vaxdesk-making"
"""Stands while the environment is being filled: found at the start, it means that a set-up was cut off."""

LOCKS = {"run": ("runtime.txt",), "test": ("runtime.txt", "test.txt")}

LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt loads on Linux, by soname, and the Debian package that has it."""

TEST_TOOLS = {"age": "age", "unzip": "unzip", "ssh-keygen": "openssh-client"}
"""Programs with which a test opens a package without our code, and their Debian packages."""

NOTHING_DONE = 2


class Stop(Exception):
    """The set-up can't go on; the argument says why and what to do."""


def find_missing_packages(purpose: str) -> list[str]:
    """Give the Debian packages this machine lacks, in a fixed order; empty where there is no Debian naming."""
    missing = [] if importlib.util.find_spec("ensurepip") else ["python3-venv"]
    if not sys.platform.startswith("linux"):
        return missing
    for soname, package in LIBRARIES.items():
        try:
            ctypes.CDLL(soname)
        except OSError:
            missing.append(package)
    if purpose == "test":
        missing += [package for tool, package in TEST_TOOLS.items() if shutil.which(tool) is None]
    return missing


def install_packages(packages: list[str]) -> None:
    """Install Debian packages as root, or raise :class:`Stop` with the one command to run."""
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    cure = f"Run this, then the same command again:\n\n    {{}}{' '.join(install)}\n"
    if not shutil.which("apt-get"):
        raise Stop(f"The system lacks what these Debian packages hold: {', '.join(packages)}. Install their like.")
    if os.geteuid() != 0:
        raise Stop("The system lacks some packages. " + cure.format("sudo "))
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.call(install, env=env) == 0:
        return
    subprocess.call(["apt-get", "update", "-q"], env=env)
    if subprocess.call(install, env=env) != 0:
        raise Stop("apt-get could not install the system packages. " + cure.format(""))


def complete_system(purpose: str) -> None:
    """See that the system has what Qt, venv and the tests need. Raises :class:`Stop`."""
    missing = find_missing_packages(purpose)
    if not missing:
        return
    install_packages(missing)
    importlib.invalidate_caches()
    still = find_missing_packages(purpose)
    if still:
        raise Stop(f"apt-get installed everything, and yet this is not found: {', '.join(still)}.")


def describe_setup(purpose: str) -> dict[str, str]:
    """Say what a finished environment for the purpose is made of: another folder, Python or lock is another one."""
    lock = hashlib.sha256((ROOT / "pyproject.toml").read_bytes())
    for name in LOCKS[purpose]:
        lock.update((ROOT / "build_scripts" / "locks" / name).read_bytes())
    return {"root": str(ROOT), "python": ".".join(map(str, sys.version_info[:3])), purpose: lock.hexdigest()}


def read_stamp() -> dict[str, str]:
    """Give what the environment says it is made of; empty where it says nothing."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def is_usable() -> bool:
    """Tell whether an environment stands there that can be kept: whole, of this Python, made in this folder."""
    if MAKING.exists() or not PYTHON.exists():
        return False
    stamp, wanted = read_stamp(), describe_setup("run")
    if any(stamp.get(key, wanted[key]) != wanted[key] for key in ("root", "python")):
        return False
    return subprocess.call([PYTHON, "-c", "import pip"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def is_ready(purpose: str) -> bool:
    """Tell whether nothing has changed since the environment was filled for this purpose (or for the tests)."""
    stamp = read_stamp()
    if MAKING.exists() or not PYTHON.exists():
        return False
    return any(describe_setup(kind).items() <= stamp.items() for kind in {purpose, "test"})


def fill_environment(purpose: str) -> None:
    """Make ``.venv`` where it is missing or broken and install what the purpose needs. Raises :class:`Stop`."""
    if not is_usable():
        print("Making .venv", flush=True)
        if VENV.exists():
            shutil.rmtree(VENV)
        # Started from inside the old environment, sys.executable would be the file just removed.
        maker = getattr(sys, "_base_executable", sys.executable)
        if subprocess.call([maker, "-m", "venv", VENV]) != 0:
            raise Stop("Python could not make .venv; what it said stands above.")
    MAKING.touch()
    print("Installing the pinned packages (the first time about 200 MB)", flush=True)
    locks = [part for name in LOCKS[purpose] for part in ("-r", str(ROOT / "build_scripts" / "locks" / name))]
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-deps"]
    for what in (locks, ["--no-build-isolation", "--editable", str(ROOT)]):
        if subprocess.call(pip + what) != 0:
            # pip said no by itself and left nothing half done: what was installed so far is kept.
            MAKING.unlink()
            raise Stop("pip could not install everything; what it said stands above. Run the same command again.")
    kept = read_stamp() if purpose == "run" else {}
    made = describe_setup(purpose)
    STAMP.write_text(json.dumps({**kept, **made}, indent=1), encoding="utf-8")
    MAKING.unlink()


def set_up(purpose: str) -> None:
    """Make everything ready for ``run`` or ``test``; about a second where it is ready already. Raises :class:`Stop`."""
    complete_system(purpose)
    if not is_ready(purpose):
        fill_environment(purpose)


def run_program(args: list[str]) -> int:
    """Start VaxDesk; ``--demo`` makes a practice store where there is none and opens it."""
    wanted = [part for arg in args for part in (("demo", "--open") if arg == "--demo" else (arg,))]
    return subprocess.call([PYTHON, "-m", "vaxdesk", *wanted])


def run_tests(args: list[str]) -> int:
    """Run the whole suite on two workers, without a screen; further arguments go to pytest."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.call([PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal", *args], cwd=ROOT, env=env)


def main(args: list[str]) -> int:
    """Carry out one command and give its exit status; 2 where the machine lacks something."""
    command, rest = (args[0], args[1:]) if args else ("", [])
    if command not in {"setup", "run", "test"}:
        print((__doc__ or "").split("\n\n")[1], file=sys.stderr)
        return NOTHING_DONE
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this with an old Python shall be told
        print(f"VaxDesk needs Python 3.11 or later; this is {sys.version.split()[0]}.", file=sys.stderr)
        return NOTHING_DONE
    try:
        set_up("test" if command == "test" else "run")
        if command == "setup":
            print(f"Ready: {SCRIPTS / 'vaxdesk'}")
            return 0
        return run_tests(rest) if command == "test" else run_program(rest)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return NOTHING_DONE
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
