from __future__ import annotations

from vaxdesk.store.around import NOWHERE, Moved, Place
from vaxdesk.store.wards import Named

NAMED = Named("p1", "ly van binh", "Lý Văn Bình", "0912345678", None)
PLACES = (
    Place(
        "070190004321",
        "ĐIỂU THỊ HOA",
        "1990-03-05",
        "0912345678",
        "Thôn 1",
        "dieu thi hoa",
        None,
        "2021-09-05|pfizer|A|1",
    ),
    Place(None, "LÝ VĂN AN", "1985", None, "Thôn 1", "ly van an", NAMED, "2021-09-05|pfizer|A|1\n2021-11-28||"),
    Place("285111222", "DIEU THI HOA", "1990-03-05", "0912345678", None, "dieu thi hoa", None, ""),
    NOWHERE,
)


def test_many_who_arrive_are_noted_as_each_of_them_would_be() -> None:
    one_by_one, together = Moved(), Moved()
    for place in PLACES:
        one_by_one.note(NOWHERE, place)
    together.note_arrived(PLACES)
    assert together == one_by_one
    assert (together.guardians, together.named) == ({"ly van binh"}, {"p1": NAMED})
    assert together.given["2021-09-05", "pfizer", "A|1"] == 2
