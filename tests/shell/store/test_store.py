from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from tests.pure.model.histories import OTHER_STREAM, Json, Laptop, make_laptops, make_row
from tests.shell.store.stations import STREAM, check_tables, make_station, open_again, read_tables
from vaxdesk.errors import VaxDeskError
from vaxdesk.model.event import Event, name_id
from vaxdesk.model.fold import fold
from vaxdesk.model.person import Value
from vaxdesk.model.step import Fact
from vaxdesk.store import Store
from vaxdesk.store.cipher import take_over_log
from vaxdesk.store.errors import StoreReadOnly

AN, BINH, CHI = name_id("an"), name_id("binh"), name_id("chi")
PLANTED = {
    "full_name": "Qxplantedname Zqsurname", "id_number": "079999123987", "phone": "0987123456",
    "hamlet": "Wqplantedhamlet", "address": "Jqplantedroad",
}  # fmt: skip
TRACES = [
    "Qxplantedname", "QXPLANTEDNAME", "qxplantedname", "Zqsurname", "zqsurname", "079999123987", "789321999970",
    "0987123456", "6543217890", "Wqplantedhamlet", "wqplantedhamlet", "Jqplantedroad", "Hqwritten", "hqwritten",
    "Kqreason", "Vqwaiting",
]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path, profile: Path) -> Iterator[Store]:
    with make_station(tmp_path / "store") as made:
        yield made


def row(person: str, **values: Json) -> Fact:
    return Fact("row", STREAM, person, value=dict(make_row(values, row=1)), origin="list")


def write(store: Store, *facts: Fact) -> str:
    with store.transaction():
        return store.write(facts).step


# -- transactions ------------------------------------------------------------------------------------------------------


def test_an_act_is_kept_whole_and_shows_at_once(store: Store) -> None:
    with store.transaction():
        written = store.write([row(AN, full_name="Điểu Thị Sương"), row(BINH)])
    assert set(written.folded) == {AN, BINH}
    assert written.gone == frozenset()
    assert store.count_people() == 2
    assert [record["id"] for record in store.read_records()] == sorted([AN, BINH])
    assert [record["id"] for record in store.read_records([AN])] == [AN]


def test_an_act_that_fails_half_way_leaves_everything_as_it_was(store: Store) -> None:
    write(store, row(AN, full_name="Điểu Thị Sương"))
    store.put_issues({AN: [{"rule": "phone.missing", "severity": "error"}]})
    before = read_tables(store), store.read_issues(), list(store.read_events())

    def act() -> None:
        store.write([Fact("set", STREAM, AN, field="full_name", value="Sen"), row(BINH)])
        store.write([Fact("erase", STREAM, AN)])
        store.put_issues({BINH: [{"rule": "phone.missing", "severity": "error"}]})
        raise RuntimeError

    with pytest.raises(RuntimeError), store.transaction():
        act()
    assert (read_tables(store), store.read_issues(), list(store.read_events())) == before
    assert store.search("suong") == [AN]
    check_tables(store)


def test_a_rehearsal_shows_everything_and_keeps_nothing(store: Store) -> None:
    with store.rehearsal():
        store.write([row(AN)])
        assert store.count_people() == 1
    assert store.count_people() == 0
    assert store.journal.read_chains() == {}


def test_an_error_inside_a_rehearsal_is_told(store: Store) -> None:
    with pytest.raises(RuntimeError), store.rehearsal():
        raise RuntimeError
    assert store.count_people() == 0


def test_a_store_that_can_only_be_read_refuses_every_change(store: Store) -> None:
    store.folder._read_only = True
    with pytest.raises(StoreReadOnly), store.transaction():
        pass


# -- reading people ----------------------------------------------------------------------------------------------------


def test_people_are_read_page_by_page_in_the_order_of_their_ids(store: Store) -> None:
    people = sorted(name_id("person", str(number)) for number in range(7))
    write(store, *(row(person) for person in people))
    pages, after = [], ""
    while page := store.read_ids(after, 3):
        pages.append(page)
        after = page[-1]
    assert pages == [people[:3], people[3:6], people[6:]]


def test_many_people_are_read_in_the_order_of_their_ids(store: Store) -> None:
    people = sorted(name_id("person", str(number)) for number in range(1201))
    write(store, *(row(person) for person in people))
    assert [record["id"] for record in store.read_records(people[::-1])] == people
    assert store.find_known(people) == {person: person for person in people}


def test_issues_are_replaced_person_by_person_and_counted(store: Store) -> None:
    phone, sex = {"rule": "phone.missing", "severity": "error"}, {"rule": "sex.missing", "severity": "warning"}
    store.put_issues({AN: [phone, sex], BINH: [phone]})
    assert store.read_issues() == {AN: [phone, sex], BINH: [phone]}
    assert store.count_issues() == [("phone.missing", "error", 2), ("sex.missing", "warning", 1)]
    store.put_issues({AN: [sex], BINH: [phone]})
    assert store.read_issues() == {AN: [sex], BINH: [phone]}
    assert store.count_issues() == [("phone.missing", "error", 1), ("sex.missing", "warning", 1)]
    store.put_issues({AN: []})
    assert store.read_issues() == store.read_issues([AN, BINH]) == {BINH: [phone]}


