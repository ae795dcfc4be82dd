"""The right side of handing over: packages with their state, and what was found on a stick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from vaxdesk.desk.parcelling import Receiver, Sent, Taken
from vaxdesk.desk.peeking import Found
from vaxdesk.model.display import show_date, show_number
from vaxdesk.ui.handover.packages_model import Line, LineRole, PackagesModel
from vaxdesk.ui.lists import CalmList, Index
from vaxdesk.ui.look import Layout, Look
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.empty import EmptyState
from vaxdesk.ui.widgets.labels import IconLabel, clear_layout, make_label, make_rule
from vaxdesk.wording import Wording

SIDE = 18
NUMBER = 34
SIGN = 16
MOST_FOUND = 4


class PackageDelegate(QStyledItemDelegate):
    """Paints a package: number, state with its sign, second line; people and day at the right."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give a line's height."""
        del option, index
        return QSize(10, 2 * self._look.line("small") + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        look, rect, line = self._look, QRectF(option.rect), index.data(LineRole)
        if not isinstance(line, Line):
            return
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.fillRect(rect, look.color("asoft"))
            painter.fillRect(QRectF(rect.left(), rect.top(), 4, rect.height()), look.color("accent"))
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner, high = rect.adjusted(SIDE, 9, -SIDE, -9), look.line("small")
        first = QRectF(inner.left(), inner.top(), inner.width(), high)
        second = first.translated(0, high)
        middle = QRectF(inner.left(), inner.top(), look.scale(NUMBER), inner.height())
        self._write(painter, middle, line.number, look.font("body", bold=True), "text")
        bold, plain = look.font("small", bold=True), look.font("small")
        widths = [QFontMetrics(plain).horizontalAdvance(text) + (8 if text else 0) for text in line.aside]
        sign = look.scale(SIGN)
        shift = look.scale(NUMBER)
        icon = look.pixmap(line.icon, line.token, sign, painter.device().devicePixelRatio())
        painter.drawPixmap(QPointF(first.left() + shift, first.center().y() - sign / 2), icon)
        title = "text" if line.token == "text2" else line.token
        self._write(painter, first.adjusted(shift + sign + 6, 0, -widths[0], 0), line.title, bold, title)
        self._write(painter, second.adjusted(shift, 0, -widths[1], 0), line.second, plain, "text2")
        for box, text in zip((first, second), line.aside, strict=True):
            self._write(painter, box, text, plain, "text2", right=True)
        painter.restore()

    def _write(
        self, painter: QPainter, box: QRectF, text: str, font: QFont, token: str, *, right: bool = False
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._look.color(token))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, round(box.width()))
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)


class PackageView(CalmList):
    """The list. ``opened`` gives a package of ours that Enter or a double click opens: its slip is shown."""

    opened = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setItemDelegate(PackageDelegate(look, self))
        look.changed.connect(self.doItemsLayout)
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the slip with Enter; a package without one leaves Enter to the page."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._has_slip():
            if not event.isAutoRepeat():
                self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _has_slip(self) -> bool:
        line = self.currentIndex().data(LineRole)
        return isinstance(line, Line) and bool(line.package)

    def _open(self, index: Index) -> None:
        line = index.data(LineRole)
        if isinstance(line, Line) and line.package:
            self.opened.emit(line.package)

    def measure(self) -> int:
        """Give the height of all lines."""
        return sum(self.sizeHintForRow(row) for row in range(self.model().rowCount()))


_SIGNS = {"card": ("idcard", "accent"), "invitation": ("idcard", "accent"), "receipt": ("receipt", "accent")}


