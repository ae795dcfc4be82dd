"""The worker: one thread that owns the open store and runs verbs in order; the window asks and is answered later."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from vaxdesk.errors import Cancelled, VaxDeskError

if TYPE_CHECKING:
    from vaxdesk.desk.desk import Desk

T = TypeVar("T")

POLL_MS = 100
PANEL_AFTER_S = 0.5
END_WITHIN_S = 10.0


@dataclass(slots=True)
class Job(Generic[T]):
    """Something to be done by the worker. The slots of progress are written there and read here."""

    verb: Callable[[Job[T]], T]
    then: Callable[[T], None] | None = None
    refused: Callable[[VaxDeskError], None] | None = None
    about: object = None
    title: str = ""
    stopping: str = ""
    changes: bool = False
    done: int = 0
    total: int | None = None
    started: float = 0.0
    era: int = 0
    stop: threading.Event = field(default_factory=threading.Event)
    result: T | None = None
    error: BaseException | None = None

    def progress(self, done: int, total: int | None) -> None:
        """Tell how far the work is; raises Cancelled where the user wants it stopped."""
        self.done, self.total = done, total
        if self.stop.is_set():
            raise Cancelled


class Tasks(QObject):
    """Asks questions and has verbs carried out, in order, on one thread.

    ``watched`` tells every 100 ms of a long job (None when there is none), ``failed`` of an error that nobody takes,
    ``busy`` whether something that changes the store is under way.
    """

    watched = Signal(object)
    failed = Signal(object)
    busy = Signal(bool)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._closing: Callable[[], None] | None = None
        self._waiting: deque[Job[Any]] = deque()
        self._ready = threading.Condition()
        self._ended = False
        self._running: Job[Any] | None = None
        self._asked: dict[object, Job[Any]] = {}
        self._open = 0
        self._era = 0
        self._shown: Job[Any] | None = None
        self._arrived.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._watch)
        self._thread = threading.Thread(target=self._work, name="vaxdesk-worker", daemon=True)
        self._thread.start()

    # -- asked by the window ---------------------------------------------------------------------------------------

    def ask(
        self,
        question: Callable[[Desk], T],
        then: Callable[[T], None],
        *,
        about: object = None,
        refused: Callable[[VaxDeskError], None] | None = None,
    ) -> None:
        """Ask the desk something. A later question ``about`` the same makes this one void: its answer is dropped."""
        self._put(Job(lambda job: self._with_desk(question), then, refused, about))

    def do(
        self,
        verb: Callable[[Desk, Job[T]], T],
        then: Callable[[T], None],
        *,
        title: str = "",
        stopping: str = "",
        refused: Callable[[VaxDeskError], None] | None = None,
    ) -> None:
        """Have something carried out that may change the store; ``title`` and ``stopping`` stand on its panel."""
        self._put(
            Job(
                lambda job: self._with_desk(lambda desk: verb(desk, job)),
                then,
                refused,
                title=title,
                stopping=stopping,
                changes=True,
            )
        )

    def run(
        self,
        verb: Callable[[Job[T]], T],
        then: Callable[[T], None],
        *,
        title: str = "",
        refused: Callable[[VaxDeskError], None] | None = None,
    ) -> None:
        """Have something carried out that needs no open store: opening one, making one."""
        self._put(Job(verb, then, refused, title=title))

    def stop(self) -> None:
        """Ask the job that runs to stop at its next safe point."""
        if (job := self._running) is not None:
            job.stop.set()

    def drop(self, about: object) -> None:
        """Ask no longer: an answer still to come is dropped."""
        self._asked.pop(about, None)

    def forget(self) -> None:
        """Let nobody be told any more of what was asked so far: who asked is about to go. Changes are still made."""
        self._era += 1
        with self._ready:
            kept = deque(job for job in self._waiting if job.changes)
            self._open -= len(self._waiting) - len(kept)
            self._waiting = kept
        self._asked.clear()

    def hold(self, desk: Desk, closing: Callable[[], None]) -> None:
        """Keep the open store. To be called by a verb, on the worker."""
        self._desk, self._closing = desk, closing

    def release(self) -> None:
        """Close the store. To be called by a verb, on the worker."""
        desk, closing, self._desk, self._closing = self._desk, self._closing, None, None
        if desk is not None and closing is not None:
            closing()

    @property
    def is_busy(self) -> bool:
        """Whether something is under way or waiting that changes the store."""
        with self._ready:
            jobs = [*self._waiting, *([self._running] if self._running else [])]
        return any(job.changes for job in jobs)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way, waiting or on its way back."""
        return self._open == 0

    def end(self) -> None:
        """Finish what changes the store, close it and end the thread."""
        with self._ready:
            self._ended = True
            self._waiting = deque(job for job in self._waiting if job.changes)
            self._ready.notify()
        self._poll.stop()
        self._thread.join(END_WITHIN_S)

    # -- on the worker -------------------------------------------------------------------------------------------

    def _work(self) -> None:
        while (job := self._next()) is not None:
            try:
                job.result = job.verb(job)
            except BaseException as error:  # noqa: BLE001 - it is told on the other thread
                job.error = error
            with self._ready:
                self._running = None
            try:
                self._arrived.emit(job)
            except RuntimeError:  # the window is gone; nobody is left to be told
                break
        self.release()

    def _next(self) -> Job[Any] | None:
        with self._ready:
            while not self._waiting and not self._ended:
                self._ready.wait()
            if not self._waiting:
                return None
            self._running = job = self._waiting.popleft()
            job.started = time.monotonic()
            return job

    def _with_desk(self, verb: Callable[[Desk], T]) -> T:
        if self._desk is None:
            raise Cancelled  # the store was locked before the question came up
        with self._desk.guard():
            return verb(self._desk)

    # -- back in the window --------------------------------------------------------------------------------------

    def _put(self, job: Job[Any]) -> None:
        with self._ready:
            if self._ended:
                return
            if job.about is not None:
                kept = deque(one for one in self._waiting if one.about != job.about)
                self._open -= len(self._waiting) - len(kept)
                self._waiting = kept
                self._asked[job.about] = job
            job.era = self._era
            self._waiting.append(job)
            self._open += 1
            self._ready.notify()
        if job.changes:
            self.busy.emit(True)
        if not self._poll.isActive():
            self._poll.start()

    def _watch(self) -> None:
        job = self._running
        long = job is not None and job.title and time.monotonic() - job.started >= PANEL_AFTER_S
        if long:
            self._shown = job
            self.watched.emit(job)
        elif self.is_idle:
            self._poll.stop()

    def _answer(self, job: Job[Any]) -> None:
        self._open -= 1
        if self._shown is job:
            self._shown = None
            self.watched.emit(None)
        if job.changes and not self.is_busy:
            self.busy.emit(False)
        if job.era != self._era:
            self._tell_forgotten(job)
            return
        if job.about is not None:
            if self._asked.get(job.about) is not job:
                return
            del self._asked[job.about]
        if job.error is None:
            if job.then is not None:
                job.then(job.result)
        elif isinstance(job.error, VaxDeskError) and job.refused is not None:
            job.refused(job.error)
        elif not (isinstance(job.error, Cancelled) and not job.changes):
            self.failed.emit(job.error)

    def _tell_forgotten(self, job: Job[Any]) -> None:
        """Tell of a change that failed though who asked for it has gone."""
        if job.changes and job.error is not None and not isinstance(job.error, Cancelled):
            self.failed.emit(job.error)
