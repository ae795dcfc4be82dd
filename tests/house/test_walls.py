"""The walls between the rooms: import-linter's contracts (pyproject.toml), and which room may use which library."""

from __future__ import annotations

import ast
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]

ONLY_IN = {
    "PySide6": {"ui"},
    "shiboken6": {"ui"},
    "sqlite3": {"store"},
    "sqlcipher3": {"store"},
    "sqlite_utils": {"store"},
    "openpyxl": {"intake", "reports", "exchange"},
    "xlsxwriter": {"intake", "reports", "exchange"},
    "python_calamine": {"intake", "reports", "exchange"},
    "msoffcrypto": {"intake"},
    "olefile": {"intake"},
    "pandas": {"intake", "reports", "exchange"},
    "numpy": {"intake", "reports", "exchange"},
    "cryptography": {"store", "exchange"},
    "pyrage": {"store", "exchange"},
    "orjson": {"model", "intake", "store"},
}

PURE = ("model", "checks", "matching")
PURE_HELPERS = {"model": {"orjson"}, "checks": {"rapidfuzz"}, "matching": {"rapidfuzz"}}
"""Libraries beyond the standard one that a pure room may use: arithmetic, no I/O."""

IMPURE = {
    "asyncio", "builtins", "concurrent", "ctypes", "fileinput", "getpass", "glob", "http", "io", "locale", "logging",
    "mmap", "multiprocessing", "os", "pathlib", "platform", "random", "secrets", "selectors", "shelve", "shutil",
    "signal", "socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid",
    "webbrowser", "zipfile",
}  # fmt: skip
"""Of the standard library, what reaches for disk, clock, chance, network or another process."""

CLOCKS = {"now", "today", "utcnow"}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("vaxdesk", include_external_packages=True, cache_dir=None)


def find_strays(graph: grimp.ImportGraph, library: str, rooms: set[str]) -> list[str]:
    """Give the modules that use a library outside its rooms, an import hidden in a function included."""
    if library not in graph.modules:
        return []
    importers = graph.find_modules_that_directly_import(library)
    return sorted(name for name in importers if name.split(".")[1] not in rooms)


def find_impure(graph: grimp.ImportGraph, room: str) -> list[str]:
    """Give the imports of a pure room that are neither its own, nor of vaxdesk, nor harmless."""
    inside = {name for name in graph.modules if name.split(".")[:2] == ["vaxdesk", room]}
    harmless = set(sys.stdlib_module_names) - IMPURE | {"vaxdesk"} | PURE_HELPERS.get(room, set())
    return sorted(
        f"{name} imports {used}"
        for name in inside
        for used in graph.find_modules_directly_imported_by(name)
        if used.split(".")[0] not in harmless
    )


def test_the_contracts_between_the_layers_hold() -> None:
    linter = Path(sysconfig.get_path("scripts")) / "lint-imports"
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_contract_has_an_exception() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert all("ignore_imports" not in contract for contract in contracts["contracts"])


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_stays_in_its_rooms(graph: grimp.ImportGraph, library: str) -> None:
    assert find_strays(graph, library, ONLY_IN[library]) == []


@pytest.mark.parametrize("room", PURE)
def test_what_decides_touches_nothing(graph: grimp.ImportGraph, room: str) -> None:
    assert find_impure(graph, room) == []


@pytest.mark.parametrize("room", PURE)
def test_what_decides_reads_no_clock(room: str) -> None:
    for path in sorted((ROOT / "vaxdesk" / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            read = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
            assert not read, f"{path.name}:{getattr(node, 'lineno', 0)} reads the clock"


@pytest.mark.parametrize("package", ["checks.rules", "intake.kinds", "reports.kinds", "ui.pages"])
def test_what_grows_by_adding_a_file_is_independent(graph: grimp.ImportGraph, package: str) -> None:
    name = f"vaxdesk.{package}"
    parts = graph.find_children(name) if name in graph.modules else set()
    for one in parts:
        for other in parts - {one}:
            assert not graph.direct_import_exists(importer=one, imported=other, as_packages=True), f"{one} uses {other}"


def test_a_planted_stray_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = tmp_path / "planted" / "model"
    room.mkdir(parents=True)
    (tmp_path / "planted" / "__init__.py").touch()
    (room / "__init__.py").touch()
    (room / "person.py").write_text("def read():\n    import sqlite3\n    from time import time\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    planted = grimp.build_graph("planted", include_external_packages=True, cache_dir=None)
    assert find_strays(planted, "sqlite3", {"store"}) == ["planted.model.person"]
    assert find_strays(planted, "sqlite3", {"model"}) == []
