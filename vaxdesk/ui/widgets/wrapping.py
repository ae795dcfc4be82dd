"""A row of widgets that goes on below where it finds no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class WrappingRow(QWidget):
    """Widgets side by side, each as wide as it likes or all of one width, on as many lines as they need.

    ``equal`` gives all the same width and lets each line fill the row; ``centred`` puts lines in the middle;
    ``stacked`` puts each on a line of its own, over the whole width.
    """

    def __init__(self, *, gap: int = 8, equal: bool = False, centred: bool = False, stacked: bool = False) -> None:
        super().__init__()
        self._gap, self._equal, self._centred, self._stacked = gap, equal, centred, stacked
        self._items: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_items(self, items: Sequence[QWidget]) -> None:
        """Show other widgets; those before that are not among them are thrown away."""
        for old in self._items:
            if old not in items:
                old.hide()
                old.deleteLater()
        self._items = list(items)
        before: QWidget = self
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # without, it would be no place in the order of Tab
        for item in self._items:
            item.setParent(self)
            item.show()
            # Qt would let Tab come to what is new after everything else in the window.
            QWidget.setTabOrder(before, item)
            before = item
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._place_again()

    def sizeHint(self) -> QSize:
        """Give the room on one line; stacked, below each other."""
        hints = [item.sizeHint() for item in self._shown]
        if not hints:
            return QSize(0, 0)
        widest = max(hint.width() for hint in hints)
        if self._stacked:
            return QSize(widest, sum(hint.height() for hint in hints) + self._gap * (len(hints) - 1))
        width = sum(widest if self._equal else hint.width() for hint in hints) + self._gap * (len(hints) - 1)
        return QSize(width, max(hint.height() for hint in hints))

    def minimumSizeHint(self) -> QSize:
        """Give the widest of the least widths; the height follows from the width."""
        hints = [item.minimumSizeHint() for item in self._shown]
        return QSize(
            max((hint.width() for hint in hints), default=0), max((hint.height() for hint in hints), default=0)
        )

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow row is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height at a width."""
        return max((box.bottom() + 1 for box in self._find_boxes(width)), default=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Follow what grows or shrinks inside."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place_again()
            return True
        return super().event(event)

    @property
    def _shown(self) -> list[QWidget]:
        """What takes room: all that isn't hidden."""
        return [item for item in self._items if not item.isHidden()]

    def _place_again(self) -> None:
        self.updateGeometry()
        self._place()

    def _place(self) -> None:
        for item, box in zip(self._shown, self._find_boxes(self.width()), strict=True):
            item.setGeometry(box)

    def _find_boxes(self, width: int) -> list[QRect]:
        boxes: list[QRect] = []
        top = 0
        for line in self._find_lines(width):
            height = max(self._find_height(item, wide) for item, wide in line)
            taken = sum(wide for _, wide in line) + self._gap * (len(line) - 1)
            left = (width - taken) // 2 if self._centred else 0
            for _, wide in line:
                boxes.append(QRect(left, top, wide, height))
                left += wide + self._gap
            top += height + self._gap
        return boxes

    def _find_lines(self, width: int) -> list[list[tuple[QWidget, int]]]:
        shown = self._shown
        if self._stacked:
            return [[(item, width)] for item in shown]
        wants = [min(item.sizeHint().width(), width) for item in shown]
        if self._equal and wants:
            columns = min(len(wants), max(1, (width + self._gap) // (max(wants) + self._gap)))
            wants = [(width + self._gap) // columns - self._gap] * len(wants)
        lines: list[list[tuple[QWidget, int]]] = []
        left = 0
        for item, wide in zip(shown, wants, strict=True):
            if not lines or left + wide > width:
                lines.append([])
                left = 0
            lines[-1].append((item, wide))
            left += wide + self._gap
        return lines

    @staticmethod
    def _find_height(item: QWidget, width: int) -> int:
        if item.hasHeightForWidth():
            return item.heightForWidth(width)
        return item.sizeHint().height()
