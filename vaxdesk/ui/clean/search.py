"""The search field: it never rewrites what is typed, and asks when typing pauses."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from vaxdesk.ui.look import Look
from vaxdesk.ui.widgets.buttons import draw_key_cap, measure_key_cap
from vaxdesk.wording import Wording

PAUSE_MS = 180
"""Milliseconds without a key after which what was typed is searched for."""
CAP = 20
SIGN = 18


class SearchField(QLineEdit):
    """Where one types whom one looks for.

    ``searched`` gives the text when typing pauses, at once on Enter. ``left`` tells that one goes on to the list.
    """

    searched = Signal(str)
    left = Signal()

    def __init__(self, look: Look, wording: Wording, cap: str = "Ctrl+F") -> None:
        super().__init__()
        self._look, self._cap = look, cap
        self._composed = ""
        self._last = ""
        self.setPlaceholderText(wording.say("Name, number, birth year…"))
        self.setAccessibleName(wording.say("Find a person"))
        self.setClearButtonEnabled(False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.textChanged.connect(self._pause.start)
        look.changed.connect(self._relook)
        self._relook()

    def show_text(self, text: str) -> None:
        """Show what is searched for without searching again."""
        if text != self.text():
            self.setText(text)
        self._pause.stop()
        self._last = text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Search on Enter, once nothing is being composed; go on to the list with the arrow or Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._composed:
                QGuiApplication.inputMethod().commit()
            elif not event.isAutoRepeat():
                self._search()
                self.left.emit()
        elif event.key() == Qt.Key.Key_Down:
            self._search()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._search()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember what is being composed."""
        self._composed = event.preeditString()
        super().inputMethodEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field with its icon, and with its key while it is empty."""
        super().paintEvent(event)
        look, painter = self._look, QPainter(self)
        px = look.scale(SIGN)
        pixmap = look.pixmap("search", "text2", px, self.devicePixelRatioF())
        painter.drawPixmap(round(look.scale(12)), (self.height() - px) // 2, pixmap)
        if not self.text() and not self._composed and self._cap:
            width = measure_key_cap(self._cap, look)
            cap = QRectF(self.width() - width - 9, (self.height() - CAP) / 2, width, CAP)
            draw_key_cap(painter, cap, self._cap, look)

    def _search(self) -> None:
        self._pause.stop()
        text = self.text().strip()
        if text != self._last:
            self._last = text
            self.searched.emit(text)

    def _relook(self) -> None:
        self.setTextMargins(self._look.scale(SIGN) + 12, 0, 0, 0)
        self.update()
