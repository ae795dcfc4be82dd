"""How the program looks on this computer: language, size of type, colours, minutes until it locks."""

from __future__ import annotations

from vaxdesk.settings import IDLE, LANGUAGE_NAMES, TEXT_SIZE, THEME
from vaxdesk.ui.page import Frame
from vaxdesk.ui.settings.section import Section
from vaxdesk.ui.start.size import SizeRow
from vaxdesk.ui.widgets.choices import Choice, ChoiceRow
from vaxdesk.ui.widgets.labels import make_label


class DisplaySection(Section):
    """What each user of this computer may set as they like it; nothing of it is in the store."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, frame.wording.say("Display"), "eye")
        settings, say = frame.settings, self.say
        self.language = self._add_choices(
            say("Language"), [Choice(code, name) for code, name in LANGUAGE_NAMES.items()], frame.wording.language
        )
        self.language.chosen.connect(self._take_language)
        self.starts = self.language
        self._add_title(say("Text size"))
        self.sizes = SizeRow(self.look, self.wording)
        self.sizes.chosen.connect(self._take_size)
        self.column.addWidget(self.sizes)
        names = {"system": say("As the computer"), "light": say("Light"), "dark": say("Dark")}
        self.theme = self._add_choices(
            say("Colours"), [Choice(one, names[one]) for one in THEME.allowed], settings.read(THEME)
        )
        self.theme.chosen.connect(self._take_theme)
        self.idle = self._add_choices(
            say("Minutes until VaxDesk locks itself"),
            [Choice(str(one), say("{minutes} minutes", minutes=one)) for one in IDLE.allowed],
            str(settings.read(IDLE)),
        )
        self.idle.chosen.connect(self._take_idle)

    def _add_title(self, title: str) -> None:
        self.column.addSpacing(4)
        self.column.addWidget(make_label(title, "small", "text2", bold=True))

    def _add_choices(self, title: str, choices: list[Choice], now: str) -> ChoiceRow:
        self._add_title(title)
        row = ChoiceRow(self.look)
        row.setAccessibleName(title)
        row.set_choices(choices)
        row.select(now)
        self.column.addWidget(row)
        return row

    def _take_language(self, code: str) -> None:
        self.frame.change_language(code)

    def _take_size(self, percent: int) -> None:
        self.frame.settings.write(TEXT_SIZE, percent)
        self.look.choose(percent=percent)

    def _take_theme(self, theme: str) -> None:
        self.frame.settings.write(THEME, theme)
        self.look.choose("dark" if theme == "dark" else "light" if theme == "light" else "system")

    def _take_idle(self, minutes: str) -> None:
        self.frame.settings.write(IDLE, int(minutes))
        self.frame.follow_settings()
