"""Real encrypted stores of invented stations, cheap to open, and what stands in their tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from vaxdesk.model.event import Event
from vaxdesk.model.fold import fold
from vaxdesk.model.record import write_record
from vaxdesk.store import KdfCost, Keys, Station, Store, create_store, open_store
from vaxdesk.store.search import make_words

LIGHT = KdfCost(memory=64, passes=1, lanes=1)
PASSWORD = "mật khẩu của Lan"
AT = "2021-09-01T08:00:00+07:00"
STREAM = "25222"

_made = 0


def make_keys() -> Keys:
    """Make keys that sign nothing: the store only keeps them."""
    global _made  # noqa: PLW0603  every device has its own
    _made += 1
    return Keys(f"{_made:064x}", f"AGE {_made}")


def make_station(folder: Path, role: str = "station") -> Store:
    """Make a store and open it."""
    station = Station("Trạm Y tế Mẫu", STREAM, role)
    return create_store(folder, station, "Lan", PASSWORD, make_keys, at=AT, cost=LIGHT)[0]


def open_again(folder: Path) -> tuple[Store, bool]:
    """Open a store that was closed; tell whether it took a new device id."""
    return open_store(folder, "Lan", PASSWORD, make_keys, at=AT)


def read_tables(store: Store) -> dict[str, Any]:
    """Give everything that is made from the journal, numbers of rows aside."""
    db = store._db
    columns = (
        "id, stream, name_key, birth_date, id_number, phone, hamlet, commune_code, verification, name_order, doses,"
        " blind, given"
    )
    keys = "SELECT match_keys.key, people.id FROM match_keys LEFT JOIN people ON people.n = match_keys.person"
    return {
        "people": sorted(db.execute(f"SELECT {columns} FROM people").fetchall()),  # noqa: S608  names of ours
        "records": list(store.read_records()),
        "members": sorted(db.execute("SELECT member, person FROM members").fetchall()),
        "keys": sorted(db.execute(keys).fetchall(), key=repr),
        "links": sorted(db.execute("SELECT person, other FROM links").fetchall()),
        "found": db.execute("SELECT count(*) FROM found").fetchone(),
        "given": sorted(db.execute("SELECT day, vaccine, lot, doses FROM given").fetchall()),
        "guardians": sorted(db.execute("SELECT child, blind, full_name, phone, address FROM guardians").fetchall()),
        "hamlets": sorted(db.execute("SELECT hamlet, people FROM hamlets").fetchall()),
    }


def check_tables(store: Store) -> None:
    """Compare the tables with the journal folded whole, and with themselves made again."""
    folded = fold(store.read_events())
    assert store._projection.compare() == (True, "")
    records = {record["id"]: record for record in store.read_records()}
    assert records == {one: json.loads(json.dumps(write_record(two.person))) for one, two in folded.items()}
    words: dict[str, set[str]] = {}
    for listed, one in folded.items():
        assert all(store.find_person(member) == listed for member in one.members)
        for word in make_words(one.person).split():
            words.setdefault(word, set()).add(listed)
    query = "SELECT people.id FROM found LEFT JOIN people ON people.n = found.rowid WHERE found MATCH ?"
    for word, people in words.items():
        assert {row[0] for row in store._db.execute(query, (f'"{word}"',))} == people
    before = read_tables(store)
    store._projection.make_again()
    assert read_tables(store) == before


def sort_chains(events: list[Event]) -> dict[tuple[str, str], list[Event]]:
    """Give events by chain, in order."""
    chains: dict[tuple[str, str], list[Event]] = {}
    for event in sorted(events, key=lambda event: event.header.seq):
        chains.setdefault((event.header.stream, event.header.device), []).append(event)
    return chains
