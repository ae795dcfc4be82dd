"""Lists as communes really have them, as real files: what the reader makes of each is held against the truth."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.awkward.entries import DAMAGES, Damage, make_entries, settle, untouched
from tests.awkward.files import FORMS, TEXTS
from tests.awkward.layouts import LAYOUTS
from tests.awkward.score import Score, score_list, sum_up
from tests.awkward.spelling import SPELLINGS

_SAID = os.environ.get("VAXDESK_SEED", "2022")
FRESH = random.SystemRandom().randrange(10**6)
SEED = FRESH if _SAID == "fresh" else int(_SAID)
"""The same at every run, so that a red test is a change of the code; beside it some lists of every run are new ones.
What failed says its number, by which it comes back; ``VAXDESK_SEED=fresh`` makes all of them new."""
PEOPLE = 40
TOGETHER = 60
WORST, WHOLE = 0.99, 0.998

OF_DATES = frozenset({
    "date_marks", "short_years", "true_dates", "mixed_dates", "swapped_dates", "years_only", "impossible_dates",
    "years_as_days", "counted_days", "bracketed_dates", "two_digit_years",
})  # fmt: skip
OF_NUMBERS = frozenset({
    "typed_numbers", "spaced_numbers", "two_in_a_cell", "scientific", "padded_numbers", "old_prefixes",
    "failed_formulas", "digits_for_sex",
})  # fmt: skip
"""Ways of typing of which a cell can bear one."""
WHOLE_BIRTHS = frozenset({
    "years_only", "impossible_dates", "swapped_dates", "years_as_days", "counted_days", "failed_formulas",
    "bracketed_dates", "two_digit_years",
})  # fmt: skip
"""What spoils the births of layouts that write them in a way of their own."""
OWN_BIRTHS = frozenset({
    "years_under_man_and_woman", "three_rows_years", "year_columns_side_by_side", "birth_in_three_columns",
    "birth_in_three_plain_columns", "ages_under_a_day", "name_and_birth_in_a_cell", "birth_and_sex_in_a_cell",
    "day_and_month_before_the_year", "ages_under_man_and_woman", "two_lists_side_by_side_under_two_rows",
})  # fmt: skip
OWN_SPELLING = frozenset({"two_spellings_mixed", "written_in_an_old_font"})
NEEDS_MERGES = frozenset({"households_with_merged_cells"})
NO_HEADERS = frozenset({"no_header", "no_header_under_titles"})
NOT_WITHOUT_HEADERS = frozenset({"digits_for_sex", "two_digit_years", "counted_days"})
"""What nobody could tell from any other column of short numbers."""
NEEDS_BOOK = frozenset({
    "a_sheet_for_each_hamlet", "a_sheet_for_each_hamlet_named_only_there", "summary_and_instructions_first",
    "a_sheet_for_each_hamlet_of_a_summary", "hamlet_in_the_title", "a_hidden_sheet", "households_with_merged_cells",
})  # fmt: skip


def read(folder: Path, layout: str, damages: Sequence[Damage], spelling: str, form: str, seed: int) -> Score:
    chance = random.Random(f"{layout}{seed}")
    entries = make_entries(PEOPLE, seed)
    for damage in damages:
        damage(chance, entries)
    settle(entries)
    grids = LAYOUTS[layout](chance, entries)
    suffix, write = FORMS[form]
    path = folder / f"danh sach{suffix}"
    write(path, grids, SPELLINGS.get(spelling, str))
    return score_list(path, grids, entries, one_table=form in TEXTS)


def hold(score: Score) -> None:
    """Hold one list to the bar: nothing silent, nobody missed or invented, every row accounted for."""
    told = f"VAXDESK_SEED={SEED}: {sum_up(score.wrong)}"
    assert (score.missed, score.invented, score.unaccounted, score.silent) == (0, 0, 0, 0), told
    assert score.share >= WORST, told


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_read_right(layout: str, tmp_path: Path) -> None:
    hold(read(tmp_path, layout, [untouched], "", "xlsx", SEED))


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_every_way_of_typing_is_read_right_or_kept_as_it_is(damage: Damage, tmp_path: Path) -> None:
    hold(read(tmp_path, "flat", [damage], "", "xlsx", SEED))


@pytest.mark.parametrize("layout", ["titled_and_signed", "hamlets_as_sections", "three_rows_years"])
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_old_encoding_is_read_right(spelling: str, layout: str, tmp_path: Path) -> None:
    hold(read(tmp_path, layout, [untouched], spelling, "xlsx", SEED))


@pytest.mark.parametrize("layout", ["flat", "three_rows_merged", "years_under_man_and_woman"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_file_is_read_right(form: str, layout: str, tmp_path: Path) -> None:
    hold(read(tmp_path, layout, [untouched], "", form, SEED))


def choose(seed: int, number: int) -> tuple[str, list[Damage], str, str]:
    """Give a layout, damages, an encoding and a form of file that can come together."""
    chance = random.Random(f"{seed} {number}")
    layout, form = chance.choice(list(LAYOUTS)), chance.choice(["xlsx"] * 5 + list(FORMS))
    damages = chance.sample(DAMAGES, chance.choice((1, 1, 2)))
    if sum(one.__name__ in OF_DATES for one in damages) > 1 or sum(one.__name__ in OF_NUMBERS for one in damages) > 1:
        damages = damages[:1]
    if layout in OWN_BIRTHS:
        damages = [one for one in damages if one.__name__ not in WHOLE_BIRTHS]
    if layout in NO_HEADERS:
        damages = [one for one in damages if one.__name__ not in NOT_WITHOUT_HEADERS]
    spelling = chance.choice([""] * 6 + list(SPELLINGS))
    if form in TEXTS:
        # A text file has no true dates, no sheets and no merged cells.
        damages = [one for one in damages if one.__name__ != "swapped_dates"]
        form = "xlsx" if layout in NEEDS_BOOK else form
    if layout in NEEDS_MERGES and form in {"ods", "xlsb"}:
        form = "xlsx"  # what writes them merges nothing
    if form == "ods" and spelling.startswith("utf8"):
        form = "xlsx"  # its XML can't hold the bytes that such texts are made of
    return layout, damages, "" if layout in OWN_SPELLING else spelling, form


@pytest.mark.parametrize("seed", [SEED, FRESH], ids=["known", "fresh"])
def test_whatever_comes_together_the_bar_holds(seed: int, tmp_path: Path) -> None:
    """Many lists, each a layout in an encoding with a damage or two in some form of file."""
    whole = Score()
    for number in range(TOGETHER):
        layout, damages, spelling, form = choose(seed, number)
        score = read(tmp_path, layout, damages, spelling, form, seed + number)
        said = f"list {number}, {layout} {[one.__name__ for one in damages]} {spelling} {form}"
        told = f"VAXDESK_SEED={seed}, {said}: {sum_up(score.wrong)}"
        assert (score.missed, score.invented, score.unaccounted, score.silent) == (0, 0, 0, 0), told
        assert score.share >= WORST, told
        whole.add(score)
    assert whole.share >= WHOLE, f"VAXDESK_SEED={seed}: {sum_up(whole.wrong)}"
