"""Faults of the program itself: one sentence for the user, and a log that names places in the code, never people."""

from __future__ import annotations

import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from vaxdesk import __version__
from vaxdesk.model.message import Message
from vaxdesk.settings import LANGUAGE, Settings
from vaxdesk.systems import this_system
from vaxdesk.wording import Wording


def explain_fault(error: BaseException, wording: Wording | None = None) -> str:
    """Log an unexpected error without its words (they may hold a citizen's data) and give the sentence to show.

    It is said in the user's language unless ``wording`` says otherwise.
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    log = this_system().data_folder() / "faults.log"
    at = datetime.now(UTC).isoformat(timespec="seconds")
    line = f"{at} {__version__} {type(error).__name__} {' < '.join(reversed(places))}\n"
    with suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(line)
    said = Message(
        "VaxDesk made a mistake it doesn't know how to explain ({kind}). Nothing half done was kept. Send {file} to"
        " whoever helps you.",
        {"kind": type(error).__name__, "file": str(log)},
    )
    return (wording or Wording("en" if Settings().read(LANGUAGE) == "en" else "vi")).render(said)
