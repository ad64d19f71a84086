"""What took the place of a file as it was sent, once its survey's period for original files was over."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from surveys.models.audit import audited


@audited()
class Redaction(models.Model):
    """The copy without contacts that is kept in the place of an upload's bytes, whose hash the upload keeps.

    `sha256` is that of the copy, "" where none is kept: of a file that was refused or discarded nothing is used, and
    another one could not be opened any more. `columns` and `cells` say how much was emptied, `rebuilt` that the copy
    holds the cells alone, and `sheets` how sheets are called in it that cannot have their own names.
    """

    upload = models.OneToOneField("surveys.Upload", models.PROTECT, related_name="redaction")
    made = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    columns = models.PositiveIntegerField(default=0)
    cells = models.PositiveIntegerField(default=0)
    rebuilt = models.BooleanField(default=False)
    sheets = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-made"]
        verbose_name = _("replaced file")
        constraints = [
            models.CheckConstraint(
                condition=~Q(sha256="") | Q(columns=0, cells=0), name="redaction_without_copy_emptied_nothing"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="redactions_are_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="redactions_never_change",
                fields=["upload", "made", "sha256", "columns", "cells", "rebuilt", "sheets"],
            ),
        ]

    def __str__(self):
        return f"{self.upload}, {self.made:%Y-%m-%d}"

    def sheet(self, name: str) -> str:
        """How the sheet of an answer is called in the copy."""
        return self.sheets.get(name, name)

    @property
    def path(self):
        """Where the copy lies."""
        return settings.REDACTED / f"{self.upload_id}.xlsx"
