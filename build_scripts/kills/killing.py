"""Starting an act in a child process and killing it at a random moment."""

from __future__ import annotations

import json
import os
import random
import select
import signal
import time
from typing import Any

from build_scripts.kills.acts import ACKNOWLEDGED, ACTS, LONGEST
from build_scripts.kills.place import Place, Wrong


def run_and_kill(place: Place, act: str, chance: random.Random) -> list[dict[str, Any]]:
    """Start an act in a child, kill it at a random moment, give what it said until then."""
    reading, writing = os.pipe()
    seed, acks = chance.randrange(2**32), chance.choice([0, 1, 1, 2, 3])
    child = os.fork()
    if child == 0:
        _live(place, act, writing, random.Random(seed))
    os.close(writing)
    said = b""
    try:
        until = time.monotonic() + 60
        # The first word says that the store is open; one kill in twelve comes before it.
        awaited = 0 if acks == 0 and chance.random() < 0.4 else acks + 1
        while count_words(said) < awaited and time.monotonic() < until:
            if select.select([reading], [], [], 1.0)[0]:
                piece = os.read(reading, 65536)
                if not piece:
                    break
                said += piece
        time.sleep(chance.uniform(0, LONGEST[act]))
    finally:
        os.kill(child, signal.SIGKILL)
        while piece := os.read(reading, 65536):
            said += piece
        os.close(reading)
        _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        raise Wrong(f"{act} ended by itself: {said.decode(errors='replace')[-600:]}")
    # The pipe may have been cut in the middle of a line: that one was not said.
    return [json.loads(line) for line in said.decode().split("\n")[:-1]]


def count_words(said: bytes) -> int:
    """Count the acknowledgements, the word that all is open included."""
    return sum(json.loads(line)["kind"] in {"ready", *ACKNOWLEDGED} for line in said.split(b"\n")[:-1])


def _live(place: Place, act: str, writing: int, chance: random.Random) -> None:
    """Do an act in the child until the end comes from outside."""

    def say(kind: str, **more: object) -> None:
        os.write(writing, (json.dumps({"kind": kind, **more}) + "\n").encode())

    try:
        ACTS[act](place, say, chance)
        time.sleep(60)
    except BaseException as error:  # noqa: BLE001 - the child must never come back into its parent
        say("failed", what=f"{type(error).__name__} {error}")
    os._exit(1)
