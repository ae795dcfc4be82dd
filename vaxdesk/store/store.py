"""The store: one encrypted database, its journal and what is read from it. The only room that speaks SQL."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import orjson

from vaxdesk.errors import VaxDeskError
from vaxdesk.model.event import Event, Header
from vaxdesk.model.fold import Folded
from vaxdesk.model.registers import find_retracted
from vaxdesk.model.step import Fact
from vaxdesk.store._sqlite import Database, put_many, sqlite3
from vaxdesk.store.around import Around, Moved
from vaxdesk.store.asking import Asking
from vaxdesk.store.backup import make_backup, read_backup, tell_time
from vaxdesk.store.cipher import check_database, holding_more, take_over_log, translate_errors
from vaxdesk.store.communes import Communes
from vaxdesk.store.errors import StoreReadOnly
from vaxdesk.store.folder import SUFFIX, StoreFolder
from vaxdesk.store.journal import Journal, ask_many, make_id, read_row
from vaxdesk.store.keyring import Keyring, Unlocked
from vaxdesk.store.listing import FEW, Listing
from vaxdesk.store.parcels import Parcels
from vaxdesk.store.projection import Projection
from vaxdesk.store.rekeying import rekey_store
from vaxdesk.store.search import make_query
from vaxdesk.store.steps import StepLine, Steps
from vaxdesk.store.tally import Tally
from vaxdesk.store.worklists import Worklists

PROJECTION_VERSION = "6"
"""To be raised whenever the fold or the tables made from it give something else for the same events."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing: the step, its events, the people touched as they are now, the ids no longer listed.

    ``fresh`` are those of the people who were not there before, so that nothing is kept of them yet; ``moved`` is what
    changed for others.
    """

    step: str
    events: tuple[Event, ...]
    folded: Mapping[str, Folded]
    gone: frozenset[str] = frozenset()
    fresh: frozenset[str] = frozenset()
    moved: Moved = field(default_factory=Moved)


class _Rehearsed(Exception):
    """Ends a rehearsal."""


class Store:
    """An open store. One thread, one writer; made by :func:`vaxdesk.store.open_store`."""

    def __init__(self, db: Database, folder: StoreFolder, keyring: Keyring, unlocked: Unlocked) -> None:
        self._db = db
        self._key = unlocked.key
        self.folder = folder
        self.keyring = keyring
        # Whoever opened with the recovery code works as the first lead.
        self.user = unlocked.user or next(user.name for user in keyring.users if user.role == "lead")
        self.role = unlocked.role
        self.journal = Journal(db)
        self._projection = Projection(db, self.journal)
        self.parcels = Parcels(db)
        self.tally = Tally(db)
        self._listing = Listing(db, self.tally)
        self.asking = Asking(db, self.tally, self._listing)
        self.worklists = Worklists(db)
        self.communes = Communes(db)
        self.around = Around(db)
        self.steps = Steps(db, self.journal)
        self._on_close: list[Callable[[], None]] = []
        self._erased = False
        self._thrown_away = 0

    # -- life ------------------------------------------------------------------------------------------------------

    @property
    def read_only(self) -> bool:
        """Whether the folder lets nothing be written."""
        return self.folder.read_only

    @property
    def device(self) -> str:
        """The id under which this device writes."""
        return self.read_meta("device") or ""

    def renew_place(self, *, known: bool = True) -> None:
        """Give this folder a new token, so that an older state of it put back here is noticed.

        To be done before anything leaves the device. ``known``: the folder was known until now.
        """

        def keep(token: str) -> None:
            with self.transaction():
                self.write_meta("place", token)

        self.folder.write_place(self.keyring.store_id, keep, self.read_meta("place") if known else None)

    def backup(self, out: Path | None = None) -> tuple[Path, str]:
        """Write an encrypted copy, checked after writing; give the file and its SHA-256."""
        target = out or self.folder.backups / f"vaxdesk-{tell_time():%Y%m%d-%H%M%S}{SUFFIX}"
        return target, make_backup(self._db, self.folder, self._key, target)

    def add_user(self, name: str, role: str, password: str) -> None:
        """Let somebody open this store."""
        self.keyring.add_user(self._key, name, role, password)  # type: ignore[arg-type]

    def change_password(self, name: str, password: str) -> None:
        """Give a user a new password. Backups keep the one of their time."""
        self.keyring.change_password(self._key, name, password)

    def renew_code(self) -> str:
        """Give a new recovery code, to be printed; the one before opens nothing any more, save older backups."""
        return self.keyring.renew_code(self._key)

    def remove_user(self, name: str) -> None:
        """Take a user away and give the store a new key; the store is closed afterwards."""
        self.keyring.check_removal(name)
        self._db.close()
        rekey_store(self.folder, self.keyring, self._key, without=name)

    def call_on_close(self, act: Callable[[], None]) -> None:
        """Remember something to be done when the store closes, last first."""
        self._on_close.append(act)

    def close(self) -> None:
        """Close the database and let go of the folder."""
        with suppress(sqlite3.ProgrammingError):  # closed already by a change of key
            self._db.close()
        for act in reversed(self._on_close):
            act()
        self._on_close.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything inside one act: all of it is kept and flushed, or nothing."""
        if self.read_only:
            raise StoreReadOnly(folder=str(self.folder.path))
        try:
            with translate_errors(self.folder.path), self._db.atomic():
                yield
        except BaseException:
            self.tally.forget()
            self._thrown_away += 1
            raise
        else:
            erased = self._erased and not self._db.conn.in_transaction
        finally:
            self._erased = self._erased and self._db.conn.in_transaction
        if erased:
            # What was erased still stands in the log. Where that can't be emptied now, closing the store does it.
            with suppress(VaxDeskError):
                take_over_log(self._db, self.folder.path)

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Do everything inside as in a transaction and keep nothing of it."""
        with suppress(_Rehearsed), self.transaction():
            yield
            raise _Rehearsed

    def holding_more(self) -> AbstractContextManager[None]:
        """Keep more of the file in memory while many are written; around the transaction, as its end writes them."""
        return holding_more(self._db)

    # -- settings of this store ------------------------------------------------------------------------------------

    def read_meta(self, key: str) -> str | None:
        """Give a value this store keeps about itself."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def write_meta(self, key: str, value: str) -> None:
        """Keep a value about the store itself."""
        self._db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

    # -- writing ---------------------------------------------------------------------------------------------------

    def write(
        self, facts: Sequence[Fact], step: str | None = None, keys: Mapping[str, tuple[int, ...]] | None = None
    ) -> Written:
        """Append facts as one step of this device and user, and bring what is read up to them.

        ``keys`` are those to be kept of the rows of these people, where somebody has made them already
        (:attr:`vaxdesk.model.match.MatchKeys.kept`).
        """
        step = step or make_id()
        events = self.journal.write(facts, device=self.device, user=self.user, step=step)
        return self._follow(step, events, keys or {})

    def write_as(self, facts: Sequence[Fact], step: str, user: str) -> Written:
        """Write facts as :meth:`write` does, in the name of the user who said them first."""
        return self._follow(step, self.journal.write(facts, device=self.device, user=user, step=step), {})

    def receive(self, events: Iterable[Event]) -> Written:
        """Take in others' events, chains already checked, and bring what is read up to them."""
        return self._follow("", self.journal.take(events), {})

    def _follow(self, step: str, events: Sequence[Event], keys: Mapping[str, tuple[int, ...]]) -> Written:
        newly = {event.header.person for event in events if event.header.kind == "erase" and event.header.person}
        named = {event.header.person for event in events}
        named |= {event.header.field for event in events if event.header.kind == "pair"}
        erased = newly | self.find_erased(one for one in named if one is not None)
        for person in erased:
            self.journal.erase_bodies(person)
        followed = self._projection.follow(events, keys)
        if followed.gone:
            self.tally.forget()
        if erased:
            self.parcels.erase_waiting()
            self._erased = True
        if newly:
            self._projection.forget_words()
        return Written(step, tuple(events), followed.folded, followed.gone, followed.fresh, followed.moved)

    def find_erased(self, people: Iterable[str]) -> set[str]:
        """Give who of these people was erased for good."""
        if not self._db.execute("SELECT 1 FROM events WHERE kind = 'erase' LIMIT 1").fetchone():
            return set()
        query = "SELECT DISTINCT person FROM events WHERE kind = 'erase' AND person IN ({})"
        return {row[0] for row in ask_many(self._db, query, people)}

    def put_issues(
        self, issues: Mapping[str, Sequence[Mapping[str, Any]]], fresh: Collection[str] = frozenset()
    ) -> None:
        """Replace the issues of these people (as JSON objects with rule and severity); ``fresh`` ones have none yet.

        Of whom the same is said as before nothing is written: reading is far cheaper than three indexes.
        """
        texts = {person: [orjson.dumps(one).decode() for one in theirs] for person, theirs in issues.items()}
        kept: dict[str, list[str]] = {}
        query = "SELECT person, issue FROM issues WHERE person IN ({}) ORDER BY person, place"
        for person, text in ask_many(self._db, query, sorted(texts.keys() - set(fresh))):
            kept.setdefault(person, []).append(text)
        # Those of whom nothing was kept may have come just now, and are to be counted.
        changed = {person: theirs for person, theirs in issues.items() if kept.get(person) != texts[person]}
        self.tally.follow(changed, fresh)
        drop = "DELETE FROM issues WHERE person = ?"
        self._db.conn.executemany(drop, [(person,) for person in changed if person in kept])
        put_many(
            self._db,
            "INSERT INTO issues (person, place, rule, severity, issue) VALUES {}",
            [
                (person, place, one["rule"], one["severity"], text)
                for person, theirs in changed.items()
                for place, (one, text) in enumerate(zip(theirs, texts[person], strict=True))
            ],
        )

    def make_projection_again_if_older(self) -> None:
        """Make what is read again where this program folds differently from the one that wrote it."""
        if self.read_meta("projection") == PROJECTION_VERSION or self.read_only:
            return
        with self.transaction():
            self._projection.make_again()
            self.tally.forget()
            self.write_meta("projection", PROJECTION_VERSION)
            self.write_meta("checked", "")  # what the rules said of people who may have changed is void

    def cut_chain(self, stream: str, device: str, after: int) -> list[Event]:
        """Take a chain's events after a number out for good, make again what is read, and give the events."""
        cut = self.journal.cut_chain(stream, device, after)
        self.parcels.drop_heads(stream, device, after)
        if cut:
            self._projection.make_again()
            self._db.execute("DELETE FROM issues WHERE person NOT IN (SELECT id FROM people)")
        return cut

    # -- reading people --------------------------------------------------------------------------------------------

    def find_person(self, person: str) -> str | None:
        """Give the id under which a person is listed; None if nobody has this id."""
        row = self._db.execute("SELECT id FROM people WHERE id = ?", (person,)).fetchone()
        row = row or self._db.execute("SELECT person FROM members WHERE member = ?", (person,)).fetchone()
        return row[0] if row else None

    def fold(self, people: Iterable[str]) -> dict[str, Folded]:
        """Give these people with what lies behind, folded anew from the journal."""
        return self._projection.fold_people(people)

    def fold_page(self, after: str = "", limit: int = 1000) -> dict[str, Folded]:
        """Give a page of listed people after an id, with what lies behind each."""
        return self._projection.fold_page(after, limit)

    def count_writes(self) -> int:
        """Give a count of all that was written or thrown away since opening: while it stands, so does what is read."""
        return int(self._db.conn.total_changes) + self._thrown_away

    def count_people(self) -> int:
        """Give how many people are listed."""
        return int(self._db.execute("SELECT count(*) FROM people").fetchone()[0])

    def read_records(self, people: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
        """Give the people's records, by id; None for everybody."""
        if people is not None:
            yield from self._projection.read_records(people)
            return
        after = ""
        while page := self.read_ids(after):
            after = page[-1]
            yield from self._projection.read_records(page)

    def read_ids(self, after: str = "", limit: int = 1000) -> list[str]:
        """Give a page of listed people's ids after one."""
        query = "SELECT id FROM people WHERE id > ? ORDER BY id LIMIT ?"
        return [row[0] for row in self._db.execute(query, (after, limit))]

    def read_issues(self, people: Sequence[str] | None = None) -> dict[str, list[dict[str, Any]]]:
        """Give the issues by person, in their order; None for everybody."""
        if people is None:
            rows: Iterable[Any] = self._db.execute("SELECT person, issue FROM issues ORDER BY person, place")
        else:
            query = "SELECT person, issue FROM issues WHERE person IN ({}) ORDER BY person, place"
            rows = ask_many(self._db, query, people)
        found: dict[str, list[dict[str, Any]]] = {}
        for person, issue in rows:
            found.setdefault(person, []).append(orjson.loads(issue))
        return found

    def count_issues(self) -> list[tuple[str, str, int]]:
        """Give (rule, severity, count) of all issues."""
        query = "SELECT rule, severity, count(*) FROM issues GROUP BY rule, severity ORDER BY rule, severity"
        return [tuple(row) for row in self._db.execute(query)]

    def search(self, text: str, limit: int = 100) -> list[str]:
        """Give ids of the people whom the words fit, accents and tones aside; of few, then whom they nearly fit."""
        query = make_query(text)
        if query is None:
            return []
        sql = (
            "SELECT people.id FROM found JOIN people ON people.n = found.rowid WHERE found MATCH ?"
            " ORDER BY found.rowid LIMIT ?"
        )
        found = [row[0] for row in self._db.execute(sql, (query, limit))]
        if len(found) < min(FEW, limit) and (near := self._listing.words.make_near_query(text)) is not None:
            found += [row[0] for row in self._db.execute(sql, (near, limit)) if row[0] not in set(found)]
        return found[:limit]

    def find_by_keys(self, keys: Iterable[int]) -> dict[int, set[str]]:
        """Give who is known by each match key."""
        found: dict[int, set[str]] = {}
        query = "SELECT key, id FROM match_keys JOIN people ON people.n = match_keys.person WHERE key IN ({})"
        for key, person in ask_many(self._db, query, keys):  # type: ignore[arg-type]
            found.setdefault(key, set()).add(person)
        return found

    def find_known(self, people: Iterable[str]) -> dict[str, str]:
        """Give, of these ids, those that are somebody now, and under which id they are listed."""
        wanted = list(people)
        found = {row[0]: row[0] for row in ask_many(self._db, "SELECT id FROM people WHERE id IN ({})", wanted)}
        found.update(ask_many(self._db, "SELECT member, person FROM members WHERE member IN ({})", wanted))
        return found

    def find_standing(self, people: Iterable[str]) -> set[str]:
        """Give of whom of these ids a list that was loaded says something now; of others only a hand may."""
        rows = [
            read_row((header, None))
            for (header,) in ask_many(
                self._db, "SELECT header FROM events WHERE kind = 'row' AND person IN ({})", people
            )
        ]
        retracted = find_retracted(self.journal.find_retracts(rows))
        return {row.header.person for row in rows if row.header.person and not retracted.has(row.header)}

    def read_part_events(self) -> list[Event]:
        """Give what was said of who keeps which hamlet, with the retracts of it."""
        said = list(self.journal.read_all("kind = 'part'"))
        return [*said, *self.journal.find_retracts(said)] if said else []

    # -- reading the journal ---------------------------------------------------------------------------------------

    def read_events(self, where: str = "1", values: Sequence[Any] = ()) -> Iterator[Event]:
        """Give events in order of arrival; ``where`` is a condition over id, seq, step, kind, person."""
        return self.journal.read_all(where, values)

    def read_person_events(self, person: str) -> list[Event]:
        """Give everything said of a person and of everybody joined to them, retracts included, oldest first."""
        events = self.journal.find_closed([person])
        return sorted(events, key=lambda event: (event.header.clock, event.header.device, event.header.seq))

    def read_lists(self) -> list[tuple[Event, bool]]:
        """Give the events of loaded lists, oldest first, and whether each load stands."""
        lists = list(self.journal.read_all("kind = 'list'"))
        retracted = find_retracted(self.journal.find_retracts(lists))
        return [(one, not retracted.has(one.header)) for one in lists]

    def mark_lists(self) -> tuple[str, ...]:
        """Give what changes whenever :meth:`read_lists` may answer something else; quick however many there are."""
        newest = "SELECT header FROM events WHERE kind = ? ORDER BY n DESC LIMIT 1"
        found = (self._db.execute(newest, (kind,)).fetchone() for kind in ("list", "retract"))
        return tuple("" if row is None else str(row[0]) for row in found)

    def read_steps(self, device: str | None = None) -> list[StepLine]:
        """Give the steps, oldest first, each with a few of its headers; ``device`` None for everybody's."""
        retracted = find_retracted(self.journal.read_all("kind = 'retract'"))
        # One event of each kind and field tells what a step was; a load has ten thousand of a kind.
        query = "SELECT min(n), step, header FROM events GROUP BY step, kind, field ORDER BY min(n)"
        steps: dict[str, list[Header]] = {}
        for _, step, header in self._db.execute(query):
            steps.setdefault(step, []).append(read_row((header, None)).header)
        lines = []
        for step, headers in steps.items():
            first = headers[0]
            if device is not None and first.device != device:
                continue
            live = not all(retracted.has(header) for header in headers)
            lines.append(StepLine(step, first.device, first.user, first.clock, tuple(headers), live))
        return lines

    # -- keeping ---------------------------------------------------------------------------------------------------

    def verify(self) -> list[tuple[str, bool, str]]:
        """Check file, journal and projection; give (name, whether it is right, detail)."""
        checks = check_database(self._db, self.folder.path)
        # What a damaged file says of itself is worth nothing.
        if all(ok for _, ok, _ in checks):
            wrong = self.journal.check_chains()
            checks.append(("chains", not wrong, "; ".join(wrong[:5])))
            checks.append(("projection", *self._projection.compare()))
        checks.extend(self._verify_backup(file) for file in sorted(self.folder.backups.glob(f"*{SUFFIX}")))
        return checks

    def _verify_backup(self, file: Path) -> tuple[str, bool, str]:
        try:
            read_backup(file, self.folder.system)
        except VaxDeskError as error:
            return f"backup {file.name}", False, error.code
        return f"backup {file.name}", True, ""
