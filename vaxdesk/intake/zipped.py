"""What a workbook in a zip shows beside its values, whichever of three kinds it is."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from vaxdesk.intake import binary, opendocument
from vaxdesk.intake.openxml import look_at_openxml
from vaxdesk.intake.packed import UNREADABLE
from vaxdesk.intake.shown import Shown


def look_at_workbook(source: Path | BytesIO) -> dict[str, Shown]:
    """Give, by name of sheet, what there is to see; sheets without anything are left out.

    What can't be understood shows nothing: the values were read by somebody else already.
    """
    try:
        with zipfile.ZipFile(source) as book:
            parts = frozenset(book.namelist())
            if opendocument.PART in parts:
                return opendocument.look_at_opendocument(book)
            if binary.PART in parts:
                return binary.look_at_binary(book)
            return look_at_openxml(book)
    except UNREADABLE:
        return {}
