"""What a station knows of communes and sites beyond the program's tables: its loaded platform workbooks told it.

It is kept in the journal with the load that brought it (``vaxdesk/store/SCHEMA.md``, Journal, ``list``), so it goes
where that goes: to the station's other laptop, and away when the load is taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from typing import Any

from vaxdesk.model.catalogue import Local
from vaxdesk.model.sites import Site
from vaxdesk.model.units import Unit
from vaxdesk.store import Store


def write_tables(units: Sequence[Unit], sites: Sequence[Site]) -> dict[str, list[list[str]]]:
    """Give communes and sites as the journal keeps them; tables with nothing in them are left out."""
    tables = {"units": [list(astuple(one)) for one in units], "sites": [list(astuple(one)) for one in sites]}
    return {name: rows for name, rows in tables.items() if rows}


def read_local(store: Store, stream: str) -> Local:
    """Give what the loads of a stream that stand have told; where two differ, the later one."""
    units: dict[str, Unit] = {}
    sites: dict[tuple[str, str], Site] = {}
    told = [event for event, stands in store.read_lists() if stands and event.header.stream == stream]
    # By when it was told, not by when it arrived: two laptops agree.
    for event in sorted(told, key=lambda one: (one.header.clock, one.header.id)):
        value: Any = event.body.value if event.body is not None else {}
        for row in value.get("units", ()):
            units[row[0]] = Unit(*row)
        for row in value.get("sites", ()):
            # What was told last is what a code is called.
            sites.pop((row[0], row[1]), None)
            sites[row[0], row[1]] = Site(*row)
    return Local(stream, tuple(units.values()), tuple(reversed(sites.values())))
