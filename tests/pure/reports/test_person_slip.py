from __future__ import annotations

from vaxdesk.model.message import Message
from vaxdesk.reports.document import Line, Table
from vaxdesk.reports.person_slip import PersonSlip, SlipChange, make_person_slip
from vaxdesk.wording import Wording

SLIP = PersonSlip(
    "Trạm Y tế xã Bù Gia Mập",
    "2022-05-18T09:42:00+07:00",
    ((Message("Full name"), "Điểu Thị Sen"), (Message("Sex"), Message("Female"))),
    (("1", "AstraZeneca", "05/09/2021", "ABX1", None),),
    (SlipChange("2022-05-18T09:40:00+07:00", "Lan", Message("Correct {field}", {"field": Message("Phone")}),
                None, "0912 345 678", None),),
)  # fmt: skip


def test_the_slip_has_data_doses_and_what_was_changed() -> None:
    document = make_person_slip(Wording("en"), SLIP)
    data, doses, changes = (block for block in document.blocks if isinstance(block, Table))
    assert data.rows == (("Full name", "Điểu Thị Sen"), ("Sex", "Female"))
    assert doses.rows == (("1", "AstraZeneca", "05/09/2021", "ABX1", "–"),)
    assert changes.rows == (("18/05/2022 09:40", "Lan", "Correct Phone", "–", "0912 345 678", ""),)
    for table in (data, doses, changes):
        assert sum(table.widths) == 100
        assert {len(row) for row in table.rows} == {len(table.widths)}


def test_without_doses_and_changes_it_says_so() -> None:
    document = make_person_slip(Wording("en"), PersonSlip(SLIP.station, SLIP.at, SLIP.fields, (), ()))
    assert len([block for block in document.blocks if isinstance(block, Table)]) == 1
    assert Line("No dose") in document.blocks
