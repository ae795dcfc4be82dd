"""What a verb refuses."""

from __future__ import annotations

from vaxdesk.errors import DoNotTrust, LeadCanFix, StaffCanFix
from vaxdesk.model.titles import find_title
from vaxdesk.model.verification import STATES


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


class UnknownPerson(StaffCanFix):
    """No such person."""

    code = "person.unknown"
    says = _("There is nobody with the id {person}.")
    cure = _("Look the person up with search and take the id from there.")


class UnknownField(StaffCanFix):
    """No such field."""

    code = "field.unknown"
    says = _("There is no field {field}.")
    cure = _("The fields are: {fields}.")


class UnknownDose(StaffCanFix):
    """No such dose."""

    code = "dose.unknown"
    says = _("The person has no dose {dose}, or several of that number.")
    cure = _("Name the dose by its id, as dump shows it.")


class UnknownStep(StaffCanFix):
    """No such step."""

    code = "step.unknown"
    says = _("There is no step {step}.")
    cure = _("The command that made it printed its id; dump --table events shows it too.")


class UnknownPackage(StaffCanFix):
    """No such package was written here."""

    code = "package.unknown"
    says = _("No package {package} was written here.")
    cure = _("The page Send – receive lists what was sent.")


class ValueRefused(StaffCanFix):
    """The field can't hold that value."""

    code = "value.refused"
    says = _("The field {title} can't be read from what was typed.")
    cure = _("Write it as on the card, for a date dd/mm/yyyy.")

    def __init__(self, field: str) -> None:
        super().__init__(field=field, title=find_title(field) or field)


class DayRefused(ValueRefused):
    """No day of the calendar, or none that is understood."""

    says = _("{title}: what was typed is no day of the calendar.")
    cure = _("Write the day as dd/mm/yyyy, or only the year where no more is known.")


class GroupRefused(ValueRefused):
    """No priority group."""

    says = _("{title}: there is no such group.")
    cure = _("Give one of the groups 1 to 16.")


class NumberRefused(ValueRefused):
    """No number that a dose may bear."""

    says = _("{title}: what was typed is no dose's number.")
    cure = _("Give a number from 1 to 9.")


class DoseEmpty(StaffCanFix):
    """A new dose of which nothing is said."""

    code = "dose.empty"
    says = _("Nothing is said of the new dose.")
    cure = _("Give at least its number, its vaccine or its day.")


class MoveRefused(StaffCanFix):
    """Verification can't go there from here."""

    code = "mark.refused"
    says = _("Verification can't go from “{before}” to “{after}”.")
    cure = _("Take the earlier mark back, or ask the police again.")

    def __init__(self, now: str, new: str) -> None:
        super().__init__(now=now, new=new, before=STATES.get(now, now), after=STATES.get(new, new))


class UnknownState(StaffCanFix):
    """Verification knows no such state."""

    code = "mark.refused"
    says = _("Verification has no state {state}.")
    cure = _("The states are: {states}.")


class ReasonMissing(StaffCanFix):
    """A reason is owed."""

    code = "reason.missing"
    says = _("This needs a reason.")
    cure = _("Give one of the codes {codes}, or a sentence.")


class SentenceMissing(ReasonMissing):
    """A reason is owed for which there are no codes."""

    cure = _("Write in a sentence why it is right as it is.")


class NoSuchIssue(StaffCanFix):
    """The person has no such issue."""

    code = "issue.unknown"
    says = _("The person has no open issue {rule} that can be confirmed.")
    cure = _("Look at the person's issues; a conflict is settled, not confirmed.")


class UnknownRule(StaffCanFix):
    """No rule says that."""

    code = "rule.unknown"
    says = _("There is no rule {rule}.")
    cure = _("check lists the rules that have found something.")


class PreviewOutdated(StaffCanFix):
    """What was looked at is no longer what would be changed."""

    code = "preview.outdated"
    says = _("The list has changed since it was shown; nothing was changed.")
    cure = _("Look at the new list: {count} changes.")


