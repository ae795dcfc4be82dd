"""The yardstick of loading: what the library alone needs to read all sheets of the platform workbook."""

from __future__ import annotations

from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture
from python_calamine import CalamineWorkbook


def read_all_sheets(path: Path) -> int:
    with CalamineWorkbook.from_path(path) as book:
        return sum(len(book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names)


def test_calamine_alone_reads_all_sheets_of_ten_thousand_people(
    benchmark: BenchmarkFixture, platform_file: Path
) -> None:
    rows = benchmark(read_all_sheets, platform_file)
    assert rows > 38_000
