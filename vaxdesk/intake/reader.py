"""The program's side of the reading process: one warm child, ended and replaced when it fails or takes too long."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Final, Self

from vaxdesk.errors import StaffCanFix
from vaxdesk.intake import wire
from vaxdesk.intake.child import SECRETS, serve
from vaxdesk.intake.draft import Draft, ListHead, SetAside
from vaxdesk.intake.errors import FileTooLarge, FileTooSlow, ReadingFailed
from vaxdesk.model.catalogue import Local
from vaxdesk.model.message import Progress, no_progress

MEMORY: Final = 1 << 30
"""Bytes the reading process may use."""
PATIENCE: Final = 60.0
"""Seconds until the next answer at most."""
_BLINK: Final = 0.1
_ERRORS: Final = 2
_NOWHERE: Final = Local()
_WEARY: Final = 50_000
"""Rows after which a child is replaced: what Python gave back to itself it doesn't give back to the system."""
_ABORTED: Final = frozenset({-6, -9, 0xC0000409, 3})
"""How a process ends that got no more memory in the middle of native code."""

_log = logging.getLogger(__name__)
_birth = threading.Lock()


class Reading:
    """One file being read. Leaving the block before its rows are through ends the child, and that at once."""

    def __init__(self, reader: ListReader, file: str, head: ListHead, progress: Progress) -> None:
        self.head = head
        self._reader, self._file, self._progress = reader, file, progress
        self._aside: tuple[SetAside, ...] | None = None

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """What is no person, known when the rows are through."""
        if self._aside is None:
            raise RuntimeError("set_aside is known after the batches")
        return self._aside

    @property
    def is_through(self) -> bool:
        """Whether all rows have come."""
        return self._aside is not None

    def batches(self) -> Iterator[list[Draft]]:
        """Give the drafts as the child makes them. Raises a ``ListUnreadable`` where it fails on the way."""
        done = 0
        while self._aside is None:
            kind, body = self._reader.receive(self._file, self._progress, done, self.head.total)
            with self._reader.distrusting(self._file), without_sweeping():
                if kind == "end":
                    self._aside = wire.read_aside(body)
                    return
                if kind != "drafts":
                    raise wire.BadMessage("rows were to come")
                batch = wire.read_drafts(body)
            done += len(batch)
            self._progress(done, self.head.total)
            yield batch

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self.is_through or self.head.total > _WEARY:
            self._reader.cancel()


