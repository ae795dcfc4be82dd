"""What starts quickly stays quick: heavy libraries are imported only by what uses them. No times: machines differ."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("PySide6", "pandas", "numpy", "openpyxl", "xlsxwriter", "python_calamine", "cryptography", "pyrage",
         "sqlcipher3", "sqlite_utils", "rapidfuzz", "charset_normalizer")  # fmt: skip

PROBE = """
import sys
from vaxdesk.entry import main
sys.argv = ["vaxdesk", *sys.argv[1:]]
try:
    status = main()
except SystemExit as left:
    status = left.code
print(*sorted({name.split(".")[0] for name in sys.modules}), file=sys.stderr)
sys.exit(status)
"""


def list_imported(*args: str) -> set[str]:
    """Give the top-level names of everything a command of the program imported."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *args], capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("args", [("--version",), ("--help",), ("load", "--help"), ("pack", "--help")], ids=" ".join)
def test_asking_for_help_imports_nothing_heavy(args: tuple[str, ...]) -> None:
    assert list_imported(*args).intersection(HEAVY) == set()
