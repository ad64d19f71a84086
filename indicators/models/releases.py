"""Releases: values, definitions and names as they stood, for ever."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.models.indicators import differs

_REFUSE_IF_PUBLISHED = """
    IF EXISTS (SELECT 1 FROM indicators_release r WHERE r.id = {row}.release_id AND r.state = 'published') THEN
        RAISE EXCEPTION 'A published release cannot be changed.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN {row};
"""


class ReleaseQuerySet(models.QuerySet):
    def published(self):
        """Those that everyone may see, the newest first."""
        return self.filter(state=Release.State.PUBLISHED, published__lte=timezone.now()).order_by("-number")

    def ahead(self):
        """Those that are prepared, or wait for the end of their embargo, the newest first."""
        return self.exclude(state=Release.State.PUBLISHED, published__lte=timezone.now()).order_by("-number")


_PUBLIC = pgtrigger.Condition("OLD.state = 'published' AND OLD.published <= clock_timestamp()")
_CONTENT = ("number", "name", "frozen", "content_hash")


class Release(models.Model):
    """A numbered set of values that becomes public at one moment.

    `frozen` keeps what the values need to be read as they were: definitions, judgements, code lists, published
    figures, names of indicators, nodes, groups and respondents, and rounding, by code. `content_hash` covers
    values and frozen parts.

    A prepared release has its content and can be discarded. One that is published at a later moment is under
    embargo until then: its content is fixed, the moment can be moved and publication withdrawn. From the moment
    on nothing of it changes; all of it is held by the database. `reply_until` is the last day (UTC) on which
    respondents may reply to it, None where they are not asked.
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
    reply_until = models.DateField(null=True, blank=True)
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
                name="published_releases_never_change", operation=pgtrigger.Update, condition=_PUBLIC
            ),
            pgtrigger.Protect(
                name="published_releases_stay",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="published"),
            ),
            pgtrigger.Protect(
                name="embargoed_content_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="published") & differs(_CONTENT),
            ),
        ]

    def __str__(self):
        return f"Release {self.number}"

    @property
    def public(self) -> bool:
        """Whether everybody may see it now."""
        return self.state == self.State.PUBLISHED and self.published <= timezone.now()

    @property
    def embargoed(self) -> bool:
        """Whether it becomes public by itself, at a moment to come."""
        return self.state == self.State.PUBLISHED and not self.public

    @property
    def takes_replies(self) -> bool:
        """Whether respondents may reply to it now: it is not public, and the day is not over."""
        return bool(self.reply_until) and not self.public and timezone.localdate() <= self.reply_until


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
