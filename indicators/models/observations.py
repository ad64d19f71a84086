"""Values of entered series: administrative data, taken over from documents and records by hand."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from indicators.models.indicators import differs
from indicators.models.published import PublishedFigure

SAID = (
    "indicator",
    "year",
    "breakdown",
    "value",
    "qualifier",
    "document",
    "paragraph",
    "note",
    "author",
    "entered",
)


class ObservationQuerySet(models.QuerySet):
    def in_force(self):
        """Those that a second person has confirmed and nothing has replaced or withdrawn."""
        return self.filter(checked__isnull=False, ended__isnull=True)

    def waiting(self):
        """Those that wait for a second person."""
        return self.filter(checked__isnull=True, ended__isnull=True)


class Observation(models.Model):
    """A value of an entered series for a year and a breakdown, with the document or record that it was taken from.

    What was entered never changes. It counts once somebody else has confirmed it (`checker`, `checked`), and from the
    next release on. It ends where it is refused, taken back, withdrawn, or replaced by a later one, by `ended_by` with
    `ended_words`; it stays where it is, so that the rows of a series are its whole history.
    """

    indicator = models.ForeignKey("indicators.Indicator", models.PROTECT, related_name="observations")
    year = models.PositiveSmallIntegerField()
    breakdown = models.JSONField(default=dict, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    qualifier = models.CharField(
        max_length=10, choices=PublishedFigure.Qualifier, default=PublishedFigure.Qualifier.EXACT
    )
    document = models.CharField(max_length=40)
    paragraph = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=400, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered = models.DateTimeField()
    checker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended = models.DateTimeField(null=True, blank=True)
    ended_words = models.CharField(max_length=400, blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "-year", "breakdown", "-entered", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year", "breakdown"],
                condition=Q(checked__isnull=False, ended__isnull=True),
                name="one_observation_in_force",
            ),
            models.UniqueConstraint(
                fields=["indicator", "year", "breakdown"],
                condition=Q(checked__isnull=True, ended__isnull=True),
                name="one_observation_waiting",
            ),
            models.CheckConstraint(
                condition=Q(checker__isnull=True, checked__isnull=True)
                | Q(checker__isnull=False, checked__isnull=False) & ~Q(checker=F("author")),
                name="observation_checked_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True, ended_by__isnull=True)
                | Q(ended__isnull=False, ended_by__isnull=False),
                name="observation_ended_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(document="") & ~Q(paragraph="", note=""), name="observation_with_its_source"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="observations_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="observations_never_change", operation=pgtrigger.Update, condition=differs(SAID)
            ),
            pgtrigger.Protect(
                name="ended_observations_stay_ended",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.indicator} {self.year} {self.breakdown or ''}"

    @property
    def waits(self) -> bool:
        """Whether it waits for a second person."""
        return self.checked is None and self.ended is None

    @property
    def in_force(self) -> bool:
        """Whether it counts, and the next release takes it over."""
        return self.checked is not None and self.ended is None
