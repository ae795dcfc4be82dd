"""The stores that are killed, and what was promised of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vaxdesk.desk import starting, trusting
from vaxdesk.desk.loading import load_list
from vaxdesk.intake.reader import ListReader
from vaxdesk.intake.samples import invent_people, plain_csv
from vaxdesk.store import KdfCost, Station

PASSWORD = "mật khẩu để thử"  # noqa: S105 - the people are invented
LIGHT = KdfCost(memory=64, passes=1, lanes=1)
PEOPLE = 70
LISTS = 40
DISTRICT = "Trung tâm Y tế huyện Bù Gia Mập"
Say = Callable[..., None]


class Wrong(AssertionError):
    """Something that a kill must not do."""


@dataclass
class Ledger:
    """What was promised of one store: its steps in order, and for each person the last phone set."""

    steps: list[str] = field(default_factory=list)
    phones: dict[str, str] = field(default_factory=dict)

    def copy(self) -> Ledger:
        """Give it as it is now."""
        return Ledger(list(self.steps), dict(self.phones))


@dataclass
class Place:
    """The folder with the stores, what was promised of each, and what lies on the stick."""

    root: Path
    ledgers: dict[str, Ledger] = field(default_factory=dict)
    packages: dict[int, tuple[str, str]] = field(default_factory=dict)
    backups: dict[str, tuple[str, Ledger]] = field(default_factory=dict)
    opened: dict[str, tuple[int, str, tuple[int, ...]]] = field(default_factory=dict)
    """Packages that were opened and checked, by their SHA-256: number, id, what they call void."""
    trying: Ledger | None = None
    """What the spare store holds if the restore that was not acknowledged took place all the same."""

    @property
    def usb(self) -> Path:
        """The stick."""
        return self.root / "usb"

    def open(self, name: str) -> Any:  # noqa: ANN401 - a context manager that gives a Desk
        """Open a store for work."""
        return starting.open_desk(self.root / name, None, PASSWORD)


def make_place(root: Path) -> Place:
    """Make the stores, let the two trust each other, and write lists to be loaded."""
    place = Place(root)
    place.usb.mkdir(parents=True)
    for name, station in (
        ("station", Station("Trạm Y tế xã Bù Gia Mập", "25222")),
        ("district", Station(DISTRICT, "691", "district")),
        ("spare", Station("Trạm Y tế xã Đăk Ơ", "25225")),
    ):
        starting.start_store(root / name, station, "Lan", PASSWORD, cost=LIGHT)
        place.ledgers[name] = Ledger()
    for number in range(LISTS):
        (root / f"list {number:02}.csv").write_bytes(plain_csv(invent_people(PEOPLE, seed=100 + number)))
    for name in ("station", "spare"):
        with place.open(name) as desk, ListReader() as reader:
            step = load_list(desk, reader, root / "list 00.csv").batch
            place.ledgers[name].steps.append(str(step))
    for one, other in (("station", "district"), ("district", "station")):
        with place.open(one) as desk:
            trusting.write_card_file(desk, root / f"{one}.vaxcard")
        with place.open(other) as desk:
            trusting.trust_card(desk, root / f"{one}.vaxcard")
    return place
