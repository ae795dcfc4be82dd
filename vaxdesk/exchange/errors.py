"""What the exchange room refuses."""

from __future__ import annotations

from typing import ClassVar

from vaxdesk.errors import DoNotTrust, LeadCanFix, StaffCanFix


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


class NotAPackage(DoNotTrust):
    """The file is no age file, or what is sealed in it is no package."""

    code = "package.not_a_package"
    says = _("{file} is not a VaxDesk package.")
    cure = _("Choose a file that ends in .vaxsync; if it does, ask the sender to pack it again.")


class PackageOverflows(LeadCanFix):
    """What is to go out is more than one package may hold."""

    code = "package.overflows"
    says = _("There is too much for one package to {name}.")
    cure = _("Carry a backup over and restore it there.")


class PackageTooLarge(DoNotTrust):
    """Larger than any package, or it would unpack to more than it may."""

    code = "package.too_large"
    says = _("{file} is larger than a package may be.")
    cure = _("Nothing was taken in. Ask the sender what it is.")


class NotForThisDevice(DoNotTrust):
    """Sealed for another key, or signed for another receiver than me."""

    code = "package.not_for_this_device"
    says = _("{file} was made for another device, not for this one.")
    cure = _("Hand it to its receiver, or ask the sender to pack it for this device's card.")


class PackageChanged(DoNotTrust):
    """A byte was flipped, the end is missing, or the signature doesn't fit."""

    code = "package.changed"
    says = _("{file} was changed or cut short on its way.")
    cure = _("Copy it again from the sender's stick; if that doesn't help, ask for a new package.")


class UnknownSender(DoNotTrust):
    """No trusted card bears the sender's device, or it bears another name, code or key."""

    code = "package.unknown_sender"
    says = _("{file} comes from {name}, whose card is not trusted here.")
    cure = _("Take in the sender's card, compare its words over the telephone, then receive again.")


class PackageForged(DoNotTrust):
    """The sender signed contents that contradict themselves, or work in somebody else's name."""

    code = "package.forged"
    says = _("{file} contains changes that device {device} did not sign or was not allowed to make.")
    cure = _("Nothing was taken in. Tell the sender and the lead of your station.")


class PackageContradicts(DoNotTrust):
    """Well signed, but the contents aren't what the format says: a faulty or hostile program made it."""

    code = "package.contradicts"
    says = _("{file} does not hold what its own list of contents says ({part}).")
    cure = _("Nothing was taken in. Tell the sender and the lead of your station.")


class UnknownWriter(DoNotTrust):
    """Events of a third device whose head is signed, but whose card isn't trusted here."""

    code = "package.unknown_writer"
    says = _("{file} contains changes made on device {device}, whose card is not trusted here.")
    cure = _("Take in that device's card, compare its words over the telephone, then receive again.")


class ChainForked(DoNotTrust):
    """One device, stream and number, but two different events."""

    code = "package.forked"
    says = _(
        "{file} contradicts what is known here: change number {seq} of device {device} exists in two versions:"
        " {here} and {there}."
    )
    cure = _(
        "Nothing was taken in. Tell that laptop's lead: where an older image of it was put back, pack everything for it"
        " (--all), and it goes on with keys renew."
    )


class KeyRevoked(DoNotTrust):
    """Work of a device from after its key was revoked."""

    code = "package.revoked"
    says = _("{file} contains changes that device {device} made after its key was revoked.")
    cure = _("Nothing was taken in. Whoever sent it should first take in a package of yours, then pack again.")


class NotAnInvitation(StaffCanFix):
    """Not the package with which a laptop is taken into a station."""

    code = "package.no_invitation"
    says = _("{file} is no package for a laptop that joins.")
    cure = _("Take in the package that the first laptop wrote with join admit; others go to receive.")
    status = 3


class OwnChainForked(ChainForked):
    """What others have of this device's work isn't what this store holds: an older image of it was put back."""

    code = "package.forked_here"
    cure = _(
        "An older image of this laptop was put back. Nothing was taken in. A lead puts it right with this very package:"
        " vaxdesk keys renew PACKAGE."
    )


class NewerPackage(DoNotTrust):
    """Made by a program that knows more than this one."""

    code = "package.newer"
    says = _("{file} was made by a newer VaxDesk.")
    cure = _("Update the program, then receive it again.")


class NotACard(DoNotTrust):
    """No card, or one whose fields are not those of a card."""

    code = "card.not_a_card"
    says = _("{file} is not a VaxDesk card.")
    cure = _("Choose a file that ends in .vaxcard; if it does, ask for a new one.")
    status: ClassVar[int] = 1


class CardChanged(DoNotTrust):
    """The card's own signature doesn't fit it."""

    code = "card.changed"
    says = _("The card {file} was changed after it was made.")
    cure = _("Ask for the card again and compare its words over the telephone.")
    status: ClassVar[int] = 1


class NewerCard(DoNotTrust):
    """Made by a program that knows more than this one."""

    code = "card.newer"
    says = _("The card {file} was made by a newer VaxDesk.")
    cure = _("Update the program, then take the card in again.")
    status: ClassVar[int] = 1


class CardFieldRefused(StaffCanFix):
    """A name or code that can't stand on a card."""

    code = "card.field"
    says = _("“{value}” can't stand on a card.")
    cure = _("Use a name of at most 120 characters, and a code of digits and letters only.")


class CardNameMissing(CardFieldRefused):
    """Whoever has no name can have no card."""

    says = _("The name is missing that is to stand on the card.")
    cure = _("Give a name of at most 120 characters, such as “Trạm Y tế xã …”.")


class PassphraseMissing(StaffCanFix):
    """A key is never written out without a passphrase."""

    code = "keys.passphrase_missing"
    says = _("The key needs a passphrase to be written out.")
    cure = _("Choose one of at least 10 characters or four words.")


class FileUnreadable(StaffCanFix):
    """A package or card that can't be read at all."""

    code = "drive.unreadable"
    says = _("{file} cannot be read.")
    cure = _("Check that the file is there and the stick is in, then try again.")
    status: ClassVar[int] = 3


class TemplateUnreadable(LeadCanFix):
    """The blank platform workbook is no workbook, or its people's sheet isn't found."""

    code = "template.unreadable"
    says = _("{file} is not the platform's import workbook.")
    cure = _("Download the blank workbook from the platform again and choose it in the settings.")


class TemplateLacksColumn(LeadCanFix):
    """A column of the platform isn't in the blank workbook: the ministry changed it."""

    code = "template.column"
    says = _("{file} has no column {column}.")
    cure = _("Download the blank workbook from the platform again; if it has changed, update the program.")
