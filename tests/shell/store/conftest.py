"""Stores to try things on, a disk that dies, and a user without rights."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from vaxdesk.store._sqlite import Database
from vaxdesk.store.cipher import create_database, open_database
from vaxdesk.store.folder import StoreFolder
from vaxdesk.store.keyring import KdfCost, Keyring, Station, create_keyring, read_keyring
from vaxdesk.systems import System
from vaxdesk.systems.posix import PosixSystem

STORE_ID = "019a0000-0000-7000-8000-000000000001"
NAMES = [f"Điểu Thị Sương {number}" for number in range(400)]


@dataclass
class Made:
    """A store with a lead Lan, a colleague Minh, and 400 people."""

    folder: StoreFolder
    key: bytes
    code: str

    def open(self, *, read_only: bool = False) -> Database:
        return open_database(self.folder.database, self.key, read_only=read_only)

    def read_keyring(self) -> Keyring:
        return read_keyring(self.folder.path, sleep=lambda _: None)


@pytest.fixture
def light() -> KdfCost:
    """Make passwords cheap to try."""
    return KdfCost(memory=64, passes=1, lanes=1)


@pytest.fixture
def make_store(light: KdfCost) -> Callable[[Path], Made]:
    def make(path: Path) -> Made:
        folder = StoreFolder(path)
        with folder.begin_creation():
            keyring, key, code = create_keyring(
                folder.path, STORE_ID, Station("Trạm Y tế Đăk Ơ", "25225"), "Lan", "lead", "mật khẩu của Lan", light
            )
            keyring.add_user(key, "Minh", "staff", "mật khẩu của Minh", light)
            db = create_database(folder.database, key)
            with db.atomic():
                db.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT")
                db.conn.executemany("INSERT INTO people (name) VALUES (?)", [(name,) for name in NAMES])
            db.close()
            folder.end_creation()
        return Made(folder, key, code)

    return make


@pytest.fixture
def made(tmp_path: Path, profile: Path, make_store: Callable[[Path], Made]) -> Made:
    return make_store(tmp_path / "store")


class DyingSystem(PosixSystem):
    """Kills the process right before its act number ``left``, as a power cut would."""

    def __init__(self, left: int) -> None:
        super().__init__()
        self.left = left

    def _count(self) -> None:
        self.left -= 1
        if self.left < 0:
            os._exit(9)

    def flush_file(self, fd: int) -> None:
        self._count()
        super().flush_file(fd)

    def flush_folder(self, path: Path) -> None:
        self._count()
        super().flush_folder(path)

    def replace(self, source: Path, target: Path) -> None:
        self._count()
        super().replace(source, target)

    def read_back(self, path: Path) -> bytes:
        self._count()
        return super().read_back(path)


@pytest.fixture
def die_at() -> Callable[[int, Callable[[System], object]], bool]:
    """Do something in a child process that is killed before its act number n; tell whether it was."""
    if os.name == "nt":
        pytest.skip("Windows can't fork")

    def run(number: int, act: Callable[[System], object]) -> bool:
        child = os.fork()
        if child == 0:
            try:
                act(DyingSystem(number))
            except BaseException:  # noqa: BLE001  the child must never come back into the test
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        assert code in {0, 9}, "the child failed instead of dying or finishing"
        return code == 9

    return run


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that a user without rights can reach."""
    path = Path(tempfile.mkdtemp(prefix="vaxdesk-"))
    path.chmod(0o755)
    yield path
    for folder in [path, *(one for one in path.rglob("*") if one.is_dir())]:
        folder.chmod(0o755)
    shutil.rmtree(path)


@pytest.fixture
def protected() -> Callable[..., AbstractContextManager[None]]:
    """Protect a folder and what is in it, or only one file of it, also from root, which then acts as nobody."""

    @contextmanager
    def protect(folder: Path, only: str = "") -> Iterator[None]:
        inside = list(folder.iterdir())
        before = [(path, path.stat().st_mode) for path in [folder, *inside]]
        for path, mode in before:
            reading = mode | 0o444 | (0o111 if path.is_dir() else 0)
            path.chmod(reading | 0o222 if only not in {"", path.name} else reading & ~0o222)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(65534)
        try:
            yield
        finally:
            if is_root:
                os.seteuid(0)
            for path, mode in before:
                if path.exists():
                    path.chmod(mode)

    if os.name == "nt":
        pytest.skip("Windows protects otherwise")
    return protect
