from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.pure.model.histories import Act, Story, acts
from vaxdesk.model.person import Dose, Guardian, Person
from vaxdesk.model.record import read_record, write_record
from vaxdesk.model.source import Source

TEXTS = st.none() | st.text(max_size=8)
RAW = st.dictionaries(st.sampled_from(["phone", "birth_date", "lot"]), st.text(max_size=5), max_size=2)
DOSES = st.builds(Dose, st.text(max_size=4), st.none() | st.integers(1, 9), *[TEXTS] * 5, RAW)
PEOPLE = st.builds(
    Person,
    id=st.text(max_size=4),
    full_name=TEXTS,
    guardian=st.none() | st.builds(Guardian, TEXTS, TEXTS, TEXTS),
    priority_group=st.none() | st.integers(1, 16),
    doses=st.lists(DOSES, max_size=3).map(tuple),
    verification_reason=TEXTS,
    merged=st.lists(st.text(max_size=4), max_size=2).map(tuple),
    raw=RAW,
    sources=st.lists(st.builds(Source, st.text(), st.text(), TEXTS, st.integers(1, 9)), max_size=2).map(tuple),
)


@given(PEOPLE)
def test_a_person_is_read_back_as_written(person: Person) -> None:
    assert read_record(json.loads(json.dumps(write_record(person)))) == person


@given(acts())
def test_whatever_happened_to_a_person_their_record_says_all_of_it(played: list[Act]) -> None:
    for one in Story().play(played).meet().people.values():
        assert read_record(json.loads(json.dumps(write_record(one.person)))) == one.person


def test_every_key_of_the_contract_is_there_also_where_nothing_is_known() -> None:
    record = write_record(Person("an", doses=(Dose("d"),), sources=(Source("b", "a.xls", None, 12),)))
    assert set(record) == {
        "id", "full_name", "birth_date", "sex", "id_number", "id_kind", "old_id_number", "phone", "health_insurance",
        "priority_group", "occupation", "workplace", "nationality", "ethnicity", "guardian", "hamlet", "address",
        "commune_code", "district_code", "province_code", "note", "doses", "verification", "verification_reason",
        "merged", "raw", "sources",
    }  # fmt: skip
    assert set(record["doses"][0]) == {"id", "number", "kind", "vaccine", "lot", "date", "site", "raw"}
    assert record["sources"] == [{"batch": "b", "file": "a.xls", "sheet": None, "row": 12}]
    assert record["guardian"] is None
    assert record["verification"] == "unverified"
