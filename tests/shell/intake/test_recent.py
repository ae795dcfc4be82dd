"""What the reading process remembers between two orders: its own answers, over a real pipe, about real files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import pytest

from vaxdesk.intake import recent as remembering
from vaxdesk.intake.child import answer
from vaxdesk.intake.draft import mapping_of
from vaxdesk.intake.reader import ListReader
from vaxdesk.intake.reading import ListReading, read_list
from vaxdesk.intake.recent import Open, Recent
from vaxdesk.intake.sheet import Sheet, open_sheets
from vaxdesk.intake.wire import read_head, read_message
from vaxdesk.resources import load_catalogues

KNOWN = load_catalogues()
ROWS = (
    "STT,Họ và tên,Ngày sinh,Giới tính,Số,Số điện thoại",
    "1,Điểu Thị Sương,12/03/1985,Nữ,070185001234,0912345678",
    "2,Nguyễn Văn Bình,01/02/1990,Nam,070090001235,",
)


class Child:
    """The loop of the reading process in this one, with what it opened and what it read."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.read: list[str] = []
        self._ours, self._theirs = Pipe()
        self._recent = Recent(self._open)

    def _open(self, path: Path, password: str | None) -> list[Sheet]:
        self.opened.append(path.name)
        return open_sheets(path, password)

    def _read(
        self, path: Path, kind: str, mapping: dict[str, object] | None, password: str | None, open_file: Open
    ) -> ListReading:
        self.read.append(path.name)
        return read_list(path, KNOWN, kind, mapping, password, open_file)

    def ask(self, path: Path, mapping: object = None, password: str | None = None) -> list[tuple[str, Any]]:
        order = {"path": str(path), "kind": "auto", "mapping": mapping, "password": password, "local": ["", [], []]}
        answer(self._theirs, order, self._read, self._recent)
        said = []
        while self._ours.poll():
            said.append(read_message(self._ours.recv_bytes()))
        return said

    def close(self) -> None:
        self._ours.close()
        self._theirs.close()


@pytest.fixture
def child() -> Iterator[Child]:
    one = Child()
    yield one
    one.close()


def write(folder: Path, *rows: str, name: str = "thon 1.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_the_same_order_is_answered_alike_without_reading_anew(child: Child, tmp_path: Path) -> None:
    path = write(tmp_path, *ROWS)
    first = child.ask(path)
    assert [kind for kind, _ in first] == ["head", "drafts", "end"]
    assert child.ask(path) == first
    assert (child.opened, child.read) == (["thon 1.csv"], ["thon 1.csv"])


def test_another_mapping_reads_the_sheets_at_hand_as_it_would_read_the_file(child: Child, tmp_path: Path) -> None:
    path = write(tmp_path, *ROWS)
    head = read_head(child.ask(path)[0][1])
    mapping: Any = mapping_of(head)
    mapping[""]["columns"]["E"] = "id_number"
    again = child.ask(path, mapping)
    assert (child.opened, child.read) == (["thon 1.csv"], ["thon 1.csv"] * 2)
    other = Child()
    assert other.ask(path, mapping) == again != child.ask(path)
    other.close()


def test_another_file_takes_the_place_of_the_sheets_and_answers_stay(child: Child, tmp_path: Path) -> None:
    path, other = write(tmp_path, *ROWS), write(tmp_path, *ROWS[:2], name="thon 2.csv")
    first = child.ask(path)
    child.ask(other)
    assert child.ask(path) == first
    child.ask(path, {"": {"header_rows": [1], "columns": {"B": "full_name"}}})
    assert child.opened == ["thon 1.csv", "thon 2.csv", "thon 1.csv"]


def test_a_file_that_was_written_anew_is_read_anew_whatever_its_date_says(child: Child, tmp_path: Path) -> None:
    path = write(tmp_path, *ROWS)
    was = path.stat()
    child.ask(path)
    write(tmp_path, *ROWS[:2], ROWS[2].replace("Bình", "Định"))
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert "Nguyễn Văn Định" in str(child.ask(path))
    path.unlink()
    assert child.ask(path)[0][0] == "error"


def test_what_is_refused_is_refused_each_time(child: Child, tmp_path: Path) -> None:
    path = write(tmp_path, "Tổng hợp", "không có ai")
    assert child.ask(path) == child.ask(path)
    assert child.ask(path)[0][0] == "error"


def test_what_takes_a_password_and_what_is_large_is_not_remembered(
    child: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, *ROWS)
    for _ in range(2):
        child.ask(path, password="x")
    assert child.opened == ["thon 1.csv"] * 2
    monkeypatch.setattr(remembering, "_MOST_ROWS", 1)
    for _ in range(2):
        child.ask(path)
    assert child.opened == ["thon 1.csv"] * 4


def test_answers_make_room_for_newer_ones(child: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [write(tmp_path, *ROWS, name=f"thon {number}.csv") for number in range(3)]
    size = sum(len(str(message).encode()) for message in child.ask(paths[0]))
    monkeypatch.setattr(remembering, "_MOST_BYTES", 2 * size + 200)
    for path in paths[1:]:
        child.ask(path)
    child.read.clear()
    for path in reversed(paths):
        child.ask(path)
    assert child.read == ["thon 0.csv"]


def test_the_reading_process_remembers_through_its_reader(tmp_path: Path) -> None:
    path = write(tmp_path, *ROWS)
    said = []
    with ListReader() as reader:
        for _ in range(2):
            with reader.read(path) as reading:
                said.append((reading.head, list(reading.batches()), reading.set_aside))
    assert said[0] == said[1]
