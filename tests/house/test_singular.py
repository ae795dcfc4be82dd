"""In English one is never told as many: every sentence of the code that counts something says it of one, too."""

from __future__ import annotations

import re

from build_scripts import translations
from vaxdesk.model.singular import NOUNS, say_one
from vaxdesk.wording import Wording

NO_COUNTS = frozenset({
    "argument", "code", "column", "date", "day", "device", "file", "folder", "name", "number", "option", "package",
    "place", "said", "sheet", "user", "word",
})  # fmt: skip
"""Gaps that hold words, or a number that names something rather than counts."""
NOT_PLURAL = frozenset(
    {"as", "belongs", "does", "has", "his", "is", "its", "less", "stands", "this", "was", "wants", "years"}
)
COUNTING = re.compile(r"\{(\w+)\} (?:(?!of |with )[a-z']+ ){0,3}?(people|[a-z]+s)\b")


def list_counting() -> list[tuple[str, str]]:
    """Give every sentence with a gap after which something stands in the plural."""
    texts = translations.list_messages(translations.collect_sentences(translations.ROOT / "vaxdesk"))
    return [
        (text, found[1])
        for text in texts
        for found in COUNTING.finditer(text)
        if found[1] not in NO_COUNTS and found[2] not in NOT_PLURAL
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
    assert Wording("vi").say("{n} people", n=1) == "1 người"
