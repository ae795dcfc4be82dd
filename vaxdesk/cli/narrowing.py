"""Commands about lists of people: searching, narrowing, lists under a name."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from vaxdesk.cli.errors import DayRefused
from vaxdesk.cli.running import Run
from vaxdesk.desk import browsing, looking, resuming
from vaxdesk.model.dates import read_day
from vaxdesk.model.filter import TODAY, Filter, write_filter
from vaxdesk.model.verification import STATES


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


def search(run: Run) -> None:
    """Print the people found: by words alone the first hundred, of a narrowed list all."""
    asked = _read_filter(run)
    with run.desk() as desk:
        if run.args.worklist is not None:
            asked = resuming.find_list(desk, run.args.worklist)
        if asked == Filter(text=asked.text) and asked.text:
            found = list(looking.search_people(desk, asked.text))
        else:
            people = browsing.open_people(desk, asked)
            ids = desk.store.asking.find_ids(people.numbers)
            found = list(looking.read_in_order(desk, [ids[number] for number in people.numbers]))
    if run.as_json:
        run.give_lines(found)
        return
    for one in found:
        state = run.wording.render(STATES[one["verification"]])
        said = (one["id"], one["full_name"], one["birth_date"], one["id_number"], one["hamlet"], state)
        run.tell("  ".join(text or "–" for text in said))
    if not found:
        run.say(_("Nobody found."))


def _read_filter(run: Run) -> Filter:
    """Read what narrows a list from a command's options. Raises DayRefused."""
    given = {one.name: getattr(run.args, one.name, None) for one in fields(Filter)}
    said: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    said["text"] = " ".join(said.get("text", []))
    since = said.get("since")
    if since is not None and since != TODAY:
        day = read_day(since)
        if day is None:
            raise DayRefused(option="--since")
        said["since"] = day
    return Filter(**said)


def worklist_save(run: Run) -> None:
    """Keep what narrows a list under a name."""
    asked = _read_filter(run)
    with run.desk() as desk:
        resuming.save_list(desk, run.args.name, asked)
        people = browsing.count_people(desk, asked)
    text = run.wording.say(_("The list {name} has {people} people now."), name=run.args.name, people=people)
    run.give({"name": run.args.name, "filter": write_filter(asked), "people": people}, text)


def worklist_list(run: Run) -> None:
    """Print the lists that have a name."""
    with run.desk() as desk:
        found = resuming.read_lists(desk)
    if run.as_json:
        run.give_lines(
            {"name": one.name, "filter": write_filter(one.filter), "user": one.user, "people": one.people}
            for one in found
        )
        return
    for one in found:
        run.tell(f"{one.people:7}  {one.name}")
    if not found:
        run.say(_("No list has a name."))


def worklist_remove(run: Run) -> None:
    """Forget a list's name."""
    with run.desk() as desk:
        resuming.remove_list(desk, run.args.name)
    run.give({"name": run.args.name}, run.wording.say(_("The list {name} is forgotten."), name=run.args.name))
