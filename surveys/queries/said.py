"""Answers as pages show them, with the corrections that are laid over them."""

from dataclasses import replace

from surveys.changes import Corrected, Said
from surveys.models import Answer, Correction, Option, StagedAnswer, Submission
from surveys.spreadsheets import cell_address


def what_counts(submission: Submission) -> dict[tuple[str, int], Said]:
    """What each answer of a submission counts as, by item and occurrence. Three queries."""
    answers = Answer.objects.filter(submission=submission).select_related(
        "item", "option", "submission__upload__redaction"
    )
    answers = answers.prefetch_related("explanations")
    corrections = applied(answers)
    return {
        (answer.item.code, answer.occurrence): said_of(answer, corrections.get(answer.pk))
        for answer in answers
    }


def applied(answers) -> dict[int, Correction]:
    """The corrections that count for these answers, by answer. One query."""
    keys = [answer.pk for answer in answers]
    return {correction.answer_id: correction for correction in Correction.objects.applied_to(keys)}


def said_of(answer: Answer, correction: Correction | None = None) -> Said:
    """What an answer counts as: what its cell says, or what it was corrected to. Explanations if prefetched."""
    sheet = answer.submission.upload.sheet(answer.sheet)
    was = said_in(answer, _code(answer.option), _names(answer.option), sheet=sheet, answer_key=answer.pk)
    was = replace(was, explanations=tuple(one.text for one in answer.explanations.all()))
    return corrected(was, correction) if correction else was


def corrected(was: Said, correction: Correction) -> Said:
    """What an answer that said this counts as by a correction."""
    return Said(
        option=_code(correction.option),
        option_names=_names(correction.option),
        number=correction.number,
        text=correction.text,
        absence=correction.absence,
        raw=was.raw,
        cell=was.cell,
        answer=was.answer,
        explanations=was.explanations,
        corrected=Corrected(
            was, correction.reason, correction.source, str(correction.author), correction.made
        ),
    )


def said_in(
    answer: Answer | StagedAnswer,
    option: str | None,
    option_names: dict,
    *,
    sheet: str | None = None,
    answer_key: int | None = None,
) -> Said:
    """What a cell says; `option` is the code, which a staged answer holds by itself. `sheet` is how the cell's sheet is
    called now, None for its name in the file as it was sent."""
    return Said(
        option=option,
        option_names=option_names,
        number=answer.number,
        text=answer.text,
        absence=answer.absence,
        raw=answer.raw,
        cell=cell_address(answer.sheet if sheet is None else sheet, answer.row, answer.column),
        answer=answer_key,
    )


def _code(option: Option | None) -> str | None:
    return option.code if option else None


def _names(option: Option | None) -> dict:
    return option.names if option else {}
