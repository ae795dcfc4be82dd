"""What the benches measure with: a big platform workbook, and stores of a commune's and of a district's size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from vaxdesk.desk.desk import Desk
from vaxdesk.desk.starting import open_desk, start_store
from vaxdesk.intake.samples import invent_people, platform_workbook
from vaxdesk.model.event import name_id
from vaxdesk.model.step import Fact
from vaxdesk.store import KdfCost, Station, make_id

PASSWORD = "mot hai ba bon"
LIGHT = KdfCost(memory=64, passes=1, lanes=1)


@pytest.fixture(scope="session")
def write_platform_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Gives so many invented people in the platform's workbook, its catalogue sheets as big as the real ones."""
    folder = tmp_path_factory.mktemp("bench")

    def write(people: int) -> Path:
        path = folder / f"platform-{people}.xlsx"
        if not path.exists():
            path.write_bytes(platform_workbook(invent_people(people, seed=2022), full_size=True))
        return path

    return write


@pytest.fixture(scope="session")
def platform_file(write_platform_file: Callable[[int], Path]) -> Path:
    """10,000 people in the platform's workbook."""
    return write_platform_file(10_000)


@contextmanager
def make_desk(folder: Path, people: int = 0) -> Iterator[Desk]:
    """Make a store, fill it with invented people without a file, and open it."""
    start_store(folder, Station("Trạm Y tế xã Thực Hành", "25222"), "lan", PASSWORD, cost=LIGHT)
    with open_desk(folder, None, PASSWORD) as desk:
        invented = invent_people(min(people, 10_000), seed=7) if people else []
        for start in range(0, people, 10_000):
            facts = [
                _make_row(start + place, person.truth, [asdict(dose) for dose in person.doses])
                for place, person in enumerate(invented[: people - start])
            ]
            with desk.store.transaction():
                written = desk.store.write(facts, make_id())
                desk.check(written)
        yield desk


def _make_row(place: int, truth: Mapping[str, Any], doses: list[dict[str, Any]]) -> Fact:
    # The same people again and again, but for the numbers that tell them apart: nobody shares a phone with hundreds.
    values = {name: value for name, value in truth.items() if value is not None}
    values["id_number"] = f"070190{place:06d}"
    if "phone" in values:
        values["phone"] = f"09{place:08d}"
    said = [{"values": {name: value for name, value in dose.items() if value is not None}, "raw": {}} for dose in doses]
    value: dict[str, Any] = {
        "list": "0" * 64, "file": "danh sach.xlsx", "sheet": "Sheet1", "row": place + 2, "cells": {},
        "values": values, "raw": {}, "doses": said,
    }  # fmt: skip
    return Fact("row", "25222", name_id("bench", str(place)), value=value, origin="list")
