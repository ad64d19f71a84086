"""Tables of counts, where a survey's owner sends no single answers: versions of a table, and their counts."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from surveys.models.audit import audited
from surveys.models.submissions import Answer

PROTECTED = """
IF EXISTS (SELECT 1 FROM surveys_tabulation
            WHERE id = COALESCE(NEW.tabulation_id, OLD.tabulation_id) AND state IN ('approved', 'superseded')) THEN
    RAISE EXCEPTION 'pgtrigger: counts of a table that counted stay as they are';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""


class TabulationQuerySet(models.QuerySet):
    def sent(self):
        """Those that were handed in: versions that a reviewer sees."""
        return self.exclude(state=Tabulation.State.DRAFT)

    def counted(self):
        """The one table per round that counts: the approved one."""
        return self.filter(state=Tabulation.State.APPROVED)


@audited()
class Tabulation(models.Model):
    """One version of a round's table of counts, out of one file.

    A draft is what was read in a file that nobody has handed in. Of all versions at most one is approved, and only
    that one counts; approving another one makes it superseded, and a superseded one can be made to count again.
    `content_hash` is that of its counts: a run records which table it used.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Checked")
        SUBMITTED = "submitted", _("Waiting for review")
        RETURNED = "returned", _("Returned")
        APPROVED = "approved", _("Approved")
        SUPERSEDED = "superseded", _("Superseded")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    round = models.ForeignKey("surveys.Round", models.PROTECT, related_name="tabulations")
    upload = models.OneToOneField("surveys.Upload", models.PROTECT, related_name="tabulation")
    version = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    content_hash = models.CharField(max_length=64)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="tabulations"
    )
    submitted = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(blank=True)

    objects = TabulationQuerySet.as_manager()

    class Meta:
        ordering = ["round", "-version"]
        verbose_name = _("table of counts")
        constraints = [
            models.UniqueConstraint(fields=["round", "version"], name="tabulation_version_once"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(state="approved"), name="one_counted_tabulation_per_round"
            ),
            models.CheckConstraint(
                condition=Q(
                    state="draft", version__isnull=True, submitted__isnull=True, submitted_by__isnull=True
                )
                | ~Q(state="draft")
                & Q(version__isnull=False, submitted__isnull=False, submitted_by__isnull=False),
                name="tabulation_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted"], decided__isnull=True)
                | ~Q(state__in=["draft", "submitted"]) & Q(decided__isnull=False, decided_by__isnull=False),
                name="tabulation_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(remark=""), name="tabulation_returned_with_a_remark"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="tabulation_stays", fields=["round", "upload", "content_hash"]),
            pgtrigger.Protect(
                name="tabulations_that_counted_stay",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state__in=["approved", "superseded"]),
            ),
        ]

    def __str__(self):
        return f"{self.round}, table {self.version or self.pk}"


class TabulatedCount(models.Model):
    """One count of a table and the cell that holds it: of everybody, or of the respondents of a group.

    option: `k` of `n` gave this option to the item; `base` are those of the n who gave an answer, as n may hold
    "do not know" as well. absence: `k` gave no answer, for this absence. total: the numbers of `n` respondents add
    up to `k`. invited, answered: `k` respondents, whatever the question.
    """

    class Kind(models.TextChoices):
        OPTION = "option", _("gave this answer")
        ABSENCE = "absence", _("gave no answer")
        TOTAL = "total", _("sum of the numbers given")
        INVITED = "invited", _("invited to the survey")
        ANSWERED = "answered", _("answered the survey")

    tabulation = models.ForeignKey(Tabulation, models.CASCADE, related_name="counts")
    kind = models.CharField(max_length=10, choices=Kind)
    item = models.ForeignKey("surveys.Item", models.PROTECT, null=True, blank=True, related_name="+")
    option = models.ForeignKey("surveys.Option", models.PROTECT, null=True, blank=True, related_name="+")
    absence = models.CharField(max_length=20, choices=Answer.Absence, blank=True)
    group = models.ForeignKey("surveys.Group", models.PROTECT, null=True, blank=True, related_name="+")
    k = models.DecimalField(max_digits=24, decimal_places=6)
    n = models.PositiveIntegerField(null=True, blank=True)
    base = models.PositiveIntegerField(null=True, blank=True)
    raw = models.TextField()
    sheet = models.CharField(max_length=120)
    row = models.PositiveIntegerField()
    column = models.PositiveIntegerField()

    class Meta:
        ordering = ["tabulation", "sheet", "row", "column"]
        constraints = [
            models.UniqueConstraint(
                "tabulation",
                "kind",
                Coalesce("item", Value(0)),
                Coalesce("option", Value(0)),
                "absence",
                Coalesce("group", Value(0)),
                name="count_once_per_cell_and_table",
            ),
            models.CheckConstraint(
                condition=Q(n__isnull=True) | Q(kind="total") | Q(k__lte=F("n")), name="count_within_its_base"
            ),
            models.CheckConstraint(
                condition=Q(base__isnull=True) | Q(n__isnull=False, base__lte=F("n")), name="base_within_n"
            ),
            models.CheckConstraint(condition=Q(kind="total") | Q(k__gte=0), name="count_not_negative"),
            models.CheckConstraint(
                condition=Q(
                    kind="option", item__isnull=False, option__isnull=False, absence="", base__isnull=False
                )
                | Q(kind="absence", item__isnull=False, option__isnull=True, base__isnull=True)
                & ~Q(absence="")
                | Q(kind="total", item__isnull=False, option__isnull=True, absence="", base__isnull=False)
                | Q(
                    kind__in=["invited", "answered"],
                    item__isnull=True,
                    option__isnull=True,
                    absence="",
                    n__isnull=True,
                ),
                name="count_is_one_thing",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="counts_never_change", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="counts_that_counted_stay",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Delete,
                func=PROTECTED,
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.item_id or ''}: {self.raw}"
