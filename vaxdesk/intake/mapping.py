"""Which column is which field, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Final

from vaxdesk.intake.draft import ColumnReading, OpenQuestion
from vaxdesk.intake.headers import Meaning, has_any_accents, read_header, split_dose_field
from vaxdesk.intake.layout import Header
from vaxdesk.intake.profile import Traits, describe, measure_fit, sample
from vaxdesk.intake.reasons import CELLS, DOUBTFUL, KEPT, TAKEN, UNKNOWN, WHYS
from vaxdesk.intake.sheet import Sheet, name_column
from vaxdesk.intake.told import ToldColumns
from vaxdesk.intake.unnumbered import Slot, find_owners, find_spare_marks
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.message import Message
from vaxdesk.model.text import header_key

_SURE: Final = 50
_LEAST: Final = 20
_PARTS_OF_HAMLETS: Final = frozenset({"to", "tdp", "doi", "cum", "dan", "pho", "so", "nhom"})
_REPEATED: Final = frozenset({"address", "note", "hamlet"})
"""Fields of which lists have several columns; the first is read, the others stay with their rows."""
_FIXED: Final[dict[str, int]] = {"platform": 100, "content": 80}


@dataclass(frozen=True, slots=True)
class Mapped:
    """The columns of a sheet that were given a meaning, and the questions that stay open."""

    columns: tuple[ColumnReading, ...]
    fields: Mapping[int, str]
    open: tuple[OpenQuestion, ...]


@dataclass(slots=True)
class _Column:
    at: int
    header: str
    meanings: list[tuple[str, int, Message]]
    known: bool
    traits: list[Traits] = dataclass_field(default_factory=list)


def map_columns(sheet: Sheet, header: Header, catalogues: Catalogues) -> Mapped:
    """Give each column its field.

    A field is given once, to the column it fits best. A column in doubt gets its likeliest meaning where that is at
    least twice as likely as the next, else none, and is an open question either way.
    """
    columns = _read_columns(sheet, header, catalogues)
    taken: dict[str, int] = {}
    given: dict[int, tuple[str, int, Message]] = {}
    order = sorted(
        ((score, column, field, why) for column in columns for field, score, why in column.meanings),
        key=lambda one: (-one[0], one[1].at),
    )
    for score, column, field, why in order:
        if column.at not in given and field not in taken and not _is_beaten(column, field, taken):
            taken[field] = column.at
            given[column.at] = (field, score, why)
    _drop_stray_doses(given)
    readings, questions = [], []
    for column in columns:
        reading, question = _settle(column, given, taken, sheet.name)
        readings.append(reading)
        if question is not None:
            questions.append(question)
            if reading.field is None:
                given.pop(column.at, None)
    fields = {column.at: reading.field for column, reading in zip(columns, readings, strict=True) if reading.field}
    return Mapped(tuple(readings), fields, tuple(questions))


def _is_beaten(column: _Column, field: str, taken: Mapping[str, int]) -> bool:
    """Tell whether a column's better meaning went to another column by so much that the next best is no answer."""
    best_field, best, _ = column.meanings[0]
    score = next(score for name, score, _ in column.meanings if name == field)
    return field != best_field and best_field in taken and score * 2 <= best


def _read_columns(sheet: Sheet, header: Header, catalogues: Catalogues) -> list[_Column]:
    accented = has_any_accents(text for path in header.paths.values() for text in path)
    # Headings and signatures fill a cell or two: what a column holds, full rows tell.
    least = min(3, len(header.paths))
    below = [row for row in sheet.rows[header.below :] if len(row) >= least]
    known: dict[str, Traits] = {}
    twice = _number_repeated(header)
    columns = []
    for at, path in sorted(header.paths.items()):
        text = header.text(at)
        if at in header.fixed:
            columns.append(
                _Column(at, text, [(header.fixed[at], _FIXED[header.known_by], WHYS[header.known_by])], known=True)
            )
            continue
        meanings = read_header(path, catalogues, accented=accented)
        traits = _describe_cells(below, at, catalogues, known) if meanings else []
        weighed = [_weigh(one, traits, twice.get(at)) for one in meanings if one.field]
        weighed = sorted((one for one in weighed if one[1] >= _LEAST), key=lambda one: -one[1])
        kept = bool(meanings) and meanings[0].field is None
        if _is_crossed(traits):
            weighed = _take_one_dose(weighed)
        columns.append(_Column(at, text, [] if kept else weighed, known=kept, traits=traits))
    _part_id_columns(columns, header)
    _prefer_hamlets(columns, header)
    _part_names(columns, header)
    _part_birth(columns)
    _number_doses(columns, below)
    return columns


