"""Loading a platform workbook whole: read, matched, checked, written, searchable."""

from __future__ import annotations

import shutil
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.bench.conftest import make_desk
from tests.bench.test_reading import read_all_sheets
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.loading import Loaded, load_list
from vaxdesk.intake.reader import ListReader

MEMORY = 1 << 30
"""Bytes that the program and its reading process may use together."""


@pytest.mark.usefixtures("profile")
@pytest.mark.parametrize(("people", "rounds"), [(10_000, 5), (100_000, 2)])
def test_people_are_loaded_checked_and_searchable(
    benchmark: BenchmarkFixture, write_platform_file: Callable[[int], Path], people: int, rounds: int, tmp_path: Path
) -> None:
    """At most six times as long as calamine alone, which reads the same file before each load."""
    path = write_platform_file(people)
    number = count()
    alone: list[float] = []
    computed: dict[str, list[float]] = {"alone": [], "load": []}
    peaks: list[int] = []
    with ListReader() as reader, ExitStack() as open_desks:

        def make_empty() -> tuple[tuple[Desk, Path], dict[str, object]]:
            reader.warm()
            new = next(number)
            started, begun = time.perf_counter(), time.process_time()
            read_all_sheets(path)
            alone.append(time.perf_counter() - started)
            computed["alone"].append(time.process_time() - begun)
            forget_peak()
            return (open_desks.enter_context(make_desk(tmp_path / str(new))), _copy_anew(path, tmp_path, new)), {}

        def load_once(desk: Desk, path: Path) -> Loaded:
            def note_peak(done: int, total: int | None) -> None:
                del done, total
                child = reader._child
                peaks.append(read_peak("self") + read_peak(str(child.pid) if child is not None else ""))

            begun = time.process_time()
            loaded = load_list(desk, reader, path, progress=note_peak)
            computed["load"].append(time.process_time() - begun)
            assert desk.store.search("nguyen thi")
            return loaded

        loaded = benchmark.pedantic(load_once, setup=make_empty, rounds=rounds, iterations=1, warmup_rounds=1)  # type: ignore[no-untyped-call]
    assert loaded.rows["new"] == people
    assert max(peaks) < MEMORY
    # Of the program alone: the reading process goes on beside it.
    benchmark.extra_info["times calamine in processor time"] = round(min(computed["load"]) / min(computed["alone"]), 1)
    benchmark.extra_info["megabytes of both processes"] = max(peaks) >> 20
    if benchmark.stats is not None:
        benchmark.extra_info["times calamine, the quickest of each"] = round(benchmark.stats.stats.min / min(alone), 1)
        benchmark.extra_info["times calamine, the medians"] = round(
            benchmark.stats.stats.median / sorted(alone)[len(alone) // 2], 1
        )


def _copy_anew(path: Path, folder: Path, number: int) -> Path:
    """Give a copy that says the same in other bytes: of a file as it was the reading process remembers everything."""
    copy = folder / f"{number}-{path.name}"
    shutil.copyfile(path, copy)
    with zipfile.ZipFile(copy, "a") as book:
        book.comment = str(number).encode()
    return copy


def forget_peak() -> None:
    """Have this process's peak of memory counted from now on; only Linux keeps one."""
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def read_peak(process: str) -> int:
    """Give the most bytes a process ever had in memory; 0 where nobody knows."""
    try:
        lines = Path("/proc", process, "status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)
