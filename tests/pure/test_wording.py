from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from vaxdesk import wording
from vaxdesk.errors import Cancelled, LeadCanFix
from vaxdesk.model.message import Message
from vaxdesk.resources import ResourceMissing
from vaxdesk.wording import LANGUAGES, Wording


class NoRoom(LeadCanFix):
    says = "No room for {file}."
    cure = "Make room."


def test_a_message_inside_a_message_is_put_into_words_first() -> None:
    inner = Message("{n} rows", {"n": 3})
    assert Wording("en").render(Message("{what} of {file}", {"what": inner, "file": "a.xls"})) == "3 rows of a.xls"


def test_braces_inside_an_argument_are_text() -> None:
    assert Wording("en").say("Read {file}.", file="{row}.xls") == "Read {row}.xls."


def test_a_missing_argument_shows_as_its_name() -> None:
    assert Wording("en").say("Row {row} of {file}", row=7) == "Row 7 of {file}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_stay_no_words(language: wording.Language) -> None:
    assert Wording(language).say("") == ""


def test_an_error_is_explained_with_its_cure() -> None:
    assert Wording("en").explain(NoRoom(file="a.xls")) == "No room for a.xls. Make room."


def test_an_error_without_cure_is_one_sentence() -> None:
    assert Wording("en").explain(Cancelled()) == "Stopped at your wish. Nothing was changed."


def test_vietnamese_is_spoken_unless_told_otherwise() -> None:
    said = Wording().explain(Cancelled())
    assert said == Wording("vi").explain(Cancelled())
    assert said != Wording("en").explain(Cancelled())


def test_a_copy_that_lost_its_catalogue_speaks_english(monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(name: str) -> Path:
        raise ResourceMissing(file=name)

    monkeypatch.setattr(wording, "find_resource", lose)
    assert Wording("vi").explain(Cancelled()) == Wording("en").explain(Cancelled())
    assert type(Wording("vi")._catalogue) is gettext.NullTranslations
