"""What the program is and whose work is in it."""

from __future__ import annotations

import sys

from PySide6.QtCore import qVersion

from vaxdesk import __version__
from vaxdesk.ui.page import Frame
from vaxdesk.ui.settings.section import Section


class AboutSection(Section):
    """Version and licences."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, frame.wording.say("About VaxDesk"), "info")
        say = self.say
        version, licence, built = self.add_facts(say("Version"), say("Licence"), say("Built on"))
        version.setText(__version__)
        licence.setText(say("MIT: free to use, copy and change"))
        built.setText(
            f"Python {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}, Qt {qVersion()}"
        )
        self.add_text(
            say(
                "Qt and PySide6 are free software under the LGPL, version 3. They lie beside the program as libraries"
                " of their own and may be exchanged; their source is at qt.io."
            )
        )
        self.add_text(say("The letters are Noto Sans, under the SIL Open Font License."))
        self.add_text(say("VaxDesk sends nothing anywhere. It has no network in it."))
