"""Letters as rows: what is to be written to whom, and whether it has left."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Letter(models.Model):
    """One letter to one address, kept from the moment of what it tells of: the worker writes and sends it.

    `about` are the primary keys of the rows that the letter speaks of, by what they are to it; it is put into words when
    it is sent. One that cannot be sent says why in `error` and is tried again, later and later; it is never given up.
    """

    template = models.CharField(max_length=30)
    address = models.EmailField()
    language = models.CharField(max_length=10, blank=True)
    about = models.JSONField()
    created = models.DateTimeField(auto_now_add=True)
    sent = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(default=timezone.now)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-created", "-pk"]
        indexes = [
            models.Index(fields=["next_try"], condition=Q(sent__isnull=True), name="letter_still_to_send")
        ]

    def __str__(self):
        return f"{self.template} to {self.address}"
