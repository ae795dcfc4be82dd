"""The questions of handing over: whether a card's words agree, whether a package is to be taken in, which file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from vaxdesk.desk.introducing import Introduction, OwnCard
from vaxdesk.desk.taking_in import Received
from vaxdesk.model.display import show_number
from vaxdesk.ui.handover.tick import TickBox
from vaxdesk.ui.look import Look
from vaxdesk.ui.models.drives import Stick
from vaxdesk.ui.widgets.dialogs import Answer, HouseDialog
from vaxdesk.ui.widgets.labels import make_label
from vaxdesk.wording import Wording


def make_trust_dialog(look: Look, wording: Wording, card: Introduction, parent: QWidget) -> HouseDialog:
    """Ask whether a card's words agree with what its owner reads out over the telephone.

    No button is coloured: the program must not lean on it. Trusting waits for the tick that says one has heard them.
    """
    say = wording.say
    role = say("district") if card.role == "district" else say("station")
    paragraphs = [say("{name} ({role}, code {code})", name=card.name, role=role, code=card.code)]
    if card.known:
        answers = [Answer("later", say("Close"), cancels=True)]
        paragraphs.append(say("This card is trusted already."))
        return HouseDialog(
            look, say("Card of {name}", name=card.name), paragraphs, answers, icon="verify", token="ok",
            body=make_words(card.words), parent=parent,
        )  # fmt: skip
    paragraphs.append(say("Ring them on a number you know from elsewhere, and let them read their words to you."))
    if card.replaces:
        paragraphs.append(say("Another card of that name is trusted. With this one the old one counts no longer."))
    trust = say("Replace the old card") if card.replaces else say("Trust this card")
    heard = say("I have heard these very words over the telephone")
    return _ask_words(look, wording, say("Is this card theirs?"), paragraphs, card.words, (heard, trust), parent)


def make_admit_dialog(look: Look, wording: Wording, card: Introduction, parent: QWidget) -> HouseDialog:
    """Ask whether a further laptop of this station is to be taken in, once its words were compared."""
    say = wording.say
    paragraphs = [
        say("{name}, code {code}", name=card.name, code=card.code),
        say("The new laptop shows these words too. Compare them; the package for it is then written beside the card."),
    ]
    texts = say("The new laptop shows these very words"), say("Take it into the station")
    title = say("Does this laptop belong to the station?")
    return _ask_words(look, wording, title, paragraphs, card.words, texts, parent)


def make_invitation_dialog(look: Look, wording: Wording, card: Introduction, parent: QWidget) -> HouseDialog:
    """Ask on a new laptop whether the first one is who it should be, before all of its data are taken over."""
    say = wording.say
    paragraphs = [
        say("{name}, code {code}", name=card.name, code=card.code),
        say("The first laptop shows these words too: there, when it took this one in, or under Own card."),
    ]
    texts = say("The first laptop shows these very words"), say("Join and take everything over")
    return _ask_words(look, wording, say("Join this station?"), paragraphs, card.words, texts, parent)


def _ask_words(
    look: Look, wording: Wording, title: str, paragraphs: Sequence[str], words: str, texts: tuple[str, str],
    parent: QWidget,
) -> HouseDialog:  # fmt: skip
    """Show words; the answer ``trust`` waits for the tick. ``texts`` are the tick's and the answer's."""
    body, heard = QWidget(), TickBox(look, texts[0])
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    column.addWidget(make_words(words))
    column.addWidget(heard)
    answers = [Answer("trust", texts[1]), Answer("later", wording.say("Not now"), cancels=True)]
    dialog = HouseDialog(look, title, paragraphs, answers, icon="idcard", body=body, parent=parent)
    dialog.buttons["trust"].setEnabled(False)
    heard.toggled.connect(dialog.buttons["trust"].setEnabled)
    return dialog


def make_own_card_dialog(
    look: Look, wording: Wording, card: OwnCard, stick: Stick | None, parent: QWidget
) -> HouseDialog:
    """Show one's own words, and offer to write the card onto the stick that is chosen, or into a folder."""
    say = wording.say
    answers = [Answer("folder", say("Into a folder…"))]
    if stick is not None:
        answers.append(Answer("stick", say("Write onto {stick}", stick=stick.name), primary=True))
    return HouseDialog(
        look,
        say("Own card"),
        [
            say("{name}, code {code}", name=card.name, code=card.code),
            say("Give the card to whoever is to send to you. When they ring, read them these words:"),
        ],
        [Answer("close", say("Close"), cancels=True), *answers],
        icon="idcard",
        body=make_words(card.words),
        parent=parent,
    )


def describe_doubts(wording: Wording, package: Received) -> list[str]:
    """Say what a package leaves to be decided, and what it lacks."""
    said = describe_missing(wording, package)
    if package.conflicts:
        told = wording.say(
            "Values on which two places differ: {count}. Choose the right ones afterwards under Clean.",
            count=show_number(len(package.conflicts), wording.language),
        )
        said.insert(0, told)
    return said


def describe_missing(wording: Wording, package: Received) -> list[str]:
    """Say which packages never came, on which this one builds; nothing where none is missing."""
    if not package.missing:
        return []
    numbers = ", ".join(str(one) for one in package.missing)
    return [
        wording.say("Packages that never came: {numbers}. What builds on them waits until they do.", numbers=numbers)
    ]


def choose_files(parent: QWidget, wording: Wording, start: Path, then: Callable[[Sequence[Path]], None]) -> QFileDialog:
    """Let the user choose packages and cards."""
    dialog = QFileDialog(parent, wording.say("Take in…"), str(start))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    kinds = wording.say("Packages and cards")
    dialog.setNameFilter(f"{kinds} (*.vaxsync *.vaxcard)")
    return _open(dialog, lambda: then([Path(one) for one in dialog.selectedFiles()]))


def choose_list(parent: QWidget, title: str, start: Path, then: Callable[[Path], None]) -> QFileDialog:
    """Let the user choose a workbook."""
    dialog = QFileDialog(parent, title, str(start))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter("Excel (*.xlsx *.xlsm *.xls *.xlsb *.ods)")
    return _open(dialog, lambda: then(Path(dialog.selectedFiles()[0])))


def choose_folder(parent: QWidget, title: str, start: Path, then: Callable[[Path], None]) -> QFileDialog:
    """Let the user choose a folder."""
    dialog = QFileDialog(parent, title, str(start))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _open(dialog, lambda: then(Path(dialog.selectedFiles()[0])))


def choose_new_file(parent: QWidget, title: str, start: Path, then: Callable[[Path], None]) -> QFileDialog:
    """Let the user choose where a file is written; ``start`` is its proposed name."""
    dialog = QFileDialog(parent, title, str(start.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(start.suffix.removeprefix("."))
    dialog.selectFile(start.name)
    return _open(dialog, lambda: then(Path(dialog.selectedFiles()[0])))


def _open(dialog: QFileDialog, then: Callable[[], None]) -> QFileDialog:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(then)
    dialog.open()
    return dialog


def make_words(words: str) -> QWidget:
    """Show the words big, as they are read out."""
    card = QFrame()
    card.setProperty("kind", "card-sunk")
    label = make_label(words, "name", wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 12, 16, 12)
    column.addWidget(label)
    return card
