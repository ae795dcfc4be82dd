from __future__ import annotations

import pytest

from vaxdesk.reports.courier_slip import CourierSlip, make_courier_slip
from vaxdesk.reports.document import Document, Line, Signatures, Table
from vaxdesk.wording import Language, Wording

SLIP = CourierSlip(
    12, "Trạm Y tế Mẫu", "25222", "Trung tâm Y tế huyện Mẫu", "2022-05-18T09:41+07:00",
    "vaxdesk-25222-691-0012.vaxsync", 1397, 352, "cau, mưa, bến, nhà, 26",
)  # fmt: skip


def read(document: Document) -> str:
    """Give everything that stands on a document."""
    said = []
    for block in document.blocks:
        if isinstance(block, Line):
            said.append(block.text)
        elif isinstance(block, Table):
            said += [" ".join(row) for row in (block.head, *block.rows)]
        else:
            said += [*block.titles, block.note]
    return "\n".join(said)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_slip_says_number_counts_words_and_who_it_is_between(language: Language) -> None:
    said = read(make_courier_slip(Wording(language), SLIP))
    thousand = "1.397" if language == "vi" else "1,397"
    for part in ("12", SLIP.sender, SLIP.code, SLIP.receiver, SLIP.file, thousand, "352", SLIP.words, "18/05/2022"):
        assert part in said


def test_two_sign_the_slip() -> None:
    places = [one for one in make_courier_slip(Wording("vi"), SLIP).blocks if isinstance(one, Signatures)]
    assert [len(one.titles) for one in places] == [2]
