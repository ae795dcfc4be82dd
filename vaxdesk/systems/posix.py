"""Linux and its relatives."""

from __future__ import annotations

import fcntl
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import platformdirs

from vaxdesk.systems.interface import Drive, Lock

_LASTING = frozenset({"ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "ntfs", "ntfs3", "jfs"})
"""File systems whose inode numbers stay the same for the life of a folder. FAT's are made up at each mount."""

_EJECT_SECONDS = 60

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


class PosixLock(Lock):
    """An flock on an open file: it goes with the process, however that ends."""

    def __init__(self, fd: int) -> None:
        self._fd: int | None = fd

    def release(self) -> None:
        """Let go."""
        if self._fd is not None:
            # Only this process's hold is given up; the file stays, because removing it would race with the next one.
            os.close(self._fd)
            self._fd = None


class PosixSystem:
    """See :class:`vaxdesk.systems.interface.System`. ``proc`` and ``sysfs`` are where the kernel tells of drives."""

    def __init__(self, proc: Path = Path("/proc"), sysfs: Path = Path("/sys")) -> None:
        self._proc, self._sysfs = proc, sysfs

    @property
    def name(self) -> str:
        """The kernel's name."""
        return sys.platform

    def replace(self, source: Path, target: Path) -> None:
        """Rename, which is atomic here."""
        source.replace(target)

    def flush_file(self, fd: int) -> None:
        """Flush to the disk."""
        os.fsync(fd)

    def flush_folder(self, path: Path) -> None:
        """Flush the folder's names to the disk."""
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def lock(self, path: Path, *, shared: bool = False) -> PosixLock:
        """Take an flock: another open file of this same process is refused as well."""
        flags = os.O_RDONLY if shared else os.O_RDWR | os.O_CREAT
        fd = os.open(path, flags | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BaseException:
            os.close(fd)
            raise
        return PosixLock(fd)

    def limit_memory(self, size: int) -> None:
        """Limit the address space; a lower limit that is in force already stays."""
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        known = [limit for limit in (soft, hard, size) if limit != resource.RLIM_INFINITY]
        resource.setrlimit(resource.RLIMIT_AS, (min(known), hard))
        # A process that runs out of memory is aborted; its core would hold people's data in clear.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def free_bytes(self, path: Path) -> int:
        """Tell what is free for this user."""
        return shutil.disk_usage(path).free

    def drives(self) -> tuple[Drive, ...]:
        """List mounted block devices that the kernel calls removable or that hang on USB."""
        found = []
        for device, place, _kind in self._read_mounts():
            if device.startswith("/dev/") and self._is_removable(Path(device).name):
                try:
                    read_only = not os.access(place, os.W_OK)
                    found.append(Drive(place.name or str(place), place, self.free_bytes(place), read_only))
                except OSError:
                    continue  # pulled out while we looked
        return tuple(found)

    def eject(self, path: Path) -> bool:
        """Unmount through udisks, which needs no rights; False where it isn't there or something uses the drive."""
        device = next((device for device, place, _ in self._read_mounts() if place == path), None)
        tool = shutil.which("udisksctl")
        if device is None or tool is None:
            return False
        for verb in ("unmount", "power-off"):
            command = [tool, verb, "--no-user-interaction", "--block-device", device]
            try:
                done = subprocess.run(command, capture_output=True, check=False, timeout=_EJECT_SECONDS)  # noqa: S603
            except (OSError, subprocess.TimeoutExpired):
                return False
            if done.returncode != 0 and verb == "unmount":
                return False
        return True

    def open_back(self, path: Path) -> BinaryIO:
        """Ask the kernel to forget its copy of the file, then open it."""
        file = path.open("rb")
        try:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        except BaseException:
            file.close()
            raise
        return file

    def read_back(self, path: Path) -> bytes:
        """Read the file from the disk."""
        with self.open_back(path) as file:
            return file.read()

    def make_private(self, path: Path) -> None:
        """Take all rights from everybody else. A stick's FAT knows no rights and refuses; that is no failure."""
        try:
            path.chmod(0o700 if path.is_dir() else 0o600)
        except PermissionError:
            return

    def prepare_console(self) -> None:
        """Show a letter the terminal can't show as its code rather than fail."""
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(errors="backslashreplace")

    def private_formats(self) -> Mapping[str, bytes]:
        """Give the hint by which clipboard managers leave out secrets."""
        return {"x-kde-passwordManagerHint": b"secret"}

    def has_screen(self) -> bool:
        """Look for X11, Wayland or a platform that was asked for; Qt would end the program where there is none."""
        return sys.platform == "darwin" or any(os.environ.get(name) for name in _SCREENS)

    def data_folder(self) -> Path:
        """Follow the XDG rules."""
        return Path(platformdirs.user_data_dir("vaxdesk", appauthor=False))

    def config_folder(self) -> Path:
        """Follow the XDG rules."""
        return Path(platformdirs.user_config_dir("vaxdesk", appauthor=False))

    def folder_identity(self, path: Path) -> str | None:
        """Give the inode where the file system keeps it. The device number isn't used: it changes between starts."""
        there = path.resolve()
        mounts = [(place, kind) for _, place, kind in self._read_mounts() if there.is_relative_to(place)]
        # Of several mounts on one place the last one is seen.
        _, kind = max(enumerate(mounts), key=lambda one: (len(one[1][0].parts), one[0]), default=(0, (there, "")))[1]
        return f"inode:{there.stat().st_ino}" if kind in _LASTING else None

    def _read_mounts(self) -> list[tuple[str, Path, str]]:
        """Read device, place and kind of every mount; none where the kernel doesn't tell."""
        try:
            lines = (self._proc / "mounts").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        except OSError:
            return []
        parts = [line.split(" ") for line in lines]
        return [(_unescape(one[0]), Path(_unescape(one[1])), one[2]) for one in parts if len(one) >= 3]

    def _is_removable(self, device: str) -> bool:
        """Ask the kernel about a disk or the disk of a partition."""
        place = (self._sysfs / "class" / "block" / device).resolve()
        for disk in (place, place.parent):
            try:
                if (disk / "removable").read_text(encoding="ascii").strip() == "1":
                    return True
            except OSError:
                continue
        return any(part.startswith("usb") for part in place.parts)


def _unescape(text: str) -> str:
    r"""Undo the kernel's way of writing spaces (``\040``)."""
    octets = re.sub(
        rb"\\([0-7]{3})", lambda found: bytes([int(found[1], 8)]), text.encode("utf-8", errors="surrogateescape")
    )
    return octets.decode("utf-8", errors="surrogateescape")
