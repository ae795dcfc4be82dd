from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from vaxdesk.model.joining import Edge, Group, join_people


def by_hand(away: str, towards: str, clock: int) -> Edge:
    return Edge(away, towards, f"{clock:016x}", by_hand=True)


def by_rule(away: str, towards: str, clock: int) -> Edge:
    return Edge(away, towards, f"{clock:016x}", by_hand=False)


def join(people: str, *edges: Edge) -> dict[str, Group]:
    """Give the groups by whom they are listed under."""
    return {group.kins[0][0]: group for group in join_people(list(people), edges)}


def members(group: Group) -> str:
    return "".join(one for kin in group.kins for one in kin)


def test_people_without_edges_are_themselves() -> None:
    assert join("AB") == {"A": Group((("A",),)), "B": Group((("B",),))}


def test_who_was_merged_away_is_named_by_the_one_kept() -> None:
    assert join("AB", by_hand("B", "A", 1)) == {"A": Group((("A",), ("B",)), ("B",))}


def test_a_row_that_is_somebody_beyond_doubt_is_kin_and_not_named() -> None:
    assert join("AB", by_rule("B", "A", 1)) == {"A": Group((("A", "B"),))}


def test_a_chain_of_merges_is_listed_under_its_end() -> None:
    assert {one: members(group) for one, group in join("ABC", by_hand("C", "B", 1), by_hand("B", "A", 2)).items()} == {
        "A": "ABC"
    }


def test_members_follow_in_the_order_of_the_merges_that_brought_them() -> None:
    found = join("ABCD", by_hand("C", "B", 1), by_hand("D", "A", 2), by_hand("B", "A", 3))
    assert members(found["A"]) == "ADBC"


def test_a_circle_is_listed_under_the_target_of_the_latest_edge() -> None:
    assert set(join("ABC", by_hand("A", "B", 3), by_hand("B", "C", 1), by_hand("C", "A", 2))) == {"B"}
    assert set(join("ABC", by_hand("A", "B", 1), by_hand("B", "C", 2), by_hand("C", "A", 3))) == {"A"}


def test_one_merged_into_two_is_listed_under_the_target_of_the_later_and_both_others_are_named() -> None:
    found = join("ABC", by_hand("A", "B", 1), by_hand("A", "C", 2))
    assert set(found) == {"C"}
    assert found["C"].merged == ("A", "B")


def test_of_two_targets_at_the_same_instant_the_smaller_id_is_listed() -> None:
    assert set(join("ABC", by_hand("A", "C", 1), by_hand("A", "B", 1))) == {"B"}


def test_nobody_is_listed_who_was_merged_away_while_somebody_is_there_who_was_not() -> None:
    found = join("ABCD", by_hand("B", "A", 1), by_hand("B", "C", 2), by_hand("D", "B", 3))
    assert set(found) == {"C"}
    assert found["C"].merged == ("A", "B", "D")


def test_two_who_are_one_with_a_third_that_is_gone_are_one() -> None:
    found = join("BC", by_rule("B", "X", 1), by_rule("C", "X", 2))
    assert found == {"B": Group((("B", "C"),))}


def test_an_edge_to_somebody_who_is_not_there_changes_nothing_for_one() -> None:
    assert join("A", by_hand("A", "X", 1)) == {"A": Group((("A",),))}
    assert join("A", by_hand("X", "A", 1)) == {"A": Group((("A",),))}


def test_kin_of_a_merged_person_stay_together_behind_the_listed() -> None:
    found = join("ABCD", by_rule("C", "B", 1), by_hand("B", "A", 2), by_rule("D", "A", 3))
    assert found == {"A": Group((("A", "D"), ("B", "C")), ("B",))}


PEOPLE = "ABCDEF"
EDGES = st.lists(
    st.builds(
        Edge,
        st.sampled_from(PEOPLE),
        st.sampled_from(PEOPLE),
        st.integers(0, 6).map(lambda clock: f"{clock:016x}"),
        st.booleans(),
    ).filter(lambda edge: edge.away != edge.towards),
    max_size=8,
)


@given(EDGES, st.sets(st.sampled_from(PEOPLE), min_size=1), st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order_of_edges_and_hold_everybody_once(
    edges: list[Edge], people: set[str], chance: Random
) -> None:
    groups = list(join_people(sorted(people), edges))
    assert sorted(one for group in groups for one in members(group)) == sorted(people)
    shuffled = edges * 2
    chance.shuffle(shuffled)
    assert sorted(join_people(sorted(people), shuffled), key=repr) == sorted(groups, key=repr)


@given(EDGES)
def test_the_listed_one_is_the_only_one_nobody_leads_away_from_where_there_is_one(edges: list[Edge]) -> None:
    for group in join_people(PEOPLE, edges):
        inside = set(members(group))
        ends = inside - {edge.away for edge in edges}
        listed = group.kins[0][0]
        if ends:
            assert listed in ends
        if len(ends) != 1 and len(inside) > 1:
            last = max(edge.clock for edge in edges if edge.towards in (ends or inside))
            assert listed in {edge.towards for edge in edges if edge.clock == last}
        assert listed not in group.merged
        assert set(group.merged) <= inside
        # Whoever isn't one with the listed beyond doubt was brought by a hand: they or their kin are named.
        for kin in group.kins[1:]:
            assert set(kin) & set(group.merged)
