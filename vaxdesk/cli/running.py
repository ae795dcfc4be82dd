"""Running a command: language, password, exit status, and what is printed where."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, cast

from vaxdesk import __version__
from vaxdesk.cli.errors import ArgumentUnreadable, OutputFailed
from vaxdesk.cli.grammar import make_parser
from vaxdesk.errors import Cancelled, VaxDeskError
from vaxdesk.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

    from vaxdesk.desk.desk import Desk

Language = Literal["vi", "en"]
STATUS_REFUSED = 1
STATUS_UNUSABLE = 3
STATUS_INTERRUPTED = 130


class Run:
    """One command being carried out: its arguments, its language, what it has refused so far."""

    def __init__(self, args: Namespace, wording: Wording) -> None:
        self.args = args
        self.wording = wording
        self.refused: list[dict[str, Any]] = []
        self.status = 0

    @property
    def as_json(self) -> bool:
        """Whether standard output is for a program."""
        return bool(getattr(self.args, "json", False))

    def say(self, text: str, **args: str | int) -> None:
        """Say a sentence to the person, on standard error where standard output is for a program."""
        self.tell(self.wording.say(text, **args))

    def tell(self, text: str) -> None:
        """Print a line for the person, already in words."""
        if self.as_json:
            _warn(text)
        else:
            _print(text)

    def give(self, record: Mapping[str, Any], text: str | None = None) -> None:
        """Print the result: the JSON object, or else its sentence."""
        if self.as_json:
            said = dict(record)
            if self.refused:
                said["refused"] = self.refused
            _print(json.dumps(said, ensure_ascii=False), flush=True)
        elif text:
            _print(text, flush=True)

    def give_lines(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Print many records as NDJSON."""
        for record in records:
            _print(json.dumps(record, ensure_ascii=False))

    def refuse(self, error: VaxDeskError) -> None:
        """Say on standard error what was refused, and go on."""
        _warn(self.wording.explain(error))
        self.refused.append({"code": error.code, "message": self.wording.explain(error), **error.args_by_name})
        self.status = max(self.status, STATUS_REFUSED)

    def folder(self) -> Path:
        """Give the store's folder: as named, else as remembered, else in the user's data folder."""
        from pathlib import Path

        from vaxdesk.settings import STORE, Settings
        from vaxdesk.systems import this_system

        named = getattr(self.args, "store", None) or Settings().read(STORE)
        return Path(named) if named else this_system().data_folder() / "store"

    def user(self) -> str | None:
        """Give who works, if somebody said so."""
        return getattr(self.args, "user", None) or os.environ.get("VAXDESK_USER") or None

    def password(self) -> str:
        """Give the password: from the file named, else the environment, else asked at the terminal.

        It is taken out of the environment, so that no child process inherits it.
        """
        from vaxdesk.cli.asking import ask_password

        return ask_password(self.wording, getattr(self.args, "password_file", None), "VAXDESK_PASSWORD")

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Open the store for this command and close it afterwards."""
        from vaxdesk.desk.starting import check_opening, open_desk

        folder = self.folder()
        check_opening(folder)
        with open_desk(folder, self.user(), self.password()) as desk:
            if desk.notice is not None:
                _warn(self.wording.render(desk.notice))
            yield desk


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out a command line and give its exit status (``CONTRACT.md`` section 2)."""
    argv = list(sys.argv[1:] if argv is None else argv)
    if argv == ["--version"]:
        print(f"vaxdesk {__version__}")
        return 0
    wording = Wording(_find_language(argv))
    parser = make_parser(wording.say, __version__)
    args = parser.parse_args(argv)
    if not getattr(args, "command", None):
        parser.print_help()
        return 0
    run = Run(args, wording)
    try:
        _check_text(args)
        _find_act(args.runs)(run)
        _print("", end="", flush=True)
    except KeyboardInterrupt:
        _end(run, Cancelled())
        return STATUS_INTERRUPTED
    except VaxDeskError as error:
        _end(run, error)
        return error.status
    except BrokenPipeError:
        # Whoever reads our output has gone, as "| head" does.
        _drop_output()
        return run.status
    return run.status


def _find_act(runs: str) -> Callable[[Run], None]:
    module, function = runs.split(":")
    return cast("Callable[[Run], None]", getattr(import_module(f"vaxdesk.cli.{module}"), function))


_PATHS = frozenset(
    {"store", "password_file", "new_password_file", "file", "files", "mapping", "out", "package", "receipt"}
)
"""Arguments that name files: these may hold bytes that are no text."""


def _check_text(args: Namespace) -> None:
    """Raise ArgumentUnreadable for an argument that is no text: it could be kept, sent and printed nowhere."""
    for name, value in vars(args).items():
        for text in value if isinstance(value, list) else [value]:
            if name not in _PATHS and isinstance(text, str) and not is_text(text):
                raise ArgumentUnreadable(argument=name)


def is_text(text: str) -> bool:
    """Tell whether everything in it is a character; Python gives bytes it can't decode as halves of one."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


def _end(run: Run, error: VaxDeskError) -> None:
    run.refuse(error)
    if isinstance(error, OutputFailed):
        _drop_output()
    elif run.as_json:
        with suppress(OutputFailed, BrokenPipeError):
            _print(json.dumps({"refused": run.refused}, ensure_ascii=False), flush=True)


def _print(text: str, *, end: str = "\n", flush: bool = False) -> None:
    """Print on standard output. Raises OutputFailed, and BrokenPipeError where the reader has gone."""
    try:
        print(text, end=end, flush=flush)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputFailed from error


def _warn(text: str) -> None:
    """Print on standard error; a terminal that has gone is no reason to stop."""
    with suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def _drop_output() -> None:
    """Let what is still to be written go nowhere: Python would complain again at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _find_language(argv: Sequence[str]) -> Language:
    """Give the language before the arguments are read, since help is said in it too."""
    for place, word in enumerate(argv):
        said = argv[place + 1] if word == "--lang" and place + 1 < len(argv) else word.removeprefix("--lang=")
        if word.startswith("--lang") and said in ("vi", "en"):
            return cast("Language", said)
    from vaxdesk.settings import LANGUAGE, Settings

    return cast("Language", Settings().read(LANGUAGE))
