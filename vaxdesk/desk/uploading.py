"""The platform's import workbooks: who is ready goes up, who isn't is told why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import RowsRefused
from vaxdesk.desk.trusting import now
from vaxdesk.exchange.drive import write_onto_drive
from vaxdesk.exchange.rows import make_platform_row, why_not_writable
from vaxdesk.exchange.workbook import fill_workbook
from vaxdesk.model.handover import digest_row, explain_not_ready, find_delivery
from vaxdesk.model.message import Message
from vaxdesk.model.record import read_record
from vaxdesk.resources import find_resource
from vaxdesk.systems import this_system

PLATFORM_FILE = "vaxdesk-upload"
MOST_ROWS = 5000
"""How many people one workbook holds at the most: the platform takes one workbook at a time."""

Row = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Upload:
    """Workbooks to go up: the files' contents, the digest of each person's row, and who was left out and why."""

    workbooks: Mapping[int, bytes]
    rows: Mapping[str, str]
    left_out: tuple[tuple[str, tuple[Message, ...]], ...]

    def name_files(self, stem: str) -> dict[str, bytes]:
        """Give the workbooks by file name; no name of a person in it."""
        return {f"{stem}-{number:02}.xlsx": data for number, data in self.workbooks.items()}


@dataclass(frozen=True, slots=True)
class Uploaded:
    """Files written, with how many people each holds, and who was left out and why."""

    files: tuple[tuple[Path, int], ...]
    left_out: tuple[tuple[str, tuple[Message, ...]], ...]


def prepare_upload(desk: Desk, *, unless: frozenset[str] = frozenset(), most: int = MOST_ROWS) -> Upload:
    """Fill the platform's workbook with everybody who is ready, but for those whose row got as far as ``unless``.

    A workbook holds ``most`` people at the most.
    """
    rows: list[Row] = []
    digests: dict[str, str] = {}
    left_out = []
    issues, catalogues = desk.store.read_issues(), desk.catalogues
    histories = desk.store.parcels.read_deliveries() if unless else {}
    for record in desk.store.read_records():
        person = read_record(record)
        why = explain_not_ready(person, issues.get(person.id, ())) or why_not_writable(person, catalogues)
        if why:
            left_out.append((person.id, tuple(why)))
            continue
        row = make_platform_row(person, catalogues)
        if find_delivery(histories.get(person.id, ()), digest_row(row)) in unless:
            continue
        rows.append((len(rows) % most + 1, *row[1:]))
        digests[person.id] = digest_row(row)
    blank = find_resource("platform/import_template.xlsx")
    template = blank.read_bytes() if rows else b""
    workbooks = {
        number: fill_workbook(template, rows[start : start + most], file=blank.name)
        for number, start in enumerate(range(0, len(rows), most), start=1)
    }
    return Upload(workbooks, digests, tuple(left_out))


def write_upload(desk: Desk, folder: Path, *, most: int = MOST_ROWS) -> Uploaded:
    """Write the workbooks of everybody who is ready into a folder, each of ``most`` people at the most.

    Their rows become ``packaged``; whose row the platform has accepted as it is today stays out. Each file is named
    after this upload's moment and says of how many it is: what an earlier, larger upload left in the folder stays there
    and is never taken for a part of this one. Raises RowsRefused, and what writing raises.
    """
    if not 1 <= most <= MOST_ROWS:
        raise RowsRefused(most=MOST_ROWS)
    upload = prepare_upload(desk, unless=frozenset({"accepted"}), most=most)
    files = []
    stem = f"{PLATFORM_FILE}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    counts = [min(most, len(upload.rows) - start) for start in range(0, len(upload.rows), most)]
    for (number, data), count in zip(upload.workbooks.items(), counts, strict=True):
        name = f"{stem}-{number}-of-{len(counts)}.xlsx"
        write_onto_drive(this_system(), folder, name, data)
        files.append((folder / name, count))
    with desk.store.transaction():
        desk.store.parcels.add_deliveries(upload.rows, "packaged", None, now())
    return Uploaded(tuple(files), upload.left_out)
