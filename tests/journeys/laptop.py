"""A laptop with a user's profile and a store of its own, worked at by command line."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from tests.conftest import FOLDERS, OWN
from vaxdesk.cli import main
from vaxdesk.desk import starting, trusting
from vaxdesk.desk.desk import Desk
from vaxdesk.store import KdfCost, Station

PASSWORD = "mật khẩu của cả trạm"
LIGHT = KdfCost(memory=64, passes=1, lanes=1)
_PATIENCE = 120.0


@dataclass(frozen=True)
class Said:
    """What a command printed, and how it ended."""

    status: int
    out: str
    err: str

    @property
    def record(self) -> Any:  # noqa: ANN401 - whatever the command printed
        """The one JSON object on standard output."""
        assert self.out.count("\n") == 1, f"not one line: {self.out!r} {self.err!r}"
        return json.loads(self.out)

    @property
    def records(self) -> list[Any]:
        """The NDJSON on standard output."""
        return [json.loads(line) for line in self.out.splitlines()]


class Laptop:
    """A profile in ``home`` and a store in it. ``do`` starts the real program, ``try_here`` works in this process."""

    def __init__(self, home: Path, store: str = "store") -> None:
        self.home = home
        self.store = home / store
        self.password_file = home / "mat khau.txt"
        home.mkdir(parents=True, exist_ok=True)
        self.password_file.write_text(PASSWORD + "\n", encoding="utf-8")
        for inside in FOLDERS.values():
            (home / inside).mkdir(parents=True, exist_ok=True)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a program on this laptop: its folders, nobody's password."""
        kept = {name: value for name, value in os.environ.items() if name not in OWN and name != "PYTHONWARNINGS"}
        return kept | {name: str(self.home / inside) for name, inside in FOLDERS.items()}

    def spell(self, *words: str | Path) -> list[str]:
        """Give the words of a command with the store, the password and JSON asked for."""
        options = ["--store", str(self.store), "--password-file", str(self.password_file), "--lang", "en", "--json"]
        return [*map(str, words), *options]

    def start(
        self,
        words: Sequence[str],
        more: Mapping[str, str] | None = None,
        stdin: bytes = b"",
        before: Callable[[], None] | None = None,
    ) -> Said:
        """Run the program with these words exactly; ``before`` is done in its process before it starts."""
        done = subprocess.run(
            [sys.executable, "-m", "vaxdesk", *words],
            input=stdin,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
            env=self.environment | dict(more or {}),
            preexec_fn=before,
        )
        said = Said(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in said.err, said.err
        return said

    def do(self, *words: str | Path, status: int = 0, more: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401
        """Run a command for real and give its JSON object."""
        said = self.start(self.spell(*words), more)
        assert said.status == status, (words, said)
        return said.record

    def try_here(self, words: Sequence[str], more: Mapping[str, str] | None = None, stdin: str = "") -> Said:
        """Carry out a command line in this process."""
        out, err = io.StringIO(), io.StringIO()
        with (
            self.entered(more),
            mock.patch.object(sys, "stdin", io.StringIO(stdin)),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            try:
                status = main(words)
            except SystemExit as ended:
                status = int(ended.code or 0)
        return Said(status, out.getvalue(), err.getvalue())

    def do_here(self, *words: str | Path, status: int = 0, stdin: str = "") -> Any:  # noqa: ANN401
        """Carry out a command in this process and give its JSON object."""
        said = self.try_here(self.spell(*words), stdin=stdin)
        assert said.status == status, (words, said)
        return said.record

    def dump(self, table: str = "people") -> list[Any]:
        """Give a table of the store."""
        said = self.try_here(self.spell("dump", "--table", table))
        assert said.status == 0, said.err
        return said.records

    @contextmanager
    def entered(self, more: Mapping[str, str] | None = None) -> Iterator[None]:
        """Let this process work with the laptop's profile."""
        with mock.patch.dict(os.environ, self.environment | dict(more or {}), clear=True):
            yield

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Open the store without the command line."""
        with self.entered(), starting.open_desk(self.store, None, PASSWORD) as desk:
            yield desk

    def make(self, name: str = "Trạm Y tế xã Bù Gia Mập", code: str = "25222", role: str = "station") -> Laptop:
        """Make the store with passwords that are cheap to try."""
        with self.entered():
            starting.start_store(self.store, Station(name, code, role), "Lan", PASSWORD, cost=LIGHT)
        return self

    def lighten(self) -> None:
        """Make the password of whoever made the store cheap to try: a story opens it a hundred times."""
        with self.desk() as desk:
            desk.store.keyring.change_password(desk.store._key, desk.store.user, PASSWORD, LIGHT)

    def init(self, name: str, code: str, *, role: str = "station", user: str = "Lan") -> Any:  # noqa: ANN401
        """Make the store."""
        return self.do_here("init", "--station", name, "--commune", code, "--as", role, "--user", user)


def introduce(one: Laptop, other: Laptop, folder: Path) -> None:
    """Let two laptops take each other's cards, words compared."""
    for giver, taker in ((one, other), (other, one)):
        card = folder / f"{giver.home.name}.vaxcard"
        words = giver.do_here("card", "--out", card)["words"]
        taker.do_here("trust", card, "--words", words)


def acquaint(one: Laptop, other: Laptop) -> None:
    """Let two laptops know each other without the words, which take their time."""
    for giver, taker in ((one, other), (other, one)):
        with giver.desk() as desk:
            card = trusting.find_own_card(desk)
        with taker.desk() as desk, desk.store.transaction():
            kept = json.dumps(card.as_json(), ensure_ascii=False)
            desk.store.parcels.put_card(card.device, card.name, card.code, card.role, kept, "2022-05-30T00:00:00Z")


def without_delivery(people: list[Any]) -> list[Any]:
    """Give people as two laptops have to show them alike."""
    return [{name: value for name, value in person.items() if name != "delivery"} for person in people]


def see_whole(laptop: Laptop, before: list[Any]) -> None:
    """See that nothing was added, nothing was lost and everything fits."""
    assert laptop.dump("events") == before
    assert laptop.do_here("verify")["ok"] is True
