"""Laptops for commands to be tried on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.laptop import Laptop
from vaxdesk.intake.samples import invent_people, plain_csv

HEAD = (
    "STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD/CMND,SĐT,Thôn,Ngày tiêm mũi 1,Vắc xin mũi 1,Ngày tiêm mũi 2,"
    "Vắc xin mũi 2"
)


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    """Give a laptop with an empty store."""
    return Laptop(tmp_path / "may").make()


@pytest.fixture
def write_list(tmp_path: Path) -> Callable[..., Path]:
    """Write a list of the rows given, each without its running number."""

    def write(*rows: str, name: str = "danh sach.csv") -> Path:
        path = tmp_path / name
        lines = [HEAD, *(f"{number},{row}" for number, row in enumerate(rows, start=1))]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="package")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    """Give a laptop with forty people, whom no test changes."""
    folder = tmp_path_factory.mktemp("filled")
    laptop = Laptop(folder / "may").make()
    path = folder / "danh sach.csv"
    path.write_bytes(plain_csv(invent_people(40, seed=3)))
    laptop.do_here("load", path)
    return laptop
