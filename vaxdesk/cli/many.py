"""Commands that change many people at once: shown first with --dry-run, done only as it was shown with --if."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vaxdesk.cli.changing import change, read_ids, read_objects
from vaxdesk.cli.errors import LineUnreadable
from vaxdesk.cli.running import Run
from vaxdesk.desk import batching
from vaxdesk.desk.batching import Cell, Plan, Preview


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


def set_field(run: Run) -> None:
    """Set one field of everybody whose id comes on standard input."""
    args = run.args
    _carry_out(run, batching.plan_field(read_ids("-"), args.field, args.value, dose=args.dose))


def add_doses(run: Run, texts: Mapping[str, str]) -> None:
    """Add a dose to everybody whose id comes on standard input: a session."""
    _carry_out(run, batching.plan_doses(read_ids("-"), texts))


def paste(run: Run) -> None:
    """Put cells into fields, as a block of a spreadsheet has them."""
    _carry_out(run, [_read_cell(said) for said in read_objects()])


def _read_cell(said: Mapping[str, Any]) -> Cell:
    """Read {"person", "field", "value"} with "dose" where it is a dose's. Raises LineUnreadable."""
    dose, value = said.get("dose"), said.get("value")
    if isinstance(dose, int) and not isinstance(dose, bool):
        dose = str(dose)
    told = [said.get("person"), said.get("field"), "" if value is None else value]
    texts = [one for one in told if isinstance(one, str)]
    if len(texts) < len(told) or not (dose is None or isinstance(dose, str)):
        raise LineUnreadable
    return Cell(texts[0], texts[1], texts[2], dose, makes=True)


def _carry_out(run: Run, plan: Plan) -> None:
    if not run.args.dry_run:
        change(
            run,
            lambda desk: batching.carry_out(
                desk, plan, expected=run.args.fingerprint, reason=getattr(run.args, "reason", None)
            ),
        )
        return
    with run.desk() as desk:
        shown = batching.preview(desk, plan)
    for one in shown.refused:
        run.refuse(one.why)
    run.give(_write(run, shown), _tell(run, shown))


def _write(run: Run, shown: Preview) -> dict[str, Any]:
    changes = [
        {
            "person": one.person, "dose": one.dose, "field": one.field, "old": run.wording.tell(one.old),
            "new": run.wording.tell(one.new),
        }
        for one in shown.changes
    ]  # fmt: skip
    label = run.wording.render(shown.label)
    return {"label": label, "people": shown.people, "fingerprint": shown.fingerprint, "changes": changes}


def _tell(run: Run, shown: Preview) -> str:
    lines = [
        f"{one.person}  {one.name or '–'}  {run.wording.render(one.title)}: "
        f"{run.wording.tell(one.old) or '–'} → {run.wording.tell(one.new) or '–'}"
        for one in shown.changes
    ]
    last = run.wording.say(
        _("{people} people would change; done as shown with --if {fingerprint}"),
        people=shown.people,
        fingerprint=shown.fingerprint,
    )
    return "\n".join([*lines, last])
