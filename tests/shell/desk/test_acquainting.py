"""Whose cards a device knows: trusted, replaced by another of the name, revoked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell.desk.places import DISTRICT, SECOND, STATION, Place, acquaint
from vaxdesk.desk import trusting
from vaxdesk.desk.acquainting import read_cards


def test_cards_are_told_with_what_became_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    station, district, second, old = (
        Place(one, tmp_path, monkeypatch, name)
        for one, name in ((STATION, ""), (DISTRICT, ""), (SECOND, "mới"), (SECOND, "cũ"))
    )
    acquaint(station, district)
    station.trust(old)
    with second.desk() as desk:
        trusting.write_card_file(desk, second.folder / "card.vaxcard")
    with station.desk() as desk:
        trusting.trust_card(desk, second.folder / "card.vaxcard", replace=True)
        told = {(one.name, one.state): one for one in read_cards(desk)}
        assert set(told) == {(DISTRICT.name, "trusted"), (SECOND.name, "trusted"), (SECOND.name, "replaced")}
        trusting.revoke_card(desk, SECOND.name)
        (lost,) = [one for one in read_cards(desk) if one.state == "revoked"]
        assert (lost.device, lost.revoker, lost.role) == (told[SECOND.name, "trusted"].device, STATION.name, "station")
        assert lost.voucher is None
    station.give(district)
    with district.desk() as desk:
        (heard,) = [one for one in read_cards(desk) if one.state == "revoked"]
        assert (heard.device, heard.revoker, heard.voucher) == (lost.device, STATION.name, STATION.name)
