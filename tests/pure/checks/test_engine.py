from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.pure.checks.damage import spoil_commune
from tests.pure.checks.measuring import Commune
from vaxdesk.checks.engine import Confirmed, Engine, load_engine, rule_table
from vaxdesk.checks.rule import EXAMPLE, Rule
from vaxdesk.checks.spelling import find_spellings
from vaxdesk.model.fold import Conflict, Folded
from vaxdesk.model.issue import Issue
from vaxdesk.model.person import Dose, Guardian, Person, Value
from vaxdesk.model.registers import Head
from vaxdesk.model.source import Source
from vaxdesk.model.surroundings import ListTraits, Lot, Neighbour, Spelling, Ward
from vaxdesk.model.text import name_key
from vaxdesk.resources import load_catalogues


class Around:
    """Surroundings of a test: a day of May 2022, a few lists, a few others, a few sessions.

    ``numbers``, ``phones`` and ``names`` are the others by what they share, ``wards`` the children by their guardian's
    name; ``given`` how many doses of a day, vaccine and lot there are.
    """

    today = "2022-05-20"
    catalogues = load_catalogues()

    def __init__(
        self,
        *,
        traits: Mapping[str, ListTraits] | None = None,
        numbers: Mapping[str, Sequence[Neighbour]] | None = None,
        names: Mapping[str, Sequence[Neighbour]] | None = None,
        wards: Mapping[str, Sequence[Ward]] | None = None,
        given: Mapping[tuple[str, str, str], int] | None = None,
        hamlets: Mapping[str, int] | None = None,
        **accented: bool,
    ) -> None:
        lists = {"swapped": ListTraits(births=30, low=30), "right": ListTraits(births=30, low=12)}
        self.plain: dict[str, set[tuple[str | None, str | None, str | None]]] = {}
        self._traits = {**lists, **(traits or {}), **{one: ListTraits(said) for one, said in accented.items()}}
        self._numbers = NUMBERS if numbers is None else numbers
        self._names = names or {}
        self._wards = wards or {}
        self._given = GIVEN if given is None else given
        self._spellings = find_spellings(frozenset((HAMLETS if hamlets is None else hamlets).items()))

    def read_list(self, batch: str) -> ListTraits:
        return self._traits.get(batch, ListTraits())

    def find_by_number(self, number: str) -> Sequence[Neighbour]:
        return self._numbers.get(number, ())

    def find_by_phone(self, phone: str) -> Sequence[Neighbour]:
        return PHONES.get(phone, ())

    def find_by_name(self, blind: str) -> Sequence[Neighbour]:
        return self._names.get(blind, ())

    def find_wards(self, blind: str) -> Sequence[Ward]:
        return self._wards.get(blind, ())

    def count_lots(self, day: str) -> Mapping[Lot, int]:
        return {Lot(vaccine, lot): doses for (one, vaccine, lot), doses in self._given.items() if one == day}

    def find_days(self, lot: Lot) -> Mapping[str, int]:
        return {day: doses for (day, *one), doses in self._given.items() if Lot(*one) == lot}

    def count_vaccines(self, lot: str) -> Mapping[str, int]:
        counts: Counter[str] = Counter()
        for (_, vaccine, one), doses in self._given.items():
            counts[vaccine] += doses if one == lot else 0
        return {vaccine: doses for vaccine, doses in counts.items() if doses}

    def find_spelling(self, hamlet: str) -> Spelling | None:
        return self._spellings.get(hamlet)

    def decode(self, text: str) -> str | None:
        try:
            decoded = text.encode("cp1252").decode()
        except ValueError:
            return None
        return decoded if decoded != text else None

    def decode_font(self, text: str) -> str | None:
        return FONTS.get(text)


def make_neighbour(person: str, name: str, **more: Any) -> Neighbour:  # noqa: ANN401
    known = {"birth_date": None, "id_number": None, "phone": None, "hamlet": None, "verification": "unverified"}
    return Neighbour(person, name, name_key(name), **{**known, **more})


