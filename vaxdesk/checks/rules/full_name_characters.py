"""R11: signs in a name that no name in Vietnam has. Often the text is in another encoding than its list's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vaxdesk.checks.names import has_stray_byte, is_no_name, looks_like_font
from vaxdesk.checks.rule import EXAMPLE, NO_ISSUES, Code, Rule, is_foreigner
from vaxdesk.model.issue import Issue, Suggestion
from vaxdesk.model.message import Message
from vaxdesk.model.person import Person
from vaxdesk.model.surroundings import Surroundings
from vaxdesk.model.text import is_vietnamese_letter_text, tidy

_CHARACTERS = Code(
    "full_name.characters",
    "warning",
    Message("The name has signs that names don't have"),
    ("full_name",),
    "c",
    version=2,
)
_DIGITS = frozenset("0123456789")
_AROUND = "*.,;:_!\"'()-/ "
"""Signs that clerks leave behind a name or in front of it."""


def _check(person: Person, surroundings: Surroundings) -> Sequence[Issue]:
    name = person.full_name
    if name is None:
        return NO_ISSUES
    font = surroundings.decode_font(name) if looks_like_font(name) and not is_foreigner(person) else None
    if font is not None and is_vietnamese_letter_text(font):
        return (_say_font(name, font),)
    if is_vietnamese_letter_text(name) and not has_stray_byte(name):
        return NO_ISSUES
    if not _DIGITS.isdisjoint(name) or is_no_name(name):
        return NO_ISSUES  # R10 and R32 speak of these
    if is_foreigner(person) and all(char.isalpha() or char in " '-." for char in name):
        return NO_ISSUES
    odd = "".join(dict.fromkeys(char for char in name if not is_vietnamese_letter_text(char))) or "Ã"
    message = Message("“{name}” has signs that names don't have: {signs}", {"name": name, "signs": odd})
    return (_CHARACTERS.issue("full_name", message, {"full_name": name}, suggestions=_suggest(name, surroundings)),)


def _say_font(name: str, meant: str) -> Issue:
    """Say it of a name of which all letters may stand in names, too: VNI writes ã and ò, but Nguyeãn is no word."""
    message = Message("“{name}” was typed for an old font (TCVN3, VNI); it can be read with that font alone.", {
        "name": name,
    })  # fmt: skip
    why = Message("Read as that font shows it, all words are Vietnamese.")
    suggestion = Suggestion(tidy(meant), "likely", why)
    return _CHARACTERS.issue("full_name", message, {"full_name": name}, suggestions=(suggestion,))


def _suggest(name: str, surroundings: Surroundings) -> tuple[Suggestion, ...]:
    decoded = surroundings.decode(name)
    if decoded is not None and is_vietnamese_letter_text(decoded):
        why = Message("It was saved as UTF-8 and opened as something else; so it reads right.")
        return (Suggestion(tidy(decoded), "certain", why),)
    bare = tidy(name.strip(_AROUND))
    if " " in bare and bare != name and is_vietnamese_letter_text(bare):
        return (Suggestion(bare, "likely", Message("Without the signs around it.")),)
    return ()


RULE = Rule(
    id="R11",
    codes=(_CHARACTERS,),
    check=_check,
    fires=(
        ("full_name.characters", replace(EXAMPLE, full_name="Nguyá»…n Thá»‹ Huá»‡")),
        ("full_name.characters", replace(EXAMPLE, full_name="Nguy?n Th? Hu?")),
        ("full_name.characters", replace(EXAMPLE, full_name="Điểu Thị Hoa*")),
        ("full_name.characters", replace(EXAMPLE, full_name="Lê BÃch Hoa")),
        ("full_name.characters", replace(EXAMPLE, full_name="Nguyeãn Thò Hoàng")),
    ),
    silent=(
        EXAMPLE,
        replace(EXAMPLE, full_name="Điểu S'Rôn"),
        replace(EXAMPLE, full_name="Jürgen Groß", nationality="DE"),
    ),
)
