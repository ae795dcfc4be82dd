"""The keys of Làm sạch, for the help of F1."""

from __future__ import annotations


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


KEYS = (
    ("↑ ↓", _("go through the people")),
    ("← →", _("go through the fields of the person")),
    ("Ctrl+↑, Ctrl+↓", _("another group")),
    ("Enter", _("what is coloured: take the suggestion, or edit")),
    ("1 … 9", _("take the suggestion of that number; of two that contradict each other choose one, then Enter")),
    ("F2, Ctrl+E", _("edit the field; Enter keeps it, Esc leaves it as it was")),
    ("Ctrl+M", _("other work: many at once, a session's doses, typing again into the portal")),
    ("Shift+↑ ↓, Ctrl+A", _("choose several people, or all of the list")),
    ("Ctrl+C, Ctrl+V", _("copy those chosen for Excel; paste onto them what came back, seen first")),
    ("Ctrl+N", _("add a person")),
    ("Ctrl+P", _("print a slip for the person to take home")),
    ("Ctrl+J", _("leave a word for a colleague")),
    ("Ctrl+K", _("narrow and order the list, keep it under a name, choose the columns of the table")),
    ("Ctrl+T", _("show people as a table or as two lines each; F6 goes to the heads, Enter there sorts")),
    ("F4, Ctrl+G", _("see the rows of the lists the person was read from")),
    ("F7, Ctrl+H", _("see the history; once more: of the field alone; Tab: the person as of a day")),
    ("F8, Ctrl+D", _("leave the person for later")),
    ("Ctrl+B", _("see everything that is certain, then fix it in one step")),
    ("F5, Ctrl+R", _("renew the list: who is done leaves it")),
)
