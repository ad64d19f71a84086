"""Somebody says where columns belong and what answers mean, or how a file's letters and numbers are written; it is checked again."""

from collections import defaultdict
from collections.abc import Mapping as AnyMapping

from django.db import transaction
from django.utils import timezone

from surveys import jobs
from surveys.absences import ABSENCES, fold
from surveys.actions.receiving import CHECK
from surveys.actions.refusals import NotOffered, WrongState
from surveys.encodings import CHOICES
from surveys.mappings import LEFT_OUT, RESPONDENT
from surveys.models import Mapping, Upload, User
from surveys.numerals import DECIMAL_MARKS


def confirm_mapping(
    *, upload: Upload, columns: AnyMapping[str, str], answers: AnyMapping[tuple[str, str], str], by: User
) -> Mapping:
    """Remember decisions for the survey and the layout of this file, and queue its check.

    `columns` maps keys of the file's columns to targets, `answers` (item, text) to option or absence; "" takes a
    decision back. Decisions made for this layout before stay; what answers mean is taken over with columns from an
    earlier file of other headings. Raises WrongState unless the file waits for its
    sender, and NotOffered for what neither the file nor the questionnaire has.
    """
    with transaction.atomic():
        locked = _waiting(upload)
        _refuse_unknown(locked, columns, answers)
        mapping = _mapping(locked, by)
        decisions = mapping.decisions
        decisions["columns"] = _decided(decisions.get("columns", {}), columns)
        given = defaultdict(dict)
        for (item, text), meaning in answers.items():
            given[item][fold(text)] = meaning
        before = decisions.get("answers", {})
        decisions["answers"] = {
            item: _decided(before.get(item, {}), given.get(item, {})) for item in {**before, **given}
        }
        mapping.confirmed_by, mapping.confirmed = by, timezone.now()
        mapping.save()
        _check_again(locked, by)
    return mapping


def choose_encoding(*, upload: Upload, encoding: str, by: User) -> None:
    """Read a text table in another encoding, also after a first choice turned out not to fit.

    Raises WrongState, and NotOffered for an encoding that nobody offered.
    """
    if encoding not in CHOICES:
        raise NotOffered
    with transaction.atomic():
        locked = _waiting(upload, refused_encoding=True)
        locked.chosen_encoding = encoding
        _check_again(locked, by)


def choose_decimal_mark(*, upload: Upload, mark: str, by: User) -> None:
    """Read numbers such as "1,448" with this sign before decimals; "" takes it back.

    Raises WrongState, and NotOffered for another sign.
    """
    if mark not in {"", *DECIMAL_MARKS}:
        raise NotOffered
    with transaction.atomic():
        locked = _waiting(upload)
        locked.chosen_decimal_mark = mark
        _check_again(locked, by)


def _waiting(upload: Upload, *, refused_encoding: bool = False) -> Upload:
    locked = Upload.objects.select_for_update(of=["self"]).select_related("round__questionnaire")
    locked = locked.get(pk=upload.pk)
    misread = refused_encoding and locked.encoding_refused
    if locked.state != Upload.State.NEEDS_REVIEW and not misread:
        raise WrongState
    return locked


def _mapping(upload: Upload, by: User) -> Mapping:
    """The mapping of the survey and layout, locked; new ones are not saved yet."""
    known = {"layout": upload.placing["layout"], "fingerprint": upload.placing["fingerprint"]}
    of_survey = Mapping.objects.filter(survey=upload.round.survey_id)
    if found := of_survey.select_for_update(of=["self"]).filter(**known).first():
        return found
    earlier = of_survey.filter(layout=known["layout"], fingerprint=upload.placing.get("earlier", "")).first()
    decisions = {"answers": earlier.decisions.get("answers", {})} if earlier else {}
    return Mapping(survey_id=upload.round.survey_id, decisions=decisions, confirmed_by=by, **known)


def _decided(before: AnyMapping[str, str], given: AnyMapping[str, str]) -> dict[str, str]:
    return {key: target for key, target in {**before, **given}.items() if target}


def _refuse_unknown(
    upload: Upload, columns: AnyMapping[str, str], answers: AnyMapping[tuple[str, str], str]
) -> None:
    questionnaire = upload.round.questionnaire.as_questionnaire()
    keys = {column["key"] for column in upload.placing.get("columns", ())}
    targets = {"", RESPONDENT, LEFT_OUT, *questionnaire.items, *questionnaire.questions}
    if not upload.placing or not keys.issuperset(columns) or not targets.issuperset(columns.values()):
        raise NotOffered
    for (code, _text), meaning in answers.items():
        question = questionnaire.questions.get(code.split(".")[0])
        options = question.options or question.choices if question else ()
        if meaning not in {"", LEFT_OUT, *ABSENCES, *(option.code for option in options), "yes", "no"}:
            raise NotOffered


def _check_again(upload: Upload, by: User) -> None:
    upload.state, upload.refusal, upload.refusal_parameters = Upload.State.RECEIVED, "", {}
    chosen = ["chosen_encoding", "chosen_decimal_mark"]
    upload.save(update_fields=["state", *chosen, "refusal", "refusal_parameters"])
    jobs.enqueue(CHECK, upload.pk, by=by)
