from __future__ import annotations

import hashlib

import pytest

from tests.shell.desk.test_parcelling import DISTRICT, Both, both
from vaxdesk.desk.couriering import read_slip, spell_package
from vaxdesk.desk.errors import UnknownPackage
from vaxdesk.desk.handing_over import pack

__all__ = ["both"]


def test_the_slip_of_a_package_says_what_lies_on_the_stick(both: Both) -> None:
    packed = pack(both.station, DISTRICT, both.stick)
    slip = read_slip(both.station, packed.id)
    assert (slip.number, slip.receiver, slip.file) == (1, DISTRICT, packed.path.name)
    assert (slip.people, slip.rows) == (packed.counts["people"], packed.counts["ready"])
    assert slip.words == spell_package(hashlib.sha256(packed.path.read_bytes()).hexdigest())


def test_a_package_that_was_never_written_has_no_slip(both: Both) -> None:
    with pytest.raises(UnknownPackage):
        read_slip(both.station, "there is none")
