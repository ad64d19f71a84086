"""Releases: values, definitions and names as they stood, for ever."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

_REFUSE_IF_PUBLISHED = """
    IF EXISTS (SELECT 1 FROM indicators_release r WHERE r.id = {row}.release_id AND r.state = 'published') THEN
        RAISE EXCEPTION 'A published release cannot be changed.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN {row};
"""


class ReleaseQuerySet(models.QuerySet):
    def published(self):
        """Those that everyone may see, the newest first."""
        return self.filter(state=Release.State.PUBLISHED).order_by("-number")


class Release(models.Model):
    """A numbered set of values that was made public on one day.

    `frozen` keeps what the values need to be read as they were: definitions, names of indicators, nodes,
    groups and respondents, and rounding, by code. `content_hash` covers values and frozen parts.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("Prepared")
        PUBLISHED = "published", pgettext_lazy("release", "Published")

    number = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    published = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    content_hash = models.CharField(max_length=64, blank=True)
    frozen = models.JSONField(default=dict)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        permissions = [("publish_release", "Can publish releases")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published__isnull=False) & ~Q(content_hash=""),
                name="release_published_with_date_and_hash",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_releases_never_change",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="published"),
            ),
        ]

    def __str__(self):
        return f"Release {self.number}"


class ReleaseValue(models.Model):
    """That a value is part of a release. A value's address is release, indicator, year and breakdown."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="release_values")
    value = models.ForeignKey("indicators.Value", models.PROTECT, related_name="release_values")

    class Meta:
        ordering = ["release", "value"]
        constraints = [models.UniqueConstraint(fields=["release", "value"], name="value_once_in_release")]
        triggers = [
            pgtrigger.Trigger(
                name="published_releases_gain_nothing",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_REFUSE_IF_PUBLISHED.format(row="NEW"),
            ),
            pgtrigger.Trigger(
                name="published_releases_lose_nothing",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=_REFUSE_IF_PUBLISHED.format(row="OLD"),
            ),
        ]

    def __str__(self):
        return f"{self.value} in {self.release}"
