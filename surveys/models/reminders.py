"""Letters to those who are asked for something: who was written to, when, and on which occasion."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Reminder(models.Model):
    """One letter to one address. Two letters on the same occasion cannot be recorded, so they are never sent.

    The occasion is the kind with its day: the closing day for letters by rule (with `days` before or after it), the new
    closing day where it was moved (`days` counts the moves to that day before), and the day of writing for a letter by hand. A letter about the right of
    reply has the last day for replies, and the number of the `release`; of the others that is 0.
    """

    class Kind(models.TextChoices):
        BEFORE = "before", _("before the closing day")
        AFTER = "after", _("after the closing day")
        BY_HAND = "by_hand", pgettext_lazy("letter", "by hand")
        EXTENDED = "extended", pgettext_lazy("letter", "new closing day")
        EARLIER = "earlier", pgettext_lazy("letter", "earlier closing day")
        REPLY = "reply", pgettext_lazy("letter", "results to reply to")

    invitation = models.ForeignKey("surveys.Invitation", models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=10, choices=Kind)
    day = models.DateField()
    days = models.PositiveSmallIntegerField(default=0)
    release = models.PositiveIntegerField(default=0)
    address = models.EmailField()
    sent = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-sent", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "kind", "day", "days", "release", "address"],
                name="reminder_once_per_occasion",
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.day} to {self.invitation}"
