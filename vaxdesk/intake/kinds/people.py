"""Any list of people: one with a header the synonyms know, or one whose columns are plain by what they hold."""

from __future__ import annotations

from vaxdesk.intake.bare import find_bare_header
from vaxdesk.intake.layout import Header, ListKind, find_header
from vaxdesk.intake.sheet import Sheet
from vaxdesk.model.catalogue import Catalogues


def find_people_header(sheet: Sheet, catalogues: Catalogues) -> Header | None:
    """Find the header of a list of people, or its columns where it has none."""
    return find_header(sheet, catalogues) or find_bare_header(sheet, catalogues)


KIND = ListKind(name="people", rank=90, loads_as="people", find_header=find_people_header)
