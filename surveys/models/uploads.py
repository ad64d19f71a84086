"""A file that somebody sent, what was read in it, and what was found wrong."""

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from surveys.models.audit import audited
from surveys.parsed import EXPLAINED


class Upload(models.Model):
    """A file as it arrived, and how far the work on it is.

    `chosen_encoding` is what the sender named where the guess was wrong, `chosen_decimal_mark` the sign before decimals
    where "1,448" could be read in two ways; `questionnaire` is the version against which it was checked last: its answers
    are those to that version, whatever the round asks since. `placing` is how the columns of a
    foreign layout were placed (`surveys.collecting.told`), with the texts that are no answer yet.

    RECEIVED, CHECKING, NEEDS_REVIEW (checked: the sender looks at it), SAVING, READY (its submissions
    are made); REFUSED when it cannot be read as answers at all, DISCARDED when the sender let it go.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        CHECKING = "checking", _("Being checked")
        NEEDS_REVIEW = "needs_review", _("Checked")
        SAVING = "saving", _("Being saved")
        READY = "ready", _("Submitted")
        REFUSED = "refused", _("Refused")
        DISCARDED = "discarded", _("Discarded")

    round = models.ForeignKey("surveys.Round", models.PROTECT, related_name="uploads")
    respondent = models.ForeignKey(
        "surveys.Respondent", models.PROTECT, null=True, blank=True, related_name="uploads"
    )
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads")
    file_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    received = models.DateTimeField(auto_now_add=True)

    state = models.CharField(max_length=15, choices=State, default=State.RECEIVED)
    checked = models.DateTimeField(null=True, blank=True)
    layout = models.CharField(max_length=40, blank=True)
    encoding = models.CharField(max_length=40, blank=True)
    chosen_encoding = models.CharField(max_length=40, blank=True)
    chosen_decimal_mark = models.CharField(max_length=1, blank=True)
    questionnaire = models.ForeignKey(
        "surveys.Questionnaire", models.PROTECT, null=True, blank=True, related_name="uploads"
    )
    placing = models.JSONField(default=dict, blank=True)
    refusal = models.CharField(max_length=60, blank=True)
    refusal_parameters = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-received"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["needs_review", "saving", "ready"]) | Q(checked__isnull=False),
                name="upload_checked_before_it_is_used",
            ),
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(refusal="") | ~Q(state="refused") & Q(refusal=""),
                name="upload_refused_with_a_reason",
            ),
        ]

    def __str__(self):
        return self.file_name

    @property
    def asked(self) -> int:
        """The key of the questionnaire whose items its answers belong to."""
        return self.questionnaire_id or self.round.questionnaire_id

    @property
    def stored_path(self):
        """Where the bytes lie: under their own hash, so that a file sent twice is kept once."""
        return settings.UPLOADS / self.sha256[:2] / self.sha256

    @property
    def replaced(self):
        """The redaction that took the place of the bytes; None while they are kept."""
        return getattr(self, "redaction", None)

    def sheet(self, name: str) -> str:
        """How a sheet of the file is called in what is left of it."""
        return self.replaced.sheet(name) if self.replaced else name

    @property
    def kept_path(self):
        """Where what is left of the file lies: the bytes as they were sent, else the copy without contacts."""
        return self.replaced.path if self.replaced else self.stored_path

    @property
    def leaves_a_file(self) -> bool:
        """Whether there is something to download: the file as it was sent, or its copy."""
        return not self.replaced or bool(self.replaced.sha256)

    @property
    def under_way(self) -> bool:
        """Whether the worker still has something to do on it."""
        return self.state in {self.State.RECEIVED, self.State.CHECKING, self.State.SAVING}

    @property
    def encoding_refused(self) -> bool:
        """Whether the file is refused only because the encoding that its sender chose does not fit."""
        return self.refusal == "unknown_encoding" and bool(self.chosen_encoding)


class IssueQuerySet(models.QuerySet):
    def that_ask(self):
        """Warnings that need a word of explanation before the answers can be submitted."""
        return self.filter(severity=Issue.Severity.WARNING, code__in=EXPLAINED)

    def unexplained(self):
        """Those that ask and have no explanation yet."""
        return self.that_ask().filter(explanation="")


class Issue(models.Model):
    """Something found in an upload, at its cell. The message is made at reading, in the reader's language.

    `explanation` is the sender's word on a warning: it is kept, and shown to those who review.
    """

    class Severity(models.TextChoices):
        ERROR = "error", _("Error")
        WARNING = "warning", _("Warning")
        NOTE = "note", _("Note")

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="issues")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=10, choices=Severity)
    sheet = models.CharField(max_length=120, blank=True)
    row = models.PositiveIntegerField(null=True, blank=True)
    column = models.PositiveIntegerField(null=True, blank=True)
    value = models.TextField(blank=True)
    parameters = models.JSONField(default=dict, blank=True)
    respondent = models.CharField(max_length=40, blank=True)
    item = models.CharField(max_length=80, blank=True)
    explanation = models.TextField(blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["upload", "position"]
        constraints = [models.UniqueConstraint(fields=["upload", "position"], name="issue_once_in_upload")]

    def __str__(self):
        return f"{self.severity} {self.code} at {self.sheet} {self.row}:{self.column}"

    @property
    def asks(self) -> bool:
        """Whether the sender has to say why the answer is right as it is."""
        return self.severity == self.Severity.WARNING and self.code in EXPLAINED


class StagedAnswer(models.Model):
    """An answer read from a file that nobody has submitted yet: bare rows, written by COPY.

    The preview reads them; submitting moves them into `Answer`. The codes are those of the file's
    respondents and of the questionnaire's items. The table has no key, no foreign key, no check, and no
    index but one that costs nothing to write: the primary key is in Django's state only (see the migration). With
    all of them the same rows take from five to fifteen times as long to write.
    """

    pk = models.CompositePrimaryKey("upload_id", "sheet", "row", "column", "item", "respondent")
    upload = models.ForeignKey(
        Upload, models.CASCADE, related_name="staged_answers", db_constraint=False, db_index=False
    )
    respondent = models.TextField()
    item = models.TextField()
    occurrence = models.SmallIntegerField(default=1)
    option = models.TextField(null=True)
    number = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    text = models.TextField(null=True)
    absence = models.TextField(null=True)
    raw = models.TextField()
    sheet = models.TextField()
    row = models.IntegerField()
    column = models.IntegerField()

    class Meta:
        ordering = ["sheet", "row", "column", "item"]
        indexes = [BrinIndex(fields=["upload"], name="staged_answers_of_upload")]

    def __str__(self):
        return f"{self.respondent} {self.item}"


@audited()
class Mapping(models.Model):
    """What somebody decided about a layout whose columns or answers could not be placed by themselves.

    One for each survey and layout's fingerprint, used again for every file with the same headings. `decisions`
    holds the `columns` and `answers` of `surveys.mappings.Mapping`.
    """

    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="mappings")
    layout = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)
    decisions = models.JSONField(default=dict)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed = models.DateTimeField()

    class Meta:
        ordering = ["survey", "layout", "fingerprint"]
        verbose_name = _("mapping")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "layout", "fingerprint"], name="mapping_once_per_survey_and_layout"
            )
        ]

    def __str__(self):
        return f"{self.layout} {self.fingerprint[:8]}"
