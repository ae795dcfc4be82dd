"""The panel of long work: what, how far, how long still, and what stopping means. The window stays readable."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from vaxdesk.model.display import show_number
from vaxdesk.ui.look import Look
from vaxdesk.ui.tasks import Job
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import make_label
from vaxdesk.wording import Wording

ENOUGH = 0.05
"""Share of the work after which the time left can be told."""


class ProgressPanel(QFrame):
    """Shows a job that takes long. ``stop_wanted`` tells that it is to be stopped."""

    stop_wanted = Signal()

    def __init__(self, look: Look, wording: Wording) -> None:
        super().__init__()
        self.setProperty("kind", "card-edge")
        self._wording = wording
        self._title = make_label(step="head", wrap=True)
        self._far = make_label(step="small", tone="text2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._note = make_label(step="small", tone="text2", wrap=True)
        self.stop = ActButton(look, wording.say("Stop"), key="Esc")
        self.stop.clicked.connect(self.stop_wanted)
        top = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._far)
        top.addLayout(words, 1)
        top.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 10, 18, 10)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._bar)
        column.addWidget(self._note)
        self.hide()

    def follow(self, job: Job[object] | None) -> None:
        """Show how far the job is; None where there is none any more."""
        self.setVisible(job is not None)
        if job is None:
            return
        say = self._wording.say
        self._title.setText(job.title)
        self._note.setText(job.stopping)
        self._note.setVisible(bool(job.stopping))
        is_kept = job.total is not None and job.done >= job.total > 0
        self.stop.setVisible(bool(job.stopping) and not is_kept)
        self.stop.setEnabled(not job.stop.is_set())
        language = self._wording.language
        if is_kept:
            # What is flushed to the disk now is there whole or not at all: nobody can stop it half-way.
            self._note.hide()
            self._bar.setRange(0, 0)
            self._far.setText(say("Being saved …"))
        elif job.total:
            self._bar.setRange(0, job.total)
            self._bar.setValue(min(job.done, job.total))
            far = say("{done} of {total}", done=show_number(job.done, language), total=show_number(job.total, language))
            left = _estimate_left(job)
            self._far.setText(far + (" · " + say("about {seconds} seconds left", seconds=left) if left else ""))
        else:
            self._bar.setRange(0, 0)
            self._far.setText(show_number(job.done, language) if job.done else say("Please wait a moment."))
        self.setAccessibleName(f"{job.title}. {self._far.text()}")


def _estimate_left(job: Job[object]) -> int:
    """Give the seconds left, rounded up; 0 where they can't be told."""
    if not job.total or job.done < job.total * ENOUGH:
        return 0
    spent = time.monotonic() - job.started
    return math.ceil(spent * (job.total - job.done) / job.done)
