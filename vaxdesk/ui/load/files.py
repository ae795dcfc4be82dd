"""The left of the page of lists: where files are dropped, and the files with their states."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from vaxdesk.intake.folders import SUFFIXES
from vaxdesk.model.display import show_number
from vaxdesk.ui.lists import CalmList, Index
from vaxdesk.ui.load.files_model import ICONS, Entry, EntryRole, FilesModel, describe_entry
from vaxdesk.ui.look import ROW, ROW_TWO_LINES, Layout, Look
from vaxdesk.ui.style import draw_ring
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import IconLabel, make_card, make_label
from vaxdesk.wording import Wording

WIDTH, WIDTH_MIDDLE = 256, 232
BAR = 4
LISTS = " ".join(f"*{suffix}" for suffix in SUFFIXES)
ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class TwoLines(QStyledItemDelegate):
    """What paints a line of two texts with an icon before them, the chosen one with a bar of accent."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look, self._view = look, view
        self.faded = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the room for two lines."""
        del option, index
        look = self._look
        return QSize(10, max(look.scale(ROW_TWO_LINES + 4), look.line("body") + look.line("small") + 10))

    def paint_ground(self, painter: QPainter, box: QRectF, index: Index) -> bool:
        """Paint what lies under the texts; tell whether this line is the chosen one."""
        look, chosen = self._look, index == self._view.currentIndex() and not self.faded
        if chosen:
            painter.fillRect(box, look.color("asoft"))
            painter.fillRect(QRectF(box.left(), box.top(), BAR, box.height()), look.color("accent"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), look.color("line"))
        if chosen and self._view.hasFocus():
            draw_ring(painter, box, look, 4)
        return chosen

    def paint_texts(self, painter: QPainter, box: QRectF, first: str, second: str, *, bold: bool) -> None:
        """Paint the two texts into a box, each cut at its right where it is too long."""
        look = self._look
        top = box.top() + (box.height() - look.line("body") - look.line("small")) / 2
        right, middle = Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideMiddle
        for text, step, token, cuts in ((first, "body", "text", middle), (second, "small", "text2", right)):
            height = look.line(step)
            painter.setFont(look.font(step, bold=bold and step == "body"))
            painter.setPen(look.color(token))
            cut = painter.fontMetrics().elidedText(text, cuts, int(box.width()))
            painter.drawText(QRectF(box.left(), top, box.width(), height), Qt.AlignmentFlag.AlignVCenter, cut)
            top += height

    def paint_icon(self, painter: QPainter, box: QRectF, icon: str, token: str) -> None:
        """Paint the icon at the left."""
        px = self._look.scale(18)
        pixmap = self._look.pixmap(icon, token, px, painter.device().devicePixelRatio())
        painter.drawPixmap(QPointF(box.left() + 14 + BAR, box.center().y() - px / 2), pixmap)


class FileDelegate(TwoLines):
    """Paints a file: the icon of its state, its name, its state in words."""

    def __init__(self, look: Look, view: QListView, wording: Wording) -> None:
        super().__init__(look, view)
        self._wording = wording

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a file."""
        entry: Entry = index.data(EntryRole)
        box = QRectF(option.rect)
        painter.save()
        chosen = self.paint_ground(painter, box, index)
        self.paint_icon(painter, box, *ICONS[entry.state])
        words = box.adjusted(14 + BAR + self._look.scale(18) + 12, 0, -12, 0)
        self.paint_texts(painter, words, entry.path.name, describe_entry(entry, self._wording), bold=chosen)
        painter.restore()


