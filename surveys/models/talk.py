"""What people say about a submission, and what was decided on it."""

import pgtrigger
from django.conf import settings
from django.db import models

from surveys.models.submissions import Submission
from surveys.spreadsheets import cell_address


class Comment(models.Model):
    """A word on a submission, or on one of its answers, by those who review or those who answer."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="comments")
    answer = models.ForeignKey(
        "surveys.Answer", models.CASCADE, null=True, blank=True, related_name="comments"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField()
    written = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["written", "pk"]

    def __str__(self):
        return self.text

    @property
    def cell(self) -> str:
        """The cell that it is about; "" for the submission as a whole."""
        return cell_address(self.answer.sheet, self.answer.row, self.answer.column) if self.answer else ""


class Decision(models.Model):
    """That a submission came into a state: by whom, when and why. Never changes."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="decisions")
    state = models.CharField(max_length=12, choices=Submission.State)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="decisions_never_change", operation=pgtrigger.Update)]

    def __str__(self):
        return f"{self.submission}: {self.state}"