def test_of_whom_the_same_is_said_again_nothing_is_written(store: Store) -> None:
    phone = {"rule": "phone.missing", "severity": "error"}
    store.put_issues({AN: [phone], BINH: []})
    written = store._db.conn.total_changes
    store.put_issues({AN: [phone], BINH: []})
    assert store._db.conn.total_changes == written


# -- steps and lists ---------------------------------------------------------------------------------------------------


def test_steps_are_told_oldest_first_with_what_they_were_and_whether_they_stand(store: Store) -> None:
    (other,) = make_laptops("other")
    other.put(CHI, "phone", "1")
    first = write(store, row(AN))
    with store.transaction():
        store.receive(other.seen.values())
    second = write(store, Fact("set", STREAM, AN, field="phone", value="1"))
    undo = write(store, Fact("retract", STREAM, field="step", basis=(second,)))
    own = store.read_steps(store.device)
    assert [(line.id, line.live, line.changes_records) for line in own] == [
        (first, True, True), (second, False, True), (undo, True, False),
    ]  # fmt: skip
    assert len(store.read_steps()) == 4


def test_a_step_in_two_streams_stands_until_it_was_taken_back_in_both(store: Store) -> None:
    step = write(store, row(AN), Fact("set", OTHER_STREAM, BINH, field="full_name", value="Bình"))
    write(store, Fact("retract", STREAM, field="step", basis=(step,)))
    assert store.read_steps()[0].live
    assert [record["id"] for record in store.read_records()] == [BINH]
    write(store, Fact("retract", OTHER_STREAM, field="step", basis=(step,)))
    assert not store.read_steps()[0].live


def test_lists_are_told_with_whether_they_stand(store: Store) -> None:
    said: dict[str, Value] = {"file": "a.xls", "kind": "people", "fingerprint": "f", "rows": {}, "set_aside": []}
    first = write(store, Fact("list", STREAM, value=said, origin="list"), row(AN))
    second = write(store, Fact("list", STREAM, value=said, origin="list"), row(BINH))
    undo = write(store, Fact("retract", STREAM, field="step", basis=(first,)))
    assert [(event.header.step, stands) for event, stands in store.read_lists()] == [(first, False), (second, True)]
    write(store, Fact("retract", STREAM, field="step", basis=(undo,)))
    assert [stands for _, stands in store.read_lists()] == [True, True]


def test_the_events_of_a_person_are_told_oldest_first_with_those_of_whom_they_are_one_with(store: Store) -> None:
    (one,) = make_laptops("one")
    one.load(AN, make_row({}))
    load = one.load(BINH, make_row({}, row=2), same=AN)
    one.undo(load)
    one.load(CHI, make_row({}, row=3))
    events = list(one.seen.values())
    with store.transaction():
        store.receive(events)
    assert store.read_person_events(AN) == events[:4]


# -- rows that stand ---------------------------------------------------------------------------------------------------


def test_a_row_that_only_a_hand_holds_does_not_stand(store: Store) -> None:
    load = write(store, row(AN), row(BINH))
    assert store.find_standing([AN, BINH, CHI]) == {AN, BINH}
    write(store, Fact("set", STREAM, AN, field="phone", value="1"))
    write(store, Fact("retract", STREAM, field="step", basis=(load,)))
    assert set(store.find_known([AN, BINH])) == {AN}
    assert store.find_standing([AN, BINH]) == set()
    write(store, row(AN))
    assert store.find_standing([AN, BINH]) == {AN}


# -- erasing -----------------------------------------------------------------------------------------------------------


def decrypt(store: Store) -> bytes:
    """Give every page of the file as it lies decrypted, free ones included, and what is left of the log."""
    key, path = store._key, store.folder.database
    pages = path.read_bytes()
    plain = []
    for start in range(0, len(pages), 4096):
        page = pages[start : start + 4096]
        sealed, mark = page[16 if start == 0 else 0 : -80], page[-80:-64]
        decryptor = Cipher(AES(key[:32]), CBC(mark)).decryptor()
        plain.append(decryptor.update(sealed) + decryptor.finalize())
    log = path.with_name(path.name + "-wal")
    assert not log.exists() or log.stat().st_size == 0
    return b"".join(plain)


def find_traces(store: Store) -> list[str]:
    data = decrypt(store)
    assert b"CREATE TABLE" in data
    return [trace for trace in TRACES if trace.encode() in data]


def make_planted() -> Laptop:
    (one,) = make_laptops("one")
    one.load(AN, make_row(PLANTED))
    step = one.put(AN, "full_name", "Hqwritten")
    one.undo(step)
    one.put(AN, "note", "Kqreason", reason="Kqreason", raw="Kqreason")
    for number in range(30):
        one.load(name_id("other", str(number)), make_row({"full_name": f"Người {number}"}, row=number + 2))
    one.say(name_id("other", "1"), AN, {"verdict": "distinct", "about": {"full_name": "Qxplantedname Zqsurname"}})
    return one


