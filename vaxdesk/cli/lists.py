"""Commands about lists."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from vaxdesk.cli.asking import ask_list_password, read_password_file
from vaxdesk.cli.errors import Interrupted
from vaxdesk.cli.running import Run
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.errors import MappingUnreadable
from vaxdesk.desk.loading import Loaded, load_list
from vaxdesk.errors import Cancelled, StaffCanFix, VaxDeskError
from vaxdesk.intake.draft import ListHead
from vaxdesk.intake.errors import FileMissing, FolderWithoutLists, PasswordProtected, PasswordWrong
from vaxdesk.intake.folders import find_lists
from vaxdesk.intake.reader import ListReader
from vaxdesk.intake.titles import title_column
from vaxdesk.model.message import Message


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


def load(run: Run) -> None:
    """Load lists one by one; a file that can't be read is refused, the others are loaded all the same."""
    mapping = _read_mapping(run.args.mapping)
    with ListReader() as reader:
        # The reading child starts while the password is being checked.
        reader.warm()
        with run.desk() as desk:
            files = _load_files(run, desk, reader, mapping)
    run.give({"files": files})


def _load_files(run: Run, desk: Desk, reader: ListReader, mapping: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    files: list[dict[str, Any]] = []
    failed: VaxDeskError | None = None
    for path in _list_files(run):
        try:
            if path.is_dir():
                raise FolderWithoutLists(file=path.name)
            loaded = _load_file(run, desk, reader, path, mapping)
        except StaffCanFix as error:
            run.refuse(error)
            failed = error
            continue
        except (VaxDeskError, KeyboardInterrupt) as error:
            # Nothing more can be done, but the lists before are loaded, and that has to be told.
            failed = error if isinstance(error, VaxDeskError) else Interrupted()
            run.refuse(failed)
            break
        files.append(describe_load(run, loaded))
        _tell(run, loaded)
    if failed is not None and (not files or isinstance(failed, Cancelled)):
        run.status = failed.status
    return files


def _list_files(run: Run) -> Iterator[Path]:
    """Give the files, in place of a folder those in it, and a folder without any itself."""
    for path in map(Path, run.args.files):
        yield from find_lists([path]) or (path,)


def _load_file(run: Run, desk: Desk, reader: ListReader, path: Path, mapping: Mapping[str, Any] | None) -> Loaded:
    """Load one list; the password of a workbook that has one comes from its file, else from the terminal."""
    file = run.args.list_password_file
    load = partial(
        load_list,
        desk,
        reader,
        path,
        kind=run.args.kind,
        mapping=mapping,
        dry_run=run.args.dry_run,
        progress=run.watch,
    )
    try:
        return load(password=None if file is None else read_password_file(file))
    except (PasswordProtected, PasswordWrong):
        typed = ask_list_password(run.wording, path.name) if file is None else None
        if typed is None:
            raise
        return load(password=typed)


def _tell(run: Run, loaded: Loaded) -> None:
    """Say what came of a list; after a dry run also what each column was taken for."""
    if loaded.open or loaded.undecided:
        run.status = max(run.status, 1)
    text = _("{file}: {read} rows read, {new} new, {updated} updated, {unchanged} unchanged, {set_aside} set aside.")
    run.say(text, file=loaded.head.file, **loaded.rows)
    _tell_notices(run, loaded.head)
    for one in loaded.open:
        run.say(_("Column {column} ({header}) is in doubt."), column=one.column, header=one.header)
    if run.as_json:
        return
    for row in loaded.undecided:
        place = str(row.row) if row.sheet is None else f"{row.sheet}!{row.row}"
        run.tell(f"  {place}  {run.wording.render(_WHYS[row.why])}  {', '.join(one for one, _ in row.candidates)}")
    for reason, rows in _gather_set_aside(loaded):
        run.tell(f"  {run.wording.render(reason)}: {rows}")
    if not run.args.dry_run:
        return
    for sheet in loaded.head.sheets:
        for column in sheet.columns:
            said = "–" if column.field is None else run.wording.tell(title_column(column.field))
            place = column.column if sheet.sheet is None else f"{sheet.sheet}!{column.column}"
            run.tell(f"  {place}  {column.header} → {said}  {column.confidence} %")
    run.say(_("This was a trial: nothing was changed."))


def _tell_notices(run: Run, head: ListHead) -> None:
    """Say what was read in another way than it stands there, and what its catalogue sheets tell."""
    for notice in head.notices:
        place = "!".join(part for part in (notice.sheet, notice.column) if part)
        run.tell(f"  {place}: {run.wording.render(notice.said)}" if place else f"  {run.wording.render(notice.said)}")
    if head.units or head.sites:
        run.say(_TOLD.text, units=len(head.units), sites=len(head.sites))


_TOLD = Message("Its catalogue sheets tell something new: {units} communes, {sites} vaccination sites.")
_MOST_ROWS = 12
_REASONS = {
    "title": Message("Titles"),
    "header": Message("Headers"),
    "numbering": Message("Numbers of columns"),
    "section": Message("Headings between"),
    "subtotal": Message("Totals"),
    "signature": Message("Signatures"),
    "note": Message("Notes"),
    "no_name": Message("Rows without a name"),
    "no_list": Message("Sheets without a list"),
    "not_here": Message("People who are not in this store"),
    "undecided": Message("Answers that somebody has to decide"),
}
_WHYS = {
    "who": Message("It isn't certain who is meant."),
    "what": Message("The answer isn't understood."),
    "move": Message("The state that stands doesn't lead to this answer."),
}


def _gather_set_aside(loaded: Loaded) -> Iterator[tuple[Message, str]]:
    """Give for each reason the places that were set aside for it."""
    places: dict[str, list[str]] = {}
    many = len(loaded.head.sheets) > 1
    for one in loaded.set_aside:
        place = one.sheet or "" if one.row is None else f"{one.sheet}!{one.row}" if many else str(one.row)
        places.setdefault(one.reason, []).append(place)
    for reason, found in places.items():
        more = ", …" if len(found) > _MOST_ROWS else ""
        yield _REASONS.get(reason, Message(reason)), f"{len(found)} ({', '.join(found[:_MOST_ROWS])}{more})"


def describe_load(run: Run, loaded: Loaded) -> dict[str, Any]:
    """Give what came of a file as ``CONTRACT.md`` section 3 has it."""
    head = loaded.head
    return {
        "file": head.file,
        "kind": "people" if head.kind == "platform" else head.kind,
        "batch": loaded.batch,
        "sheets": [
            {
                "sheet": sheet.sheet,
                "header_rows": list(sheet.header_rows),
                "columns": [
                    {
                        "column": one.column,
                        "header": one.header,
                        "field": one.field,
                        "confidence": one.confidence / 100,
                        "why": run.wording.render(one.why),
                        "encoding": one.encoding,
                    }
                    for one in sheet.columns
                ],
            }
            for sheet in head.sheets
        ],
        "rows": dict(loaded.rows),
        "catalogue": {"units": len(head.units), "sites": len(head.sites)},
        "set_aside": [
            {"sheet": one.sheet, "row": one.row, "reason": one.reason, "text": one.text} for one in loaded.set_aside
        ],
        "open": [
            {
                "sheet": one.sheet,
                "column": one.column,
                "header": one.header,
                "candidates": [{"field": field, "confidence": sure / 100} for field, sure in one.candidates],
                "taken": one.taken,
            }
            for one in loaded.open
        ]
        + [
            {
                "sheet": one.sheet,
                "row": one.row,
                "text": one.text,
                "answer": one.answer,
                "why": one.why,
                "candidates": [{"person": person, "full_name": name} for person, name in one.candidates],
            }
            for one in loaded.undecided
        ],
        "notices": [
            {"sheet": one.sheet, "column": one.column, "code": one.code, "message": run.wording.render(one.said)}
            for one in head.notices
        ],
    }


def _read_mapping(file: str | None) -> dict[str, Any] | None:
    if file is None:
        return None
    try:
        said = json.loads(Path(file).read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise FileMissing(file=file) from error
    except (OSError, ValueError) as error:
        raise MappingUnreadable(file=file) from error
    if not isinstance(said, dict):
        raise MappingUnreadable(file=file)
    return said
