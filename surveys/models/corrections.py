"""Declared corrections: an overlay over answers, which themselves never change."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from surveys.models.audit import audited

VALUES = ("option", "number", "text", "absence")
"""What an answer, and the old and new value of a correction, is exactly one of."""

EXPECTED_HOLDS = """
IF NOT EXISTS (
    SELECT 1 FROM surveys_answer answer
     WHERE answer.id = NEW.answer_id
       AND answer.option_id IS NOT DISTINCT FROM NEW.expected_option_id
       AND answer.number IS NOT DISTINCT FROM NEW.expected_number
       AND answer.text IS NOT DISTINCT FROM NEW.expected_text
       AND answer.absence IS NOT DISTINCT FROM NEW.expected_absence
) THEN
    RAISE EXCEPTION 'the answer does not say what its correction expects' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class CorrectionQuerySet(models.QuerySet):
    def in_force(self):
        """Those that nobody has undone."""
        return self.filter(undone__isnull=True)

    def fitting(self):
        """Those whose answer still says what was expected when they were made: no other is ever applied."""
        same = Q()
        for value in VALUES:
            both_absent = Q(**{f"expected_{value}__isnull": True, f"answer__{value}__isnull": True})
            same &= both_absent | Q(**{f"expected_{value}": F(f"answer__{value}")})
        return self.filter(same)

    def applied(self):
        """Those that count: in force and fitting. With author and options at hand."""
        return self.in_force().fitting().select_related("author", "option", "expected_option")

    def applied_to(self, answers):
        """Those that count for these answers."""
        return self.applied().filter(answer__in=answers)


def _one_of(prefix: str = "") -> Exact:
    columns = (F(f"{prefix}{value}") for value in VALUES)
    return Exact(Func(*columns, function="num_nonnulls", output_field=models.IntegerField()), 1)


@audited()
class Correction(models.Model):
    """That an answer counts as another value than its cell says: by whom, why, and after which source.

    `expected_*` is what the answer said when the correction was made. The row never changes but for being
    undone, once, and of an answer at most one correction is in force.
    """

    answer = models.ForeignKey("surveys.Answer", models.PROTECT, related_name="corrections")
    expected_option = models.ForeignKey(
        "surveys.Option", models.PROTECT, null=True, blank=True, related_name="+"
    )
    expected_number = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    expected_text = models.TextField(null=True, blank=True)
    expected_absence = models.CharField(max_length=20, null=True, blank=True)
    option = models.ForeignKey("surveys.Option", models.PROTECT, null=True, blank=True, related_name="+")
    number = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    text = models.TextField(null=True, blank=True)
    absence = models.CharField(max_length=20, null=True, blank=True)
    reason = models.TextField()
    source = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="corrections")
    made = models.DateTimeField()
    undone = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_reason = models.TextField(blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-made", "-pk"]
        verbose_name = _("correction")
        constraints = [
            models.UniqueConstraint(
                fields=["answer"], condition=Q(undone__isnull=True), name="one_correction_in_force_per_answer"
            ),
            models.CheckConstraint(condition=_one_of(), name="correction_is_one_thing"),
            models.CheckConstraint(condition=_one_of("expected_"), name="correction_expects_one_thing"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(source=""), name="correction_with_reason_and_source"
            ),
            models.CheckConstraint(
                condition=Q(undone__isnull=True, undone_by__isnull=True, undone_reason="")
                | Q(undone__isnull=False, undone_by__isnull=False) & ~Q(undone_reason=""),
                name="correction_undone_by_somebody_with_a_reason",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="correction_expects_what_the_answer_says",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=EXPECTED_HOLDS,
            ),
            pgtrigger.ReadOnly(name="correction_stays", exclude=["undone", "undone_by", "undone_reason"]),
            pgtrigger.Protect(
                name="correction_is_undone_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__undone__isnull=False),
            ),
            pgtrigger.Protect(name="corrections_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.answer}, corrected {self.made:%Y-%m-%d}"

    @property
    def in_force(self) -> bool:
        """Whether nobody has undone it."""
        return self.undone is None
