"""Make sample lists of invented people: a platform workbook, and the same people as communes keep them.

    python build_scripts/make_sample_lists.py --out DIR [--people N] [--seed S] [--kind platform|plain|xls|csv|all]

The same seed makes the same people and the same files. ``--truth`` adds ``su_that.ndjson``: for each person what is
true, what the lists say, and what is wrong in them.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import get_args

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

# ruff: noqa: E402 - the tree has to be found first; the project needn't be installed
from vaxdesk.exchange.workbook import fill_workbook
from vaxdesk.intake.samples import (
    COMMUNES,
    InventedPerson,
    Layout,
    PlainTable,
    invent_people,
    plain_csv,
    plain_list,
    plain_table,
    platform_workbook,
)
from vaxdesk.intake.samples.platform import fill_row
from vaxdesk.model.catalogue import PLATFORM_COLUMNS
from vaxdesk.resources import find_resource

KINDS = ("platform", "plain", "xls", "csv")
NO_XLS = (
    "{file} is not written: xlwt, which writes .xls, is not installed. Run `python3 build_scripts/dev.py test --co -q`,"
    " which installs what tests need and runs none of them, then this again."
)


def write_xls(table: PlainTable) -> bytes:
    """Write a list as the ``.xls`` of old Excel."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    covered = {
        (row, column)
        for top, left, bottom, right in table.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    for row, cells in enumerate(table.rows, start=1):
        for column, cell in enumerate(cells, start=1):
            if cell is None or (row, column) in covered:
                continue
            if isinstance(cell, date):
                sheet.write(row - 1, column - 1, cell, day)
            else:
                sheet.write(row - 1, column - 1, cell)
    for top, left, bottom, right in table.merges:
        sheet.write_merge(top - 1, bottom - 1, left - 1, right - 1, table.rows[top - 1][left - 1])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _has_xlwt() -> bool:
    try:
        import xlwt  # noqa: F401 - only whether it is there
    except ModuleNotFoundError:
        return False
    return True


def fill_real_workbook(people: Sequence[InventedPerson], *, untidy_names: bool = False) -> bytes:
    """Put people into the platform's own blank workbook: its styles, its catalogues of the whole country."""
    blank = find_resource("platform/import_template.xlsx")
    rows = (fill_row(person, place, untidy_names=untidy_names) for place, person in enumerate(people))
    cells = [[row.get(column.key) for column in PLATFORM_COLUMNS] for row in rows]
    return fill_workbook(blank.read_bytes(), cells, file=blank.name)


def tell_truth(people: Sequence[InventedPerson]) -> bytes:
    """Give one JSON line per person: truth, what the lists say, and the damages between."""
    lines = (
        json.dumps(
            {
                "truth": {**person.truth, "doses": [asdict(dose) for dose in person.doses]},
                "written": {**person.written, "doses": [asdict(dose) for dose in person.written_doses]},
                "outcome": person.outcome,
                "damages": [asdict(damage) for damage in person.damages],
                "household": person.household,
            },
            ensure_ascii=False,
        )
        for person in people
    )
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files asked for and print their paths."""
    parser = argparse.ArgumentParser(description="Make sample lists of invented people.")
    parser.add_argument("--out", type=Path, required=True, help="folder for the lists; made if it isn't there")
    parser.add_argument("--people", type=int, default=300, help="how many people (default: 300)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same people (default: 1)")
    parser.add_argument("--kind", choices=[*KINDS, "all"], default="all", help="which list to make (default: all)")
    parser.add_argument("--commune", choices=sorted(COMMUNES), default="25222", help="their commune (default: 25222)")
    parser.add_argument(
        "--layout", choices=get_args(Layout), default="flat", help="how the plain lists look (default: flat)"
    )
    parser.add_argument(
        "--typed", action="store_true", help="in plain .xlsx and .xls: true numbers (zeros lost) and true dates"
    )
    parser.add_argument("--untidy", action="store_true", help="some names in capitals or with two spaces")
    parser.add_argument(
        "--full-catalogues", action="store_true", help="fill the platform's own workbook, with all its catalogues"
    )
    parser.add_argument("--truth", action="store_true", help="also write su_that.ndjson, to score against")
    wish = parser.parse_args(arguments)
    people = invent_people(wish.people, wish.seed, wish.commune)
    layout: Layout = wish.layout
    typed, untidy = bool(wish.typed), bool(wish.untidy)

    def make_plain() -> bytes:
        return plain_list(people, layout, typed_numbers=typed, typed_dates=typed, untidy_names=untidy)

    def make_xls() -> bytes:
        return write_xls(plain_table(people, layout, typed_numbers=typed, typed_dates=typed, untidy_names=untidy))

    def make_platform() -> bytes:
        make = fill_real_workbook if wish.full_catalogues else platform_workbook
        return make(people, untidy_names=untidy)

    makers: dict[str, tuple[str, Callable[[], bytes]]] = {
        "platform": ("danh_sach_nen_tang.xlsx", make_platform),
        "plain": ("danh_sach_xa.xlsx", make_plain),
        "xls": ("danh_sach_xa.xls", make_xls),
        "csv": ("danh_sach_xa.csv", lambda: plain_csv(people, layout)),
    }
    files = [makers[kind] for kind in (KINDS if wish.kind == "all" else (wish.kind,))]
    if wish.truth:
        files.append(("su_that.ndjson", lambda: tell_truth(people)))
    lacking = [name for name, make in files if make is make_xls and not _has_xlwt()]
    for name in lacking:
        print(NO_XLS.format(file=name), file=sys.stderr)
    files = [(name, make) for name, make in files if name not in lacking]
    if files:
        wish.out.mkdir(parents=True, exist_ok=True)
    for name, make in files:
        path = wish.out / name
        path.write_bytes(make())
        print(path)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
