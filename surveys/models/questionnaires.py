"""Questionnaires as immutable versions, and the rows derived from them for joins."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys import questionnaires
from surveys.fields import WordingField
from surveys.models.audit import audited
from surveys.rewording import reworded


@audited(exclude=("definition",))
class Questionnaire(models.Model):
    """One version of a survey's questions. The definition never changes: a change makes a new version.

    `wording` is a layer of corrected wordings and aliases over it (`surveys.rewording`), which may change at any
    time and says nothing of codes, kinds and rules.
    """

    survey = models.ForeignKey("surveys.Survey", models.PROTECT, related_name="questionnaires")
    version = models.CharField(max_length=20)
    source_file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    definition = models.JSONField()
    wording = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["survey", "version"]
        verbose_name = _("questionnaire")
        constraints = [
            models.UniqueConstraint(fields=["survey", "version"], name="questionnaire_version_once"),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="questionnaire_stays", fields=["survey", "version", "sha256", "definition"]
            ),
        ]

    def __str__(self):
        return f"{self.survey} {self.version}"

    def as_questionnaire(self) -> questionnaires.Questionnaire:
        """The definition with its wordings of today, as the pure object that templates, formats and checks take."""
        return questionnaires.Questionnaire.from_dict(reworded(self.definition, self.wording))


class Item(models.Model):
    """What one answer answers: a question, or one option of a question with many answers."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="items")
    code = models.CharField(max_length=80)
    question = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    names = WordingField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["questionnaire", "position"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "code"], name="item_code_once")]

    def __str__(self):
        return self.code


class Option(models.Model):
    """One of the answers that an item offers."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="options")
    code = models.CharField(max_length=60)
    names = WordingField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["item", "position"]
        constraints = [models.UniqueConstraint(fields=["item", "code"], name="option_code_once")]

    def __str__(self):
        return self.code
