"""Why an action was refused, as exceptions; `str` of each is a sentence in the reader's language."""

from django.utils.translation import gettext as _

from surveys.models import Upload


class ActionRefused(Exception):
    """An action that was not done; nothing changed."""


class RoundClosed(ActionRefused):
    """The round takes no answers now."""

    def __str__(self):
        return _("This round is not open for answers. Write to the contact of the survey.")


class NotOnRoster(ActionRefused):
    """The respondent was not invited to the round."""

    def __str__(self):
        return _("This respondent is not on the roster of the round.")


class FileMissing(ActionRefused):
    """A file without a single byte."""

    def __str__(self):
        return _("The file is empty. Save the workbook and choose it again.")


class FileTooLarge(ActionRefused):
    """A file above the limit of the settings."""

    def __init__(self, limit: int):
        super().__init__(limit)
        self.limit = limit

    def __str__(self):
        return _(
            "The file is larger than %(megabytes)d MB. Send the workbook without pictures or attachments."
        ) % {"megabytes": self.limit // 1_048_576}


class SameFileTwice(ActionRefused):
    """The same bytes are there already, as `upload`."""

    def __init__(self, upload: Upload):
        super().__init__(upload.pk)
        self.upload = upload

    def __str__(self):
        return _("This very file was sent before. Nothing was stored twice.")


class NotWeighed(ActionRefused):
    """Nobody has seen what would change, or something was decided since."""

    def __str__(self):
        return _("First see what would change; then decide.")


class WrongState(ActionRefused):
    """The upload or submission is not in a state in which this can be done."""

    def __str__(self):
        return _("This was done before, or somebody else was faster. The page now shows how things stand.")


class UploadHasErrors(ActionRefused):
    """A file with errors cannot be submitted."""

    def __str__(self):
        return _("The file has errors. Correct them in the workbook and send it again.")


class NothingToSubmit(ActionRefused):
    """A file in which nothing was answered."""

    def __str__(self):
        return _("There is no answer in the file. Fill in the workbook and send it again.")


class ExplanationMissing(ActionRefused):
    """A warning asks for a word of explanation, and there is none."""

    def __str__(self):
        return _("Some warnings ask for a word of explanation. Correct the cells, or say why they are right.")


class RemarkMissing(ActionRefused):
    """A submission is returned only with a remark."""

    def __str__(self):
        return _("Write what has to be corrected: the sender reads it.")


class NotOffered(ActionRefused):
    """A choice that the page did not offer."""

    def __str__(self):
        return _("This choice is not offered any more. The page now shows how things stand.")


class DaysOver(ActionRefused):
    """A round whose closing day and days for late answers have passed cannot be opened as it is."""

    def __str__(self):
        return _(
            "Its closing day and the days for late answers are over. Set a later closing day, then open it."
        )


class FilesCame(ActionRefused):
    """A round for which somebody has sent a file is not planned any more."""

    def __str__(self):
        return _(
            "Files have been sent for this round. It can be closed, but its opening cannot be taken back."
        )


class DayNotOffered(ActionRefused):
    """A new closing day that is the one of now, or past."""

    def __str__(self):
        return _("Choose another day than the closing day of now, and not one in the past.")


class EarlierWithoutReason(ActionRefused):
    """An earlier closing day takes time from people who were told of a later one."""

    def __str__(self):
        return _("Say why the round closes earlier: those who have not answered yet read it in their letter.")


class RemindersRequired(ActionRefused):
    """The survey asks each respondent on its own, so that its rounds remind."""

    def __str__(self):
        return _(
            "Rounds of this survey have to remind: give the round a closing day, and days for "
            "reminders before and after it."
        )


class CountsNotTaken(ActionRefused):
    """A table of counts for a survey whose respondents answer on their own."""

    def __str__(self):
        return _("This survey takes the answers of each respondent and no tables of counts.")


class ReasonMissing(ActionRefused):
    """A correction has a reason and a source, and is undone with a reason."""

    def __str__(self):
        return _("Say why, and after which source: it stands beside the answer for as long as it is shown.")


class NotCorrectable(ActionRefused):
    """Only answers that count or wait for review are corrected."""

    def __str__(self):
        return _("This version neither counts nor waits for review; correct the answer in the one that does.")


class CorrectedAlready(ActionRefused):
    """There is a correction of the answer in force."""

    def __str__(self):
        return _("This answer is corrected already. Undo that correction first.")


class ExpectedOtherValue(ActionRefused):
    """The answer does not say what the author of the correction saw."""

    def __str__(self):
        return _("The answer says something else than you saw. Look at it again; nothing was saved.")


class WordingRefused(ActionRefused):
    """A wording or an alias that no questionnaire may have: the `code` of why, and the `word` that it is about."""

    def __init__(self, code: str, word: str = ""):
        super().__init__(code, word)
        self.code, self.word = code, word

    def __str__(self):
        if self.code == "names_two_options":
            said = _(
                "“%(word)s” would stand for two options: nobody could tell which is meant. Nothing was saved."
            )
            return said % {"word": self.word}
        if self.code == "english_missing":
            return _("A text has translations but no English: write the English as well. Nothing was saved.")
        return _("No questionnaire can say it like this. Nothing was saved.")


class SameValue(ActionRefused):
    """A correction to what the answer says anyway."""

    def __str__(self):
        return _("That is what the answer says already.")


class ValueRefused(ActionRefused):
    """The question, or a rule between answers, refuses the value; `told` says why."""

    def __init__(self, told: list[str]):
        super().__init__(told)
        self.told = told

    def __str__(self):
        return " ".join(self.told) or _("Give either a value or a kind of absence that this question offers.")


class WhyMissing(ActionRefused):
    """An older version counts again only for a reason."""

    def __str__(self):
        return _("Say why this version is to count again: the sender reads it, and it stays in the history.")


class NothingSaid(ActionRefused):
    """A comment without a word."""

    def __str__(self):
        return _("Write a comment first.")


class WordsDoNotCount(ActionRefused):
    """Only answers in words that count are quoted."""

    def __str__(self):
        return _(
            "This answer does not count, or no longer says anything in words. Quote the version that counts."
        )


class NotInTheText(ActionRefused):
    """A passage that does not stand in the answer."""

    def __str__(self):
        return _(
            "These words do not stand in the answer like this. Copy whole words of it, and change nothing."
        )


class QuotedAlready(ActionRefused):
    """The same passage twice."""

    def __str__(self):
        return _("This passage is quoted already.")


class NamedByDeclaration(ActionRefused):
    """Nobody has to ask where the survey declares that its respondents are named."""

    def __str__(self):
        return _("The survey declares that its respondents are named; nobody has to ask.")


class ContactMissing(ActionRefused):
    """The survey asks each respondent on its own, so that somebody has to be there whom they ask."""

    def __str__(self):
        return _("Respondents of this survey have to know whom to ask: give the round a contact.")


class NotKnown(ActionRefused):
    """Lines that name nobody who can be invited, as `unknown`."""

    def __init__(self, unknown: list):
        super().__init__(len(unknown))
        self.unknown = unknown

    def __str__(self):
        return _("Nobody was put on the roster: correct the lines named below, or take them away.")


class NobodyToInvite(ActionRefused):
    """A choice in which there is nobody."""

    def __str__(self):
        return _("There is nobody in this choice.")


class InFileThatWaits(ActionRefused):
    """A file of several, checked and not yet submitted, holds answers of the respondent."""

    def __init__(self, file_name: str, sender: str):
        super().__init__()
        self.file_name, self.sender = file_name, sender

    def __str__(self):
        said = _(
            "The file “%(file)s” of %(sender)s holds answers of this respondent and waits to be submitted. "
            "Once it is submitted or discarded, look again."
        )
        return said % {"file": self.file_name, "sender": self.sender}


class NoLongerInvited(ActionRefused):
    """Respondents of whom a file holds answers were taken from the roster after it was checked."""

    def __init__(self, codes: list[str]):
        super().__init__()
        self.codes = codes

    def __str__(self):
        said = _(
            "Not on the roster of the round any more: %(codes)s. Ask for them to be invited again, or send the file without them."
        )
        return said % {"codes": ", ".join(self.codes)}


class SomethingCame(ActionRefused):
    """Who has sent something stays on the roster."""

    def __str__(self):
        return _("A file or answers of this respondent are there, so it stays on the roster.")
