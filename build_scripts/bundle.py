"""Makes VaxDesk a folder that runs without Python, and tries it.

Usage: .venv/bin/python build_scripts/bundle.py [build | check]

Without a command it does both. The folder is ``build/bundle/vaxdesk``. PyInstaller bundles for the system it runs on.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
FOLDER = BUILD / "bundle" / "vaxdesk"
PROGRAM = FOLDER / ("vaxdesk.exe" if os.name == "nt" else "vaxdesk")

WINDOW_S = 8.0
"""Seconds the window has to stand."""

LAZY = ("openpyxl", "xlsxwriter", "python_calamine", "pandas", "pyrage", "sqlcipher3.dbapi2")
"""Imported inside functions or by name; the bundler would find most of them, this makes it certain."""

UNWANTED = ("pyarrow", "tkinter", "matplotlib", "IPython", "pytest", "hypothesis", "mypy", "babel", "frictionless")

GIVEN = ("An", "Bình", "Cường", "Dũng", "Hải", "Khoa", "Long", "Minh", "Nam", "Phúc", "Quân", "Sơn")
"""Given names of the invented people."""

HEADERS = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số điện thoại", "Số CCCD/CMND")


def build_bundle() -> None:
    """Bundle the program with all rules, kinds, reports and pages, which are found by name only when it runs."""
    options = [
        "--onedir",
        "--noconfirm",
        "--clean",
        "--name=vaxdesk",
        "--log-level=WARN",
        f"--distpath={FOLDER.parent}",
        f"--workpath={BUILD / 'work'}",
        f"--specpath={BUILD}",
        f"--paths={ROOT}",
        f"--add-data={ROOT / 'resources'}{os.pathsep}resources",
        "--collect-submodules=vaxdesk",
        *(f"--hidden-import={name}" for name in LAZY),
        *(f"--exclude-module={name}" for name in UNWANTED),
    ]
    launcher = ROOT / "build_scripts" / "launcher.py"
    subprocess.run([sys.executable, "-m", "PyInstaller", *options, str(launcher)], check=True, cwd=ROOT)
    size = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"{FOLDER}: {size / 1e6:.0f} MB")


def write_list(path: Path, people: int) -> None:
    """Write a commune's plain list of invented people; the last one's phone can't be right."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADERS)
    for number in range(1, people + 1):
        # Male, born 1985 in Bình Phước: the digits fit the birth year and the sex.
        name = f"Nguyễn Văn {GIVEN[number % len(GIVEN)]}"
        phone = f"0912{number:06d}" if number < people else "09x234"
        sheet.append((number, name, "25/03/1985", "Nam", phone, f"070085{number:06d}"))
    book.save(path)


def make_environment(home: Path) -> dict[str, str]:
    """Give the environment of a user whose folders are all in ``home``."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VAXDESK"))}
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        env[name] = str(home)
    return env


def try_window(program: Path, store: Path) -> None:
    """Open the window, let it stand for a while and end it. Raises AssertionError where it ends by itself."""
    env = {**make_environment(store.parent), "QT_QPA_PLATFORM": "offscreen"}
    command = [str(program), "--store", str(store)]
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8") as run:
        try:
            _, said = run.communicate(timeout=WINDOW_S)
        except subprocess.TimeoutExpired:
            run.terminate()
            print("The bundle's window opened and stood.")
            return
    raise AssertionError(f"the window ended by itself with {run.returncode}: {said}")


def call(program: Path, store: Path, *args: str) -> str:
    """Run one command of the bundle on a store and give what it printed. Raises CalledProcessError."""
    env = make_environment(store.parent)
    env["VAXDESK_PASSWORD"] = "mot hai ba bon"  # noqa: S105 - of a store that lives for a minute
    command = [str(program), "--store", str(store), "--json", *args]
    done = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False, cwd=store.parent)
    if done.returncode != 0:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
        done.check_returncode()
    return done.stdout


def check_bundle(program: Path = PROGRAM, people: int = 25) -> None:
    """Start the bundle, make a store, load a list, dump it and count. Raises AssertionError or CalledProcessError."""
    with tempfile.TemporaryDirectory() as made:
        store, listed = Path(made) / "store", Path(made) / "danh sach thon 1.xlsx"
        write_list(listed, people)
        call(program, store, "init", "--station", "Trạm Y tế Thử", "--commune", "25222", "--user", "lan")
        rows = json.loads(call(program, store, "load", str(listed)))["files"][0]["rows"]
        dumped = [json.loads(line) for line in call(program, store, "dump").splitlines()]
        said = {one["rule"]: one["count"] for one in json.loads(call(program, store, "check"))["rules"]}
        whole = json.loads(call(program, store, "verify"))["ok"]
        try_window(program, store)
    # The row of headers is read too, and set aside.
    wanted = {"rows": people + 1, "new": people, "people": people, "issues": {"phone.invalid": 1}, "whole": True}
    got = {"rows": rows["read"], "new": rows["new"], "people": len(dumped), "issues": said, "whole": whole}
    if got != wanted:
        raise AssertionError(f"wanted {wanted}, got {got}")
    print(f"The bundle loaded, checked and gave back {people} people.")


def main(args: list[str]) -> int:
    """Carry out one command, or both."""
    if args not in ([], ["build"], ["check"]):
        print((__doc__ or "").split("\n\n")[1], file=sys.stderr)
        return 2
    if args != ["check"]:
        build_bundle()
    if args != ["build"]:
        check_bundle()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
