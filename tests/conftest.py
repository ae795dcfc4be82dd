"""What every test may rely on: no real profile, no thread left behind, the same examples at every run."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "house", deadline=None, derandomize=True, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", settings.get_profile("house"), derandomize=False, max_examples=5000)
settings.load_profile("house")

FOLDERS = {
    "HOME": "",
    "XDG_DATA_HOME": ".local/share",
    "XDG_CONFIG_HOME": ".config",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    # platformdirs asks Windows itself unless these stand
    "WIN_PD_OVERRIDE_APPDATA": "AppData/Roaming",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": "AppData/Local",
}
OWN = ("VAXDESK_PASSWORD", "VAXDESK_USER", "VAXDESK_EXPORT_PASSPHRASE")

PATIENCE = 2.0
"""Seconds a thread may take to end after its test."""


def enter_profile(patch: pytest.MonkeyPatch, home: Path) -> None:
    """Let this process, and those it starts, find the user's folders under ``home``."""
    for name, inside in FOLDERS.items():
        folder = home / inside
        folder.mkdir(parents=True, exist_ok=True)
        patch.setenv(name, str(folder))
    for name in OWN:
        patch.delenv(name, raising=False)


@pytest.fixture(scope="session", autouse=True)
def _no_real_profile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every test out of the profile of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        enter_profile(patch, tmp_path_factory.mktemp("home"))
        yield


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a user's profile of its own, empty."""
    home = tmp_path / "home"
    enter_profile(monkeypatch, home)
    return home


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    until = time.monotonic() + PATIENCE
    while (left := set(threading.enumerate()) - before) and time.monotonic() < until:
        time.sleep(0.01)
    assert not left, f"threads left behind: {sorted(thread.name for thread in left)}"
