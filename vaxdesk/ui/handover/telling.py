"""How it is told what came of taking packages in: one of them, or several at once."""

from __future__ import annotations

from vaxdesk.desk.taking_in import Received, ReceivedAll
from vaxdesk.model.display import show_number
from vaxdesk.model.filter import Filter
from vaxdesk.ui.handover.dialogs import describe_doubts
from vaxdesk.ui.handover.outcome import Told
from vaxdesk.ui.page import Place
from vaxdesk.wording import Wording


def describe_received(wording: Wording, done: ReceivedAll) -> Told:
    """Say what was taken in, what is left to decide, what is lacking, what was refused, and where the receipts lie."""
    [*taken] = [one for _, one in done.received]
    told = _describe_one(wording, taken[0]) if len(taken) == 1 else _describe_all(wording, taken)
    refused = [f"{path.name}: {wording.explain(error)}" for path, error in done.refused]
    if done.others:
        refused.append(wording.say("{count} packages are for somebody else.", count=len(done.others)))
    if not refused:
        return told
    return Told("warn", told.title, [*told.lines, *refused], told.next, told.code, told.link)


def _describe_one(wording: Wording, package: Received) -> Told:
    say = wording.say
    if package.kind == "receipt":
        title, lines = say("The receipt of {name} is taken in", name=package.sender), []
    else:
        title = say("Package {number} of {name} is taken in", number=package.number, name=package.sender)
        lines = [_count(wording, [package])]
    return _finish(wording, title, lines, [package])


def _describe_all(wording: Wording, packages: list[Received]) -> Told:
    senders = len({one.device for one in packages})
    title = wording.say("{count} packages of {senders} senders are taken in", count=len(packages), senders=senders)
    return _finish(wording, title, [_count(wording, packages)], packages)


def _count(wording: Wording, packages: list[Received]) -> str:
    people = len({person for one in packages for person in one.people})
    counted = {
        "people": people,
        "new": sum(one.new for one in packages),
        "already": sum(one.already for one in packages),
    }
    shown = {name: show_number(number, wording.language) for name, number in counted.items()}
    return wording.say("People: {people} · new changes: {new} · known already: {already}", **shown)


def _finish(wording: Wording, title: str, lines: list[str], packages: list[Received]) -> Told:
    say, kind, next_ = wording.say, "ok", ""
    several = len(packages) > 1
    for one in packages:
        doubts = [*describe_doubts(wording, one), *(wording.render(notice) for notice in one.notices)]
        lines += [f"{one.sender}: {doubt}" if several else doubt for doubt in doubts]
    receipts = [one.receipt for one in packages if one.receipt is not None]
    if several and receipts:
        lines.append(say("{count} receipts lie beside them, one for each sender.", count=len(receipts)))
        next_ = say("give each sender their receipt.")
    elif receipts:
        lines.append(say("The receipt lies beside it: {file}", file=receipts[0].name))
        next_ = say("give it back to {name}.", name=packages[0].sender)
    unanswered = next((one.unanswered for one in packages if one.unanswered is not None), None)
    if unanswered is not None:
        kind = "warn"
        lines.append(say("The receipt could not be written: {why}", why=wording.explain(unanswered)))
        next_ = say("take the same package in again; the receipt is then written once more.")
    conflicts = Place("clean", {"filter": Filter(group="conflict")})
    link = (say("Decide what differs"), conflicts) if any(one.conflicts for one in packages) else None
    return Told(kind, title, lines, next_, link=link)
