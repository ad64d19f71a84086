"""What was asked (questionnaires), of whom (respondents, rounds), and what was answered (uploads, submissions)."""

from surveys.models.batches import Batch
from surveys.models.corrections import Correction
from surveys.models.jobs import Job
from surveys.models.letters import Letter
from surveys.models.people import Representation, User
from surveys.models.questionnaires import Item, Option, Questionnaire
from surveys.models.quotes import Quote, Tag, Tagging
from surveys.models.redactions import Redaction
from surveys.models.reminders import Reminder
from surveys.models.respondents import Group, Grouping, Membership, Respondent
from surveys.models.rounds import Invitation, Round, Survey
from surveys.models.submissions import Answer, Explanation, Submission
from surveys.models.tabulations import TabulatedCount, Tabulation
from surveys.models.talk import Comment, Decision
from surveys.models.uploads import Issue, Mapping, StagedAnswer, Upload

__all__ = [
    "Answer",
    "Batch",
    "Comment",
    "Decision",
    "Correction",
    "Explanation",
    "Group",
    "Grouping",
    "Invitation",
    "Issue",
    "Item",
    "Job",
    "Letter",
    "Mapping",
    "Membership",
    "Option",
    "Questionnaire",
    "Quote",
    "Redaction",
    "Reminder",
    "Representation",
    "Respondent",
    "Round",
    "StagedAnswer",
    "Submission",
    "Survey",
    "TabulatedCount",
    "Tabulation",
    "Tag",
    "Tagging",
    "Upload",
    "User",
]
