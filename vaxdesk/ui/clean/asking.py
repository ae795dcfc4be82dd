"""What Làm sạch asks of the desk. A later question of the same kind makes the one before void."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vaxdesk.desk.browsing import (
    Groups,
    Line,
    Panel,
    PeopleList,
    find_place,
    open_people,
    read_groups,
    read_hamlets,
    read_panel,
    read_people_range,
    read_streams,
)
from vaxdesk.desk.desk import Desk
from vaxdesk.desk.previewing import read_loads
from vaxdesk.desk.ranking import rank_groups
from vaxdesk.desk.recounting import Known, Moment, read_on, read_timeline
from vaxdesk.desk.resuming import find_kept_place, find_last_list, keep_place, read_lists
from vaxdesk.desk.ringing import read_proven
from vaxdesk.desk.surveying import Spot, Survey, survey_people
from vaxdesk.desk.tracing import SourceRow, read_source_rows
from vaxdesk.model.filter import Filter
from vaxdesk.ui.clean.narrowing import Offers
from vaxdesk.ui.models.people import PAGE, PeopleModel
from vaxdesk.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Overview:
    """The groups, what there is to narrow by, the groups whose suggestion is proven.

    ``rates`` are people freed by a minute of work in a group; None where they were not asked for.
    """

    groups: Groups
    offers: Offers
    proven: frozenset[str]
    rates: Mapping[str, float] | None


def _read_offers(desk: Desk) -> Offers:
    loads = [(one.batch, one.file) for one in read_loads(desk) if not one.taken_back]
    users = [one.name for one in desk.store.keyring.users]
    return Offers(read_hamlets(desk), loads, users, read_lists(desk), read_streams(desk))


Opened = tuple[PeopleList, int | None]


class Asking:
    """Asks; each question's answer comes to ``then``."""

    def __init__(self, tasks: Tasks, owner: object) -> None:
        self._tasks, self._owner = tasks, owner

    def ask_overview(self, then: Callable[[Overview], None], *, ranked: bool) -> None:
        """Ask for groups and hamlets with their numbers; ``ranked``: also which group is worth most now."""

        def read(desk: Desk) -> Overview:
            groups = read_groups(desk)
            rates = rank_groups(desk, groups.groups) if ranked else None
            return Overview(groups, _read_offers(desk), read_proven(desk), rates)

        self._tasks.ask(read, then, about=(self._owner, "overview"))

    def ask_last_list(self, then: Callable[[Filter | None], None]) -> None:
        """Ask in which list one stopped last."""
        self._tasks.ask(find_last_list, then, about=(self._owner, "last"))

    def keep_place(self, asked: Filter, person: str) -> None:
        """Have it remembered with whom one stopped in a list."""
        self._tasks.ask(lambda desk: keep_place(desk, asked, person), lambda _: None, about=(self._owner, "place"))

    def ask_list(self, asked: Filter, person: str | None, then: Callable[[Opened], None]) -> None:
        """Ask for a list, and where in it somebody stands, without anybody where one stopped in it last."""

        def read(desk: Desk) -> Opened:
            people = open_people(desk, asked)
            wanted = person if person is not None else find_kept_place(desk, asked)
            known = wanted is not None and desk.store.find_person(wanted) is not None
            return people, find_place(desk, people, wanted) if known and wanted is not None else None

        self._tasks.ask(read, then, about=(self._owner, "list"))

    def fill(self, model: PeopleModel, people: PeopleList, pages: Sequence[int]) -> None:
        """Ask for pages of a list and hand them to its model."""

        def read(desk: Desk) -> Mapping[int, Sequence[Line | None]]:
            return {page: read_people_range(desk, people, page * PAGE, PAGE) for page in pages}

        def put(answer: Mapping[int, Sequence[Line | None]]) -> None:
            for page, lines in answer.items():
                model.put(people, page, lines)

        self._tasks.ask(read, put, about=(self._owner, "lines"))

    def ask_person(self, people: PeopleList, row: int, then: Callable[[Panel | None], None]) -> None:
        """Ask for the person of a row; None where they are no longer listed."""

        def read(desk: Desk) -> Panel | None:
            line = read_people_range(desk, people, row, 1)[0]
            return None if line is None else read_panel(desk, line.id)

        self._tasks.ask(read, then, about=(self._owner, "person"))

    def ask_history(self, person: str, then: Callable[[tuple[Moment, ...]], None]) -> None:
        """Ask for somebody's timeline."""
        self._tasks.ask(lambda desk: read_timeline(desk, person), then, about=(self._owner, "history"))

    def ask_day(self, person: str, day: str, then: Callable[[Known | None], None]) -> None:
        """Ask how somebody stood at the end of a day (ISO 8601)."""
        at = date.fromisoformat(day)
        self._tasks.ask(lambda desk: read_on(desk, person, at), then, about=(self._owner, "day"))

    def ask_sources(self, person: str, then: Callable[[tuple[SourceRow, ...]], None]) -> None:
        """Ask for the rows somebody was read from."""
        self._tasks.ask(lambda desk: read_source_rows(desk, person), then, about=(self._owner, "sources"))

    def ask_survey(
        self,
        people: PeopleList,
        row: int,
        put_off: frozenset[int],
        typed: Mapping[int, Spot],
        then: Callable[[Survey], None],
    ) -> None:
        """Ask how far a list is and who comes next."""
        survey = (self._owner, "survey")
        self._tasks.ask(lambda desk: survey_people(desk, people, row, put_off, typed), then, about=survey)
