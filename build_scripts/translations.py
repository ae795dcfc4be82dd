"""Keeps the Vietnamese catalogue in step with the code.

Usage: translations.py extract [--take FILE…] | compile | check

``extract`` collects every sentence marked in the code into the .po file, drops those that are gone and fills empty
translations from the files given. ``compile`` writes the .mo file that the program reads. ``check`` says what is wrong.
"""

from __future__ import annotations

import argparse
import io
import string
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "resources" / "translations" / "vi" / "LC_MESSAGES" / "vaxdesk.po"
MO = PO.with_suffix(".mo")

MARKS = {"_": None, "Message": None, "say": None}
"""The calls whose first argument is a sentence."""

HEADER = "# Vietnamese sentences of VaxDesk. The English ones stand in the code.\n"

NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""A date that changed at every run would show in every comparison of two versions."""


def collect_sentences(folder: Path) -> Catalog:
    """Give every marked sentence of the Python files in ``folder``, with the files it stands in."""
    found = Catalog()
    for file, _line, text, comments, _context in extract_from_dir(folder, [("**.py", "python")], keywords=MARKS):
        found.add(text, locations=[(f"{folder.name}/{Path(file).as_posix()}", 0)], auto_comments=comments)
    return found


def read_catalogue(path: Path) -> Catalog:
    """Read a .po file; an empty catalogue where there is none."""
    if not path.exists():
        return Catalog(locale="vi")
    with path.open("rb") as file:
        return read_po(file, locale="vi")


def list_messages(catalogue: Catalog) -> dict[str, Message]:
    """Give a catalogue's sentences by their English text, without its header."""
    return {str(one.id): one for one in catalogue if one.id}


def merge(code: Catalog, kept: Catalog, taken: Iterable[Catalog]) -> Catalog:
    """Give the catalogue of the code's sentences with the translations kept, empty ones filled from those taken."""
    translations = {text: str(one.string) for text, one in list_messages(kept).items() if one.string and not one.fuzzy}
    for catalogue in taken:
        for text, one in list_messages(catalogue).items():
            if one.string:
                translations.setdefault(text, str(one.string))
    made = Catalog(
        locale="vi",
        project="VaxDesk",
        version="1",
        msgid_bugs_address="the VaxDesk authors",
        header_comment=HEADER,
        creation_date=NO_DATE,
        revision_date=NO_DATE,
        fuzzy=False,
        last_translator="The VaxDesk authors",
        language_team="vi",
    )
    for text, one in sorted(list_messages(code).items()):
        files = sorted({(file, 0) for file, _line in one.locations})
        made.add(text, translations.get(text, ""), locations=files)
    return made


def write_catalogue(catalogue: Catalog, path: Path) -> None:
    """Write a .po file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, include_lineno=False)


def compile_catalogue(catalogue: Catalog) -> bytes:
    """Give the .mo file of a catalogue, always the same bytes for the same sentences."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def find_names(template: str) -> list[str]:
    """Give the names of a template's gaps, sorted. Raises ValueError where its braces don't fit."""
    return sorted(name for _text, name, _spec, _conversion in string.Formatter().parse(template) if name is not None)


def find_faults(code: Catalog, catalogue: Catalog, compiled: bytes) -> list[str]:
    """Say what keeps the Vietnamese catalogue from being complete and right; empty where nothing does."""
    wanted, kept = list_messages(code), list_messages(catalogue)
    faults = [f"not in the catalogue (run extract): {text}" for text in wanted if text not in kept]
    faults += [f"no longer in the code (run extract): {text}" for text in kept if text not in wanted]
    for text, one in kept.items():
        if one.fuzzy:
            faults.append(f"fuzzy: {text}")
        if not one.string:
            faults.append(f"not translated: {text}")
            continue
        try:
            if set(find_names(text)) != set(find_names(str(one.string))):
                faults.append(f"other names in the gaps: {text}")
        except ValueError:
            faults.append(f"braces that don't fit: {text}")
    if compile_catalogue(catalogue) != compiled:
        faults.append("the compiled catalogue is out of date (run compile)")
    return faults


def main(args: list[str]) -> int:
    """Carry out one command and give its exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    extract = commands.add_parser("extract", help="bring the catalogue in step with the code")
    extract.add_argument("--take", nargs="+", type=Path, default=[], metavar="FILE", help=".po files to fill gaps from")
    commands.add_parser("compile", help="write the file the program reads")
    commands.add_parser("check", help="say what is wrong; status 1 if anything is")
    wanted = parser.parse_args(args)
    if wanted.command == "extract":
        taken = [read_catalogue(path) for path in wanted.take]
        made = merge(collect_sentences(ROOT / "vaxdesk"), read_catalogue(PO), taken)
        write_catalogue(made, PO)
        open_ones = [text for text, one in list_messages(made).items() if not one.string]
        print(f"{len(made)} sentences, {len(open_ones)} not translated yet", *open_ones, sep="\n  ")
    elif wanted.command == "compile":
        MO.write_bytes(compile_catalogue(read_catalogue(PO)))
    else:
        compiled = MO.read_bytes() if MO.exists() else b""
        faults = find_faults(collect_sentences(ROOT / "vaxdesk"), read_catalogue(PO), compiled)
        print(*faults, sep="\n")
        return 1 if faults else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
