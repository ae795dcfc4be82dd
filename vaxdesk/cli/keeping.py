"""Commands about the store itself."""

from __future__ import annotations

from pathlib import Path

from vaxdesk.cli.asking import ask_password
from vaxdesk.cli.errors import NumberTooSmall
from vaxdesk.cli.running import Run
from vaxdesk.desk import keeping, practising, starting
from vaxdesk.desk.errors import UserNameMissing
from vaxdesk.desk.glancing import is_store
from vaxdesk.model.message import Message
from vaxdesk.store import Station


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


READY = _("The store is ready in {folder}.\nWrite this recovery code down and lock it away; it is shown once: {code}")


def init(run: Run) -> None:
    """Make a store."""
    user = run.user()
    if user is None:
        raise UserNameMissing
    station = starting.check_making(run.folder(), Station(run.args.station, run.args.commune, run.args.role))
    doubt = starting.check_commune(station)
    password = ask_password(run.wording, getattr(run.args, "password_file", None), "VAXDESK_PASSWORD", new=True)
    started = starting.start_store(run.folder(), station, user, password)
    record = {
        "store": str(started.store),
        "station": started.station,
        "device": started.device,
        "recovery_code": started.recovery_code,
    }
    if doubt is not None:
        run.warn(run.wording.render(doubt))
    text = run.wording.say(
        READY,
        folder=str(started.store),
        code=started.recovery_code,
    )
    run.give(record, text)


def verify(run: Run) -> None:
    """Check that everything is whole; status 1 where damage was found."""
    with run.desk() as desk:
        checks = keeping.verify(desk)
    ok = all(one.ok for one in checks)
    run.status = 0 if ok else 1
    lines = [f"{'✓' if one.ok else '✗'} {_name_check(run, one)}" for one in checks]
    wrong = dict.fromkeys(run.wording.render(keeping.advise_check(one)) for one in checks if not one.ok)
    lines += [f"  {advice}" for advice in wrong]
    told = [{"name": one.name, "ok": one.ok, "detail": one.detail} for one in checks]
    run.give({"ok": ok, "checks": told}, "\n".join(lines))


def _name_check(run: Run, check: keeping.Check) -> str:
    said = keeping.describe_check(check)
    return run.wording.render(said) if isinstance(said, Message) else said


def backup(run: Run) -> None:
    """Write a backup."""
    with run.desk() as desk:
        file, digest = keeping.back_up(desk, Path(run.args.out) if run.args.out else None)
    run.give(
        {"file": str(file), "sha256": digest},
        run.wording.say(_("The backup was written and checked: {file}"), file=str(file)),
    )


def restore(run: Run) -> None:
    """Make a store from a backup."""
    file, folder, replace = Path(run.args.file), run.folder(), run.args.replace
    keeping.check_restoring(file, folder, replace=replace)
    restored = keeping.restore(file, folder, run.user(), run.password(), replace=replace)
    text = run.wording.say(
        _("The backup is restored: {people} people, {events} changes. This store has a new card."),
        people=restored.people,
        events=restored.events,
    )
    run.give({"people": restored.people, "events": restored.events}, text)


def user(run: Run) -> None:
    """List, add, remove users; change a password."""
    act, name = run.args.act, run.args.name
    if not name and act in {"add", "remove"}:
        raise UserNameMissing
    with run.desk() as desk:
        name = name or (desk.store.user if act == "passwd" else None)
        if act == "list":
            users = [{"name": one.name, "role": one.role} for one in desk.store.keyring.users]
            run.give({"users": users}, "\n".join(f"{one['name']}  {one['role']}" for one in users))
            return
        if name is None:
            raise UserNameMissing
        if act == "remove":
            keeping.remove_user(desk, name)
        else:
            file, option = run.args.new_password_file, "--new-password-file"
            password = ask_password(run.wording, file, "VAXDESK_NEW_PASSWORD", new=True, option=option)
            if act == "add":
                keeping.add_user(desk, name, run.args.role, password)
            else:
                keeping.change_password(desk, name, password)
    run.give({"user": name, "done": act}, run.wording.say(_("Done: {name}."), name=name))


def demo(run: Run) -> None:
    """Make a practice store."""
    from vaxdesk.systems import this_system

    if run.args.people < 1:
        raise NumberTooSmall(option="--people")
    named = getattr(run.args, "store", None)
    folder = Path(named) if named else this_system().data_folder() / "practice"
    if run.args.open and run.show is not None and is_store(folder):
        run.status = run.show(folder, run.wording.language)
        return
    made = practising.make_practice_store(folder, run.args.people)
    record = {"store": str(made.store), "user": made.user, "password": made.password, "people": made.people}
    text = run.wording.say(
        _("The practice store is in {folder}, with {people} invented people.\nUser {user}, password {password}."),
        folder=str(made.store),
        people=made.people,
        user=made.user,
        password=made.password,
    )
    run.give(record, text)
    if run.args.open and run.show is not None:
        run.status = run.show(folder, run.wording.language)
