"""What respondents say about computed results before they are released."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.models.indicators import differs

_REFUSE_UNLESS_ASKED = """
    IF NOT EXISTS (
        SELECT 1 FROM indicators_release r
        WHERE r.id = NEW.release_id
            AND r.reply_until >= (clock_timestamp() AT TIME ZONE 'UTC')::date
            AND NOT (r.state = 'published' AND r.published <= clock_timestamp())
    ) THEN
        RAISE EXCEPTION 'This release takes no replies.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.value_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM indicators_releasevalue h WHERE h.release_id = NEW.release_id AND h.value_id = NEW.value_id
    ) THEN
        RAISE EXCEPTION 'The release does not hold this value.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
"""
_CONTENT = (
    "release_id",
    "survey_id",
    "respondent_id",
    "value_id",
    "author_id",
    "agrees",
    "words",
    "language",
    "written",
)


class Reply(models.Model):
    """What somebody answered for a respondent about a prepared release: about one `value`, or the whole (None).

    Nothing is overwritten: a later reply about the same takes the place of the one that was `current`, which stays.
    The database takes replies only while the release is not public and its day is not over, so that a public
    release keeps them as they were.
    """

    release = models.ForeignKey("indicators.Release", models.PROTECT, related_name="replies")
    survey = models.ForeignKey("surveys.Survey", models.PROTECT, related_name="+")
    respondent = models.ForeignKey("surveys.Respondent", models.PROTECT, related_name="+")
    value = models.ForeignKey(
        "indicators.Value", models.PROTECT, null=True, blank=True, related_name="replies"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    words = models.TextField(blank=True)
    language = models.CharField(max_length=10)
    written = models.DateTimeField()
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ["release", "-written", "-pk"]
        verbose_name = pgettext_lazy("to results", "reply")
        verbose_name_plural = _("replies")
        constraints = [
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(words=""), name="objection_in_words"),
            models.UniqueConstraint(
                fields=["release", "survey", "respondent", "value"],
                condition=Q(current=True),
                nulls_distinct=False,
                name="one_current_reply",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="replies_while_they_are_taken",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_REFUSE_UNLESS_ASKED,
            ),
            pgtrigger.Protect(
                name="replies_never_change",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__current=False) | differs(_CONTENT),
            ),
            pgtrigger.Protect(name="replies_stay", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.respondent} on {self.value or 'all'} of {self.release}"
