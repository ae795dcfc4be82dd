"""Labels, cards and lines."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from vaxdesk.ui.look import Look, set_type


def make_label(
    text: str = "", step: str = "body", tone: str = "text", *, bold: bool = False, wrap: bool = False
) -> QLabel:
    """Make a label of a step of type; its text is never taken for markup."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
    set_type(label, step, tone, bold=bold)
    return label


class Card(QFrame):
    """A card with a column inside. Kinds stand in the style sheet."""

    def __init__(self, kind: str = "card", margins: tuple[int, int, int, int] = (16, 12, 16, 12), gap: int = 8) -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*margins)
        self.column.setSpacing(gap)


def make_card(kind: str = "card", margins: tuple[int, int, int, int] = (16, 12, 16, 12), spacing: int = 8) -> Card:
    """Make a card."""
    return Card(kind, margins, spacing)


def make_rule(*, down: bool = False) -> QFrame:
    """Make a separating line."""
    rule = QFrame()
    rule.setProperty("kind", "rule-down" if down else "rule")
    return rule


def add_row(column: QLayout, *widgets: QWidget | int | None, spacing: int = 8) -> QHBoxLayout:
    """Add a row to a column: widgets, numbers for room between, None for what stretches."""
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for one in widgets:
        if one is None:
            row.addStretch(1)
        elif isinstance(one, int):
            row.addSpacing(one)
        else:
            row.addWidget(one)
    if isinstance(column, QVBoxLayout):
        column.addLayout(row)
    return row


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and throw it away."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear_layout(inner)


class FittingLabel(QLabel):
    """A line that gives way to what stands beside it: what doesn't fit ends in "…", and the tooltip says it whole."""

    def __init__(self, step: str = "body", tone: str = "text") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        set_type(self, step, tone)

    def say(self, text: str) -> None:
        """Show another text."""
        self.setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        """Give way to nothing."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much as fits."""
        del event
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)


class IconLabel(QWidget):
    """An icon that follows the theme. It never stands alone: a word is beside it."""

    def __init__(self, look: Look, name: str, token: str = "text2", px: int = 18) -> None:
        super().__init__()
        self._look, self._name, self._token, self._px = look, name, token, px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)
        look.changed.connect(self.update)

    def set_icon(self, name: str, token: str) -> None:
        """Show another icon."""
        self._name, self._token = name, token
        self.update()

    def sizeHint(self) -> QSize:
        """Give the icon's size."""
        px = self._look.scale(self._px)
        return QSize(px, px)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        del event
        painter = QPainter(self)
        px = self._look.scale(self._px)
        painter.drawPixmap(
            (self.width() - px) // 2,
            (self.height() - px) // 2,
            self._look.pixmap(self._name, self._token, px, self.devicePixelRatioF()),
        )