class OneLine(TwoLines):
    """What paints a line of one text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the room for a line that is easily hit."""
        del option, index
        return QSize(10, max(self._look.scale(ROW), self._look.line("body") + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the text."""
        look, box = self._look, QRectF(option.rect)
        painter.save()
        chosen = self.paint_ground(painter, box, index)
        painter.setFont(look.font(bold=chosen))
        painter.setPen(look.color("text"))
        words = box.adjusted(14, 0, -8, 0)
        cut = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, cut)
        painter.restore()


class PlainList(CalmList):
    """A list whose lines are chosen with the arrows and opened with Enter; letters do nothing in it."""

    opened = Signal()
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setUniformItemSizes(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, take off with Delete."""
        if event.key() in ENTERS:
            if not event.isAutoRepeat():
                self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            if not event.isAutoRepeat():
                self.removed.emit()
        elif event.text() and event.text().isdigit():
            event.ignore()  # digits answer the question, wherever the focus is
        else:
            super().keyPressEvent(event)


def ask_files(parent: QWidget, wording: Wording, folder: str) -> list[str]:
    """Let lists be chosen, beginning in a folder; give their paths, none where it was called off."""
    lists, everything = wording.say("Lists"), wording.say("All files")
    kinds = f"{lists} ({LISTS});;{everything} (*)"
    paths, _kind = QFileDialog.getOpenFileNames(parent, wording.say("Choose lists"), folder, kinds)
    return paths


def ask_folder(parent: QWidget, wording: Wording, folder: str) -> str:
    """Let a folder be chosen, beginning in another; "" where it was called off."""
    return QFileDialog.getExistingDirectory(parent, wording.say("Choose a folder of lists"), folder)


class FilesPane(QFrame):
    """Where files are dropped, and those that were.

    ``choose_wanted``, ``folder_wanted``: the dialog of files, or of folders, is asked for.
    """

    choose_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, look: Look, wording: Wording, model: FilesModel) -> None:
        super().__init__()
        self.setProperty("kind", "pane-left")
        self._look, self._wording, self._model = look, wording, model
        say = wording.say
        self.drop = make_card("card-drop", (12, 14, 12, 12), 4)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = self.drop.column
        column.addWidget(IconLabel(look, "load", "accent", 24), 0, middle)
        head = make_label(say("Drop files here"), bold=True, wrap=True)
        self._kinds = make_label(say("Excel, ODS, CSV · several at once"), "tiny", "text2")
        self.choose = ActButton(look, say("Choose files…"), key="Ctrl+O")
        self.choose.clicked.connect(self.choose_wanted)
        self.folder = ActButton(look, say("Whole folder…"), kind="link", size="small")
        self.folder.clicked.connect(self.folder_wanted)
        for label in (head, self._kinds):
            label.setAlignment(middle)
            column.addWidget(label)
        column.addSpacing(4)
        column.addWidget(self.choose, 0, middle)
        column.addWidget(self.folder, 0, middle)
        self._count = make_label("", "small", "text2", bold=True)
        self.view = PlainList()
        self.view.setAccessibleName(say("Files"))
        self.view.setModel(model)
        self._delegate = FileDelegate(look, self.view, wording)
        self.view.setItemDelegate(self._delegate)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 14, 0, 0)
        outer.setSpacing(8)
        self._holder = QVBoxLayout()
        self._holder.setContentsMargins(14, 0, 14, 0)
        self._holder.addWidget(self.drop)
        outer.addLayout(self._holder)
        self._title = QVBoxLayout()
        self._title.setContentsMargins(14, 0, 14, 0)
        self._title.addWidget(self._count)
        outer.addLayout(self._title)
        outer.addWidget(self.view, 1)
        model.rowsInserted.connect(self.count)
        model.rowsRemoved.connect(self.count)
        look.changed.connect(self.view.doItemsLayout)
        self.count()

    def fade(self, *, faded: bool) -> None:
        """Mark no file as the chosen one while something else is shown beside the list."""
        if self._delegate.faded != faded:
            self._delegate.faded = faded
            self.view.viewport().update()

    def count(self) -> None:
        """Say how many files there are."""
        files = len(self._model.entries)
        number = show_number(files, self._wording.language)
        self._count.setText(self._wording.say("Opened files ({count})", count=number) if files else "")

    def set_layout(self, layout: Layout) -> None:
        """Take the width that the window allows."""
        self.drop.setVisible(layout != "narrow")
        self._kinds.setVisible(layout == "wide")
        if layout == "narrow":
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        else:
            self.setFixedWidth(self._look.scale(WIDTH if layout == "wide" else WIDTH_MIDDLE))
