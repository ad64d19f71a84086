"""Systems that the documents name: funds, platforms, frameworks, instruments, recommendations to the system."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.fields import WordingField


class System(models.Model):
    """One of the systems, at its place in the list. `missing` says what the documents leave open.

    `framework` and `survey` tell where the product knows more of it.
    """

    class Kind(models.TextChoices):
        FRAMEWORK = "framework", _("Strategies and frameworks")
        INSTRUMENT = "instrument", _("Country instruments and guidance")
        REPORTING = "reporting", _("Evaluation and reports")
        SURVEY = "survey", _("Surveys")
        PLATFORM = "platform", _("Platforms and tools")
        MECHANISM = "mechanism", _("Mechanisms")
        FUND = "fund", _("Funds and financing")
        RECOMMENDATION = "recommendation", _("Recommendations of the Joint Inspection Unit")

    code = models.SlugField(unique=True, max_length=60)
    kind = models.CharField(max_length=20, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    framework = models.ForeignKey(
        "indicators.Framework", models.PROTECT, null=True, blank=True, related_name="systems"
    )
    survey = models.ForeignKey(
        "surveys.Survey", models.PROTECT, null=True, blank=True, related_name="systems"
    )
    names = WordingField()
    missing = WordingField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.code


class SystemFact(models.Model):
    """What a document says of a system, for which year, and the published figures in it.

    `node` is the part of the system's framework that it is about; `topic` what of the system, empty for all of it.
    """

    class Topic(models.TextChoices):
        RESOURCES = "resources", _("Resources")

    system = models.ForeignKey(System, models.CASCADE, related_name="facts")
    position = models.PositiveSmallIntegerField()
    as_of = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=40)
    paragraph = models.CharField(max_length=40)
    words = WordingField()
    node = models.ForeignKey(
        "indicators.Node", models.PROTECT, null=True, blank=True, related_name="system_facts"
    )
    topic = models.CharField(max_length=20, blank=True, choices=Topic)
    figures = models.ManyToManyField("indicators.PublishedFigure", related_name="system_facts", blank=True)

    class Meta:
        ordering = ["system", "position"]
        constraints = [
            models.UniqueConstraint(fields=["system", "position"], name="system_fact_once_at_a_place")
        ]

    def __str__(self):
        return f"{self.system_id}: {self.document}, {self.paragraph}"
