"""Windows. Imports on every system, so that its logic is tested everywhere: its calls are handed in or found late."""

from __future__ import annotations

import ctypes
import errno
import importlib
import io
import mmap
import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import platformdirs

from vaxdesk.systems.interface import Drive, Lock

_HELD = frozenset({5, 32, 33})
"""Access denied, sharing violation, lock violation: what an antivirus that looks at a new file causes."""

_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 3.2)
"""Seconds between tries to replace a file: 9.5 s in all."""

_DRIVE_REMOVABLE = 2
_READ_ONLY_VOLUME = 0x0008_0000
_JOB_LIMITS = 9
_JOB_LIMIT_PROCESS_MEMORY = 0x100
_GENERIC_READ = 0x8000_0000
_GENERIC_READ_WRITE = 0xC000_0000
_SHARE_READ_WRITE = 3
_OPEN_EXISTING = 3
_NO_BUFFERING = 0x2000_0000
_NO_HANDLE = 2**64 - 1
_LOCK_VOLUME, _DISMOUNT_VOLUME, _EJECT_MEDIA = 0x0009_0018, 0x0009_0020, 0x002D_4808
_NO_FAILURE_BOXES = 0x0001
_UTF8 = 65001
_SECTORS = 1024 * 1024
"""Unbuffered reads come in whole sectors into memory aligned to them; a mebibyte of mapped memory is both."""


