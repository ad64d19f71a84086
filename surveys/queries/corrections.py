"""One answer with everything that was ever laid over it."""

from dataclasses import dataclass, replace

from surveys.changes import Said
from surveys.models import Answer, Correction
from surveys.queries.said import corrected, said_of


@dataclass(frozen=True)
class Overlay:
    """A correction and what the answer counted as while it was in force."""

    correction: Correction
    now: Said

    @property
    def plain(self) -> Said:
        """The corrected value by itself."""
        return replace(self.now, corrected=None)


@dataclass(frozen=True)
class AnswerPage:
    """An answer: what its cell says, what it counts as, and its corrections, newest first.

    `misfit` is a correction in force that is not applied, because the answer does not say what it expects.
    """

    answer: Answer
    was: Said
    counts: Said
    in_force: Correction | None
    overlays: tuple[Overlay, ...]
    misfit: bool


def answer_page(answer: Answer) -> AnswerPage:
    """Everything about one answer. Two queries; the answer comes with item, option and submission."""
    corrections = answer.corrections.select_related("author", "undone_by", "option")
    was = said_of(answer)
    applied = Correction.objects.applied_to([answer.pk]).first()
    overlays = tuple(Overlay(one, corrected(was, one)) for one in corrections)
    in_force = next((one.correction for one in overlays if one.correction.in_force), None)
    return AnswerPage(
        answer=answer,
        was=was,
        counts=said_of(answer, applied),
        in_force=in_force,
        overlays=overlays,
        misfit=in_force is not None and applied is None,
    )