def _number_doses(columns: list[_Column], rows: Sequence[Sequence[str]]) -> None:
    """Give columns of doses without a number to the doses that have one, where the list numbers some of them."""
    slots = []
    for column in columns:
        dose = split_dose_field(column.meanings[0][0]) if column.meanings else None
        if dose is not None:
            crossed = dose[0] and dose[1] == "date" and _holds_marks(column.traits)
            slots.append(Slot(column.at, dose[0], "mark" if crossed else dose[1]))
    owners = find_owners(slots, rows)
    for column in columns:
        if column.at in owners and not column.known:
            loose, score, why = column.meanings[0]
            owned = [(field, round(score * share), why) for field, share in owners[column.at]]
            column.meanings = sorted(
                [*owned, *(one for one in column.meanings if one[0] != loose)], key=lambda one: -one[1]
            )
    spare = find_spare_marks(slots, owners, rows)
    for column in columns:
        if column.at in spare:
            column.meanings, column.known = [], True


def _holds_marks(traits: list[Traits]) -> bool:
    return bool(traits) and all("mark" in one for one in traits)


def _is_crossed(traits: list[Traits]) -> bool:
    """Tell whether one cell says everything of a dose: a cross, or vaccine and day together."""
    return bool(traits) and sum(bool(one & {"mark", "dated"}) for one in traits) >= 0.8 * len(traits)


def _take_one_dose(weighed: list[tuple[str, int, Message]]) -> list[tuple[str, int, Message]]:
    """Of several parts of one dose keep the likeliest: under a cross they all say the same, that it was given."""
    doses = [split_dose_field(field) for field, _, _ in weighed]
    same = len(weighed) > 1 and all(
        dose is not None and doses[0] is not None and dose[0] == doses[0][0] for dose in doses
    )
    return weighed[:1] if same else weighed


def _part_names(columns: list[_Column], header: Header) -> None:
    """Make "Tên" the given name where another column holds the rest of the name."""
    if not any(column.meanings and column.meanings[0][0] == "surname_middle" for column in columns):
        return
    for column in columns:
        if column.meanings and header_key(header.paths[column.at][-1]) == "ten":
            _, score, why = column.meanings[0]
            column.meanings = [("given_name", score, why)]


def _part_birth(columns: list[_Column]) -> None:
    """Part a date of birth that stands in three columns: beside a column of months, days and years are told apart."""
    if not any(column.meanings and column.meanings[0][0] == "birth_month" for column in columns):
        for column in columns:
            if any(field == "birth_date" for field, _, _ in column.meanings):
                # A day without a month beside it is none: two digits are a year's.
                column.meanings = [one for one in column.meanings if one[0] != "birth_day"]
        return
    for column in columns:
        if column.meanings and column.meanings[0][0] == "birth_date" and column.traits:
            years = sum("year" in one for one in column.traits) * 2 > len(column.traits)
            days = sum("small" in one for one in column.traits) * 2 > len(column.traits)
            _, score, why = column.meanings[0]
            if years or days:
                column.meanings = [("birth_year" if years else "birth_day", score, why)]


