"""Frameworks: strategies and follow-up processes with their outcomes, areas or services, as a tree."""

from django.db import models
from django.db.models import F, Q

from surveys.fields import WordingField


class Framework(models.Model):
    """A strategy or follow-up process under which progress is reported, with the years it covers."""

    code = models.SlugField(unique=True)
    names = WordingField()
    short_names = WordingField(blank=True)
    from_year = models.PositiveSmallIntegerField(null=True, blank=True)
    to_year = models.PositiveSmallIntegerField(null=True, blank=True)
    document = models.CharField(max_length=40)
    notes = WordingField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_year__isnull=True)
                | Q(to_year__isnull=True)
                | Q(from_year__lte=F("to_year")),
                name="framework_years_in_order",
            ),
        ]

    def __str__(self):
        return self.code


class Node(models.Model):
    """An outcome, area, service … of a framework. Which kinds there are, and how many, is data."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="nodes")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    code = models.SlugField()
    kind = models.CharField(max_length=20)
    names = WordingField()
    short_names = WordingField(blank=True)
    paragraph = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["framework", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="node_code_once_in_framework")
        ]

    def __str__(self):
        return f"{self.framework}/{self.code}"


class Judgement(models.Model):
    """A report's conclusion on a node in its own words: never a score, never a colour."""

    node = models.ForeignKey(Node, models.CASCADE, related_name="judgements")
    year = models.PositiveSmallIntegerField()
    words = WordingField()
    document = models.CharField(max_length=40)
    paragraph = models.CharField(max_length=40)

    class Meta:
        ordering = ["node", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["node", "year", "document"], name="judgement_once_per_document"),
        ]

    def __str__(self):
        return f"{self.node} {self.year}"