FONTS = {"NguyÔn ThÞ Hång": "Nguyễn Thị Hồng", "Nguyeãn Thò Hoàng": "Nguyễn Thị Hồng"}
NUMBERS = {"070090009999": (make_neighbour("sen", "Điểu Thị Sen"), make_neighbour("example", "Điểu Thị Hoa"))}
PHONES = {
    "0900000009": tuple(
        make_neighbour(str(place), f"{family} Văn An", hamlet="Thôn 1")
        for place, family in enumerate(("Trần", "Lê", "Võ", "Hồ", "Mai", "Lý"))
    ),
    "0911111119": tuple(make_neighbour(str(place), "Trần Văn An", hamlet="Thôn 1") for place in range(7)),
}
GIVEN = {
    ("2021-09-05", "astrazeneca", "ABX0001"): 300,
    ("2021-09-05", "astrazeneca", "PV46671"): 1,
    ("2021-09-05", "astrazeneca", "ABX001"): 1,
    ("2021-09-05", "astrazeneca", "abx-0001"): 1,
    ("2021-09-05", "astrazeneca", "ABX0007"): 1,
    ("2021-11-28", "astrazeneca", "ABX0002"): 200,
    ("2021-12-20", "pfizer", "FA1000"): 90,
}
HAMLETS = {"Thôn 2": 120, "THON 2": 3, "Thôn 3": 80}

AROUND = Around()
RULES = load_engine().rules
FIRING = [(rule, code, person) for rule in RULES for code, person in rule.fires]
SILENT = [(rule, person) for rule in RULES for person in rule.silent]


def check(person: Person, around: Around = AROUND) -> dict[str, Issue]:
    return {issue.rule: issue for issue in load_engine().check_person(person, around)}


def suggest(person: Person, rule: str) -> list[Value]:
    return [suggestion.value for suggestion in check(person)[rule].suggestions]


@pytest.mark.parametrize(("rule", "code", "person"), FIRING, ids=[f"{one.id}-{code}" for one, code, _ in FIRING])
def test_every_rule_fires_on_its_examples(rule: Rule, code: str, person: Person) -> None:
    found = Engine([rule]).check_person(person, AROUND)
    assert code in {issue.rule for issue in found}


@pytest.mark.parametrize(("rule", "person"), SILENT, ids=[rule.id for rule, _ in SILENT])
def test_every_rule_is_silent_on_those_who_come_close(rule: Rule, person: Person) -> None:
    codes = {code.code for code in rule.codes}
    assert not codes & {issue.rule for issue in Engine([rule]).check_person(person, AROUND)}


def test_every_code_of_every_rule_has_an_example() -> None:
    for rule in RULES:
        assert {code.code for code in rule.codes} == {code for code, _ in rule.fires}, rule.id
        assert rule.silent, rule.id


def test_every_rule_is_found_in_its_folder_and_has_a_number_of_its_own() -> None:
    numbers = [rule.id for rule in RULES]
    assert len(numbers) == len(set(numbers))
    # R08 and R29 are about pairs of people, R30 about what the police said: no rule on one person can tell.
    of_persons = {f"R{number:02d}" for number in range(1, 30)} - {"R08", "R29"}
    assert of_persons <= set(numbers)


def test_nothing_is_said_of_somebody_with_whom_all_is_right() -> None:
    assert load_engine().check_person(EXAMPLE, AROUND) == ()


