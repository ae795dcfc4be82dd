"""The desk: an open store with its rules and tables, and the one way in which verbs change it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from typing import Any, TypeVar, cast

from vaxdesk import __version__
from vaxdesk.checks.engine import Engine, load_engine
from vaxdesk.desk.errors import UnknownPerson
from vaxdesk.desk.local import read_local
from vaxdesk.desk.surroundings import Around, find_concerned
from vaxdesk.exchange.rows import make_platform_row
from vaxdesk.model.catalogue import Catalogues, Local
from vaxdesk.model.fold import Folded
from vaxdesk.model.handover import digest_row
from vaxdesk.model.issue import Issue
from vaxdesk.model.message import Message, Progress, no_progress
from vaxdesk.model.parts import Parts, find_parts, key_of
from vaxdesk.model.step import Changes, Fact, Kept
from vaxdesk.resources import load_catalogues
from vaxdesk.store import Store, Written
from vaxdesk.store.around import Moved
from vaxdesk.store.cipher import translate_errors

T = TypeVar("T")

_ELSEWHERE = Message("Another laptop of the station keeps {hamlet}; your change goes to it with the next package.")


class Desk:
    """An open store ready for work."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.notices: list[Message] = []
        self.came_by_code = False
        self._seen: tuple[str, ...] | None = None
        self._local = Local()
        self._catalogues = Catalogues()
        self._remembered: dict[Callable[[Desk], object], tuple[int, object]] = {}

    @property
    def local(self) -> Local:
        """What this station knows beyond the tables: where it is, and what its platform workbooks said."""
        self._look_around()
        return self._local

    @property
    def catalogues(self) -> Catalogues:
        """The reference tables, as they are at this station."""
        self._look_around()
        return self._catalogues

    def _look_around(self) -> None:
        """Read again what workbooks said where lists were loaded or taken back since."""
        seen = self.store.mark_lists()
        if self._seen != seen:
            self._local, self._seen = read_local(self.store, self.stream), seen
            self._catalogues = load_catalogues().at(self._local)

    @cached_property
    def engine(self) -> Engine:
        """The rules."""
        return load_engine()

    @property
    def _version(self) -> str:
        """What ran the rules: the program's version and the rules' own."""
        return f"{__version__} {self.engine.version}"

    @property
    def stream(self) -> str:
        """The stream of this station: its commune's code, or the district's."""
        return self.store.keyring.station.code

    def guard(self) -> AbstractContextManager[None]:
        """Give what turns a disk's and a database's failures into the house's errors, for work outside of a verb."""
        return translate_errors(self.store.folder.path)

    def remember(self, question: Callable[[Desk], T]) -> T:
        """Ask a question that takes long; where nothing was written since it was asked last, give that answer."""
        written = self.store.count_writes()
        asked, answer = self._remembered.get(question, (None, None))
        if asked != written:
            answer = question(self)
            self._remembered[question] = written, answer
        return cast("T", answer)

    def find(self, person: str) -> str:
        """Give the id a person is listed under. Raises UnknownPerson."""
        found = self.store.find_person(person)
        if found is None:
            raise UnknownPerson(person=person)
        return found

    def act(self, label: Message, facts: Sequence[Fact], kept: Sequence[Kept] = ()) -> Changes:
        """Write the facts as one step, check again whom they touch, and say what changed. No facts: no step."""
        if not facts:
            return Changes(None, label, kept=tuple(kept))
        with self.store.transaction():
            written = self.store.write(facts)
            self.check(written)
        people = tuple(sorted(set(written.folded) | written.gone))
        notices = self._find_trespasses(written.folded.values())
        return Changes(written.step, label, people, len(written.events), tuple(kept), notices)

    def read_parts(self) -> Parts:
        """Give which device of this station keeps which hamlet."""
        return find_parts(self.store.read_part_events(), self.stream)

    def _find_trespasses(self, people: Iterable[Folded]) -> tuple[Message, ...]:
        """Tell of hamlets that another laptop of the station keeps: its nurse should know of what was changed there."""
        parts = self.read_parts()
        if not parts:
            return ()
        here = {key_of(one.person.hamlet) for one in people if one.person.hamlet and one.stream == self.stream}
        # What this laptop kept before it became a new device is its own.
        own = {one.device for one in self.store.parcels.read_secrets()}
        theirs = [parts[key][0] for key in sorted(here) if key in parts and parts[key][1] not in own]
        return tuple(Message(_ELSEWHERE.text, {"hamlet": hamlet}) for hamlet in theirs)

    def check(self, written: Written) -> None:
        """Check again whom something written touched and whom it concerns, inside the transaction that wrote it."""
        self.check_people(written.folded.values(), fresh=written.fresh)
        self.check_concerned(written.moved, besides=written.folded.keys())

    def check_people(
        self, people: Iterable[Folded], around: Around | None = None, fresh: Collection[str] = frozenset()
    ) -> Mapping[str, Sequence[Issue]]:
        """Run every rule on these people, keep what they say and give it; of ``fresh`` ones nothing was kept before."""
        known = list(people)
        if not known:
            return {}
        self._settle_deliveries(known)
        around = around or Around(self.store, self.catalogues)
        around.prepare(known)
        issues = {one.person.id: self.engine.check(one, around) for one in known}
        self.store.put_issues({person: [write_issue(one) for one in said] for person, said in issues.items()}, fresh)
        return issues

    def _settle_deliveries(self, people: Sequence[Folded]) -> None:
        """Keep how far the rows of those got that ever went up: an edit may have made another row of theirs."""
        parcels = self.store.parcels
        delivered = parcels.find_delivered(one.person.id for one in people)
        parcels.settle(
            {
                one.person.id: digest_row(make_platform_row(one.person, self.catalogues))
                for one in people
                if one.person.id in delivered or one.entered is not None or one.answer is not None
            }
        )

    def check_concerned(
        self,
        moved: Moved,
        *,
        besides: Collection[str] = (),
        also: Iterable[str] = (),
        pause: Callable[[], None] = lambda: None,
    ) -> None:
        """Check again those of whom something else is to be said because of what others got or lost.

        ``besides`` were checked already; ``also`` are to be checked as well. ``pause`` is called several times a second
        and may raise to stop.
        """
        people = sorted({*find_concerned(self.store, moved, pause), *also}.difference(besides))
        for start in range(0, len(people), _PAGE):
            pause()
            self.check_people(self.store.fold(people[start : start + _PAGE]).values())

    def check_everybody(self, progress: Progress = no_progress) -> None:
        """Run every rule again on everybody, as one act. Raises Cancelled, and then everything stays as it was."""
        from vaxdesk.intake.reader import without_sweeping

        total = self.store.count_people()
        with without_sweeping(), self.store.transaction():
            around = Around(self.store, self.catalogues)
            after, done = "", 0
            while page := self.store.fold_page(after, _PAGE):
                after = max(page)
                self.check_people(page.values(), around)
                done += len(page)
                progress(done, total)
            self.store.write_meta("checked", self._version)

    def check_everybody_if_older(self) -> None:
        """Run every rule again where other rules, or another version of the program, ran last."""
        if not self.store.read_only and self.store.read_meta("checked") != self._version:
            self.check_everybody()


_PAGE = 1000


def write_issue(issue: Issue) -> dict[str, Any]:
    """Give an issue as the JSON object that is kept."""
    return {
        "rule": issue.rule,
        "field": issue.field,
        "dose": issue.dose,
        "severity": issue.severity,
        "class": issue.class_2262,
        "message": write_message(issue.message),
        "suggestions": [
            {"value": one.value, "certainty": one.certainty, "why": write_message(one.why)} for one in issue.suggestions
        ],
        "about": dict(issue.about),
        "version": issue.version,
    }


def write_message(message: Message) -> dict[str, Any]:
    """Give a message as JSON: its text and arguments."""
    args = {name: write_message(one) if isinstance(one, Message) else one for name, one in message.args.items()}
    return {"text": message.text, "args": args}


def read_message(said: Mapping[str, Any]) -> Message:
    """Read what :func:`write_message` gave."""
    args = {name: read_message(one) if isinstance(one, dict) else one for name, one in said["args"].items()}
    text = said["text"]
    return Message(text, args)
