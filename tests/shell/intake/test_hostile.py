"""Whatever a file is, it is a list or one clear sentence; nothing takes the program along."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.awkward.hostile import BOMBS, TEXT_TRICKS, make_real_files, mutate
from vaxdesk.errors import StaffCanFix
from vaxdesk.intake.errors import ReadingFailed
from vaxdesk.intake.reader import MEMORY, ListReader

LONGEST = 60.0


@pytest.fixture(scope="module")
def reader() -> Iterator[ListReader]:
    with ListReader() as one:
        yield one


@pytest.fixture(scope="module")
def real_files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return make_real_files(tmp_path_factory.mktemp("real"))


def try_file(reader: ListReader, path: Path) -> str:
    """Read a file to its end and give "read", or the code of the sentence that refuses it."""
    started = time.monotonic()
    said = "read"
    try:
        with reader.read(path) as reading:
            for _ in reading.batches():
                pass
    except StaffCanFix as error:
        said = error.code
    # Stopping without an answer of its own is no refusal but a mistake of ours.
    assert said != ReadingFailed.code
    assert time.monotonic() - started < LONGEST
    return said


def test_a_damaged_list_is_read_or_refused(reader: ListReader, real_files: list[Path], tmp_path: Path) -> None:
    said = []
    for seed in range(200):
        path = mutate(random.Random(seed), real_files, tmp_path)
        said.append(try_file(reader, path))
        path.unlink()
    assert {"read", "list.damaged"} <= set(said)


@pytest.mark.parametrize("bomb", [name for name in BOMBS if name != "bomb_of_texts"])
def test_a_workbook_made_to_do_harm_is_read_or_refused(
    bomb: str, reader: ListReader, real_files: list[Path], tmp_path: Path
) -> None:
    path = tmp_path / "bom.xlsx"
    path.write_bytes(BOMBS[bomb](real_files[0].read_bytes()))
    assert try_file(reader, path) in {"read", "list.damaged", "list.too_large"}


@pytest.mark.parametrize("name", TEXT_TRICKS)
def test_a_text_made_to_do_harm_is_read_or_refused(name: str, reader: ListReader, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(TEXT_TRICKS[name])
    assert try_file(reader, path) in {
        "read",
        "list.none",
        "list.not_a_table",
        "list.empty",
        "list.damaged",
        "list.too_large",
    }


def test_the_next_list_is_read_as_ever(reader: ListReader, real_files: list[Path]) -> None:
    assert MEMORY <= 1 << 30
    assert [try_file(reader, path) for path in real_files] == ["read"] * len(real_files)
