"""Who may see what of a value: breakdowns by respondent, and the answers behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.apps import apps

from indicators.definitions import IndicatorDefinition
from indicators.models import Value
from indicators.queries.computed import released_values
from indicators.queries.released import OpenRelease
from indicators.queries.suppression import masked
from surveys import lineage


@dataclass
class Reader:
    """A person in front of a page, and which respondents' answers of a survey are open to that person.

    What one respondent answered is public only where the survey declares its answers attributable; else
    analysts may see it, and a focal point what is about the respondents that he or she represents.
    """

    user: object
    opened: OpenRelease
    _open: dict[str, set[str] | None] = field(default_factory=dict)

    def open_respondents(self, survey: str | None) -> set[str] | None:
        """Whose cells are open: None stands for all. Asked once per survey."""
        if survey not in self._open:
            row = self._surveys.get(survey)
            self._open[survey] = lineage.respondents_open_to(self.user, row) if row else set()
        return self._open[survey]

    def may_open(self, survey: str | None, respondent: str) -> bool:
        """Whether this respondent's answers, with file and cell, are open to the reader."""
        respondents = self.open_respondents(survey)
        return respondents is None or respondent in respondents

    def may_see(self, survey: str | None, breakdown: Mapping[str, str]) -> bool:
        """Whether a value with this breakdown may be shown."""
        return (
            "respondent" not in breakdown
            or self.is_public(survey)
            or self.may_open(survey, breakdown["respondent"])
        )

    def may_name(self, survey: str | None) -> bool:
        """Whether the reader may see who was invited and who answered."""
        return self.is_public(survey) or survey in self._surveys and self.open_respondents(survey) is None

    def is_public(self, survey: str | None) -> bool:
        """Whether the survey declares its answers attributable today, whatever it declared at the release."""
        return survey in self._surveys and self._surveys[survey].attributable

    @property
    def public_surveys(self) -> set[str]:
        """The surveys that declare their answers attributable today."""
        return {code for code in self._surveys if self.is_public(code)}

    def shown(self, values: Iterable[Value]) -> list[Value]:
        """The same for values that are no whole tables: the tables of their indicators are read. One query more."""
        values = list(values)
        guarded = {value.version_id for value in values if self.definition_of(value).public_minimum}
        tables = released_values(self.opened.release).filter(version__in=guarded) if guarded else []
        masks = {value.pk: value for value in self.visible(tables)}
        seen = [value for value in values if self.may_see(self._survey(value), value.breakdown)]
        return [masks.get(value.pk, value) for value in seen]

    def sees_all(self, survey: str | None) -> bool:
        """Whether every answer of a survey is open to the reader, so that no small group is hidden."""
        return self.open_respondents(survey) is None

    def changes_of(self, code: str, *, long: bool = False) -> list[dict]:
        """The changes of an indicator from round to round, or the `long` ones since the first; whoever sees small
        groups is told all of them."""
        survey = self.opened.definition(code).survey
        return self.opened.changes_of(code, long=long, all_told=self.sees_all(survey))

    def visible(self, values: Iterable[Value]) -> list[Value]:
        """Those of the values that may be shown, small groups as `suppression` leaves them. Give whole tables."""
        seen = [value for value in values if self.may_see(self._survey(value), value.breakdown)]
        closed = [value for value in seen if not self.sees_all(self._survey(value))]
        masks = {value.pk: value for value in masked(closed, self.definition_of)}
        return [masks.get(value.pk, value) for value in seen]

    def definition_of(self, value: Value) -> IndicatorDefinition:
        """The definition that a value of the release was computed by. No query for one with its version at hand."""
        return self.opened.definition(value.version.indicator.code, value.version.number)

    @cached_property
    def _surveys(self) -> dict:
        return {survey.code: survey for survey in apps.get_model("surveys", "Survey").objects.all()}

    def _survey(self, value: Value) -> str | None:
        return self.definition_of(value).survey
