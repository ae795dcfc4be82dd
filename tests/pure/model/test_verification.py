from __future__ import annotations

import pytest

from vaxdesk.model.verification import ANSWERED, CLEAN, MOVES, REASONS, STATES, may_move

ALLOWED = {
    "unverified": "requested matched mismatched not_found unresolvable",
    "requested": "matched mismatched corrected not_found unresolvable unverified",
    "mismatched": "requested matched not_found unresolvable corrected",
    "not_found": "requested matched mismatched unresolvable corrected",
    "unresolvable": "requested matched mismatched not_found corrected",
    "corrected": "requested matched mismatched not_found unresolvable",
    "matched": "requested mismatched not_found unresolvable",
}
"""The moves of the contract, section 3."""


@pytest.mark.parametrize("now", STATES)
@pytest.mark.parametrize("new", STATES)
def test_verification_moves_as_the_contract_says_and_no_other_way(now: str, new: str) -> None:
    assert may_move(now, new) == (new in ALLOWED[now].split())


def test_no_state_moves_to_itself_and_nothing_moves_from_nowhere() -> None:
    assert not any(may_move(state, state) for state in STATES)
    assert not may_move("nowhere", "matched")


def test_every_state_has_its_moves_and_its_name() -> None:
    assert set(MOVES) == set(STATES)
    assert set(STATES) - ANSWERED == {"unverified", "requested"}
    assert CLEAN < ANSWERED


def test_reasons_are_those_of_the_contract() -> None:
    assert " ".join(REASONS) == "deceased moved_away foreigner no_papers unreachable other_locality other"
