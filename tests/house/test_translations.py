"""Vietnamese is complete: every sentence of the code, none unfinished, every gap filled alike."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from build_scripts import translations


def read(text: str) -> Catalog:
    return read_po(io.BytesIO(text.encode()), locale="vi")


def test_the_vietnamese_catalogue_is_complete_and_compiled() -> None:
    code = translations.collect_sentences(translations.ROOT / "vaxdesk")
    kept = translations.read_catalogue(translations.PO)
    assert translations.find_faults(code, kept, translations.MO.read_bytes()) == []


def test_every_kind_of_fault_is_found() -> None:
    code = read(
        'msgid "new"\nmsgstr ""\n\nmsgid "row {row}"\nmsgstr ""\n\nmsgid "open"\nmsgstr ""\n\nmsgid "{"\nmsgstr ""\n'
    )
    kept = read(
        'msgid "row {row}"\nmsgstr "dòng {dong}"\n\nmsgid "open"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgid "gone"\nmsgstr "mất"\n\nmsgid "{"\nmsgstr "{"\n'
    )
    assert translations.find_faults(code, kept, b"") == [
        "not in the catalogue (run extract): new",
        "no longer in the code (run extract): gone",
        "other names in the gaps: row {row}",
        "not translated: open",
        "fuzzy: gone",
        "braces that don't fit: {",
        "the compiled catalogue is out of date (run compile)",
    ]


def test_taking_translations_fills_gaps_and_overwrites_nothing() -> None:
    code = read('msgid "one"\nmsgstr ""\n\nmsgid "two"\nmsgstr ""\n')
    kept = read('msgid "one"\nmsgstr "một"\n')
    taken = read('msgid "one"\nmsgstr "1"\n\nmsgid "two"\nmsgstr "hai"\n\nmsgid "three"\nmsgstr "ba"\n')
    made = translations.list_messages(translations.merge(code, kept, [taken]))
    assert {text: one.string for text, one in made.items()} == {"one": "một", "two": "hai"}


def test_a_message_inside_a_message_is_collected(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        'Message("outer {a}", {"a": Message("inner")})\nraise E(say("one " "two"), n=_("x"))\n'
    )
    found = translations.list_messages(translations.collect_sentences(tmp_path))
    assert sorted(found) == ["inner", "one two", "outer {a}", "x"]


def test_compiling_gives_the_same_bytes_every_time() -> None:
    catalogue = translations.read_catalogue(translations.PO)
    assert translations.compile_catalogue(catalogue) == translations.compile_catalogue(catalogue)
