"""The tables of the program, to be looked at: vaccines, groups, communes, sites, provinces, telephone prefixes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView

from vaxdesk.desk.governing import House
from vaxdesk.model.catalogue import Catalogues
from vaxdesk.model.display import show_number
from vaxdesk.model.sites import Site
from vaxdesk.model.units import Unit
from vaxdesk.ui.look import ROW
from vaxdesk.ui.page import Frame
from vaxdesk.ui.settings.section import Section
from vaxdesk.ui.widgets.choices import Choice, ChoiceRow
from vaxdesk.ui.widgets.tables import PlainTable, Table, TableModel
from vaxdesk.wording import Wording

TALL = 300
NARROW = 160
"""Pixels up to which a column is as wide as what is in it; wider ones share the room."""


def list_tables(catalogues: Catalogues, wording: Wording) -> tuple[Table, ...]:
    """Give the tables that can be looked at."""
    say, english = wording.say, wording.language == "en"
    name, around = say("Name"), catalogues.units.neighbourhood()
    return (
        Table(
            "vaccines",
            say("Vaccines"),
            (name, say("On the platform"), say("Manufacturer"), say("Doses")),
            tuple(
                (one.name, one.platform_name, one.manufacturer, str(one.primary_doses)) for one in catalogues.vaccines
            ),
        ),
        Table(
            "groups",
            say("Priority groups"),
            (say("Number"), name),
            tuple((str(one.code), one.name_en if english else one.name) for one in catalogues.priority_groups),
        ),
        Table(
            "units",
            say("Communes"),
            (say("Code"), say("Commune"), say("District"), say("Province"), say("Since 07/2025")),
            tuple(
                (one.commune_code, one.commune, one.district, one.province, _follow(one, catalogues))
                for one in sorted(catalogues.units, key=lambda one: _measure_way(one, around))
            ),
        ),
        Table(
            "sites",
            say("Vaccination sites"),
            (say("Code"), name, say("Commune")),
            tuple(
                (one.code, one.name, _place(one, catalogues))
                for one in sorted(catalogues.sites, key=lambda one: _measure_way(one, around))
            ),
        ),
        Table(
            "provinces",
            say("Provinces in ID numbers"),
            (say("First digits"), say("Province"), say("Since 07/2025")),
            tuple((one.code, one.name, one.province_2025) for one in catalogues.cccd_provinces.values()),
        ),
        Table(
            "phones",
            say("Telephone prefixes"),
            (say("Prefix"), say("Operator"), say("Before 2018")),
            tuple((one.prefix, one.operator, ", ".join(one.once)) for one in catalogues.phone_prefixes.values()),
        ),
    )


def _measure_way(place: Unit | Site, around: tuple[str, ...]) -> int:
    """Give how far something is from home: 0 in its district, 1 in its province, 2 elsewhere."""
    codes = (place.district_code, place.province_code)
    return next((way for way, code in enumerate(codes) if code in around), len(codes))


def _follow(unit: Unit, catalogues: Catalogues) -> str:
    """Name what became of a commune: all parts of a divided one, nothing where nobody has told."""
    return " · ".join(f"{one.commune}, {one.province}" for one in catalogues.units.successors(unit.commune_code))


def _place(site: Site, catalogues: Catalogues) -> str:
    unit = catalogues.units.by_code(site.commune_code)
    return f"{unit.commune}, {unit.district}" if unit is not None else ""


class TablesSection(Section):
    """One of the tables at a time."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, frame.wording.say("Catalogues"), "sheet")
        self.add_text(
            self.say("They come with the program. Loading a platform workbook adds the communes and sites it has more.")
        )
        self.which = ChoiceRow(self.look)
        self.which.setAccessibleName(self.title)
        self.which.chosen.connect(self.show_table)
        self.column.addWidget(self.which)
        self.model = TableModel()
        self.view = PlainTable()
        self.view.setModel(self.model)
        self.column.addWidget(self.view)
        self.starts = self.which
        self.tables: dict[str, Table] = {}
        self.look.changed.connect(self._relook)
        self._relook()

    def show_house(self, house: House) -> None:
        """Read the tables, once."""
        del house
        if not self.tables:
            wording = self.wording
            self.frame.tasks.ask(
                lambda desk: list_tables(desk.catalogues, wording), self._show_tables, about=(self, "tables")
            )

    def show_table(self, key: str) -> None:
        """Show a table by its key."""
        table = self.tables[key]
        self.model.show_table(table)
        self.view.setAccessibleName(table.title)
        self._fit(table.heads)
        self.view.scrollToTop()
        if table.rows:
            self.view.setCurrentIndex(self.model.index(0, 0))

    def _show_tables(self, tables: Sequence[Table]) -> None:
        self.tables = {one.key: one for one in tables}
        language = self.wording.language
        self.which.set_choices(
            [
                Choice(one.key, one.title, self.say("Rows: {count}", count=show_number(len(one.rows), language)))
                for one in tables
            ]
        )
        self.which.select(tables[0].key)
        self.show_table(tables[0].key)

    def _fit(self, heads: Sequence[str]) -> None:
        head = self.view.horizontalHeader()
        for column in range(len(heads)):
            wide = self.view.sizeHintForColumn(column) > self.look.scale(NARROW) or column == len(heads) - 1
            head.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.ResizeToContents
            )

    def _relook(self) -> None:
        self.view.setFixedHeight(self.look.scale(TALL))
        self.view.verticalHeader().setDefaultSectionSize(self.look.scale(ROW))