def test_severities_and_classes_are_those_of_the_contract() -> None:
    table = {code.code: (code.severity, code.class_2262) for code in rule_table()}
    assert len(table) == len(rule_table())
    assert {code: said for code, said in table.items() if not code.endswith(".unreadable")} == {
        "id_number.missing": ("error", "a"),
        "id_number.format": ("error", "b"),
        "id_number.province": ("warning", None),
        "id_number.age": ("error", "b"),
        "id_number.old_card": ("info", None),
        "id_number.shared": ("error", "c"),
        "full_name.characters": ("warning", "c"),
        "full_name.sex": ("warning", None),
        "phone.shared": ("info", None),
        "nationality.passport": ("error", None),
        "guardian.missing": ("warning", None),
        "health_insurance.invalid": ("warning", None),
        "commune_code.unknown": ("warning", None),
        "dose.interval": ("warning", None),
        "dose.gap": ("warning", None),
        "dose.same_number": ("error", None),
        "vaccine.unknown": ("error", None),
        "dose.age": ("warning", None),
        "dose.too_many": ("warning", None),
        "lot.missing": ("info", None),
        "lot.shared": ("warning", None),
        "full_name.no_name": ("error", "c"),
        "full_name.case": ("info", None),
        "hamlet.spelling": ("info", None),
        "lot.outlier": ("warning", None),
        "date.outlier": ("warning", None),
        "birth_date.swapped": ("warning", None),
        "source.overruled": ("info", None),
        "id_number.sex": ("error", "c"),
        "id_number.birth_year": ("error", "c"),
        "full_name.incomplete": ("error", "c"),
        "full_name.no_accents": ("warning", "c"),
        "birth_date.missing": ("error", "c"),
        "birth_date.impossible": ("error", "c"),
        "birth_date.future": ("error", "c"),
        "birth_date.year_only": ("warning", None),
        "birth_date.first_of_january": ("info", None),
        "sex.missing": ("error", "c"),
        "phone.missing": ("warning", None),
        "phone.invalid": ("error", None),
        "phone.old_prefix": ("info", None),
        "dose.incomplete": ("error", None),
        "dose.order": ("error", None),
        "conflict": ("error", None),
        "delivery.rejected": ("error", None),
        "source.differs": ("info", None),
    }


def test_issues_stand_by_rule_field_and_dose() -> None:
    doses = (Dose("b", number=1), Dose("a", number=2))
    issues = load_engine().check_person(Person("p", doses=doses), AROUND)
    places = [(issue.rule, issue.field, issue.dose or "") for issue in issues]
    assert places == sorted(places)
    assert [dose for rule, _, dose in places if rule == "dose.incomplete"] == ["a", "b"]


# Texts that couldn't be read --------------------------------------------------------------------------------------


def test_a_refused_text_is_said_once_by_the_rule_that_knows_most() -> None:
    raw = {"id_number": "28511122", "phone": "09x234", "birth_date": "30/02/1990", "sex": "2"}
    person = replace(EXAMPLE, id_number=None, phone=None, birth_date=None, sex=None, raw=raw)
    assert set(check(person)) == {"id_number.format", "phone.invalid", "birth_date.impossible", "sex.missing"}


def test_a_refused_text_of_which_no_rule_speaks_is_unreadable() -> None:
    person = replace(EXAMPLE, priority_group=None, raw={"priority_group": "17", "nationality": "Kinh", "lạ": "?"})
    found = check(person)
    assert found["priority_group.unreadable"].severity == "error"
    assert found["nationality.unreadable"].severity == "warning"
    assert found["nationality.unreadable"].about == {"nationality": "Kinh"}
    assert found["lạ.unreadable"].field == "lạ"


def test_a_text_kept_beside_a_value_is_a_repair_and_no_issue() -> None:
    assert check(replace(EXAMPLE, raw={"id_number": "O70190004321", "phone": "912345678"})) == {}


def test_a_refused_text_of_a_dose_is_said_of_that_dose_and_is_not_missing_besides() -> None:
    dose = replace(EXAMPLE.doses[0], date=None, vaccine=None, raw={"date": "31/09/2021", "vaccine": "Fluzone"})
    found = check(replace(EXAMPLE, doses=(dose,)))
    assert set(found) == {"date.unreadable", "vaccine.unknown"}
    assert {issue.dose for issue in found.values()} == {dose.id}
    assert {issue.severity for issue in found.values()} == {"error"}


def test_a_guardians_phone_that_could_not_be_read_is_said_though_there_is_a_guardian() -> None:
    person = replace(EXAMPLE, guardian=Guardian("Thị Gơr", None, "mẹ"), raw={"guardian": "09x"})
    assert set(check(person)) == {"guardian.unreadable"}
    assert check(replace(person, guardian=Guardian("Thị Gơr", "0912345678", "mẹ"))) == {}


