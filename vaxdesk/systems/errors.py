"""What a disk can refuse."""

from __future__ import annotations

from vaxdesk.errors import LeadCanFix, StaffCanFix


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


class DiskFull(StaffCanFix):
    """No room left for a file. What stood there before is untouched."""

    code = "disk.full"
    says = _("There is no room left on the disk for {file}; what was there before is unchanged.")
    cure = _("Free some space or use another disk or stick, then try again.")
    status = 3


class DiskReadOnly(StaffCanFix):
    """The folder, file or stick is protected against writing."""

    code = "disk.read_only"
    says = _("{file} can't be written: the folder, file or stick is protected against writing.")
    cure = _("Take the write protection off or choose another folder.")
    status = 3


class DiskFailed(StaffCanFix):
    """The disk or stick can't be reached: pulled out, or failing."""

    code = "disk.failed"
    says = _("The disk or stick with {file} can't be reached.")
    cure = _("Put the stick back in or check the folder, then try again. If it happens again, use another disk.")
    status = 3


class DiskForgets(StaffCanFix):
    """What was written does not read back: a failing or counterfeit stick."""

    code = "disk.forgets"
    says = _("{file} did not read back as it was written; this disk or stick can't be trusted.")
    cure = _("Use another disk or stick and throw this one away.")
    status = 3


class NoScreen(LeadCanFix):
    """There is nothing to show a window on."""

    code = "screen.missing"
    says = _("There is no screen to show the window on.")
    cure = _("Start VaxDesk from the desktop, or use its commands: vaxdesk --help lists them.")
