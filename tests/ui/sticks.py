"""Folders that stand for sticks."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from vaxdesk.systems import Drive, this_system


class Sticks(type(this_system())):  # type: ignore[misc]
    """This system with folders for sticks, of which some pull themselves out while they are read back."""

    def __init__(self) -> None:
        super().__init__()
        self.plugged: list[Drive] = []
        self.vanishing = False
        self.let_go: list[Path] = []

    def drives(self) -> tuple[Drive, ...]:
        return tuple(self.plugged)

    def eject(self, path: Path) -> bool:
        self.let_go.append(path)
        return False

    def read_back(self, path: Path) -> bytes:
        if self.vanishing:
            shutil.rmtree(path.parent)
            self.plugged.clear()
            raise OSError(errno.EIO, "gone")
        return bytes(super().read_back(path))


@pytest.fixture
def sticks(monkeypatch: pytest.MonkeyPatch) -> Sticks:
    """Give the sticks that the window sees; there is none to begin with."""
    system = Sticks()
    for place in ("vaxdesk.ui.models.drives", "vaxdesk.ui.handover.writing", "vaxdesk.desk.handing_over"):
        monkeypatch.setattr(f"{place}.this_system", lambda: system)
    return system
