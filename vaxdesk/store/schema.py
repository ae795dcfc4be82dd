"""The tables, as migrations: each runs once, in its own transaction, after a copy of the store was made.

What each table is for stands in ``SCHEMA.md``. Old steps are never edited; a change is a new step at the end.
"""

from __future__ import annotations

from vaxdesk.model.text import fold, has_accents
from vaxdesk.store._sqlite import Database, Migrations
from vaxdesk.store.narrowing import BY_HAND, OTHER_PAPER
from vaxdesk.store.wards import Named, keep_named

SCHEMA = Migrations("vaxdesk")

_FIRST = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # Journal: for ever, and the source of everything below it.
    """CREATE TABLE chains (
        n INTEGER PRIMARY KEY, stream TEXT NOT NULL, device TEXT NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL,
        UNIQUE (stream, device)) STRICT""",
    """CREATE TABLE events (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, chain INTEGER NOT NULL REFERENCES chains, seq INTEGER NOT NULL,
        step TEXT NOT NULL, kind TEXT NOT NULL, person TEXT, field TEXT, header TEXT NOT NULL, body TEXT,
        UNIQUE (chain, seq)) STRICT""",
    "CREATE INDEX events_person ON events (person) WHERE person IS NOT NULL",
    "CREATE INDEX events_step ON events (step, kind, field)",
    # The few among the many, each with the very words of its query: SQLite proves no more than that.
    "CREATE INDEX events_list ON events (n) WHERE kind = 'list'",
    "CREATE INDEX events_retract ON events (n) WHERE kind = 'retract'",
    "CREATE INDEX events_erase ON events (n) WHERE kind = 'erase'",
    """CREATE TABLE waiting (
        stream TEXT NOT NULL, device TEXT NOT NULL, seq INTEGER NOT NULL, event TEXT NOT NULL,
        PRIMARY KEY (stream, device, seq)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE waiting_heads (
        stream TEXT NOT NULL, device TEXT NOT NULL, seq INTEGER NOT NULL, head TEXT NOT NULL,
        PRIMARY KEY (stream, device, seq)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE heads (
        stream TEXT NOT NULL, device TEXT NOT NULL, seq INTEGER NOT NULL, head TEXT NOT NULL,
        PRIMARY KEY (stream, device)) STRICT, WITHOUT ROWID""",
    # Journal, indexed: can be made again from the events.
    "CREATE TABLE links (person TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (person, other)) STRICT, WITHOUT ROWID",
    """CREATE TABLE retracts (target TEXT NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (target, event))
        STRICT, WITHOUT ROWID""",
    # Projection: what screens read, can be made again from the journal at any time.
    """CREATE TABLE people (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, stream TEXT NOT NULL, name_key TEXT NOT NULL, birth_date TEXT,
        id_number TEXT, phone TEXT, hamlet TEXT, commune_code TEXT, verification TEXT NOT NULL,
        record TEXT) STRICT""",
    "CREATE INDEX people_id_number ON people (id_number) WHERE id_number IS NOT NULL",
    "CREATE INDEX people_name ON people (name_key)",
    "CREATE TABLE members (member TEXT PRIMARY KEY, person TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE INDEX members_person ON members (person)",
    """CREATE TABLE match_keys (key INTEGER NOT NULL, person INTEGER NOT NULL, PRIMARY KEY (key, person))
        STRICT, WITHOUT ROWID""",
    "CREATE INDEX match_keys_person ON match_keys (person)",
    """CREATE TABLE issues (
        person TEXT NOT NULL, place INTEGER NOT NULL, rule TEXT NOT NULL, severity TEXT NOT NULL, issue TEXT NOT NULL,
        PRIMARY KEY (person, place)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX issues_rule ON issues (rule, severity)",
    """CREATE VIRTUAL TABLE found USING fts5 (said, content='', contentless_delete=1, prefix='2 3 4',
        tokenize='unicode61 remove_diacritics 0', detail='none')""",
    # This device's own: keys, cards it trusts, packages it sent and took in.
    """CREATE TABLE secrets (device TEXT PRIMARY KEY, sign TEXT NOT NULL, receive TEXT NOT NULL, at TEXT NOT NULL)
        STRICT, WITHOUT ROWID""",
    """CREATE TABLE cards (
        device TEXT PRIMARY KEY, name TEXT NOT NULL, code TEXT NOT NULL, role TEXT NOT NULL, card TEXT NOT NULL,
        have TEXT NOT NULL DEFAULT '{}', at TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE packages (
        id TEXT PRIMARY KEY, way TEXT NOT NULL, kind TEXT NOT NULL, device TEXT NOT NULL, number INTEGER NOT NULL,
        state TEXT NOT NULL, sha256 TEXT, at TEXT NOT NULL) STRICT""",
    """CREATE TABLE deliveries (
        n INTEGER PRIMARY KEY, person TEXT NOT NULL, row TEXT NOT NULL, state TEXT NOT NULL, package TEXT,
        at TEXT NOT NULL) STRICT""",
    "CREATE INDEX deliveries_person ON deliveries (person, n)",
    "CREATE INDEX deliveries_package ON deliveries (package) WHERE package IS NOT NULL",
)


@SCHEMA()
def m001_first(db: Database) -> None:
    """Everything of the first release, also what later pages use."""
    for statement in _FIRST:
        db.execute(statement)


_ASKED = (
    # What pages ask for: people in order, in counts by hamlet, state and doses, and groups of issues with a proposal.
    "ALTER TABLE people ADD COLUMN name_order TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE people ADD COLUMN doses TEXT NOT NULL DEFAULT ''",
    "DROP INDEX people_name",
    "CREATE INDEX people_order ON people (name_order)",
    "CREATE INDEX people_figures ON people (hamlet, verification, doses)",
    """CREATE INDEX issues_suggested ON issues (rule, issue ->> '$.suggestions[0].certainty', person)
        WHERE issue ->> '$.suggestions[0].certainty' IS NOT NULL""",
    # How it stood when work began, day by day.
    """CREATE TABLE daily (
        day TEXT PRIMARY KEY, people INTEGER NOT NULL, matched INTEGER NOT NULL, errors INTEGER NOT NULL,
        doses INTEGER NOT NULL, clean_doses INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    # Of a package that was sent: whom it carried a row of, and when the receiver said that it has it.
    "ALTER TABLE packages ADD COLUMN people INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE packages ADD COLUMN receipt TEXT",
)


@SCHEMA()
def m002_asked(db: Database) -> None:
    """What the window asks: order of names, doses in short, a day's beginning, receipts."""
    for statement in _ASKED:
        db.execute(statement)


_SEVERAL = (
    # Several laptops: who vouched for a device (nobody: its words were compared), what others say of a device.
    "ALTER TABLE cards ADD COLUMN voucher TEXT",
    """CREATE TABLE vouchers (
        device TEXT NOT NULL, act TEXT NOT NULL, voucher TEXT NOT NULL, said TEXT NOT NULL,
        PRIMARY KEY (device, act, voucher)) STRICT, WITHOUT ROWID""",
    # Numbers that a package named void, how many events one that was sent told, what receivers said of who isn't ready.
    "ALTER TABLE packages ADD COLUMN void TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE packages ADD COLUMN events INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE not_ready (
        person TEXT NOT NULL, device TEXT NOT NULL, code TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (person, device, code)) STRICT, WITHOUT ROWID""",
    # A district's figures by commune; what the platform answered, and who keeps which hamlet.
    "CREATE INDEX people_stream ON people (stream, verification, doses)",
    "CREATE INDEX events_result ON events (n) WHERE kind = 'result'",
    "CREATE INDEX events_part ON events (n) WHERE kind = 'part'",
)


@SCHEMA()
def m003_several(db: Database) -> None:
    """Several laptops and the district: vouchers, void numbers, what receivers and the platform said."""
    for statement in _SEVERAL:
        db.execute(statement)


_BESIDE = (
    # What stands beside a person's data: a word for a colleague, what was typed into the portal, citizens' reports.
    "ALTER TABLE people ADD COLUMN flag TEXT",
    "ALTER TABLE people ADD COLUMN typed INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE people ADD COLUMN entered TEXT",
    "CREATE INDEX people_flag ON people (flag) WHERE flag IS NOT NULL",
    "CREATE INDEX people_typed ON people (typed, verification, doses) WHERE typed = 1",
    "CREATE INDEX people_entered ON people (entered) WHERE entered IS NOT NULL",
    """CREATE TABLE complaints (
        id TEXT PRIMARY KEY, person TEXT NOT NULL, channel TEXT NOT NULL, said TEXT NOT NULL, opened TEXT NOT NULL,
        outcome TEXT, because TEXT)
        STRICT, WITHOUT ROWID""",
    "CREATE INDEX complaints_person ON complaints (person)",
    "CREATE INDEX complaints_open ON complaints (opened) WHERE outcome IS NULL",
)


@SCHEMA()
def m004_beside(db: Database) -> None:
    """Flags, re-entry, citizens' reports."""
    for statement in _BESIDE:
        db.execute(statement)


_NARROWED = (
    # What lists are narrowed and ordered by: birth date, phone, how far today's row got, who worked on whom when.
    "CREATE INDEX people_birth ON people (birth_date) WHERE birth_date IS NOT NULL",
    "CREATE INDEX people_phone ON people (phone) WHERE phone IS NOT NULL",
    "ALTER TABLE people ADD COLUMN delivery TEXT NOT NULL DEFAULT 'none'",
    "ALTER TABLE people ADD COLUMN platform_row TEXT",
    "CREATE INDEX people_delivery ON people (delivery) WHERE delivery <> 'none'",
    f"""CREATE INDEX events_by_hand ON events (header ->> '$.clock', header ->> '$.user', person)
        WHERE {BY_HAND}""",
    # The words of names and hamlets, to find those that are meant; this device's named lists, and where one stopped.
    "CREATE TABLE words (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    """CREATE TABLE worklists (name TEXT PRIMARY KEY, asked TEXT NOT NULL, user TEXT NOT NULL, at TEXT NOT NULL)
        STRICT, WITHOUT ROWID""",
    """CREATE TABLE resumes (
        user TEXT NOT NULL, asked TEXT NOT NULL, person TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (user, asked))
        STRICT, WITHOUT ROWID""",
)


@SCHEMA()
def m005_narrowed(db: Database) -> None:
    """What lists are narrowed and ordered by; named lists and where somebody stopped."""
    for statement in _NARROWED:
        db.execute(statement)


_ANSWERED = (
    # What the platform said of people as they are today; who can be sent results.
    "ALTER TABLE people ADD COLUMN answered TEXT",
    "CREATE INDEX people_answered ON people (answered) WHERE answered IS NOT NULL",
    "CREATE INDEX events_answer ON events (chain, seq) WHERE kind = 'answer'",
    "DROP INDEX events_result",
)


@SCHEMA()
def m006_answered(db: Database) -> None:
    """What the platform answered."""
    for statement in _ANSWERED:
        db.execute(statement)


_AROUND = (
    # What rules ask about others: who has this number, phone or name, what was given on a day, how hamlets are spelt.
    "ALTER TABLE people ADD COLUMN blind TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE people ADD COLUMN given TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX people_blind ON people (blind) WHERE blind <> ''",
    """CREATE TABLE given (
        day TEXT NOT NULL, vaccine TEXT NOT NULL, lot TEXT NOT NULL, doses INTEGER NOT NULL,
        PRIMARY KEY (day, vaccine, lot)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX given_lot ON given (lot, vaccine, doses)",
    "CREATE TABLE hamlets (hamlet TEXT PRIMARY KEY, people INTEGER NOT NULL) STRICT, WITHOUT ROWID",
)


@SCHEMA()
def m007_around(db: Database) -> None:
    """What the rules ask about everything around a person."""
    for statement in _AROUND:
        db.execute(statement)


_PAPER = (
    # Whose number is neither 12 nor 9 digits: foreigners, and those whose number was spoilt.
    f"CREATE INDEX people_paper ON people (id) WHERE {OTHER_PAPER}",
)


@SCHEMA()
def m008_paper(db: Database) -> None:
    """Who may be a foreigner, without reading everybody."""
    for statement in _PAPER:
        db.execute(statement)


_SEXES = (
    # Lists are ordered by sex too. One index more would cost every load; this one is wider by a word.
    "ALTER TABLE people ADD COLUMN sex TEXT",
    """UPDATE people SET sex = CASE WHEN record IS NOT NULL THEN record ->> '$.sex' ELSE
        (SELECT body ->> '$.value.values.sex' FROM events WHERE events.person = people.id AND kind = 'row') END""",
    "DROP INDEX people_figures",
    "CREATE INDEX people_figures ON people (hamlet, verification, doses, sex)",
)


@SCHEMA()
def m009_sexes(db: Database) -> None:
    """Lists ordered by sex."""
    for statement in _SEXES:
        db.execute(statement)


_GUARDIANS = (
    # Whom children name as their guardian, to be found by that name without accents.
    """CREATE TABLE guardians (
        child TEXT PRIMARY KEY, blind TEXT NOT NULL, full_name TEXT NOT NULL, phone TEXT, address TEXT)
        STRICT, WITHOUT ROWID""",
    "CREATE INDEX guardians_blind ON guardians (blind)",
)
_NAMED = """SELECT people.id, coalesce(record, body -> '$.value.values') ->> '$.guardian.full_name' AS name,
    coalesce(record, body -> '$.value.values') ->> '$.guardian.phone',
    coalesce(record, body -> '$.value.values') ->> '$.address'
    FROM people LEFT JOIN events ON people.record IS NULL AND events.person = people.id AND events.kind = 'row'
    WHERE name IS NOT NULL"""


@SCHEMA()
def m010_guardians(db: Database) -> None:
    """Whom children name as their guardian."""
    for statement in _GUARDIANS:
        db.execute(statement)
    named = (Named(child, fold(name), name, *rest) for child, name, *rest in db.execute(_NAMED) if has_accents(name))
    keep_named(db, {one.child: one for one in named})
