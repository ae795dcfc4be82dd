"""Running a command: language, password, exit status, and what is printed where."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from types import FrameType
from typing import TYPE_CHECKING, Any, Literal, cast

from vaxdesk import __version__
from vaxdesk.cli.errors import ArgumentUnreadable, Interrupted, OutputFailed
from vaxdesk.cli.grammar import make_parser
from vaxdesk.errors import Cancelled, VaxDeskError
from vaxdesk.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

    from vaxdesk.desk.desk import Desk
    from vaxdesk.reports.document import Document

Language = Literal["vi", "en"]
STATUS_REFUSED = 1
STATUS_UNUSABLE = 3
STATUS_INTERRUPTED = 130
FAULT = "fault"
"""The code of what should never happen."""


ShowWindow = Callable[["Path | None", Language], int]
"""Shows the window on a store's folder (None: the one opened last) and gives its exit status."""
Draw = Callable[["Document"], bytes]
"""Gives a document as a PDF."""


class Run:
    """One command being carried out: its arguments, its language, what it has refused so far."""

    def __init__(
        self, args: Namespace, wording: Wording, show: ShowWindow | None = None, draw: Draw | None = None
    ) -> None:
        self.args = args
        self.show = show
        self.draw = draw
        self.wording = wording
        self.refused: list[dict[str, Any]] = []
        self.status = 0
        self.is_stopped = False

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

    def warn(self, text: str) -> None:
        """Tell the person something to know besides, already in words, on standard error."""
        _warn(text)

    def give(self, record: Mapping[str, Any], text: str | None = None) -> None:
        """Print the result: the JSON object, or else its sentence."""
        if self.as_json:
            said = dict(record)
            if self.refused:
                said["refused"] = self.refused
            _print(_write_json(said), flush=True)
        elif text:
            _print(text, flush=True)

    def give_lines(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Print many records as NDJSON."""
        for record in records:
            _print(_write_json(record))

    def refuse(self, error: VaxDeskError) -> None:
        """Say on standard error what was refused, and go on."""
        _warn(self.wording.explain(error))
        self.refused.append({"code": error.code, "message": self.wording.explain(error), **error.plain_args})
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

    def write_pdf(self, document: Document, path: Path) -> None:
        """Write a document as a PDF, whole or not at all. Raises the errors of writing."""
        from vaxdesk.systems import this_system, write_safely

        if self.draw is None:  # the program always hands it in
            raise RuntimeError("nothing draws")
        write_safely(this_system(), path, self.draw(document))

    def watch(self, done: int, total: int | None) -> None:
        """Stop a long act at a safe point, if the user wants it to."""
        del done, total
        if self.is_stopped:
            raise Cancelled

    def tell_progress(self, done: int, total: int | None) -> None:
        """Show at a terminal how far a long act is, and stop it as :meth:`watch` does."""
        self.watch(done, total)
        if sys.stderr is not None and sys.stderr.isatty():
            print(f"\r{done} / {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Open the store for this command and close it afterwards."""
        from vaxdesk.desk.starting import check_opening, open_desk

        folder = self.folder()
        check_opening(folder)
        user, password = self.user(), self.password()
        with _hearing_stop(self), open_desk(folder, user, password) as desk:
            for notice in desk.notices:
                _warn(self.wording.render(notice))
            yield desk


def main(argv: Sequence[str] | None = None, show: ShowWindow | None = None, draw: Draw | None = None) -> int:
    """Carry out a command line and give its exit status (``CONTRACT.md`` section 2).

    ``show`` opens the window, which is what no command at all means; ``draw`` makes PDFs.
    """
    argv = list(sys.argv[1:] if argv is None else argv)
    if argv == ["--version"]:
        print(f"vaxdesk {__version__}")
        return 0
    wording = Wording(_find_language(argv))
    parser = make_parser(wording.say, __version__)
    args = parser.parse_args(argv)
    run = Run(args, wording, show, draw)
    if not getattr(args, "command", None):
        if show is None:
            parser.print_help()
            return 0
        args.runs = "window:show"
    return _carry_out(run)


def _carry_out(run: Run) -> int:
    try:
        _check_text(run.args)
        _find_act(run.args.runs)(run)
        _print("", end="", flush=True)
    except KeyboardInterrupt:
        _end(run, Interrupted())
        return STATUS_INTERRUPTED
    except VaxDeskError as error:
        _end(run, error)
        return error.status
    except BrokenPipeError:
        # Whoever reads our output has gone, as "| head" does.
        _drop_output()
    except Exception as error:  # noqa: BLE001 - whatever it is, the user gets one sentence, a program its JSON
        from vaxdesk.faults import explain_fault

        _end_fault(run, explain_fault(error, run.wording))
        return STATUS_UNUSABLE
    return run.status


def _find_act(runs: str) -> Callable[[Run], None]:
    module, function = runs.split(":")
    return cast("Callable[[Run], None]", getattr(import_module(f"vaxdesk.cli.{module}"), function))


@contextmanager
def _hearing_stop(run: Run) -> Iterator[None]:
    """Let the first Ctrl-C end a long act where nothing of it is kept, and only the second one break off anywhere.

    In between the act may have come through: then its result is told and not that it was stopped.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        if run.is_stopped:
            raise KeyboardInterrupt
        run.is_stopped = True

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


_PATHS = frozenset(
    {
        "store",
        "password_file",
        "new_password_file",
        "file",
        "files",
        "mapping",
        "out",
        "package",
        "receipt",
        "every",
        "slip",
    }
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
    else:
        _tell_refused(run)


def _end_fault(run: Run, sentence: str) -> None:
    _warn(sentence)
    run.refused.append({"code": FAULT, "message": sentence})
    _tell_refused(run)


def _tell_refused(run: Run) -> None:
    if run.as_json:
        with suppress(OutputFailed, BrokenPipeError):
            _print(_write_json({"refused": run.refused}), flush=True)


def _write_json(record: Mapping[str, Any]) -> str:
    """Give a record as one line; where standard output can't show every letter, with their numbers."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return json.dumps(record, ensure_ascii=not encoding.lower().startswith("utf"))


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
