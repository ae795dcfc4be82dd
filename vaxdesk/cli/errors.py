"""What the command line itself refuses."""

from __future__ import annotations

from vaxdesk.errors import Cancelled, StaffCanFix


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


class NobodyToAsk(StaffCanFix):
    """A password is needed and there is no terminal."""

    code = "password.nobody"
    says = _("A password is needed, and nobody is at the terminal to type it.")
    cure = _("Name a file with {option}, or set {name}.")


class PassphraseNobody(StaffCanFix):
    """A passphrase is needed, there is no terminal, and no file is taken for it."""

    code = "password.nobody"
    says = _("A passphrase is needed, and nobody is at the terminal to type it.")
    cure = _("Set {name}.")


class PasswordFileMissing(StaffCanFix):
    """The password file can't be read."""

    code = "password.file"
    says = _("The password file {file} can't be read.")
    cure = _("Check its path; it has to be a text in UTF-8.")
    status = 3


class PasswordsDiffer(StaffCanFix):
    """Typed twice, not the same."""

    code = "password.differ"
    says = _("The two passwords are not the same.")
    cure = _("Type the same password twice.")


class ArgumentUnreadable(StaffCanFix):
    """An argument holds bytes that are no text."""

    code = "argument.unreadable"
    says = _("What was given for {argument} is not readable text.")
    cure = _("Type it again; a script has to write it in UTF-8.")


class NothingTyped(StaffCanFix):
    """A value was to come from standard input, and nothing came."""

    code = "value.nothing"
    says = _("The value was to come from standard input, but nothing came.")
    cure = _("Pass one line on; an empty line empties the field.")


class NothingCame(NothingTyped):
    """Many lines were to come from standard input, and not one came."""

    says = _("Lines were to come from standard input, but none came.")
    cure = _("Pass ids on one a line, people and cells as one JSON object a line.")


class LineUnreadable(StaffCanFix):
    """What came from standard input can't be read."""

    code = "input.unreadable"
    says = _("What came from standard input can't be read.")
    cure = _("Write it in UTF-8: ids one a line, people and cells one JSON object a line.")


class WordsOdd(StaffCanFix):
    """A field without a value."""

    code = "words.odd"
    says = _("Every field needs its value after it.")
    cure = _("Write FIELD VALUE FIELD VALUE …, with - for a value from standard input, or a single - for JSON lines.")
    status = 2


class NumberTooSmall(StaffCanFix):
    """A number of which at least one is needed."""

    code = "argument.too_small"
    says = _("{option} has to be 1 or more.")
    cure = _("See vaxdesk COMMAND --help.")
    status = 2


class DayRefused(StaffCanFix):
    """A day that isn't one."""

    code = "day.refused"
    says = _("What was given for {option} is no day.")
    cure = _("Write it as dd/mm/yyyy.")


class NotYetKnown(StaffCanFix):
    """The person was in no list by that day."""

    code = "person.not_yet"
    says = _("Nothing was known of this person on that day.")
    cure = _("Look at the person's timeline with history, without --on.")


class OptionMissing(StaffCanFix):
    """Something this act can't do without wasn't given."""

    code = "argument.missing"
    says = _("{option} is missing.")
    cure = _("See vaxdesk COMMAND --help.")
    status = 2


class PackageMissing(StaffCanFix):
    """No package was named."""

    code = "package.missing"
    says = _("No package was named.")
    cure = _("Name one or several, or a folder with --every.")
    status = 2


class FolderWithoutPackages(StaffCanFix):
    """A folder in which no package lies."""

    code = "package.folder"
    says = _("There is no package in the folder {file}.")
    cure = _("Choose the folder or stick with the files that end in .vaxsync.")
    status = 3


class Interrupted(Cancelled):
    """Ctrl-C that could not wait for a safe point: nobody knows here whether the act was through."""

    says = _("Stopped at your wish. What was being done is there whole or not at all.")
    cure = _("Look with dump or history.")


class OutputFailed(StaffCanFix):
    """Standard output can't be written."""

    code = "output.failed"
    says = _("What was to be printed can't be written: is the disk full?")
    cure = _("What the command did has been kept. Free some space and look with dump or history.")
    status = 3
