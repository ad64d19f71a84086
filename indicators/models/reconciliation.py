"""Why a computed value is another number than the printed one. All else about reconciling is derived."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q


class ExplainedDifference(models.Model):
    """Somebody's explanation of the difference between a published figure and the value computed of it.

    It is about these two numbers: when a later computing gives another value, the difference is open again and
    the explanation is shown as one of an earlier value. Nothing is overwritten; the newest one counts.
    """

    figure = models.ForeignKey(
        "indicators.PublishedFigure", models.PROTECT, related_name="explained_differences"
    )
    printed = models.DecimalField(max_digits=20, decimal_places=4)
    computed = models.DecimalField(max_digits=30, decimal_places=12)
    words = models.TextField()
    language = models.CharField(max_length=10)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written = models.DateTimeField()

    class Meta:
        ordering = ["figure", "-written", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="difference_explained_in_words")]
        triggers = [
            pgtrigger.Protect(name="explanations_never_change", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.figure}: {self.computed.normalize():f}"