class NothingToSettle(StaffCanFix):
    """Nobody contradicts anybody there."""

    code = "conflict.none"
    says = _("There is no conflict on the field {title} to be settled.")
    cure = _("Correct a field with set; dump shows which conflicts are open.")

    def __init__(self, field: str) -> None:
        super().__init__(field=field, title=find_title(field) or field)


class SettledMeanwhile(NothingToSettle):
    """A side was taken of what nobody contradicts any more."""

    says = _("This conflict has been settled in the meantime.")
    cure = _("Look at the record again.")

    def __init__(self) -> None:
        super().__init__("")


class NameMissing(StaffCanFix):
    """Somebody without a name."""

    code = "person.nameless"
    says = _("A new person needs a name.")
    cure = _("Give full_name with the others.")


class SamePerson(StaffCanFix):
    """Both are the same person."""

    code = "person.same"
    says = _("Both are the same person.")
    cure = _("Name the person to whom the dose belongs.")


class UnknownComplaint(StaffCanFix):
    """No such report of a citizen."""

    code = "complaint.unknown"
    says = _("There is no citizen's report {complaint}.")
    cure = _("complaint list shows them with their ids.")


class ChannelUnknown(StaffCanFix):
    """No such way for a report to come in."""

    code = "complaint.channel"
    says = _("A report can't come in that way.")
    cure = _("The ways are: {channels}.")


class WordsMissing(StaffCanFix):
    """Nothing was said."""

    code = "complaint.empty"
    says = _("It isn't said what is wrong.")
    cure = _("Write down in a few words what the citizen reports.")


class OutcomeUnknown(StaffCanFix):
    """A report can't end that way."""

    code = "complaint.outcome"
    says = _("A report ends as corrected, or as refused with a reason.")
    cure = _("The reasons are: {reasons}.")


class NotToReenter(StaffCanFix):
    """The person isn't to be typed into the portal."""

    code = "reenter.not"
    says = _("The person {person} doesn't have to be typed into the portal.")
    cure = _("reenter list shows who has to be.")


class DoseThere(StaffCanFix):
    """The person has a dose of that number."""

    code = "dose.there"
    says = _("The person has a dose {number} already.")
    cure = _("Correct that one, or give the new dose another number.")


class WorklistNameless(StaffCanFix):
    """A list without a name."""

    code = "worklist.nameless"
    says = _("The list has no name.")
    cure = _("Give it a name of a few words.")


class UnknownWorklist(StaffCanFix):
    """No list of that name."""

    code = "worklist.unknown"
    says = _("There is no list of the name {name}.")
    cure = _("worklist list shows the names.")


class OnlyTheLead(LeadCanFix):
    """Only a lead may do that."""

    code = "lead.only"
    says = _("Only a lead of the station may do that.")
    cure = _("Ask the lead to sign in.")
    status = 1


class UnknownReceiver(StaffCanFix):
    """No card of that name."""

    code = "receiver.unknown"
    says = _("There is no card of the name {name}.")
    cure = _("Take the receiver's card in first: vaxdesk trust FILE.")


class UnknownCard(UnknownReceiver):
    """No card of that name whose device could be shut out."""

    cure = _("keys list shows the names of the cards.")


class CardRefused(StaffCanFix):
    """The words don't fit the card."""

    code = "card.words"
    says = _("The words don't fit the card of {name}: it shows “{words}”.")
    cure = _("Ask for the words again by telephone. If they still differ, the card is not theirs.")


class DeviceTaken(DoNotTrust):
    """A card bears the device id of another key."""

    code = "card.device_taken"
    says = _("The card of {name} bears the id of a device that is known with another key, or of this very device.")
    cure = _("Don't use it. Ask for a new card, and tell the lead of your station.")
    status = 1


