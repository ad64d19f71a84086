"""Why a later version of a questionnaire was refused; `str` of each is in the reader's language."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from surveys.actions.refusals import ActionRefused
from surveys.revising import Obstacle

OBSTACLES = {
    "question_left": gettext_noop(
        "The question %(question)s is missing: it was sent out, so it has to stay."
    ),
    "kind_changed": gettext_noop(
        "The question %(question)s is of another kind or currency: answers of then would mean something else."
    ),
    "row_left": gettext_noop(
        "The row %(part)s of %(question)s is missing: it was sent out, so it has to stay."
    ),
    "words_left": gettext_noop("The option %(part)s of %(question)s has to keep the words beside it."),
    "scale_moved": gettext_noop(
        "The options of the scale %(question)s have to keep their places; a new one comes last."
    ),
    "asked_less_often": gettext_noop("The question %(question)s cannot be asked less often than before."),
    "too_few_options": gettext_noop("The question %(question)s needs two options that are offered."),
    "condition_closed": gettext_noop(
        "Another question is asked only where %(question)s is answered with %(part)s, so that option has to stay."
    ),
    "rule_closed": gettext_noop("A rule between answers rests on an option that would be closed."),
}


class QuestionsStay(ActionRefused):
    """What was sent out cannot leave, or is needed: `obstacles` are all the reasons."""

    def __init__(self, obstacles: Iterable[Obstacle]):
        self.obstacles = tuple(obstacles)
        super().__init__(len(self.obstacles))

    def __str__(self):
        told = [
            _(OBSTACLES[each.code]) % {"question": each.question, "part": each.part}
            for each in self.obstacles
        ]
        return " ".join([*told, _("Nothing was saved.")])


class OptionRefused(ActionRefused):
    """An option that is not told whole: a code that none may have (`why` is "code") or that is there already ("taken"),
    or nothing about how far the question still compares with earlier years ("compares")."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why

    def __str__(self):
        if self.why == "taken":
            return _("There is an option with this code, perhaps a closed one: offer that one again.")
        if self.why == "compares":
            return _(
                "Say how far the question still compares with the earlier year; if not fully, give the reason in English."
            )
        return _("A code is at most 40 small letters, digits and _, and starts with a letter.")


class VersionTaken(ActionRefused):
    """The survey has a version with this name."""

    def __init__(self, version: str):
        super().__init__(version)
        self.version = version

    def __str__(self):
        return _("The survey has a version %(version)s: give the form another one in its settings.") % {
            "version": self.version
        }


class NewerVersion(ActionRefused):
    """The version was overtaken by a later one, which is asked now."""

    def __str__(self):
        return _("A later version of these questions is asked now: change that one.")


class NobodyAsks(ActionRefused):
    """No round that is planned or open asks this version."""

    def __str__(self):
        return _("No round that is planned or open asks these questions: those of a round that is over stay.")
