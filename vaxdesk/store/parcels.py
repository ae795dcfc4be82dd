"""What this store knows of others: its own keys, the cards it trusts, packages sent and taken in, deliveries."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vaxdesk.model.handover import ANY_ROW, find_delivery
from vaxdesk.store._sqlite import Database
from vaxdesk.store.journal import ask_many


@dataclass(frozen=True, slots=True)
class Secret:
    """The private keys of a device: the seed it signs with (hex) and its age identity."""

    device: str
    sign: str
    receive: str


@dataclass(frozen=True, slots=True)
class Trusted:
    """A card one trusts, and what its device is known to have: {stream: {device: [last number, hash]}}.

    ``voucher`` is the device on whose word it is trusted; None: its words were compared here.
    """

    device: str
    name: str
    code: str
    role: str
    card: str
    have: Mapping[str, Mapping[str, tuple[int, str]]]
    voucher: str | None = None


@dataclass(frozen=True, slots=True)
class PackageLine:
    """A package sent (``way`` out) or taken in (in). ``state`` of one sent: open, written; of one taken in: taken."""

    id: str
    way: str
    kind: str
    device: str
    number: int
    state: str
    sha256: str | None
    at: str


_FORMER = "former"


class Parcels:
    """Every method runs inside the caller's transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    # -- own keys --------------------------------------------------------------------------------------------------

    def add_secret(self, secret: Secret, at: str) -> None:
        """Keep a device's private keys; they lie inside the encrypted database only."""
        self._db.execute(
            "INSERT INTO secrets (device, sign, receive, at) VALUES (?, ?, ?, ?)",
            (secret.device, secret.sign, secret.receive, at),
        )

    def read_secrets(self) -> list[Secret]:
        """Give the keys of this device and of those it was before a copy, newest first."""
        query = "SELECT device, sign, receive FROM secrets ORDER BY at DESC, device DESC"
        return [Secret(*row) for row in self._db.execute(query)]

    # -- cards -----------------------------------------------------------------------------------------------------

    def put_card(self, device: str, name: str, code: str, role: str, card: str, at: str) -> None:
        """Trust a card; another one of that name still vouches for what its device wrote, and for nothing more."""
        self._db.execute("UPDATE cards SET role = ? WHERE name = ? AND device <> ?", (_FORMER, name, device))
        self._db.execute(
            "INSERT INTO cards (device, name, code, role, card, at) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (device) DO UPDATE SET name = excluded.name, code = excluded.code, role = excluded.role,"
            " card = excluded.card, at = excluded.at, voucher = NULL",
            (device, name, code, role, card, at),
        )

    def add_vouched_card(self, device: str, name: str, code: str, role: str, card: str, at: str, voucher: str) -> None:
        """Trust a card on another's word. Of two of one name on the same word the one vouched for later counts."""
        same = "name = ? AND code = ? AND voucher = ? AND role <> ? AND device <> ?"
        same_values = (name, code, voucher, _FORMER, device)
        newer = self._db.execute(f"SELECT 1 FROM cards WHERE {same} AND at > ?", (*same_values, at)).fetchone()  # noqa: S608
        if not newer:
            self._db.execute(f"UPDATE cards SET role = ? WHERE {same}", (_FORMER, *same_values))  # noqa: S608
        self._db.execute(
            "INSERT OR IGNORE INTO cards (device, name, code, role, card, at, voucher) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (device, name, code, _FORMER if newer else role, card, at, voucher),
        )

    def retire_card(self, device: str) -> None:
        """Let a card vouch for what its device wrote and for nothing more."""
        self._db.execute("UPDATE cards SET role = ? WHERE device = ?", (_FORMER, device))

    def put_voucher(self, device: str, act: str, voucher: str, said: Mapping[str, Any]) -> None:
        """Keep what a device (``voucher``) said of another; the first word of a kind stays."""
        self._db.execute(
            "INSERT OR IGNORE INTO vouchers (device, act, voucher, said) VALUES (?, ?, ?, ?)",
            (device, act, voucher, json.dumps(dict(said), ensure_ascii=False)),
        )

    def read_vouchers(self, act: str | None = None) -> list[dict[str, Any]]:
        """Give what devices said of others; ``act`` None for all of it."""
        query = "SELECT said FROM vouchers WHERE act = coalesce(?, act) ORDER BY device, act, voucher"
        return [json.loads(row[0]) for row in self._db.execute(query, (act,))]

    def read_cards(self, *, former: bool = False) -> list[Trusted]:
        """Give the cards one trusts, by name; with ``former`` those that another of their name has replaced instead."""
        query = (
            "SELECT device, name, code, role, card, have, voucher FROM cards WHERE (role = ?) = ?"
            " ORDER BY name, voucher IS NOT NULL, device"
        )
        return [
            Trusted(device, name, code, role, card, json.loads(have), voucher)
            for device, name, code, role, card, have, voucher in self._db.execute(query, (_FORMER, former))
        ]

    def put_have(self, device: str, have: Mapping[str, Mapping[str, Iterable[Any]]]) -> None:
        """Remember what a device said that it has."""
        said = json.dumps({stream: {one: list(tip) for one, tip in tips.items()} for stream, tips in have.items()})
        self._db.execute("UPDATE cards SET have = ? WHERE device = ?", (said, device))

    def put_head(self, head: Mapping[str, Any]) -> None:
        """Keep the latest signed head of a chain, to be handed on."""
        self._db.execute(
            "INSERT INTO heads (stream, device, seq, head) VALUES (?, ?, ?, ?) ON CONFLICT (stream, device) DO UPDATE"
            " SET seq = excluded.seq, head = excluded.head WHERE excluded.seq >= heads.seq",
            (head["stream"], head["device"], head["seq"], json.dumps(dict(head))),
        )

    def drop_heads(self, stream: str, device: str, after: int) -> None:
        """Forget a chain's head, and what waits of it, where they lie after a number."""
        for table in ("heads", "waiting", "waiting_heads"):
            query = f"DELETE FROM {table} WHERE stream = ? AND device = ? AND seq > ?"  # noqa: S608 - names of ours
            self._db.execute(query, (stream, device, after))

    def read_heads(self) -> list[dict[str, Any]]:
        """Give the latest signed head of every chain that has one."""
        return [json.loads(row[0]) for row in self._db.execute("SELECT head FROM heads ORDER BY stream, device")]

    # -- waiting events --------------------------------------------------------------------------------------------

    def put_waiting(self, events: Iterable[Mapping[str, Any]], heads: Iterable[Mapping[str, Any]]) -> None:
        """Keep events whose predecessors are missing until these come, and the signed heads they end at."""
        kept = list(events)
        waiting = [one["header"] for one in kept]
        self._db.conn.executemany(
            "INSERT OR IGNORE INTO waiting (stream, device, seq, event) VALUES (?, ?, ?, ?)",
            [
                (header["stream"], header["device"], header["seq"], json.dumps(one))
                for header, one in zip(waiting, kept, strict=True)
            ],
        )
        ends = {(header["stream"], header["device"], header["seq"]) for header in waiting}
        self._db.conn.executemany(
            "INSERT OR IGNORE INTO waiting_heads (stream, device, seq, head) VALUES (?, ?, ?, ?)",
            [
                (head["stream"], head["device"], head["seq"], json.dumps(dict(head)))
                for head in heads
                if (head["stream"], head["device"], head["seq"]) in ends
            ],
        )

        self.erase_waiting()

    def erase_waiting(self) -> None:
        """Remove the bodies of waiting events that speak of people who were erased."""
        erased = "(SELECT person FROM events WHERE kind = 'erase')"
        person, other, kind = (f"event ->> '$.header.{name}'" for name in ("person", "field", "kind"))
        self._db.execute(
            "UPDATE waiting SET event = json_set(event, '$.body', NULL) WHERE event ->> '$.body' IS NOT NULL"  # noqa: S608
            f" AND {kind} <> 'erase' AND ({person} IN {erased} OR ({kind} = 'pair' AND {other} IN {erased}))"
        )

    def read_waiting(self) -> list[dict[str, Any]]:
        """Give the events that wait, in order of their chains."""
        query = "SELECT event FROM waiting ORDER BY stream, device, seq"
        return [json.loads(row[0]) for row in self._db.execute(query)]

    def read_waiting_heads(self) -> list[dict[str, Any]]:
        """Give the signed heads that waiting events end at."""
        query = "SELECT head FROM waiting_heads ORDER BY stream, device, seq"
        return [json.loads(row[0]) for row in self._db.execute(query)]

    def drop_waiting(self) -> None:
        """Forget waiting events whose numbers the journal has by now; a head that came true is kept as the chain's."""
        reached = "seq <= (SELECT seq FROM chains WHERE chains.stream = {0}.stream AND chains.device = {0}.device)"
        query = f"SELECT head FROM waiting_heads WHERE {reached.format('waiting_heads')}"  # noqa: S608 - names of ours
        for row in self._db.execute(query).fetchall():
            self.put_head(json.loads(row[0]))
        for table in ("waiting", "waiting_heads"):
            self._db.execute(f"DELETE FROM {table} WHERE {reached.format(table)}")  # noqa: S608

    # -- packages --------------------------------------------------------------------------------------------------

    def add_package(self, line: PackageLine, *, void: Sequence[int] = ()) -> None:
        """Open the row of a package; ``void`` are the numbers before it that were never finished, as it says."""
        self._db.execute(
            "INSERT INTO packages (id, way, kind, device, number, state, sha256, at, void)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (line.id, line.way, line.kind, line.device, line.number, line.state, line.sha256, line.at,
             json.dumps(list(void))),
        )  # fmt: skip

    def read_numbers(self, device: str) -> set[int]:
        """Give the numbers of a device's packages that came, and those it named void."""
        numbers: set[int] = set()
        query = "SELECT number, void FROM packages WHERE way = 'in' AND device = ?"
        for number, void in self._db.execute(query, (device,)):
            numbers.update((number, *json.loads(void)))
        return numbers

    def close_package(self, package: str, sha256: str, people: int = 0) -> None:
        """Close the row of a package that was written and read back; ``people`` is of how many it tells something."""
        query = "UPDATE packages SET state = 'written', sha256 = ?, people = ? WHERE id = ?"
        self._db.execute(query, (sha256, people, package))

    def note_receipt(self, package: str, at: str) -> None:
        """Note when its receiver was first known to have a package."""
        self._db.execute("UPDATE packages SET receipt = ? WHERE id = ? AND receipt IS NULL", (at, package))

    def read_packages(self, way: str, device: str | None = None) -> list[PackageLine]:
        """Give the packages sent (out) or taken in (in), by number; ``device`` None for everybody's."""
        query = "SELECT id, way, kind, device, number, state, sha256, at FROM packages WHERE way = ?"
        values: tuple[str, ...] = (way,)
        if device is not None:
            query, values = f"{query} AND device = ?", (way, device)
        return [PackageLine(*row) for row in self._db.execute(f"{query} ORDER BY device, number", values)]

    # -- what receivers say ----------------------------------------------------------------------------------------

    def put_not_ready(self, device: str, pairs: Iterable[tuple[str, str]], at: str) -> None:
        """Replace what a device said of who isn't ready, as pairs of person and code."""
        self._db.execute("DELETE FROM not_ready WHERE device = ?", (device,))
        self._db.conn.executemany(
            "INSERT OR IGNORE INTO not_ready (person, device, code, at) VALUES (?, ?, ?, ?)",
            [(person, device, code, at) for person, code in pairs],
        )

    def read_not_ready(self, people: Iterable[str] | None = None) -> list[tuple[str, str, str, str]]:
        """Give (device, person, code, at) of who isn't ready, as receivers said; None for everybody."""
        query = "SELECT device, person, code, at FROM not_ready"
        if people is None:
            return [tuple(row) for row in self._db.execute(f"{query} ORDER BY person, device, code")]
        return [tuple(row) for row in ask_many(self._db, f"{query} WHERE person IN ({{}})", people)]

    # -- deliveries ------------------------------------------------------------------------------------------------

    def add_deliveries(self, rows: Mapping[str, str], state: str, package: str | None, at: str) -> None:
        """Note for each person the digest of the row that went up, and how far it got."""
        self._db.conn.executemany(
            "INSERT INTO deliveries (person, row, state, package, at) VALUES (?, ?, ?, ?, ?)",
            [(person, row, state, package, at) for person, row in rows.items()],
        )
        if state == "packaged":
            self.settle(rows)
            return
        query = "SELECT id, platform_row FROM people WHERE platform_row IS NOT NULL AND id IN ({})"
        self.settle({**rows, **dict(ask_many(self._db, query, rows))})

    def settle(self, rows: Mapping[str, str]) -> None:
        """Keep how far each person's row of today got, by its digest: what lists are narrowed by."""
        histories = self.read_deliveries(rows)
        self._db.conn.executemany(
            "UPDATE people SET platform_row = ?, delivery = ? WHERE id = ?",
            [(row, find_delivery(histories.get(person, ()), row), person) for person, row in rows.items()],
        )

    def find_delivered(self, people: Iterable[str]) -> set[str]:
        """Give whose row ever went up, of these people."""
        if not self._db.execute("SELECT 1 FROM deliveries LIMIT 1").fetchone():
            return set()
        return {row[0] for row in ask_many(self._db, "SELECT person FROM deliveries WHERE person IN ({})", people)}

    def move_deliveries(self, rows: Mapping[str, str], state: str, package: str, at: str) -> None:
        """Move rows that a package carried on to a state, once."""
        query = "SELECT person, row FROM deliveries WHERE package = ? AND state = ?"
        there = dict(self._db.execute(query, (package, state)))
        new = {person: row for person, row in rows.items() if there.get(person) != row}
        self.add_deliveries(new, state, package, at)

    def read_package_rows(self, package: str) -> dict[str, str]:
        """Give the digests of the rows that a package carried, by person."""
        query = "SELECT person, row FROM deliveries WHERE package = ? AND state = 'packaged'"
        return dict(self._db.execute(query, (package,)))

    def read_deliveries(self, people: Iterable[str] | None = None) -> dict[str, list[tuple[str, str]]]:
        """Give (digest of the row, state) by person, oldest first; None for everybody."""
        query = "SELECT person, row, state FROM deliveries"
        # Who was typed into the portal is told by the journal, and stands above what went up before.
        typed = "SELECT id, entered, 'accepted' FROM people WHERE entered IS NOT NULL"
        # So is what the platform said of people as they are today.
        answered = f"SELECT id, '{ANY_ROW}', answered FROM people WHERE answered IS NOT NULL"  # noqa: S608
        rows: Iterable[Any]
        if people is None:
            rows = [*self._db.execute(f"{query} ORDER BY n"), *self._db.execute(typed), *self._db.execute(answered)]
        else:
            wanted = list(people)
            rows = [
                *ask_many(self._db, f"{query} WHERE person IN ({{}}) ORDER BY n", wanted),
                *ask_many(self._db, f"{typed} AND id IN ({{}})", wanted),
                *ask_many(self._db, f"{answered} AND id IN ({{}})", wanted),
            ]
        found: dict[str, list[tuple[str, str]]] = {}
        for person, row, state in rows:
            found.setdefault(person, []).append((row, state))
        return found
