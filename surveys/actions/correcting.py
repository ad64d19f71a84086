"""Declared corrections of submitted answers: an overlay that can be undone. The answers never change."""

from dataclasses import replace
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from surveys import correcting, mail, signals
from surveys.actions.refusals import (
    CorrectedAlready,
    ExpectedOtherValue,
    NotCorrectable,
    ReasonMissing,
    SameValue,
    ValueRefused,
    WrongState,
)
from surveys.changes import Said
from surveys.issue_messages import explain_issue
from surveys.models import Answer, Correction, Option, Submission, User
from surveys.parsed import Answer as Parsed
from surveys.parsed import Issue, RawAnswer
from surveys.queries.said import said_of, what_counts
from surveys.questionnaires import Questionnaire
from surveys.rules import cell_issue

CORRECTABLE = (Submission.State.SUBMITTED, Submission.State.APPROVED)


def correct_answer(
    *, answer: Answer, by: User, expected: str, typed: str, absence: str = "", reason: str, source: str
) -> Correction:
    """Let an answer count as another value, and announce it by `signals.answer_corrected`.

    `expected` is the token of the value that the author saw (`changes.Said.token`). `typed` is read as a cell of
    the question would be. Raises ReasonMissing, NotCorrectable for a version that does not count and will not,
    CorrectedAlready, ExpectedOtherValue, SameValue, and ValueRefused for a value that the question or the rules
    between answers refuse; then nothing is saved.
    """
    reason, source = reason.replace("\x00", "").strip(), source.replace("\x00", "").strip()
    if not (reason and source):
        raise ReasonMissing
    with transaction.atomic():
        locked = _locked(answer)
        was = said_of(locked)
        if was.token != expected:
            raise ExpectedOtherValue
        value = _value(locked, was, typed.replace("\x00", ""), absence)
        correction = Correction.objects.create(
            answer=locked,
            author=by,
            made=timezone.now(),
            reason=reason,
            source=source,
            expected_option=locked.option,
            expected_number=locked.number,
            expected_text=locked.text,
            expected_absence=locked.absence,
            **value,
        )
        signals.answer_corrected.send(sender=Correction, correction=correction, by=by)
        mail.answer_corrected(correction)
    return correction


def undo_correction(*, correction: Correction, by: User, reason: str) -> Correction:
    """Let the answer count as its cell says again, and announce it. Raises ReasonMissing, and WrongState if undone."""
    reason = reason.replace("\x00", "").strip()
    if not reason:
        raise ReasonMissing
    with transaction.atomic():
        locked = Correction.objects.select_for_update(of=["self"]).get(pk=correction.pk)
        if not locked.in_force:
            raise WrongState
        locked.undone, locked.undone_by, locked.undone_reason = timezone.now(), by, reason
        locked.save(update_fields=["undone", "undone_by", "undone_reason"])
        signals.answer_corrected.send(sender=Correction, correction=locked, by=by)
        mail.answer_corrected(locked)
    return locked


def _locked(answer: Answer) -> Answer:
    """The answer with its submission locked: corrections of one submission come in turn."""
    submission = Submission.objects.select_for_update(of=["self"]).get(pk=answer.submission_id)
    if submission.state not in CORRECTABLE:
        raise NotCorrectable
    found = Answer.objects.select_related("item", "option", "submission__respondent", "submission__round")
    locked = found.get(pk=answer.pk)
    if locked.corrections.in_force().exists():
        raise CorrectedAlready
    return locked


def _value(answer: Answer, was: Said, typed: str, absence: str) -> dict:
    """The columns of the corrected value, after everything that a file would be held against."""
    questionnaire = answer.submission.round.questionnaire.as_questionnaire()
    item = questionnaire.items[answer.item.code]
    if bool(typed.strip()) == bool(absence) or (absence and absence not in correcting.absences_for(item)):
        raise ValueRefused([])
    coerced = correcting.read_value(item, typed, absence)
    if coerced.problem:
        code, severity, parameters = coerced.problem
        issue = cell_issue(code, severity, RawAnswer(item.code, typed, "", None, None), "", parameters)
        raise ValueRefused([explain_issue(issue, questionnaire).wrong])
    number = None if coerced.number is None else round(Decimal(str(coerced.number)), 6)
    now = replace(was, option=coerced.option, number=number, text=coerced.text, absence=coerced.absence)
    if now.token == was.token:
        raise SameValue
    if errors := _errors(answer, questionnaire, now):
        raise ValueRefused([explain_issue(issue, questionnaire).wrong for issue in errors])
    option = Option.objects.get(item=answer.item, code=coerced.option) if coerced.option else None
    return {"option": option, "number": number, "text": coerced.text, "absence": coerced.absence}


def _errors(answer: Answer, questionnaire: Questionnaire, now: Said) -> list[Issue]:
    before = what_counts(answer.submission)
    after = before | {(answer.item.code, answer.occurrence): now}
    code = answer.submission.respondent.code
    return correcting.new_errors(
        questionnaire,
        *([_parsed(code, *key, said) for key, said in each.items()] for each in (before, after)),
    )


def _parsed(respondent: str, item: str, occurrence: int, said: Said) -> Parsed:
    """The answer as the rules take it; its whole address stands in the place of the sheet."""
    number = None if said.number is None else float(said.number)
    value = (said.option, number, said.text, said.absence)
    return Parsed(respondent, item, occurrence, *value, said.token.partition(":")[2], said.cell, None, None)
