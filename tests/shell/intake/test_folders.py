from __future__ import annotations

from pathlib import Path

from vaxdesk.intake.folders import find_lists


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_a_folder_gives_its_lists_and_those_in_its_folders_by_name(tmp_path: Path) -> None:
    make(
        tmp_path,
        "thon 2.xls",
        "thon 1.XLSX",
        "xa/Thon 3.csv",
        "ghi chu.docx",
        ".an/thon 9.csv",
        ".x.csv",
        "~$thon 2.xls",
    )
    found = [str(path.relative_to(tmp_path)) for path in find_lists([tmp_path])]
    assert found == ["thon 1.XLSX", "thon 2.xls", str(Path("xa/Thon 3.csv"))]


def test_files_stay_as_they_are_and_come_once(tmp_path: Path) -> None:
    make(tmp_path, "thon 1.csv", "cong van.docx")
    letter, missing, one = tmp_path / "cong van.docx", tmp_path / "khong co.xlsx", tmp_path / "thon 1.csv"
    assert find_lists([letter, missing, one, tmp_path, one]) == (letter, missing, one)


def test_a_folder_without_lists_gives_nothing(tmp_path: Path) -> None:
    assert find_lists([tmp_path]) == ()
    assert find_lists([]) == ()


def test_folders_far_below_are_not_searched(tmp_path: Path) -> None:
    make(tmp_path, "a/b/c/d/e/thon 1.csv", "a/b/c/d/e/f/thon 2.csv")
    assert [path.name for path in find_lists([tmp_path])] == ["thon 1.csv"]
