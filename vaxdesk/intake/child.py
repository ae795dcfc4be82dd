"""The process that reads files: it parses what came from outside, so that a crash or a runaway takes only itself."""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vaxdesk.errors import StaffCanFix
from vaxdesk.intake.errors import FileTooLarge
from vaxdesk.intake.wire import (
    read_local,
    read_message,
    write_aside,
    write_drafts,
    write_error,
    write_head,
    write_message,
)
from vaxdesk.model.catalogue import Local
from vaxdesk.systems import this_system

if TYPE_CHECKING:
    from vaxdesk.intake.reading import ListReading
    from vaxdesk.intake.recent import Recent

SECRETS: Final = ("VAXDESK_PASSWORD", "VAXDESK_NEW_PASSWORD", "VAXDESK_EXPORT_PASSPHRASE")
"""What the environment of the reading process must not hold."""


def serve(pipe: Connection, memory: int) -> None:
    """Read one file after the other until the other end is closed. ``memory`` in bytes is all this process gets."""
    # Only here: the program itself starts this module's function and needs no spreadsheet library for it.
    from vaxdesk.intake.reading import read_list
    from vaxdesk.intake.recent import Recent
    from vaxdesk.resources import load_catalogues

    _settle_in(memory)
    recent = Recent()
    known, here = load_catalogues(), Local()
    read = partial(read_list, catalogues=known)
    try:
        while True:
            _, order = read_message(pipe.recv_bytes())
            local = read_local(order["local"])
            if local != here:
                here, read = local, partial(read_list, catalogues=known.at(local))
            answer(pipe, order, read, recent)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _settle_in(memory: int) -> None:
    for name in SECRETS:
        os.environ.pop(name, None)
    # Ctrl-C is for the program, which then ends this process; a library's last words are for nobody.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        # A window without a console has no streams, or none with a number.
        with suppress(AttributeError, OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
    # Rows live until they are sent: looking for cycles among them finds none and takes a fifth of the time.
    gc.disable()
    this_system().limit_memory(memory)


def answer(pipe: Connection, order: dict[str, Any], read: Callable[..., ListReading], recent: Recent) -> None:
    """Send what a file says, or why it can't be read; the same order for the same file is answered from memory."""
    path = Path(order["path"])
    try:
        name = recent.begin(order)
        known = recent.find(name)
        if known is None:
            _read_and_answer(pipe, order, partial(read, open_file=recent.open), recent, name)
        for message in known or ():
            pipe.send_bytes(message)
    except StaffCanFix as error:
        pipe.send_bytes(write_message("error", write_error(error)))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        raise
    except MemoryError:
        pipe.send_bytes(write_message("error", write_error(FileTooLarge(file=path.name))))
    except Exception as error:  # noqa: BLE001
        # A bug of ours. Where it happened goes to the log; its message might quote a cell.
        places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
        pipe.send_bytes(write_message("bug", [type(error).__name__, " ".join(places)]))
    gc.collect()


def _read_and_answer(
    pipe: Connection, order: dict[str, Any], read: Callable[..., ListReading], recent: Recent, name: str | None
) -> None:
    path = Path(order["path"])
    reading = read(path, kind=order["kind"], mapping=order["mapping"], password=order["password"])
    sent: list[bytes] = []
    is_kept = recent.may_keep(reading.head.total)
    for message in _write_all(reading):
        pipe.send_bytes(message)
        if is_kept:
            sent.append(message)
    if name is not None and is_kept:
        recent.keep(name, path, tuple(sent))


def _write_all(reading: ListReading) -> Iterator[bytes]:
    yield write_message("head", write_head(reading.head))
    for batch in reading.batches():
        yield write_message("drafts", write_drafts(batch))
    yield write_message("end", write_aside(reading.set_aside))