# Right as it is ---------------------------------------------------------------------------------------------------


def test_what_was_confirmed_stays_silent_until_a_value_it_rests_on_changes() -> None:
    person = replace(EXAMPLE, full_name="Lâm Sa Hoa", sex="male")
    issue = check(person)["id_number.sex"]
    confirmed: Confirmed = {("id_number.sex", None): dict(issue.about)}
    engine = load_engine()
    assert engine.check_person(person, AROUND, confirmed) == ()
    assert engine.check_person(replace(person, phone="0912345679"), AROUND, confirmed) == ()
    changed = replace(person, id_number="070190004322")
    assert [one.rule for one in engine.check_person(changed, AROUND, confirmed)] == ["id_number.sex"]


def test_a_confirmation_is_for_one_dose() -> None:
    doses = tuple(replace(dose, date="2020-09-05" if dose.number == 1 else "2020-10-05") for dose in EXAMPLE.doses)
    person = replace(EXAMPLE, doses=doses)
    first, second = load_engine().check_person(person, AROUND)
    confirmed = {("dose.order", first.dose): dict(first.about)}
    assert load_engine().check_person(person, AROUND, confirmed) == (second,)


def test_a_confirmed_absence_lasts_until_there_is_a_value() -> None:
    person = replace(EXAMPLE, phone=None)
    confirmed: Confirmed = {("phone.missing", None): dict(check(person)["phone.missing"].about)}
    assert load_engine().check_person(person, AROUND, confirmed) == ()


# What lies behind a person ----------------------------------------------------------------------------------------


def test_what_two_hands_wrote_differently_is_a_conflict_of_the_field() -> None:
    heads = tuple(
        Head(str(one), phone, None, None, "typed", "0", "an", "d") for one, phone in enumerate(("091", "092"))
    )
    folded = Folded(EXAMPLE, "25222", ("example",), conflicts=(Conflict("phone", None, heads),))
    (issue,) = load_engine().check(folded, AROUND)
    assert (issue.rule, issue.field, issue.severity) == ("conflict", "phone", "error")


def test_a_list_that_says_something_else_is_only_told() -> None:
    folded = Folded(EXAMPLE, "25222", ("example",), differs={"workplace": ("Trường A", "Trường B"), "note": ()})
    (issue,) = load_engine().check(folded, AROUND)
    assert (issue.rule, issue.field, issue.severity) == ("source.differs", "workplace", "info")
    told = replace(folded, confirmed={("source.differs", None): dict(issue.about)})
    assert load_engine().check(told, AROUND) == ()


# Single rules -----------------------------------------------------------------------------------------------------


def test_a_foreigner_needs_no_citizens_number_but_a_readable_one() -> None:
    assert set(check(replace(EXAMPLE, id_number=None, nationality="KH"))) == {"nationality.passport"}
    assert check(replace(EXAMPLE, id_number="N1234567", nationality="KH")) == {}
    refused = replace(EXAMPLE, id_number=None, nationality="KH", raw={"id_number": "N12"})
    assert set(check(refused)) == {"id_number.format"}
    assert set(check(replace(EXAMPLE, id_number="N1234567", nationality="VN"))) == {"id_number.format"}


def test_the_number_suggests_sex_and_year_only_where_the_other_one_fits() -> None:
    assert suggest(replace(EXAMPLE, sex="male"), "id_number.sex") == ["female"]
    assert suggest(replace(EXAMPLE, birth_date="1991-03-05"), "id_number.birth_year") == ["1990-03-05"]
    both = replace(EXAMPLE, sex="male", birth_date="1991-03-05")
    assert suggest(both, "id_number.sex") == []
    assert suggest(both, "id_number.birth_year") == []
    leap = replace(EXAMPLE, birth_date="1992-02-29")
    assert suggest(leap, "id_number.birth_year") == []