def _describe_cells(
    rows: Sequence[Sequence[str]], at: int, catalogues: Catalogues, known: dict[str, Traits]
) -> list[Traits]:
    step = max(1, len(rows) // 600)
    traits = []
    for cell in sample([row[at] if at < len(row) else "" for row in rows[::step]]):
        found = known.get(cell)
        if found is None:
            found = known[cell] = describe(cell, catalogues)
        traits.append(found)
    return traits


def _weigh(meaning: Meaning, traits: list[Traits], number: int | None) -> tuple[str, int, Message]:
    field = meaning.field or ""
    fit = measure_fit(field, traits)
    dose = split_dose_field(field)
    if number is not None and dose is not None and dose[0] == 0:
        field = f"dose{number}.{dose[1]}"
    if fit is None:
        # An empty column is no question to anybody.
        score = meaning.score * (0.5 if meaning.how == "resembling" else 1)
    else:
        score = meaning.score * (0.35 + 0.65 * fit)
    why = WHYS[meaning.how] if fit is None or fit >= 0.6 else Message(CELLS.text, {"share": round(fit * 100)})
    return field, round(score), why


def _number_repeated(header: Header) -> dict[int, int]:
    """Number the doses of a list whose headers "Ngày tiêm | Loại vắc xin" come several times without a number."""
    places: dict[str, list[int]] = {}
    for at, path in sorted(header.paths.items()):
        if len(path) == 1:
            places.setdefault(header_key(path[0]), []).append(at)
    days = [
        places[key] for key in ("ngay tiem", "ngay tiem chung", "ngay tiem vac xin") if len(places.get(key, ())) > 1
    ]
    if not days:
        return {}
    times = len(days[0])
    return {at: number for group in places.values() if len(group) == times for number, at in enumerate(group, start=1)}


def _part_id_columns(columns: list[_Column], header: Header) -> None:
    """Of two columns of numbers, one headed CMND and one CCCD, make the first the old number."""
    claims = [column for column in columns if column.meanings and column.meanings[0][0] == "id_number"]
    if len(claims) < 2:
        return
    keys = {column.at: set(header_key(" ".join(header.paths[column.at])).split()) for column in claims}
    old = [
        column for column in claims if keys[column.at] & {"cmnd", "cmt", "cmtnd"} and not _names_card(keys[column.at])
    ]
    if len(old) == 1 and len(old) < len(claims):
        _, score, why = old[0].meanings[0]
        old[0].meanings = [("old_id_number", score, why)]


def _prefer_hamlets(columns: list[_Column], header: Header) -> None:
    """Of a column of hamlets and one of their parts (Tổ) leave the hamlet to the first."""
    claims = [column for column in columns if column.meanings and column.meanings[0][0] == "hamlet"]
    smaller = [column for column in claims if set(header_key(header.text(column.at)).split()) <= _PARTS_OF_HAMLETS]
    if len(smaller) < len(claims):
        for column in smaller:
            column.meanings = []


def _names_card(words: set[str]) -> bool:
    return bool(words & {"cccd", "cc", "ddcn", "dinh", "cuoc"})


def _drop_stray_doses(given: dict[int, tuple[str, int, Message]]) -> None:
    """Take back "number of the dose" where nothing else speaks of single doses: it counts them."""
    doses = {at: split_dose_field(field) for at, (field, _, _) in given.items()}
    single = {at: dose[1] for at, dose in doses.items() if dose is not None and dose[0] == 0}
    if set(single.values()) == {"number"} or (single and any(dose and dose[0] for dose in doses.values())):
        for at, part in single.items():
            if part in {"number", "kind"}:
                del given[at]


def _settle(
    column: _Column, given: Mapping[int, tuple[str, int, Message]], taken: Mapping[str, int], sheet: str | None
) -> tuple[ColumnReading, OpenQuestion | None]:
    letters = name_column(column.at)
    if not column.meanings:
        why = KEPT if column.known else UNKNOWN
        return ColumnReading(letters, column.header, None, 100 if column.known else 0, why, None), None
    candidates = tuple((field, score) for field, score, _ in column.meanings)
    mine = given.get(column.at)
    if mine is None:
        # Two columns of the same strong claim: which one is right, only a person knows.
        field, score = candidates[0]
        rival = score >= 90 and taken.get(field, column.at) != column.at and field not in _REPEATED
        question = OpenQuestion(sheet, letters, column.header, candidates, None) if rival else None
        return ColumnReading(letters, column.header, None, score, TAKEN, None), question
    field, score, why = mine
    others = [other for name, other in candidates if name != field and taken.get(name, column.at) == column.at]
    next_best = max(others, default=0)
    if score >= _SURE and next_best * 2 <= score:
        return ColumnReading(letters, column.header, field, score, why, None), None
    clear = next_best * 2 <= score
    question = OpenQuestion(sheet, letters, column.header, candidates, field if clear else None)
    reading = ColumnReading(letters, column.header, field if clear else None, score, why if clear else DOUBTFUL, None)
    return reading, question


def follow_told(told: ToldColumns, header: Header) -> Mapped:
    """Give the columns as a mapping says; columns it leaves out stay with their rows."""
    readings = []
    for at in sorted(set(header.paths) | set(told.fields)):
        field = told.fields.get(at)
        readings.append(
            ColumnReading(name_column(at), header.text(at), field, 100 if field else 0,
                          WHYS["told"] if at in told.fields else UNKNOWN, None)
        )  # fmt: skip
    fields = {at: field for at, field in told.fields.items() if field is not None}
    return Mapped(tuple(readings), fields, ())
