"""Commands about what goes out and comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from vaxdesk.cli.errors import FolderWithoutPackages, PackageMissing
from vaxdesk.cli.running import Run
from vaxdesk.desk import collecting, couriering, delivering, handing_over, taking_in, transferring, trusting, uploading
from vaxdesk.desk.taking_in import Received
from vaxdesk.errors import StaffCanFix
from vaxdesk.reports.courier_slip import CourierSlip, make_courier_slip
from vaxdesk.wording import Wording


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


def upload(run: Run) -> None:
    """Write the platform's workbooks."""
    with run.desk() as desk:
        uploaded = uploading.write_upload(desk, Path(run.args.out), most=run.args.rows)
    left_out = [
        {"person": person, "why": [run.wording.render(one) for one in why]} for person, why in uploaded.left_out
    ]
    record = {
        "files": [{"file": str(file), "people": count} for file, count in uploaded.files],
        "left_out": left_out,
    }
    people = sum(count for _file, count in uploaded.files)
    said = run.wording.say(
        _("{people} people in {files} workbooks; {left} are not ready."),
        people=people,
        files=len(uploaded.files),
        left=len(left_out),
    )
    run.give(record, "\n".join([said, *(str(file) for file, _count in uploaded.files)]))


def card(run: Run) -> None:
    """Write this device's card."""
    with run.desk() as desk:
        words = trusting.write_card_file(desk, Path(run.args.out))
    run.give({"card": run.args.out, "words": words}, run.wording.say(_("Words of your card: {words}"), words=words))


def trust(run: Run) -> None:
    """Accept a card."""
    with run.desk() as desk:
        one = trusting.trust_card(desk, Path(run.args.file), words=run.args.words, replace=run.args.replace)
    text = run.wording.say(
        _("The card of {name} ({role}, code {code}) is trusted. Compare its words by telephone: {words}"),
        name=one.name,
        role=run.wording.say(_("district")) if one.role == "district" else run.wording.say(_("station")),
        code=one.code,
        words=one.words,
    )
    run.give({"name": one.name, "device": one.device, "words": one.words, "role": one.role, "code": one.code}, text)


def pack(run: Run) -> None:
    """Write a package."""
    with run.desk() as desk:
        packed = handing_over.pack(desk, run.args.to, Path(run.args.out), everything=run.args.all)
        slip = couriering.read_slip(desk, packed.id) if run.args.slip else None
    record = {
        "package": str(packed.path),
        "id": packed.id,
        "number": packed.number,
        "counts": dict(packed.counts),
        "sha256": packed.sha256,
    }
    if slip is not None:
        _write_slip(run, slip, Path(run.args.slip))
        record["words"] = slip.words
    text = run.wording.say(
        _("Package {number} was written, read back and found equal: {file}"),
        number=packed.number,
        file=str(packed.path),
    )
    run.give(record, text)


def _write_slip(run: Run, slip: CourierSlip, path: Path) -> None:
    """Write the slip; the package is there whole, whatever becomes of it."""
    try:
        run.write_pdf(make_courier_slip(run.wording, slip), path)
    except StaffCanFix as error:
        run.refuse(error)


def transfer(run: Run) -> None:
    """Send people who moved."""
    with run.desk() as desk:
        packed = transferring.transfer(desk, run.args.people, run.args.to, Path(run.args.out))
    record = {"package": str(packed.path), "id": packed.id, "number": packed.number, "counts": dict(packed.counts),
              "sha256": packed.sha256}  # fmt: skip
    text = _("Package {number} was written, read back and found equal: {file}")
    run.give(record, run.wording.say(text, number=packed.number, file=str(packed.path)))


