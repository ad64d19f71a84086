"""What people and the worker do to uploads and submissions.

Every action takes keywords, runs in a transaction and checks the state it starts from; a wrong one raises an
exception of `surveys.actions.refusals` and leaves everything as it was. Who may do it is asked before, by
`surveys.permissions`.
"""

from surveys.actions.checking import check_upload
from surveys.actions.commenting import comment_on
from surveys.actions.correcting import CORRECTABLE, correct_answer, undo_correction
from surveys.actions.deciding import (
    approve_several,
    approve_submission,
    restore_submission,
    return_submission,
)
from surveys.actions.explaining import explain_warnings
from surveys.actions.founding import FormNotRead, survey_from_xlsform
from surveys.actions.inviting import (
    invite,
    invite_as_before,
    invite_pasted,
    keeps_on_roster,
    take_from_roster,
)
from surveys.actions.mapping import choose_decimal_mark, choose_encoding, confirm_mapping
from surveys.actions.marking import mark_problems, marked_file, marking_job, stop_marking
from surveys.actions.posting import delete_old_letters, send_letters, try_again
from surveys.actions.quoting import (
    discard_quote,
    quote_answer,
    set_permission,
    tag_answer,
    untag_answer,
)
from surveys.actions.readers import warm_up
from surveys.actions.receiving import discard_upload, receive_file
from surveys.actions.redacting import redact_due, redact_round, sweep_files
from surveys.actions.refusals import (
    ActionRefused,
    ContactMissing,
    CorrectedAlready,
    CountsNotTaken,
    DayNotOffered,
    DaysOver,
    EarlierWithoutReason,
    ExpectedOtherValue,
    ExplanationMissing,
    FileMissing,
    FilesCame,
    FileTooLarge,
    InFileThatWaits,
    NamedByDeclaration,
    NobodyToInvite,
    NoLongerInvited,
    NotCorrectable,
    NothingSaid,
    NothingToSubmit,
    NotInTheText,
    NotKnown,
    NotOffered,
    NotOnRoster,
    QuotedAlready,
    ReasonMissing,
    RemarkMissing,
    RemindersRequired,
    RoundClosed,
    SameFileTwice,
    SameValue,
    SomethingCame,
    UploadHasErrors,
    ValueRefused,
    WhyMissing,
    WordingRefused,
    WordsDoNotCount,
    WrongState,
)
from surveys.actions.reminding import remind_by_hand, send_reminders, write_of_replies
from surveys.actions.revising import add_option, close_option
from surveys.actions.revision_refusals import (
    NewerVersion,
    NobodyAsks,
    OptionRefused,
    QuestionsStay,
    VersionTaken,
)
from surveys.actions.rewording import reword
from surveys.actions.rostering import rounds_that_invite, tell_of_rosters
from surveys.actions.steering import change_rules, close_round, move_closing_day, open_round, plan_round
from surveys.actions.submitting import save_upload, stop_saving, submit_upload
from surveys.actions.tabulating import approve_tabulation, count_again, return_tabulation
from surveys.actions.workbooks import ask_for_batch, batch_job, cancel_batch, delete_old_batches, workbook_for

__all__ = [
    "InFileThatWaits",
    "NoLongerInvited",
    "keeps_on_roster",
    "delete_old_letters",
    "send_letters",
    "try_again",
    "ActionRefused",
    "ContactMissing",
    "CountsNotTaken",
    "DayNotOffered",
    "DaysOver",
    "EarlierWithoutReason",
    "CORRECTABLE",
    "CorrectedAlready",
    "ExpectedOtherValue",
    "ExplanationMissing",
    "FileMissing",
    "FileTooLarge",
    "FilesCame",
    "FormNotRead",
    "NamedByDeclaration",
    "NewerVersion",
    "NobodyAsks",
    "NotCorrectable",
    "NotInTheText",
    "NotOffered",
    "NotOnRoster",
    "NobodyToInvite",
    "NotKnown",
    "NothingSaid",
    "NothingToSubmit",
    "OptionRefused",
    "QuestionsStay",
    "QuotedAlready",
    "ReasonMissing",
    "RemindersRequired",
    "RemarkMissing",
    "RoundClosed",
    "SameFileTwice",
    "SameValue",
    "SomethingCame",
    "UploadHasErrors",
    "ValueRefused",
    "VersionTaken",
    "WhyMissing",
    "WordingRefused",
    "WordsDoNotCount",
    "WrongState",
    "add_option",
    "approve_several",
    "approve_submission",
    "change_rules",
    "approve_tabulation",
    "ask_for_batch",
    "batch_job",
    "cancel_batch",
    "check_upload",
    "choose_decimal_mark",
    "choose_encoding",
    "close_option",
    "close_round",
    "comment_on",
    "confirm_mapping",
    "count_again",
    "correct_answer",
    "delete_old_batches",
    "discard_quote",
    "discard_upload",
    "explain_warnings",
    "move_closing_day",
    "invite",
    "invite_as_before",
    "invite_pasted",
    "mark_problems",
    "marked_file",
    "marking_job",
    "open_round",
    "plan_round",
    "quote_answer",
    "receive_file",
    "redact_due",
    "redact_round",
    "remind_by_hand",
    "restore_submission",
    "return_submission",
    "return_tabulation",
    "reword",
    "save_upload",
    "send_reminders",
    "set_permission",
    "stop_marking",
    "stop_saving",
    "submit_upload",
    "sweep_files",
    "tag_answer",
    "take_from_roster",
    "untag_answer",
    "survey_from_xlsform",
    "undo_correction",
    "warm_up",
    "workbook_for",
    "write_of_replies",
    "rounds_that_invite",
    "tell_of_rosters",
]
