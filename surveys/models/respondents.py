"""Who can answer a survey, and the groups by which answers are broken down."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from surveys.fields import WordingField


class Grouping(models.Model):
    """A way to group respondents (region, entity type, least developed countries …).

    A list that somebody declared, such as "developing", carries its version and its source.
    """

    code = models.SlugField(unique=True)
    names = WordingField()
    version = models.CharField(max_length=40, blank=True)
    source = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self):
        return self.code


class Group(models.Model):
    """One group of a grouping: a region, a type of entity, or the members of a list."""

    grouping = models.ForeignKey(Grouping, models.CASCADE, related_name="groups")
    code = models.SlugField()
    names = WordingField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["grouping", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["grouping", "code"], name="group_code_once_in_grouping")
        ]

    def __str__(self):
        return f"{self.grouping_id}/{self.code}"


class Respondent(models.Model):
    """An entity, a Government or a country team: whoever a survey may ask.

    The code is the entity's acronym, the country's ISO 3166-1 alpha-3 code or the country team's code.
    Fictional respondents give the illustrative answers; no real respondent ever does.
    """

    class Kind(models.TextChoices):
        ENTITY = "entity", _("United Nations entity")
        GOVERNMENT = "government", _("Government")
        COUNTRY_TEAM = "country_team", _("United Nations country team")

    kind = models.CharField(max_length=20, choices=Kind)
    code = models.CharField(max_length=40)
    slug = models.SlugField(max_length=60)
    names = WordingField()
    aliases = models.JSONField(default=list, blank=True)
    m49 = models.CharField(max_length=3, blank=True)
    iso2 = models.CharField(max_length=2, blank=True)
    note = models.TextField(blank=True)
    fictional = models.BooleanField(default=False)

    class Meta:
        ordering = ["kind", "code"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="respondent_code_once_in_kind"),
            models.UniqueConstraint(fields=["kind", "slug"], name="respondent_slug_once_in_kind"),
        ]

    def __str__(self):
        return self.code


def _range_of_one(field: str) -> Func:
    # The exclusion below compares equality by overlapping ranges of one number: gist knows ranges without
    # btree_gist, a contrib extension that the embedded server does not have.
    return Func(F(field), F(field), Value("[]"), function="int8range")


class Membership(models.Model):
    """That a respondent belongs to a group from one year to another, both included; open ends are null."""

    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="memberships")
    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    from_year = models.PositiveSmallIntegerField(null=True, blank=True)
    to_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["respondent", "group", "from_year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_year__isnull=True)
                | Q(to_year__isnull=True)
                | Q(from_year__lte=F("to_year")),
                name="membership_years_in_order",
            ),
            ExclusionConstraint(
                name="membership_years_do_not_overlap",
                expressions=[
                    (_range_of_one("respondent"), RangeOperators.OVERLAPS),
                    (_range_of_one("group"), RangeOperators.OVERLAPS),
                    (
                        Func(F("from_year"), F("to_year"), Value("[]"), function="int4range"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.respondent_id} in {self.group_id}, {self.from_year or '…'}-{self.to_year or '…'}"
