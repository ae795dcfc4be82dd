from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from vaxdesk.model.complaint import REFUSALS, Complaint, count_minutes_left, fits_complaint, read_complaint
from vaxdesk.model.person import Value

OPEN = Complaint("report", "person", "phone", "sai ngày sinh", "2022-05-18T09:00+07:00")


def test_a_report_is_due_two_days_after_it_came_in() -> None:
    assert OPEN.due == "2022-05-20T09:00+07:00"
    came = datetime.fromisoformat(OPEN.opened)
    assert count_minutes_left(OPEN.opened, came) == 48 * 60
    assert count_minutes_left(OPEN.opened, came + timedelta(hours=50)) == -120


@pytest.mark.parametrize("said", [OPEN, replace(OPEN, outcome="corrected"), *(
    replace(OPEN, outcome="refused", because=code) for code in REFUSALS
)])  # fmt: skip
def test_what_is_written_reads_back(said: Complaint) -> None:
    assert read_complaint("report", "person", said.as_value()) == said


@pytest.mark.parametrize(
    "changed",
    [
        {"channel": "pigeon"}, {"channel": ["phone"]}, {"said": None}, {"opened": "18/05/2022"},
        {"opened": "2022-05-18T09:00"}, {"outcome": "forgotten"}, {"outcome": "refused"}, {"because": "blurred"},
        {"outcome": "corrected", "because": "blurred"}, {"outcome": "refused", "because": "dull"}, {"more": 1},
    ],
)  # fmt: skip
def test_anything_else_is_no_report(changed: dict[str, Value]) -> None:
    value = {**OPEN.as_value(), **changed}
    assert not fits_complaint(value)
    assert read_complaint("report", "person", value) is None
    assert not fits_complaint("report")
