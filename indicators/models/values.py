"""Computed values and the run that made them."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class RunQuerySet(models.QuerySet):
    def newest(self):
        """The newest run of each round."""
        return self.order_by("round_id", "-finished", "-pk").distinct("round_id")


class Run(models.Model):
    """One computing: which definitions over which counted submissions, and the hash of all that went in.

    `input_hash` covers the round, `panel_hash` what is taken from rounds before to tell changes apart.
    A run holds only what it recomputed: all values of the versions that are `whole` in it, so that older runs say
    nothing of these any more, and of its other `versions` those that were touched since the run before. Changes are the
    exception: those of versions that nothing touched are copied from the run before, so that each run has all of them. Answers never change and approved submissions stay, so a run can
    be followed down to its cells for ever, and repeated. `basis` keeps what does change: "roster", as
    `indicators.inputs` writes it, with everybody's groups of then, "options": question -> its options of then, the
    items that were "asked", the "open_years", and "computing", the number of how the engine computed.
    `corrections` are those that it saw laid over the answers, of the rounds before too: they may be undone since.
    """

    round = models.ForeignKey("surveys.Round", models.PROTECT, related_name="runs")
    versions = models.ManyToManyField("indicators.IndicatorVersion", related_name="runs")
    whole = models.ManyToManyField("indicators.IndicatorVersion", related_name="whole_in")
    submissions = models.ManyToManyField("surveys.Submission", related_name="runs")
    tabulations = models.ManyToManyField("surveys.Tabulation", related_name="runs")
    corrections = models.ManyToManyField("surveys.Correction", related_name="runs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    started = models.DateTimeField()
    finished = models.DateTimeField()
    input_hash = models.CharField(max_length=64)
    basis = models.JSONField(default=dict)
    panel_hash = models.CharField(max_length=64, blank=True)
    illustrative = models.BooleanField()

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-finished"]

    def __str__(self):
        return f"Run {self.pk} of {self.finished:%Y-%m-%d %H:%M}"


class Value(models.Model):
    """An indicator's value for a period and a breakdown, with everything that one would ask about it.

    `breakdown` maps a dimension to a code and is {} for the whole. The numerator and, for shares and
    ratios, the denominator are sums over those who count; `exclusions` counts who left the denominator, by
    kind of absence, and `respondents` how many the number rests on (unknown for the oldest values). `low` and
    `high` are what a share over a closed roster could be if all who are missing had answered. `tabulation` is the table of counts that it comes out of, None where it comes out of answers. No value without a reason in words: `reason` is a code of `indicators.engine`.
    """

    class State(models.TextChoices):
        COMPUTED = "computed", _("Computed")
        INSUFFICIENT = "insufficient", _("Insufficient data")
        NOT_ASKED = "not_asked", _("Not asked")
        BROKEN = "broken", _("Not comparable")

    run = models.ForeignKey(Run, models.CASCADE, related_name="values")
    version = models.ForeignKey("indicators.IndicatorVersion", models.PROTECT, related_name="values")
    year = models.PositiveSmallIntegerField()
    breakdown = models.JSONField(default=dict)
    numerator = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    value = models.DecimalField(max_digits=30, decimal_places=12, null=True)
    low = models.DecimalField(max_digits=30, decimal_places=12, null=True)
    high = models.DecimalField(max_digits=30, decimal_places=12, null=True)
    invited = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()
    respondents = models.PositiveIntegerField(null=True)
    exclusions = models.JSONField(default=dict)
    state = models.CharField(max_length=15, choices=State)
    reason = models.CharField(max_length=40, blank=True)
    reason_parameters = models.JSONField(default=dict)
    illustrative = models.BooleanField()
    tabulation = models.ForeignKey(
        "surveys.Tabulation", models.PROTECT, null=True, blank=True, related_name="values"
    )

    class Meta:
        ordering = ["version", "year", "breakdown"]
        constraints = [
            models.UniqueConstraint(fields=["run", "version", "year", "breakdown"], name="value_once_in_run"),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True)
                | Q(numerator__isnull=False, denominator__gte=F("numerator")),
                name="numerator_within_denominator",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, reason="") | Q(value__isnull=True) & ~Q(reason=""),
                name="value_absent_only_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True)
                | Q(value__isnull=False, low__lte=F("value"), high__gte=F("value")),
                name="value_within_its_bounds",
            ),
            models.CheckConstraint(
                condition=Q(respondents__isnull=True) | Q(respondents__lte=F("answered")),
                name="respondents_within_answered",
            ),
            models.CheckConstraint(condition=Q(answered__lte=F("invited")), name="answered_within_invited"),
        ]
        triggers = [pgtrigger.Protect(name="values_never_change", operation=pgtrigger.Update)]

    def __str__(self):
        return f"{self.version} {self.year} {self.breakdown or ''}"

    @property
    def counted(self) -> int:
        """How many stand in the number; values from before that was kept have all who are not left out."""
        if self.respondents is not None:
            return self.respondents
        return self.invited - sum(self.exclusions.values())


class PanelChange(models.Model):
    """The change of an indicator since the round before, or since the first one: behaviour of those in both, and
    composition, the rest. `spans` says whether other rounds lie between.

    `both` is how many stand in the number in both years. No behaviour and composition without `change`, and none
    without a reason in its place; `caveats` are wordings by question, where it is similar and not the same.
    `both_before` and `both_after` are the values of those in both years, `respondents_before` and
    `respondents_after` how many all are, `people_before` and `people_after` who they are (see `indicators.people`), of
    an indicator that hides small groups; changes from before these were kept have none.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="changes")
    version = models.ForeignKey("indicators.IndicatorVersion", models.PROTECT, related_name="changes")
    from_year = models.PositiveSmallIntegerField()
    to_year = models.PositiveSmallIntegerField()
    spans = models.BooleanField(default=False)
    breakdown = models.JSONField(default=dict)
    both = models.PositiveIntegerField()
    change = models.DecimalField(max_digits=30, decimal_places=12, null=True)
    behaviour = models.DecimalField(max_digits=30, decimal_places=12, null=True)
    composition = models.DecimalField(max_digits=30, decimal_places=12, null=True)
    both_before = models.DecimalField(max_digits=30, decimal_places=12, null=True)
    both_after = models.DecimalField(max_digits=30, decimal_places=12, null=True)
    respondents_before = models.PositiveIntegerField(null=True)
    respondents_after = models.PositiveIntegerField(null=True)
    people_before = models.BinaryField(null=True)
    people_after = models.BinaryField(null=True)
    state = models.CharField(max_length=15, choices=Value.State)
    reason = models.CharField(max_length=40, blank=True)
    reason_parameters = models.JSONField(default=dict)
    caveats = models.JSONField(default=dict)
    illustrative = models.BooleanField()

    class Meta:
        ordering = ["version", "to_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "version", "from_year", "breakdown"], name="change_once_in_run"
            ),
            models.CheckConstraint(
                condition=Q(from_year__lt=F("to_year")), name="change_from_an_earlier_year"
            ),
            models.CheckConstraint(
                condition=Q(behaviour__isnull=True, composition__isnull=True) & ~Q(reason="")
                | Q(change__isnull=False, behaviour__isnull=False, composition__isnull=False, reason=""),
                name="change_told_apart_or_a_reason",
            ),
        ]
        triggers = [pgtrigger.Protect(name="changes_never_change", operation=pgtrigger.Update)]

    def __str__(self):
        return f"{self.version} {self.from_year}-{self.to_year}"
