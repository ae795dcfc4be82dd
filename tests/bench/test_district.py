"""A district of fifteen communes and 200,000 people: search, a commune's package, the figures of all communes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.bench.conftest import LIGHT, PASSWORD
from tests.bench.test_searching import QUERIES
from tests.conftest import enter_profile
from vaxdesk.desk import collecting, foreseeing, handing_over, looking, taking_in, trusting
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.starting import open_desk, start_store
from vaxdesk.intake.samples import invent_people
from vaxdesk.intake.samples.places import COMMUNES
from vaxdesk.model.event import person_id
from vaxdesk.model.step import Fact
from vaxdesk.model.text import fold
from vaxdesk.store import Station, make_id

STREAMS, PEOPLE, IN_A_PACKAGE, PACKAGES = 15, 200_000, 2_000, 3
DISTRICT = Station("Trung tâm Y tế huyện Thực Hành", "691", "district")


def make_rows(stream: str, count: int, seed: int, *, bare: bool = False) -> list[Fact]:
    """Give the rows of so many invented people of a stream, their names, numbers, phones and lots as lists have them.

    ``bare``: of a list without accents.
    """
    commune = sorted(COMMUNES)[seed % len(COMMUNES)]
    rows = []
    for place, one in enumerate(invent_people(count, seed, commune)):
        values = {**one.truth, **{field: one.written[field] for field in ("full_name", "id_number", "phone")}}
        if bare:
            values["full_name"] = fold(one.written["full_name"] or "").upper()
        lots = {dose.number: dose.lot for dose in one.written_doses}
        doses = [
            {"values": _leave_out_empty({**asdict(dose), "lot": lots.get(dose.number)}), "raw": {}}
            for dose in one.doses
        ]
        value: dict[str, Any] = {
            "list": "0" * 64, "file": "danh sach.xlsx", "sheet": "Sheet1", "row": place + 2, "cells": {},
            "values": _leave_out_empty(values), "raw": {}, "doses": doses,
        }  # fmt: skip
        rows.append(Fact("row", stream, person_id(stream, str(place)), value=value, origin="list"))
    return rows


def _leave_out_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, list[Path]]]:
    """The district's store, and packages of three stations that it trusts and hasn't taken in."""
    folder = tmp_path_factory.mktemp("district")
    with pytest.MonkeyPatch.context() as patch:
        enter_profile(patch, folder / "home")
        start_store(folder / "store", DISTRICT, "lan", PASSWORD, cost=LIGHT)
        with open_desk(folder / "store", None, PASSWORD) as desk:
            trusting.write_card_file(desk, folder / "district.vaxcard")
        packages = []
        for number in range(PACKAGES):
            enter_profile(patch, folder / f"home {number}")
            station = Station(f"Trạm Y tế xã {number}", f"252{number + 50}")
            start_store(folder / f"station {number}", station, "lan", PASSWORD, cost=LIGHT)
            with open_desk(folder / f"station {number}", None, PASSWORD) as desk:
                trusting.trust_card(desk, folder / "district.vaxcard")
                trusting.write_card_file(desk, folder / f"{number}.vaxcard")
                with desk.store.transaction():
                    desk.check(desk.store.write(make_rows(station.code, IN_A_PACKAGE, number), make_id()))
                packages.append(handing_over.pack(desk, DISTRICT.name, folder).path)
        enter_profile(patch, folder / "home")
        with open_desk(folder / "store", None, PASSWORD) as desk:
            for number in range(PACKAGES):
                trusting.trust_card(desk, folder / f"{number}.vaxcard")
            for commune in range(STREAMS):
                rows = make_rows(f"253{commune:02}", PEOPLE // STREAMS, PACKAGES + commune, bare=commune == 0)
                with desk.store.transaction():
                    desk.check(desk.store.write(rows, make_id()))
            yield desk, packages


def test_a_search_in_the_district(benchmark: BenchmarkFixture, district: tuple[Desk, list[Path]]) -> None:
    """Budget: 100 ms."""
    desk, _ = district
    queries = cycle(QUERIES)
    benchmark.pedantic(lambda: list(looking.search_people(desk, next(queries))), rounds=70)  # type: ignore[no-untyped-call]


def test_the_figures_of_all_communes(benchmark: BenchmarkFixture, district: tuple[Desk, list[Path]]) -> None:
    """No budget: a page that is opened now and then."""
    desk, _ = district
    assert len(benchmark.pedantic(lambda: collecting.read_communes(desk), rounds=3)) >= STREAMS  # type: ignore[no-untyped-call]


def test_the_preview_of_a_package_of_two_thousand(
    benchmark: BenchmarkFixture, district: tuple[Desk, list[Path]]
) -> None:
    """No budget of its own: it does what taking in does, and keeps nothing."""
    desk, packages = district
    seen = benchmark.pedantic(lambda: foreseeing.foresee(desk, packages[0]), rounds=1)  # type: ignore[no-untyped-call]
    assert len(seen.arrivals) == IN_A_PACKAGE


def test_a_package_of_two_thousand_is_taken_in(
    benchmark: BenchmarkFixture, district: tuple[Desk, list[Path]], tmp_path: Path
) -> None:
    """Budget: 10 s, its receipt included."""
    desk, packages = district
    left = iter(packages)
    received = benchmark.pedantic(lambda: taking_in.receive(desk, next(left), tmp_path), rounds=PACKAGES)  # type: ignore[no-untyped-call]
    assert received.new == IN_A_PACKAGE
    assert received.receipt is not None