class CodeTaken(DoNotTrust):
    """A station's card bears a district's code, or the other way round."""

    code = "card.code_taken"
    says = _("The card of {name} bears this store's own code {code} in another role.")
    cure = _("Don't use it. Ask for the card again and compare the words by telephone.")
    status = 1


class NameTaken(StaffCanFix):
    """Another key under a name one trusts."""

    code = "card.name_taken"
    says = _("Another card is already trusted under the name {name}.")
    cure = _("If they have a new device, compare the words by telephone, then trust it with --replace.")


class NotToTransfer(StaffCanFix):
    """A transfer that is none."""

    code = "transfer.refused"
    says = _("To {name} people can't be transferred: it is a laptop of this station, or they are none or over {most}.")
    cure = _("To a laptop of this station use pack. Name a few people for another station or the district.")


class UnknownHamlet(StaffCanFix):
    """A hamlet in which nobody lives."""

    code = "hamlet.unknown"
    says = _("Nobody here lives in a hamlet {hamlet}.")
    cure = _("Write it as in people's records; hamlets list shows them.")


class NotForked(StaffCanFix):
    """The package doesn't contradict this laptop's work."""

    code = "keys.not_forked"
    says = _("{file} does not contradict what this laptop wrote.")
    cure = _("Take it in with receive. For new keys alone, use keys renew without a package.")


class NotOfThisStation(StaffCanFix):
    """A laptop of another commune or of the district can't join."""

    code = "join.foreign"
    says = _("The card of {name} bears the code {code}: it is not a laptop of this station.")
    cure = _("On the new laptop, make the store again with this station's own code.")


class OwnName(StaffCanFix):
    """Two laptops of one name can't be told apart."""

    code = "join.same_name"
    says = _("The new laptop bears this laptop's own name {name}.")
    cure = _("Remove its store, which is still empty, and ask again with a name such as “… – máy 2”.")


class NoResults(StaffCanFix):
    """A workbook without the platform's result columns."""

    code = "results.none"
    says = _("{file} has no result columns of the platform.")
    cure = _("Take the workbook that the platform gave back after the import.")


class NoAnswers(StaffCanFix):
    """A list without a column in which the police answered."""

    code = "reply.none"
    says = _("{file} has no column with answers of the police.")
    cure = _("Name the column Kết quả, with Đúng, Sai, Không tìm thấy or Không xác minh được in it.")


class RowsRefused(StaffCanFix):
    """So many rows no workbook of the platform holds."""

    code = "upload.rows"
    says = _("A workbook of the platform holds 1 to {most} people.")
    cure = _("Give another number of rows.")


class OnlyDistricts(StaffCanFix):
    """Only a district sends results down."""

    code = "results.only_district"
    says = _("Only a district sends the platform's results to stations.")
    cure = _("At a station, load the platform's workbook with load.")


class PackageUnfit(LeadCanFix):
    """What the package carries doesn't fit the journal."""

    code = "package.unfit"
    says = _("The package doesn't fit what this store knows: {what}.")
    cure = _("Don't use it. Ask the sender for a new one made with --all.")


class ForeignStream(DoNotTrust):
    """A package brings another commune's people to a station."""

    code = "package.foreign"
    says = _("{file} holds records of another commune ({streams}); nothing was taken in.")
    cure = _("Ask the sender for the package of your own commune.")


class MappingUnreadable(StaffCanFix):
    """The file given with --mapping is none."""

    code = "mapping.unreadable"
    says = _("{file} does not say which column is what.")
    cure = _("Write it as load --dry-run --json prints it.")
    status = 3


class CommuneWrong(StaffCanFix):
    """What can't be the code of a station's commune."""

    code = "commune.wrong"
    says = _("“{value}” is no code of a commune.")
    cure = _(
        "Give the five digits of the station's commune, as the platform has them. A district is made --as district."
    )


class UserNameMissing(StaffCanFix):
    """A user's name is needed."""

    code = "user.name_missing"
    says = _("A user's name is missing.")
    cure = _("Name the user, with --user where the store is made.")
    status = 2
