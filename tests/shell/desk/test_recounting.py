"""A person's timeline in words, and how somebody stood on a day."""

from __future__ import annotations

from datetime import date

from tests.shell.desk.conftest import name_person
from vaxdesk.desk.adding import add_dose, add_person, move_dose, remove_dose
from vaxdesk.desk.complaining import add_complaint, close_complaint, read_complaints
from vaxdesk.desk.correcting import confirm, mark, set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.flagging import flag
from vaxdesk.desk.panel import read_panel
from vaxdesk.desk.recounting import Moment, read_on, read_timeline
from vaxdesk.desk.reentering import mark_entered
from vaxdesk.desk.taking_back import undo
from vaxdesk.wording import Wording

SEN, AN, HUNG, TUAN = (name_person(name) for name in ("sen", "an", "hùng", "tuấn"))
WORDING = Wording("en")


def tell(moment: Moment) -> str:
    """Give a moment as one sentence."""
    said = (moment.label, moment.old, moment.new, moment.reason)
    return " | ".join(WORDING.tell(one) or "-" for one in said)


def told(desk: Desk, person: str, *, after: int = 1) -> list[str]:
    return [tell(moment) for moment in read_timeline(desk, person)[after:]]


def test_a_person_made_by_hand_starts_with_being_added(desk: Desk) -> None:
    (person,) = add_person(desk, {"full_name": "Điểu Thị Mai", "sex": "Nữ"}, [{"number": "1", "lot": "L1"}]).people
    assert told(desk, person, after=0) == [
        "Add a person | - | Điểu Thị Mai | -",
        "Correct Sex | - | Female | -",
        "Add a dose | - | 1 | -",
        "Correct Lot number, dose 1 | - | L1 | -",
    ]


def test_a_moved_dose_is_found_from_either_side(filled: Desk) -> None:
    move_dose(filled, AN, "3", HUNG, number=1, reason="tiêm cho anh Hùng")
    away = read_timeline(filled, AN)[-1]
    assert tell(away) == "Dose 3 moved to Dương Văn Hùng | - | - | tiêm cho anh Hùng"
    here = read_timeline(filled, HUNG)[1]
    assert tell(here) == "Dose 1 moved here from Nguyễn Văn An | - | - | tiêm cho anh Hùng"
    assert (away.other, here.other) == (HUNG, AN)


def test_a_dose_that_was_taken_away_and_put_back_says_by_whom(filled: Desk) -> None:
    remove_dose(filled, SEN, "2", reason="nhầm")
    undo(filled)
    (moment,) = read_timeline(filled, SEN)[1:]
    assert tell(moment) == "Dose 2 taken away | - | - | nhầm"
    assert not moment.live
    assert moment.undone is not None
    assert moment.undone[0] == "Lan"


def test_every_kind_of_word_is_a_sentence(filled: Desk) -> None:
    set_field(filled, SEN, "birth_date", "06/03/1990", reason="theo thẻ")
    set_field(filled, SEN, "lot", "X9", dose="1")
    add_dose(filled, SEN, {"vaccine": "Pfizer", "date": "01/03/2022"})
    mark(filled, SEN, "matched")
    flag(filled, SEN, "hỏi lại")
    flag(filled, SEN)
    add_complaint(filled, SEN, "phone", "sai ngày sinh")
    close_complaint(filled, read_complaints(filled)[0].complaint.id, "refused", because="blurred")
    mark_entered(filled, [SEN])
    assert told(filled, SEN) == [
        "Correct Birth date | 05/03/1990 | 06/03/1990 | theo thẻ",
        "Correct Lot number, dose 1 | ABX1 | X9 | -",
        "Add a dose | - | 3 | -",
        "Correct Vaccine, dose 3 | - | Pfizer | -",
        "Correct Day of vaccination, dose 3 | - | 01/03/2022 | -",
        "Mark | Not yet verified | Right | -",
        "Flag for a colleague | - | hỏi lại | -",
        "Flag for a colleague | hỏi lại | - | -",
        "Citizen's report | - | sai ngày sinh | -",
        "Citizen's report answered | sai ngày sinh | Refused | The picture is blurred",
        "Typed into the portal | - | - | -",
    ]


def test_what_was_confirmed_is_named(filled: Desk) -> None:
    confirm(filled, TUAN, "phone.missing", reason="không có điện thoại")
    (said,) = told(filled, TUAN)
    assert said.startswith("Confirm as right: ")
    assert said.endswith("không có điện thoại")


def test_somebody_is_told_as_they_were_on_a_day(filled: Desk) -> None:
    assert read_on(filled, SEN, date(2020, 1, 1)) is None
    shown = {
        WORDING.render(title): WORDING.tell(value) for title, value in read_on(filled, SEN, date(2099, 1, 1)) or ()
    }
    assert (shown["Full name"], shown["Birth date"], shown["Sex"]) == ("Điểu Thị Sen", "05/03/1990", "Female")
    assert (shown["Vaccine, dose 1"], shown["Verification"]) == ("AstraZeneca", "Not yet verified")


def test_the_panel_has_the_flag_and_the_open_reports(filled: Desk) -> None:
    flag(filled, SEN, "hỏi lại")
    add_complaint(filled, SEN, "phone", "sai ngày sinh")
    panel = read_panel(filled, SEN)
    assert (panel.flag, [said.said for said in panel.complaints]) == ("hỏi lại", ["sai ngày sinh"])