def test_nobody_is_made_a_hundred_years_older_by_one_digit_of_the_number() -> None:
    child = replace(EXAMPLE, birth_date="2012-03-05", id_number="070112004321")
    assert suggest(child, "id_number.birth_year") == ["070312004321"]
    assert suggest(replace(child, sex="male"), "id_number.birth_year") == ["070212004321"]
    assert suggest(replace(child, sex=None), "id_number.birth_year") == []
    old = replace(EXAMPLE, birth_date="1912-03-05", id_number="070312004321")
    assert suggest(old, "id_number.birth_year") == ["2012-03-05"]


def test_the_number_suggests_what_is_missing() -> None:
    assert suggest(replace(EXAMPLE, sex=None), "sex.missing") == ["female"]
    assert suggest(replace(EXAMPLE, birth_date=None), "birth_date.missing") == ["1990"]
    assert suggest(replace(EXAMPLE, birth_date=None, id_number="285111222"), "birth_date.missing") == []


@pytest.mark.parametrize(
    ("said", "suggested"),
    [
        ("30/02/1990", ["1990-02-28"]),
        ("31/06/1990", ["1990-06-30"]),
        ("03/25/1990", ["1990-03-25"]),
        ("31/06/1975", ["1990"]),
        ("45/06/1990", ["1990"]),
        ("khoảng 1990", ["1990"]),
    ],
)
def test_an_impossible_birth_date_gets_the_day_that_was_meant(said: str, suggested: list[str]) -> None:
    person = replace(EXAMPLE, birth_date=None, raw={"birth_date": said})
    assert suggest(person, "birth_date.impossible") == suggested


def test_without_a_number_only_month_and_day_may_be_turned() -> None:
    person = replace(EXAMPLE, birth_date=None, id_number=None, raw={"birth_date": "03/25/1990"})
    assert suggest(person, "birth_date.impossible") == ["1990-03-25"]
    assert suggest(replace(person, raw={"birth_date": "30/02/1990"}), "birth_date.impossible") == []


def test_a_number_that_lost_its_zero_gets_it_back_as_a_suggestion() -> None:
    person = replace(EXAMPLE, id_number=None, raw={"id_number": "70190004321"})
    assert suggest(person, "id_number.format") == ["070190004321"]
    assert suggest(replace(person, birth_date="1991"), "id_number.format") == []


def test_a_name_without_accents_says_something_only_in_a_list_that_has_them() -> None:
    person = replace(EXAMPLE, full_name="Dieu Thi Hoa", sources=(Source("plain", "a.xls", "Sheet1", 3),))
    assert check(person, Around(plain=False)) == {}
    assert set(check(person, Around(plain=True))) == {"full_name.no_accents"}
    other = replace(person, sources=(*person.sources, Source("accented", "b.xls", "Sheet1", 9)))
    assert set(check(other, Around(plain=False, accented=True))) == {"full_name.no_accents"}


@pytest.mark.parametrize(
    ("known", "suggested"),
    [
        ({"phone": "0912345678", "birth_date": "1990"}, ["Điểu Thị Hoa"]),
        ({"phone": "0912345678", "birth_date": "1990-05-03"}, ["Điểu Thị Hoa"]),
        ({"phone": "0912345678", "birth_date": "1962-05-03"}, []),
        ({"phone": "0912345678", "id_number": "070190004322"}, []),
        ({"phone": "0912345670", "birth_date": "1990-05-03"}, []),
    ],
)
def test_a_name_gets_its_accents_from_whoever_has_it_with_the_same_phone(
    known: dict[str, str], suggested: list[str]
) -> None:
    person = replace(EXAMPLE, full_name="Dieu Thi Hoa")
    other = make_neighbour("other", "Điểu Thị Hoa", **known)
    issue = check(person, Around(names={"dieu thi hoa": [other]}))["full_name.no_accents"]
    assert [(one.value, one.certainty) for one in issue.suggestions] == [(one, "likely") for one in suggested]


CHILD = Ward("child", "Điểu Thị Hoa", "0912345678", None, "2012-04-01", "Thôn 2", "Tổ 3")
"""A child whose row names its mother."""
PLACE = {"phone": "0987654321", "hamlet": "Thôn 2", "address": "Tổ 3"}


