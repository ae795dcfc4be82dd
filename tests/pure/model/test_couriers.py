"""Three thousand random histories of laptops and a district; a hundred thousand: ``build_scripts/history_run.py``."""

from __future__ import annotations

import pytest

from tests.pure.model.couriers import play

HISTORIES, PARTS = 3000, 10


@pytest.mark.parametrize("part", range(PARTS))
def test_every_history_ends_in_agreement_with_nothing_lost_and_no_false_conflict(part: int) -> None:
    devices = chains = conflicts = 0
    for seed in range(part, HISTORIES, PARTS):
        story = play(seed)
        devices += len(story.devices)
        chains += len(story.devices[0].chains)
        conflicts += sum(len(one.conflicts) for one in story.devices[0].people.values())
    # What is put to the test has to happen: several laptops that write, and true conflicts.
    assert devices > 3 * HISTORIES // PARTS
    assert chains > 2 * HISTORIES // PARTS
    assert conflicts > 0