def test_what_was_erased_is_nowhere_in_the_file(store: Store) -> None:
    one = make_planted()
    with store.transaction():
        store.receive(one.seen.values())
        store.put_issues({AN: [{"rule": "x", "severity": "error", "args": "Qxplantedname"}]})
    store.backup(store.folder.path / "before.vaxbackup")
    assert {"Qxplantedname", "qxplantedname", "079999123987", "Kqreason", "Hqwritten"} <= set(find_traces(store))
    write(store, Fact("erase", STREAM, AN))
    assert find_traces(store) == []
    assert store.find_person(AN) is None
    assert store.search("Qxplantedname") == []
    assert store.read_issues() == {}
    assert len(store.search("nguoi")) == 30
    assert all(ok for _, ok, _ in store.verify())
    check_tables(store)


def test_what_comes_in_later_of_somebody_erased_leaves_nothing_in_the_file(store: Store) -> None:
    one = make_planted()
    eraser = Laptop("eraser", one.times)
    eraser.erase(AN)
    with store.transaction():
        store.receive(eraser.seen.values())
    with store.transaction():
        store.receive(one.seen.values())
    assert find_traces(store) == []
    assert store.find_person(AN) is None
    assert store.count_people() == 30
    assert all(ok for _, ok, _ in store.verify())
    check_tables(store)


def test_an_erasure_reaches_what_waits_and_what_will_wait(store: Store) -> None:
    one = make_laptops("one")[0]
    one.put(BINH, "full_name", "Bình")
    one.put(AN, "full_name", "Vqwaiting")
    one.say(BINH, AN, {"verdict": "distinct", "about": {"full_name": "Vqwaiting"}})
    lines = [event.as_json() for event in one.seen.values()]
    with store.transaction():
        store.parcels.put_waiting(lines[1:2], [])
    write(store, Fact("erase", STREAM, AN))
    assert [line["body"] for line in store.parcels.read_waiting()] == [None]
    with store.transaction():
        store.parcels.put_waiting([lines[0], lines[2]], [])
    assert [line["body"] for line in store.parcels.read_waiting()] == [lines[0]["body"], None, None]
    take_over_log(store._db, store.folder.path)
    assert find_traces(store) == []


def test_two_stores_that_saw_erasure_and_edits_in_another_order_show_the_same(store: Store, tmp_path: Path) -> None:
    one = make_planted()
    eraser = Laptop("eraser", one.times)
    eraser.erase(AN)
    with make_station(tmp_path / "other") as other:
        for first, second, there in ((one, eraser, store), (eraser, one, other)):
            for laptop in (first, second):
                with there.transaction():
                    there.receive(laptop.seen.values())
        assert read_tables(store) == read_tables(other)
        assert sorted(map(repr, store.read_events())) == sorted(map(repr, other.read_events()))


def test_an_erasure_that_is_rolled_back_erases_nothing(store: Store) -> None:
    write(store, row(AN, **PLANTED))
    with store.rehearsal():
        store.write([Fact("erase", STREAM, AN)])
        assert store.find_person(AN) is None
    assert store.search("Qxplantedname") == [AN]
    assert not store._erased


def test_an_erasure_whose_log_cannot_be_emptied_now_is_kept_all_the_same(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, row(AN, **PLANTED))

    def refuse(*_: object) -> None:
        raise VaxDeskError

    monkeypatch.setattr("vaxdesk.store.store.take_over_log", refuse)
    write(store, Fact("erase", STREAM, AN))
    assert store.find_person(AN) is None


# -- another version of the fold ---------------------------------------------------------------------------------------


def test_a_store_that_another_version_folded_is_folded_again_on_opening(tmp_path: Path, profile: Path) -> None:
    with make_station(tmp_path / "store") as store:
        write(store, row(AN, full_name="Điểu Thị Sương"))
        with store.transaction():
            store.write_meta("projection", "0")
            store._db.execute("UPDATE people SET record = '{}'")
    store, moved = open_again(tmp_path / "store")
    with store:
        assert not moved
        check_tables(store)


def test_everything_is_still_there_after_closing_and_opening(tmp_path: Path, profile: Path) -> None:
    with make_station(tmp_path / "store") as store:
        write(store, row(AN, full_name="Điểu Thị Sương"))
        before, events = read_tables(store), list(store.read_events())
    store, _ = open_again(tmp_path / "store")
    with store:
        assert read_tables(store) == before
        assert list(store.read_events()) == events
        assert fold(events) == store.fold([AN])
        assert [event.header.seq for event in events] == [1]
        write(store, Fact("set", STREAM, AN, field="phone", value="1"))
        assert store.journal.check_chains() == []


def test_the_file_is_no_plain_database(store: Store) -> None:
    write(store, row(AN, full_name="Điểu Thị Sương"))
    plain = sqlite3.connect(store.folder.database)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        plain.execute("SELECT * FROM people")
    plain.close()
    assert isinstance(next(store.read_events()), Event)
