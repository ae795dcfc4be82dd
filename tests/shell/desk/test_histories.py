"""A few random histories of two laptops and a district through real stores and files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell.desk.histories import RealStory


@pytest.mark.parametrize("seed", range(3))
def test_a_history_through_real_files_ends_in_agreement(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    RealStory(seed, tmp_path, monkeypatch).play(12)
