"""The look: colours, type and measures as tokens, and the style that follows from them. No colour stands elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from vaxdesk.ui.icons import draw_icon, make_icon
from vaxdesk.ui.sheet import STYLE_SHEET
from vaxdesk.ui.style import HouseStyle


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme, as ``#RRGGBB``. What each is for stands in the design's table of tokens."""

    bg: str
    surface: str
    sunk: str
    rail: str
    line: str
    edge: str
    text: str
    text2: str
    text3: str
    accent: str
    accent2: str
    onacc: str
    asoft: str
    ok: str
    oks: str
    err: str
    errs: str
    warn: str
    warns: str
    wait: str
    waits: str
    neu: str
    neus: str
    dold: str
    dnew: str


LIGHT = Theme(
    bg="#F3F5F7", surface="#FFFFFF", sunk="#F8FAFB", rail="#E8EDF1", line="#CFD7DE", edge="#7A8794",
    text="#16202A", text2="#44525F", text3="#5B6975", accent="#0B5CAD", accent2="#094C90", onacc="#FFFFFF",
    asoft="#E1EDF9", ok="#176B3A", oks="#E2F3E8", err="#B3231B", errs="#FBE8E6", warn="#7F5200", warns="#FFF0CC",
    wait="#5A46A8", waits="#ECE8F9", neu="#55636F", neus="#E8ECF0", dold="#F9D2CD", dnew="#C4E8CF",
)  # fmt: skip
DARK = Theme(
    bg="#12181E", surface="#1B232B", sunk="#202A33", rail="#0D1318", line="#35424E", edge="#7B8A98",
    text="#E8EDF2", text2="#B7C3CD", text3="#98A6B3", accent="#74B6F6", accent2="#94C7F9", onacc="#08213B",
    asoft="#1B3854", ok="#6FCF97", oks="#17331F", err="#FF8F86", errs="#3F1E1C", warn="#F0C04F", warns="#36290B",
    wait="#BBACF6", waits="#2C2648", neu="#A9B5C0", neus="#2A353F", dold="#6B2A25", dnew="#1F5433",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """A size of type: points, weight, and the height of its line box in logical pixels at 100 %."""

    points: float
    weight: int
    line: int


TYPE: Mapping[str, Step] = {
    "figure": Step(21, 600, 40),
    "page": Step(16.5, 600, 32),
    "name": Step(15, 600, 29),
    "dialog": Step(12, 600, 24),
    "head": Step(11.25, 600, 22),
    "body": Step(10.5, 400, 20),
    "small": Step(9.75, 400, 19),
    "tiny": Step(9, 400, 17),
}
FAMILIES = ("Segoe UI", "Noto Sans", "Noto Sans Math")
PAPER_FAMILIES = ("Times New Roman", "Liberation Serif")

BOLD = 600
RADIUS_CAP, RADIUS, RADIUS_CARD = 4, 6, 8
RAIL_WIDTH, RAIL_NARROW, RAIL_ITEM = 204, 84, 40
HEADER, HEADER_SMALL = 60, 44
STEP_LINE = 36
DECISION_BAR = 60
CONTROL, CONTROL_SMALL, CONTROL_LARGE = 36, 28, 44
ROW, ROW_TWO_LINES, ROW_FIELD = 36, 50, 34
WIDE, MIDDLE = 1280, 1000
"""Logical widths from which the window shows three panes, or a narrow rail with two; below: one pane at a time."""

Choice = Literal["system", "light", "dark"]
Layout = Literal["wide", "middle", "narrow"]


def find_layout(width: int) -> Layout:
    """Give the layout for a window of this logical width."""
    return "wide" if width >= WIDE else "middle" if width >= MIDDLE else "narrow"


class Look(QObject):
    """How everything looks now. ``changed`` tells that theme or size of type are others; painted things repaint."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: Choice = "system", percent: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._choice: Choice = choice
        self.percent = percent
        self.theme = LIGHT
        self._fonts: dict[tuple[str, bool], QFont] = {}
        app.setStyle(HouseStyle(self))
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._apply)
        self._apply()

    @property
    def is_dark(self) -> bool:
        """Whether the dark theme is shown."""
        return self.theme is DARK

    def choose(self, choice: Choice | None = None, percent: int | None = None) -> None:
        """Show another theme or size of type (100, 115 or 130)."""
        self._choice = choice or self._choice
        self.percent = percent or self.percent
        self._apply()

    def scale(self, px: float) -> int:
        """Give a measure that holds type, at the present size of type."""
        return round(px * self.percent / 100)

    def font(self, step: str = "body", *, bold: bool = False) -> QFont:
        """Give the font of a step of type: one for all who ask, to be used and not to be changed."""
        font = self._fonts.get((step, bold))
        if font is None:
            wanted = TYPE[step]
            font = self._fonts[(step, bold)] = QFont()
            font.setFamilies(list(FAMILIES))
            font.setPointSizeF(wanted.points * self.percent / 100)
            font.setWeight(QFont.Weight(BOLD if bold else wanted.weight))
        return font

    def line(self, step: str = "body") -> int:
        """Give the height of a line of this step in logical pixels; no mark on a Vietnamese letter is cut."""
        return max(self.scale(TYPE[step].line), QFontMetrics(self.font(step)).height())

    def color(self, token: str) -> QColor:
        """Give a colour by its token."""
        return QColor(getattr(self.theme, token))

    def icon(self, name: str, token: str = "text2", px: int = 18) -> QIcon:
        """Give an icon for a button or menu."""
        return make_icon(name, px, getattr(self.theme, token))

    def pixmap(self, name: str, token: str, px: int, ratio: float = 1.0) -> QPixmap:
        """Give an icon to be painted."""
        return draw_icon(name, px, getattr(self.theme, token), ratio)

    def _follow_system(self, _: Qt.ColorScheme) -> None:
        if self._choice == "system":
            self._apply()

    def _apply(self) -> None:
        hints = QGuiApplication.styleHints()
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
        self.theme = DARK if self._choice == "dark" or (self._choice == "system" and dark) else LIGHT
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            # Whoever set such a theme needs its colours more than ours; an empty palette gives the system's.
            self._app.setPalette(QPalette())
            self.theme = make_contrast_theme(self._app.palette())
        self._fonts.clear()
        self._app.setFont(self.font())
        self._app.setPalette(make_palette(self.theme))
        self._app.setStyleSheet(make_style_sheet(self.theme, self.percent))
        self.changed.emit()


def make_contrast_theme(palette: QPalette) -> Theme:
    """Give a theme of a system palette's few colours: states then differ by word, icon and pattern alone."""
    role = QPalette.ColorRole
    ground, text = palette.color(role.Window).name(), palette.color(role.WindowText).name()
    chosen, on_chosen = palette.color(role.Highlight).name(), palette.color(role.HighlightedText).name()
    grounds = dict.fromkeys(
        ("bg", "surface", "sunk", "rail", "asoft", "oks", "errs", "warns", "waits", "neus", "dold", "dnew"), ground
    )
    texts = dict.fromkeys(("line", "edge", "text", "text2", "text3", "ok", "err", "warn", "wait", "neu"), text)
    return Theme(**grounds, **texts, accent=chosen, accent2=chosen, onacc=on_chosen)


def make_palette(theme: Theme) -> QPalette:
    """Give Qt's palette of a theme."""
    role = QPalette.ColorRole
    palette = QPalette()
    for name, token in {
        role.Window: theme.bg, role.WindowText: theme.text, role.Base: theme.surface, role.AlternateBase: theme.sunk,
        role.Text: theme.text, role.Button: theme.surface, role.ButtonText: theme.text, role.BrightText: theme.err,
        role.Highlight: theme.asoft, role.HighlightedText: theme.text, role.Link: theme.accent,
        role.LinkVisited: theme.accent, role.ToolTipBase: theme.surface, role.ToolTipText: theme.text,
        role.PlaceholderText: theme.text3, role.Accent: theme.accent, role.Mid: theme.line, role.Dark: theme.edge,
        role.Light: theme.surface, role.Midlight: theme.sunk, role.Shadow: theme.line,
    }.items():  # fmt: skip
        palette.setColor(name, QColor(token))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.text3))
    return palette


def make_style_sheet(theme: Theme, percent: int = 100) -> str:
    """Give the style sheet of a theme and size of type."""
    sizes = {f"pt_{name}": f"{step.points * percent / 100:g}pt" for name, step in TYPE.items()}
    # What grows at the border on focus shrinks inside, so that nothing jumps.
    control, small, large = (round(one * percent / 100) for one in (CONTROL, CONTROL_SMALL, CONTROL_LARGE))
    heights = {
        "control": control - 2,
        "control_focused": control - 4,
        "small": small - 2,
        "large": large - 2,
        "large_focused": large - 4,
    }
    return Template(STYLE_SHEET).substitute(asdict(theme), **sizes, **heights)


def set_type(widget: QWidget, step: str = "body", tone: str = "text", *, bold: bool = False) -> None:
    """Let a label's text have a step of type and a colour, in whatever theme is shown."""
    widget.setProperty("step", step)
    widget.setProperty("tone", tone)
    widget.setProperty("bold", bold)
    widget.style().polish(widget)
