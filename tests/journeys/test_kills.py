"""Sixty kills with -9, spread over everything that writes. The long run: ``build_scripts/kill_run.py``."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from build_scripts.kill_run import kill_often
from build_scripts.kills.acts import ACTS

KILLS = 63


@pytest.mark.skipif(os.name == "nt", reason="Windows can't fork")
def test_a_kill_at_any_moment_loses_nothing_acknowledged_and_damages_no_store(tmp_path: Path, profile: Path) -> None:
    killed: Counter[str] = Counter()
    acknowledged = 0
    for act, before in kill_often(tmp_path / "places", KILLS, seed=20220530):
        killed[act] += 1
        acknowledged += before
    assert killed == dict.fromkeys(ACTS, KILLS // len(ACTS))
    assert acknowledged > KILLS