@pytest.mark.parametrize(
    ("known", "ward", "suggested"),
    [
        ({}, {}, ["Điểu Thị Hoa"]),
        ({}, {"guardian_phone": None, "phone": "0912345678"}, ["Điểu Thị Hoa"]),
        ({"birth_date": None}, {}, ["Điểu Thị Hoa"]),
        ({"birth_date": "2000"}, {}, []),
        ({"phone": "0987654321"}, {}, []),
        ({"phone": None}, {"guardian_phone": None}, []),
        (PLACE, {}, ["Điểu Thị Hoa"]),
        ({**PLACE, "hamlet": "Thôn 3"}, {}, []),
        ({**PLACE, "address": None}, {"address": None}, []),
        ({}, {"id": "example"}, []),
    ],
)
def test_a_name_gets_its_accents_from_a_child_of_the_household_that_names_its_guardian(
    known: dict[str, Any], ward: dict[str, Any], suggested: list[str]
) -> None:
    person = replace(EXAMPLE, **{"full_name": "Dieu Thi Hoa", **known})
    issue = check(person, Around(wards={"dieu thi hoa": [CHILD._replace(**ward)]}))["full_name.no_accents"]
    assert [(one.value, one.certainty) for one in issue.suggestions] == [(one, "likely") for one in suggested]


def test_children_who_name_their_guardian_otherwise_say_nothing_and_the_person_elsewhere_says_more() -> None:
    person = replace(EXAMPLE, full_name="Hoa Thuy")
    first, same, other = (CHILD._replace(guardian=name) for name in ("Hoà Thủy", "HÒA THỦY", "Hoa Thùy"))
    wards = {"hoa thuy": [first, same]}
    assert suggest_around(person, Around(wards=wards)) == ["Hoà Thủy"]
    assert suggest_around(person, Around(wards={"hoa thuy": [first, other]})) == []
    elsewhere = make_neighbour("other", "Hoá Thủy", phone=EXAMPLE.phone)
    assert suggest_around(person, Around(wards=wards, names={"hoa thuy": [elsewhere]})) == ["Hoá Thủy"]


def suggest_around(person: Person, around: Around) -> list[Value]:
    return [one.value for one in check(person, around)["full_name.no_accents"].suggestions]


@pytest.mark.parametrize("said", list(FONTS))
def test_a_name_typed_for_an_old_font_gets_what_the_font_showed(said: str) -> None:
    assert suggest(replace(EXAMPLE, full_name=said), "full_name.characters") == [FONTS[said]]


@pytest.mark.parametrize(
    ("said", "lot", "suggested"),
    [
        ("31/09/2021", None, ["2021-09-30"]),
        ("09/25/2021", None, ["2021-09-25"]),
        ("35/09/2021", "ABX0001", ["2021-09-05"]),
        ("35/09/2021", None, []),
        ("00/00/2021", "ABX0001", []),
        ("31/09/0000", None, []),
        ("sáng thứ hai", "ABX0001", []),
    ],
)
def test_a_day_of_a_dose_that_is_none_gets_the_one_that_was_meant(
    said: str, lot: str | None, suggested: list[str]
) -> None:
    dose = replace(EXAMPLE.doses[0], date=None, lot=lot, raw={"date": said})
    assert suggest(replace(EXAMPLE, doses=(dose,)), "date.unreadable") == suggested


def test_today_is_not_in_the_future_and_tomorrow_is() -> None:
    assert "birth_date.future" not in check(replace(EXAMPLE, birth_date="2022-05-20", id_number=None))
    assert "birth_date.future" in check(replace(EXAMPLE, birth_date="2022-05-21", id_number=None))
    assert "birth_date.future" not in check(replace(EXAMPLE, birth_date="2022", id_number=None))
    assert "birth_date.future" in check(replace(EXAMPLE, birth_date="2023", id_number=None))


def orders(*dates: str | None, born: str = "1990-03-05") -> list[int | None]:
    doses = tuple(
        Dose(f"d{number}", number=number, vaccine="pfizer", date=date) for number, date in enumerate(dates, start=1)
    )
    person = replace(EXAMPLE, birth_date=born, id_number=None, doses=doses)
    numbers = {dose.id: dose.number for dose in doses}
    found = load_engine().check_person(person, AROUND)
    return [numbers[issue.dose or ""] for issue in found if issue.rule == "dose.order"]


