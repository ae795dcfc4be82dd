from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from build_scripts import dev


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a project folder with locks and no environment."""
    locks = tmp_path / "build_scripts" / "locks"
    locks.mkdir(parents=True)
    for name in dev.LOCKS["test"]:
        (locks / name).write_text("pip==1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    venv = tmp_path / ".venv"
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", venv)
    monkeypatch.setattr(dev, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(dev, "STAMP", venv / "stamp.json")
    monkeypatch.setattr(dev, "MAKING", venv / "making")
    return tmp_path


@pytest.fixture
def calls(house: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Write down what would be started; making an environment makes its Python."""
    started: list[str] = []

    def call(command: list[Any], **_options: object) -> int:
        words = [str(word) for word in command]
        started.append(" ".join(words[1:3]))
        if words[1:3] == ["-m", "venv"]:
            dev.PYTHON.parent.mkdir(parents=True)
            dev.PYTHON.touch()
        return 0

    monkeypatch.setattr(subprocess, "call", call)
    return started


def lack(monkeypatch: pytest.MonkeyPatch, *sonames: str) -> None:
    def load(soname: str) -> None:
        if soname in sonames:
            raise OSError(soname)

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", load)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: object())


def test_a_library_that_does_not_load_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    lack(monkeypatch, "libEGL.so.1", "libxcb-icccm.so.4")
    assert dev.find_missing_packages("run") == ["libegl1", "libxcb-icccm4"]


def test_a_missing_ensurepip_is_told_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    lack(monkeypatch)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert dev.find_missing_packages("run") == ["python3-venv"]


def test_only_the_tests_ask_for_their_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    lack(monkeypatch)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert dev.find_missing_packages("run") == []
    assert dev.find_missing_packages("test") == ["age", "unzip", "openssh-client"]


def test_who_is_not_root_gets_the_one_command_and_status_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lack(monkeypatch, "libGL.so.1")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert dev.main(["setup"]) == 2
    assert "sudo apt-get install -y -q --no-install-recommends libgl1\n" in capsys.readouterr().err


def test_without_apt_the_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(dev.Stop, match="libgl1"):
        dev.install_packages(["libgl1"])


def test_apt_is_asked_again_after_an_update(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = [100, 0, 0]
    asked: list[str] = []

    def call(command: list[str], **_options: object) -> int:
        asked.append(command[1])
        return answers[len(asked) - 1]

    monkeypatch.setattr(shutil, "which", lambda name: name)
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(subprocess, "call", call)
    dev.install_packages(["libgl1"])
    assert asked == ["install", "update", "install"]


def test_the_second_set_up_starts_nothing(calls: list[str]) -> None:
    dev.fill_environment("run")
    assert calls == ["-m venv", "-m pip", "-m pip"]
    assert dev.is_ready("run")
    assert not dev.is_ready("test")


def test_an_environment_for_the_tests_is_good_for_running(calls: list[str]) -> None:
    dev.fill_environment("test")
    assert dev.is_ready("run")


@pytest.mark.parametrize("changed", ["pyproject.toml", "build_scripts/locks/runtime.txt"])
def test_a_changed_pin_is_installed_into_the_same_environment(house: Path, calls: list[str], changed: str) -> None:
    dev.fill_environment("run")
    (house / changed).write_text("other==2\n")
    assert not dev.is_ready("run")
    calls.clear()
    dev.fill_environment("run")
    assert "-m venv" not in calls
    assert dev.is_ready("run")


def test_a_set_up_that_was_cut_off_is_made_anew(calls: list[str]) -> None:
    dev.fill_environment("run")
    dev.MAKING.touch()
    assert not dev.is_ready("run")
    calls.clear()
    dev.fill_environment("run")
    assert "-m venv" in calls
    assert dev.is_ready("run")


def test_an_environment_brought_along_from_another_folder_is_made_anew(calls: list[str]) -> None:
    dev.fill_environment("run")
    dev.STAMP.write_text(dev.STAMP.read_text().replace(str(dev.ROOT), "elsewhere"))
    calls.clear()
    dev.fill_environment("run")
    assert "-m venv" in calls


def test_what_pip_refuses_leaves_the_environment_as_it_was(calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    dev.fill_environment("run")
    (dev.ROOT / "pyproject.toml").write_text("other\n")
    monkeypatch.setattr(subprocess, "call", lambda command, **_options: int("install" in command))
    with pytest.raises(dev.Stop, match="pip could not install"):
        dev.fill_environment("run")
    assert dev.PYTHON.exists()
    assert dev.is_usable()
    assert not dev.is_ready("run")


def test_demo_is_a_command_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(subprocess, "call", seen.extend)
    dev.run_program(["--demo", "--people", "50"])
    assert seen[1:] == ["-m", "vaxdesk", "demo", "--open", "--people", "50"]


@pytest.mark.parametrize("args", [[], ["paint"]])
def test_an_unknown_command_shows_the_usage(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(args) == 2
    assert "setup | run [--demo]" in capsys.readouterr().err


def test_every_pin_of_the_project_stands_in_the_locks() -> None:
    from build_scripts import lock

    locked = {
        line.split(";")[0].strip().lower().replace("_", "-")
        for name in dev.LOCKS["test"]
        for line in (lock.LOCKS / name).read_text(encoding="utf-8").splitlines()
    }
    pins = [pin.lower().replace("_", "-") for pins in lock.read_pins().values() for pin in pins if "==" in pin]
    assert [pin for pin in pins if pin not in locked] == []