class FoundPart(QFrame):
    """What lies on the sticks for this device. ``wanted`` tells the files that are to be looked into."""

    wanted = Signal(object)

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self._look, self._wording = look, wording
        self.setProperty("kind", "bar")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SIDE, 12, SIDE, 12)
        self._column.setSpacing(12)
        self.buttons: list[ActButton] = []
        self.hide()

    def show_found(self, found: Sequence[Found], receivers: Mapping[str, Receiver]) -> None:
        """Show what there is; what was taken in already is left out."""
        open_ = [one for one in found if not one.done]
        clear_layout(self._column)
        self.buttons = []
        for one in open_[:MOST_FOUND]:
            self._column.addWidget(self._make_one(one, receivers.get(one.device)))
        packages = [one.path for one in open_ if one.refused is None and one.kind in {"package", "receipt"}]
        if len(packages) > 1:
            text = self._wording.say("Preview all {count} packages…", count=len(packages))
            self._add_button(self._column, text, packages)
        self.setVisible(bool(open_))

    def _add_button(self, column: QVBoxLayout, text: str, files: list[Path]) -> ActButton:
        button = ActButton(self._look, text, size="small")
        button.clicked.connect(lambda: self.wanted.emit(files))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.buttons.append(button)
        return button

    def _make_one(self, one: Found, sender: Receiver | None) -> QWidget:
        say = self._wording.say
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        icon, token = ("warn", "warn") if one.refused else _SIGNS.get(one.kind, ("package", "accent"))
        row.addWidget(IconLabel(self._look, icon, token, 20), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        title, second, act = self._describe(one, sender)
        words.addWidget(make_label(title, "small", bold=True, wrap=True))
        words.addWidget(make_label(second, "small", "text2", wrap=True))
        if act:
            words.addSpacing(4)
            self._add_button(words, act, [one.path]).setAccessibleName(f"{title}. {act}")
        row.addLayout(words, 1)
        file = say("File {name}", name=one.path.name)
        part.setAccessibleName(f"{title}. {second}. {file}")
        return part

    def _describe(self, one: Found, sender: Receiver | None) -> tuple[str, str, str]:
        """Give title, second line and the text of the button."""
        say = self._wording.say
        if one.refused is not None:
            return say("{file} can't be taken in", file=one.path.name), self._wording.explain(one.refused), ""
        if one.kind == "card":
            return say("The stick has a card"), one.sender, say("Compare its words…")
        if one.kind == "invitation":
            return say("The stick invites this laptop into a station"), one.sender, say("Compare its words…")
        since = say("trusted since {date}", date=show_date(sender.since[:10])) if sender is not None else ""
        of = " · ".join(part for part in (one.sender, since) if part)
        if one.kind == "receipt":
            return say("The stick has a receipt for you"), of, say("Preview, then take in…")
        people = say("{people} people", people=show_number(one.people, self._wording.language))
        number = say("Package {number}", number=one.number)
        return say("The stick has a package for you"), f"{of} · {number} · {people}", say("Preview, then take in…")


class PackagesPane(QFrame):
    """The card at the right: the list, or that there is nothing yet, and what was found."""

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self.say = wording.say
        self.setProperty("kind", "card")
        self.model = PackagesModel(wording)
        self.view = PackageView(look)
        self.view.setModel(self.model)
        self.view.setAccessibleName(self.say("Packages and receipts"))
        self._empty = EmptyState(look)
        self._empty.set_state(
            "package", "text2", self.say("No package yet"), self.say("What was sent and taken in is listed here.")
        )
        self.found = FoundPart(look, wording)
        title = make_label(self.say("Packages and receipts"), "head")
        title.setContentsMargins(SIDE, 0, SIDE, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 12, 1, 1)
        column.setSpacing(0)
        column.addWidget(title)
        column.addSpacing(10)
        column.addWidget(make_rule())
        column.addWidget(self.view, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self.found)
        self._layout: Layout = "wide"
        self._show_whole()

    def show_packages(self, sent: Sequence[Sent], taken: Sequence[Taken]) -> None:
        """Show the packages there are."""
        self.model.show(sent, taken)
        self._show_whole()

    def set_layout(self, layout: Layout) -> None:
        """Show every line at its full height where the page scrolls as a whole."""
        self._layout = layout
        self._show_whole()

    def _show_whole(self) -> None:
        some = self.model.rowCount() > 0
        self.view.setVisible(some)
        self._empty.setVisible(not some)
        self.view.setMinimumHeight(self.view.measure() if self._layout == "narrow" and some else 0)