def test_doses_follow_each_other() -> None:
    assert orders("2021-09-05", "2021-10-05", "2022-01-05") == []
    assert orders("2021-09-05", "2021-09-05") == [2]
    assert orders("2021-10-05", "2021-09-05", "2022-01-05") == [2]
    assert orders("2021-09-05", None, "2021-08-05") == [3]


def test_dates_known_in_part_accuse_nobody_unless_the_part_does() -> None:
    assert orders("2021-09", "2021-09-05") == []
    assert orders("2021-09-05", "2021-09") == []
    assert orders("2021-09-05", "2021-08") == [2]
    assert orders("2021") == []
    assert orders("2020") == [1]


def test_the_first_day_of_the_campaign_and_today_are_days_for_a_dose() -> None:
    assert orders("2021-03-08", "2022-05-20") == []
    assert orders("2021-03-07", "2022-05-21") == [1, 2]


def test_nobody_is_vaccinated_before_birth() -> None:
    assert orders("2021-09-05", born="2021-09-05") == []
    assert orders("2021-09-05", born="2021-10-05") == [1]
    assert orders("2021-09-05", born="2021") == []


def test_a_birth_date_that_has_not_come_accuses_no_dose() -> None:
    assert orders("2021-09-05", born="2091-10-05") == []


def test_swapped_day_and_month_of_a_dose_are_suggested_where_they_fit() -> None:
    doses = (EXAMPLE.doses[0], replace(EXAMPLE.doses[1], date="2021-05-11"))
    assert suggest(replace(EXAMPLE, doses=doses), "dose.order") == ["2021-11-05"]
    doses = (EXAMPLE.doses[0], replace(EXAMPLE.doses[1], date="2021-05-08"))
    assert suggest(replace(EXAMPLE, doses=doses), "dose.order") == ["2022-05-08"]
    doses = (EXAMPLE.doses[0], replace(EXAMPLE.doses[1], date="2021-08-08"))
    assert suggest(replace(EXAMPLE, doses=doses), "dose.order") == []


def test_one_missing_part_of_a_dose_is_named_several_are_said_of_the_dose() -> None:
    def field(dose: Dose) -> str:
        return check(replace(EXAMPLE, doses=(dose,)))["dose.incomplete"].field

    whole = EXAMPLE.doses[0]
    assert field(replace(whole, date=None)) == "date"
    assert field(replace(whole, vaccine=None)) == "vaccine"
    assert field(replace(whole, number=None)) == "number"
    assert field(Dose("d", number=1)) == "dose"
    assert field(Dose("d")) == "dose"


def test_what_many_got_is_judged_once_and_as_it_is_judged_for_each() -> None:
    spoilt = spoil_commune(400, 7, AROUND.catalogues)
    together, alone = Commune(spoilt.people, AROUND.catalogues), Commune(spoilt.people, AROUND.catalogues)
    engine = load_engine()
    rules = Counter[str]()
    for person in spoilt.people:
        found = engine.check_person(person, together)
        alone.plain.clear()
        assert found == engine.check_person(person, alone)
        rules.update(issue.rule for issue in found if issue.dose is not None)
    assert together.plain
    assert {"dose.incomplete", "vaccine.unknown"} <= rules.keys()


def test_a_dose_of_which_nothing_is_said_vouches_for_none_that_lacks_more() -> None:
    around = Around()
    first, second = EXAMPLE.doses
    load_engine().check_person(EXAMPLE, around)
    assert around.plain
    unnumbered = replace(EXAMPLE, doses=(first, replace(second, number=None)))
    assert [one.rule for one in load_engine().check_person(unnumbered, around)] == ["dose.incomplete"]
    refused = replace(EXAMPLE, doses=(first, replace(second, site=None, raw={"site": "?"})))
    assert [one.rule for one in load_engine().check_person(refused, around)] == ["site.unreadable"]
