"""What people and the worker do to uploads and submissions.

Every action takes keywords, runs in a transaction and checks the state it starts from; a wrong one raises an
exception of `surveys.actions.refusals` and leaves everything as it was. Who may do it is asked before, by
`surveys.permissions`.
"""

from surveys.actions.checking import check_upload
from surveys.actions.deciding import approve_submission, return_submission
from surveys.actions.explaining import explain_warnings
from surveys.actions.founding import FormNotRead, survey_from_xlsform
from surveys.actions.mapping import choose_encoding, confirm_mapping
from surveys.actions.marking import mark_problems, marked_file, marking_job
from surveys.actions.receiving import discard_upload, receive_file
from surveys.actions.refusals import (
    ActionRefused,
    DayNotLater,
    DaysOver,
    ExplanationMissing,
    FileMissing,
    FilesCame,
    FileTooLarge,
    NothingToSubmit,
    NotOffered,
    NotOnRoster,
    RemarkMissing,
    RoundClosed,
    SameFileTwice,
    UploadHasErrors,
    WrongState,
)
from surveys.actions.reminding import remind_by_hand, send_reminders
from surveys.actions.steering import change_rules, close_round, extend_round, open_round, plan_round
from surveys.actions.submitting import save_upload, submit_upload

__all__ = [
    "ActionRefused",
    "DayNotLater",
    "DaysOver",
    "ExplanationMissing",
    "FileMissing",
    "FileTooLarge",
    "FilesCame",
    "FormNotRead",
    "NotOffered",
    "NotOnRoster",
    "NothingToSubmit",
    "RemarkMissing",
    "RoundClosed",
    "SameFileTwice",
    "UploadHasErrors",
    "WrongState",
    "approve_submission",
    "change_rules",
    "check_upload",
    "choose_encoding",
    "close_round",
    "confirm_mapping",
    "discard_upload",
    "explain_warnings",
    "extend_round",
    "mark_problems",
    "marked_file",
    "marking_job",
    "open_round",
    "plan_round",
    "receive_file",
    "remind_by_hand",
    "return_submission",
    "save_upload",
    "send_reminders",
    "submit_upload",
    "survey_from_xlsform",
]
