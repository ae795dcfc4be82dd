"""Putting several files of a store in the place of others, all or none (``SCHEMA.md``, Folder).

The new files are written and checked under names that end in ``.next``; then ``swap.json`` says that they count.
From that moment on the new store stands, even if the renaming is cut off: the next opening finishes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from vaxdesk.store.errors import StoreDamaged
from vaxdesk.store.place import Places
from vaxdesk.systems import System, translate_os, write_safely
from vaxdesk.systems.writing import PART

FILE = "swap.json"
NEXT = ".next"
FORMAT = "vaxdesk-swap/1"
_OURS = ("store.db", "keyring.json", "keyring.copy.json", "tries.json", "unfinished", "probe", FILE)
_LOGS = ("store.db-wal", "store.db-shm", "store.db-journal")


@dataclass(frozen=True, slots=True)
class Swap:
    """Which staged files count; where the old ones go (None: nowhere); which store's place marker goes."""

    names: tuple[str, ...]
    aside: str | None
    forget: str | None


def find_staged(folder: Path, name: str) -> Path:
    """Tell where to write the file that is to become ``name``."""
    return folder / (name + NEXT)


def is_pending(folder: Path) -> bool:
    """Tell whether files wait to be put in place."""
    return (folder / FILE).exists()


def decide(
    system: System, folder: Path, names: Sequence[str], *, aside: str | None = None, forget: str | None = None
) -> None:
    """Let the staged files count, and put them in place. They must be flushed and checked, the database closed.

    To be called inside :func:`staging`. Raises what writing a file raises; unless :data:`FILE` is there then, nothing
    has happened.
    """
    with translate_os(folder):
        system.flush_folder(folder)
    said = {"format": FORMAT, **asdict(Swap(tuple(names), aside, forget))}
    write_safely(system, folder / FILE, json.dumps(said).encode())
    finish(system, folder)


@contextmanager
def staging(folder: Path) -> Iterator[None]:
    """Remove what was staged when anything is raised before it counts."""
    try:
        yield
    except BaseException:
        if not is_pending(folder):
            with suppress(OSError):
                _clear(folder)
        raise


def finish(system: System, folder: Path) -> None:
    """Put in place what counts already; remove what was staged and never counted. Every step may be done twice.

    Raises StoreDamaged where the plan can't be read, DiskReadOnly, DiskFailed.
    """
    with translate_os(folder):
        swap = _read(folder)
        if swap is not None:
            _move(system, folder, swap)
            if swap.forget is not None:
                Places(system).forget(swap.forget)
            (folder / FILE).unlink()
            system.flush_folder(folder)
        _clear(folder)


def _clear(folder: Path) -> None:
    # By name: other people's files may stand in the folder too.
    for name in _OURS:
        for end in (NEXT, PART, NEXT + PART):
            (folder / (name + end)).unlink(missing_ok=True)
            for log in ("-wal", "-shm", "-journal"):
                (folder / (name + end + log)).unlink(missing_ok=True)


def _move(system: System, folder: Path, swap: Swap) -> None:
    aside = None if swap.aside is None else folder / swap.aside
    if aside is not None:
        aside.mkdir(exist_ok=True)
        system.make_private(aside)
    # The old database's log would be taken for the new one's.
    for name in _LOGS:
        if (folder / name).exists():
            if aside is None:
                (folder / name).unlink()
            else:
                system.replace(folder / name, aside / name)
    for name in swap.names:
        if not find_staged(folder, name).exists():
            continue
        if aside is not None and (folder / name).exists():
            system.replace(folder / name, aside / name)
        system.replace(find_staged(folder, name), folder / name)
    if aside is not None:
        system.flush_folder(aside)
    system.flush_folder(folder)


def _read(folder: Path) -> Swap | None:
    if not is_pending(folder):
        return None
    try:
        said = json.loads((folder / FILE).read_bytes())
        swap = Swap(tuple(str(name) for name in said["names"]), said["aside"], said["forget"])
    except (ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(folder=str(folder)) from error
    # A forged plan must not move files out of the folder.
    aside_right = swap.aside is None or re.fullmatch(r"replaced-[0-9-]+", str(swap.aside)) is not None
    if said["format"] != FORMAT or not aside_right or not set(swap.names) <= set(_OURS):
        raise StoreDamaged(folder=str(folder))
    return swap
