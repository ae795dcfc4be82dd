"""What must not stand in any file of the project: marks of unfinished work, paths of somebody's machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

UNFINISHED = re.compile(
    r"\b(?:TODO|FIXME|XXX|HACK)\b|raise NotImplementedError|(?i:not implemented|coming soon|lorem ipsum)"
)
OWN_PATH = re.compile(r"(?<![\w./~-])/(?:work|farm|root|home|Users|tmp/\w)\b|(?<!\w)[A-Z]:\\Users\\")
SILENCED = re.compile(r"type: ignor[e](?!\[)|noq[a](?!: [A-Z])")
SECRET = re.compile(r"AGE-SECRET-KEY-1\w{20}|BEGIN (?:OPENSSH|RSA|EC) PRIVATE KEY")


def list_texts() -> list[Path]:
    """Give every text file of the project that is tracked or new, but for this one."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8").stdout
    paths = (ROOT / name for name in sorted(set(listed.split("\0"))) if name)
    return [
        path for path in paths if path.is_file() and path != Path(__file__) and b"\0" not in path.read_bytes()[:4096]
    ]


def find_lines(pattern: re.Pattern[str], texts: list[Path]) -> list[str]:
    """Give the places where a pattern stands."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in texts
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


@pytest.fixture(scope="module")
def texts() -> list[Path]:
    return list_texts()


def test_nothing_is_marked_as_unfinished(texts: list[Path]) -> None:
    own = [path for path in texts if path.suffix in {".py", ".toml", ".po"}]
    assert find_lines(UNFINISHED, own) == []


def test_no_path_of_a_development_machine_stands_anywhere(texts: list[Path]) -> None:
    assert find_lines(OWN_PATH, texts) == []


def test_a_silenced_check_names_its_rule(texts: list[Path]) -> None:
    assert find_lines(SILENCED, [path for path in texts if path.suffix == ".py"]) == []


def test_no_private_key_lies_in_the_tree(texts: list[Path]) -> None:
    assert find_lines(SECRET, texts) == []


def test_modules_have_names_of_things() -> None:
    empty_names = {"utils", "helpers", "common", "manager", "base", "misc"}
    assert [path for path in sorted((ROOT / "vaxdesk").rglob("*.py")) if path.stem in empty_names] == []


def test_no_module_has_outgrown_its_room() -> None:
    long = [path.name for path in (ROOT / "vaxdesk").rglob("*.py") if len(path.read_text("utf-8").splitlines()) > 600]
    assert long == []
