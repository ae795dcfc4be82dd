"""What the page of lists asks the worker for: reading files, counting, loading one after the other, taking back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from vaxdesk.desk.loading import Loaded, load_list
from vaxdesk.desk.previewing import EarlierLoad, Preview, preview_again, preview_list, read_loads
from vaxdesk.desk.rereading import Column, add_answer
from vaxdesk.desk.taking_back import undo
from vaxdesk.errors import Cancelled, VaxDeskError
from vaxdesk.model.message import Message, Progress
from vaxdesk.model.step import Changes
from vaxdesk.model.text import fold
from vaxdesk.ui.load.files_model import Entry, FilesModel
from vaxdesk.ui.load.memory import forget, recall, remember
from vaxdesk.ui.page import Frame

POLL_MS = 200


class LoadWork(QObject):
    """The files with what is known of them. ``changed`` gives a file that is further, None where many may be."""

    changed = Signal(object)

    def __init__(self, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self._frame = frame
        self.model = FilesModel(frame.wording)
        self.loads: Sequence[EarlierLoad] = ()
        self.kept: dict[str, int] = {}
        self._queue: list[Entry] = []
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._show_reading)

    # -- reading ---------------------------------------------------------------------------------------------------

    def warm(self) -> None:
        """Let the reading process start, so that the first file needn't wait for it."""
        reader = self._frame.reader
        self._frame.tasks.ask(lambda desk: reader.warm(), lambda _: None, about=(self, "warm"))

    def add(self, paths: Sequence[Path]) -> list[Entry]:
        """Put files on the list and read them. Gives them in their order."""
        added = self.model.add(paths)
        for entry in added:
            self._read(entry)
        return added

    def remove(self, entry: Entry) -> bool:
        """Take a file off the list; False while it is being loaded."""
        if entry in self._queue or entry not in self.model.entries:
            return False
        self.model.remove(self.model.entries.index(entry))
        self._frame.tasks.drop(entry)
        return True

    def open_locked(self, entry: Entry, password: str) -> None:
        """Read a protected workbook with its password, which is kept as long as the file is on the list."""
        entry.password, entry.error = password, None
        self._tell(entry)
        self._read(entry)

    def _read(self, entry: Entry) -> None:
        reader, password = self._frame.reader, entry.password
        self._frame.tasks.ask(
            lambda desk: preview_list(desk, reader, entry.path, password=password, progress=_watch(entry)),
            lambda preview: self._show_preview(entry, preview),
            about=entry,
            refused=lambda error: self._show_error(entry, error),
        )
        self._poll.start()

    def _show_preview(self, entry: Entry, preview: Preview) -> None:
        entry.preview, entry.first = preview, preview.head
        entry.answers, entry.encodings = recall(self._frame.settings, preview.head)
        entry.remembered = bool(entry.answers or entry.encodings)
        self._find_known(entry)
        self._read_as_said(entry)
        self._tell(entry)

    def _read_as_said(self, entry: Entry) -> None:
        """Read a file again after what was said of it; then count what loading it would do."""
        preview, answers, encodings = entry.preview, entry.answers, entry.encodings
        if preview is None or not (answers or encodings):
            self.count(entry)
            return
        entry.counted = entry.trouble = None
        reader, password = self._frame.reader, entry.password
        self._frame.tasks.ask(
            lambda desk: preview_again(
                desk, reader, entry.path, preview, answers, encodings, password=password, progress=_watch(entry)
            ),
            lambda again: self._show_again(entry, again),
            about=entry,
            # Counting is refused for the same reason, and says it.
            refused=lambda _: self.count(entry),
        )

    def _show_again(self, entry: Entry, preview: Preview) -> None:
        entry.preview = preview
        self.count(entry)
        self._tell(entry)

    def _show_error(self, entry: Entry, error: VaxDeskError) -> None:
        if not isinstance(error, Cancelled):
            entry.error = error
            self._tell(entry)

    def _show_reading(self) -> None:
        reading = [one for one in self.model.entries if one.state == "reading"]
        for entry in reading:
            self._tell(entry)
        if not reading:
            self._poll.stop()

    # -- counting --------------------------------------------------------------------------------------------------

    def answer(self, entry: Entry, column: Column, field: str | None) -> None:
        """Take a column for a field; None: not used.

        A question about it is answered for the other sheets' columns of that header as well.
        """
        asked = {(one.sheet, one.column): one for one in entry.open}
        alike = [
            other
            for other, one in asked.items()
            if column in asked and other[0] != column[0] and fold(one.header) == fold(asked[column].header)
        ]
        head = entry.preview.head if entry.preview is not None else None
        for one in (column, *alike):
            entry.answers = add_answer(entry.answers, one, field, head)
        entry.remembered = False
        self._read_as_said(entry)
        self._tell(entry)

    def turn(self, entry: Entry, column: Column, encoding: str | None) -> None:
        """Take a column's letters for those of an old encoding; None: they are right as they stand."""
        entry.encodings = {**entry.encodings, column: encoding}
        entry.remembered = False
        self._read_as_said(entry)
        self._tell(entry)

    def ask_anew(self, entry: Entry) -> None:
        """Forget what was said of lists with these headers, and read the file as if it were the first."""
        if entry.first is not None:
            with suppress(VaxDeskError):  # as with remembering
                forget(self._frame.settings, entry.first)
            self._read(entry)

    def count(self, entry: Entry) -> None:
        """Find out what loading a file would do; one whose contents are known does nothing."""
        entry.counted = entry.trouble = None
        if entry.preview is None or entry.known is not None:
            return
        reader, mapping, password = self._frame.reader, entry.mapping, entry.password
        self._frame.tasks.ask(
            lambda desk: load_list(
                desk, reader, entry.path, mapping=mapping, password=password, dry_run=True, progress=_watch(entry)
            ),
            lambda loaded: self._show_counted(entry, loaded, None),
            about=entry,
            refused=lambda error: self._show_counted(entry, None, error),
        )

    def _show_counted(self, entry: Entry, loaded: Loaded | None, error: VaxDeskError | None) -> None:
        if not isinstance(error, Cancelled):
            entry.counted, entry.trouble = loaded, error
            self._tell(entry)

    # -- loading ---------------------------------------------------------------------------------------------------

    def find_ready(self) -> list[Entry]:
        """Give the files that can be loaded."""
        return [one for one in self.model.entries if one.state == "ready" and one.trouble is None and one.brings]

    def load(self, entries: Sequence[Entry]) -> None:
        """Load files one after the other, each as a step of its own; the first that is refused ends it."""
        if not self._queue:
            self._queue = list(entries)
            self._load_next()

    def _load_next(self) -> None:
        if not self._queue:
            return
        entry, reader, say = self._queue[0], self._frame.reader, self._frame.wording.say
        mapping, password = entry.mapping, entry.password
        self._frame.tasks.do(
            lambda desk, job: load_list(
                desk, reader, entry.path, mapping=mapping, password=password, progress=job.progress
            ),
            lambda loaded: self._note_loaded(entry, loaded),
            title=say("Loading {file}", file=entry.path.name),
            stopping=say("If you stop, no row is stored."),
            refused=lambda error: self._note_refused(entry, error),
        )

    def _note_loaded(self, entry: Entry, loaded: Loaded) -> None:
        if loaded.batch is not None:
            entry.load = EarlierLoad(
                loaded.batch,
                loaded.head.file,
                loaded.head.fingerprint,
                datetime.now().astimezone().isoformat(timespec="seconds"),
                self._frame.standing.user,
                loaded.rows,
                loaded.set_aside,
                taken_back=False,
            )
            self.loads = (entry.load, *self.loads)
        self._queue.remove(entry)
        self._load_next()
        with suppress(VaxDeskError):  # a profile that can't be written: one answers again next time
            remember(self._frame.settings, entry.first or loaded.head, entry.answers, entry.encodings)
        self._tell(entry)
        label = Message("Load {file}", {"file": entry.path.name})
        self._frame.follow(Changes(loaded.batch, label, events=loaded.rows["read"]))

    def _note_refused(self, entry: Entry, error: VaxDeskError) -> None:
        self._queue = []
        self.count(entry)
        self._tell(entry)
        if isinstance(error, Cancelled):
            self._frame.tell(self._frame.wording.explain(error))
        else:
            self._frame.refuse(error)

    def take_back(self, load: EarlierLoad) -> None:
        """Take a load back; ``kept`` has by its batch how many people stay because somebody worked on them."""
        self._frame.tasks.do(
            lambda desk, job: undo(desk, load.batch),
            lambda changes: self._note_back(load, changes),
            title=self._frame.wording.say("Taking back {file}", file=load.file),
            refused=self._frame.refuse,
        )

    def _note_back(self, load: EarlierLoad, changes: Changes) -> None:
        self.kept[load.batch] = len({one.person for one in changes.kept})
        self._frame.follow(changes)

    # -- what was loaded -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask again which lists were loaded, and what loading the files would do now."""
        self._frame.tasks.ask(read_loads, self._show_loads, about=(self, "loads"))
        if not self._queue:
            for entry in self.model.entries:
                if entry.state in {"ready", "asking"}:
                    self.count(entry)

    def _show_loads(self, loads: Sequence[EarlierLoad]) -> None:
        self.loads = loads
        by_batch = {one.batch: one for one in loads}
        for entry in self.model.entries:
            before = entry.state
            if entry.load is not None:
                entry.load = by_batch.get(entry.load.batch, entry.load)
            self._find_known(entry)
            if entry.state != before and entry.state in {"ready", "asking"}:
                self.count(entry)
            self.model.tell(entry)
        self.changed.emit(None)

    def _find_known(self, entry: Entry) -> None:
        if entry.preview is not None:
            own = entry.load.batch if entry.load is not None else None
            contents = entry.preview.head.fingerprint
            same = (one for one in self.loads if one.fingerprint == contents and not one.taken_back)
            entry.known = next((one for one in same if one.batch != own), None)

    def _tell(self, entry: Entry) -> None:
        self.model.tell(entry)
        self.changed.emit(entry)


def _watch(entry: Entry) -> Progress:
    """Note how far reading is; stop it when the file was taken off the list."""

    def note(done: int, total: int | None) -> None:
        del total
        entry.done = done
        if not entry.wanted:
            raise Cancelled

    return note
