from __future__ import annotations

from tests.shell.desk.conftest import name_person
from vaxdesk.desk.correcting import set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.summing_up import read_slip
from vaxdesk.desk.taking_back import undo
from vaxdesk.model.message import Message

SEN = name_person("sen")


def test_a_slip_has_what_is_known_the_doses_and_the_changes_that_stand(filled: Desk) -> None:
    set_field(filled, SEN, "phone", "0987654321", reason="bà đọc")
    set_field(filled, SEN, "hamlet", "Thôn 9")
    undo(filled)
    slip = read_slip(filled, SEN)
    assert slip.station == filled.store.keyring.station.name
    known = {title.text: value for title, value in slip.fields}
    assert (known["Full name"], known["Phone"], known["Hamlet"]) == ("Điểu Thị Sen", "0987 654 321", "Thôn 2")
    assert "Guardian" not in known
    assert [dose[:4] for dose in slip.doses] == [
        ("1", "AstraZeneca", "05/09/2021", "ABX1"), ("2", "AstraZeneca", "28/11/2021", "ABX2")
    ]  # fmt: skip
    (change,) = slip.changes
    assert (change.what, change.old, change.new, change.why, change.user) == (
        Message("Correct {field}", {"field": Message("Phone")}), "0912 345 678", "0987 654 321", "bà đọc", "Lan"
    )  # fmt: skip
