"""Who is one person: people joined by edges, under whom they are listed, in which order they speak."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edge:
    """Two people are one: ``away`` is to be listed under ``towards``. Not ``by_hand``: beyond doubt, by a rule."""

    away: str
    towards: str
    clock: str
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Group:
    """People who are one.

    ``kins`` are its members, those together that are one beyond doubt; the first of the first is listed, the others
    follow in the order of the merges that brought them. ``merged`` are those whom a hand joined to the listed one.
    """

    kins: tuple[tuple[str, ...], ...]
    merged: tuple[str, ...] = ()


def join_people(people: Collection[str], edges: Collection[Edge]) -> Iterator[Group]:
    """Sort people into groups. Edges may lead to somebody who isn't there: two who are one with a third are one."""
    if not edges:
        yield from (Group(((person,),)) for person in people)
        return
    ordered = sorted(edges, key=lambda edge: (edge.clock, edge.towards, edge.away, edge.by_hand))
    lines = _unite(ordered)
    kins = _unite([edge for edge in ordered if not edge.by_hand])
    theirs: dict[int, list[Edge]] = defaultdict(list)
    for edge in ordered:
        theirs[id(lines[edge.away])].append(edge)
    done: set[int] = set()
    for person in people:
        line = lines.get(person)
        if line is None:
            yield Group(((person,),))
        elif id(line) not in done:
            done.add(id(line))
            yield _make_group([one for one in line if one in people], theirs[id(line)], kins)


def _unite(edges: Iterable[Edge]) -> dict[str, list[str]]:
    """Give for each person the line they stand in, as one merge after the other made it."""
    lines: dict[str, list[str]] = {}
    for edge in edges:
        kept = lines.setdefault(edge.towards, [edge.towards])
        added = lines.setdefault(edge.away, [edge.away])
        if kept is not added:
            kept.extend(added)
            lines.update((person, kept) for person in added)
    return lines


def _make_group(line: list[str], edges: list[Edge], kins: dict[str, list[str]]) -> Group:
    listed = _find_listed(line, edges)
    sorted_by_kin: dict[int | str, list[str]] = {}
    for person in (listed, *(one for one in line if one != listed)):
        kin = kins.get(person)
        sorted_by_kin.setdefault(person if kin is None else id(kin), []).append(person)
    first, *rest = (tuple(one) for one in sorted_by_kin.values())
    # Of edges that lead away from two sides, one side's target is not listed either: it has to be named too.
    by_hand = [edge for edge in edges if edge.by_hand]
    merged = {edge.away for edge in by_hand} | ({edge.towards for edge in by_hand} - set(first))
    return Group((first, *rest), tuple(sorted(merged & set(line) - {listed})))


def _find_listed(line: list[str], edges: list[Edge]) -> str:
    """Give the member that no edge leads away from; of none or several, the target of the latest, then the smallest."""
    here = set(line)
    ends = here - {edge.away for edge in edges if edge.towards in here} or here
    if len(ends) > 1:
        towards = [edge for edge in edges if edge.towards in ends]
        last = max((edge.clock for edge in towards), default="")
        ends = {edge.towards for edge in towards if edge.clock == last} or ends
    return min(ends)