def communes(run: Run) -> None:
    """Print how far each commune is, one a line."""
    with run.desk() as desk:
        found = collecting.read_communes(desk)
    if run.as_json:
        run.give_lines(asdict(one) for one in found)
        return
    for one in found:
        text = _("{code}  {name}: {people} people, {ready} ready, {errors} with an error, {accepted} accepted")
        counts = {"people": one.people, "ready": one.ready, "errors": one.errors, "accepted": one.accepted}
        run.say(text, code=one.code, name=one.name or "–", **counts)
        for sender in one.senders:
            missing = ", ".join(map(str, sender.missing)) or "–"
            text = _("    {name}: last package {last}, missing {missing}")
            run.say(text, name=sender.name, last=sender.last or "–", missing=missing)


def results(run: Run) -> None:
    """Send down to stations what the platform answered."""
    with run.desk() as desk:
        sent = delivering.send_results(desk, Path(run.args.out), to=run.args.to)
    packages = [
        {
            "to": one.name,
            "people": one.people,
            "package": str(one.package.path),
            "id": one.package.id,
            "number": one.package.number,
            "counts": dict(one.package.counts),
            "sha256": one.package.sha256,
        }
        for one in sent
    ]
    people = sum(one.people for one in sent)
    text = run.wording.say(_("{packages} packages with results of {people} people."), packages=len(sent), people=people)
    run.give({"packages": packages}, text)


def inspect(run: Run) -> None:
    """Show a package."""
    with run.desk() as desk:
        received = taking_in.inspect(desk, Path(run.args.package))
    _tell(run, received, run.wording.say(_("Nothing was changed. Taking it in would change {people} people."),
                                         people=len(received.people)))  # fmt: skip


def receive(run: Run) -> None:
    """Take a package in."""
    folder = Path(run.args.receipt) if run.args.receipt else None
    files = [Path(one) for one in run.args.package]
    if not files and run.args.every is None:
        raise PackageMissing
    if run.args.every is not None or len(files) != 1:
        _receive_all(run, files, folder)
        return
    with run.desk() as desk:
        received = taking_in.receive(desk, files[0], folder)
    if received.unanswered is not None:
        run.refuse(received.unanswered)
    text = _("Package {number} of {sender}: {new} changes taken in, {already} known already.")
    _tell(
        run,
        received,
        run.wording.say(
            text, number=received.number, sender=received.sender, new=received.new, already=received.already
        ),
    )


def _receive_all(run: Run, files: Sequence[Path], folder: Path | None) -> None:
    """Take several packages in, and answer each sender once."""
    if run.args.every is not None:
        files = [*files, *taking_in.find_packages(Path(run.args.every))]
        if not files:
            raise FolderWithoutPackages(file=run.args.every)
    with run.desk() as desk:
        came = taking_in.receive_all(desk, files, folder, progress=run.watch)
    for _file, error in came.refused:
        run.refuse(error)
    for _file, one in came.received:
        if one.unanswered is not None:
            run.refuse(one.unanswered)
    record = {
        "packages": [{"file": str(file), **write_received(one, run.wording)} for file, one in came.received],
        "others": [str(file) for file in came.others],
        "receipts": [str(file) for file in came.receipts],
    }
    text = _("{packages} packages were taken in, {receipts} receipts written; {others} are for other devices.")
    counts = {"packages": len(came.received), "receipts": len(came.receipts), "others": len(came.others)}
    run.give(record, run.wording.say(text, **counts))


def _tell(run: Run, received: Received, text: str) -> None:
    for notice in received.notices:
        run.warn(run.wording.render(notice))
    run.give(write_received(received, run.wording), text)


def write_received(received: Received, wording: Wording) -> dict[str, Any]:
    """Give what ``inspect`` and ``receive`` print."""
    return {
        "id": received.id,
        "kind": received.kind,
        "from": received.sender,
        "number": received.number,
        "events": received.events,
        "new": received.new,
        "already": received.already,
        "people": list(received.people),
        "conflicts": [{"person": person, "field": field} for person, field in received.conflicts],
        "missing": list(received.missing),
        "receipt": str(received.receipt) if received.receipt else None,
        "notices": [wording.render(one) for one in received.notices],
    }
