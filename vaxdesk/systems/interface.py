"""What the program asks of the operating system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self


@dataclass(frozen=True, slots=True)
class Drive:
    """A stick or card that can be taken out: its name for people, where its files are, free room in bytes.

    ``read_only``: nothing can be written onto it, be it by a switch at its side.
    """

    name: str
    path: Path
    free: int
    read_only: bool = False


class Lock(Protocol):
    """A file held by this program alone, until :meth:`release`, the end of the block or of the process."""

    def release(self) -> None:
        """Let go. A second call does nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


class System(Protocol):
    """One operating system. Failures are OSError, translated by :func:`vaxdesk.systems.writing.translate_os`."""

    @property
    def name(self) -> str:
        """``linux``, ``windows`` …, for the log."""

    def replace(self, source: Path, target: Path) -> None:
        """Put ``source`` in the place of ``target``, whole or not at all; both stand on one drive."""

    def flush_file(self, fd: int) -> None:
        """Return when what was written to the open file has reached the disk."""

    def flush_folder(self, path: Path) -> None:
        """Return when the names in the folder (new, replaced, gone) have reached the disk."""

    def lock(self, path: Path, *, shared: bool = False) -> Lock:
        """Hold the file ``path``, made if missing; BlockingIOError at once if anybody else holds it, this process too.

        ``shared`` only asks that nobody holds it for writing: the file is opened for reading and must exist.
        """

    def limit_memory(self, size: int) -> None:
        """Let this process have at most ``size`` bytes from now on; more is a MemoryError."""

    def free_bytes(self, path: Path) -> int:
        """Tell the room left for this user on the drive that holds the existing ``path``."""

    def drives(self) -> tuple[Drive, ...]:
        """List the drives that can be taken out and are ready to use."""

    def eject(self, path: Path) -> bool:
        """Make the drive mounted at ``path`` safe to pull out; False where only a person can do it."""

    def open_back(self, path: Path) -> BinaryIO:
        """Open a flushed file for reading from the disk itself rather than from memory, as far as possible."""

    def read_back(self, path: Path) -> bytes:
        """Read a flushed file whole, as :meth:`open_back` does."""

    def make_private(self, path: Path) -> None:
        """Keep other users of this computer out of a file or folder, where the system can say so."""

    def prepare_console(self) -> None:
        """Make Vietnamese come out right on the console and never fail on a letter."""

    def private_formats(self) -> Mapping[str, bytes]:
        """Give what is put beside a copied text to keep it out of the clipboard's history and cloud, by MIME type."""

    def has_screen(self) -> bool:
        """Tell whether a window can be shown."""

    def data_folder(self) -> Path:
        """Tell the folder of this user's data for VaxDesk. It needn't exist yet."""

    def config_folder(self) -> Path:
        """Tell the folder of this user's settings for VaxDesk. It needn't exist yet."""

    def folder_identity(self, path: Path) -> str | None:
        """Give what a copy of the folder would not share with it; None where the drive's format knows no such thing."""
