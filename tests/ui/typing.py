"""What a field sees when somebody types Vietnamese: the streams of UniKey, and what is composed and then committed."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator
from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

Method = Literal["telex", "late", "cancelled", "vni", "composed"]
METHODS: tuple[Method, ...] = ("telex", "late", "cancelled", "vni", "composed")
"""Telex with the marks right after their letter, with all marks after the word, with a tone taken back and typed again;
VNI, whose digits may arrive before they are taken back; what an input method composes and then commits."""

TONES = ("", "\N{COMBINING GRAVE ACCENT}", "\N{COMBINING ACUTE ACCENT}", "\N{COMBINING HOOK ABOVE}",
         "\N{COMBINING TILDE}", "\N{COMBINING DOT BELOW}")  # fmt: skip
SHAPES = ("{}", "đ{}", "ng{}ng", "{}i", "th{}")
VOWELS = "aăâeêioôơuưy"


def spell(shape: str, vowel: str, tone: str) -> str:
    """Give a syllable of a shape."""
    return unicodedata.normalize("NFC", shape.format(vowel + tone))


def list_syllables() -> Iterator[str]:
    """Give every vowel with every tone in every shape of syllable, and some that people are called."""
    for shape, vowel, tone in itertools.product(SHAPES, VOWELS, TONES):
        yield spell(shape, vowel, tone)
    yield from ("Nguyễn", "Thượng", "Khuỷu", "Quyết", "Điểu", "Đặng", "Ướt", "Yến", "Hường", "Đoàn", "Rươl", "Hoài")


def list_stages(syllable: str, method: Method = "telex") -> list[str]:
    """Give what stands there after each key: letters, marks right after them or after the word, the tone last."""
    if method == "late":
        return _list_late_stages(syllable)
    stages, text, bare = [], "", ""
    for letter in unicodedata.normalize("NFC", syllable):
        parts = unicodedata.normalize("NFD", letter)
        toneless = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES[1:]))
        plain = {"đ": "d", "Đ": "D"}.get(letter, parts[0])
        stages.append(text + plain)
        if plain != toneless:
            stages.append(text + toneless)
        text, bare = text + toneless, bare + letter
    if bare != text:
        # The same tone once more takes it back and leaves its letter; that is taken away, and the tone typed again.
        stages += [bare, text + "s", text, bare] if method == "cancelled" else [bare]
    return stages


def _list_late_stages(syllable: str) -> list[str]:
    """Give the stages of somebody who types all letters first, then the marks from the last to the first, the tone."""
    said = unicodedata.normalize("NFC", syllable)
    plain = ["d" if one == "đ" else "D" if one == "Đ" else unicodedata.normalize("NFD", one)[0] for one in said]
    stages = ["".join(plain[:length]) for length in range(1, len(plain) + 1)]
    now = list(plain)
    for at in reversed(range(len(said))):
        parts = unicodedata.normalize("NFD", said[at])
        now[at] = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES[1:]))
        stages.append("".join(now))
    return [one for one, before in zip([*stages, said], ["", *stages], strict=True) if one != before]


def type_text(widget: QWidget, text: str, method: Method = "telex") -> None:
    """Type words the way a method delivers them."""
    for place, word in enumerate(text.split(" ")):
        if place:
            _press(widget, Qt.Key.Key_Space, " ")
        if method == "composed":
            _compose(widget, word)
        else:
            _replace(widget, list_stages(word, method), stray="1" if method == "vni" else "")


def _replace(widget: QWidget, stages: list[str], stray: str) -> None:
    """Send what changes as backspaces and letters; with VNI the digit itself may arrive and be taken back first."""
    before = ""
    for stage in stages:
        kept = next((at for at, (one, other) in enumerate(zip(before, stage, strict=False)) if one != other), None)
        kept = min(len(before), len(stage)) if kept is None else kept
        gone = len(before) - kept
        if gone and stray:
            _press(widget, Qt.Key.Key_1, stray)
            gone += len(stray)
        for _ in range(gone):
            _press(widget, Qt.Key.Key_Backspace, "\b")
        for letter in stage[kept:]:
            _press(widget, Qt.Key.Key_unknown, letter)
        before = stage


def _press(widget: QWidget, key: Qt.Key, text: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def _compose(widget: QWidget, word: str) -> None:
    for stage in list_stages(word):
        QApplication.sendEvent(widget, QInputMethodEvent(stage, []))
    commit(widget, word)


def begin(widget: QWidget, text: str) -> None:
    """Leave something being composed."""
    QApplication.sendEvent(widget, QInputMethodEvent(text, []))


def commit(widget: QWidget, text: str) -> None:
    """Commit what was composed."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
