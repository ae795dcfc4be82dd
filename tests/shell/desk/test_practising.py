"""The practice store: what one is to learn there is there to be seen."""

from __future__ import annotations

from pathlib import Path

from vaxdesk.desk.practising import make_practice_store
from vaxdesk.desk.starting import open_desk


def test_hamlets_spelt_otherwise_are_there_to_practise_on(tmp_path: Path, profile: Path) -> None:
    made = make_practice_store(tmp_path / "store", 200)
    with open_desk(made.store, made.user, made.password) as desk:
        issues = [one for theirs in desk.store.read_issues().values() for one in theirs]
        assert desk.store.count_people() == made.people == 200
    found = [one for one in issues if one["rule"] == "hamlet.spelling"]
    assert len(found) > 1
    assert all(one["suggestions"] for one in found)
