"""What a store can refuse."""

from __future__ import annotations

from vaxdesk.errors import DoNotTrust, LeadCanFix, StaffCanFix


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


class StoreMissing(LeadCanFix):
    """There is no store in the folder."""

    code = "store.missing"
    says = _("There is no store in {folder}.")
    cure = _("Check the folder, or set a new store up there.")


class StoreExists(LeadCanFix):
    """A store is there already; it is never overwritten unasked."""

    code = "store.exists"
    says = _("There is already a store in {folder}; nothing was changed.")
    cure = _("Open it, or choose another folder.")


class StoreInUse(LeadCanFix):
    """Another program, or this one in another window, has the store open."""

    code = "store.in_use"
    says = _("The store in {folder} is in use by another program.")
    cure = _("Close VaxDesk's other window on this computer, then try again.")


class StoreReadOnly(LeadCanFix):
    """A change was asked for of a store that can only be read."""

    code = "store.read_only"
    says = _("The store in {folder} can only be read; nothing was changed.")
    cure = _("Take the write protection off, or copy the store's folder to a place where you may write.")


class StoreUnfinished(LeadCanFix):
    """What was done last still waits to be put in its place, and the folder can't be written."""

    code = "store.unfinished"
    says = _("The last change of the store in {folder} was cut off, and the folder is protected against writing.")
    cure = _("Open the store once in a place where you may write; it finishes by itself.")


class StoreDamaged(LeadCanFix):
    """The database is not as it was written."""

    code = "store.damaged"
    says = _("The store in {folder} is damaged.")
    cure = _("Don't go on working in it. Restore the last backup; keep the damaged folder for whoever helps you.")


class StoreKeyWrong(LeadCanFix):
    """The key of the keyring opens nothing in this database: the two don't belong together."""

    code = "store.key_wrong"
    says = _("The database in {folder} does not belong to the keyring beside it.")
    cure = _("Somebody copied files between two stores. Put back the files that belong together, or restore a backup.")


class StoreNewer(LeadCanFix):
    """A newer program has changed the store's tables."""

    code = "store.newer"
    says = _("The store in {folder} was last opened by a newer VaxDesk.")
    cure = _("Update VaxDesk on this computer.")


class KeyringDamaged(LeadCanFix):
    """Neither copy of the keyring can be read. That is no wrong password."""

    code = "keyring.damaged"
    says = _("Both copies of the keyring in {folder} are damaged; your password is not the cause.")
    cure = _("Restore the last backup, which holds the keyring as well.")


class KeyringForged(DoNotTrust):
    """The keyring reads well but was not written by anybody who had the store's key."""

    code = "keyring.forged"
    says = _("The keyring in {folder} was changed by something other than VaxDesk.")
    cure = _("Restore the last backup, and find out who had this computer in their hands.")


class PasswordWrong(StaffCanFix):
    """The password doesn't open the store."""

    code = "password.wrong"
    says = _("The password of {user} is not right.")
    cure = _("Type it again: mind capital letters and the Vietnamese keyboard. The recovery code helps if it is lost.")
    status = 3


class PasswordWeak(StaffCanFix):
    """A new password is too short."""

    code = "password.weak"
    says = _("A password needs at least {letters} characters or {words} words.")
    cure = _("Several words that only you put together are easy to keep in mind.")


class CodeMistyped(StaffCanFix):
    """A recovery code has a typing mistake: its check character says so."""

    code = "recovery_code.mistyped"
    says = _("This recovery code has a typing mistake: it should be {letters} letters and digits that fit together.")
    cure = _("Compare it with the printed code, letter by letter, with the Vietnamese keyboard switched off.")
    status = 3


class CodeWrong(StaffCanFix):
    """A recovery code without a mistake that isn't this store's, or no longer."""

    code = "recovery_code.wrong"
    says = _("This recovery code does not open this store.")
    cure = _("It belongs to another store, or a newer code was printed since.")
    status = 3


class UserUnknown(StaffCanFix):
    """Nobody of that name uses the store."""

    code = "user.unknown"
    says = _("Nobody called {user} uses this store.")
    cure = _("Check how the name is written in the list of users.")


class UserStranger(StaffCanFix):
    """Nobody of that name may open the store."""

    code = "user.stranger"
    says = _("Nobody called {user} may open this store.")
    cure = _("Check how the name is written, or ask the lead to add you.")
    status = 3


class UserExists(StaffCanFix):
    """A second user of one name."""

    code = "user.exists"
    says = _("Somebody called {user} uses this store already.")
    cure = _("Choose a name that tells the two apart.")


class UserNameWrong(StaffCanFix):
    """A name no user can have."""

    code = "user.name_wrong"
    says = _("A user's name has 1 to {letters} visible characters.")
    cure = _("Type another name.")


class LastLead(StaffCanFix):
    """Without a lead nobody could keep the store."""

    code = "user.last_lead"
    says = _("{user} is the only lead of this store and can't be removed.")
    cure = _("Make somebody else a lead first.")


class BackupDamaged(LeadCanFix):
    """A backup isn't whole; nothing was touched."""

    code = "backup.damaged"
    says = _("The backup {file} is damaged or not a backup; nothing was changed.")
    cure = _("Use an older backup.")


class BackupNewer(LeadCanFix):
    """A backup of a later format."""

    code = "backup.newer"
    says = _("The backup {file} was made by a newer VaxDesk; nothing was changed.")
    cure = _("Update VaxDesk on this computer.")
