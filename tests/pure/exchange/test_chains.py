from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pure.exchange.invented import (
    COMMUNE,
    DISTRICT,
    OTHER_COMMUNE,
    change_header,
    make_device,
    sign_last,
    trust,
    write_chain,
)
from vaxdesk.errors import DoNotTrust
from vaxdesk.exchange.chains import check_chains, is_head, sign_head
from vaxdesk.exchange.errors import ChainForked, PackageContradicts, PackageForged, UnknownWriter
from vaxdesk.model.event import Event

STATION = make_device("Trạm Mẫu", COMMUNE)
SECOND = make_device("Trạm Mẫu, máy 2", COMMUNE)
CENTRE = make_device("Trung tâm Mẫu", DISTRICT, "district")
STRANGER = make_device("Trạm lạ", COMMUNE)
TRUSTED = trust(STATION, SECOND, CENTRE)
CHAIN = write_chain(STATION.id, COMMUNE, 10)
HEAD = sign_last(STATION, CHAIN)


def held(events: list[Event]) -> dict[str, dict[str, tuple[int, str]]]:
    last = events[-1].header
    return {last.stream: {last.device: (last.seq, last.digest())}}


def test_a_signed_chain_is_taken_whole() -> None:
    result = check_chains(CHAIN, [HEAD], TRUSTED, {})
    assert (list(result.take), result.waiting, result.forks, result.already) == (CHAIN, (), (), ())


@given(st.permutations(CHAIN), st.integers(0, 10), st.integers(0, 9))
def test_order_and_repetition_dont_matter_and_what_is_held_is_not_taken_again(
    order: list[Event], repeated: int, last: int
) -> None:
    known = held(CHAIN[:last]) if last else {}
    result = check_chains(order + order[:repeated], [HEAD, HEAD], TRUSTED, known)
    assert list(result.take) == CHAIN[last:]
    assert list(result.already) == CHAIN[:last]
    assert not result.waiting
    assert not result.forks


def test_what_does_not_reach_yet_waits_until_the_missing_ones_come() -> None:
    later = check_chains(CHAIN[6:], [HEAD], TRUSTED, held(CHAIN[:3]))
    assert (later.take, list(later.waiting)) == ((), CHAIN[6:])
    between = [*CHAIN[3:6], *later.waiting]
    both = check_chains(between, [sign_last(STATION, CHAIN[:6]), HEAD], TRUSTED, held(CHAIN[:3]))
    assert (list(both.take), both.waiting) == (CHAIN[3:], ())


def test_two_runs_with_a_hole_between_need_a_head_each() -> None:
    runs = CHAIN[:4] + CHAIN[6:]
    with pytest.raises(PackageForged):
        check_chains(runs, [HEAD], TRUSTED, {})
    result = check_chains(runs, [sign_last(STATION, CHAIN[:4]), HEAD], TRUSTED, {})
    assert (list(result.take), list(result.waiting)) == (CHAIN[:4], CHAIN[6:])


def test_events_beyond_the_signed_head_are_refused() -> None:
    with pytest.raises(PackageForged):
        check_chains(CHAIN, [sign_last(STATION, CHAIN[:9])], TRUSTED, {})


def test_a_chain_cut_before_its_head_is_refused() -> None:
    with pytest.raises(PackageForged):
        check_chains(CHAIN[:9], [HEAD], TRUSTED, {})


def test_events_without_any_head_are_refused() -> None:
    with pytest.raises(PackageForged):
        check_chains(CHAIN, [], TRUSTED, {})


def test_a_trusted_sender_cannot_write_in_the_name_of_a_third_device() -> None:
    forged = write_chain(SECOND.id, COMMUNE, 3, said="Kẻ giả mạo")
    own_signature = sign_head(STATION.keys, COMMUNE, SECOND.id, 3, forged[-1].header.digest())
    borrowed_key = {**own_signature, "key": SECOND.card.sign}
    genuine_of_another_chain = sign_last(SECOND, write_chain(SECOND.id, COMMUNE, 3))
    renamed = {**HEAD, "device": SECOND.id}
    for head in (own_signature, borrowed_key, genuine_of_another_chain, renamed):
        with pytest.raises(PackageForged):
            check_chains(forged, [head], TRUSTED, {})


def test_an_event_slipped_behind_a_genuine_chain_is_refused() -> None:
    slipped = write_chain(STATION.id, COMMUNE, 1, after=CHAIN[-1], said="Kẻ giả mạo")
    with pytest.raises(PackageForged):
        check_chains(CHAIN + slipped, [HEAD], TRUSTED, {})


@pytest.mark.parametrize("place", range(10))
def test_an_event_changed_anywhere_in_a_chain_is_refused(place: int) -> None:
    changed = [*CHAIN]
    changed[place] = change_header(CHAIN[place], user="Kẻ giả mạo")
    with pytest.raises(PackageForged):
        check_chains(changed, [HEAD], TRUSTED, {})
    with pytest.raises(PackageForged):
        check_chains(changed[place:], [HEAD], TRUSTED, {})


