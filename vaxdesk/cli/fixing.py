"""The command that takes what is certain."""

from __future__ import annotations

from vaxdesk.cli.changing import give_changes
from vaxdesk.cli.running import Run
from vaxdesk.desk import fixing
from vaxdesk.desk.fixing import Fix, FixPreview
from vaxdesk.model.fields import DOSE_FIELDS, PERSON_FIELDS


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


def fix(run: Run) -> None:
    """Take every suggestion that is certain, or only list them."""
    with run.desk() as desk:
        if run.args.dry_run:
            _show(run, fixing.preview_fix(desk, run.args.rule, progress=run.watch))
        else:
            give_changes(run, fixing.fix(desk, run.wording, run.args.rule, progress=run.watch))


def _show(run: Run, preview: FixPreview) -> None:
    render = run.wording.render
    fixes = [
        {
            "person": one.person, "rule": one.rule, "field": one.field, "dose": one.dose, "old": one.old,
            "new": one.new, "why": render(one.why),
        }
        for one in preview.fixes
    ]  # fmt: skip
    kept = [{"person": one.person, "field": one.field, "why": render(one.why)} for one in preview.kept]
    record = {"step": None, "people": preview.people, "fixes": fixes, "kept": kept, "fingerprint": preview.fingerprint}
    lines = [_spell(run, one) for one in preview.fixes]
    lines.append(run.wording.say(_("{count} changes of {people} people; nothing has been changed."),
                                 count=len(fixes), people=preview.people))  # fmt: skip
    run.give(record, "\n".join(lines))


def _spell(run: Run, one: Fix) -> str:
    known = (PERSON_FIELDS if one.dose is None else DOSE_FIELDS).get(one.field)
    title = one.field if known is None else run.wording.render(known.title)
    number = f" {one.dose_number}" if one.dose_number is not None else ""
    old, new = (run.wording.tell(said) or "–" for said in (one.old_text, one.new_text))
    why = run.wording.render(one.why)
    return f"{one.person}  {one.name or '–'}  {title}{number}: {old} → {new}  ({why})"
