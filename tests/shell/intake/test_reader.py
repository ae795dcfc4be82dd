from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from vaxdesk.errors import Cancelled
from vaxdesk.intake.errors import FileMissing, FileTooLarge, FileTooSlow, MappingWrong, NoListInFile, ReadingFailed
from vaxdesk.intake.reader import ListReader
from vaxdesk.intake.reading import read_list
from vaxdesk.intake.samples import invent_people, platform_workbook
from vaxdesk.resources import load_catalogues

PEOPLE = invent_people(1200, seed=3)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lists") / "danh sach nền tảng.xlsx"
    path.write_bytes(platform_workbook(PEOPLE))
    return path


@pytest.fixture(scope="module")
def reader() -> Iterator[ListReader]:
    with ListReader() as one:
        yield one


def child_of(reader: ListReader) -> int:
    assert reader._child is not None
    assert reader._child.pid is not None
    return reader._child.pid


def count_rows(reader: ListReader, path: Path) -> int:
    with reader.read(path) as reading:
        return sum(len(batch) for batch in reading.batches())


def test_the_child_reads_what_this_process_would(reader: ListReader, workbook: Path) -> None:
    here = read_list(workbook, load_catalogues())
    with reader.read(workbook) as reading:
        batches = list(reading.batches())
    assert reading.head == here.head
    assert [draft for batch in batches for draft in batch] == list(here.drafts())
    assert reading.set_aside == here.set_aside
    assert len(batches) > 1


def test_one_warm_child_reads_one_file_after_the_other(reader: ListReader, workbook: Path) -> None:
    assert count_rows(reader, workbook) == len(PEOPLE)
    child = child_of(reader)
    assert count_rows(reader, workbook) == len(PEOPLE)
    with pytest.raises(FileMissing):
        reader.read(workbook.with_name("khong co.xlsx"))
    assert child_of(reader) == child


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")
def test_the_childs_environment_holds_no_password(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAXDESK_PASSWORD", "bi mat 12345")
    monkeypatch.setenv("VAXDESK_EXPORT_PASSPHRASE", "bi mat 67890")
    with ListReader() as reader:
        assert count_rows(reader, workbook) == len(PEOPLE)
        assert b"bi mat" not in Path(f"/proc/{child_of(reader)}/environ").read_bytes()
    assert os.environ["VAXDESK_PASSWORD"] == "bi mat 12345"


def test_the_child_doesnt_run_the_programs_script_again(workbook: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\nfrom vaxdesk.intake.reader import ListReader\n"
        "print('started')\n"
        "with ListReader() as reader, reader.read(Path(sys.argv[1])) as reading:\n"
        "    print(sum(map(len, reading.batches())))\n",
        encoding="utf-8",
    )
    root = str(Path(__file__).parents[3])
    done = subprocess.run(
        [sys.executable, str(script), str(workbook)],
        capture_output=True, text=True, check=True, timeout=60, env={**os.environ, "PYTHONPATH": root},
    )  # fmt: skip
    assert done.stdout.split() == ["started", str(len(PEOPLE))]
    assert done.stderr == ""


def test_leaving_in_the_middle_ends_the_child_and_the_next_file_is_read(workbook: Path) -> None:
    with ListReader() as reader:
        with reader.read(workbook) as reading:
            next(reading.batches())
            child = child_of(reader)
        with pytest.raises(RuntimeError):
            _ = reading.set_aside
        assert count_rows(reader, workbook) == len(PEOPLE)
        assert child_of(reader) != child


def test_stopping_takes_less_than_half_a_second(workbook: Path) -> None:
    def stop(done: int, total: int | None) -> None:
        raise Cancelled

    with ListReader() as reader:
        reader.warm()
        started = time.monotonic()
        with pytest.raises(Cancelled), reader.read(workbook, progress=stop) as reading:
            list(reading.batches())
        assert time.monotonic() - started < 0.5
        assert count_rows(reader, workbook) == len(PEOPLE)


def test_progress_is_told_by_rows(reader: ListReader, workbook: Path) -> None:
    told: list[tuple[int, int | None]] = []
    with reader.read(workbook, progress=lambda done, total: told.append((done, total))) as reading:
        list(reading.batches())
    assert told[-1] == (len(PEOPLE), len(PEOPLE))


def test_a_child_that_dies_is_one_clear_error_and_the_next_file_is_read(workbook: Path) -> None:
    with ListReader() as reader:
        with reader.read(workbook) as reading:
            os.kill(child_of(reader), 9)
            with pytest.raises((ReadingFailed, FileTooLarge)):
                list(reading.batches())
        assert count_rows(reader, workbook) == len(PEOPLE)


def test_a_child_that_died_while_nobody_asked_is_replaced(workbook: Path) -> None:
    with ListReader() as reader:
        reader.warm()
        os.kill(child_of(reader), 9)
        assert reader._child is not None
        reader._child.join()
        assert count_rows(reader, workbook) == len(PEOPLE)


def test_reading_that_takes_too_long_is_ended(workbook: Path) -> None:
    with ListReader(patience=0.0) as reader, pytest.raises(FileTooSlow):
        reader.read(workbook)


def test_a_sheet_that_needs_too_much_memory_is_refused(workbook: Path, tmp_path: Path) -> None:
    path = tmp_path / "xa.xlsx"
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
                data = data.replace(b"</sheetData>", far)
            out.writestr(name, data)
    with ListReader() as reader:
        with pytest.raises(FileTooLarge) as caught:
            reader.read(path)
        assert "xa.xlsx" in str(caught.value)
        assert caught.value.status == 3
        assert count_rows(reader, workbook) == len(PEOPLE)


def test_refusals_come_back_as_they_are(reader: ListReader, workbook: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(NoListInFile):
        reader.read(path)
    with pytest.raises(MappingWrong) as caught:
        reader.read(workbook, mapping={"Không có": {}})
    assert caught.value.args_by_name == {"file": workbook.name, "name": "Không có"}


def test_an_answer_of_the_wrong_shape_is_believed_in_nothing(workbook: Path) -> None:
    with ListReader() as reader:
        reader.warm()
        reader.receive = lambda *_: ("head", [1, 2])  # type: ignore[method-assign]
        with pytest.raises(ReadingFailed):
            reader.read(workbook)


STRUCK_DOWN = """
import os, signal
from multiprocessing import util
from vaxdesk.intake.reader import ListReader

start = util.spawnv_passfds


def start_and_die(*args):
    started = start(*args)
    if "resource_tracker" not in str(args):
        os.kill(os.getpid(), signal.SIGKILL)
    return started


util.spawnv_passfds = start_and_die
ListReader().warm()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there a child is started in another way")
def test_a_child_whose_program_is_killed_before_it_knows_its_task_says_nothing() -> None:
    # The pipe is read until the child has closed it too.
    ran = subprocess.run([sys.executable, "-c", STRUCK_DOWN], capture_output=True, text=True, check=False, timeout=60)
    assert (ran.returncode, ran.stdout, ran.stderr) == (-9, "", "")


def test_the_error_output_is_the_old_one_once_the_child_is_born(capfd: pytest.CaptureFixture[str]) -> None:
    with ListReader() as reader:
        reader.warm()
        os.write(2, b"still here")
    assert capfd.readouterr().err == "still here"
