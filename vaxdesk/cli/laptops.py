"""Commands about a station's laptops: joining, keys."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from vaxdesk.cli.asking import ask_password
from vaxdesk.cli.changing import change
from vaxdesk.cli.errors import OptionMissing
from vaxdesk.cli.packages import write_received
from vaxdesk.cli.running import Run
from vaxdesk.desk import acquainting, dividing, joining, renewing, starting, trusting
from vaxdesk.desk.errors import UserNameMissing
from vaxdesk.desk.glancing import is_store
from vaxdesk.model.display import show_date
from vaxdesk.store import Station


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


def ask(run: Run) -> None:
    """Make a new laptop's store and card, or write its card again."""
    card = Path(run.args.out)
    if is_store(run.folder()):
        with run.desk() as desk:
            words = joining.write_request(desk, card)
            record = {"store": str(run.folder()), "station": desk.store.keyring.station.name,
                      "device": desk.store.device, "card": str(card), "words": words}  # fmt: skip
        run.give(record, run.wording.say(_READ_OUT, words=words))
        return
    user = run.user()
    if user is None:
        raise UserNameMissing
    asked_for = Station(_need(run, "station"), _need(run, "commune"), run.args.role)
    station = starting.check_making(run.folder(), asked_for)
    doubt = starting.check_commune(station)
    password = ask_password(run.wording, getattr(run.args, "password_file", None), "VAXDESK_PASSWORD", new=True)
    asked = joining.ask_to_join(run.folder(), station, user, password, card)
    record = {
        "store": str(asked.started.store),
        "station": asked.started.station,
        "device": asked.started.device,
        "recovery_code": asked.started.recovery_code,
        "card": str(card),
        "words": asked.words,
    }
    if doubt is not None:
        run.warn(run.wording.render(doubt))
    text = _(
        "The store is ready in {folder}.\nWrite this recovery code down and lock it away; it is shown once: {code}"
    )
    said = run.wording.say(text, folder=str(asked.started.store), code=asked.started.recovery_code)
    run.give(record, f"{said}\n{run.wording.say(_READ_OUT, words=asked.words)}")


_READ_OUT = _("Take the card to the station's first laptop and read these words out there: {words}")


def admit(run: Run) -> None:
    """Take a laptop into the station."""
    card, folder = Path(run.args.file), Path(run.args.out)
    with run.desk() as desk:
        admitted = joining.admit(desk, card, folder, words=run.args.words)
    package, joined = admitted.package, admitted.joined
    record = {
        "name": joined.name,
        "device": joined.device,
        "words": joined.words,
        "own_words": admitted.own_words,
        "package": str(package.path),
        "id": package.id,
        "number": package.number,
        "counts": dict(package.counts),
        "sha256": package.sha256,
    }
    text = _(
        "{name} is a laptop of this station if it reads these words out: {words}.\n"
        "Take the package to it: {file}. There it shows the words of this laptop: {own}"
    )
    said = run.wording.say(text, name=joined.name, words=joined.words, file=str(package.path), own=admitted.own_words)
    run.give(record, said)


def take(run: Run) -> None:
    """Take the invitation in."""
    package = Path(run.args.package)
    with run.desk() as desk:
        words = joining.read_invitation(desk, package).words
        received = joining.join(desk, package, words=run.args.words)
    text = _("This laptop is one with {name}: {new} changes taken in. Compare its words there: {words}")
    said = run.wording.say(text, name=received.sender, new=received.new, words=words)
    run.give({**write_received(received, run.wording), "words": words}, said)


def list_hamlets(run: Run) -> None:
    """Print whose each hamlet is."""
    with run.desk() as desk:
        parts = dividing.read_parts(desk)
    if run.as_json:
        run.give_lines({"hamlet": one.hamlet, "people": one.people, "device": one.device, "name": one.name}
                       for one in parts)  # fmt: skip
        return
    for one in parts:
        run.tell(f"{one.hamlet}  {one.people}  {one.name or '–'}")


def give_hamlets(run: Run) -> None:
    """Give hamlets to a laptop."""
    change(run, lambda desk: dividing.give_hamlets(desk, run.args.hamlets, run.args.to))


def free_hamlets(run: Run) -> None:
    """Give hamlets to nobody."""
    change(run, lambda desk: dividing.give_hamlets(desk, run.args.hamlets, None))


def export_keys(run: Run) -> None:
    """Write the receiving key under a passphrase."""
    with run.desk() as desk:
        passphrase = ask_password(run.wording, None, "VAXDESK_EXPORT_PASSPHRASE", new=True, option=None)
        trusting.export_keys(desk, Path(run.args.out), passphrase)
    run.give({"file": run.args.out}, run.wording.say(_("The key was written to {file}."), file=run.args.out))


def renew(run: Run) -> None:
    """Go on as a new device."""
    package = Path(run.args.package) if run.args.package else None
    with run.desk() as desk:
        renewed = renewing.renew(desk, package)
    record = {
        "device": renewed.device,
        "words": renewed.words,
        "rewritten": renewed.rewritten,
        "received": None if renewed.received is None else write_received(renewed.received, run.wording),
        "backup": None if renewed.backup is None else str(renewed.backup),
    }
    text = _(
        "This laptop is a new device; {count} changes were written again. Give your new card to all you exchange"
        " packages with; its words are: {words}"
    )
    run.give(record, run.wording.say(text, count=renewed.rewritten, words=renewed.words))


def list_keys(run: Run) -> None:
    """Print whose cards are known, one a line: those that are trusted, then those that count no longer."""
    with run.desk() as desk:
        found = acquainting.read_cards(desk)
    if run.as_json:
        run.give_lines(asdict(one) for one in found)
        return
    states = {"trusted": _("trusted"), "replaced": _("replaced"), "revoked": _("revoked")}
    for one in found:
        since = show_date(one.since[:10])
        run.tell("  ".join((run.wording.say(states[one.state]), one.name, one.code, since, one.words)))
    if not found:
        run.say(_("No card is trusted yet."))


def revoke(run: Run) -> None:
    """Take nothing from a device any more."""
    with run.desk() as desk:
        one = trusting.revoke_card(desk, run.args.name)
    text = _(
        "Nothing is taken from {name} any more. Those who trust it on this laptop's word learn of it with the next"
        " package."
    )
    run.give({"name": one.name, "device": one.device}, run.wording.say(text, name=one.name))


def _need(run: Run, name: str) -> str:
    """Give an argument that this act can't do without. Raises OptionMissing."""
    value = getattr(run.args, name, None)
    if not value:
        raise OptionMissing(option=f"--{name}")
    return str(value)
