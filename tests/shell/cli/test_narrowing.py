"""Searching with options, and lists under a name, as commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.laptop import Laptop
from tests.shell.cli.test_correcting import ROWS


@pytest.fixture
def station(laptop: Laptop, write_list: Callable[..., Path]) -> Laptop:
    laptop.do_here("load", write_list(*ROWS))
    return laptop


def find(station: Laptop, *words: str) -> list[str]:
    said = station.try_here(station.spell("search", *words))
    assert said.status == 0, said.err
    return [one["full_name"].rpartition(" ")[2] for one in said.records]


def test_a_list_is_narrowed_and_ordered(station: Laptop) -> None:
    assert find(station, "--dose", "2") == ["An"]
    assert find(station, "--without-dose", "2", "--order", "birth_date", "--descending") == ["Bình", "Hoa"]
    assert find(station, "--born", "1990") == find(station, "--hamlet", "Thôn 2") == ["Bình"]
    assert len(find(station, "--commune", "25222")) == 3
    assert find(station, "--commune", "00001") == []
    assert find(station, "--rule", "birth_date.impossible") == ["Hoa"]
    assert find(station, "binh", "--severity", "error") == []
    assert find(station, "nguyn van an") == ["An"]
    assert find(station, "--since", "today") == []
    batch = station.dump("batches")[0]["batch"]
    assert len(find(station, "--list", batch)) == 3
    person = station.dump()[0]
    station.do_here("set", person["id"], "note", "đã gọi")
    assert find(station, "--since", "today") == find(station, "--by", "Lan") == [person["full_name"].split(" ")[-1]]


def test_a_list_is_kept_under_a_name_and_forgotten(station: Laptop) -> None:
    said = station.do_here("worklist", "save", "Thiếu mũi 2", "--without-dose", "2")
    assert said["people"] == 2
    assert [one["name"] for one in station.try_here(station.spell("worklist", "list")).records] == ["Thiếu mũi 2"]
    assert len(find(station, "--worklist", "Thiếu mũi 2")) == 2
    station.do_here("worklist", "remove", "Thiếu mũi 2")
    assert station.try_here(station.spell("worklist", "list")).records == []
    refused = station.do_here("worklist", "remove", "Thiếu mũi 2", status=1)
    assert refused["refused"][0]["code"] == "worklist.unknown"


def test_a_day_that_is_none_is_refused(station: Laptop) -> None:
    said = station.do_here("search", "--since", "31/02/2022", status=1)
    assert said["refused"][0]["code"] == "day.refused"
    assert "--since" in said["refused"][0]["message"]
