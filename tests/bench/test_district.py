"""A district of fifteen communes and 200,000 people: search, a commune's package, the figures of all communes."""

from __future__ import annotations

from collections.abc import Iterator
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
from vaxdesk.model.event import person_id
from vaxdesk.model.step import Fact
from vaxdesk.store import Station, make_id

COMMUNES, PEOPLE, IN_A_PACKAGE, PACKAGES = 15, 200_000, 2_000, 3
DISTRICT = Station("Trung tâm Y tế huyện Thực Hành", "691", "district")


def make_rows(stream: str, count: int, first: int) -> list[Fact]:
    """Give the rows of so many invented people of a stream."""
    invented = invent_people(min(count, 2_000), seed=7)
    rows = []
    for place in range(count):
        one = invented[place % len(invented)]
        values = {name: value for name, value in one.truth.items() if value is not None}
        values["id_number"] = f"070190{(first + place) % 1_000_000:06d}"
        doses = [
            {"values": {name: said for name, said in asdict(dose).items() if said is not None}, "raw": {}}
            for dose in one.doses
        ]
        value: dict[str, Any] = {
            "list": "0" * 64, "file": "danh sach.xlsx", "sheet": "Sheet1", "row": place + 2, "cells": {},
            "values": values, "raw": {}, "doses": doses,
        }  # fmt: skip
        rows.append(Fact("row", stream, person_id(stream, str(first + place)), value=value, origin="list"))
    return rows


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
                    desk.check(desk.store.write(make_rows(station.code, IN_A_PACKAGE, number * 100_000), make_id()))
                packages.append(handing_over.pack(desk, DISTRICT.name, folder).path)
        enter_profile(patch, folder / "home")
        with open_desk(folder / "store", None, PASSWORD) as desk:
            for number in range(PACKAGES):
                trusting.trust_card(desk, folder / f"{number}.vaxcard")
            for commune in range(COMMUNES):
                rows = make_rows(f"253{commune:02}", PEOPLE // COMMUNES, commune * 50_000)
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
    assert len(benchmark.pedantic(lambda: collecting.read_communes(desk), rounds=3)) >= COMMUNES  # type: ignore[no-untyped-call]


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
