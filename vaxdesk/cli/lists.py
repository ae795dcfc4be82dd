"""Commands about lists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from vaxdesk.cli.running import Run
from vaxdesk.desk.errors import MappingUnreadable
from vaxdesk.desk.loading import Loaded, load_list
from vaxdesk.errors import VaxDeskError
from vaxdesk.intake.reader import ListReader


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


def load(run: Run) -> None:
    """Load lists one by one; a file that can't be read is refused, the others are loaded all the same."""
    mapping = _read_mapping(run.args.mapping)
    files: list[dict[str, Any]] = []
    failed: VaxDeskError | None = None
    with run.desk() as desk, ListReader() as reader:
        for name in run.args.files:
            try:
                loaded = load_list(
                    desk, reader, Path(name), kind=run.args.kind, mapping=mapping, dry_run=run.args.dry_run
                )
            except VaxDeskError as error:
                if error.status not in (1, 3) or not run.args.files[1:]:
                    raise
                run.refuse(error)
                failed = error
                continue
            files.append(describe_load(run, loaded))
            if loaded.open:
                run.status = max(run.status, 1)
            run.say(
                _(
                    "{file}: {read} rows read, {new} new, {updated} updated, {unchanged} unchanged,"
                    " {set_aside} set aside."
                ),
                file=loaded.head.file,
                **loaded.rows,
            )
            for one in loaded.open:
                run.say(_("Column {column} ({header}) is in doubt."), column=one.column, header=one.header)
    if failed is not None and not files:
        run.status = failed.status
    run.give({"files": files})


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
        ],
    }


def _read_mapping(file: str | None) -> dict[str, Any] | None:
    if file is None:
        return None
    try:
        said = json.loads(Path(file).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise MappingUnreadable(file=file) from error
    if not isinstance(said, dict):
        raise MappingUnreadable(file=file)
    return said
