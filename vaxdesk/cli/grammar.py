"""The grammar: every command with its arguments, its sentence of help and the module that carries it out."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from vaxdesk.cli.parser import Parser, Say, speak
from vaxdesk.model.complaint import CHANNELS, OUTCOMES, REFUSALS
from vaxdesk.model.filter import ORDERS
from vaxdesk.model.verification import STATES


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument or option of a command; ``more`` goes to argparse as it is."""

    names: tuple[str, ...]
    help: str
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Command:
    """A command of one word or of two. ``runs`` names the function of :mod:`vaxdesk.cli` that carries it out.

    It is written ``module:function``.
    """

    name: str
    help: str
    runs: str
    arguments: tuple[Argument, ...] = ()


def _take(*names: str, said: str, **more: object) -> Argument:
    return Argument(names, said, more)


_PERSON = _take("person", said=_("the person's id, as dump or search shows it"))
_REASON = _take("--reason", said=_("why, in a sentence"))
_PEOPLE = _take("person", said=_("the person's id, as dump or search shows it; - for many, ids from standard input"))
_DRY_RUN = _take("--dry-run", said=_("of many: show every change and make none"), action="store_true")
_IF = _take(
    "--if",
    said=_("of many: only if the changes are those shown under this fingerprint"),
    metavar="FINGERPRINT",
    dest="fingerprint",
)

_WORDS = _take(
    "text", said=_("any part of a name, number, year or hamlet; a letter may be wrong"), nargs="*", default=[]
)
_FILTER = (
    _take("--rule", said=_("with an issue of this rule"), metavar="RULE", dest="group"),
    _take("--severity", said=_("with an issue so bad"), choices=("error", "warning", "info")),
    _take("--commune", said=_("at a district: of the commune of this code"), metavar="CODE", dest="stream"),
    _take("--hamlet", said=_("of this hamlet; '' where none is known"), metavar="NAME"),
    _take("--list", said=_("of this load, or touched by this step"), metavar="BATCH", dest="step"),
    _take("--verification", said=_("in this state"), choices=tuple(STATES)),
    _take("--delivery", said=_("whose row got so far"),
          choices=("none", "packaged", "received", "accepted", "rejected")),
    _take("--dose", said=_("with a dose of this number"), type=int, metavar="N"),
    _take("--without-dose", said=_("without a dose of this number"), type=int, metavar="N", dest="lacking"),
    _take("--by", said=_("on whom this user worked"), metavar="NAME", dest="editor"),
    _take("--since", said=_("on whom somebody worked since this day, or today"), metavar="DATE"),
    _take("--born", said=_("born in this year"), type=int, metavar="YEAR"),
    _take("--flagged", said=_("flagged for a colleague"), action="store_true"),
    _take("--reported", said=_("of whom a citizen's report is open"), action="store_true"),
    _take("--order", said=_("ordered by this, then by name"), choices=ORDERS),
    _take("--descending", said=_("the other way round"), action="store_true"),
)  # fmt: skip

GLOBAL = (
    _take("--store", said=_("the folder of the store (default: the user's data folder)"), metavar="DIR"),
    _take("--user", said=_("who works (default: the only user, else the first)"), metavar="NAME"),
    _take("--password-file", said=_("a file whose first line is the password"), metavar="FILE"),
    _take("--json", said=_("print JSON on standard output and nothing else there"), action="store_true"),
    _take("--lang", said=_("language of what is said"), choices=("vi", "en")),
)