class ListReader:
    """Reads list files in a child process with a memory limit.

    ``memory`` in bytes is the child's all; ``patience`` in seconds how long one answer may take. One file at a time.
    """

    def __init__(self, memory: int = MEMORY, patience: float = PATIENCE) -> None:
        self._memory, self._patience = memory, patience
        self._child: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cancel()

    def warm(self) -> None:
        """Start the child, so that the first file needn't wait for it. It works without being called."""
        if self._child is not None and self._child.is_alive():
            return
        self.cancel()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        child = context.Process(target=serve, args=(theirs, self._memory), name="vaxdesk-reading", daemon=True)
        with _bare_birth():
            child.start()
        theirs.close()
        self._child, self._pipe = child, ours

    def read(
        self,
        path: Path,
        kind: str = "auto",
        mapping: Mapping[str, object] | None = None,
        password: str | None = None,
        local: Local = _NOWHERE,
        progress: Progress = no_progress,
    ) -> Reading:
        """Open a file and wait for its head.

        ``kind``, ``mapping`` and ``password`` as :func:`vaxdesk.intake.reading.read_list`; the password reaches the
        child through the pipe alone. ``local`` is where the file is read. ``progress`` is called several times a
        second, also while nothing comes, and may raise to stop. Raises a ``ListUnreadable`` or ``MappingWrong``.
        """
        self.warm()
        order = {"kind": kind, "mapping": mapping, "password": password, "local": wire.write_local(local)}
        try:
            head = self._ask_head(path, order, progress)
        except StaffCanFix:
            raise
        except BaseException:
            self.cancel()
            raise
        return Reading(self, path.name, head, progress)

    def _ask_head(self, path: Path, order: Mapping[str, object], progress: Progress) -> ListHead:
        self._send(wire.write_order({"path": os.path.abspath(path), **order}))  # noqa: PTH100
        said, body = self.receive(path.name, progress, 0, None)
        with self.distrusting(path.name):
            if said != "head":
                raise wire.BadMessage("a head was to come")
            return wire.read_head(body)

    def cancel(self) -> None:
        """End the child at once, whatever it does. The next file gets a fresh one."""
        child, pipe, self._child, self._pipe = self._child, self._pipe, None, None
        if pipe is not None:
            pipe.close()
        if child is not None:
            child.kill()
            child.join()
            child.close()

    def receive(self, file: str, progress: Progress, done: int, total: int | None) -> tuple[str, Any]:
        """Wait for the child's next message; turn its refusals, its death and its silence into errors."""
        data = self._wait(file, progress, done, total)
        with self.distrusting(file), without_sweeping():
            kind, body = wire.read_message(data)
            refusal = wire.read_error(body, file) if kind == "error" else None
        if refusal is not None:
            if isinstance(refusal, FileTooLarge):
                self.cancel()
            raise refusal
        if kind == "bug":
            _log.error("reading a list failed: %s", body)
            self.cancel()
            raise ReadingFailed(file=file)
        return kind, body

    def _wait(self, file: str, progress: Progress, done: int, total: int | None) -> bytes:
        pipe, until = self._pipe, time.monotonic() + self._patience
        if pipe is None:
            raise ReadingFailed(file=file)
        try:
            while not pipe.poll(_BLINK):
                progress(done, total)
                if time.monotonic() > until:
                    break
            else:
                return pipe.recv_bytes(wire.LARGEST)
        except (EOFError, OSError):
            raise self._bury(file) from None
        except BaseException:
            self.cancel()
            raise
        self.cancel()
        raise FileTooSlow(file=file)

    @contextmanager
    def distrusting(self, file: str) -> Iterator[None]:
        """Believe nothing of a child whose answer has the wrong shape."""
        try:
            yield
        except wire.BadMessage:
            self.cancel()
            raise ReadingFailed(file=file) from None

    def _send(self, data: bytes) -> None:
        if self._pipe is not None:
            with suppress(BrokenPipeError, ConnectionResetError):
                self._pipe.send_bytes(data)

    def _bury(self, file: str) -> StaffCanFix:
        child = self._child
        code = None
        if child is not None:
            child.join(5)
            code = child.exitcode
        self.cancel()
        return FileTooLarge(file=file) if code in _ABORTED else ReadingFailed(file=file)


@contextmanager
def _bare_birth() -> Iterator[None]:
    """While a child is born, keep from it the passwords of the environment and this program's main script.

    It inherits the one and would run the other again, with whatever that imports, to no use.
    """
    with _birth:
        kept = {name: os.environ.pop(name) for name in SECRETS if name in os.environ}
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            with _hushed():
                yield
        finally:
            sys.modules["__main__"] = main
            os.environ.update(kept)


@contextmanager
def _hushed() -> Iterator[None]:
    """Let a child that is born now inherit an error output that leads nowhere.

    It turns its own away only once it runs code of ours. Were this program killed before it has told the child what
    to do, Python itself would print a traceback at the terminal.
    """
    try:
        kept, nowhere = os.dup(_ERRORS), os.open(os.devnull, os.O_WRONLY)
    except OSError:
        # A window without a console has no error output that anybody could inherit.
        yield
        return
    try:
        os.dup2(nowhere, _ERRORS)
        yield
    finally:
        os.dup2(kept, _ERRORS)
        os.close(kept)
        os.close(nowhere)


@contextmanager
def without_sweeping() -> Iterator[None]:
    """Make rows, and what follows from them, without looking for cycles: there are none, and it takes long."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
