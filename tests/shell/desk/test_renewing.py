"""An image of the whole laptop was put back: the fork is shown with both sides, and there is a way out of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.shell.desk.places import DISTRICT, STATION, Place, acquaint, make_two, see_alike
from vaxdesk.desk import renewing, trusting
from vaxdesk.desk.errors import NotForked, OnlyTheLead
from vaxdesk.exchange.errors import ChainForked, OwnChainForked


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Place, Place, str]:
    """Two laptops, the first of which worked on, gave it to the second, and then had an older image put back."""
    one, other, person = make_two(tmp_path, monkeypatch)
    shutil.copytree(one.folder, tmp_path / "image", symlinks=True)
    one.put(person, "hamlet", "Thôn 1")
    one.put(person, "note", "trước khi hỏng máy")
    one.give(other)
    image = tmp_path / "image"
    for part in ("store", "home"):
        for path in sorted((one.folder / part).rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        # The very folders stay, as they do under a tool that writes an image back: what the profile knows still fits.
        shutil.copytree(image / part, one.folder / part, dirs_exist_ok=True)
    return one, other, person


def renew(place: Place, package: Path | None = None) -> renewing.Renewed:
    with place.desk() as desk:
        return renewing.renew(desk, package)


def retrust(place: Place, renewed: Place) -> None:
    card = renewed.folder / "new.vaxcard"
    with renewed.desk() as desk:
        trusting.write_card_file(desk, card)
    with place.desk() as desk:
        trusting.trust_card(desk, card, replace=True)


def test_both_sides_of_the_fork_are_shown(two: tuple[Place, Place, str]) -> None:
    one, other, person = two
    one.put(person, "phone", "0922222222")
    with pytest.raises(ChainForked) as refused:
        one.give(other)
    assert refused.value.code == "package.forked"
    assert "phone" in str(refused.value.args_by_name["there"])
    assert "hamlet" in str(refused.value.args_by_name["here"])
    assert refused.value.args_by_name["device"] == STATION.name
    with pytest.raises(OwnChainForked) as own:
        one.receive(other.pack(one, everything=True))
    assert "0922222222" not in str(own.value) + str(refused.value)


def test_a_lead_renews_the_laptop_and_nothing_is_lost(two: tuple[Place, Place, str]) -> None:
    one, other, person = two
    one.put(person, "phone", "0922222222")
    one.put(person, "phone", "0933333333")
    (new,) = one.load("Lê Văn Mới")
    renewed = renew(one, other.pack(one, everything=True))
    assert (renewed.rewritten, renewed.backup is not None and renewed.backup.exists()) == (3, True)
    assert one.read(person)["note"] == "trước khi hỏng máy"
    retrust(other, one)
    one.give(other)
    other.give(one)
    see_alike([one, other])
    assert (other.read(person)["phone"], other.read(person)["hamlet"]) == ("0933333333", "Thôn 1")
    assert other.read(new)["full_name"] == "Lê Văn Mới"
    assert all("conflict" not in {issue["rule"] for issue in shown["issues"]} for shown in other.show())


def test_an_image_without_work_since_takes_its_own_work_back_from_the_other(two: tuple[Place, Place, str]) -> None:
    one, other, person = two
    one.receive(other.pack(one, everything=True))
    assert one.read(person)["note"] == "trước khi hỏng máy"
    one.put(person, "phone", "0922222222")
    one.give(other)
    see_alike([one, other])


def test_renewing_without_a_package_goes_on_as_a_new_device(two: tuple[Place, Place, str]) -> None:
    one, other, person = two
    with one.desk() as desk:
        before = desk.store.device
    assert renew(one).device != before
    one.put(person, "phone", "0922222222")
    retrust(other, one)
    other.give(one)
    one.give(other)
    see_alike([one, other])


def test_a_package_that_contradicts_nothing_renews_nothing(two: tuple[Place, Place, str], tmp_path: Path) -> None:
    one, other, _ = two
    district = Place(DISTRICT, tmp_path, one.monkeypatch)
    acquaint(other, district)
    with other.desk() as desk:
        before = desk.store.device
    package = district.pack(other)
    with pytest.raises(NotForked):
        renew(other, package)
    with other.desk() as desk:
        assert desk.store.device == before
        desk.store.role = "staff"
        with pytest.raises(OnlyTheLead):
            renewing.renew(desk)
    see_alike([other])
