"""A practice store: invented people, so that one can try everything without harm."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from vaxdesk.desk.glancing import PRACTICE_PASSWORD, PRACTICE_USER
from vaxdesk.desk.loading import load_list
from vaxdesk.desk.starting import open_desk, start_store
from vaxdesk.intake.reader import ListReader
from vaxdesk.intake.samples import invent_people, plain_list, platform_workbook, write_otherwise
from vaxdesk.store import Station

_SEED = 2022


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice store that was made."""

    store: Path
    user: str
    password: str
    people: int


def make_practice_store(folder: Path, people: int, *, seed: int = _SEED) -> Practice:
    """Make a store with the lists of a commune in which nobody lives, loaded as a nurse would load them."""
    station = Station("Trạm Y tế xã Thực Hành", "25222")
    start_store(folder, station, PRACTICE_USER, PRACTICE_PASSWORD, practice=True)
    invented = write_otherwise(invent_people(people, seed), seed)
    half = len(invented) * 2 // 3
    lists = {
        "danh sach nen tang.xlsx": platform_workbook(invented[:half]),
        "danh sach thon.xlsx": plain_list(invented[half:]),
    }
    with (
        TemporaryDirectory() as temporary,
        open_desk(folder, PRACTICE_USER, PRACTICE_PASSWORD) as desk,
        ListReader() as reader,
    ):
        for name, data in lists.items():
            path = Path(temporary) / name
            path.write_bytes(data)
            load_list(desk, reader, path)
        return Practice(folder, PRACTICE_USER, PRACTICE_PASSWORD, desk.store.count_people())
