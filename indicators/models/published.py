"""What documents have published: figures, requests, and where the documents contradict themselves."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from surveys.fields import WordingField


class CrosswalkReason(models.Model):
    """Why a published figure is no value of an indicator, or why it belongs to one without a value."""

    code = models.SlugField(unique=True)
    words = WordingField()

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.code


class PublishedFigure(models.Model):
    """A figure as a document prints it, with its qualifier. Computing never writes here.

    The reviewed crosswalk says which indicator and breakdown it is; a `reason` says why it is none, or why
    its value is absent; `crosswalk_note` adds how that was decided, `note` what has to be known of the figure
    itself. Figures with the same `joint` key are one statement on several entities ("UNDP and UNICEF about
    60"), `entities` names them all; `countries` are the ISO 3166-1 codes of those that it names. `baseline_counts` says that the baseline is a published value of the same
    indicator for its own year. `inferred` marks what was worked out from the text, `context` what is no figure
    of the monitoring.
    """

    class Qualifier(models.TextChoices):
        EXACT = "exact", _("exact")
        ABOUT = "about", _("about")
        MORE_THAN = "more_than", _("more than")
        AT_LEAST = "at_least", _("at least")

    class SourceKind(models.TextChoices):
        PRIMARY = "primary", _("the document itself")
        SECONDARY = "secondary", _("a secondary source on the document")

    code = models.CharField(max_length=60, unique=True)
    document = models.CharField(max_length=40)
    paragraph = models.CharField(max_length=20, blank=True)
    source_kind = models.CharField(max_length=10, choices=SourceKind, default=SourceKind.PRIMARY)
    from_year = models.PositiveSmallIntegerField(null=True, blank=True)
    to_year = models.PositiveSmallIntegerField(null=True, blank=True)
    survey = models.CharField(max_length=40, blank=True)
    respondent_scope = WordingField(blank=True)
    entities = models.JSONField(default=list, blank=True)
    countries = models.JSONField(default=list, blank=True)
    node = models.ForeignKey(
        "indicators.Node", models.PROTECT, null=True, blank=True, related_name="published_figures"
    )
    joint = models.CharField(max_length=60, blank=True)
    measure = WordingField()
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    qualifier = models.CharField(max_length=10, choices=Qualifier, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    numerator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    baseline_value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    change = WordingField(blank=True)
    note = WordingField(blank=True)
    inferred = models.BooleanField(default=False)
    context = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()

    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, null=True, blank=True, related_name="published_figures"
    )
    breakdown = models.JSONField(default=dict, blank=True)
    crosswalk_note = WordingField(blank=True)
    baseline_counts = models.BooleanField(default=False)
    reason = models.ForeignKey(
        CrosswalkReason, models.PROTECT, null=True, blank=True, related_name="published_figures"
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(indicator__isnull=False) | Q(reason__isnull=False),
                name="figure_mapped_or_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | ~Q(qualifier=""), name="figure_with_its_qualifier"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(note={}), name="figure_absent_only_with_a_note"
            ),
        ]

    def __str__(self):
        return self.code


class Contradiction(models.Model):
    """Two readings that the documents give of one thing: both are kept and shown."""

    number = models.PositiveSmallIntegerField(unique=True)
    places = models.CharField(max_length=200)
    words = WordingField()
    figures = models.ManyToManyField(PublishedFigure, related_name="contradictions", blank=True)

    class Meta:
        ordering = ["number"]

    def __str__(self):
        return f"{self.number}: {self.places}"


class Recommendation(models.Model):
    """A request or recommendation of a document, to whom it is addressed, and what has become of it.

    Status, evidence and next review are kept up on the page; an empty status means that nobody has assessed it.
    """

    class Status(models.TextChoices):
        IMPLEMENTED = "implemented", _("implemented")
        PARTLY_IMPLEMENTED = "partly_implemented", _("partly implemented")
        IN_PROGRESS = "in_progress", _("being implemented")
        NOT_IMPLEMENTED = "not_implemented", _("not implemented")
        SUPERSEDED = "superseded", pgettext_lazy("recommendation", "superseded")

    code = models.CharField(max_length=60, unique=True)
    document = models.CharField(max_length=40)
    paragraph = models.CharField(max_length=20)
    addressee = WordingField()
    verb = WordingField()
    words = WordingField()
    status = models.CharField(max_length=40, blank=True, choices=Status)
    evidence = models.TextField(blank=True)
    next_review = models.DateField(null=True, blank=True)
    assessed = models.DateTimeField(null=True, blank=True)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        permissions = [("assess_recommendation", "Can say what has become of a recommendation")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="") | ~Q(evidence=""), name="recommendation_status_with_evidence"
            ),
        ]

    def __str__(self):
        return self.code
