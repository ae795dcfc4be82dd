"""One question at a time: a dialog without a loop of its own, whose answer comes when it is closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt

from vaxdesk.ui.widgets.dialogs import HouseDialog


class Asker(QObject):
    """Opens dialogs. ``dialog`` is the one that is open."""

    dialog: HouseDialog | None = None

    def ask(self, dialog: HouseDialog, then: Callable[[str], None]) -> None:
        """Open a dialog and hand on its answer."""

        def finish() -> None:
            answer, self.dialog = dialog.answer, None
            dialog.deleteLater()
            then(answer)

        self.dialog = dialog
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.finished.connect(finish)
        dialog.open()
