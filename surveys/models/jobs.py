"""Long work as rows: the queue's truth, whatever the broker guarantees."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """A piece of work for the worker: what kind, on what, how far, and when it last gave a sign of life.

    `subject` is the primary key of the row that the kind of work is about. A message in the queue holds
    nothing but the job's primary key; a job that is queued or whose heart stopped is queued again by the
    sweep, so that a lost message costs time, not work.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    kind = models.CharField(max_length=40)
    subject = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=32, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True, blank=True)
    heartbeat = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-created"]
        indexes = [
            models.Index(fields=["kind", "subject"]),
            models.Index(
                fields=["created"], condition=Q(state__in=["queued", "running"]), name="job_still_to_do"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(total=0) | Q(done__lte=F("total")), name="job_done_within_total"
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(heartbeat__isnull=False), name="job_running_has_a_heartbeat"
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(error=""), name="job_failed_with_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.subject} ({self.state})"

    @property
    def seconds(self) -> float:
        """How long the worker has been at it, in steps of half a second: what moves whatever it is doing."""
        if not self.started:
            return 0.0
        return (timezone.now() - self.started) // timedelta(seconds=0.5) / 2

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}
