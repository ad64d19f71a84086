"""What people and the worker do to uploads and submissions.

Every action takes keywords, runs in a transaction and checks the state it starts from; a wrong one raises an
exception of `surveys.actions.refusals` and leaves everything as it was. Who may do it is asked before, by
`surveys.permissions`.
"""

from surveys.actions.checking import check_upload
from surveys.actions.correcting import CORRECTABLE, correct_answer, undo_correction
from surveys.actions.deciding import approve_submission, return_submission
from surveys.actions.explaining import explain_warnings
from surveys.actions.founding import FormNotRead, survey_from_xlsform
from surveys.actions.mapping import choose_encoding, confirm_mapping
from surveys.actions.marking import mark_problems, marked_file, marking_job
from surveys.actions.receiving import discard_upload, receive_file
from surveys.actions.refusals import (
    ActionRefused,
    CorrectedAlready,
    ExpectedOtherValue,
    ExplanationMissing,
    FileMissing,
    FileTooLarge,
    NotCorrectable,
    NothingToSubmit,
    NotOffered,
    NotOnRoster,
    ReasonMissing,
    RemarkMissing,
    RoundClosed,
    SameFileTwice,
    SameValue,
    UploadHasErrors,
    ValueRefused,
    WordingRefused,
    WrongState,
)
from surveys.actions.rewording import reword
from surveys.actions.submitting import save_upload, submit_upload

__all__ = [
    "ActionRefused",
    "CORRECTABLE",
    "CorrectedAlready",
    "ExpectedOtherValue",
    "ExplanationMissing",
    "FileMissing",
    "FileTooLarge",
    "FormNotRead",
    "NotCorrectable",
    "NotOffered",
    "NotOnRoster",
    "NothingToSubmit",
    "ReasonMissing",
    "RemarkMissing",
    "RoundClosed",
    "SameFileTwice",
    "SameValue",
    "UploadHasErrors",
    "ValueRefused",
    "WordingRefused",
    "WrongState",
    "approve_submission",
    "check_upload",
    "choose_encoding",
    "confirm_mapping",
    "correct_answer",
    "discard_upload",
    "explain_warnings",
    "mark_problems",
    "marked_file",
    "marking_job",
    "receive_file",
    "return_submission",
    "reword",
    "save_upload",
    "submit_upload",
    "survey_from_xlsform",
    "undo_correction",
]
