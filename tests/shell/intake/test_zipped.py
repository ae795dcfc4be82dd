"""What is hidden in workbooks of LibreOffice and in binary ones, also where somebody made them to do harm."""

from __future__ import annotations

import random
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.awkward.entries import Failed, make_entries
from tests.awkward.files import FORMS
from tests.awkward.grids import Shape, lay_out
from tests.awkward.layouts import WHO
from vaxdesk.intake.reading import read_list
from vaxdesk.intake.shown import Shown
from vaxdesk.intake.zipped import look_at_workbook
from vaxdesk.resources import load_catalogues

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>'
)
TAIL = "</office:spreadsheet></office:body></office:document-content>"
CELL = '<table:table-cell office:value-type="string"/>'


def look(content: str, head: str = HEAD) -> dict[str, Shown]:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("content.xml", head + content + TAIL)
    made.seek(0)
    return look_at_workbook(made)


def write(folder: Path, form: str) -> Path:
    entries = make_entries(6, 3)
    entries[0].cells["phone"] = Failed("#REF!")
    shown, hidden = (lay_out(name, entries, WHO, Shape()) for name in ("Thôn 1", "Cũ"))
    shown.hidden_rows, shown.hidden_columns, hidden.hidden = {3, 5}, {2, 4}, True
    path = folder / f"danh sach{FORMS[form][0]}"
    FORMS[form][1](path, [shown, hidden], str)
    return path


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods", "xlsb"])
def test_what_is_hidden_is_read_and_told_in_every_workbook(form: str, tmp_path: Path) -> None:
    reading = read_list(write(tmp_path, form), load_catalogues())
    told = {(one.sheet, one.column, one.code): one.said.args.get("count") for one in reading.head.notices}
    hidden = {key: count for key, count in told.items() if key[2] != "errors"}
    assert hidden == {
        ("Thôn 1", None, "hidden_rows"): 2, ("Thôn 1", "C", "hidden_column"): None,
        ("Thôn 1", "E", "hidden_column"): None, ("Cũ", None, "hidden_sheet"): None,
    }  # fmt: skip
    first = next(reading.drafts())
    assert (first.row, first.raw["phone"], "phone" in first.values) == (2, "#REF!", False)


def test_rows_that_are_repeated_filtered_or_in_a_folded_group_are_counted_where_they_stand() -> None:
    rows = (
        f'<table:table-row table:number-rows-repeated="3">{CELL}</table:table-row>'
        f'<table:table-row table:visibility="filter" table:number-rows-repeated="2">{CELL}</table:table-row>'
        f'<table:table-row-group table:display="false"><table:table-row>{CELL}</table:table-row>'
        f'<table:table-row table:visibility="collapse"><table:table-cell/></table:table-row></table:table-row-group>'
        f"<table:table-row>{CELL}</table:table-row>"
    )
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/><table:table-column/>'
    )
    inner = f'<table:table><table:table-row table:visibility="collapse">{CELL}</table:table-row></table:table>'
    last = f"<table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row>"
    found = look(f'<table:table table:name="S">{columns}{rows}{last}</table:table><table:table table:name="T"/>')
    assert found == {"S": Shown(rows=frozenset({3, 4, 5}), columns=frozenset({2, 3}))}


def test_a_million_rows_of_nothing_that_are_hidden_cost_nothing() -> None:
    rest = '<table:table-row table:visibility="collapse" table:number-rows-repeated="999999999"><table:table-cell/>'
    tracemalloc.start()
    found = look(f'<table:table table:name="S">{rest}</table:table-row></table:table>')
    assert tracemalloc.get_traced_memory()[1] < 8_000_000
    tracemalloc.stop()
    assert found == {}


def test_entities_are_not_unfolded() -> None:
    laughs = "".join(f'<!ENTITY l{turn} "{f"&l{turn - 1};" * 10 if turn else "ha"}">' for turn in range(10))
    bomb = HEAD.replace("<office:document-content", f"<!DOCTYPE x [{laughs}]><office:document-content")
    row = f'<table:table-row table:visibility="collapse">{CELL}&l9;</table:table-row>'
    assert look(f'<table:table table:name="S">{row}</table:table>', bomb) == {}


def test_a_part_without_an_end_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    row = f'<table:table-row table:visibility="collapse">{CELL}</table:table-row>'
    assert look(f'<table:table table:name="S">{row}</table:table>') != {}
    monkeypatch.setattr("vaxdesk.intake.packed.LARGEST_SHEET", 100_000)
    assert look(f'<table:table table:name="S">{row}{" " * 100_000}</table:table>') == {}


@pytest.mark.parametrize("form", ["ods", "xlsb"])
def test_whatever_is_damaged_shows_something_or_nothing_and_raises_never(form: str, tmp_path: Path) -> None:
    path = write(tmp_path, form)
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    for seed in range(300):
        chance = random.Random(seed)
        name = chance.choice([one for one in parts if one.endswith((".xml", ".bin", ".rels"))])
        data = bytearray(parts[name])
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        made = BytesIO()
        with zipfile.ZipFile(made, "w") as out:
            for part, kept in parts.items():
                out.writestr(part, bytes(data)[: chance.choice((None, len(data) // 2))] if part == name else kept)
        made.seek(0)
        assert isinstance(look_at_workbook(made), dict)