def test_a_first_event_names_nothing_before_it() -> None:
    first = change_header(CHAIN[0], prev="1" * 64)
    with pytest.raises(PackageForged):
        check_chains([first], [sign_last(STATION, [first])], TRUSTED, {})


@pytest.mark.parametrize("name", ["stream", "seq", "hash", "key", "signature"])
def test_a_head_with_any_field_changed_is_refused(name: str) -> None:
    wrong: dict[str, Any] = {**HEAD, name: 9 if name == "seq" else STRANGER.card.sign}
    with pytest.raises(PackageForged):
        check_chains(CHAIN, [wrong], TRUSTED, {})


def test_a_device_whose_card_is_not_trusted_is_told_apart_from_a_forger() -> None:
    chain = write_chain(STRANGER.id, COMMUNE, 2)
    with pytest.raises(UnknownWriter) as refused:
        check_chains(chain, [sign_last(STRANGER, chain)], TRUSTED, {})
    assert refused.value.args_by_name["device"] == STRANGER.id


def test_a_station_writes_into_its_own_stream_only_a_district_into_any() -> None:
    abroad = write_chain(STATION.id, OTHER_COMMUNE, 2)
    with pytest.raises(PackageForged):
        check_chains(abroad, [sign_last(STATION, abroad)], TRUSTED, {})
    central = write_chain(CENTRE.id, OTHER_COMMUNE, 2)
    assert list(check_chains(central, [sign_last(CENTRE, central)], TRUSTED, {}).take) == central


def test_a_number_held_with_another_hash_is_a_fork_and_nothing_behind_it_is_taken() -> None:
    other = write_chain(STATION.id, COMMUNE, 4, said="Bản sao")
    result = check_chains(CHAIN, [HEAD], TRUSTED, held(other))
    assert [(fork.seq, fork.known) for fork in result.forks] == [(4, other[3].header.digest())]
    assert result.forks[0].event == CHAIN[3]
    assert result.take == ()


def test_a_next_event_that_names_another_one_before_it_is_a_fork() -> None:
    other = write_chain(STATION.id, COMMUNE, 4, said="Bản sao")
    result = check_chains(CHAIN[4:], [HEAD], TRUSTED, held(other))
    assert [fork.seq for fork in result.forks] == [5]
    assert result.take == ()


def test_two_events_of_one_number_are_a_fork_even_when_both_are_signed() -> None:
    other = write_chain(STATION.id, COMMUNE, 10, said="Bản sao")
    with pytest.raises(ChainForked):
        check_chains(CHAIN + other, [HEAD, sign_last(STATION, other)], TRUSTED, {})
    with pytest.raises(ChainForked):
        check_chains(CHAIN, [HEAD, sign_last(STATION, other)], TRUSTED, {})


def test_one_id_for_two_events_is_refused() -> None:
    twin = change_header(CHAIN[1], id=CHAIN[0].header.id)
    with pytest.raises(PackageContradicts):
        check_chains([CHAIN[0], twin], [HEAD], TRUSTED, {})


def test_an_erased_body_breaks_no_chain_and_one_that_is_there_is_preferred() -> None:
    erased = [replace(event, body=None) for event in CHAIN]
    assert list(check_chains(erased, [HEAD], TRUSTED, {}).take) == erased
    assert list(check_chains(erased + CHAIN, [HEAD], TRUSTED, {}).take) == CHAIN


def test_heads_of_chains_that_brought_nothing_are_harmless() -> None:
    strange = sign_last(STRANGER, write_chain(STRANGER.id, COMMUNE, 2))
    assert check_chains([], [HEAD, strange], TRUSTED, {}).take == ()


@given(st.lists(st.sampled_from(CHAIN)), st.lists(st.integers(1, 10)), st.integers(0, 10))
def test_whatever_part_of_a_chain_comes_only_its_own_continuation_is_taken(
    events: list[Event], signed: list[int], last: int
) -> None:
    heads = [sign_last(STATION, CHAIN[:seq]) for seq in signed]
    try:
        result = check_chains(events, heads, TRUSTED, held(CHAIN[:last]) if last else {})
    except DoNotTrust:
        return
    assert list(result.take) == CHAIN[last : last + len(result.take)]
    assert all(event.header.seq > last + len(result.take) + 1 for event in result.waiting)


def test_the_shape_of_a_head_is_strict() -> None:
    assert is_head(HEAD)
    assert not any(
        map(is_head, ([], {}, {**HEAD, "more": 1}, {**HEAD, "seq": True}, {**HEAD, "seq": 0}, {**HEAD, "key": 1}))
    )
