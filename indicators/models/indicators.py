"""Indicators, the codes under which lists publish them, and their immutable definitions."""

from functools import reduce
from operator import or_

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from indicators import definitions
from surveys.fields import TranslationsField

WORDINGS = {
    "title": "title",
    "short": "short",
    "definition": "meaning",
    "scope": "scope",
    "processing": "processing",
}
"""What a definition says in words -> the column that keeps its translations with their states."""
MEANING = (
    *("indicator", "number", "state", "content_hash", "from_year", "to_year", "author", "checker"),
    *("published", "publisher"),
)
"""Columns that never change again once a version is published."""
_MEANING_OF = "({row}.definition - ARRAY[" + ", ".join(f"'{key}'" for key in definitions.CORRECTABLE) + "])"
MEANING_DIFFERS = pgtrigger.Condition(
    f"OLD.state = 'published' AND {_MEANING_OF.format(row='OLD')} IS DISTINCT FROM {_MEANING_OF.format(row='NEW')}"
)
"""That an update of a published version changes more of the definition itself than its words and who wrote them."""


def differs(names: tuple[str, ...]) -> pgtrigger.Q:
    """That an update changes one of these columns."""
    return reduce(or_, (pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")}) for name in names))


class Indicator(models.Model):
    """What stays the same through all versions of a definition: the code, and the nodes that it serves."""

    code = models.CharField(max_length=20, unique=True)
    nodes = models.ManyToManyField("indicators.Node", related_name="indicators", blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self):
        return self.code


class IndicatorCode(models.Model):
    """A code of a published list, and what it is: an indicator at a breakdown.

    "BA.3.IFAD" is indicator BA.3 for the respondent IFAD; "1.1" is indicator 1.1 as a whole.
    """

    code = models.CharField(max_length=30, unique=True)
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="codes")
    breakdown = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["indicator", "code"]

    def __str__(self):
        return self.code


class IndicatorVersion(models.Model):
    """One version of a definition. Once published its meaning never changes; for a year the highest one counts.

    `content_hash` covers what changes a value. Words (titles, definitions in words, aliases) can be corrected at
    any time, and releases keep the words that they were published with. The English is the definition's own; beside it
    stand the translations of each of its words with their states, which editors correct: see `WORDINGS`. `author` and `checker` are two people where
    a version was made on a page; one that was loaded from a file names them in its definition. `published` is when it began
    to count, and `publisher` who let it: None for one from a file, as both are for versions from before they were kept.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CHECKED = "checked", _("Checked")
        PUBLISHED = "published", _("Published")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    definition = models.JSONField()
    title = TranslationsField(_("title"))
    short = TranslationsField(_("short title"))
    meaning = TranslationsField(_("definition in words"))
    scope = TranslationsField(_("scope note"), blank=True)
    processing = TranslationsField(_("what was done to the data"), blank=True)
    content_hash = models.CharField(max_length=64)
    from_year = models.PositiveSmallIntegerField(null=True, blank=True)
    to_year = models.PositiveSmallIntegerField(null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    published = models.DateTimeField(null=True, blank=True, editable=False)
    publisher = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["indicator", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator"], condition=~Q(state="published"), name="one_open_draft_per_indicator"
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=True)
                | Q(state="draft")
                | Q(checker__isnull=False) & ~Q(checker=F("author")),
                name="draft_checked_by_somebody_else",
            ),
            models.UniqueConstraint(fields=["indicator", "number"], name="definition_version_once"),
            models.CheckConstraint(
                condition=Q(from_year__isnull=True)
                | Q(to_year__isnull=True)
                | Q(from_year__lte=F("to_year")),
                name="definition_years_in_order",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_definitions_stay",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="published"),
            ),
            pgtrigger.Protect(
                name="published_meanings_never_change",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="published") & differs(MEANING),
            ),
            pgtrigger.Protect(
                name="published_content_never_changes",
                operation=pgtrigger.Update,
                condition=MEANING_DIFFERS,
            ),
        ]

    def __str__(self):
        return f"{self.indicator} version {self.number}"

    def holds_in(self, year: int) -> bool:
        """Whether it is valid for that data year."""
        return (self.from_year or year) <= year <= (self.to_year or year)

    def as_definition(self) -> definitions.IndicatorDefinition:
        """The definition as the pure object that the engine takes, in the words as they are corrected today."""
        return definitions.IndicatorDefinition.from_dict(self.definition).reworded(self.translations)

    @property
    def translations(self) -> dict[str, dict]:
        """The wordings beside the definition, by the definition's own names for its words."""
        return {word: getattr(self, field) for word, field in WORDINGS.items()}
