"""README says what there is: every command, every room."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vaxdesk.cli.grammar import COMMANDS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_stands_in_the_readme(readme: str) -> None:
    told = set(re.findall(r"`([a-z]+(?: [a-z]+)?)[` ]", readme)) | set(re.findall(r"`([a-z]+)[` ]", readme))
    assert [command.name for command in COMMANDS if command.name not in told] == []


def test_every_room_stands_in_the_readme(readme: str) -> None:
    rooms = {
        path.stem for path in (ROOT / "vaxdesk").iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    assert [room for room in sorted(rooms - {"__init__"}) if f"`{room}" not in readme] == []


def test_every_script_stands_in_the_readme(readme: str) -> None:
    assert [path.name for path in sorted((ROOT / "build_scripts").glob("*.py")) if path.name not in readme] == []


def test_every_file_the_readme_points_to_is_there(readme: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", readme)
    assert [link for link in links if not (ROOT / link).exists()] == []
