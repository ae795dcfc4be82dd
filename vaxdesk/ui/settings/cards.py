"""Whose cards are trusted, since when and why, and which count no longer; a lead revokes that of a lost laptop."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vaxdesk.desk import trusting
from vaxdesk.desk.acquainting import KnownCard, read_cards
from vaxdesk.desk.governing import House
from vaxdesk.model.display import show_date
from vaxdesk.model.message import Message
from vaxdesk.model.step import Changes
from vaxdesk.ui.page import Frame
from vaxdesk.ui.settings.forms import Form
from vaxdesk.ui.settings.section import FormSection
from vaxdesk.ui.widgets.buttons import ActButton
from vaxdesk.ui.widgets.labels import IconLabel, add_row, clear_layout, make_label, make_rule

SIGNS = {"trusted": ("verify", "ok"), "replaced": ("idcard", "neu"), "revoked": ("stuck", "neu")}


class CardsSection(FormSection):
    """A row for each card. ``before`` is what Tab leaves to come to the rows' buttons."""

    def __init__(self, frame: Frame, before: QWidget) -> None:
        super().__init__(frame, frame.wording.say("Cards"), "idcard")
        self._before = before
        self._lead = False
        self._none = self.add_text(self.say("No card is trusted yet. Take one in under Send – receive."))
        self._none.hide()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.column.addLayout(self._rows)
        self._only_lead = self.add_text(self.say("Only a lead of the station revokes a card."))
        self._only_lead.hide()
        self.revoke: dict[str, ActButton] = {}
        self.add_form_place()

    def show_house(self, house: House) -> None:
        """Ask which cards there are."""
        self._lead = house.role == "lead"
        self.frame.tasks.ask(read_cards, self._show, about=(self, "cards"))

    def _show(self, cards: Sequence[KnownCard]) -> None:
        self._none.setVisible(not cards)
        self._only_lead.setVisible(bool(cards) and not self._lead)
        gone = list(self.revoke.values())
        self.changing = [one for one in self.changing if one not in gone]
        self.revoke = {}
        clear_layout(self._rows)
        for place, one in enumerate(cards):
            if place:
                self._rows.addWidget(make_rule())
            self._add_card(one)
        before = self._before
        for button in self.revoke.values():
            QWidget.setTabOrder(before, button)
            before = button
        self.starts = next(iter(self.revoke.values()), None)

    def _add_card(self, one: KnownCard) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(make_label(one.name, bold=True, wrap=True))
        spelt = make_label(one.words, "small", wrap=True)
        spelt.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (make_label(self._describe(one), "small", "text2", wrap=True), spelt):
            words.addWidget(label)
        row = add_row(self._rows, IconLabel(self.look, *SIGNS[one.state], 22))
        row.addLayout(words, 1)
        if self._lead and one.state == "trusted":
            self.revoke[one.device] = button = self.make_act(self.say("Revoke…"))
            button.setAccessibleName(self.say("Revoke the card of {name}…", name=one.name))
            button.clicked.connect(lambda: self.ask_revoking(one))
            row.addWidget(button)

    def _describe(self, one: KnownCard) -> str:
        """Say whose card it is, and why it is trusted or isn't any more."""
        say, since = self.say, _show_day(one.since)
        role = say("district") if one.role == "district" else say("station")
        said = [role, say("code {code}", code=one.code)]
        if one.voucher is None:
            said.append(say("words compared here on {date}", date=since))
        else:
            said.append(say("trusted since {date} on the word of {name}", date=since, name=one.voucher))
        if one.state == "replaced":
            said.append(say("replaced by another card of that name: nothing is taken from it any more"))
        if one.state == "revoked" and one.revoked is not None:
            said.append(say("revoked on {date} by {name}", date=_show_day(one.revoked), name=one.revoker or "–"))
        return " · ".join(said)

    def ask_revoking(self, one: KnownCard) -> None:
        """Ask whether nothing is to be taken from a device any more."""
        say = self.say
        # Whoever cancels is back at the button they pressed.
        self.starts = self.revoke.get(one.device, self.starts)
        form = Form(
            self.look,
            self.wording,
            say("Revoke the card of {name}?", name=one.name),
            [
                say("For a laptop that was lost or stolen. What came from it until now stays; nothing later is taken."),
                say("Those who trust it on this laptop's word learn of it with the next package."),
                say("This can't be taken back: that laptop would need new keys, and a new card to be compared."),
            ],
            say("Revoke"),
        )
        self.show_form(form, lambda: self._revoke(one))

    def _revoke(self, one: KnownCard) -> None:
        def told(_: object) -> None:
            self.tell(self.say("Nothing is taken from {name} any more.", name=one.name))
            self.frame.follow(Changes(None, Message("Cards")))

        self.frame.tasks.do(lambda desk, job: trusting.revoke_card(desk, one.device), told, refused=self.refuse)


def _show_day(at: str) -> str:
    return show_date(datetime.fromisoformat(at).astimezone().date().isoformat())
