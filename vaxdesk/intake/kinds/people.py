"""Any list of people with a header the synonyms know: a commune's own, a school's, an export."""

from __future__ import annotations

from vaxdesk.intake.layout import ListKind, find_header

KIND = ListKind(name="people", rank=90, loads_as="people", find_header=find_header)
