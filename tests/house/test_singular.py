"""In English one is never told as many: every sentence of the code that counts something says it of one, too."""

from __future__ import annotations

import re
from functools import cache

from build_scripts import translations
from vaxdesk.model.singular import NOUNS, PHRASES, say_one
from vaxdesk.wording import Wording

NO_COUNTS = frozenset({
    "argument", "code", "column", "date", "day", "device", "file", "folder", "name", "number", "option", "other",
    "package", "person", "place", "said", "sheet", "user", "word",
})  # fmt: skip
"""Gaps that hold words, or a number that names something rather than counts."""
NOT_PLURAL = frozenset(
    {"as", "belongs", "does", "has", "his", "is", "its", "less", "stands", "this", "was", "wants", "years"}
)
COUNTING = re.compile(r"\{(\w+)\} (?:(?!of |with )[a-z']+ ){0,3}?(people|[a-z]+s)\b")
AGREEING = re.compile(r"(?<!packages of )\b1 (?:(?!and )[a-z'-]+ )*?(?:are|have|lie|say|show|stand|want|were)\b")
"""One, and before anything else is counted or named what is said of many."""


@cache
def list_sentences() -> tuple[str, ...]:
    """Give every sentence of the code."""
    return tuple(translations.list_messages(translations.collect_sentences(translations.ROOT / "vaxdesk")))


def list_counting() -> list[tuple[str, str]]:
    """Give every sentence with a gap after which something stands in the plural."""
    return [
        (text, found[1])
        for text in list_sentences()
        for found in COUNTING.finditer(text)
        if found[1] not in NO_COUNTS and found[2] not in NOT_PLURAL
    ]


def list_gaps() -> list[tuple[str, str]]:
    """Give every sentence with each of its gaps that can hold a count."""
    return [
        (text, gap)
        for text in list_sentences()
        for gap in dict.fromkeys(translations.find_names(text))
        if gap not in NO_COUNTS
    ]


def test_every_sentence_that_counts_can_say_it_of_one() -> None:
    counting = list_counting()
    assert len(counting) > 90
    assert [(text, gap) for text, gap in counting if say_one(text, {gap: 1}) == text] == []


def test_no_plural_is_left_after_one() -> None:
    one = "|".join(("and", "of", *NOUNS.values()))
    left = re.compile(rf"\b1 (?:(?!(?:{one}) )[a-z']+ ){{0,2}}(?:{'|'.join(NOUNS)})\b")
    wording = Wording("en")
    said = [wording.say(text, **{gap: 1}) for text, gap in list_counting()]
    assert [text for text in said if left.search(text)] == []


def test_no_verb_is_left_that_speaks_of_many() -> None:
    wording = Wording("en")
    said = [wording.say(text, **{gap: 1}) for text, gap in list_gaps()]
    assert [text for text in said if AGREEING.search(text)] == []


def test_every_phrase_is_one_of_the_code() -> None:
    phrases = set(PHRASES) - {f"{{}} {noun}" for noun in NOUNS}
    known = {many for many in phrases for text, gap in list_gaps() if many.replace("{}", f"{{{gap}}}") in text}
    assert sorted(phrases - known) == []


def test_verbs_agree_and_many_stay_many() -> None:
    wording = Wording("en")
    says = "{n} reports are open, {late} of them late. Each has 48 hours."
    assert wording.say(says, n="1", late="0") == "1 report is open, 0 of them late. Each has 48 hours."
    assert wording.say(says, n="21", late="1") == "21 reports are open, 1 of them late. Each has 48 hours."
    assert wording.say("{n} of {all} people have errors to put right", n=1, all=1) == (
        "1 of 1 person has errors to put right"
    )
    assert wording.say("{n} of {all} people have errors to put right", n=1, all=5).startswith("1 of 5 people have")
    assert (
        wording.say("Send {n} chosen people to their new station…", n=1) == "Send 1 chosen person to their new station…"
    )
    assert wording.say("{count} packages of {senders} senders are taken in", count=1, senders=1) == (
        "1 package of 1 sender is taken in"
    )
    assert wording.say("{count} packages of {senders} senders are taken in", count=2, senders=1) == (
        "2 packages of 1 sender are taken in"
    )
    rows = "There are {rows} rows for {people} chosen people. Choose as many people as there are rows."
    assert wording.say(rows, rows=1, people=3).startswith("There is 1 row for 3 chosen people.")
    assert wording.say(rows, rows=3, people=1).startswith("There are 3 rows for 1 chosen person.")
    assert Wording("vi").say("{n} people", n=1) == "1 người"


def test_a_number_that_names_something_counts_nothing() -> None:
    text = "Dose {number} and dose {other} are on one day, {date}."
    assert Wording("en").say(text, number=2, other=1, date="03/11/2021") == (
        "Dose 2 and dose 1 are on one day, 03/11/2021."
    )
