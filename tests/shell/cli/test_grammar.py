from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.journeys.laptop import Laptop
from vaxdesk import __version__
from vaxdesk.cli.grammar import COMMANDS, make_parser
from vaxdesk.wording import Wording

NAMES = [
    "init", "load", "dump", "search", "worklist save", "worklist list", "worklist remove", "history", "slip", "check",
    "set", "paste", "mark", "confirm", "fix", "settle", "add person", "add dose", "remove dose", "move dose", "flag",
    "complaint add", "complaint list", "complaint close", "reenter list", "reenter done", "undo", "redo", "upload",
    "card", "trust", "pack", "inspect", "receive", "transfer", "communes", "results", "join ask", "join admit",
    "join take", "hamlets list", "hamlets give", "hamlets free", "keys export", "keys renew", "keys list",
    "keys revoke", "verify",
    "backup", "restore", "user", "demo",
]  # fmt: skip


def test_every_command_of_the_contract_that_is_built_is_there() -> None:
    assert [command.name for command in COMMANDS] == NAMES


def test_options_may_stand_before_or_after_the_command_or_around_it(filled: Laptop) -> None:
    store, secret = ["--store", str(filled.store)], ["--password-file", str(filled.password_file)]
    ways = [
        [*store, *secret, "--json", "check"],
        ["check", *store, *secret, "--json"],
        [*store, "check", "--json", *secret],
        [*store, f"--password-file={filled.password_file}", "check", "--json"],
    ]
    said = [filled.try_here(way) for way in ways]
    assert {one.status for one in said} == {0}
    assert len({one.out for one in said}) == 1
    assert said[0].record["people"] == 40


def test_an_option_after_the_command_wins_over_one_before_it(filled: Laptop) -> None:
    words = ["--store", "/nirgendwo", *filled.spell("check")]
    assert filled.try_here(words).status == 0


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["set"],
        ["set", "x", "phone"],
        ["load"],
        ["load", "--kind", "poem", "a.xlsx"],
        ["dump", "--table", "cows"],
        ["init", "--station", "x"],
        ["confirm", "x", "phone.invalid"],
        ["check", "--nonsense"],
        ["check", "--js"],
        ["--lang", "fr", "check"],
        ["demo", "--people", "many"],
        ["keys", "steal", "--out", "x"],
    ],
)
def test_wrong_use_ends_with_two_and_one_sentence(filled: Laptop, words: list[str]) -> None:
    said = filled.try_here(["--store", str(filled.store), *words])
    assert said.status == 2
    assert said.out == ""
    assert said.err.splitlines()[-1].startswith("vaxdesk: ")


def test_wrong_use_is_told_in_both_languages(filled: Laptop) -> None:
    english = filled.try_here(["--lang", "en", "mark"])
    assert english.err.endswith("vaxdesk: the following arguments are required: person, status\n")
    vietnamese = filled.try_here(["--lang", "vi", "mark"])
    assert vietnamese.status == 2
    assert vietnamese.err.startswith("cách dùng: vaxdesk mark")
    assert "required" not in vietnamese.err


@pytest.mark.parametrize("language", ["vi", "en"])
def test_help_answers_for_every_command(filled: Laptop, language: str) -> None:
    for name in NAMES:
        said = filled.try_here([*name.split(), "--help", "--lang", language])
        assert said.status == 0
        assert said.err == ""
        assert f"vaxdesk {name}" in said.out


def test_vietnamese_help_holds_no_english_sentence(filled: Laptop) -> None:
    say = Wording("vi").say
    for command in COMMANDS:
        for text in (command.help, *(argument.help for argument in command.arguments)):
            assert say(text) != text


def test_version_and_bare_call_need_no_store(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    assert laptop.try_here(["--version"]).out == f"vaxdesk {__version__}\n"
    assert laptop.try_here(["--lang", "en", "--version"]).out == f"vaxdesk {__version__}\n"


def test_no_option_can_be_shortened() -> None:
    with pytest.raises(SystemExit) as ended:
        make_parser(Wording("en").say, __version__).parse_args(["load", "x.csv", "--dry"])
    assert ended.value.code == 2


def test_the_language_asked_for_is_the_one_spoken(filled: Laptop) -> None:
    words = ["--store", str(filled.store), "--password-file", str(filled.password_file), "search", "qqqqq"]
    english, vietnamese = (filled.try_here([*words, "--lang", one]).out for one in ("en", "vi"))
    assert english == "Nobody found.\n"
    assert vietnamese not in {"", english}
    assert filled.try_here([*words, "--lang=en"]).out == english


def test_json_stands_alone_on_standard_output(filled: Laptop) -> None:
    said = filled.try_here(filled.spell("verify"))
    assert json.loads(said.out)["ok"] is True
    assert said.err == ""
