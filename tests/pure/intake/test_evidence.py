from __future__ import annotations

import random

import pytest

from tests.awkward.spelling import SPELLINGS
from vaxdesk.intake.evidence import LOST, decode_columns, find_encodings
from vaxdesk.intake.samples.names import (
    ETHNICITIES,
    FOREIGN_COUNTRIES,
    invent_family,
    invent_foreign_name,
    invent_name,
)
from vaxdesk.model.text import tidy

STRANGERS = (
    "José García", "Müller Jürgen", "François Noël", "Điểu K'Rứ", "H'Bình", "Sørën Ångström", "Zoë Brontë",
    "Đỗ Ðình Ðức", "René", "João Conceição", "Inès Lefèvre", "Håkan Åkerström", "Muñoz Peña", "Ñ", "Lý Ì",
    "Bà Rịa – Vũng Tàu", "Đường số 5 – “Khu A”", "½ ngày", "Trần Văn Tèo «Tư»", "Nguyễn Thị Bé · 2", "Thò Lò", "Tõ",
    "Hâ Võ", "Côté", "Bé Lê", "Thuý Hoà", "Aó Dài", "Nguyen Van A.", "Hoa (me)", "Y' Moan", "C++ ^_^", "Ai? Sao?",
)  # fmt: skip


def invent(chance: random.Random) -> str:
    sex = chance.choice(("male", "female"))
    if chance.random() < 0.03:
        return invent_foreign_name(chance, chance.choice(list(FOREIGN_COUNTRIES)), sex)
    ethnicity = ETHNICITIES.draw(chance)
    return invent_name(chance, ethnicity, sex, invent_family(chance, ethnicity))


def read(cells: list[str]) -> list[str]:
    rows = [[cell] for cell in cells]
    return [tidy(row[0]) for row in decode_columns(rows, find_encodings(rows))[0]]


def test_right_unicode_is_never_decoded() -> None:
    """A hundred thousand names, those of other peoples and foreigners among them, in columns of every size."""
    chance = random.Random(8)
    for _ in range(5000):
        cells = [
            chance.choice(STRANGERS) if chance.random() < 0.03 else invent(chance)
            for _ in range(chance.choice((1, 2, 5, 20, 72)))
        ]
        assert read(cells) == [tidy(cell) for cell in cells]


@pytest.mark.parametrize("capitals", [False, True])
@pytest.mark.parametrize("name", list(SPELLINGS))
def test_a_column_of_twenty_names_is_enough_to_know_its_encoding(name: str, capitals: bool) -> None:  # noqa: FBT001 - a parameter
    chance = random.Random(name)
    wrong = 0
    for _ in range(100):
        cells = [invent(chance) for _ in range(20)]
        cells = [cell.upper() for cell in cells] if capitals else cells
        wrong += sum(
            one != other for one, other in zip(read([SPELLINGS[name](cell) for cell in cells]), cells, strict=True)
        )
    assert wrong <= 4  # of 2,000: words that are another word in the other reading


def test_a_column_can_hold_both_and_each_cell_is_read_as_it_is_written() -> None:
    right = ["Nguyễn Thị Huệ", "Điểu Văn Lực", "Lê Hoàng", "Trần Thị Bé", "Phạm Đức", "Vũ Thị Hồng"]
    old = [SPELLINGS["tcvn3"](name) for name in ("Nguyễn Văn Tú", "Trần Thị Mỹ", "Lê Đình Phúc")]
    assert read(right + old) == [*right, "Nguyễn Văn Tú", "Trần Thị Mỹ", "Lê Đình Phúc"]


@pytest.mark.parametrize(
    ("written", "meant"), [("Kim Sr©y Mum", "Kim Srây Mum"), ("H'KR¥M", "H'KRƠM"), ("Danh Sa V\xad¬l", "Danh Sa Vươl")]
)
def test_a_name_of_another_people_with_signs_between_letters_goes_with_one_that_is_proven(
    written: str, meant: str
) -> None:
    cells = ["Điểu Thị Sen", "NguyÔn ThÞ H»ng", written, "Comirnaty®", "Trần Văn Tèo «Tư»"]
    assert read(cells) == ["Điểu Thị Sen", "Nguyễn Thị Hằng", meant, "Comirnaty®", "Trần Văn Tèo «Tư»"]
    alone = ["Điểu Thị Sen", written, "Lê Văn An"]
    assert read(alone) == [tidy(cell) for cell in alone]


def test_a_header_of_one_word_goes_with_its_sheet() -> None:
    spell = SPELLINGS["vni"]
    rows = [
        [spell("Họ và tên"), spell("SĐT")],
        *([spell(f"Nguyễn Thị {name}"), "0912345678"] for name in ("Huệ", "Mỹ")),
    ]
    assert decode_columns(rows, find_encodings(rows))[0][0] == ["Họ và tên", "SĐT"]


def test_a_title_in_an_old_font_doesnt_touch_the_rows_below() -> None:
    rows = [[SPELLINGS["tcvn3"]("DANH SÁCH NGƯỜI ĐÃ TIÊM")], *([name] for name in ("Lê Bé", "Hoà Thuý", "Trần Thị Mỹ"))]
    assert [row[0] for row in decode_columns(rows, find_encodings(rows))[0]] == [
        "DANH SÁCH NGƯỜI ĐÃ TIÊM", "Lê Bé", "Hoà Thuý", "Trần Thị Mỹ",
    ]  # fmt: skip


def test_what_was_done_is_told_with_examples() -> None:
    rows = [[SPELLINGS["tcvn3"](name)] for name in ("Nguyễn Thị Huệ", "Trần Văn Tú", "Lê Mỹ")] + [["Điểu Lực"]]
    _, told = decode_columns(rows, find_encodings(rows))
    assert (told[0].name, told[0].decoded, told[0].kept) == ("tcvn3", 3, 1)
    assert ("NguyÔn ThÞ HuÖ", "Nguyễn Thị Huệ") in told[0].examples
    assert 0 < told[0].confidence <= 100


def test_question_marks_for_letters_are_told_and_nothing_is_invented() -> None:
    rows = [["Nguy?n Th? Hu?"], ["Tr?n V?n T?"], ["Lê Lan"]]
    assert find_encodings(rows) == {0: LOST}
    assert decode_columns(rows, {0: LOST})[0] == rows
