"""Invented people and their lists, for the practice store, the tests and the benches. Nobody here is real.

People come first, as they truly are; then what a list says of them, with the mistakes that the campaign's lists had.
"""

from __future__ import annotations

from vaxdesk.intake.samples.damage import Damage, Outcome, WrittenDose
from vaxdesk.intake.samples.doses import InventedDose
from vaxdesk.intake.samples.otherwise import write_otherwise
from vaxdesk.intake.samples.people import InventedPerson, invent_people
from vaxdesk.intake.samples.places import COMMUNES
from vaxdesk.intake.samples.plain import Layout, PlainTable, plain_csv, plain_list, plain_table
from vaxdesk.intake.samples.platform import platform_workbook

__all__ = [
    "COMMUNES",
    "Damage",
    "InventedDose",
    "InventedPerson",
    "Layout",
    "Outcome",
    "PlainTable",
    "WrittenDose",
    "invent_people",
    "plain_csv",
    "plain_list",
    "plain_table",
    "platform_workbook",
    "write_otherwise",
]