COMMANDS = (
    Command("init", _("make a store, its first user, this device's keys and card"), "keeping:init", (
        _take("--station", said=_("name of the station"), required=True, metavar="NAME"),
        _take("--commune", said=_("code of the commune; a district gives its own"), required=True, metavar="CODE"),
        _take("--as", said=_("what the store is for"), choices=("station", "district"), default="station", dest="role"),
    )),
    Command("load", _("read lists into the store"), "lists:load", (
        _take("files", said=_("the lists, or folders of lists"), nargs="+", metavar="FILE"),
        _take("--kind", said=_("what the lists are"), default="auto",
              choices=("auto", "people", "registration", "reply", "upload-result")),
        _take("--mapping", said=_("which column is what, as --dry-run --json prints it"), metavar="FILE"),
        _take("--list-password-file", said=_("a file whose first line is the password of the workbooks"),
              metavar="FILE"),
        _take("--dry-run", said=_("show what would come of it and change nothing"), action="store_true"),
    )),
    Command("dump", _("print everything as NDJSON"), "people:dump", (
        _take("--table", said=_("what to print"), default="people",
              choices=("people", "issues", "events", "batches")),
    )),
    Command("search", _("find people, accents and tones aside; the options narrow and order"), "narrowing:search", (
        _WORDS,
        *_FILTER,
        _take("--worklist", said=_("the list of this name, nothing else"), metavar="NAME"),
    )),
    Command("worklist save", _("keep what narrows a list under a name, on this device"), "narrowing:worklist_save", (
        _take("name", said=_("the list's name")),
        _WORDS,
        *_FILTER,
    )),
    Command("worklist list", _("print the lists that have a name, with how many people they have now"),
            "narrowing:worklist_list"),
    Command("worklist remove", _("forget a list's name; its people stay as they are"), "narrowing:worklist_remove", (
        _take("name", said=_("the list's name")),
    )),
    Command("history", _("a person's timeline, or the person as of a day"), "people:history", (
        _PERSON,
        _take("--on", said=_("the day, dd/mm/yyyy or ISO"), metavar="DATE"),
    )),
    Command("slip", _("print a person's slip: data, doses, what was changed"), "by_hand:slip", (
        _PERSON,
        _take("--out", said=_("write it as a PDF instead"), metavar="FILE.pdf"),
    )),
    Command("check", _("run every quality rule again"), "people:check"),
    Command("set", _("correct one field"), "people:set_field", (
        _PEOPLE,
        _take("field", said=_("the field, as dump names it")),
        _take("value", said=_("the value as on paper; '' empties; - reads it from standard input")),
        _take("--dose", said=_("the dose's number or id"), metavar="N"),
        _REASON,
        _DRY_RUN,
        _IF,
    )),
    Command("paste", _("put cells into fields as a block of a spreadsheet has them, one step"), "many:paste", (
        _take("cells", said=_("-: one JSON object a line, with person, field, value and where it is a dose's dose"),
              choices=("-",)),
        _REASON,
        _DRY_RUN,
        _IF,
    )),
    Command("mark", _("mark how verification stands"), "people:mark", (
        _PERSON,
        _take("status", said=_("matched, mismatched, corrected, not_found, unresolvable or unverified")),
        _take("--because", said=_("why somebody can't be verified"), metavar="CODE"),
        _REASON,
    )),
    Command("confirm", _("say that what a rule doubts is right as it is"), "people:confirm", (
        _PERSON,
        _take("rule", said=_("the rule, as dump --table issues names it")),
        _take("--reason", said=_("why, in a sentence"), required=True),
    )),
    Command("fix", _("take every suggestion that is certain, as one step"), "fixing:fix", (
        _take("--rule", said=_("only those of one rule, as check names it"), metavar="RULE"),
        _take("--dry-run", said=_("list every change and make none"), action="store_true"),
    )),
    Command("settle", _("decide between what two people have written"), "people:settle", (
        _PERSON,
        _take("field", said=_("the field, as dump names it")),
        _take("value", said=_("the value that holds; - reads it from standard input")),
        _take("--dose", said=_("the dose's number or id"), metavar="N"),
        _REASON,
    )),
    Command("add person", _("add a person by hand"), "by_hand:add_person", (
        _take("words", said=_("FIELD VALUE …, - reads a value from standard input; - alone: JSON, one a line"),
              nargs="+", metavar="FIELD VALUE"),
        _REASON,
    )),
    Command("add dose", _("add a dose by hand"), "by_hand:add_dose", (
        _PEOPLE,
        _take("--number", said=_("its number (default: the one after the last)"), metavar="N"),
        _take("--vaccine", said=_("the vaccine"), metavar="V"),
        _take("--date", said=_("the day, dd/mm/yyyy or ISO"), metavar="DATE"),
        _take("--lot", said=_("the lot"), metavar="LOT"),
        _take("--site", said=_("the vaccination site"), metavar="SITE"),
        _take("--kind", said=_("primary, additional or booster"), metavar="KIND"),
        _REASON,
        _DRY_RUN,
        _IF,
    )),
    Command("remove dose", _("take a dose away"), "by_hand:remove_dose", (
        _PERSON,
        _take("dose", said=_("the dose's number or id")),
        _REASON,
    )),
    Command("move dose", _("give a dose to the person to whom it belongs"), "by_hand:move_dose", (
        _PERSON,
        _take("dose", said=_("the dose's number or id")),
        _take("to", said=_("the id of the person to whom it belongs")),
        _take("--number", said=_("the number it bears there (default: the same)"), type=int, metavar="N"),
        _REASON,
    )),
    Command("flag", _("flag a person for a colleague; without a text the flag comes down, alone it lists them"),
            "by_hand:flag", (
        _take("person", said=_("the person's id, as dump or search shows it"), nargs="?"),
        _take("text", said=_("what the colleague has to know; - reads it from standard input"), nargs="?"),
    )),
    Command("complaint add", _("take down what a citizen reports as wrong"), "by_hand:complaint_add", (
        _PERSON,
        _take("text", said=_("what is said to be wrong; - reads it from standard input")),
        _take("--channel", said=_("the way it came in"), choices=tuple(CHANNELS), default="desk"),
    )),
    Command("complaint list", _("print citizens' reports and the time left of their 48 hours"),
            "by_hand:complaint_list", (
        _take("--all", said=_("also those that are answered"), action="store_true"),
    )),
    Command("complaint close", _("answer a citizen's report"), "by_hand:complaint_close", (
        _take("complaint", said=_("the report's id, as complaint list shows it")),
        _take("outcome", said=_("how it ended"), choices=tuple(OUTCOMES)),
        _take("--because", said=_("why it was refused"), choices=tuple(REFUSALS), metavar="CODE"),
        _REASON,
    )),
    Command("reenter list", _("print who has to be typed into the portal one by one, field by field"),
            "by_hand:reenter_list"),
    Command("reenter done", _("mark people as typed into the portal"), "by_hand:reenter_done", (
        _take("people", said=_("the people's ids; - reads them from standard input"), nargs="+", metavar="PERSON"),
    )),
    Command("undo", _("take back the last step of this device, or any one step"), "people:undo", (
        _take("step", said=_("the step's id"), nargs="?"),
    )),
    Command("redo", _("do again what was taken back last"), "people:redo"),
    Command("upload", _("write the platform's import workbooks, filled with the ready people"), "packages:upload", (
        _take("--out", said=_("the folder to write into"), required=True, metavar="DIR"),
        _take("--rows", said=_("how many people a workbook holds at the most"), type=int, default=5000, metavar="N"),
    )),
    Command("card", _("write this device's public card"), "packages:card", (
        _take("--out", said=_("the file to write"), required=True, metavar="FILE"),
    )),
    Command("trust", _("accept another's card, after comparing its words"), "packages:trust", (
        _take("file", said=_("the card")),
        _take("--words", said=_("the words the other reads out"), metavar="WORDS"),
        _take("--replace", said=_("take it in place of the card known under that name"), action="store_true"),
    )),
    Command("pack", _("write a package of what the receiver has not confirmed"), "packages:pack", (
        _take("--to", said=_("the name on the receiver's card"), required=True, metavar="NAME"),
        _take("--out", said=_("the folder or stick to write to"), required=True, metavar="DIR"),
        _take("--all", said=_("everything, whatever was confirmed"), action="store_true"),
        _take("--slip", said=_("also write the slip for the courier, a PDF"), metavar="FILE.pdf"),
    )),
    Command("inspect", _("show what is in a package and what it would do"), "packages:inspect", (
        _take("package", said=_("the package")),
    )),
    Command("receive", _("check a package and take it in, whole or not at all"), "packages:receive", (
        _take("package", said=_("the package, or several"), nargs="*"),
        _take("--receipt", said=_("the folder for the receipt"), metavar="DIR"),
        _take("--every", said=_("take in every package of a folder, and answer each sender once"), metavar="DIR"),
    )),
    Command("transfer", _("send people who moved to their new station, which takes them in as a list"),
            "packages:transfer", (
        _take("people", said=_("the people's ids, as dump or search shows them"), nargs="+", metavar="PERSON"),
        _take("--to", said=_("the name on the receiver's card"), required=True, metavar="NAME"),
        _take("--out", said=_("the folder or stick to write to"), required=True, metavar="DIR"),
    )),
    Command("communes", _("how far each commune is, which of its packages came and which are lacking"),
            "packages:communes"),
    Command("results", _("send down to each station what the platform answered of its people"), "packages:results", (
        _take("--out", said=_("the folder or stick to write to"), required=True, metavar="DIR"),
        _take("--to", said=_("for one station only: the name on its card"), metavar="NAME"),
    )),
    Command("join ask", _("on the new laptop: make its store, its keys and its card"), "laptops:ask", (
        _take("--station", said=_("what the new laptop is called, such as “… – máy 2”"), metavar="NAME"),
        _take("--commune", said=_("the station's own code"), metavar="CODE"),
        _take("--as", said=_("what the store is for"), choices=("station", "district"), default="station", dest="role"),
        _take("--out", said=_("the card to write"), required=True, metavar="FILE"),
    )),
    Command("join admit", _("on the first laptop: take the new one in"), "laptops:admit", (
        _take("file", said=_("the new laptop's card")),
        _take("--words", said=_("the words the other reads out"), metavar="WORDS"),
        _take("--out", said=_("the folder or stick to write to"), required=True, metavar="DIR"),
    )),
    Command("join take", _("on the new laptop: take in the package of the first one"), "laptops:take", (
        _take("package", said=_("the package")),
        _take("--words", said=_("the words the other reads out"), metavar="WORDS"),
    )),
    Command("hamlets list", _("which laptop of the station keeps which hamlet"), "laptops:list_hamlets"),
    Command("hamlets give", _("give hamlets to a laptop of the station"), "laptops:give_hamlets", (
        _take("hamlets", said=_("the hamlets"), nargs="+", metavar="HAMLET"),
        _take("--to", said=_("the name on the laptop's card, or this one's own"), required=True, metavar="NAME"),
    )),
    Command("hamlets free", _("give hamlets to nobody"), "laptops:free_hamlets", (
        _take("hamlets", said=_("the hamlets"), nargs="+", metavar="HAMLET"),
    )),
    Command("keys export", _("write the receiving key under a passphrase"), "laptops:export_keys", (
        _take("--out", said=_("the file to write"), required=True, metavar="FILE"),
    )),
    Command("keys renew", _("go on as a new device with new keys and a new card"), "laptops:renew", (
        _take("package", said=_("the package that contradicts this laptop's own work, after an image was put back"),
              nargs="?"),
    )),
    Command("keys list", _("whose cards are trusted, since when, and which count no longer"), "laptops:list_keys"),
    Command("keys revoke", _("take nothing from a device any more"), "laptops:revoke", (
        _take("name", said=_("the name on the device's card")),
    )),
    Command("verify", _("check that store, journal and backups are whole"), "keeping:verify"),
    Command("backup", _("write an encrypted copy, checked after writing"), "keeping:backup", (
        _take("--out", said=_("the file to write (default: in the store's folder)"), metavar="FILE"),
    )),
    Command("restore", _("make a store from a backup"), "keeping:restore", (
        _take("file", said=_("the backup")),
        _take("--replace", said=_("over an existing store, which is kept aside"), action="store_true"),
    )),
    Command("user", _("the users of the store"), "keeping:user", (
        _take("act", said=_("what to do"), choices=("add", "list", "passwd", "remove")),
        _take("name", said=_("the user"), nargs="?"),
        _take("--role", said=_("what the user may do"), choices=("staff", "lead"), default="staff"),
        _take("--new-password-file", said=_("a file whose first line is the new password"), metavar="FILE"),
    )),
    Command("demo", _("make a practice store of invented people"), "keeping:demo", (
        _take("--people", said=_("how many"), type=int, default=200, metavar="N"),
        _take("--open", said=_("then open it in the window; one that is there already is opened as it is"),
              action="store_true"),
    )),
)  # fmt: skip


