"""The invented people: repeatable, plausible, wrong exactly where they say so."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date

import pytest

from vaxdesk.intake.samples import (
    COMMUNES,
    Damage,
    InventedPerson,
    invent_people,
    plain_csv,
    plain_table,
    write_otherwise,
)
from vaxdesk.intake.samples.damage import Outcome
from vaxdesk.intake.samples.forms import PLATFORM_VACCINES
from vaxdesk.intake.samples.people import SHARES
from vaxdesk.intake.samples.places import SITE_NAMES
from vaxdesk.model.identity import decode_cccd, id_kind, is_placeholder, read_id_number, read_phone

PEOPLE = invent_people(3000, seed=7)
OTHERWISE = write_otherwise(PEOPLE, seed=7)
"""The same in a practice list."""
SEXES = ("Nam", "Nữ")


def spell_date(iso: object) -> str:
    return "/".join(reversed(str(iso).split("-")))


def find_differences(person: InventedPerson) -> set[str]:
    """Name the fields that the list has otherwise than they are."""
    truth, written = person.truth, person.written
    said = {field: None if value is None else str(value) for field, value in truth.items() if field != "guardian"}
    said["birth_date"] = spell_date(truth["birth_date"])
    said["sex"] = "Nam" if truth["sex"] == "male" else "Nữ"
    return {field for field, value in said.items() if written[field] != value}


def test_the_same_seed_gives_the_same_people_and_another_seed_gives_others() -> None:
    assert invent_people(60, seed=3) == invent_people(60, seed=3)
    assert invent_people(60, seed=3) != invent_people(60, seed=4)


def test_as_many_people_come_as_are_asked_for() -> None:
    assert [len(invent_people(count, seed=1)) for count in (0, 1, 2, 99)] == [0, 1, 2, 99]


def test_an_unknown_commune_is_refused() -> None:
    with pytest.raises(ValueError, match="99999"):
        invent_people(1, seed=1, commune="99999")


@pytest.mark.parametrize("code", sorted(COMMUNES))
def test_people_live_in_the_hamlets_of_their_commune_and_were_vaccinated_at_a_known_site(code: str) -> None:
    people = invent_people(40, seed=2, commune=code)
    assert {person.truth["commune_code"] for person in people} == {code}
    assert {person.truth["hamlet"] for person in people} <= set(COMMUNES[code].hamlets)
    assert {dose.site for person in people for dose in person.doses} <= set(SITE_NAMES)


def test_outcomes_come_in_the_shares_of_march_2022() -> None:
    counts = Counter(person.outcome for person in PEOPLE)
    for outcome, share in SHARES.items():
        assert counts[outcome] == pytest.approx(len(PEOPLE) * share / 100, abs=0.01 * len(PEOPLE))


@pytest.mark.parametrize("people", [PEOPLE, OTHERWISE], ids=["as ever", "practice"])
def test_whoever_is_right_or_pending_stands_in_the_list_as_they_are(people: list[InventedPerson]) -> None:
    for person in people:
        if person.outcome in {"right", "pending"}:
            assert not person.damages
            assert not find_differences(person)


@pytest.mark.parametrize("people", [PEOPLE, OTHERWISE], ids=["as ever", "practice"])
def test_the_damages_name_every_field_that_differs_and_no_other(people: list[InventedPerson]) -> None:
    for person in people:
        assert find_differences(person) == {damage.field for damage in person.damages if damage.dose is None}


@pytest.mark.parametrize("people", [PEOPLE, OTHERWISE], ids=["as ever", "practice"])
def test_the_damages_name_every_dose_that_differs_and_no_other(people: list[InventedPerson]) -> None:
    for person in people:
        different = {
            (field, true.number)
            for true, said in zip(person.doses, person.written_doses, strict=True)
            for field, one, other in (
                ("vaccine", true.vaccine, said.vaccine), ("lot", true.lot, said.lot), ("site", true.site, said.site),
                ("date", spell_date(true.date), said.date),
            )
            if one != other
        }  # fmt: skip
        assert different == {(damage.field, damage.dose) for damage in person.damages if damage.dose is not None}


def test_only_practice_lists_have_hamlets_spelt_otherwise_and_lots_mistyped() -> None:
    slips = [Counter(damage.field for one in people for damage in one.damages) for people in (PEOPLE, OTHERWISE)]
    more = slips[1] - slips[0]
    assert set(more) == {"hamlet", "lot"}
    assert min(more.values()) > 40
    assert write_otherwise(PEOPLE, seed=7) == OTHERWISE != write_otherwise(PEOPLE, seed=8)


def test_wrong_people_are_wrong_in_what_the_police_compare() -> None:
    compared = {"full_name", "birth_date", "sex", "id_number"}
    expected: dict[Outcome, int] = {"wrong": 750, "no_number": 150}
    for outcome, count in expected.items():
        fields = [{damage.field for damage in one.damages} & compared for one in PEOPLE if one.outcome == outcome]
        assert all(fields)
        assert len(fields) == pytest.approx(count, abs=30)


def test_a_number_that_should_be_missing_or_malformed_is_never_a_whole_one() -> None:
    for person in PEOPLE:
        if person.outcome == "no_number":
            said = person.written["id_number"]
            whole = said is not None and said.isdigit() and len(said) in {9, 12} and not is_placeholder(said)
            assert not whole


def test_every_kind_of_damage_comes_up() -> None:
    met = {(damage.field, damage.what) for person in PEOPLE for damage in person.damages}
    assert {what for field, what in met if field == "full_name"} == {
        "tone_lost", "tone_turned", "letters_swapped", "letter_lost", "accents_lost", "middle_lost",
    }  # fmt: skip
    assert {what for field, what in met if field == "birth_date"} == {
        "swapped", "day_off", "year_off", "first_of_january", "year_only", "missing", "impossible",
    }  # fmt: skip
    assert {what for field, what in met if field == "id_number"} >= {
        "digit", "digits_swapped", "borrowed", "missing", "lost_zero", "wrong_length", "placeholder", "scientific",
        "letters",
    }  # fmt: skip
    assert {what for field, what in met if field == "phone"} == {
        "old_prefix", "lost_zero", "missing", "digit_lost", "letters",
    }  # fmt: skip
    assert {(field, what) for field, what in met if field in {"date", "vaccine"}} == {
        ("date", "missing"), ("date", "same_day"), ("date", "swapped"), ("date", "year_off"), ("vaccine", "missing"),
    }  # fmt: skip


def test_true_numbers_decode_to_the_person_and_read_without_repair() -> None:
    for person in PEOPLE:
        truth = person.truth
        number, phone = str(truth["id_number"]), str(truth["phone"])
        assert read_id_number(number).value == number
        assert read_id_number(number).raw is None
        assert id_kind(number) == truth["id_kind"]
        assert read_phone(phone).value == phone
        assert read_phone(phone).raw is None
        facts = decode_cccd(number)
        if truth["id_kind"] == "cccd":
            assert facts is not None
            assert (facts.sex, facts.birth_year) == (truth["sex"], int(str(truth["birth_date"])[:4]))
        else:
            assert facts is None


def test_most_numbers_are_of_the_province_and_a_few_are_old_cards_or_passports() -> None:
    numbers = Counter(str(person.truth["id_kind"]) for person in PEOPLE)
    home = sum(str(person.truth["id_number"]).startswith("070") for person in PEOPLE)
    assert 0.5 < home / len(PEOPLE) < 0.9
    assert 0.02 < numbers["cmnd"] / len(PEOPLE) < 0.12
    assert 0 < numbers["passport"] < 30


def test_nobody_shares_a_number_unless_a_damage_says_so() -> None:
    numbers = Counter(person.truth["id_number"] for person in PEOPLE)
    assert numbers.most_common(1)[0][1] == 1
    insured = Counter(person.truth["health_insurance"] for person in PEOPLE if person.truth["health_insurance"])
    assert insured.most_common(1)[0][1] == 1
    written = Counter(
        read_id_number(person.written["id_number"] or "").value
        for person in PEOPLE
        if Damage("id_number", "borrowed") not in person.damages
    )
    del written[None]
    assert written.most_common(1)[0][1] == 1


def test_a_household_lives_in_one_place_and_shares_a_phone() -> None:
    homes: dict[int, list[InventedPerson]] = {}
    for person in PEOPLE:
        homes.setdefault(person.household, []).append(person)
    assert all(len({(one.truth["hamlet"], one.truth["address"]) for one in home}) == 1 for home in homes.values())
    phones = Counter(person.truth["phone"] for person in PEOPLE)
    assert sum(count > 1 for count in phones.values()) > len(homes) / 4


def test_children_have_a_guardian_of_their_household_and_grown_people_have_none() -> None:
    names: dict[int, set[object]] = {}
    for person in PEOPLE:
        names.setdefault(person.household, set()).add(person.truth["full_name"])
    children = 0
    for person in PEOPLE:
        guardian = person.truth["guardian"]
        if isinstance(guardian, dict):
            children += 1
            assert guardian["relation"] in {"mẹ", "cha", "bà"}
            assert person.written["guardian"] == guardian["full_name"]
        assert isinstance(guardian, dict) == (str(person.truth["birth_date"]) > "2004-05-25")
    assert children > 300
    found = sum(
        isinstance(person.truth["guardian"], dict) and person.truth["guardian"]["full_name"] in names[person.household]
        for person in PEOPLE
    )
    assert found >= children - 5


def test_doses_follow_each_other_in_the_intervals_of_the_campaign() -> None:
    shortest = {"astrazeneca": 28, "pfizer": 21, "moderna": 28, "sinopharm": 21, "sputnik-v": 21, "abdala": 14}
    for person in PEOPLE:
        days = [date.fromisoformat(dose.date) for dose in person.doses]
        assert [dose.number for dose in person.doses] == list(range(1, len(days) + 1))
        assert 1 <= len(days) <= 4
        assert days[0] >= date(2021, 3, 8)
        assert days[-1] <= date(2022, 5, 31)
        for before, after in zip(person.doses, person.doses[1:], strict=False):
            gap = (date.fromisoformat(after.date) - date.fromisoformat(before.date)).days
            if after.kind == "primary":
                assert gap >= shortest[before.vaccine]
            else:
                least = 28 if after.kind == "additional" else 120 if before.kind == "booster" else 90
                assert gap >= least


def test_nobody_was_too_young_for_their_vaccine() -> None:
    for person in PEOPLE:
        born = str(person.truth["birth_date"])
        for dose in person.doses:
            youngest = {"pfizer": 5, "moderna": 6}.get(dose.vaccine, 18)
            assert f"{int(born[:4]) + youngest}{born[4:]}" <= dose.date


def test_a_lot_belongs_to_one_vaccine() -> None:
    lots = {(dose.lot, dose.vaccine) for person in PEOPLE for dose in person.doses}
    assert len({lot for lot, _ in lots}) == len(lots)
    assert {vaccine for _, vaccine in lots} <= set(PLATFORM_VACCINES)


def test_names_are_in_composed_unicode_with_one_space_between_words() -> None:
    for person in PEOPLE:
        for name in (str(person.truth["full_name"]), person.written["full_name"] or ""):
            assert name == unicodedata.normalize("NFC", name)
            assert name == " ".join(name.split())
    beginnings = Counter(str(person.truth["full_name"]).split()[0] for person in PEOPLE)
    assert {"Nguyễn", "Điểu", "Thị", "Nông", "Lâm", "Y"} <= set(beginnings)


def test_in_a_flat_list_every_row_is_a_person_or_a_title_a_header_or_the_foot() -> None:
    people = PEOPLE[:50]
    table = plain_table(people)
    assert sorted(table.people_rows.values()) == list(range(50))
    (header,) = table.header_rows
    assert table.rows[header - 1][:3] == ("STT", "Họ và tên", "Ngày sinh")
    for row, place in table.people_rows.items():
        written = people[place].written
        assert table.rows[row - 1][1:7] == tuple(
            written[field] for field in ("full_name", "birth_date", "sex", "id_number", "phone", "hamlet")
        )
    foot = [row for row in table.rows[max(table.people_rows) :] if any(row)]
    assert foot[0][1] == "Tổng cộng: 50 người"
    assert {len(row) for row in table.rows} == {len(table.rows[0])}


def test_a_list_of_doses_has_a_row_for_each() -> None:
    people = PEOPLE[:50]
    table = plain_table(people, "dose_rows")
    assert Counter(table.people_rows.values()) == {
        place: len(person.written_doses) for place, person in enumerate(people)
    }


def test_a_list_by_years_puts_the_year_under_the_sex_and_gives_each_hamlet_a_heading() -> None:
    people = PEOPLE[:200]
    table = plain_table(people, "years")
    above, below = table.header_rows
    assert table.rows[above - 1][2:4] == ("Năm sinh", None)
    assert table.rows[below - 1][2:4] == SEXES
    for row, place in table.people_rows.items():
        written = people[place].written
        year = (written["birth_date"] or "x")[-4:]
        expected = tuple(year if written["sex"] == sex else None for sex in SEXES)
        assert table.rows[row - 1][2:4] == expected
    headings = [row[1] for row in table.rows if isinstance(row[1], str) and row[1].startswith("THÔN ")]
    assert headings == list(dict.fromkeys(str(person.truth["hamlet"]).upper() for person in people))


def test_typed_numbers_lose_their_zeros_and_typed_dates_are_dates() -> None:
    person = next(one for one in PEOPLE if one.outcome == "right" and one.truth["id_kind"] == "cccd")
    table = plain_table([person], typed_numbers=True, typed_dates=True)
    (row,) = table.people_rows
    cells = table.rows[row - 1]
    assert cells[4] == int(str(person.truth["id_number"]))
    assert cells[5] == int(str(person.truth["phone"]))
    assert cells[2] == date.fromisoformat(str(person.truth["birth_date"]))


def test_a_date_that_does_not_exist_stays_text_when_typed() -> None:
    said = [one for one in PEOPLE if any(damage.what == "impossible" for damage in one.damages)]
    table = plain_table(said, typed_dates=True)
    assert all(isinstance(table.rows[row - 1][2], str) for row in table.people_rows)


def test_untidy_names_differ_only_in_capitals_and_spaces() -> None:
    people = PEOPLE[:40]
    table = plain_table(people, untidy_names=True)
    names = {place: str(table.rows[row - 1][1]) for row, place in table.people_rows.items()}
    for place, name in names.items():
        assert " ".join(name.casefold().split()) == str(people[place].written["full_name"]).casefold()
    assert any(name.isupper() for name in names.values())
    assert any("  " in name for name in names.values())


def test_a_text_file_begins_with_its_mark_and_ends_its_lines_as_excel_does() -> None:
    data = plain_csv(PEOPLE[:5])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert data.decode("utf-8-sig").count("\r\n") == len(plain_table(PEOPLE[:5]).rows)


def test_an_empty_list_still_has_its_header_and_foot() -> None:
    table = plain_table([])
    assert table.people_rows == {}
    assert table.rows[table.header_rows[0] - 1][0] == "STT"