_PRIVATE_FORMATS = (
    "ExcludeClipboardContentFromMonitorProcessing",
    "CanIncludeInClipboardHistory",
    "CanUploadToCloudClipboard",
)
"""Clipboard formats, as Microsoft's page "Clipboard Formats" has them."""


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("minimum_set", ctypes.c_size_t),
        ("maximum_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class JobLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", _BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class WindowsLock(Lock):
    """The first byte of a file, locked; Windows lets go of it when the process ends."""

    def __init__(self, fd: int, crt: Any) -> None:  # noqa: ANN401  msvcrt has no type elsewhere
        self._fd: int | None = fd
        self._crt = crt

    def release(self) -> None:
        """Let go."""
        if self._fd is not None:
            fd, self._fd = self._fd, None
            try:
                os.lseek(fd, 0, os.SEEK_SET)
                self._crt.locking(fd, self._crt.LK_UNLCK, 1)
            finally:
                os.close(fd)


class WindowsSystem:
    """See :class:`vaxdesk.systems.interface.System`. ``kernel`` stands for kernel32, ``crt`` for msvcrt."""

    def __init__(
        self,
        kernel: Any = None,  # noqa: ANN401  ctypes gives it no type
        crt: Any = None,  # noqa: ANN401  likewise
        sleep: Callable[[float], None] = time.sleep,
        replace: Callable[[Path, Path], object] = os.replace,
    ) -> None:
        self._given_kernel, self._given_crt = kernel, crt
        self._sleep, self._replace = sleep, replace

    @property
    def name(self) -> str:
        """Always the same."""
        return "windows"

    @property
    def _kernel(self) -> Any:  # noqa: ANN401
        if self._given_kernel is None:
            # WinDLL exists on Windows only.
            kernel = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009
            # Handles are as wide as pointers; ctypes would cut them to 32 bits.
            for call in ("CreateFileW", "CreateJobObjectW", "GetCurrentProcess"):
                getattr(kernel, call).restype = ctypes.c_void_p
            self._given_kernel = kernel
        return self._given_kernel

    @property
    def _crt(self) -> Any:  # noqa: ANN401
        if self._given_crt is None:
            self._given_crt = importlib.import_module("msvcrt")
        return self._given_crt

    def replace(self, source: Path, target: Path) -> None:
        """Replace, again and again for some seconds while something else holds one of the two files."""
        for wait in _PATIENCE:
            try:
                self._replace(source, target)
            except OSError as error:
                if getattr(error, "winerror", None) not in _HELD:
                    raise
                self._sleep(wait)
            else:
                return
        self._replace(source, target)

    def flush_file(self, fd: int) -> None:
        """Flush to the disk (FlushFileBuffers)."""
        os.fsync(fd)

    def flush_folder(self, path: Path) -> None:
        """Do nothing: NTFS keeps names in its own journal, and folders can't be flushed."""

    def lock(self, path: Path, *, shared: bool = False) -> WindowsLock:
        """Lock the first byte; any second handle is refused, also in this process."""
        flags = os.O_RDONLY if shared else os.O_RDWR | os.O_CREAT
        fd = os.open(path, flags | getattr(os, "O_NOINHERIT", 0) | getattr(os, "O_BINARY", 0), 0o600)
        try:
            self._crt.locking(fd, self._crt.LK_NBLCK, 1)
        except OSError as error:
            os.close(fd)
            raise BlockingIOError(errno.EAGAIN, "held by another", str(path)) from error
        return WindowsLock(fd, self._crt)

    def limit_memory(self, size: int) -> None:
        """Put this process into a job of its own with that limit."""
        limits = JobLimits()
        limits.basic.flags = _JOB_LIMIT_PROCESS_MEMORY
        limits.process_memory = size
        job = self._kernel.CreateJobObjectW(None, None)
        # The handle stays open on purpose: the limit lives as long as the process.
        done = (
            job
            and self._kernel.SetInformationJobObject(
                ctypes.c_void_p(job), _JOB_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
            )
            and self._kernel.AssignProcessToJobObject(
                ctypes.c_void_p(job), ctypes.c_void_p(self._kernel.GetCurrentProcess())
            )
        )
        if not done:
            raise OSError(errno.EPERM, "no job object with a limit could be made")

    def free_bytes(self, path: Path) -> int:
        """Tell what is free for this user."""
        return shutil.disk_usage(path).free

    def drives(self) -> tuple[Drive, ...]:
        """List drive letters that Windows calls removable and that hold a medium."""
        # Without this, an empty card reader would bring up a box that asks for a disk.
        before = self._kernel.SetErrorMode(_NO_FAILURE_BOXES)
        try:
            letters = self._kernel.GetLogicalDrives()
            roots = [f"{chr(65 + place)}:\\" for place in range(26) if letters >> place & 1]
            found = [self._look_at(root) for root in roots if self._kernel.GetDriveTypeW(root) == _DRIVE_REMOVABLE]
        finally:
            self._kernel.SetErrorMode(before)
        return tuple(drive for drive in found if drive is not None)

    def _look_at(self, root: str) -> Drive | None:
        label, free, flags = ctypes.create_unicode_buffer(261), ctypes.c_uint64(0), ctypes.c_uint32(0)
        if not self._kernel.GetVolumeInformationW(root, label, 261, None, None, ctypes.byref(flags), None, 0):
            return None
        if not self._kernel.GetDiskFreeSpaceExW(root, ctypes.byref(free), None, None):
            return None
        read_only = bool(flags.value & _READ_ONLY_VOLUME)
        return Drive(f"{label.value or 'USB'} ({root[:2]})", Path(root), free.value, read_only)

    def eject(self, path: Path) -> bool:
        """Lock, dismount and eject the drive; False while anything still uses it."""
        volume = "\\\\.\\" + str(path)[:2]
        handle = self._kernel.CreateFileW(volume, _GENERIC_READ_WRITE, _SHARE_READ_WRITE, None, _OPEN_EXISTING, 0, None)
        if handle in (None, -1, _NO_HANDLE):
            return False
        told = ctypes.c_uint32(0)
        try:
            return all(
                self._kernel.DeviceIoControl(ctypes.c_void_p(handle), code, None, 0, None, 0, ctypes.byref(told), None)
                for code in (_LOCK_VOLUME, _DISMOUNT_VOLUME, _EJECT_MEDIA)
            )
        finally:
            self._kernel.CloseHandle(ctypes.c_void_p(handle))

    def open_back(self, path: Path) -> BinaryIO:
        """Open without Windows' cache; where the drive refuses that (network, some sticks), plainly."""
        handle = self._kernel.CreateFileW(
            str(path), _GENERIC_READ, _SHARE_READ_WRITE, None, _OPEN_EXISTING, _NO_BUFFERING, None
        )
        if handle in (None, -1, _NO_HANDLE):
            return path.open("rb")
        fd = self._crt.open_osfhandle(handle, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        return io.BufferedReader(_Unbuffered(io.FileIO(fd, "rb")), _SECTORS)

    def read_back(self, path: Path) -> bytes:
        """Read the file from the disk."""
        with self.open_back(path) as file:
            return file.read()

    def make_private(self, path: Path) -> None:
        """Do nothing: folders in a user's profile are closed to others by what they inherit."""

    def prepare_console(self) -> None:
        """Switch the console to UTF-8; a letter its font lacks shows as a box, none fails."""
        self._kernel.SetConsoleOutputCP(_UTF8)
        self._kernel.SetConsoleCP(_UTF8)
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(encoding="utf-8", errors="backslashreplace")

    def private_formats(self) -> Mapping[str, bytes]:
        """Give the formats that monitors, the history (Windows+V) and the cloud clipboard look for; spelled for Qt."""
        # A DWORD of 0 says no; of the first it is enough that it is there.
        return {f'application/x-qt-windows-mime;value="{name}"': bytes(4) for name in _PRIVATE_FORMATS}

    def has_screen(self) -> bool:
        """Windows always has one."""
        return True

    def data_folder(self) -> Path:
        """Use the local profile: a store must not roam over the network."""
        return Path(platformdirs.user_data_dir("VaxDesk", appauthor=False, roaming=False))

    def config_folder(self) -> Path:
        """Use the local profile."""
        return Path(platformdirs.user_config_dir("VaxDesk", appauthor=False, roaming=False))

    def folder_identity(self, path: Path) -> str | None:
        """Give the file index where the drive is NTFS or ReFS; FAT makes it up."""
        there = path.resolve()
        kind = ctypes.create_unicode_buffer(261)
        root = there.anchor
        known = self._kernel.GetVolumeInformationW(root, None, 0, None, None, None, kind, 261)
        return f"index:{there.stat().st_ino}" if known and kind.value in ("NTFS", "ReFS") else None


class _Unbuffered(io.RawIOBase):
    """Reads through aligned memory, a whole number of sectors at a time; no seeking but to the start of a sector."""

    def __init__(self, file: io.FileIO) -> None:
        self._file, self._memory = file, mmap.mmap(-1, _SECTORS)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place; the sectors before it are read again and dropped."""
        if whence == os.SEEK_CUR:
            offset += self.tell()
        elif whence == os.SEEK_END:
            offset += os.fstat(self._file.fileno()).st_size
        start = offset - offset % _SECTORS
        self._file.seek(start)
        self._rest = b""
        if offset > start:
            self._fill()
            self._rest = self._rest[offset - start :]
        return offset

    def tell(self) -> int:
        return self._file.tell() - len(self._rest)

    def readinto(self, target: Any) -> int:  # noqa: ANN401  any writable buffer
        """Fill ``target`` with what is there; 0 at the end."""
        if not self._rest:
            self._fill()
        view = memoryview(target).cast("B")
        count = min(len(view), len(self._rest))
        view[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

    def _fill(self) -> None:
        # The end of a file is seldom the end of a sector, and a read that starts inside a sector is an error.
        at_end = self._file.tell() % 512 != 0
        count = 0 if at_end else self._file.readinto(self._memory) or 0
        self._rest = self._memory[:count]

    def close(self) -> None:
        if not self.closed:
            self._file.close()
            self._memory.close()
        super().close()