def _add(parser: argparse.ArgumentParser, arguments: Sequence[Argument], say: Say) -> None:
    for one in arguments:
        parser.add_argument(*one.names, help=say(one.help), **one.more)


def make_parser(say: Say, version: str) -> argparse.ArgumentParser:
    """Make the parser; the options that every command has may stand before or after it."""
    speak(say)
    options = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    _add(options, GLOBAL, say)
    parser = Parser(
        prog="vaxdesk",
        description=say(_("Corrects and verifies COVID-19 vaccination records at a health station, offline.")),
        parents=[options],
    )
    parser.add_argument(
        "--version", action="version", version=f"vaxdesk {version}", help=say(_("say which version this is"))
    )
    commands = parser.add_subparsers(dest="command", metavar=say(_("COMMAND")))
    groups = {"": commands}
    for command in COMMANDS:
        group, _space, name = command.name.rpartition(" ")
        if group not in groups:
            text = say(_GROUPS[group])
            over = commands.add_parser(group, help=text, description=text, parents=[options])
            groups[group] = over.add_subparsers(dest="act", metavar=say(_("COMMAND")), required=True)
        text = say(command.help)
        sub = groups[group].add_parser(name, help=text, description=text, parents=[options])
        _add(sub, command.arguments, say)
        sub.set_defaults(runs=command.runs)
    return parser


_GROUPS = {
    "join": _("take a further laptop into the station"),
    "hamlets": _("hamlets divided among the station's laptops"),
    "keys": _("this device's keys, and whose no longer count"),
    "add": _("add a person or a dose by hand"),
    "remove": _("take a dose away"),
    "move": _("give a dose to the person to whom it belongs"),
    "complaint": _("citizens' reports of wrong data, to be answered within 48 hours"),
    "worklist": _("lists under a name, on this device"),
    "reenter": _("people whose corrected data have to be typed into the portal one by one"),
}
"""Commands of two words, by their first."""
