"""All workbooks of a round in one file."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

KEPT = datetime.timedelta(days=7)


class Batch(models.Model):
    """The workbooks of everybody on a roster as one zip: asked for, made by the worker, kept for a week.

    `language` "" stands for each respondent's own.
    """

    round = models.ForeignKey("surveys.Round", models.CASCADE, related_name="batches")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, blank=True)
    carry_over = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked = models.DateTimeField(auto_now_add=True)
    made = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked", "-pk"]

    def __str__(self):
        return f"{self.round}, {self.asked:%Y-%m-%d}"

    @property
    def path(self):
        """Where the file lies once it is made."""
        return settings.VAR / "batches" / f"{self.pk}.zip"

    @property
    def kept_until(self) -> datetime.datetime | None:
        """When the file is deleted."""
        return self.made and self.made + KEPT

    @property
    def ready(self) -> bool:
        """Whether the file can be downloaded now."""
        return self.made is not None and timezone.now() < self.kept_until and self.path.is_file()
