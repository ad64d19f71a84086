"""What a respondent answered in a round: versions of a submission, and their answers, which never change."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from surveys.models.audit import audited


class SubmissionQuerySet(models.QuerySet):
    def counted(self):
        """The one submission per respondent and round that counts: the approved one."""
        return self.filter(state=Submission.State.APPROVED)

    def ever_counted(self):
        """Those that count, or did until a later version was approved."""
        return self.filter(state__in=[Submission.State.APPROVED, Submission.State.SUPERSEDED])


@audited()
class Submission(models.Model):
    """One version of a respondent's answers to a round.

    Of all versions at most one is approved, and only that one counts; approving a later one makes the
    earlier one superseded, which keeps by whom and when it was approved. A version that a later one overtook
    before anybody reviewed it is withdrawn: it never counted. A superseded version can be made to count again, which
    supersedes the one that counts; `decided` stays the moment of its own approval, and each step is a `Decision`.
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Waiting for review")
        RETURNED = "returned", _("Returned")
        APPROVED = "approved", _("Approved")
        SUPERSEDED = "superseded", _("Superseded")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    round = models.ForeignKey("surveys.Round", models.PROTECT, related_name="submissions")
    respondent = models.ForeignKey("surveys.Respondent", models.PROTECT, related_name="submissions")
    version = models.PositiveSmallIntegerField()
    upload = models.ForeignKey("surveys.Upload", models.PROTECT, related_name="submissions")
    state = models.CharField(max_length=12, choices=State, default=State.SUBMITTED)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="submissions")
    submitted = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    decided = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["round", "respondent", "-version"]
        verbose_name = _("submission")
        permissions = [
            ("review_submission", "Can approve or return submissions"),
            ("see_any_answer", "Can open every answer down to its cell"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "respondent", "version"], name="submission_version_once"
            ),
            models.UniqueConstraint(
                fields=["round", "respondent"],
                condition=Q(state="approved"),
                name="one_counted_submission_per_round_and_respondent",
            ),
            models.CheckConstraint(
                condition=Q(state="submitted", decided__isnull=True)
                | ~Q(state="submitted") & Q(decided__isnull=False, decided_by__isnull=False),
                name="submission_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(remark=""), name="submission_returned_with_a_remark"
            ),
        ]

    def __str__(self):
        return f"{self.respondent} {self.round}, version {self.version}"


class Answer(models.Model):
    """One answer and the cell it came from. Exactly one of option, number, text and absence is there.

    Nothing in sscdash deletes a submitted answer, and the database lets nobody do it.
    """

    class Absence(models.TextChoices):
        BLANK = "blank", _("left blank")
        NOT_SHOWN = "not_shown", _("not shown")
        NOT_APPLICABLE = "not_applicable", _("not applicable")
        DO_NOT_KNOW = "do_not_know", _("do not know")
        REFUSED = "refused", _("refused")

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="answers")
    item = models.ForeignKey("surveys.Item", models.PROTECT, related_name="answers")
    occurrence = models.PositiveSmallIntegerField(default=1)
    option = models.ForeignKey("surveys.Option", models.PROTECT, null=True, blank=True, related_name="+")
    number = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    text = models.TextField(null=True, blank=True)
    absence = models.CharField(max_length=20, choices=Absence, null=True, blank=True)
    raw = models.TextField()
    sheet = models.CharField(max_length=120)
    row = models.PositiveIntegerField()
    column = models.PositiveIntegerField()

    class Meta:
        ordering = ["submission", "item", "occurrence"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "item", "occurrence"], name="answer_once"),
            models.CheckConstraint(
                condition=Exact(
                    Func(
                        *(F(name) for name in ("option", "number", "text", "absence")),
                        function="num_nonnulls",
                        output_field=models.IntegerField(),
                    ),
                    1,
                ),
                name="answer_is_one_thing",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="submitted_answers_never_change", operation=pgtrigger.Update),
            pgtrigger.Protect(name="submitted_answers_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.item}: {self.raw}"


class Explanation(models.Model):
    """What the sender said about a warning on an answer: kept beside the answer, and as unchanging as it.

    `code` and `parameters` are those of the warning.
    """

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="explanations")
    code = models.CharField(max_length=60)
    parameters = models.JSONField(default=dict)
    text = models.TextField()

    class Meta:
        ordering = ["answer", "pk"]
        triggers = [
            pgtrigger.Protect(name="explanations_never_change", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return self.text
