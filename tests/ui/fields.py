"""Who makes fields to type into, read from the window's code: whoever adds one has to have it typed into by a test."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FrameType
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QWidget

import vaxdesk.ui
from vaxdesk.ui.widgets.typing_field import TypingField

QT = frozenset({"QLineEdit", "QPlainTextEdit", "QTextEdit", "QSpinBox", "QDoubleSpinBox", "QDateEdit", "QTimeEdit"})
"""What Qt has to type into; a box to choose from is typed into only where it is made editable."""
MADE_BY = "made by"
Node = TypeVar("Node", bound=ast.AST)


@cache
def find_makers() -> frozenset[str]:
    """Give the classes of the window, by name, that make fields themselves or by what they are derived from."""
    trees = [ast.parse(path.read_text()) for path in Path(vaxdesk.ui.__path__[0]).rglob("*.py")]
    bases = {one.name: {_name(base) for base in one.bases} for tree in trees for one in _list(tree, ast.ClassDef)}
    kinds = _add_derived(set(QT), bases)
    helpers = {
        one.name
        for tree in trees
        for one in _list(tree, ast.FunctionDef)
        if one.returns is not None and _name(one.returns) in kinds and _list_calls(one) & kinds
    }
    makers = {
        one.name
        for tree in trees
        for one in _list(tree, ast.ClassDef)
        if one.name not in kinds and any(_list_calls(part) & (kinds | helpers) for part in _list_parts(one, helpers))
    }
    used = {name for tree in trees for name in _list_used(tree)}
    return frozenset(_add_derived(makers, bases) & used)


def find_editable_boxes() -> list[str]:
    """Give the files in which a box to choose from is made one to type into."""
    return [path.name for path in Path(vaxdesk.ui.__path__[0]).rglob("*.py") if "setEditable(" in path.read_text()]


def _list(tree: ast.AST, kind: type[Node]) -> Iterator[Node]:
    return (one for one in ast.walk(tree) if isinstance(one, kind))


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _list_calls(tree: ast.AST) -> set[str]:
    return {_name(one.func) for one in _list(tree, ast.Call)}


def _list_parts(made: ast.ClassDef, helpers: set[str]) -> Iterator[ast.stmt]:
    """Give the parts of a class without what makes fields for those who are derived from it."""
    return (one for one in made.body if not isinstance(one, ast.FunctionDef) or one.name not in helpers)


def _list_used(tree: ast.AST) -> Iterator[str]:
    """Give the names that something is done with; what others are derived from, or are said to be, isn't used by it."""
    for one in ast.iter_child_nodes(tree):
        said = isinstance(one, ast.Call) and _name(one.func) == "isinstance"
        if not said:
            yield from _list_used(one)
        if isinstance(one, ast.Name | ast.Attribute) and not _is_about(tree, one):
            yield _name(one)


def _is_about(tree: ast.AST, part: ast.AST) -> bool:
    """Tell whether a part of something says what kind it is of."""
    return part in (*getattr(tree, "bases", ()), getattr(tree, "annotation", None), getattr(tree, "returns", None))


def _add_derived(names: set[str], bases: dict[str, set[str]]) -> set[str]:
    while more := {name for name, theirs in bases.items() if theirs & names} - names:
        names = names | more
    return names


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every field know who made it."""
    make = TypingField.__init__

    def make_and_note(self: TypingField, text: str = "") -> None:
        make(self, text)
        self.setProperty(MADE_BY, _find_maker(self, sys._getframe(1)))

    monkeypatch.setattr(TypingField, "__init__", make_and_note)


def _find_maker(field: TypingField, frame: FrameType | None) -> str:
    while frame is not None:
        owner = frame.f_locals.get("self", field)
        if owner is not field:
            return type(owner).__name__
        frame = frame.f_back
    return ""


def find_maker(field: QWidget) -> str:
    """Give who made a field: as it was noted, or the class around it that makes some."""
    noted = field.property(MADE_BY)
    if noted:
        return str(noted)
    makers, around = find_makers(), field.parentWidget()
    while around is not None and type(around).__name__ not in makers:
        around = around.parentWidget()
    return type(around).__name__
