from __future__ import annotations

import json

import pytest

from vaxdesk.model.filter import Filter, read_filter, write_filter


@pytest.mark.parametrize(
    "asked",
    [
        Filter(),
        Filter("phone.missing", "warning", "điểu thị", "", "matched", "step", without_doses=True),
        Filter(flagged=True, reported=True, delivery="accepted", dose=1, lacking=2, editor="lan", since="today"),
        Filter(born=1990, order="birth_date", descending=True),
    ],
)
def test_a_filter_is_kept_as_text_and_reads_back(asked: Filter) -> None:
    assert read_filter(write_filter(asked)) == asked


def test_a_part_of_a_newer_program_is_left_out() -> None:
    assert read_filter(json.dumps({"text": "an", "weather": "fine"})) == Filter(text="an")
