"""Entities and countries: the lists, and what is known of one of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from indicators import maps, words
from indicators.addresses import breakdown_address
from indicators.definitions import IndicatorDefinition
from indicators.figure import Figure
from indicators.headlines import value_in_words
from indicators.links import value_opened
from indicators.pages.published import FigureRow, figure_rows, joint_once
from indicators.phrases import n_in_words
from indicators.queries import profiles as known
from indicators.queries.access import Reader
from indicators.queries.published import as_frozen
from indicators.queries.recommendations import parties_of, recommendations
from indicators.queries.released import OpenRelease
from indicators.renderers.numbers import PERCENT


@dataclass(frozen=True)
class Name:
    """A respondent in a list."""

    code: str
    slug: str
    name: str
    groups: str
    fictional: bool


@dataclass(frozen=True)
class Belonging:
    """That the respondent belongs, or belonged, to a group."""

    grouping: str
    group: str
    years: str


@dataclass(frozen=True)
class Beside:
    """What one respondent answered in a year, beside the value of its group and of all, each with the page on which it
    opens; "" where the release has no such value. The answer itself opens where there is no value of it alone and the
    reader may open it. Where one has no number the code of its reason stands beside it."""

    code: str
    title: str
    year: int
    answer: str
    own_address: str
    group: str
    group_n: str
    group_address: str
    group_reason: str
    all: str
    all_n: str
    all_address: str
    all_reason: str
    illustrative: bool


@dataclass(frozen=True)
class Asked:
    """A survey that asks respondents of this kind: the answers, or that they are closed.

    Where a value beside them has no number the row has a dash, and `reasons` say why for all rows: (whose, why).
    """

    survey: str
    code: str
    rows: list[Beside]
    closed: bool
    reasons: list[tuple[str, str]]


@dataclass(frozen=True)
class Profile:
    """All that is known of one respondent."""

    code: str
    name: str
    note: str
    aliases: str
    fictional: bool
    belongs: list[Belonging]
    figures: list[FigureRow]
    asked: list[Asked]
    addressed: int
    addressee: str


@dataclass(frozen=True)
class CountryMap:
    """A map of countries with the others to choose from: (code, title, whether it is shown). `unknown`: not that one."""

    figure: Figure | None
    which: str
    choices: list[tuple[str, str, bool]]
    unknown: bool


def country_map(rows: Iterable, asked: str | None) -> CountryMap:
    """The map asked for, else that of regions, of respondents with their memberships. One query at most."""
    real = [row for row in rows if not row.fictional]
    titles = maps.titles(real)
    which = asked if asked in titles else next(iter(titles))
    address = f"{settings.SITE_ADDRESS}{reverse('countries')}?map={which}"
    choices = [(code, title, code == which) for code, title in titles.items()]
    return CountryMap(maps.map_of(real, which, address), which, choices, bool(asked) and asked != which)


def names_of(rows: Iterable) -> tuple[list[Name], list[Name]]:
    """Respondents and, apart, illustrative ones, sorted as the language sorts."""
    names = [_name(row) for row in rows]
    names.sort(key=lambda name: words.sort_key(name.name))
    return [name for name in names if not name.fictional], [name for name in names if name.fictional]


def profile(opened: OpenRelease, reader: Reader, row) -> Profile:
    """What is known of a respondent. A fixed number of queries, however many years and figures."""
    beside = _Beside(opened, reader, row)
    addressed = [
        one for one in recommendations() if row.slug in {party.key for party in parties_of(one, "en")}
    ]
    return Profile(
        code=row.code,
        name=words.text(row.names) or row.code,
        note=words.text({"en": row.note}),
        aliases=words.listed(row.aliases),
        fictional=row.fictional,
        belongs=_belongs(row),
        figures=figure_rows(
            opened, joint_once(as_frozen(opened, known.figures_naming(row)), lambda figure: figure)
        ),
        asked=[beside.asked(answers) for answers in known.answers_of(row, reader)],
        addressed=len(addressed),
        addressee=row.slug,
    )


def _name(row) -> Name:
    groups = [membership.group for membership in row.memberships.all() if membership.to_year is None]
    shown = [
        group for group in groups if group.grouping.code not in ("developing", "global_south", "sub_region")
    ]
    shown.sort(key=lambda group: group.grouping.position)
    listed = words.listed(words.text(group.names) for group in shown)
    return Name(row.code, row.slug, words.text(row.names) or row.code, listed, row.fictional)


def _belongs(row) -> list[Belonging]:
    memberships = sorted(
        row.memberships.all(), key=lambda one: (one.group.grouping.position, one.from_year or 0)
    )
    return [
        Belonging(words.text(one.group.grouping.names), words.text(one.group.names), _years(one))
        for one in memberships
    ]


def _years(membership) -> str:
    first, last = membership.from_year, membership.to_year
    if first and last:
        return gettext("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return gettext("since %(year)s") % {"year": first}
    return gettext("until %(year)s") % {"year": last} if last else ""


class _Beside:
    """Puts a respondent's answers beside the values of its group and of all, from one query for values."""

    def __init__(self, opened: OpenRelease, reader: Reader, row):
        self.opened, self.row, self.reader = opened, row, reader
        self.values = {
            (
                value.version.indicator.code,
                value.year,
                value.illustrative,
                breakdown_address(value.breakdown),
            ): value
            for value in reader.shown(known.values_beside(row, opened))
        }

    def asked(self, answers: known.Answers) -> Asked:
        """The rows of one survey, by indicator and year."""
        survey = answers.survey
        said: dict[int, dict[str, known.Said]] = {}
        for one in answers.said:
            said.setdefault(one.year, {})[one.item] = one
        rows = [
            self._row(definition, year, items)
            for definition in self._definitions(survey.code)
            for year, items in sorted(said.items())
            if definition.questions and all(code in items for code in definition.questions)
        ]
        reasons = [
            (whose, words.listed(words.reasons_of_several(filter(None, codes))))
            for whose, codes in (
                (gettext("Its group"), (row.group_reason for row in rows)),
                (gettext("All respondents"), (row.all_reason for row in rows)),
            )
        ]
        return Asked(
            words.text(survey.names), survey.code, rows, answers.closed, [one for one in reasons if one[1]]
        )

    def _definitions(self, survey: str) -> Iterable[IndicatorDefinition]:
        every = (self.opened.definition(code) for code in self.opened.indicator_codes)
        return [definition for definition in every if definition.survey == survey]

    def _row(self, definition: IndicatorDefinition, year: int, items: dict[str, known.Said]) -> Beside:
        mine = [items[code] for code in dict.fromkeys(definition.questions)]
        illustrative = mine[0].illustrative
        group = known.group_in(self.row, year)
        of_group, of_all, own = (
            self.values.get((definition.code, year, illustrative, breakdown_address(part)))
            for part in ({known.BESIDE[self.row.kind]: group or "-"}, {}, {"respondent": self.row.code})
        )
        return Beside(
            code=definition.code,
            title=words.text(definition.title),
            year=year,
            answer=_in_words(mine),
            own_address=self._address(own) or self._answer_address(definition.survey, mine[0]),
            group=self._number(definition, of_group),
            group_n=_n(of_group),
            group_address=self._address(of_group),
            group_reason=of_group.reason if of_group else "",
            all=self._number(definition, of_all),
            all_n=_n(of_all),
            all_address=self._address(of_all),
            all_reason=of_all.reason if of_all else "",
            illustrative=illustrative,
        )

    def _address(self, value) -> str:
        return value_opened(self.opened, value) if value else ""

    def _answer_address(self, survey: str | None, said: known.Said) -> str:
        """The page of an answer with its cell, where it is open to the reader."""
        may_open = self.reader.may_open(survey, self.row.code)
        return reverse("answer", args=[said.answer]) if may_open else ""

    def _number(self, definition: IndicatorDefinition, value) -> str:
        if value is None:
            return ""
        number = value_in_words(definition, value)
        unit = PERCENT[words.language()] if definition.unit == "percent" else ""
        return f"{number}{unit}" if number else ""


def _n(value) -> str:
    """What a number beside an answer rests on; "" where there is none."""
    return n_in_words(value) if value is not None and value.value is not None else ""


def _in_words(said: list[known.Said]) -> str:
    texts = [_one_in_words(one) for one in said]
    if len(texts) == 2 and None not in (said[0].number, said[1].number):
        return gettext("%(k)s of %(n)s") % {"k": texts[0], "n": texts[1]}
    return words.in_line(texts)


def _one_in_words(said: known.Said) -> str:
    if said.option is not None:
        return words.text(said.option)
    if said.number is not None:
        return words.plain_number(said.number)
    return words.word(words.ABSENCES, said.absence) if said.absence else gettext("answered in words")
