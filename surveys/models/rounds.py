"""Surveys, their yearly rounds, and the roster of each round."""

import datetime
import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.fields import WordingField
from surveys.models.audit import audited
from surveys.models.respondents import Respondent


@audited()
class Survey(models.Model):
    """One of the surveys that feed the indicators.

    `attributable` says whether single answers may be shown to the public under the respondent's name.
    `keep_originals_days` says for how many days after a round files are kept as they were sent, before a copy without
    contacts takes their place; where it is empty, for ever.
    `by_respondent` says that each respondent is asked on its own: rounds remind, and take no tables of counts.
    """

    code = models.SlugField(unique=True)
    names = WordingField()
    owner = models.CharField(max_length=40)
    respondent_kind = models.CharField(max_length=20, choices=Respondent.Kind)
    attributable = models.BooleanField(default=False)
    description = WordingField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    by_respondent = models.BooleanField(
        _("each respondent answers on its own"),
        default=False,
        help_text=_("Rounds have to remind those who have not answered, and take no tables of counts."),
    )
    keep_originals_days = models.PositiveSmallIntegerField(
        _("keep original files for so many days"),
        null=True,
        blank=True,
        help_text=_(
            "Counted from the end of the round, or from the day on which a late file came. Then a copy without "
            "contacts takes the place of the file. Leave it empty to keep the files for ever."
        ),
    )

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("survey")

    def __str__(self):
        return self.code


@audited()
class Round(models.Model):
    """One year's asking of a survey. The data year is the report year minus one.

    The illustrative flag passes from here to every number, chart and export made of its answers.

    Days are days of Coordinated Universal Time. After the closing day answers are late. `late_days` says for how
    many days late answers are still taken; where it is empty, until somebody closes the round. `remind_before` and
    `remind_after` are the days before and after the closing day on which those who have not answered are reminded.
    `earlier_because` is the reason for which the closing day of an open round was brought forward.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="rounds")
    data_year = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1978), MaxValueValidator(2100)]
    )
    opens = models.DateField(null=True, blank=True)
    closes = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    illustrative = models.BooleanField(default=False)
    questionnaire = models.ForeignKey("surveys.Questionnaire", models.PROTECT, related_name="rounds")
    roster_closed = models.BooleanField(default=True)
    contact = models.EmailField(blank=True)
    late_days = models.PositiveSmallIntegerField(null=True, blank=True)
    remind_before = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    remind_after = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    earlier_because = models.TextField(_("why it closes earlier"), blank=True, editable=False)

    class Meta:
        ordering = ["survey", "-data_year"]
        verbose_name = _("round")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "data_year", "illustrative"], name="one_round_per_survey_and_year"
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=True) | Q(closes__isnull=True) | Q(opens__lte=F("closes")),
                name="round_opens_before_it_closes",
            ),
        ]

    def __str__(self):
        return f"{self.survey} {self.data_year}"

    def clean(self):
        """What opening on the page of the round requires holds here too, and is not taken away from an open round; one
        that is still to run cannot go without reminders where its survey requires them. All that is wrong is said.
        """
        super().clean()
        if not self.survey_id or self.state == self.State.CLOSED:
            return
        before = Round.objects.filter(pk=self.pk).first()
        wrong: dict[str, str] = {}
        if self.state == self.State.OPEN:
            wrong |= self._not_to_open(before)
        never_had_any = before and before.state == self.State.OPEN and before.cannot_remind
        if not never_had_any and (
            self.lacks_reminders or (self.state == self.State.OPEN and self.cannot_remind)
        ):
            wrong[NON_FIELD_ERRORS] = _(
                "Rounds of this survey have to remind: give the round a closing day, and days for "
                "reminders before and after it."
            )
        if wrong:
            raise ValidationError(wrong)

    def _not_to_open(self, before: "Round | None") -> dict[str, str]:
        """What keeps the round from being open, by field: nothing where it was so before and lost nothing."""
        wrong = {}
        if (before is None or before.state != self.State.OPEN) and self.ended(timezone.localdate()):
            wrong["state"] = _(
                "Its closing day and the days for late answers are over. Set a later closing day, then open it."
            )
        begins = before is None or before.state == self.State.PLANNED or bool(before.contact)
        if begins and self.survey.by_respondent and not self.contact:
            wrong["contact"] = _(
                "Respondents of this survey have to know whom to ask: give the round a contact."
            )
        return wrong

    @property
    def lacks_reminders(self) -> bool:
        """Whether the survey requires reminders, and the round declares none before or none after its closing day."""
        return self.survey.by_respondent and not (self.remind_before and self.remind_after)

    @property
    def cannot_remind(self) -> bool:
        """The same, or there is no closing day from which the days would count."""
        return self.lacks_reminders or (self.survey.by_respondent and self.closes is None)

    @property
    def takes_answers(self) -> bool:
        """Whether focal points may send workbooks now."""
        return self.state == self.State.OPEN and not self.ended(timezone.localdate())

    @property
    def is_late(self) -> bool:
        """Whether the closing day is over, so that what is missing is late."""
        return self.closes is not None and timezone.localdate() > self.closes

    @property
    def state_now(self) -> str:
        """The state, closed where the days for late answers are over: nothing has to run for that."""
        if self.state == self.State.OPEN and not self.takes_answers:
            return self.State.CLOSED
        return self.State(self.state)

    @property
    def last_day(self) -> datetime.date | None:
        """The last day on which answers are taken; None where somebody has to close the round."""
        if self.closes is None or self.late_days is None:
            return None
        return self.closes + datetime.timedelta(days=self.late_days)

    def ended(self, day: datetime.date) -> bool:
        """Whether on this day no more answers are taken, although nobody has closed the round."""
        return self.last_day is not None and day > self.last_day


def new_access_code() -> str:
    """Twelve letters and figures that nobody guesses."""
    return secrets.token_hex(6)


@audited(exclude=("access_code", "contact_address"))
class Invitation(models.Model):
    """A line of a round's roster: N of every response rate is the number of invitations.

    `language` is that of letters to the contact address, and of the workbook; where it is empty, the focal point's.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="invitations")
    respondent = models.ForeignKey(Respondent, models.PROTECT, related_name="invitations")
    access_code = models.CharField(max_length=24, unique=True, default=new_access_code)
    contact_address = models.EmailField(blank=True)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["round", "respondent"]
        verbose_name = _("line of the roster")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "respondent"], name="one_invitation_per_round_and_respondent"
            ),
        ]

    def __str__(self):
        return f"{self.respondent} in {self.round}"
