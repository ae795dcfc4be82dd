from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from vaxdesk.registry import find_all


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the folder of an empty package named ``pantry``, forgotten afterwards."""
    folder = tmp_path / "pantry"
    folder.mkdir()
    (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    for name in [name for name in sys.modules if name.split(".")[0] == "pantry"]:
        del sys.modules[name]


def test_a_file_put_into_the_folder_is_found_in_the_order_of_names(package: Path) -> None:
    (package / "rice.py").write_text("RULE = 2\n")
    (package / "beans.py").write_text("RULE = 1\n")
    assert find_all("pantry", "RULE", int) == (1, 2)


def test_what_begins_with_an_underscore_is_shared_and_no_entry(package: Path) -> None:
    (package / "_shelf.py").write_text("HEIGHT = 3\n")
    (package / "rice.py").write_text("RULE = 2\n")
    assert find_all("pantry", "RULE", int) == (2,)


def test_an_empty_folder_holds_nothing(package: Path) -> None:
    assert find_all("pantry", "RULE", int) == ()


@pytest.mark.parametrize("content", ["", "RULE = 'two'\n"])
def test_a_file_without_its_constant_shows_at_once(package: Path, content: str) -> None:
    (package / "rice.py").write_text(content)
    with pytest.raises(TypeError, match=r"pantry\.rice has no RULE that is a int"):
        find_all("pantry", "RULE", int)


def test_nothing_is_imported_before_it_is_asked_for(package: Path) -> None:
    (package / "rice.py").write_text("RULE = 2\n")
    assert "pantry.rice" not in sys.modules
    find_all("pantry", "RULE", int)
    assert "pantry.rice" in sys.modules
