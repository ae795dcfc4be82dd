"""What a stick holds is told, and a card is shown, before anything is trusted or taken in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import enter_profile
from vaxdesk.desk import handing_over, taking_in, trusting
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import DeviceTaken
from vaxdesk.desk.introducing import read_introduction, read_own_card
from vaxdesk.desk.peeking import look_at_files
from vaxdesk.desk.starting import open_desk, start_store
from vaxdesk.exchange.errors import NotACard, NotAPackage, UnknownSender
from vaxdesk.store import KdfCost, Station

PASSWORD = "mot hai ba bon"


class Laptop:
    """A store and a profile of its own, with its card beside it."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch, station: Station) -> None:
        self.root, self.name, self._patch = root, station.name, patch
        root.mkdir(parents=True)
        enter_profile(patch, root / "home")
        start_store(root / "store", station, "lan", PASSWORD, cost=KdfCost(memory=64, passes=1, lanes=1))
        self.card = root / "card.vaxcard"
        with self.desk() as desk:
            trusting.write_card_file(desk, self.card)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        enter_profile(self._patch, self.root / "home")
        with open_desk(self.root / "store", "lan", PASSWORD) as desk:
            yield desk


@pytest.fixture(autouse=True)
def _quick_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a card's words, which are slow to find on purpose, be found quickly."""
    monkeypatch.setattr("vaxdesk.exchange.cards._MEMORY_KIB", 64)
    monkeypatch.setattr("vaxdesk.exchange.cards._PASSES", 1)


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    return Laptop(tmp_path / "ours", monkeypatch, Station("Trạm Y tế xã Một", "25222"))


@pytest.fixture
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    return Laptop(tmp_path / "district", monkeypatch, Station("Trung tâm Y tế huyện Mẫu", "691", "district"))


def test_a_card_is_shown_with_its_words_and_nobody_is_trusted_by_that(ours: Laptop, district: Laptop) -> None:
    with district.desk() as desk:
        own = read_own_card(desk)
    with ours.desk() as desk:
        shown = read_introduction(desk, district.card)
        assert (shown.name, shown.role, shown.code) == (district.name, "district", "691")
        assert shown.words == own.words
        assert not shown.known
        assert not shown.replaces
        assert not desk.store.parcels.read_cards()


def test_a_trusted_card_is_known_and_another_of_its_name_would_replace_it(
    ours: Laptop, district: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = Laptop(tmp_path / "new", monkeypatch, Station(district.name, "691", "district"))
    with ours.desk() as desk:
        trusting.trust_card(desk, district.card)
        assert read_introduction(desk, district.card).known
        other = read_introduction(desk, new.card)
        assert other.replaces
        assert not other.known


def test_ones_own_card_and_what_is_no_card_are_refused(ours: Laptop, tmp_path: Path) -> None:
    nothing = tmp_path / "x.vaxcard"
    nothing.write_bytes(b"{}")
    with ours.desk() as desk:
        with pytest.raises(DeviceTaken):
            read_introduction(desk, ours.card)
        with pytest.raises(NotACard):
            read_introduction(desk, nothing)


def test_the_phases_of_writing_are_told_in_their_order(ours: Laptop, district: Laptop, tmp_path: Path) -> None:
    told: list[str] = []
    with ours.desk() as desk:
        trusting.trust_card(desk, district.card)
        handing_over.pack(desk, district.name, tmp_path, told=told.append)
    assert told == ["sealed", "written", "read_back", "equal"]


def test_files_on_a_stick_are_told_apart_and_taking_one_in_shows(
    ours: Laptop, district: Laptop, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with ours.desk() as desk:
        trusting.trust_card(desk, district.card)
        package = handing_over.pack(desk, district.name, stick).path
        assert look_at_files(desk, [package]) == ()
    broken = stick / "broken.vaxsync"
    broken.write_bytes(b"no package")
    with district.desk() as desk:
        [unknown] = look_at_files(desk, [package])
        assert isinstance(unknown.refused, UnknownSender)
        [card] = look_at_files(desk, [ours.card])
        assert (card.kind, card.sender, card.done) == ("card", ours.name, False)
        trusting.trust_card(desk, ours.card)
        found, refused, known = look_at_files(desk, [package, broken, ours.card])
        assert (found.kind, found.sender, found.number, found.done) == ("package", ours.name, 1, False)
        assert isinstance(refused.refused, NotAPackage)
        assert known.done
        taking_in.receive(desk, package, stick)
        assert look_at_files(desk, [package])[0].done
    with ours.desk() as desk:
        [receipt] = look_at_files(desk, [one for one in stick.iterdir() if one.name.startswith("vaxdesk-691")])
        assert (receipt.kind, receipt.sender) == ("receipt", district.name)
