"""Answers in words as reports use them: what they are about, and which passages are quoted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from surveys.models.audit import audited


class Tag(models.Model):
    """What answers in words are about, in the words of those who draft. Capitals do not make another one."""

    name = models.CharField(_("name"), max_length=60)
    made = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = [Lower("name")]
        verbose_name = _("tag")
        constraints = [
            models.UniqueConstraint(Lower("name"), name="tag_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="tag_has_a_name"),
        ]

    def __str__(self):
        return self.name


class Tagging(models.Model):
    """That an answer is about something: who says so, and since when.

    It holds for the same question of the same respondent and round in later versions too (`surveys.queries.texts`).
    """

    answer = models.ForeignKey("surveys.Answer", models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["answer", "tag"]
        constraints = [models.UniqueConstraint(fields=["answer", "tag"], name="tagging_once")]

    def __str__(self):
        return f"{self.answer_id}: {self.tag_id}"


@audited()
class Quote(models.Model):
    """A passage of an answer in words, as a report may use it.

    The passage stood in the text as it counted when the quote was made; whether it still does is read, not kept.
    `permission` is the respondent's to be named where the survey is not attributable; where it is, the survey's own
    declaration allows it and the column is not read.
    """

    class Permission(models.TextChoices):
        NOT_ASKED = "not_asked", pgettext_lazy("permission", "not asked")
        ASKED = "asked", pgettext_lazy("permission", "asked")
        ALLOWED = "allowed", pgettext_lazy("permission", "allowed")
        REFUSED = "refused", pgettext_lazy("permission", "refused")

    answer = models.ForeignKey("surveys.Answer", models.PROTECT, related_name="quotes")
    passage = models.TextField(_("passage"))
    note = models.TextField(_("note"), blank=True)
    made = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="quotes")
    permission = models.CharField(
        _("permission"), max_length=10, choices=Permission, default=Permission.NOT_ASKED
    )
    permission_since = models.DateTimeField(null=True, blank=True)
    permission_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-made", "-pk"]
        verbose_name = _("quote")
        constraints = [
            models.CheckConstraint(condition=~Q(passage=""), name="quote_has_a_passage"),
            models.CheckConstraint(
                condition=Q(permission="not_asked")
                | Q(permission_since__isnull=False, permission_by__isnull=False),
                name="quote_permission_by_somebody",
            ),
        ]

    def __str__(self):
        return f"“{self.passage[:60]}”"

    def get_absolute_url(self) -> str:
        """Where it stands below its answer."""
        return f"{reverse('text-answer', args=[self.answer_id])}#quote-{self.pk}"

    @property
    def copy_id(self) -> str:
        """Under which a page keeps what its button copies."""
        return f"copy-quote-{self.pk}"

    @property
    def declared(self) -> bool:
        """Whether the survey's declaration allows to name its respondents, so that nobody has to ask."""
        return self.answer.submission.round.survey.attributable

    @property
    def may_be_named(self) -> bool:
        """Whether the passage may be printed under the respondent's name."""
        return self.declared or self.permission == self.Permission.ALLOWED
