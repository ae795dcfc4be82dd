"""What the desk itself remembers."""

from __future__ import annotations

from contextlib import suppress

from tests.shell.desk.conftest import DOSES, SEN, make_fact, name_person
from vaxdesk.desk.correcting import set_field
from vaxdesk.desk.desk import Desk
from vaxdesk.errors import Cancelled
from vaxdesk.model.message import Message


def test_an_answer_holds_until_anything_is_written(desk: Desk) -> None:
    asked: list[int] = []

    def read_phones(desk: Desk) -> list[str | None]:
        asked.append(1)
        return [record["phone"] for record in desk.store.read_records()]

    desk.act(Message("Load"), [make_fact("sen", SEN, DOSES)])
    assert desk.remember(read_phones) == desk.remember(read_phones) == ["0912345678"]
    assert len(asked) == 1
    set_field(desk, name_person("sen"), "phone", "0987654321")
    assert desk.remember(read_phones) == ["0987654321"]
    with suppress(Cancelled), desk.store.transaction():
        set_field(desk, name_person("sen"), "phone", "0911111111")
        assert desk.remember(read_phones) == ["0911111111"]
        raise Cancelled
    assert desk.remember(read_phones) == ["0987654321"]
