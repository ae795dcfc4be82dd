"""What the benches measure with: one big platform workbook, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from vaxdesk.intake.samples import invent_people, platform_workbook


@pytest.fixture(scope="session")
def platform_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """10,000 invented people in the platform's workbook, its catalogue sheets as big as the real ones."""
    path = tmp_path_factory.mktemp("bench") / "platform.xlsx"
    path.write_bytes(platform_workbook(invent_people(10_000, seed=2022), full_size=True))
    return path
